"""Records of words: those that the loops finish are the ones that text.phonetics makes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from watchword.match.index import MODES
from watchword.match.records import Layout, lay_out, record, words_of, words_written
from watchword.match.score import Scorer
from watchword.policy import Policy
from watchword.text import names

_SCORER = Scorer(Policy())
_WORDS = [
    *["Mohamed", "Abdul", "Rahman", "al", "Jelena", "Schmidt", "Bohdan", "Xi", "Jinping", "47", "IV", "a", "Ltd"],
    *["Елена", "Иванова", "عبد", "الرحمن", "محمد", "王", "小明", "김", "정은", "Γεωργία"],
]
_NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)


@given(_NAMES, _NAMES, st.sampled_from(MODES))
def test_agreements_are_those_of_whole_records(a, b, mode):
    """Sounds that the loops find, and sounds by ear left out where nobody asks, change no agreement."""
    query, listed = (lay_out(names.parse(raw, mode)) for raw in (a, b))
    found = _agreements(query, listed)
    for layout in (query, listed):
        layout.__dict__["packed"] = layout.__dict__["packed_by_ear"] = _whole(layout)
    assert found == _agreements(query, listed)


def _agreements(query: Layout, listed: Layout) -> list[int]:
    _SCORER._agreements(query, listed)
    return list(_SCORER.matrix[: len(query.keys) * len(listed.keys)])


def _whole(layout: Layout) -> tuple[np.ndarray, np.ndarray]:
    cells = [record(key) for key in layout.keys]
    starts = np.cumsum([0, *map(len, cells)])[:-1]
    return np.concatenate(cells), starts.astype(np.int32)


_PLAIN = (
    "IM", "Global", "Abd", "al", "Rahman", "Din", "Saif", "bin", "Abu", "Intl", "Bros", "Ltd", "Sarl", "A", "B", "C", "Dr",
    "Hafez", "Hassan", "Kim", "of", "Russia", "Sberbank", "9", "x-y", "O'B",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=7), st.sampled_from([names.PERSON, names.ENTITY]))
def test_words_written_are_those_of_the_tokens(found, mode):
    """The words of a name of so many tokens are those that parsing gives, whatever is joined, taken apart or spelled out."""
    raws = words_of(names.parse(" ".join(found), mode))
    assert words_written(" ".join(found), mode, len(raws)) == raws
