"""What goes wrong with whole words of a name: lost, added, moved, glued, cut? Changes no single letter."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from rapidfuzz import fuzz

from bench.corpus import fold
from bench.cultures import culture
from bench.legal import find_form
from bench.letters import digit_letters, like
from bench.words import (
    COMMON,
    DIGIT_WORDS,
    DULL,
    FORM_WORDS,
    GENERIC,
    KNOWN_TITLES,
    KUNYA,
    MIDDLE,
    NICKNAMES,
    ORDINARY_ENTITY_WORDS,
    PARTICLES,
    PATRONYMIC,
    TITLES,
    TRADING,
    VESSEL_TITLES,
)

_ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u200e", "\u200f")
_HYPHENS = ("\u2010", "\u2011", "\u2013", "\u2212", " - ", " ", "")
_APOSTROPHES = ("\u2019", "\u02bc", "`", "\u02bb", "\u00b4", "")
_PREFIX = re.compile(r"^(abdul|abdel|abd|abu|al|el|mac|mc|van|ben|bin|ould|nur|noor|saif|shams|jean)(?=\w{4})", re.I)
_SON = re.compile(r"(?<![\w-])(bin|ibn|ben|bn|b\.)(?![\w-])", re.I)
_OULD = re.compile(r"(?<![\w-])(ould|wuld|weld|walad)(?![\w-])", re.I)
_ARAB = re.compile(r"(?<!\w)(al|el|bin|ibn)[- ]\w|abd[ -]?[aeu]l", re.I)
_KUNYA = re.compile(r"(?<![\w-])(abu|abou|abi)[ -](al-)?[\w'’-]+ ?", re.I)


def units(name: str) -> list[str]:
    """The words of a name with particles kept at the word they belong to, and sons with their fathers."""
    out: list[str] = []
    held = ""
    for token in name.split():
        bare = fold(token)
        if bare in PATRONYMIC and out and not held:
            held = f"{out.pop()} {token}"
        elif bare in PARTICLES:
            held = f"{held} {token}".strip()
        else:
            out.append(f"{held} {token}".strip())
            held = ""
    if held:
        out.append(held)
    return out


def telling(name: str) -> bool:
    """Whether a word is left that tells its bearer from most others."""
    return any(len(t) >= 4 and t not in COMMON | DULL | KNOWN_TITLES for t in fold(name).split())


def drop_token(name: str, kind: str, rng: random.Random) -> str | None:
    """One word left out: of a person any, of others only a generic one; something telling stays."""
    if kind != "person":
        tokens = name.split()
        generic = _generic(name)
        if len(tokens) < 3 or not generic:
            return None
        at = rng.choice(generic)
        left = " ".join(tokens[:at] + tokens[at + 1 :]).strip(" ,-&")
        return left if not {"of", "and", "for"} & {fold(left.split()[0]), fold(left.split()[-1])} else None
    parts = units(name)
    if sum(fold(p) not in KNOWN_TITLES for p in parts) < 3:
        return None
    places = _droppable(parts, culture(name))
    rng.shuffle(places)
    lefts = (" ".join(parts[:i] + parts[i + 1 :]) for i in places)
    return next((left for left in lefts if telling(left)), None)


def _generic(name: str, *more: str) -> list[int]:
    """Places of the generic words of a company's name that are no part of its legal form."""
    form = find_form(name)
    spans = enumerate(re.finditer(r"\S+", name))
    outside = ((i, m) for i, m in spans if form is None or m.end() <= form.start() or m.start() >= form.end())
    return [i for i, m in outside if fold(m.group()) in GENERIC.union(more) - FORM_WORDS]


def _droppable(parts: list[str], of: str) -> list[int]:
    """Which words people leave out: a Slavic patronymic, a second Spanish surname, any of an Arabic chain."""
    last = len(parts) - 1
    if of == "slavic":
        return [i for i in range(1, len(parts)) if re.search(r"(ich|vna|chna|oglu|ogly)$", fold(parts[i]))]
    if of == "arabic":
        return list(range(last + 1))
    return list(range(1, last + 1 if of == "spanish" else last))


def add_token(name: str, kind: str, rng: random.Random) -> str | None:
    """One more ordinary word of the same culture: a middle name, or a company's Group or Trading."""
    if kind == "vessel":
        return None
    if kind != "person":
        folded = set(fold(name).split())
        if len(folded) < 2 or not folded & TRADING:
            return None
        word = like(name, rng.choice([w for w in ORDINARY_ENTITY_WORDS if fold(w) not in folded]))
        form = find_form(name)
        at = form.start() if form and form.start() else len(name)
        return f"{name[:at].rstrip(' ,')} {word} {name[at:]}".strip()
    of = culture(name)
    if of in ("korean", "chinese"):
        return None
    parts = units(name)
    pool = [w for w in MIDDLE[of].split() if max(fuzz.ratio(fold(w), t) for t in fold(name).split()) < 60]
    if not pool or (of == "slavic" and (len(parts) > 2 or fold(name).endswith(("ova", "eva", "aya", "ina")))):
        return None
    at = rng.randrange(1, len(parts)) if len(parts) > 1 else 1
    return " ".join([*parts[:at], like(parts[-1], rng.choice(pool)), *parts[at:]])


