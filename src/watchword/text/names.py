"""What are the parts of a name? Tokens with their class, weight, sound and equivalents.

The same function parses listed names and queries, so both sides always agree. Two modes: a person's name
has titles, particles and patronymics; an entity's name has legal forms and generic words. This module
compares nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from watchword.errors import InputError
from watchword.text import tables
from watchword.text.normalise import Word, clean, words
from watchword.text.phonetics import skeleton

PERSON, ENTITY = "person", "entity"
MAX_LENGTH = 1000  # characters of a raw name; longer ones are refused, never cut
MAX_TOKENS = 60
MAX_TOKEN = 60  # letters of one token; longer ones are kept in pieces

# Token classes. Only CORE tokens can conflict; the others help or stay silent.
CORE, INITIAL, NUMBER, GENERIC, TITLE, PARTICLE, LEGAL, KUNYA = range(8)

_RARE, _INITIAL_WEIGHT, _NUMBER_WEIGHT, _KUNYA_WEIGHT = 140, 25, 60, 15
_LEAST_CORE, _MOST_GENERIC = 30, 45


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `form` in a-z0-9 as compared, `raw` as shown, `weight` in tenths of bits of information.

    `role` is "father" for the name after bin, ben, ibn; `sound` the consonant skeleton; `vowelless` marks
    a script that leaves vowels out.
    """

    form: str
    raw: str
    kind: int = CORE
    weight: int = _RARE
    role: str = ""
    vowelless: bool = False

    @property
    def sound(self) -> str:
        """The consonant skeleton."""
        return skeleton(self.form)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name ready to compare: its tokens in order (given names first), and the mode it was read in.

    `may_be_cut` says that the last token ended the raw text, where a short field may have cut it off.
    """

    raw: str
    mode: str
    tokens: tuple[Token, ...]
    may_be_cut: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The word tables, by what they answer."""

    titles: dict[str, bool]
    particles: dict[str, str]
    legal: dict[tuple[str, ...], str]
    generic: dict[str, str]
    expansions: dict[str, tuple[str, ...]]
    numbers: dict[str, str]
    person_bits: dict[str, int]
    entity_bits: dict[str, int]


@cache
def _tables() -> _Words:
    legal = {tuple(row[0].split()): row[2] for row in tables.load("legal_forms")}
    frequency = tables.load("frequency")
    return _Words(
        titles={row[0]: row[1] == "yes" for row in tables.load("titles")},
        particles={row[0]: row[1] for row in tables.load("particles")},
        legal=legal,
        generic={row[0]: row[1] for row in tables.load("generic")},
        expansions={row[0]: tuple(row[1].split()) for row in tables.load("abbreviations")},
        numbers={row[0]: row[1] for row in tables.load("numbers")},
        person_bits={row[0]: min(_RARE, int(row[1])) for row in frequency},
        entity_bits={row[0]: min(_RARE, int(row[2])) for row in frequency},
    )


def parse(raw: str, mode: str) -> ParsedName:
    """Read a raw name in a mode (PERSON or ENTITY).

    Raises InputError (field `name`) for an empty name, one without a letter or digit, and one longer than
    MAX_LENGTH characters or MAX_TOKENS words.
    """
    if len(raw) > MAX_LENGTH:
        raise InputError(f"a name of {len(raw):,} characters is longer than {MAX_LENGTH:,}", where="name",
                         hint="Screen each name by itself.")  # fmt: skip
    text = clean(raw)
    ordered = _family_last(text) if mode == PERSON else text
    found = words(ordered)
    if not found:
        reason = "the name is empty" if not text else "the name has no letter or digit"
        raise InputError(reason, where="name")
    if len(found) > MAX_TOKENS:
        raise InputError(f"a name of {len(found)} words is longer than {MAX_TOKENS}", where="name",
                         hint="Screen each name by itself.")  # fmt: skip
    tokens = _person(found) if mode == PERSON else _entity(found)
    return ParsedName(text, mode, tuple(_in_pieces(tokens)), ordered is text)


def _family_last(text: str) -> str:
    """LAST, First -> First LAST. Further commas stay where they are."""
    family, comma, given = text.partition(",")
    return f"{given} {family}" if comma and given.strip() else text


