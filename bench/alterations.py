"""How may a listed name come to us altered, one way or two ways at once? Seeded; scores nothing.

Each class of alteration is a function (name, kind, rng) -> str, or None where the class does not apply to
the name. A person must still recognise the altered name: about two thirds of its letters stay, and
something telling of it. `single` and `double` make test sets with the classes balanced.
"""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

import click
import msgspec
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bench import legal, letters, romanisation, scripts, tokens
from bench.corpus import Base, ListedName, bases, fold, rank
from bench.words import COMMON

Alteration = Callable[[str, str, random.Random], str | None]

CLASSES: dict[str, Alteration] = {
    "typo": letters.typo,
    "doubled letter": letters.doubled,
    "dropped letter": letters.dropped,
    "swapped letters": letters.swapped,
    "vowel change": letters.vowel,
    "consonant change": letters.consonant,
    "token dropped": tokens.drop_token,
    "token added": tokens.add_token,
    "reordered": tokens.reorder,
    "joined": tokens.join_tokens,
    "split": tokens.split_token,
    "initials": tokens.initials,
    "titles": tokens.titles,
    "legal form": legal.legal_form,
    "nickname": tokens.nickname,
    "transliteration": romanisation.transliterate,
    "script change": scripts.script_change,
    "homoglyphs": scripts.homoglyphs,
    "diacritics": letters.diacritics,
    "spacing and Unicode": tokens.spacing,
    "digits": tokens.digits,
    "truncation": tokens.truncate,
    "scanner confusion": letters.misread,
    "kunya and patronymic": tokens.kunya,
}
EQUAL_WHEN_FOLDED = frozenset({"diacritics", "spacing and Unicode", "homoglyphs"})
_ONE_WORD = frozenset(
    {
        "typo",
        "doubled letter",
        "dropped letter",
        "vowel change",
        "consonant change",
        "digits",
        "scanner confusion",
    }
)
_SLIPS = _ONE_WORD | {"swapped letters", "transliteration"}
# Together these leave another person's name, or words that nobody would write.
_SPOIL: tuple[set[str], ...] = (
    {"token added", "token dropped"},
    {"token added", "kunya and patronymic"},
    {"token added", "joined"},
    {"token added", "truncation"},
    {"token dropped", "kunya and patronymic"},
    {"token dropped", "truncation"},
    {"token dropped", "initials"},
    {"kunya and patronymic", "joined"},
    {"initials", "joined"},
    {"initials", "truncation"},
    {"initials", "kunya and patronymic"},
    {"legal form", "truncation"},
    {"split", "nickname"},
)
# Classes that leave every word where it was: what most real differences are, and most of the hard set.
IN_WORDS = _SLIPS | EQUAL_WHEN_FOLDED
_MOSTLY = 0.75  # share of the hard set in which both alterations are of that sort
_WHOLE_WORDS = frozenset({"token dropped", "token added", "reordered", "titles", "kunya and patronymic"})
_LOSSY = frozenset({"token dropped", "initials", "truncation"})
_KEPT = {"initials": 0.4, "legal form": 0.3, "nickname": 0.4, "script change": 0.0}
_KEPT_USUALLY = 0.6
_TRIES = 6


class Altered(msgspec.Struct, frozen=True):
    """A test query: what was done to which name of which listing."""

    classes: tuple[str, ...]
    id: str
    kind: str
    original: str
    query: str


class Vocabulary:
    """The words of the lists: how often each occurs, and which whole names there are."""

    def __init__(self, names: Sequence[ListedName]) -> None:
        folded = [fold(n.name) for n in names]
        self.counts = Counter(t for name in folded for t in name.split())
        self.whole = frozenset(" ".join(sorted(name.split())) for name in folded)

    def collides(self, original: str, altered: str) -> bool:
        """Whether the altered name has become another one: a listed name, or one with a real other word."""
        before, after = fold(original).split(), fold(altered).split()
        if sorted(before) != sorted(after) and " ".join(sorted(after)) in self.whole:
            return True
        return any(self.counts[t] >= 2 or t in COMMON for t in after if t not in before)

    def tells(self, original: str, altered: str) -> bool:
        """Whether a word of the original that few listed names hold is left, if slightly changed."""
        after = fold(altered).split()
        rare = (t for t in fold(original).split() if len(t) > 3 and t not in COMMON and self.counts[t] <= 25)
        return any(fuzz.ratio(t, a) >= 70 or a.startswith(t[:4]) for t in rare for a in after)


def alter(name: str, kind: str, classes: Sequence[str], rng: random.Random) -> str | None:
    """The name altered by each class in turn; None when one does not apply or too little of it is left."""
    for _ in range(_TRIES):
        text: str | None = name
        for cls in classes:
            before = text or ""
            text = CLASSES[cls](before, kind, rng)
            if text is None or not _changed(before, text, cls):
                break
        else:
            if text is not None and recognisable(name, text, classes):
                return text
    return None


def _changed(before: str, after: str, cls: str) -> bool:
    return after != before and (cls in EQUAL_WHEN_FOLDED or fold(before) != fold(after))


def recognisable(original: str, altered: str, classes: Sequence[str]) -> bool:
    """Whether enough letters of the original are left, counted without their order."""
    least = min(_KEPT.get(cls, _KEPT_USUALLY) for cls in classes)
    if len(classes) > 1 and least == _KEPT_USUALLY:
        least = 0.55
    letters_of = unicodedata.normalize("NFKC", fold(original)).replace(" ", "")
    kept = Counter(letters_of) & Counter(fold(altered).replace(" ", ""))
    enough = sum(kept.values()) >= least * len(letters_of)
    slips = len(classes) > 1 and _SLIPS.issuperset(classes)
    return enough and sum(c.isalpha() for c in altered) >= 4 and not (slips and _mangled(original, altered))


