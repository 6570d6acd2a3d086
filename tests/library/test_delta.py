"""A file that is kept as its difference from another comes back byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.library.delta import cut, difference, rebuild, share_cited

_FILES = st.lists(st.sampled_from([b"a\n", b"b\n", b"<c>", b"</c>", b"\r\n", b"x" * 5000 + b"><", b"},"])).map(b"".join)


@given(st.one_of(_FILES, st.binary(max_size=200)))
def test_pieces_joined_are_the_file(data: bytes) -> None:
    """Cutting loses nothing, and no piece is empty."""
    pieces = cut(data)
    assert b"".join(pieces) == data
    assert all(pieces)


@given(_FILES, _FILES)
def test_steps_make_the_file_again(old: bytes, new: bytes) -> None:
    """From the earlier file and the difference comes the later one."""
    steps = difference(cut(new), cut(old))
    assert b"".join(rebuild(steps, cut(old))) == new
    assert 0 <= share_cited(steps, len(new)) <= 1


def test_long_lines_are_cut_at_their_elements() -> None:
    """A file on one line shares what did not change."""
    old = b"<list>" + b"".join(b"<entry>%d</entry>" % number for number in range(2000)) + b"</list>"
    steps = difference(cut(old.replace(b">77<", b">seventy-seven<")), cut(old))
    assert share_cited(steps, len(old)) > 0.99


def test_steps_of_another_file_are_refused() -> None:
    """What cites more than there is was not made for this file."""
    with pytest.raises(ValueError, match="another file"):
        rebuild([0, 3], [b"a", b"b"])
    with pytest.raises(ValueError, match="another file"):
        rebuild([0], [b"a", b"b"])
