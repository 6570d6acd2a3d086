"""Keys: two tokens that may agree share one; joined words sound as they would by themselves."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.match.index import build, record_starts, token_modes
from watchword.match.kernels.layout import HASH, HEADER, JOINED, LONGEST, RESPELLED, VOWELLESS
from watchword.match.loops import loops
from watchword.match.matcher import Matcher
from watchword.match.records import TokenKey, asked, record, sounds
from watchword.policy import Policy
from watchword.snapshot import Snapshot
from watchword.text.phonetics import skeleton

_RUN = loops(compiled=False).run
_NOTHING = build([])
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


def altered(form: str, rng: random.Random) -> str:
    """The form with up to three letters changed, dropped, added or swapped."""
    letters = list(form)
    for _ in range(rng.randrange(4)):
        at, change = rng.randrange(len(letters)), rng.randrange(4)
        if change == 0:
            letters[at] = rng.choice("aeiouhkstmnr")
        elif change == 1 and len(letters) > 2:
            del letters[at]
        elif change == 2:
            letters.insert(at, rng.choice("aeiouhkstmnr"))
        elif at:
            letters[at - 1], letters[at] = letters[at], letters[at - 1]
    return "".join(letters)[:LONGEST]


@pytest.mark.parametrize("flags", [0, JOINED, RESPELLED, VOWELLESS])
def test_keys_bring_every_token_that_agrees(data, flags):
    """The neighbours of a token are those that comparing it with every listed token finds, agreement by agreement."""
    lists = Snapshot.from_files([data / "us-ofac" / "sdn", data / "uk" / "extract-conlist.csv"])
    matcher = Matcher(lists.arrays, Policy(), compiled=False)
    mode_of = token_modes(lists.arrays)
    cells, starts = lists.arrays["token_record"].tolist(), record_starts(lists.arrays).tolist()
    listed = [record_form(cells, at) for at in starts]
    rng = random.Random(flags)
    for form in (altered(rng.choice(listed), rng) for _ in range(25)):
        key, mode = TokenKey(form, flags, 90), rng.randrange(2)
        every = np.flatnonzero(mode_of == mode).astype(np.int32)
        codes = matcher.agreements(mode, key, every)
        wanted = {(int(t), int(c)) for t, c in zip(every, codes, strict=True) if c}
        tokens, found = matcher.neighbours(mode, key, False)
        assert set(zip(tokens.tolist(), found.tolist(), strict=True)) == wanted, form


def record_form(cells: list[int], at: int) -> str:
    """The letters of a record."""
    first = at + HEADER + 2 * cells[at + 4]
    return bytes(cells[first : first + cells[at]]).decode()


@pytest.mark.parametrize("compiled", [False, True])
@given(st.lists(st.text("abcdehijkstuwxyz1", min_size=1, max_size=21), min_size=2, max_size=3), st.integers(0, 1))
def test_words_written_as_one_are_heard_and_found_by_their_parts(compiled, forms, mode):
    """From their letters and sounds come the record and the keys of words written as one, as any token has them."""
    loop = loops(compiled)
    records = [np.frombuffer(asked(TokenKey(form, 0, 100)), dtype=np.int8) for form in forms]
    starts = np.cumsum([0, *map(len, records[:-1])])
    cells, starts, numbers, everything, out = map(
        loop.view,
        (
            np.concatenate(records),
            starts,
            np.arange(len(forms)),
            np.full(16, 0xFFFFFFFF, dtype=np.uint32),
            np.zeros(64, dtype=np.int64),
        ),
    )
    joining, joined = Matcher(_NOTHING, Policy(), compiled)._joining, "".join(forms)
    loop.run.hear_all(cells, starts, joining[:3])
    loop.run.lay_words(cells, starts, numbers, 0, len(forms), joining[5])
    count = loop.run.meeting(cells, starts, numbers, 0, len(forms), 0, joining, mode, everything, 9, out)
    one = record(TokenKey(joined, JOINED, 100)).tolist() if len(joined) <= LONGEST else []
    wanted = [0] * 4096
    assert sorted(out[:count].tolist()) == (
        sorted(wanted[: _RUN.write_keys(one, 0, mode, 0, 0, wanted)]) if one else []
    )
    assert joining[3][: len(one)].tolist() == one


@given(st.lists(st.integers(0, HASH), max_size=40))
def test_a_sieve_lets_through_what_was_entered(given_keys):
    """Keys that were entered always pass; an empty sieve lets nothing through."""
    sieve = [0] * 32
    assert not any(_RUN.entered(key, sieve, 10) for key in given_keys)
    for key in given_keys:
        _RUN.enter_sieve(key, sieve, 10)
    assert all(_RUN.entered(key, sieve, 10) for key in given_keys)
