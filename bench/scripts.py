"""How is a Latin name written in Arabic or Cyrillic letters, or faked with letters of the same look?

Plausible spellings by inverse rules with a table of common names; not the tables the engine learns from.
"""

from __future__ import annotations

import random
import re

from bench.corpus import fold
from bench.cultures import culture

_ARABIC_NAMES = dict(
    re.findall(
        r"(\S+)=(\S+)",
        """
muhammad=محمد mohammed=محمد mohamed=محمد mohammad=محمد mohamad=محمد muhammed=محمد ahmad=أحمد ahmed=أحمد
ali=علي
hassan=حسن hasan=حسن hussein=حسين husayn=حسين hussain=حسين hossein=حسين husain=حسين ibrahim=إبراهيم
yusuf=يوسف
yousef=يوسف youssef=يوسف omar=عمر umar=عمر khalid=خالد khaled=خالد said=سعيد saeed=سعيد salim=سليم
salem=سالم
salih=صالح saleh=صالح mahmud=محمود mahmoud=محمود mustafa=مصطفى mostafa=مصطفى ismail=إسماعيل nasser=ناصر
nasir=ناصر
karim=كريم rashid=رشيد hamid=حميد malik=مالك jamal=جمال amir=أمير osama=أسامة usama=أسامة khalil=خليل
tariq=طارق
faruq=فاروق jafar=جعفر hamza=حمزة bilal=بلال zayd=زيد zaid=زيد walid=وليد anwar=أنور adil=عادل adel=عادل
fahd=فهد
faisal=فيصل faysal=فيصل sulayman=سليمان sulaiman=سليمان suleiman=سليمان yasin=ياسين yassin=ياسين yunus=يونس
uthman=عثمان othman=عثمان reza=رضا mahdi=مهدي mehdi=مهدي taha=طه mansur=منصور mansour=منصور sami=سامي
samir=سمير
kamal=كمال munir=منير majid=مجيد bashar=بشار habib=حبيب abdullah=عبدالله abdallah=عبدالله
abdulrahman=عبدالرحمن
abd=عبد abdul=عبد_ال abdel=عبد_ال abu=أبو abou=أبو abi=أبي bin=بن ibn=بن ben=بن umm=أم al=ال el=ال
rahman=رحمن
aziz=عزيز qadir=قادر latif=لطيف hakim=حكيم halim=حليم jabbar=جبار wahab=وهاب ghani=غني baqi=باقي hadi=هادي
fatima=فاطمة maryam=مريم haji=حاج sheikh=شيخ shaykh=شيخ sayyid=سيد laden=لادن ladin=لادن tikriti=تكريتي
baghdadi=بغدادي masri=مصري libi=ليبي saddam=صدام qusay=قصي uday=عدي yahya=يحيى zakariya=زكريا isa=عيسى
musa=موسى
moussa=موسى dawud=داود daoud=داود idris=إدريس hani=هاني nabil=نبيل imad=عماد jihad=جهاد ziyad=زياد
ayman=أيمن
ashraf=أشرف akram=أكرم asad=أسد assad=أسد husni=حسني fawzi=فوزي abbas=عباس qasim=قاسم mukhtar=مختار
salah=صلاح
hashim=هاشم hashem=هاشم hashemi=هاشمي hashimi=هاشمي rauf=رؤوف raouf=رؤوف saudi=سعودي sarah=سارة
bahri=بحري zahra=زهراء allah=الله din=الدين khan=خان ghulam=غلام agha=آغا gul=گل jan=جان
""",
    )
)
_ARABIC_LETTERS = (
    ("sh", "ش"), ("kh", "خ"), ("gh", "غ"), ("th", "ث"), ("dh", "ذ"), ("ch", "تش"), ("zh", "ج"), ("ph", "ف"),
    ("ou", "و"), ("oo", "و"), ("ee", "ي"), ("ii", "ي"), ("uu", "و"), ("aa", "ا"), ("ei", "ي"), ("ai", "ي"),
    ("ay", "ي"), ("aw", "و"), ("au", "و"), ("b", "ب"), ("p", "ب"), ("t", "ت"), ("j", "ج"), ("^", "ح"), ("h", "ه"),
    ("d", "د"),
    ("r", "ر"), ("z", "ز"), ("s", "س"), ("f", "ف"), ("v", "ف"), ("q", "ق"), ("k", "ك"), ("c", "ك"),
    ("x", "كس"),
    ("g", "غ"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("w", "و"), ("y", "ي"),
)  # fmt: skip
_CYRILLIC_NAMES = dict(
    re.findall(
        r"(\S+)=(\S+)",
        """
alexander=Александр aleksandr=Александр alexandr=Александр alexei=Алексей aleksei=Алексей alexey=Алексей
aleksey=Алексей sergei=Сергей sergey=Сергей yuri=Юрий yuriy=Юрий dmitri=Дмитрий dmitry=Дмитрий
dmitriy=Дмитрий
evgeny=Евгений yevgeny=Евгений evgeniy=Евгений yevgeniy=Евгений andrei=Андрей andrey=Андрей nikolai=Николай
nikolay=Николай igor=Игорь viktor=Виктор victor=Виктор anatoly=Анатолий anatoliy=Анатолий valery=Валерий
gennady=Геннадий grigory=Григорий vasily=Василий vitaly=Виталий elena=Елена yelena=Елена olga=Ольга
tatiana=Татьяна tatyana=Татьяна lyudmila=Людмила muhammad=Мухаммад mohammed=Мохаммед ahmad=Ахмад ali=Али
hassan=Хасан hussein=Хусейн
""",
    )
)
_CYRILLIC_LETTERS = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("iu", "ю"),
    ("ya", "я"), ("ia", "ия"), ("yo", "ё"), ("yev", "ев"), ("ye", "е"), ("skiy", "ский"), ("sky", "ский"),
    ("skii", "ский"), ("iy", "ий"), ("ei", "ей"), ("ey", "ей"), ("ai", "ай"), ("ay", "ай"),
    ("oy", "ой"), ("ks", "кс"),
    ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"),
    ("i", "и"),
    ("j", "дж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"),
    ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "ы"), ("z", "з"),
)  # fmt: skip
_LOOKALIKES = {
    "a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у", "i": "і", "s": "ѕ", "j": "ј",
    "h": "һ",
    "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "K": "К", "M": "М", "O": "О", "P": "Р", "T": "Т",
    "X": "Х",
    "I": "І", "S": "Ѕ", "Y": "Υ", "N": "Ν", "Z": "Ζ",
}  # fmt: skip