def reorder(name: str, kind: str, rng: random.Random) -> str | None:
    """The family name first, with a comma or without, or the words rotated; a father stays with his son."""
    if kind != "person":
        tokens = name.split()
        movable = _generic(name, "bank", "shipping")
        if not 2 <= len(tokens) <= 4 or not movable or "of" in fold(name).split():
            return None
        at = rng.choice(movable)
        rest = tokens[:at] + tokens[at + 1 :]
        moved = " ".join([tokens[at], *rest] if at else [*rest, tokens[at]])
        return moved if telling(moved) else None
    parts = units(name)
    if len(parts) < 2:
        return None
    anywhere = len(parts) > 2 and culture(name) in ("arabic", "spanish", "african") and rng.random() < 0.3
    cut = rng.randrange(1, len(parts)) if anywhere else len(parts) - 1
    comma = "," if rng.random() < 0.5 else ""
    return f"{' '.join(parts[cut:])}{comma} {' '.join(parts[:cut])}"


def join_tokens(name: str, kind: str, rng: random.Random) -> str | None:
    """Two neighbouring words written as one; a hyphen between them goes too."""
    words = list(re.finditer(r"[^\s-]+", name))
    gaps = [a.end() for a, b in pairwise(words) if b.start() == a.end() + 1 and _joinable(a.group(), b.group())]
    if not gaps:
        return None
    at = rng.choice(gaps)
    return name[:at] + (name[at + 1 :] if name.isupper() else name[at + 1].lower() + name[at + 2 :])


def _joinable(left: str, right: str) -> bool:
    # A particle is joined to the word after it, an initial to none.
    words = left.isalpha() and right.isalpha() and min(len(left), len(right)) > 1
    return words and fold(right) not in FORM_WORDS | PARTICLES and fold(left) not in FORM_WORDS


def split_token(name: str, kind: str, rng: random.Random) -> str | None:
    """One long word written as two, at a known prefix where it has one."""
    words = [m for m in re.finditer(r"[^\W\d_]{7,}", name) if m.group().lower() not in DULL]
    if not words:
        return None
    m = rng.choice(words)
    prefix = _PREFIX.match(m.group())
    at = prefix.end() if prefix else rng.randrange(3, len(m.group()) - 3 + 1)
    tail = like(m.group(), m.group()[at:]) if rng.random() < 0.6 else m.group()[at:]
    return f"{name[: m.start()]}{m.group()[:at]} {tail}{name[m.end() :]}"


def initials(name: str, kind: str, rng: random.Random) -> str | None:
    """Given names as initials, the family name whole; the name must stay telling."""
    if kind != "person" or culture(name) in ("korean", "chinese"):
        return None
    parts = units(name)
    places = [i for i, p in enumerate(parts[:-1]) if p.isalpha() and len(p) > 2]
    if not places or not telling(parts[-1]) or (len(parts) == 2 and len(parts[-1]) < 6):
        return None
    count = len(places) if len(places) < 3 and rng.random() < 0.5 else 1
    chosen = set(places[:1] if rng.random() < 0.5 and count == 1 else rng.sample(places, count))
    dot = rng.choice((".", ".", ""))
    return " ".join(p[0].upper() + dot if i in chosen else p for i, p in enumerate(parts))


def titles(name: str, kind: str, rng: random.Random) -> str | None:
    """A title put before the name, or taken away where there is one."""
    tokens = name.split()
    if kind == "vessel":
        return f"{rng.choice(VESSEL_TITLES)} {name}"
    if kind != "person":
        return None
    if fold(tokens[0]) in KNOWN_TITLES:
        return " ".join(tokens[1:]) if len(tokens) > 2 else None
    titles = TITLES.get(culture(name), TITLES["other"])
    if rng.random() < 0.08:
        return f"{name} {rng.choice(('Jr.', 'PhD', 'MD', 'Esq.'))}"
    feminine = fold(tokens[0]).endswith("a") or fold(tokens[-1]).endswith(("ova", "eva", "aya"))
    return f"{rng.choice([t for t in titles if not (feminine and t.startswith('M'))])} {name}"


def nickname(name: str, kind: str, rng: random.Random) -> str | None:
    """A given name replaced by its usual short form, or a short form by the full name."""
    if kind != "person":
        return None
    tokens = name.split()
    options = []
    for i, token in enumerate(tokens[:-1] if len(tokens) > 1 else tokens):
        bare = fold(token)
        if bare in PARTICLES:
            continue
        options += [(i, short) for group in NICKNAMES if bare == group[0] for short in group[1:]]
        options += [(i, group[0]) for group in NICKNAMES if bare in group[1:] and len(bare) > 2]
    if not options:
        return None
    at, other = rng.choice(options)
    return " ".join([*tokens[:at], like(tokens[at], other), *tokens[at + 1 :]])


