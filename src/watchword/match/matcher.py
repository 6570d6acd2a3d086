"""Which listed names reach the cutoff? Exactly those that scoring every name one by one would find.

Keys bring every listed token that can agree with a token of the query; a name is scored when the most
that it could reach is not below the cutoff. Nothing is capped or approximate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from watchword.errors import InputError
from watchword.match import pieces, words
from watchword.match.index import MODES, sieve_bits
from watchword.match.kernels.layout import (
    CODES,
    FACTOR,
    HASH,
    HEADER,
    LONGEST,
    MARKED,
    MARKS,
    MAX,
    NAMES_FULL,
    NEAR_FULL,
    ROW,
    SEEN_FULL,
    WIDE,
)
from watchword.match.questions import Questions, side_by_side
from watchword.match.reading import Reader
from watchword.match.records import Layout, TokenKey, crossing, record, sounds
from watchword.match.score import Scorer
from watchword.match.words import Words
from watchword.policy import Policy

_MOST_KEYS = 4096
_ACCOUNT = 7
_ROWS = 8  # of a result: more than most have
# The arrays of the index that the loops read, in their order.
_KEYS, _VOCABULARY = ("key_from", "key_entry"), ("token_record", "token_block", "token_start")
_POSTINGS = ("token_weight", "post_from", "post_name")
SCORED = ("span_from", "span_join", "span_token", "pos_from", "pos")

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[words.Lent, tuple[list[pieces.Lent], ...]])


@dataclass(frozen=True, slots=True)
class Found:
    """A listed name that reaches the cutoff: its number in the index, similarity in ten-thousandths, and the rows that
    explain it, as `score.rows_of` reads them."""

    name: int
    similarity: int
    rows: Sequence[int] = field(default=(), compare=False, repr=False)


class Matcher:
    """Searches one index under one policy. Holds scratch memory: one for each thread.

    Scratch grows with what queries need, not with the number of listed names.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray], policy: Policy, compiled: bool = False) -> None:
        self.scorer = scorer = Scorer(policy, compiled)
        self.arrays = {name: _fixed(array) for name, array in arrays.items()}
        view = scorer.loops.view
        index = {name: view(array) for name, array in self.arrays.items()}
        bits = (len(arrays["key_from"]) - 1).bit_length() - 1
        joined_from = int(arrays["joined_from"][0])
        sieve = arrays["key_sieve"]
        self._keys = (*(index[name] for name in _KEYS), bits, joined_from, index["key_sieve"], sieve_bits(sieve))
        self._vocabulary, self._postings, self._scored = (
            tuple(index[name] for name in wanted) for wanted in (_VOCABULARY, _POSTINGS, SCORED)
        )
        self._bounds = index["name_weight"], index["post_with"], joined_from
        self._settings = (scorer.costs, (*(scorer.params[mode] for mode in MODES), scorer.office))
        self._state = view(np.zeros(4, dtype=np.int64))
        self._work = view(np.zeros(_MOST_KEYS, dtype=np.int64))
        cells = [view(np.zeros(3 * LONGEST + HEADER, dtype=np.int8)) for _ in range(3)]
        powers = view(np.array([pow(FACTOR, n, HASH + 1) for n in range(LONGEST + 1)], dtype=np.int64))
        letters, ahead = (view(np.zeros(MAX * LONGEST + 1, dtype=kind)) for kind in (np.int8, np.int64))
        self._joining = (view(sounds()), *cells, view(crossing()),
                         (view(np.zeros(MAX + 1, dtype=np.int32)), letters, ahead, powers))  # fmt: skip
        self._spans = view(np.zeros(6 * MAX, dtype=np.int32))
        self._plan = view(np.zeros(5 * MAX, dtype=np.int32))
        self._marks, self._worth = view(np.zeros(MARKS, dtype=np.int32)), view(np.zeros(MARKED * CODES, dtype=np.int64))
        self._lifts = view(np.zeros(WIDE, dtype=np.int32))
        self._tallies = tuple(view(np.zeros(3 * MAX, dtype=np.int32)) for _ in range(2))
        self._near_from = view(np.zeros(3 * MAX + 1, dtype=np.int32))
        self._gain = view(np.zeros(MAX, dtype=np.int32))
        self._make_near(1 << 13)
        self._make_seen(1 << 12)
        self._make_accounts(1 << 12)
        self._make_results(1 << 10)
        self.words = Words(scorer.loops, self._learn)
        self._reader = Reader(self.words, scorer.loops)

    def search(self, query: Layout, cutoff: int) -> list[Found]:
        """Every listed name of the query's mode at or above `cutoff` (ten-thousandths), in index order."""
        return self.search_all([query], cutoff)[0]

    def search_all(self, queries: Sequence[Layout], cutoff: int) -> list[list[Found]]:
        """`search` for each of many queries, in their order."""
        return self._find(side_by_side([self._reader.of_layout(query) for query in queries]), cutoff)

    def search_names(self, asked: Iterable[tuple[str, int]], cutoff: int) -> list[list[Found] | InputError]:
        """`search` for each of many names as (raw, mode), in their order; what can't be read has its error."""
        questions, places = self._reader.read_all(asked)
        found = self._find(questions, cutoff)
        return [found[place] if isinstance(place, int) else place for place in places]

    def learn_common(self, count: int) -> None:
        """Learn so many of the commonest words of persons' and of entities' names, before anybody waits for them."""
        self._reader.read_common(count)
        self.words.learn()

    def lend(self) -> bytes:
        """What was learned since the last call, for others that search the same index under the same policy.

        Nothing where a text was read that UTF-8 can't hold.
        """
        try:
            return _ENCODER.encode((self.words.lend(), self._reader.lend()))
        except UnicodeEncodeError:
            return b""

    def borrow(self, learned: bytes) -> None:
        """Take over what others have learned. No answer depends on it."""
        of_words, of_pieces = _DECODER.decode(learned)
        self.words.borrow(of_words)
        self._reader.borrow(of_pieces)

    def _find(self, queries: Questions, cutoff: int) -> list[list[Found]]:
        questions = self._questions(queries)
        self.words.learn()
        found: list[list[Found]] = [[] for _ in queries.readings]
        self._state[1] = 0
        while self._state[1] < len(found):
            count = self._search(questions, max(1, cutoff))
            self._take(count, found)
            if self._state[2] == NEAR_FULL:
                self._make_near(2 * len(self._near_token))
            elif self._state[2] == SEEN_FULL:
                self._make_seen(2 * len(self._scratch[1]))
            elif self._state[2] == NAMES_FULL:
                self._make_accounts(2 * len(self._chosen))
            elif self._state[2]:
                self._make_results(2 * len(self._out[0]))
        self.words.forget_if_many()
        return found

    def _take(self, count: int, found: Sequence[list[Found]]) -> None:
        """Add so many results of one call to what was `found` for each query."""
        *columns, ends = (one[:count].tolist() for one in self._out[:4])
        rows, begin = self._out[4][: ends[-1] if count else 0].tolist(), 0
        for query, name, score, end in zip(*columns, ends, strict=True):
            found[query].append(Found(name, score, rows[begin:end]))
            begin = end

    def _search(self, questions: tuple[Any, ...], cutoff: int) -> int:
        scorer = self.scorer
        count: int = scorer.loops.run.search(
            questions, self.words.arrays, self._keys, self._vocabulary, self._postings, self._bounds, self._scored,
            self._settings, self._joining, cutoff, self._scratch,
            (self._near_from, self._near_token, self._near_code),
            (self._spans, self._accounts, self._slots, self._plan, self._table, self._marks, self._worth,
             self._chosen, self._tallies, self._gain, self._hoped, self._lifts),
            scorer.scratch, self._out,
        )  # fmt: skip
        return count

    def _questions(self, queries: Questions) -> tuple[Any, ...]:
        """The queries as flat arrays: positions of each, readings, and joined spans where the loops can't make them."""
        begins, words, *rest = queries
        return self.scorer.loops.views(begins, words, *self.words.positions(words), *rest)

    def _learn(self, first: int, words: tuple[Any, ...]) -> tuple[int, bool]:
        """Find neighbours of words from `first` on; how many words are done, and whether their room is full."""
        done: int = self.scorer.loops.run.learn(
            first, words, self._keys, self._vocabulary, self._postings, self._settings, self._joining, self._scratch
        )
        if self._state[2] == SEEN_FULL:
            self._make_seen(2 * len(self._scratch[1]))
        return done, self._state[2] == NEAR_FULL

    def neighbours(self, mode: int, key: TokenKey, cut: bool) -> tuple[np.ndarray, np.ndarray]:
        """The listed tokens that agree with one of a query, sorted, with their agreements; remembered."""
        number = self.words.number_of_key(mode, key, cut)
        self.words.learn()
        return self.words.near(number)

    def agreements(self, mode: int, key: TokenKey, tokens: np.ndarray) -> np.ndarray:
        """How a token of a query agrees with each of these listed tokens of its mode; 0 where it does not."""
        scorer, view = self.scorer, self.scorer.loops.view
        out = np.zeros(len(tokens), dtype=np.int32)
        scorer.loops.run.agree_each(
            view(record(key)), view(tokens), self._vocabulary, scorer.costs, scorer.params[MODES[mode]],
            scorer.rows_of_distance, view(out),
        )  # fmt: skip
        return out

    # Scratch: made larger when the loops say that it is full -----------------------------------------------

    def _make_near(self, room: int) -> None:
        """Room for so many neighbours of all spans of a query."""
        view = self.scorer.loops.view
        self._table = view(np.zeros(8 * room, dtype=np.int32))
        self._near_token, self._near_code = view(np.zeros(room, dtype=np.int32)), view(np.zeros(room, dtype=np.int16))
        places = ((np.int32, 3 * MAX + 1), (np.int32, room), (np.int16, room))
        self._hoped = tuple([view(np.zeros(count, dtype=kind)) for kind, count in places])

    def _make_seen(self, room: int) -> None:
        """Room for half as many tokens that the keys of one token bring."""
        seen = self.scorer.loops.view(np.zeros(room, dtype=np.int64))
        tokens = self.scorer.loops.view(np.zeros(room // 2, dtype=np.int32))
        self._scratch = (self._work, seen, self._state, self.scorer.rows_of_distance, tokens)

    def _make_accounts(self, room: int) -> None:
        """Room for so many listed names that may reach the cutoff."""
        view = self.scorer.loops.view
        self._accounts, self._chosen = (view(np.zeros(n, dtype=np.int32)) for n in (_ACCOUNT * room, room))
        self._slots = view(np.zeros(2 * room, dtype=np.int64))

    def _make_results(self, room: int) -> None:
        """Room for so many results of one call."""
        view = self.scorer.loops.view
        columns = (room, room, room, room, _ROWS * ROW * room)
        self._out = tuple(view(np.zeros(cells, dtype=np.int32)) for cells in columns)


def _fixed(array: np.ndarray) -> np.ndarray:
    """The array as one that can't be written: mapped or made, the loops are compiled for one type only."""
    fixed = array.view(np.ndarray)
    fixed.setflags(write=False)
    return fixed
