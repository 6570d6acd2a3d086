"""How else is a name from another script written in Latin letters? Respells words, never moves them."""

from __future__ import annotations

import random
import re

from bench.cultures import culture
from bench.letters import like
from bench.words import CHINESE_FAMILY

_ARABIC = """
muhammad mohammed mohamed mohammad mohamad muhammed mahomed
ahmad ahmed achmed
hussein husayn hussain hossein husain hosein
hasan hassan hacene
ali aly
abdullah abdallah abdulla abdellah abdollah
yusuf yousef youssef yusef yousuf
omar umar omer oumar
osama usama oussama ousama
uthman othman osman usman ousmane
khalid khaled
said saeed saïd sayeed
sulayman suleiman sulaiman soleiman souleymane
ibrahim ebrahim ibraheem brahim
ismail esmail ismael ismaeel
mustafa mostafa moustapha mustapha
mahmud mahmoud mahmood
qasim qassem kassem kasim ghasem
jamal djamel gamal
tariq tareq tarek
faruq farouk farooq
rashid rasheed rachid
sharif shareef cherif
yahya yehia yahia
nasir nasser naser
salih saleh salah
hamid hameed
karim kareem
jafar jaafar ja'far djafar
hamza hamzah
khalil khaleel
umm um oum
abu abou
abd abdul abdel
shaykh sheikh sheik cheikh
sayyid sayed syed seyed
rahman rehman
haji hajji hadji
mahdi mehdi
husni hosni
mukhtar mokhtar
munir mounir moneer
bashar bachar
bashir basheer bachir
laden ladin
qadhafi gaddafi gadhafi qaddafi
zawahiri dhawahiri zawahri
"""
_CYRILLIC = """
alexander aleksandr alexandr aleksander
alexei aleksei alexey aleksey
sergei sergey serguei
yuri yuriy iurii yury
dmitri dmitry dmitriy dmitrii
mikhail michail mihail
evgeny yevgeny evgeniy yevgeniy evgenii
vyacheslav viacheslav
andrei andrey
nikolai nikolay
igor ihor
viktor victor
yulia julia iuliia
tatiana tatyana
yelena elena
yekaterina ekaterina
anatoly anatoliy anatoli
vitaly vitaliy vitalii
valery valeriy valeri
gennady gennadiy gennadi
grigory grigoriy grigori
vasily vasiliy vassili
maxim maksim
konstantin constantin
fyodor fedor
pyotr petr
lyudmila liudmila ludmila
natalya natalia nataliya
"""
_KOREAN = """
kim gim
ri yi lee rhee
pak park bak
choe choi ch'oe
chong jong jung jeong
kang gang
cho jo
chang jang
ro no roh
yun yoon
sin shin
hyok hyeok hyuk
song seong sung
yong yeong young
chol cheol ch'ol
un eun
kyong gyeong kyung
sok seok suk
kuk guk gook
kwang gwang
tae dae
tong dong
pong bong
hun hoon
chun jun joon
su soo
myong myeong myung
pyong byong byeong
hyon hyeon hyun
chin jin
paek baek paik
so seo
o oh
mun moon
kwon gwon
im rim lim
ryong yong
chae jae
hui hee
u woo
kun gun geun
sang sahng
"""
_CHINESE_FAMILIES = """
zhang chang cheung
wang wong
chen chan
li lee
zhou chou chow
xu hsu
zhao chao
zhu chu
xie hsieh
guo kuo kwok
huang hwang wong
lin lam
zheng cheng
cao tsao
gao kao
deng teng
qin chin
jiang chiang
cai tsai
"""
_INITIALS = {
    "zh": "ch",
    "q": "ch'",
    "j": "ch",
    "x": "hs",
    "c": "ts'",
    "z": "ts",
    "b": "p",
    "d": "t",
    "g": "k",
    "r": "j",
}
_WHOLE = {
    "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u", "si": "ssu",
    "he": "ho",
    "ge": "ko", "ke": "k'o", "you": "yu", "er": "erh", "ye": "yeh", "yi": "i", "yan": "yen", "yong": "yung",
}  # fmt: skip
_FINALS = (("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"))
_SYLLABLE = re.compile(
    r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
    r"(?![aeiou]|n[^aeiougzcsbpmfdtlkhjqxryw])"
)