def spacing(name: str, kind: str, rng: random.Random) -> str | None:
    """Spaces, hyphens, apostrophes, invisible characters and letter forms that look the same or nearly so."""
    ways = ["double", "nbsp", "invisible", "wide", "edges"]
    ways += ["hyphen"] * 3 * ("-" in name) + ["apostrophe"] * 3 * ("'" in name)
    way = rng.choice(ways)
    if way == "double":
        return name.replace(" ", rng.choice(("  ", " \t", "\u3000")), 1) if " " in name else None
    if way == "nbsp":
        return name.replace(" ", rng.choice(("\u00a0", "\u202f", "\u2009"))) if " " in name else None
    if way == "invisible":
        at = rng.randrange(1, len(name))
        return name[:at] + rng.choice(_ZERO_WIDTH) + name[at:]
    if way == "wide":
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    if way == "hyphen":
        return name.replace("-", rng.choice(_HYPHENS))
    if way == "apostrophe":
        return name.replace("'", rng.choice(_APOSTROPHES))
    return f"\t{name} \n"


def digits(name: str, kind: str, rng: random.Random) -> str | None:
    """A number written as a word or the other way round, else letters as digits of the same look."""
    tokens = name.split()
    options = []
    for i, token in enumerate(tokens):
        for group in DIGIT_WORDS:
            value, word, ordinal, short, roman = group
            swap = {value: (roman, word), word: (value,), ordinal: (short,), short: (ordinal,)}
            if len(roman) > 1 and token.isupper():
                swap[roman] = (value,)
            options += [(i, other) for other in swap.get(fold(token), ())]
    if options and kind != "person":
        at, other = rng.choice(options)
        other = other.upper() if other.strip("ivx") == "" else like(tokens[at], other)
        return " ".join([*tokens[:at], other, *tokens[at + 1 :]])
    return digit_letters(name, rng)


def truncate(name: str, kind: str, rng: random.Random) -> str | None:
    """The name cut at 35 or 20 characters, as old fields do, or its last word cut short."""
    for limit in (35, 20):
        cut = name[:limit].strip(" ,-(").split()
        lost = len(name.split()) - len(cut)
        whole = name.split()[len(cut) - 1]
        clear = cut[-1] == whole or _clear(cut[-1], whole)
        if limit < len(name) <= limit * 3 // 2 and clear and (lost == 0 or (lost == 1 and len(cut) > 3)):
            return " ".join(cut)
    head, _, last = name.rpartition(" ")
    keep = next((k for k in range(1, len(last)) if _clear(last[:k], last)), len(last))
    if not head or keep >= len(last):
        return None
    return f"{head} {last[: rng.randrange(keep, len(last))]}".rstrip(" -'")


def _clear(cut: str, whole: str) -> bool:
    """Whether what is left of a cut word still says which word it was."""
    left = len(cut) - whole.rfind("-", 0, len(cut)) - 1
    return left >= 4 and left * 3 >= (len(whole) - whole.rfind("-") - 1) * 2


def kunya(name: str, kind: str, rng: random.Random) -> str | None:
    """An Arabic name's son-of respelled, left out or put in, or "Abu X" added or dropped."""
    if kind != "person" or culture(name) != "arabic":
        return None
    ways = [f for f in (_respell_son, _drop_son, _insert_son, _drop_kunya) if f(name, random.Random(0))]
    return rng.choice(ways)(name, rng) if ways else _add_kunya(name, rng)


def _respell_son(name: str, rng: random.Random) -> str | None:
    for pattern, forms in (
        (_SON, ("bin", "ibn", "ben", "b.", "bn")),
        (_OULD, ("ould", "wuld", "weld", "walad")),
    ):
        if m := pattern.search(name):
            other = rng.choice([f for f in forms if f != m.group().lower()])
            return name[: m.start()] + like(m.group(), other) + name[m.end() :]
    return None


def _drop_son(name: str, rng: random.Random) -> str | None:
    left = re.sub(r"\s+", " ", _SON.sub("", name)).strip()
    return left if left != name and len(left.split()) >= 2 and not _SON.match(name) else None


def _insert_son(name: str, rng: random.Random) -> str | None:
    parts = name.split()
    plain = len(parts) >= 3 and not any(fold(t) in PARTICLES or fold(t) in KNOWN_TITLES for t in parts[:2])
    ordinary = plain and fold(parts[1]) in COMMON and fold(parts[1]) not in ("khan", "shah", "jan", "agha", "haji")
    return " ".join([parts[0], rng.choice(("bin", "ibn", "ben")), *parts[1:]]) if ordinary else None


def _drop_kunya(name: str, rng: random.Random) -> str | None:
    left = _KUNYA.sub("", name, count=1).strip()
    return left if left != name and len(units(left)) >= 2 and telling(left) else None


def _add_kunya(name: str, rng: random.Random) -> str | None:
    if _KUNYA.search(name) or not _ARAB.search(name) or not telling(name):
        return None
    return f"{rng.choice(('Abu', 'Abu', 'Abou'))} {rng.choice(KUNYA.split())} {name}"
