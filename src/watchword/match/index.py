"""Which listed names could match? The arrays that `search` walks, built once from the listings.

Every name of every listing is in it, in one reading (two where the kind is unknown). Building is here;
walking is `matcher`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice

import numpy as np

from watchword.errors import InputError
from watchword.match.kernels.layout import (
    BLOCK,
    FIRST_LETTERS,
    FURTHER,
    GRADE,
    JOINED,
    LEADS,
    LONGEST,
    MARKS,
    MORE,
    NAMES,
    SECOND,
    SECOND_FURTHER,
    SECOND_GRADE,
    SILENT,
    STANDS_FOR,
    TAG,
    WHOLE,
    WIDE,
)
from watchword.match.kernels.marks import grade
from watchword.match.loops import loops
from watchword.match.records import Layout, TokenKey, begun, lay_out, sounds
from watchword.model import Kind, Listing, Strength
from watchword.text import identifiers, names

MODES = (names.PERSON, names.ENTITY)
STRENGTHS = tuple(Strength)
_MOST_KEYS = 4096  # of one token
_PORTION, _ROOM = 1 << 14, 1 << 18  # tokens laid at a time; keys that half of the room is made for at first
_MANY = 20_000  # tokens from which compiled loops are quicker, with the time that they take to load


# One array each, of a type that is large enough for what it holds.
_COLUMNS = {
    "name_listing": np.int32, "name_number": np.uint16, "name_mode": np.int8, "name_strength": np.int8,
    "name_weight": np.int16, "pos_from": np.int32, "pos": np.uint8,
    "span_from": np.int32, "span_join": np.uint8, "span_token": np.int32,
}  # fmt: skip
_CONSONANTS = str.maketrans("bcdgqvz", "pktkkfs", "aeiouyhw")  # roughly what sounds alike
_HEAVIEST = 3  # words of a name that its postings tell of
_SIEVE = 32  # bits of the sieve for each single word, at least
_KEYS_A_BUCKET = 8  # at least: 16 of them fill a line of a processor's memory


def modes_of(kind: Kind) -> tuple[str, ...]:
    """The readings in which names of a kind are compared; an unknown kind is read both ways."""
    if kind is Kind.UNKNOWN:
        return MODES
    return (names.PERSON,) if kind is Kind.PERSON else (names.ENTITY,)


def sieve_bits(sieve: np.ndarray) -> int:
    """The sieve has two to the power of so many bits."""
    return len(sieve).bit_length() + 4


@dataclass(slots=True)
class _Builder:
    """Columns while they grow; one list for each array of the index."""

    tokens: dict[tuple[int, TokenKey], int] = field(default_factory=dict)
    token_weight: array[int] = field(default_factory=lambda: array("i"))
    led: array[int] = field(default_factory=lambda: array("b"))  # of each span, whether it is the leading word
    heaviest: array[int] = field(default_factory=lambda: array("i"))  # of each name, _HEAVIEST words: token, grade
    heavy: array[int] = field(default_factory=lambda: array("b"))  # of each name, how many of its words have weight
    columns: dict[str, array[int]] = field(default_factory=lambda: {c: array("i") for c in _COLUMNS})

    def add(self, listing: int, number: int, mode: int, strength: int, layout: Layout) -> None:
        """Append one listed name. A word leads it that is its heaviest firm one, or each where none is firm."""
        columns, weights, heaviest = self.columns, layout.weights, layout.heaviest
        for column, value in (
            ("name_listing", listing),
            ("name_number", number),
            ("name_mode", mode),
            ("name_strength", strength),
            ("name_weight", layout.weight),
        ):
            columns[column].append(value)
        for position, kind, role in zip(weights, layout.classes, layout.roles, strict=True):
            columns["pos"].extend((position, kind | role << 2))
        columns["pos_from"].append(len(columns["pos"]) // 2)
        first = len(columns["span_token"])
        for (start, length), key in zip(layout.spans, layout.keys, strict=True):
            if key.flags == STANDS_FOR:
                continue  # only what is asked stands for a listed name
            token = self.tokens.setdefault((mode, key), len(self.tokens))
            weight = sum(weights[start : start + length]) if length > 1 else weights[start]
            if token == len(self.token_weight):
                self.token_weight.append(weight)
            elif length > 1 and weight > self.token_weight[token]:  # a word by itself always weighs the same
                self.token_weight[token] = weight
            if length > 1:  # single positions stand first, each in its place
                columns["span_join"].append(WHOLE if key.flags == FIRST_LETTERS else start | length - 1 << 6)
            columns["span_token"].append(token)
        columns["span_from"].append(len(columns["span_token"]))
        self._add_heaviest(columns["span_token"][first:], layout, heaviest)

    def _add_heaviest(self, tokens: Sequence[int], layout: Layout, heaviest: Sequence[int]) -> None:
        """What the postings of a name tell: single words come first among its tokens."""
        lead = tokens[heaviest[0]] if heaviest and layout.is_firm(heaviest[0]) else -1
        self.led.extend([lead in (-1, token) for token in tokens])
        self.heavy.append(len(heaviest))
        for at in range(_HEAVIEST):
            if at < len(heaviest):
                position = heaviest[at]
                loud = 0 if layout.classes[position] == SILENT else layout.weights[position]
                self.heaviest.extend((tokens[position], grade(loud, layout.is_firm(position))))
            else:
                self.heaviest.extend((-1, 0))


def build(
    listings: Sequence[Listing], progress: Callable[[int], None] = lambda _: None, *, compiled: bool = False
) -> dict[str, np.ndarray]:
    """The arrays of the index over these listings, by name; `progress` hears of every listing done. Loops are compiled where
    `compiled`, and for many names.

    Names come in listing order, so equal listings give equal bytes. A listed name that can't be parsed
    (no letter or digit in it) is left to the listing's other names; a listing with none raises InputError.
    """
    builder = _Builder()
    builder.columns["pos_from"].append(0)
    builder.columns["span_from"].append(0)
    for at, listing in enumerate(listings):
        _add_names(builder, at, listing)
        progress(1)
    arrays = {name: _narrow(column, _COLUMNS[name]) for name, column in builder.columns.items()}
    if listings and arrays["name_number"].max() < 1 << 8:  # the loops do not read it: one byte will do
        arrays["name_number"] = arrays["name_number"].astype(np.uint8)
    arrays |= _token_arrays(builder, compiled or len(builder.tokens) > _MANY)
    arrays |= _identifier_arrays(listings)
    return arrays


def _add_names(builder: _Builder, at: int, listing: Listing) -> None:
    parsed = 0
    for number, name in enumerate(listing.names):
        for mode in modes_of(listing.kind):
            try:
                layout = lay_out(names.parse(name.full, mode))
            except InputError:
                continue
            builder.add(at, number, MODES.index(mode), STRENGTHS.index(name.strength), layout)
            parsed += 1
    if not parsed:
        raise InputError("none of its names can be read", where=listing.id)


def _token_arrays(builder: _Builder, compiled: bool) -> dict[str, np.ndarray]:
    """Records, keys and postings of the tokens: those of single words first, then words written as one, those that stand
    in a single name last.

    What is spelled alike stands together, because it is read together.
    """
    given, parts = list(builder.tokens), _parts(builder)
    alike = [
        f"{part} {key.form.translate(_CONSONANTS)} {key.form}" for (_, key), part in zip(given, parts, strict=True)
    ]
    order = np.array(sorted(range(len(given)), key=alike.__getitem__), dtype=np.int64)
    numbers = np.empty(len(given), dtype=np.int32)
    numbers[order] = np.arange(len(given), dtype=np.int32)
    spans = numbers[_wide(builder.columns["span_token"])]
    singles, many = parts.count(0), len(parts) - parts.count(2)
    sieve = np.zeros(1 << max(1, (_SIEVE * singles // 32).bit_length()), dtype=np.uint32)
    records, starts, hashes, owners, done, end = [], [], [], [], 0, 0
    tokens = (given[number] for number in order.tolist())
    while portion := list(islice(tokens, _PORTION)):
        cells, begins, keys, of = _lay(portion, done, compiled, sieve)
        starts.append(begins + end)
        end += len(cells)
        records.append(cells)
        hashes.append(keys)
        owners.append(of)
        done += len(portion)
    modes = np.array([mode for mode, _ in given], dtype=np.int8)[order]
    return {
        "span_token": spans,
        "token_record": _join(records, np.int8),
        **_by_block(_join(starts, np.int64)),
        "token_weight": _narrow(builder.token_weight, np.int16)[order],
        "joined_from": np.array([singles], dtype=np.int32),
        **_key_arrays(hashes, owners, modes),
        "key_sieve": sieve,
        **_postings(builder, spans, numbers, (many, singles)),
    }


def _parts(builder: _Builder) -> list[int]:
    """Of each token 0 for a single word, 1 for words written as one in several names, 2 for those in one."""
    held = np.bincount(_wide(builder.columns["span_token"]), minlength=len(builder.tokens)).tolist()
    return [
        (2 if times == 1 else 1) if key.flags & JOINED else 0
        for (_, key), times in zip(builder.tokens, held, strict=True)
    ]


def _by_block(starts: np.ndarray) -> dict[str, np.ndarray]:
    """Where the records of the tokens begin: see `kernels.arrays`."""
    blocks = starts[:: 1 << BLOCK]
    behind = starts - np.repeat(blocks, 1 << BLOCK)[: len(starts)]
    return {"token_block": blocks.astype(np.int32), "token_start": behind.astype(np.uint16)}


def record_starts(arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """Where the record of every listed token begins."""
    behind = arrays["token_start"]
    starts: np.ndarray = np.repeat(arrays["token_block"], 1 << BLOCK)[: len(behind)] + behind
    return starts


def token_modes(arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """The mode of every listed token: that of any name that holds it."""
    begins = arrays["post_from"]
    once = np.arange(begins[-1], len(arrays["post_name"]))  # of tokens that a single name holds
    names_ = arrays["post_name"][np.concatenate((begins[:-1], once))] & NAMES - 1
    modes: np.ndarray = arrays["name_mode"][names_]
    return modes


def _lay(
    tokens: Sequence[tuple[int, TokenKey]], first: int, compiled: bool, sieve: np.ndarray
) -> tuple[np.ndarray, ...]:
    """Records, where each begins, keys, and the tokens that have them, of the tokens from number `first` on.

    What words written as one can meet goes into the sieve.
    """
    loop = loops(compiled)
    cells = [begun(key) for _, key in tokens]
    starts = np.array([0, *accumulate(map(len, cells))], dtype=np.int64)
    out = np.zeros(starts[-1] + LONGEST * len(cells), dtype=np.int8)
    begins = np.zeros(len(cells) + 1, dtype=np.int64)
    given: tuple[np.ndarray, ...] = (
        np.frombuffer(b"".join(cells), dtype=np.int8),
        starts,
        np.array([mode for mode, _ in tokens], dtype=np.int8),
        sounds(),
        *(np.zeros(3 * LONGEST, dtype=np.int8) for _ in range(2)),
    )
    room, count = _ROOM, -1
    while count < 0:
        room *= 2
        keys, owners = np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int32)
        work = np.zeros(_MOST_KEYS, dtype=np.int64)
        count = loop.run.lay_tokens(
            *map(loop.view, given), first, *map(loop.view, (work, out, begins, keys, owners, sieve)), sieve_bits(sieve)
        )
    return out[: begins[-1]], begins[:-1], keys[:count], owners[:count]


def _postings(
    builder: _Builder, spans: np.ndarray, numbers: np.ndarray, count: tuple[int, int]
) -> dict[str, np.ndarray]:
    """For each token the names that hold it, each once, those that it leads first; and of those of single words what
    each tells of the name's other words (see `layout.SECOND` and `FURTHER`).

    `count` is that of tokens whose names are counted, and of single words.
    """
    (many, singles), ends = count, _wide(builder.columns["span_from"])
    if len(ends) > NAMES:
        raise OverflowError("more than 16 million listed names")
    held = spans.astype(np.int64) << 32 | np.repeat(np.arange(len(ends) - 1, dtype=np.int64), ends[1:] - ends[:-1])
    held |= (1 - np.frombuffer(builder.led, dtype=np.int8).astype(np.int64)) << 31
    held.sort()
    held = held[np.diff(held, prepend=-1) != 0]
    starts = np.searchsorted(held, np.arange(many + 1, dtype=np.int64) << 32).astype(np.int32)
    names = (held & NAMES - 1).astype(np.uint32)
    tokens, leads = held[: starts[singles]] >> 32, held[: starts[singles]] >> 31 & 1 == 0
    others = _tell(builder, numbers, tokens, names[: len(tokens)], leads)
    return {"post_from": starts, "post_name": names.view(np.int32), "post_with": others}


def _tell(
    builder: _Builder, numbers: np.ndarray, tokens: np.ndarray, names: np.ndarray, leads: np.ndarray
) -> np.ndarray:
    """What each posting, a token with a name, tells of the two heaviest other words of the name; some bits of it are
    written above `names`."""
    heaviest = _wide(builder.heaviest).reshape(-1, _HEAVIEST, 2)
    words = np.where(heaviest[..., 0] < 0, -1, numbers[heaviest[..., 0]])
    cells, grades = np.where(words < 0, 0, words & WIDE - 1), np.where(words < 0, 0, heaviest[..., 1])
    heavy = np.frombuffer(builder.heavy, dtype=np.int8)
    out = np.empty(len(tokens), dtype=np.uint32)
    for at in range(0, len(tokens), _ROOM):
        these = slice(at, at + _ROOM)
        name, own = names[these], words[names[these]] == tokens[these, np.newaxis]
        place = np.where(own.any(axis=1), own.argmax(axis=1), _HEAVIEST)
        first, second = (place == 0).astype(np.int64), 1 + (place < 2)
        more = heavy[name] - own.any(axis=1) > 2
        cell, other = cells[name, first], cells[name, second]
        out[these] = (
            cell & MARKS - 1
            | (other & MARKS - 1) << SECOND
            | grades[name, first] << GRADE
            | grades[name, second] << SECOND_GRADE
            | more * MORE
            | leads[these] * LEADS
        )
        names[these] |= (cell >> SECOND << FURTHER | other >> SECOND << SECOND_FURTHER).astype(np.uint32)
    return out


def _key_arrays(hashes: list[np.ndarray], owners: list[np.ndarray], modes: np.ndarray) -> dict[str, np.ndarray]:
    """Keys by bucket: where each bucket begins, and of each key a token that has it and a tag. Empties what is given."""
    if len(modes) > 1 << (32 - TAG):
        raise OverflowError("more than 16 million different listed tokens")
    bits = max(4, (sum(map(len, hashes)) // _KEYS_A_BUCKET).bit_length() - 1)
    find = loops(compiled=False).run.bucket_and_tag
    for at, of in enumerate(owners):
        with np.errstate(over="ignore"):
            buckets, tags = find(hashes[at], modes[of].astype(np.int64), bits)
        # Bucket, token and tag in one number: sorting it sorts by all three, and equal keys of a token fall together.
        hashes[at] = buckets << 32 | of.astype(np.int64) << TAG | tags
    owners.clear()
    keys = _join(hashes, np.int64)
    hashes.clear()
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) != 0]
    starts = np.searchsorted(keys, np.arange((1 << bits) + 1, dtype=np.int64) << 32)
    return {
        "key_from": starts.astype(np.int32),
        "key_entry": (keys & 0xFFFFFFFF).astype(np.uint32),
    }


def _narrow(column: array[int], dtype: type) -> np.ndarray:
    """The numbers as an array of a type; one that does not fit into it is refused."""
    wide = _wide(column)
    narrow: np.ndarray = wide.astype(dtype)
    if not np.array_equal(wide, narrow):
        raise OverflowError(f"a number does not fit into {narrow.dtype}")
    return narrow


def _wide(column: array[int]) -> np.ndarray:
    return np.frombuffer(column, dtype=np.int32) if column else np.zeros(0, dtype=np.int32)


def _join(parts: Iterable[np.ndarray], dtype: type) -> np.ndarray:
    parts = list(parts)
    return np.concatenate(parts).astype(dtype, copy=False) if parts else np.zeros(0, dtype=dtype)


def identifier_key(value: str, kind: str = "") -> int:
    """Key of an identifier's canonical form, -1 when it has none. Equal forms have equal keys."""
    canonical = identifiers.canonical(value, kind)
    if not canonical:
        return -1
    run = loops(compiled=False).run
    key = 7
    for byte in canonical.encode():
        key = run.step(key, byte)
    return int(key)


def _identifier_arrays(listings: Sequence[Listing]) -> dict[str, np.ndarray]:
    pairs = {
        (key, at)
        for at, listing in enumerate(listings)
        for identifier in listing.identifiers
        if (key := identifier_key(identifier.value, identifier.type)) >= 0
    }
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return {"id_key": np.ascontiguousarray(ordered[:, 0]), "id_listing": ordered[:, 1].astype(np.int32)}
