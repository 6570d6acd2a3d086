"""How does a name token sound, whatever romanisation wrote it? Its consonant skeleton.

The skeleton is coarse on purpose: it only brings tokens together; how alike two tokens are is judged
letter by letter in match.kernels. It is no phonetic alphabet and knows no language.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from watchword.text import tables

# Digraphs first, longest first: one consonant written with several letters in some romanisation.
DIGRAPHS = (
    ("shch", "J"),
    ("tsch", "J"),
    ("dzh", "J"),
    ("sch", "J"),
    ("tch", "J"),
    ("dsch", "J"),
    ("dj", "J"),
    ("zh", "J"),
    ("ch", "J"),
    ("sh", "J"),
    ("cz", "J"),
    ("sz", "S"),
    ("ts", "S"),
    ("tz", "S"),
    ("ph", "F"),
    ("kh", "K"),
    ("gh", "K"),
    ("ck", "K"),
    ("th", "T"),
    ("dh", "T"),
    ("x", "KS"),
)
_WITHOUT_H = tuple((written, sound) for written, sound in DIGRAPHS if "h" not in written)
LETTERS = str.maketrans(
    {
        "b": "P", "p": "P",
        "f": "F", "v": "F",
        "k": "K", "q": "K", "g": "K", "c": "K",
        "s": "S", "z": "S",
        "j": "J",
        "d": "T", "t": "T",
        "h": "H", "l": "L", "m": "M", "n": "N", "r": "R",
    }
)  # fmt: skip
_SOUNDS = LETTERS | dict.fromkeys(map(ord, "aeiouyw'"))  # which leave nothing
_SOFT_C = re.compile(r"c(?=[eiy])")
_REPEATS = re.compile(r"(.)\1+")
_FINAL_W = re.compile(r"(?<=[aeo])w$")


@lru_cache(maxsize=1 << 16)
def skeleton(form: str) -> str:
    """The consonant skeleton of a normalised token, in capitals.

    An initial vowel leaves an `A`, an initial w an `F` (Wladimir, Vladimir); other vowels, y, w and a
    final h leave nothing; digits stay. `skeleton("mohammed") == skeleton("muhamad") == "MHMT"`.
    """
    text = _SOFT_C.sub("s", form) if "c" in form else form
    head = ""
    if text[:1] == "w":
        head, text = "F", text[1:]
    elif text[:1] in "aeiouy":
        head = "A"
    for written, sound in DIGRAPHS if "h" in text else _WITHOUT_H:
        text = text.replace(written, sound)
    text = text.removesuffix("h")
    text = _FINAL_W.sub("f", text) if text.endswith("w") else text
    return head + _REPEATS.sub(r"\1", text.translate(_SOUNDS))


# For names that another script spelled by ear: one class for each kind of sound, h and vowels left out. Each sound has
# letters that a word must have.
_COARSE_SOUNDS = (
    ("x", re.compile(r"x$|(?<=[aeiou])[ux]x$"), ""),
    ("x", re.compile(r"^x"), "s"),
    ("x", re.compile(r"x"), "ks"),
    ("ph", re.compile(r"ph"), "f"),
    ("h", re.compile(r"kh|(?<=[aeiou])gh|(?<![cszt])h(?![aeiouy])|(?<=t)h"), ""),
    # Slavic nj, lj, dj, and a j before a consonant or at the end, are vowels; before other vowels j may hiss.
    ("j", re.compile(r"(?<=[bdghklmnprstvz])j(?=[aeiou])|j$|j(?=[bcdfghklmnprstvz])"), ""),
    ("qu", re.compile(r"c?qu"), "k"),
    ("", re.compile(r"d?zh|d?sh|t?s?ch|[td]z|ts|dg(?=e)|c(?=c?[eiy])|(?<=[ei])c$|g(?=e$|i[aou])|cz|sz|[jzs]"), "S"),
    ("w", re.compile(r"w(?=[aeiouy]|sk)"), "f"),
)
_COARSE_LETTERS = str.maketrans(
    {
        **dict.fromkeys("aeiouywh'"),
        **dict.fromkeys("kcgq", "K"), **dict.fromkeys("td", "T"), **dict.fromkeys("pb", "P"),
        **dict.fromkeys("fv", "F"), **dict.fromkeys("lr", "L"),
    }
)  # fmt: skip


_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
_PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
)


@lru_cache(maxsize=1 << 16)
def coarse(form: str) -> str:
    """The sound of a token for a name written down by ear in another script: seven classes of consonants.

    `coarse("crippen") == coarse("kripen") == "KLPN"`; l and r are one, so are all hissing sounds; a letter written
    twice is one.
    """
    text = _DOUBLED.sub(r"\1", form)
    text = text.removesuffix("g") if text.endswith("ng") else text
    for letters, pattern, sound in _COARSE_SOUNDS:
        if letters in text:
            text = pattern.sub(sound, text)
    return text.translate(_COARSE_LETTERS).upper()


@cache
def _syllables() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.load("heard_syllables")}


@lru_cache(maxsize=1 << 16)
def coarse_pinyin(form: str) -> str:
    """The same of a name that Chinese characters spell by ear, here in pinyin: what each syllable mostly stands for.

    `coarse_pinyin("kelisi") == coarse("chris") == "KLS"`.
    """
    known = _syllables()
    return "".join(known[s] if s in known else coarse(s) for s in _PINYIN.findall(form))
