"""How may a listed name come to us changed? Seeded examples for choosing a line; bench has the large generator.

A person must still recognise the name: one letter, one word, one spelling habit at a time. Nothing is screened here,
and none of the engine's tables is used, so that it is not measured on its own knowledge.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from watchword.model import Kind, Listing, Name, Strength

Words = list[str]
Alteration = Callable[[Words, random.Random], Words | None]  # None where a name can't be changed so

_NEAR = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "rw", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_VOWELS = {"a": "e", "e": "i", "i": "e", "o": "u", "u": "o"}
# Ways of writing one sound in Latin letters; each pair goes both ways.
_SOUNDS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("kh", "h"), ("gh", "g"), ("dj", "j"), ("ch", "sh"), ("tch", "ch"),
    ("q", "k"), ("ph", "f"), ("ck", "k"), ("w", "v"), ("y", "i"), ("dh", "d"), ("th", "t"), ("ts", "c"), ("iy", "i"),
    ("yu", "iu"), ("ya", "ia"), ("ks", "x"), ("ss", "s"), ("ll", "l"), ("mm", "m"), ("nn", "n"),
)  # fmt: skip
_FORMS = (
    ("limited", "ltd"), ("company", "co"), ("corporation", "corp"), ("incorporated", "inc"), ("and", "&"),
    ("international", "intl"), ("brothers", "bros"),
)  # fmt: skip
_TITLES = ("Mr", "Dr", "Prof", "Haji", "Sheikh", "Eng")
_PEOPLE = (Kind.PERSON,)
_TRIES = 4


class Altered(msgspec.Struct, frozen=True):
    """A name to be found: which listing it is of, what was done to which of its names, and how it reads now."""

    listing: str
    kind: Kind
    classes: tuple[str, ...]
    original: str
    query: str


def alter(listings: Iterable[Listing], count: int, seed: int) -> tuple[Altered, ...]:
    """`count` listed names altered, fewer where there are fewer listings; the same for the same seed.

    One name of a listing at most: Latin letters, primary or strong, long enough. The classes take turns; every
    third name is altered by two of them.
    """
    bases = sorted(
        ((listing, name) for listing in listings if (name := _base(listing))), key=lambda b: _rank(b[0], seed)
    )
    turns = _turns(random.Random(f"classes {seed}"))  # noqa: S311
    out: list[Altered] = []
    for listing, name in bases:
        if len(out) == count:
            break
        rng = random.Random(f"{seed} {listing.id}")  # noqa: S311
        for _ in range(_TRIES):
            classes = next(turns)
            query = _apply(name, listing.kind, classes, rng)
            if query is not None:
                out.append(Altered(listing.id, listing.kind, classes, name, query))
                break
    return tuple(out)


def _rank(listing: Listing, seed: int) -> str:
    return hashlib.sha256(f"{seed} {listing.id}".encode()).hexdigest()


def _base(listing: Listing) -> str:
    """The first name of a listing that is fit to be altered, as a customer would enter it; empty for none."""
    if listing.kind not in (Kind.PERSON, Kind.COMPANY, Kind.ORGANISATION, Kind.VESSEL):
        return ""
    return next((shown for name in listing.names if (shown := _shown(name, listing.kind))), "")


def _shown(name: Name, kind: Kind) -> str:
    if name.script != "Latn" or name.strength not in (Strength.PRIMARY, Strength.STRONG):
        return ""
    text = name.full
    if kind is Kind.PERSON and text.count(",") == 1:
        text = " ".join(part.strip() for part in reversed(text.split(",")))
    words = [word.capitalize() if word.isupper() and len(word) > 2 else word for word in text.split()]
    plain = len(words) >= 2 and all(re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?", word) for word in words)
    return " ".join(words) if plain and sum(map(len, words)) >= 8 else ""


def _turns(rng: random.Random) -> Iterator[tuple[str, ...]]:
    """The classes in turn, every third time with another one behind."""
    names = list(CLASSES)
    at = 0
    while True:
        rng.shuffle(names)
        for name in names:
            at += 1
            yield (name, rng.choice([other for other in names if other != name])) if at % 3 == 0 else (name,)


def _apply(name: str, kind: Kind, classes: Sequence[str], rng: random.Random) -> str | None:
    words: Words | None = name.split()
    for cls in classes:
        kinds, change = CLASSES[cls]
        if kinds and kind not in kinds:
            return None
        before = list(words or ())
        words = change(list(before), rng)
        if words is None or words == before:
            return None
    altered = " ".join(words or ())
    enough = 2 * sum(map(str.isalpha, altered)) >= sum(map(str.isalpha, name))
    return altered if enough and altered.casefold() != name.casefold() else None


def _some(words: Words, least: int, rng: random.Random) -> int | None:
    """The place of a word with at least so many letters."""
    places = [at for at, word in enumerate(words) if len(word) >= least and word.isalpha()]
    return rng.choice(places) if places else None


def _letter(least: int, change: Callable[[str, int], str]) -> Alteration:
    """An alteration of one letter, not the first, of a word with at least so many."""

    def altered(words: Words, rng: random.Random) -> Words | None:
        at = _some(words, least, rng)
        if at is None:
            return None
        words[at] = change(words[at], rng.randrange(1, len(words[at]) - 1))
        return words

    return altered


def _typed(word: str, at: int) -> str:
    near = _NEAR.get(word[at].lower(), "")
    return word[:at] + near[:1] + word[at + 1 :] if near else word


def _vowel(word: str, at: int) -> str:
    places = [place for place in range(1, len(word)) if word[place] in _VOWELS]
    place = places[at % len(places)] if places else 0
    return word[:place] + _VOWELS[word[place]] + word[place + 1 :] if places else word


def _sound(words: Words, rng: random.Random) -> Words | None:
    choices = [
        (at, old, new)
        for at, word in enumerate(words)
        for pair in _SOUNDS
        for old, new in (pair, pair[::-1])
        if old in word[1:] and not (old in ("i", "u", "c") and len(word) < 6)
    ]
    if not choices:
        return None
    at, old, new = rng.choice(choices)
    words[at] = words[at][0] + words[at][1:].replace(old, new, 1)
    return words


def _reordered(words: Words, rng: random.Random) -> Words:
    return [words[-1] + rng.choice((",", "")), *words[:-1]]


def _dropped(words: Words, rng: random.Random) -> Words | None:
    if len(words) < 3:
        return None
    del words[rng.randrange(1, len(words) - 1)]
    return words


def _initial(words: Words, rng: random.Random) -> Words | None:
    if len(words) < 3 or len(words[1]) < 3:
        return None
    words[1] = words[1][0] + rng.choice((".", ""))
    return words


def _joined(words: Words, rng: random.Random) -> Words:
    at = rng.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]]


def _split(words: Words, rng: random.Random) -> Words | None:
    at = _some(words, 7, rng)
    if at is None:
        return None
    middle = len(words[at]) // 2
    return [*words[:at], words[at][:middle], words[at][middle:].capitalize(), *words[at + 1 :]]


def _form(words: Words, rng: random.Random) -> Words | None:
    swaps = {old: new for pair in _FORMS for old, new in (pair, pair[::-1])}
    places = [at for at, word in enumerate(words) if word.lower().rstrip(".") in swaps]
    if not places:
        return None
    at = rng.choice(places)
    words[at] = swaps[words[at].lower().rstrip(".")].capitalize()
    return words


def _titled(words: Words, rng: random.Random) -> Words:
    return [rng.choice(_TITLES), *words]


def _cut(words: Words, rng: random.Random) -> Words | None:
    if len(words[-1]) < 6:
        return None
    words[-1] = words[-1][: rng.randrange(4, len(words[-1]) - 1)]
    return words


# Each class with the kinds that it is for (all when empty).
CLASSES: dict[str, tuple[tuple[Kind, ...], Alteration]] = {
    "typing slip": ((), _letter(5, _typed)),
    "doubled letter": ((), _letter(5, lambda word, at: word[:at] + word[at] + word[at:])),
    "dropped letter": ((), _letter(6, lambda word, at: word[:at] + word[at + 1 :])),
    "swapped letters": ((), _letter(5, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :])),
    "other vowel": ((), _letter(5, _vowel)),
    "other spelling of a sound": ((), _sound),
    "other order": (_PEOPLE, _reordered),
    "word dropped": ((), _dropped),
    "initial": (_PEOPLE, _initial),
    "words joined": ((), _joined),
    "word split": ((), _split),
    "legal form": ((Kind.COMPANY, Kind.ORGANISATION), _form),
    "title": (_PEOPLE, _titled),
    "cut short": ((), _cut),
}
