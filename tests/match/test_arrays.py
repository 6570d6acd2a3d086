"""Tests of match.kernels.arrays: what the index keeps of a name is what the name was laid out as."""

from __future__ import annotations

import numpy as np
import pytest

from watchword.match.index import MODES, build, record_starts, token_modes
from watchword.match.kernels import arrays as packed
from watchword.match.kernels.layout import MAX
from watchword.match.matcher import SCORED
from watchword.match.records import lay_out, record
from watchword.model import Kind, Listing, Name
from watchword.text import names

NAMES = (
    ("Saif al-Islam bin Muammar Qadhafi", Kind.PERSON),
    ("Айша Ali Tsoi", Kind.PERSON),
    ("Abu Bakr 17", Kind.UNKNOWN),
    ("Banque Sahélo-Saharienne pour l'Investissement et le Commerce S.A.R.L.", Kind.COMPANY),
    (" ".join(f"w{at}rd" for at in range(60)), Kind.COMPANY),
    ("Ali", Kind.PERSON),
)


@pytest.fixture(scope="module")
def index() -> dict[str, np.ndarray]:
    """The index of the names above, and of some that share words with them."""
    more = (("Banque pour le Commerce", Kind.COMPANY), ("Muammar Qadhafi", Kind.PERSON), ("Айша Ali", Kind.PERSON))
    return build([Listing(f"t:{at}", "t", kind, (Name(full),)) for at, (full, kind) in enumerate((*NAMES, *more))])


def laid_out(index):
    """The names of the index, parsed anew."""
    for name, (at, mode) in enumerate(zip(index["name_listing"], index["name_mode"], strict=True)):
        if at < len(NAMES):
            yield name, lay_out(names.parse(NAMES[at][0], MODES[mode]))


def test_a_name_unfolds_to_its_layout(index):
    """Positions and spans of a listed name, unfolded, are those of its layout."""
    listed = tuple(np.zeros(room, dtype=np.int32) for room in (6 * MAX, MAX, MAX, MAX))
    for name, layout in laid_out(index):
        first, spans, count = packed.unfold(name, tuple(index[column] for column in SCORED), listed)
        assert (spans, count) == (len(layout.spans), len(layout.weights))
        assert first == index["span_from"][name]
        for column, wanted in zip(listed, layout.columns, strict=True):
            assert column[: len(wanted)].tolist() == wanted.tolist()


def test_records_and_modes_of_tokens(index):
    """The record of each span's token stands where the blocks say; its mode is that of the name."""
    starts, modes = record_starts(index), token_modes(index)
    cells = index["token_record"]
    for name, layout in laid_out(index):
        tokens = index["span_token"][index["span_from"][name] : index["span_from"][name + 1]]
        for token, key in zip(tokens.tolist(), layout.keys, strict=True):
            at = packed.record_at(index["token_block"], index["token_start"], token)
            assert at == starts[token]
            wanted = record(key)
            assert cells[at : at + len(wanted)].tolist() == wanted.tolist()
            assert modes[token] == index["name_mode"][name]


def test_postings_of_every_token(index):
    """Each token's names are those whose spans hold it, and tokens whose names are not counted have one."""
    held: dict[int, set[int]] = {}
    for name, (first, end) in enumerate(zip(index["span_from"], index["span_from"][1:], strict=False)):
        for token in index["span_token"][first:end].tolist():
            held.setdefault(token, set()).add(name)
    assert len(index["post_from"]) - 1 < len(held)
    for token, wanted in held.items():
        begin, end = (packed.posted_from(index["post_from"], at) for at in (token, token + 1))
        assert sorted(packed.named_in(index["post_name"], at) for at in range(begin, end)) == sorted(wanted)