def _in_pieces(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        for start in range(0, len(token.form), MAX_TOKEN):
            piece = token.form[start : start + MAX_TOKEN]
            out.append(token if piece == token.form else
                       Token(piece, piece, token.kind, token.weight, token.role, token.vowelless))  # fmt: skip
    return out


# Persons ------------------------------------------------------------------------------------------------

_ABD = re.compile(r"abd(?:ou|oo|[aeiouy])?(?:l|(r)(?=r)|s(?=s)|n(?=n)|t(?=t)|z(?=z)|d(?=d)|j(?=j)|)(?=.{3})")
_ABD_ALONE = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdil", "abdoul", "abdool", "abdu", "abdou",
                        "abdur", "abdus", "abdar", "abder", "abdes", "abdas", "abdoer", "abdir", "abdi", "bd"})  # fmt: skip
_ABD_FULL = frozenset({"abdi", "abdou", "abdo", "abdu"})  # names of their own: joined only with an article
_DIN = re.compile(r"(?<=.{3})(?:u[dl]?|e[dl]?|a[dl]?|i[dl]?|o[dl]?)?d(?:ee|ei|i|y)n[e]?$")
_LAH = re.compile(r"(?<=.{3})(?:ou|oo|[aeiou])?l+ah$")


@lru_cache(maxsize=1 << 16)
def _compound(form: str) -> tuple[str, str]:
    """A theophoric compound in one spelling, and the part that carries its weight.

    Abdurrahman, Abdelrahmane -> abdrahman; Jalaluddin -> jalaldin; Hamidullah -> hamidlah.
    """
    if (start := _ABD.match(form)) is not None and form not in _ABD_FULL:
        rest = form[start.end() :]
        return "abd" + (rest[:-1] if rest.endswith("ne") else rest), rest
    for pattern, ending in ((_DIN, "din"), (_LAH, "lah")):
        if len(form) > 6 and (end := pattern.search(form)) is not None:
            return form[: end.start()] + ending, form
    return form, form


def _person(found: list[Word]) -> list[Token]:
    tables_ = _tables()
    out: list[Token] = []
    role = ""
    position = 0
    while position < len(found):
        word = found[position]
        used, token = _person_token(found, position, tables_)
        position += used
        if token.kind == PARTICLE:
            role = "father" if tables_.particles.get(word.form) == "patronymic" else role
        elif token.kind in (CORE, INITIAL) and role:
            token, role = Token(token.form, token.raw, token.kind, token.weight, role, token.vowelless), ""
        out.append(token)
    return _never_silent(out)


