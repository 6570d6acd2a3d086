"""Do compiled loops find the items that interpreted ones find?"""

from __future__ import annotations

import numpy as np
from numba import njit

from watchword.match.kernels.unsigned import Compiler


def _loop(array, both, at, places):  # type: ignore[no-untyped-def]
    """Items at constant, counted, computed and looked-up places, of arrays and of a tuple; a slice."""
    first, total = both[at], 0
    for i in range(len(places)):
        total = total * 3 + array[places[i] - at] + first[array[i] & 3] + both[1 - at][0]
        array[len(array) - 1 - i] += total & 7
        array[i] = array[0]
    part = both[:1]
    return total + len(part)


def test_items_are_read_and_written_at_the_same_places() -> None:
    """What `Compiler` makes of a loop reads and writes the items that Python does, in arrays of any integers."""
    compiled = njit(_loop, pipeline_class=Compiler)
    for kind in (np.int8, np.int16, np.int32, np.int64, np.uint8):
        arrays = [np.arange(10, 20, dtype=np.int64) for _ in range(2)]
        places = np.array([3, 1, 9, 4], dtype=kind)
        expected, found = (
            loop(one, (one, one), 1, places) for loop, one in zip((_loop, compiled), arrays, strict=True)
        )
        assert found == expected
        assert arrays[0].tolist() == arrays[1].tolist()


def test_no_place_is_asked_whether_it_is_negative() -> None:
    """The machine's code of a loop has fewer choices than that of numba's usual way."""
    array = np.arange(10, dtype=np.int64)
    choices = []
    for options in ({}, {"pipeline_class": Compiler}):
        compiled = njit(_loop, **options)
        compiled(array, (array, array), 1, array[:4])
        choices.append(next(iter(compiled.inspect_llvm().values())).count("select"))
    assert choices[1] < choices[0]
