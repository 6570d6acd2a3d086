"""What are the parts of a name? Tokens with their class, weight, sound and equivalents.

The same function parses listed names and queries, so both sides always agree. Two modes: a person's name
has titles, particles and patronymics; an entity's name has legal forms and generic words. This module
compares nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import msgspec

from watchword.errors import InputError
from watchword.text import tables
from watchword.text.compounds import ABD_ALONE, ABD_FULL, LAST_PARTS, compound
from watchword.text.equivalents import patronymics
from watchword.text.normalise import Word, clean, words
from watchword.text.places import is_country
from watchword.text.romanised import plain

PERSON, ENTITY = "person", "entity"
MAX_LENGTH = 1000  # characters of a raw name; longer ones are refused, never cut
MAX_TOKENS = 60
MAX_TOKEN = 60  # letters of one token; longer ones are kept in pieces

# Token classes. Only CORE tokens can conflict; the others help or stay silent.
CORE, INITIAL, NUMBER, GENERIC, TITLE, PARTICLE, LEGAL, KUNYA = range(8)
LOUD = frozenset({CORE, NUMBER, KUNYA, INITIAL, GENERIC})  # a name with none of them is compared by all its words

_RARE, _INITIAL_WEIGHT, _NUMBER_WEIGHT, _KUNYA_WEIGHT = 140, 25, 60, 15
_LEAST_CORE, _MOST_GENERIC, _MOST_SYLLABLE, _MOST_PATRONYMIC, _MOST_HOME = 30, 45, 85, 30, 28
_LONGEST_LEGAL = 8  # words of a legal form


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token: `form` in a-z0-9 as compared, `raw` as shown, `weight` in tenths of bits of information.

    `role` is "father" for the name after bin, ben, ibn; `vowelless` marks a script that leaves vowels out,
    `respelled` another one that is not Latin.
    """

    form: str
    raw: str
    kind: int = CORE
    weight: int = _RARE
    role: str = ""
    vowelless: bool = False
    respelled: bool = False


class ParsedName(msgspec.Struct, frozen=True, gc=False):
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

    titles: dict[tuple[str, ...], bool]  # whether it is a name too
    particles: dict[str, str]  # class
    after: frozenset[str]  # patronymic particles that follow the father's name
    doubtful: frozenset[str]  # particles that are names too
    legal: dict[tuple[str, ...], frozenset[str]]  # where in a name it may stand
    legal_first: frozenset[str]  # first words of legal forms that need not end a name
    legal_last: frozenset[str]  # last words of those that may
    generic: dict[str, str]
    expansions: dict[str, tuple[str, ...]]
    romans: dict[str, str]  # digits
    syllables: frozenset[str]  # of Chinese and Korean names, of which there are few
    person_bits: dict[str, int]
    entity_bits: dict[str, int]