def _mangled(original: str, altered: str) -> bool:
    """Whether two slips fell on one short word, of which too little is left."""
    after = fold(altered).split()
    return any(min(Levenshtein.distance(t, a) for a in after) > max(1, len(t) // 4) for t in fold(original).split())


def single(names: Sequence[ListedName], seed: int, n: int) -> tuple[Altered, ...]:
    """`n` listed names, each altered in one way, the classes balanced; the same for the same seed."""
    wanted = [(cls,) for cls in CLASSES]
    return _sample(names, seed, n, wanted)


def double(names: Sequence[ListedName], seed: int, n: int) -> tuple[Altered, ...]:
    """The hard set: `n` listed names, each altered in two different ways in turn.

    In three quarters both alterations leave every word in its place, in the rest one of them does; the classes of
    each part are balanced. docs/decisions/0015 says why.
    """
    pairs = _pairs(seed)
    inside = [p for p in pairs if IN_WORDS.issuperset(p)]
    mixed = [p for p in pairs if len(IN_WORDS.intersection(p)) == 1]
    first = _sample(names, seed, round(n * _MOSTLY), _balanced(inside, n))
    rest = _sample(names, seed, n - len(first), _balanced(mixed, n), {a.id for a in first})
    return (*first, *rest)


def double_of_all(names: Sequence[ListedName], seed: int, n: int) -> tuple[Altered, ...]:
    """The hardest set: `n` listed names, each altered in two different ways in turn, all classes balanced."""
    return _sample(names, seed, n, _balanced(_pairs(seed), n))


def _pairs(seed: int) -> list[tuple[str, str]]:
    """Every sensible pair of classes, shuffled."""
    pairs = [(a, b) for a in CLASSES for b in CLASSES if a != b and _sensible(a, b)]
    random.Random(f"pairs {seed}").shuffle(pairs)
    return pairs


def _balanced(pairs: Sequence[tuple[str, str]], n: int) -> list[tuple[str, str]]:
    """As many pairs as give some four names each, the classes used alike."""
    left = list(pairs)
    balanced: list[tuple[str, str]] = []
    used: Counter[str] = Counter()
    while left and len(balanced) < max(n // 4, len(CLASSES)):
        pair = min(left, key=lambda p: used[p[0]] + used[p[1]])
        left.remove(pair)
        used.update(pair)
        balanced.append(pair)
    return balanced


def _sensible(first: str, second: str) -> bool:
    if {first, second} in _SPOIL or (first in ("nickname", "initials", "kunya and patronymic") and second in _SLIPS):
        return False
    # A name is written in another script, or cut, after everything else; no slip of a letter comes before it.
    return first not in ("script change", "truncation") and (second != "script change" or first in _WHOLE_WORDS)


def _sample(
    names: Sequence[ListedName],
    seed: int,
    n: int,
    wanted: Sequence[tuple[str, ...]],
    without: Collection[str] = (),
) -> tuple[Altered, ...]:
    """Names dealt to the combinations of classes in turn; each takes the first name it applies to."""
    vocabulary = Vocabulary(names)
    pool = list(bases(names, seed))
    taken = set(without)
    out: list[Altered] = []
    cursors = {combination: _candidates(pool, combination, seed) for combination in wanted}
    while len(out) < n and cursors:
        for combination in list(cursors):
            item = next((a for a in cursors[combination] if a.id not in taken and _honest(a, vocabulary)), None)
            if item is None:
                del cursors[combination]
            elif len(out) < n:
                taken.add(item.id)
                out.append(item)
    return tuple(out)


def _candidates(pool: Sequence[Base], combination: tuple[str, ...], seed: int) -> Iterator[Altered]:
    order = sorted(pool, key=lambda b: rank(seed, *combination, b.id))
    for base in order:
        rng = random.Random(f"{seed} {' '.join(combination)} {base.id} {base.name}")
        query = alter(base.name, base.kind, combination, rng)
        if query is not None:
            yield Altered(combination, base.id, base.kind, base.name, query)


def _honest(item: Altered, vocabulary: Vocabulary) -> bool:
    if fold(item.query) in (fold(item.original), "") and not EQUAL_WHEN_FOLDED & set(item.classes):
        return False
    if _LOSSY & set(item.classes) and not vocabulary.tells(item.original, item.query):
        return False
    return not (_ONE_WORD & set(item.classes) and vocabulary.collides(item.original, item.query))


@click.command()
@click.option("--names", type=click.Path(exists=True), help="Exchange file of listed names (else the bundled lists).")
@click.option("--seed", default=1, show_default=True)
@click.option("--each", default=5, show_default=True, help="Examples of each class.")
@click.option("--twice", is_flag=True, help="Altered in two ways.")
def main(names: str | None, seed: int, each: int, twice: bool) -> None:
    """Print examples of every class, for judging by eye whether a person would accept them."""
    from pathlib import Path

    from bench import corpus

    listed = corpus.read(Path(names)) if names else corpus.bundled()
    make = double if twice else single
    for item in sorted(make(listed, seed, each * len(CLASSES)), key=lambda a: a.classes):
        click.echo(f"{' + '.join(item.classes):40}{item.kind:13}{item.original:45} -> {item.query!r}")


if __name__ == "__main__":
    main()
