"""Which listed names could match? The arrays that `search` walks, built once from the listings.

Every name of every listing is in it, in one reading (two where the kind is unknown). Building is here;
walking is `matcher`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from watchword.errors import InputError
from watchword.match.loops import loops
from watchword.match.records import Layout, TokenKey, lay_out, record
from watchword.model import Kind, Listing, Strength
from watchword.text import identifiers, names

MODES = (names.PERSON, names.ENTITY)
STRENGTHS = tuple(Strength)
_MOST_KEYS = 4096


# One array each, of a type that is large enough for what it holds: numpy refuses a number that does not fit.
_COLUMNS = {
    "name_listing": np.int32, "name_number": np.int16, "name_mode": np.int8, "name_strength": np.int8,
    "name_weight": np.int16, "name_core": np.int8, "name_lightest": np.int16,
    "pos_from": np.int32, "pos_weight": np.int16, "pos_class": np.int8, "pos_role": np.int8,
    "span_from": np.int32, "span_start": np.int8, "span_token": np.int32,
}  # fmt: skip
_KEYS_A_BUCKET = 2  # at least


def modes_of(kind: Kind) -> tuple[str, ...]:
    """The readings in which names of a kind are compared; an unknown kind is read both ways."""
    if kind is Kind.UNKNOWN:
        return MODES
    return (names.PERSON,) if kind is Kind.PERSON else (names.ENTITY,)


@dataclass(slots=True)
class _Builder:
    """Columns while they grow; one list for each array of the index."""

    tokens: dict[tuple[int, TokenKey], int] = field(default_factory=dict)
    token_weight: list[int] = field(default_factory=list)
    token_cover: list[int] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=lambda: {c: [] for c in _COLUMNS})
    posts: list[tuple[int, int]] = field(default_factory=list)

    def add(self, listing: int, number: int, mode: int, strength: int, layout: Layout) -> None:
        """Append one listed name."""
        columns = self.columns
        name = len(columns["name_listing"])
        for column, value in (
            ("name_listing", listing),
            ("name_number", number),
            ("name_mode", mode),
            ("name_strength", strength),
            ("name_weight", layout.weight),
            ("name_core", layout.core),
            ("name_lightest", layout.lightest),
        ):
            columns[column].append(value)
        columns["pos_weight"] += layout.weights
        columns["pos_class"] += layout.classes
        columns["pos_role"] += layout.roles
        columns["pos_from"].append(len(columns["pos_weight"]))
        for (start, length), key in zip(layout.spans, layout.keys, strict=True):
            token = self.tokens.setdefault((mode, key), len(self.tokens))
            if token == len(self.token_weight):
                self.token_weight.append(0)
                self.token_cover.append(0)
            weight = sum(layout.weights[start : start + length])
            self.token_weight[token] = max(self.token_weight[token], weight)
            self.token_cover[token] = max(self.token_cover[token], length)
            columns["span_start"] += (start, length)
            columns["span_token"].append(token)
            self.posts.append((token, name))
        columns["span_from"].append(len(columns["span_token"]))


def build(listings: Sequence[Listing], progress: Callable[[int], None] = lambda _: None) -> dict[str, np.ndarray]:
    """The arrays of the index over these listings, by name; `progress` hears of every listing done.

    Names come in listing order, so equal listings give equal bytes. A listed name that can't be parsed
    (no letter or digit in it) is left to the listing's other names; a listing with none raises InputError.
    """
    builder = _Builder()
    builder.columns["pos_from"].append(0)
    builder.columns["span_from"].append(0)
    for at, listing in enumerate(listings):
        _add_names(builder, at, listing)
        progress(1)
    arrays = {name: np.array(column, dtype=_COLUMNS[name]) for name, column in builder.columns.items()}
    arrays |= _token_arrays(builder)
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


def _token_arrays(builder: _Builder) -> dict[str, np.ndarray]:
    """Records, keys and postings of the tokens."""
    interpreted = loops(compiled=False)
    records, starts, hashes, owners = [], [], [], []
    work = np.zeros(_MOST_KEYS, dtype=np.int64)
    view = interpreted.view(work)
    offset = 0
    for token, (mode, key) in enumerate(builder.tokens):
        cells = record(key)
        records.append(cells)
        starts.append(offset)
        offset += len(cells)
        count = interpreted.run.write_keys(interpreted.view(cells), 0, mode, 1, 0, view)
        keys = np.unique(work[:count])
        hashes.append(keys)
        owners.append(np.full(len(keys), token, dtype=np.int32))
    posts = np.unique(np.array(builder.posts, dtype=np.int32).reshape(-1, 2), axis=0)
    return {
        "token_record": _join(records, np.int8),
        "token_start": np.array(starts, dtype=np.int32),
        "token_weight": np.array(builder.token_weight, dtype=np.int16),
        "token_cover": np.array(builder.token_cover, dtype=np.int8),
        **_key_arrays(_join(hashes, np.int64), _join(owners, np.int32)),
        "post_from": np.searchsorted(posts[:, 0], np.arange(len(builder.tokens) + 1)).astype(np.int32),
        "post_name": np.ascontiguousarray(posts[:, 1]),
    }


def _key_arrays(hashes: np.ndarray, owners: np.ndarray) -> dict[str, np.ndarray]:
    """Keys by bucket: where each bucket begins, tags of its keys, the tokens that have them."""
    bits = max(4, (len(hashes) // _KEYS_A_BUCKET).bit_length() - 1)
    with np.errstate(over="ignore"):
        buckets, tags = loops(compiled=False).run.bucket_and_tag(hashes, bits)
    order = np.lexsort((owners, buckets))
    starts = np.searchsorted(buckets[order], np.arange((1 << bits) + 1))
    return {
        "key_from": starts.astype(np.int32),
        "key_tag": tags[order].astype(np.uint8),
        "key_token": owners[order],
    }


def _join(parts: Iterable[np.ndarray], dtype: type) -> np.ndarray:
    parts = list(parts)
    return np.concatenate(parts).astype(dtype) if parts else np.zeros(0, dtype=dtype)


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