@cache
def word_tables() -> _Words:
    """The word tables, read once."""
    legal: dict[tuple[str, ...], frozenset[str]] = {}
    for phrase, _, where in tables.load("legal_forms"):
        words_ = tuple(phrase.split())
        legal[words_] = legal.get(words_, frozenset()) | {where}
    particles = tables.load("particles")
    frequency = tables.load("frequency")
    return _Words(
        titles={tuple(row[0].split()): row[1] == "yes" for row in tables.load("titles")},
        particles={row[0]: row[1] for row in particles},
        after=frozenset(row[0] for row in particles if row[2] == "after"),
        doubtful=frozenset(row[0] for row in particles if row[3] == "yes"),
        legal=legal,
        legal_first=frozenset(phrase[0] for phrase, where in legal.items() if where & {"start", "any"}),
        legal_last=frozenset(phrase[-1] for phrase, where in legal.items() if where & {"end", "any"}),
        generic={row[0]: row[1] for row in tables.load("generic")},
        expansions={row[0]: full for row in tables.load("abbreviations") if len(full := tuple(row[1].split())) > 1},
        romans={row[0]: row[1] for row in tables.load("numbers") if row[2] == "roman"},
        syllables=frozenset(row[0] for row in tables.load("latin_cjk")),
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
    return ParsedName(text, mode, tokens_of(found, mode), ordered is text)


def tokens_of(found: list[Word], mode: str) -> tuple[Token, ...]:
    """What the words of a name are, in a mode."""
    return tuple(_in_pieces(_person(found) if mode == PERSON else _entity(found)))


def _family_last(text: str) -> str:
    """LAST, First -> First LAST. Further commas stay where they are."""
    family, comma, given = text.partition(",")
    return f"{given} {family}" if comma and given.strip() else text


def _in_pieces(tokens: list[Token]) -> list[Token]:
    if max([len(token.form) for token in tokens]) <= MAX_TOKEN:
        return tokens
    pieces = [(t, t.form[start : start + MAX_TOKEN]) for t in tokens for start in range(0, len(t.form), MAX_TOKEN)]
    return [t if form == t.form else msgspec.structs.replace(t, form=form, raw=form) for t, form in pieces]


# Persons ------------------------------------------------------------------------------------------------

_JOINING = frozenset({"article", "patronymic", "preposition"})  # particles without weight


def _person(found: list[Word]) -> list[Token]:
    known = word_tables()
    found = _spelled_letters(found, 4)  # P u t i n; up to three letters are initials
    leading = _leading_titles(found, known)
    out = [Token(w.form, w.raw, TITLE, weight) for w, weight in zip(found, leading, strict=False)]
    role = ""
    position = len(leading)
    while position < len(found):
        word = found[position]
        usual = anywhere(word)
        if usual is not None and usual.kind == CORE and not role and usual.form not in LAST_PARTS:
            out.append(usual)
            position += 1
            continue
        used, token = (1, usual) if usual else _person_token(found, position, known)
        token = msgspec.structs.replace(token, respelled=True) if word.respelled and not usual else token
        position += used
        if token.kind == PARTICLE:
            patronymic = known.particles.get(word.form) == "patronymic" and word.form not in known.after
            role = "father" if patronymic else role
        elif token.kind in (CORE, INITIAL) and role:
            token, role = msgspec.structs.replace(token, role=role), ""
        if token.form in LAST_PARTS and _endscompound(out):
            out.append(_with_last_part(out, token, known))
        else:
            out.append(token)
    return _never_silent(out)


def _leading_titles(found: list[Word], known: _Words) -> list[int]:
    """Weights of the title words at the start of a name: 0, or a third when the word is a name too.

    A title that is a name too counts as one only when two other words follow (Hafez al-Assad keeps Hafez).
    """
    out: list[int] = []
    position = 0
    while position < len(found):
        for length in range(min(4, len(found) - position), 0, -1):
            phrase = tuple(w.form for w in found[position : position + length])
            also_name = known.titles.get(phrase)
            if also_name is None:
                continue
            names_left = sum(w.form not in known.particles for w in found[position + length :])
            if also_name is False and names_left:
                out += [0] * length
            elif also_name and names_left >= 2:
                out += [_weight(w, known.person_bits) // 3 for w in phrase]
            else:
                continue
            position += length
            break
        else:
            return out
    return out


def _person_token(found: list[Word], position: int, known: _Words) -> tuple[int, Token]:
    """The token that starts at a position, and how many words it takes."""
    word = found[position]
    form = word.form
    particle = known.particles.get(form)
    if form in ABD_ALONE and (used := _abd_words(found, position, known)):
        last = found[position + used - 1]
        raw = " ".join(w.raw for w in found[position : position + used])
        part = LAST_PARTS.get(last.form, last.form)
        return used, Token("abd" + part, raw, CORE, _weight(last.form, known.person_bits), "", word.vowelless)
    inside = 0 < position < len(found) - 1
    if particle in _JOINING and (inside or form not in known.doubtful):
        return 1, Token(form, word.raw, PARTICLE, 0, "", word.vowelless)
    if known.titles.get((form,)) is False:
        return 1, Token(form, word.raw, TITLE, 0)
    if position == len(found) - 1 and position >= 2 and known.legal.get((form,), frozenset()) & {"end", "any"}:
        return 1, Token(form, word.raw, LEGAL, 0)
    return 1, core(word)


def core(word: Word) -> Token:
    """The token of a word that is a person's own name or family name."""
    known, form = word_tables(), plain(word.form)
    canonical, weighty = compound(form)
    weight = _weight(form, known.person_bits)
    weight = weight if weighty == form else min(weight, _weight(weighty, known.person_bits))
    if form in known.syllables:
        weight = min(weight, _MOST_SYLLABLE)
    elif form in patronymics():
        weight = min(weight, _MOST_PATRONYMIC)
    return Token(canonical, word.raw, CORE, weight, "", word.vowelless, word.respelled)


@lru_cache(maxsize=1 << 16)
def anywhere(word: Word) -> Token | None:
    """The token of a word that is the same wherever in a person's name it stands, None when that matters."""
    known = word_tables()
    form, particle = word.form, known.particles.get(word.form)
    if form.isdigit():
        token = Token(form, word.raw, NUMBER, _NUMBER_WEIGHT)
    elif particle == "kunya":
        token = Token(form, word.raw, KUNYA, _KUNYA_WEIGHT, "", word.vowelless)
    elif len(form) == 1:
        token = Token(form, word.raw, INITIAL, _INITIAL_WEIGHT, "", word.vowelless)
    elif form in ABD_ALONE or particle in _JOINING or (form,) in known.titles or (form,) in known.legal:
        return None
    else:
        return core(word)
    return msgspec.structs.replace(token, respelled=True) if word.respelled else token


def _shortest_part(vowelless: bool) -> int:
    """Letters that a part of a compound has at least."""
    return 2 if vowelless else 3


def _endscompound(out: list[Token]) -> bool:
    """Whether the last token before any article can take a last part (Saif al-Din, Nasr Allah)."""
    core = [t for t in out[-2:] if t.kind == CORE]
    after_article = len(out) > 1 and out[-1].kind == PARTICLE
    fits = bool(core) and len(core[-1].form) >= _shortest_part(core[-1].vowelless)
    return fits and (out[-1].kind == CORE or after_article)


def _with_last_part(out: list[Token], last: Token, known: _Words) -> Token:
    """Take the first part (and the article between) off `out` and give the compound of both."""
    parts = [out.pop()]
    while parts[-1].kind != CORE:
        parts.append(out.pop())
    first = parts[-1]
    raw = " ".join(t.raw for t in (*reversed(parts), last))
    form = first.form + LAST_PARTS[last.form]
    weight = min(first.weight, _weight(form, known.person_bits))
    return Token(form, raw, CORE, weight, first.role, first.vowelless)


def _abd_words(found: list[Word], position: int, known: _Words) -> int:
    """How many words `Abd al Rahman` takes from here, 0 when nothing follows that can be joined."""
    following = position + 1
    article = following < len(found) and known.particles.get(found[following].form) == "article"
    following += article
    if following >= len(found) or len(found[following].form) < _shortest_part(found[following].vowelless):
        return 0
    if found[position].form in ABD_FULL and not article:
        return 0
    return following + 1 - position


def _weight(form: str, bits: dict[str, int]) -> int:
    return max(_LEAST_CORE, bits.get(form, _RARE))


# Entities -----------------------------------------------------------------------------------------------


def _entity(found: list[Word]) -> list[Token]:
    known = word_tables()
    merged = _spelled_letters(found, 2)
    legal = _legal_positions([word.form for word in merged], known)
    out: list[Token] = []
    for position, word in enumerate(merged):
        if position in legal:
            out.append(Token(word.form, word.raw, LEGAL, 0, "", word.vowelless))
            continue
        out += entity_tokens(word, position == 0)
    return _never_silent(_at_home(out))


def _at_home(tokens: list[Token]) -> list[Token]:
    """The country behind a single word and `of` says little (Sberbank of Russia): it is where that body is at home."""
    of = next((i for i, token in enumerate(tokens) if token.form == "of"), 0)
    own, land = ([token for token in part if token.weight] for part in (tokens[:of], tokens[of:]))
    if len(own) != 1 or own[0].kind != CORE or not is_country(" ".join(token.form for token in land)):
        return tokens
    most = _MOST_HOME // len(land)
    return [msgspec.structs.replace(t, weight=min(t.weight, most)) if t in land else t for t in tokens]


@lru_cache(maxsize=1 << 16)
def entity_tokens(word: Word, first: bool) -> tuple[Token, ...]:
    """The tokens of a word that is no legal form: several where an abbreviation stands for several words."""
    return tuple([entity_token(form, word, first) for form in word_tables().expansions.get(word.form, (word.form,))])


def entity_token(form: str, word: Word, first: bool) -> Token:
    """The token of a word that is no legal form, or of one that it stands for."""
    known = word_tables()
    digits = form if first else known.romans.get(form, form)
    if digits.isdigit():
        return Token(digits.lstrip("0") or "0", word.raw, NUMBER, _NUMBER_WEIGHT, respelled=word.respelled)
    generic = known.generic.get(form)
    if generic == "function" or known.particles.get(form) in {"article", "patronymic"}:
        return Token(form, word.raw, PARTICLE, 0, "", word.vowelless, word.respelled)
    if len(form) == 1:
        return Token(form, word.raw, INITIAL, _INITIAL_WEIGHT, "", word.vowelless, word.respelled)
    weight = _weight(form, known.entity_bits)
    if generic == "word":
        return Token(form, word.raw, GENERIC, min(weight, _MOST_GENERIC), "", word.vowelless, word.respelled)
    return Token(form, word.raw, CORE, weight, "", word.vowelless, word.respelled)


def _spelled_letters(found: list[Word], least: int) -> list[Word]:
    """Runs of at least so many single letters as one word: A.B.C. -> abc, S. A. R. L. -> sarl."""
    if len([1 for word in found if len(word.form) == 1]) < least:
        return found
    out: list[Word] = []
    run: list[Word] = []
    for word in [*found, Word("", "", "")]:
        if len(word.form) == 1 and not word.form.isdigit():
            run.append(word)
            continue
        if len(run) >= least:
            out.append(Word(".".join(w.raw for w in run), "".join(w.form for w in run), run[0].script))
        else:
            out += run
        run = []
        out.append(word)
    return out[:-1]


def _legal_positions(forms: list[str], known: _Words) -> set[int]:
    """Positions covered by legal forms, longest phrase first, from the end on; never the whole name."""
    legal, end = known.legal, len(forms)
    covered: set[int] = set()
    for start, first in enumerate(forms):
        if first not in known.legal_first:
            continue
        for length in range(min(_LONGEST_LEGAL, len(forms) - start), 0, -1):
            where = legal.get(tuple(forms[start : start + length]), frozenset())
            if "any" in where or ("start" in where and start == 0):
                covered.update(range(start, start + length))
                break
    while end > 0 and forms[end - 1] in known.legal_last:
        for length in range(min(_LONGEST_LEGAL, end), 0, -1):
            if legal.get(tuple(forms[end - length : end]), frozenset()) & {"end", "any"}:
                covered.update(range(end - length, end))
                end -= length
                break
        else:
            break
    return covered if len(covered) < len(forms) else set()


# Both ---------------------------------------------------------------------------------------------------


def _never_silent(tokens: list[Token]) -> list[Token]:
    """A name made only of titles, particles, legal forms or generic words is compared by all its words."""
    if not LOUD.isdisjoint([token.kind for token in tokens]):
        return tokens
    return [Token(t.form, t.raw, CORE, _LEAST_CORE, t.role, t.vowelless) for t in tokens]
