"""Keys: two tokens that may agree share one; joined words sound as they would by themselves."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from watchword.match.kernels.layout import JOINED, LONGEST
from watchword.match.loops import loops
from watchword.match.records import TokenKey, record, sounds
from watchword.text.phonetics import skeleton

_RUN = loops(compiled=False).run
_FORMS = st.text("aehiostwxcjkz", min_size=7, max_size=20)


def keys(form: str, flags: int, listed: int) -> set[int]:
    out = [0] * 4096
    count = _RUN.write_keys(record(TokenKey(form, flags, 100)).tolist(), 0, 0, listed, 0, out)
    return set(out[:count])


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=LONGEST))
def test_a_skeleton_is_one_wherever_it_is_made(form):
    """Words written as one get the sound that text.phonetics gives them."""
    room = [[0] * 200 for _ in range(3)]
    count = _RUN.skeleton(form.encode(), 0, len(form), sounds().tolist(), room[0], room[1], room[2], 0)
    assert bytes(room[2][:count]).decode() == skeleton(form)[:LONGEST]


@given(_FORMS, st.data(), st.sampled_from([(JOINED, 0), (0, JOINED), (JOINED, JOINED)]))
def test_long_forms_one_letter_apart_share_a_key(form, data, flags):
    """One letter changed, dropped, added or swapped: whichever side is words written as one, a key joins both."""
    at = data.draw(st.integers(0, len(form) - 2))
    letter = data.draw(st.sampled_from("aehiostwxcjkz"))
    other = data.draw(
        st.sampled_from(
            [
                form[:at] + letter + form[at + 1 :],
                form[:at] + letter + form[at:],
                form[:at] + form[at + 1] + form[at] + form[at + 2 :],
                form[:at] + form[at + 1 :],
            ]
        )
    )
    if len(other) >= 7:
        assert keys(form, flags[0], 0) & keys(other, flags[1], 1)


def test_keys_keep_to_their_room():
    """The longest token's keys fit into the room that there is for keys."""
    out = np.zeros(4096, dtype=np.int64)
    cells = record(TokenKey("abcdefghijklm" * 4 + "abcdefgh", 0, 100)).tolist()
    assert max(_RUN.write_keys(cells, 0, 0, listed, 1, memoryview(out)) for listed in (0, 1)) < len(out)