Rules = tuple[tuple[str, tuple[str, ...]], ...]
_ARABIC_RULES: Rules = (
    (r"q", ("k", "gh", "g")), (r"ou|oo", ("u",)), (r"(?<=[^aeiou])u(?=[^aeiou])", ("o", "ou", "oo")),
    (r"ee", ("i",)), (r"(?<=[^aeiouy])i(?=[^aeiouy]$)", ("ee",)), (r"aa", ("a",)),
    (r"(?<=[^aeiou])ah$", ("a", "eh")),
    (r"(?<=[^aeiou])a$", ("ah",)), (r"dh", ("z", "d")), (r"th", ("s", "t")), (r"kh", ("k", "h")),
    (r"gh", ("g",)),
    (r"ay|ai", ("ei", "ey")), (r"ei|ey", ("ai", "ay")), (r"aw", ("au", "ow")), (r"^w(?=[aeiou])", ("ou",)),
    (r"(?<!c)sh", ("ch",)), (r"(?<!d)j", ("dj",)), (r"dj", ("j",)), (r"(?<=[^aeiou])i$", ("y", "ee")),
    (r"(?<=[^aeiou])y$", ("i",)), (r"iyy", ("iy", "i")), (r"(?<=[aeiou])s(?=[aeiou])", ("ss",)),
    (r"ss", ("s",)),
    (r"mm", ("m",)), (r"dd(?=i)", ("d",)), (r"(?<=\w)['’](?=\w)", ("",)), (r"ullah$", ("allah", "ollah")),
    (r"uddin$", ("eddine", "ud-din", "odin")), (r"zai$", ("zay", "zaee")), (r"v", ("w",)),
    (r"zadeh$", ("zada",)),
)  # fmt: skip
_CYRILLIC_RULES: Rules = (
    (r"ov$", ("off", "ow")), (r"ev$", ("eff", "iev", "yev")), (r"iyev$", ("iev", "ijev")),
    (r"skiy$|skii$", ("sky", "ski")),
    (r"sky$|skyy$", ("skiy", "skii", "ski")), (r"iy$", ("y", "i", "ii")), (r"(?<=[^aeiou])y$", ("iy", "i")),
    (r"ei$", ("ey", "ej")), (r"ey$", ("ei",)), (r"ai$", ("ay", "aj")), (r"ay$", ("ai",)),
    (r"ya", ("ia", "ja")),
    (r"(?<=[^aeiou])ia", ("ya", "iya")), (r"yu", ("iu", "ju")), (r"iu", ("yu",)), (r"^ye", ("e", "je")),
    (r"zh", ("j",)),
    (r"kh", ("h", "ch")), (r"ts", ("c", "tz")), (r"shch", ("sch", "shh")), (r"(?<!s)ch", ("tch", "tsch")),
    (r"sh(?!ch)", ("sch",)), (r"x", ("ks",)), (r"ks", ("x",)), (r"vich$", ("vitch", "wicz", "vic")),
    (r"yo", ("io", "e")),
    (r"iy(?=[aeiou])", ("i", "y")), (r"shvili$", ("schwili",)), (r"chuk$", ("tchouk", "czuk")),
    (r"yy$", ("y",)),
)  # fmt: skip
_ARTICLE = re.compile(r"(?<!\w)(al|el)([- ])(?=\w)", re.I)
_SERVANT = re.compile(
    r"(?<!\w)abd[ -]?(?:al|el|ul)?[ -](?:al|el|ul)?[ -]?(?=\w{3})|(?<!\w)abd[ue]l[ -]?(?=\w{3})", re.I
)


def transliterate(name: str, kind: str, rng: random.Random) -> str | None:
    """One or two words respelled as other romanisations of the same original would be."""
    of = culture(name)
    if of == "arabic" and rng.random() < 0.25:
        changed = _article(name, rng)
        if changed is not None and changed != name:
            return changed
    rules = kind == "person"  # the other words of a company's name are not romanised
    words = {
        "arabic": lambda w: _options(w, _ARABIC, _ARABIC_RULES if rules else ()),
        "slavic": lambda w: _options(w, _CYRILLIC, _CYRILLIC_RULES if rules else ()),
        "korean": lambda w: _variants(w, _KOREAN),
        "chinese": _chinese_options,
    }.get(of)
    if words is None:
        return None
    tokens = re.split(r"([ -])", name)
    places = [(i, options) for i, t in enumerate(tokens) if t not in (" ", "-", "") and (options := words(t.lower()))]
    if not places:
        return None
    for i, options in rng.sample(places, min(len(places), rng.choice((1, 2)))):
        tokens[i] = like(tokens[i], rng.choice(options))
    return "".join(tokens)


def _article(name: str, rng: random.Random) -> str | None:
    if m := _SERVANT.search(name):
        form = rng.choice(("Abdul ", "Abdel ", "Abd al-", "Abdul", "Abdel", "Abd El "))
        rest = name[m.end() :]
        if not form.endswith((" ", "-")):
            rest = rest[:1].lower() + rest[1:]
        return name[: m.start()] + form + rest
    if m := _ARTICLE.search(name):
        other = "el" if m.group(1).lower() == "al" else "al"
        return name[: m.start()] + like(m.group(1), other) + rng.choice(("-", " ")) + name[m.end() :]
    return None


def _variants(word: str, table: str) -> list[str]:
    groups = (line.split() for line in table.strip().splitlines())
    return [other for group in groups if word in group for other in group if other != word]


def _options(word: str, table: str, rules: Rules) -> list[str]:
    variants = _variants(word, table)
    if variants or len(word) < 4:
        return variants
    return sorted({re.sub(old, new, word, count=1) for old, news in rules for new in news} - {word})


def _chinese_options(word: str) -> list[str]:
    families = _variants(word, _CHINESE_FAMILIES) if word in CHINESE_FAMILY else []
    if families or len(word) < 3:
        return families
    syllables = list(_SYLLABLE.finditer(word))
    if "".join(m.group() for m in syllables) != word:
        return []
    older = [_wade_giles(m.group(1) or "", m.group(2)) for m in syllables]
    joined = {"".join(older), "-".join(older), "-".join(older).replace("'", "")}
    joined |= {"-".join(m.group() for m in syllables)} if len(syllables) > 1 else set()
    return sorted(joined - {word})


def _wade_giles(initial: str, final: str) -> str:
    if initial + final in _WHOLE:
        return _WHOLE[initial + final]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "ü" + final[1:]
    final = next((new for old, new in _FINALS if final == old), final)
    return _INITIALS.get(initial, initial) + final