def _person_token(found: list[Word], position: int, known: _Words) -> tuple[int, Token]:
    """The token that starts at a position, and how many words it takes."""
    word = found[position]
    form = word.form
    if form in _ABD_ALONE or (word.vowelless and form == "bd"):
        used = _abd_words(found, position, known)
        if used:
            last = found[position + used - 1]
            joined = "abd" + last.form
            weight = _weight(last.form, known.person_bits)
            raw = " ".join(w.raw for w in found[position : position + used])
            return used, Token(joined, raw, CORE, weight, "", word.vowelless)
    if form.isdigit():
        return 1, Token(form, word.raw, NUMBER, _NUMBER_WEIGHT)
    particle = known.particles.get(form)
    if particle == "kunya":
        return 1, Token(form, word.raw, KUNYA, _KUNYA_WEIGHT, "", word.vowelless)
    if particle is not None and len(form) > 1 and particle in {"article", "patronymic", "preposition"}:
        return 1, Token(form, word.raw, PARTICLE, 0, "", word.vowelless)
    if len(form) == 1:
        return 1, Token(form, word.raw, INITIAL, _INITIAL_WEIGHT, "", word.vowelless)
    if form in known.titles and not known.titles[form]:
        return 1, Token(form, word.raw, TITLE, 0)
    if position == len(found) - 1 and position >= 2 and known.legal.get((form,)) in {"end", "any"}:
        return 1, Token(form, word.raw, LEGAL, 0)
    canonical, weighty = _compound(form)
    weight = min(_weight(form, known.person_bits), _weight(weighty, known.person_bits))
    kind = TITLE if form in known.titles else CORE
    return 1, Token(canonical, word.raw, kind, weight // 3 if kind == TITLE else weight, "", word.vowelless)


def _abd_words(found: list[Word], position: int, known: _Words) -> int:
    """How many words `Abd al Rahman` takes from here, 0 when nothing follows that can be joined."""
    following = position + 1
    article = following < len(found) and known.particles.get(found[following].form) == "article"
    following += article
    if following >= len(found) or len(found[following].form) < 3:
        return 0
    if found[position].form in _ABD_FULL and not article:
        return 0
    return following + 1 - position


def _weight(form: str, bits: dict[str, int]) -> int:
    return max(_LEAST_CORE, bits.get(form, _RARE))


# Entities -----------------------------------------------------------------------------------------------


def _entity(found: list[Word]) -> list[Token]:
    known = _tables()
    merged = _spelled_letters(found)
    forms = [word.form for word in merged]
    legal = _legal_positions(forms, known.legal)
    out: list[Token] = []
    for position, word in enumerate(merged):
        if position in legal:
            out.append(Token(word.form, word.raw, LEGAL, 0, "", word.vowelless))
            continue
        for form in known.expansions.get(word.form, (word.form,)):
            out.append(_entity_token(form, word, position, known))
    return _never_silent(out)


def _entity_token(form: str, word: Word, position: int, known: _Words) -> Token:
    number = known.numbers.get(form)
    if form.isdigit() or (number is not None and position > 0):
        return Token((number or form).lstrip("0") or "0", word.raw, NUMBER, _NUMBER_WEIGHT)
    generic = known.generic.get(form)
    if generic == "function":
        return Token(form, word.raw, PARTICLE, 0, "", word.vowelless)
    if len(form) == 1:
        return Token(form, word.raw, INITIAL, _INITIAL_WEIGHT, "", word.vowelless)
    weight = _weight(form, known.entity_bits)
    if generic == "word":
        return Token(form, word.raw, GENERIC, min(weight, _MOST_GENERIC), "", word.vowelless)
    return Token(form, word.raw, CORE, weight, "", word.vowelless)


def _spelled_letters(found: list[Word]) -> list[Word]:
    """Runs of single letters as one word: A.B.C. -> abc, S. A. R. L. -> sarl."""
    out: list[Word] = []
    run: list[Word] = []
    for word in [*found, Word("", "", "")]:
        if len(word.form) == 1 and not word.form.isdigit():
            run.append(word)
            continue
        if len(run) > 1:
            out.append(Word(".".join(w.raw for w in run), "".join(w.form for w in run), run[0].script))
        else:
            out += run
        run = []
        out.append(word)
    return out[:-1]


def _legal_positions(forms: list[str], legal: dict[tuple[str, ...], str]) -> set[int]:
    """Positions covered by legal forms, longest phrase first; never the whole name."""
    covered: set[int] = set()
    for start in range(len(forms)):
        for length in range(min(8, len(forms) - start), 0, -1):
            where = legal.get(tuple(forms[start : start + length]))
            at_end = start + length == len(forms) or covered_later(forms, start + length, legal)
            if where == "any" or (where == "end" and at_end) or (where == "start" and start == 0):
                covered.update(range(start, start + length))
                break
    return covered if len(covered) < len(forms) else set()


def covered_later(forms: list[str], start: int, legal: dict[tuple[str, ...], str]) -> bool:
    """Whether everything from a position on is one more legal form (Co., Ltd.)."""
    return legal.get(tuple(forms[start:])) is not None


# Both ---------------------------------------------------------------------------------------------------


def _never_silent(tokens: list[Token]) -> list[Token]:
    """A name made only of titles, particles, legal forms or generic words is compared by all its words."""
    if any(t.kind in (CORE, NUMBER, KUNYA, INITIAL, GENERIC) for t in tokens):
        return tokens
    return [Token(t.form, t.raw, CORE, _LEAST_CORE, t.role, t.vowelless) for t in tokens]


@cache
def groups() -> dict[str, tuple[int, ...]]:
    """Token form -> numbers of the groups of equivalent names it is in; nickname groups are negative."""
    out: dict[str, tuple[int, ...]] = {}
    for number, (kind, *members) in enumerate(tables.load("nicknames"), start=1):
        for member in members:
            out[member] = (*out.get(member, ()), -number if kind == "nickname" else number)
    return out