def script_change(name: str, kind: str, rng: random.Random) -> str | None:
    """The whole name in Arabic letters for an Arabic name, in Cyrillic ones for a Slavic name."""
    of = culture(name)
    if kind != "person" or re.search(r"[^A-Za-z '’-]", name) or not 2 <= len(name.split()) <= 6:
        return None
    if of == "slavic":
        return _cyrillic(name)
    if of != "arabic":
        return None
    known = [t for t in fold(name).split() if t in _ARABIC_NAMES]
    if len(known) * 2 < len(fold(name).split()):
        return None
    return _arabic(name)


def homoglyphs(name: str, kind: str, rng: random.Random) -> str | None:
    """One to three Latin letters replaced by Cyrillic or Greek ones that look the same."""
    places = [i for i, c in enumerate(name) if c in _LOOKALIKES]
    if not places:
        return None
    chosen = set(rng.sample(places, min(len(places), rng.choice((1, 2, 3)))))
    return "".join(_LOOKALIKES[c] if i in chosen else c for i, c in enumerate(name))


def _cyrillic(name: str) -> str:
    words = []
    for word in re.split(r"([ -])", name):
        if word in (" ", "-", ""):
            words.append(word)
            continue
        bare = word.lower()
        written = _CYRILLIC_NAMES.get(bare) or _spell(bare.replace("'", "ь").replace("’", "ь"), _CYRILLIC_LETTERS)
        written = re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])ы$", "ий", re.sub("^е(?=[втк])", "Е", written))
        words.append(written[:1].upper() + written[1:])
    return "".join(words)


def _arabic(name: str) -> str:
    words: list[str] = []
    article = ""  # written at the word after it
    for word in fold(name).split():
        written = _ARABIC_NAMES.get(word) or _arabic_word(word)
        if written == "عبد_ال":
            words.append("عبد")
        if written in ("ال", "عبد_ال"):
            article = "ال"
            continue
        words.append(article + written)
        article = ""
    return " ".join(words)


def _arabic_word(word: str) -> str:
    word = re.sub(r"([^aeiou])\1", r"\1", word)
    head = ""
    if re.match("au|aw|ou|ow", word):
        head, word = "أو", word[2:]
    elif word[0] in "aeiou":
        head, word = ("إ" if word[0] in "ei" else "أ"), word[1:]
    word = re.sub("^h", "^", word)  # another letter at the start of a word than inside it
    word = re.sub(r"ah?$", "@", word)  # final a: ta marbuta
    word = re.sub(r"(?<=[^aeiou])[ie]$", "ee", word)
    word = re.sub(r"[ou]$", "oo", word)
    word = re.sub(r"(?<=[^aeiou])a(?=[^aeiouhy]$)", "aa", word) if len(word) > 4 else word
    word = re.sub(r"(?<=[^aeiou])i(?=[^aeiou]$)", "ee", word)
    word = re.sub(r"(?<=[^aeiou])[uo](?=[^aeiou]+[ei@]|[^aeiou]$)", "oo", word)
    word = re.sub(r"(?<=^[^aeiou])a(?=(?:sh|kh|th|dh|gh|[^aeiou])[ei])", "aa", word)
    return head + _spell(word, (*_ARABIC_LETTERS, ("@", "ة")))


def _spell(word: str, table: tuple[tuple[str, str], ...]) -> str:
    """Letters by the longest rule that fits; letters without a rule (short vowels) are not written."""
    rules = sorted(table, key=lambda r: -len(r[0]))
    out, at = "", 0
    while at < len(word):
        for old, new in rules:
            if word.startswith(old, at):
                out += new
                at += len(old)
                break
        else:
            out += word[at] if ord(word[at]) > 0x7F else ""
            at += 1
    return out
