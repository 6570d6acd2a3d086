"""How much money does a text speak of? Sums with their currency, in the ways that six languages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchword.documents.model import Money

_SIGNS = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "a$": "AUD", "c$": "CAD", "₽": "RUB",
          "nz$": "NZD", "r$": "BRL", "₦": "NGN", "N": "NGN", "₹": "INR", "₺": "TRY", "₴": "UAH", "₩": "KRW", "₪": "ILS"}  # fmt: skip
_CODES = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CHF",
    "SEK",
    "NOK",
    "DKK",
    "CAD",
    "AUD",
    "NZD",
    "AED",
    "SAR",
    "KWD",
    "QAR",
    "RUB",
    "CNY",
    "XOF",
    "XAF",
    "NGN",
    "KES",
    "ZAR",
    "INR",
    "BRL",
    "PLN",
    "TRY",
    "UAH",
    "EGP",
    "PKR",
    "ETB",
    "GHS",
    "UGX",
    "MXN",
    "HKD",
    "SGD",
]
_WORDS = (
    ("USD", r"(?:u\.?s\.? )?dollars?(?: (?:américains|us))?|d[óo]lares|us-dollar|доллар\w*"),
    ("EUR", r"euros?|евро"),
    ("GBP", r"pounds?(?: sterling)?|livres? sterling|libras esterlinas|pfund|фунт\w*"),
    ("DKK", r"(?:danish )?kroner"), ("SEK", r"(?:swedish )?kronor"), ("NOK", r"norwegian kroner"),
    ("JPY", r"yen|иен"), ("CHF", r"(?:swiss )?francs?(?: suisses)?|schweizer franken"), ("RUB", r"rubles?|рубл\w*"),
    ("NGN", r"naira"), ("XOF", r"(?:west african )?(?:cfa francs?|francs? cfa|f ?cfa)"), ("KES", r"(?:kenyan? )?shillings"),
    ("INR", r"(?:indian )?rupees"), ("PKR", r"pakistani rupees"), ("CNY", r"(?:chinese )?yuan|renminbi"), ("KRW", r"(?:south korean )?won"),
    ("ZAR", r"(?:south african )?rand"), ("BRL", r"rea(?:is|l)(?: brasileiros)?"), ("PLN", r"(?:polish )?z[lł]oty(?:s|ch)?"),
    ("TRY", r"(?:turkish )?liras?"), ("UAH", r"hryvnias?|hryvni|грив\w+"), ("AED", r"(?:emirati |uae )?dirhams?"),
    ("SAR", r"(?:saudi )?riyals?"), ("QAR", r"qatari riyals?"), ("KWD", r"(?:kuwaiti )?dinars?"), ("ETB", r"(?:ethiopian )?birr"),
    ("GHS", r"(?:ghanaian? )?cedis?"), ("MZN", r"meticais|metical"), ("MXN", r"mexican pesos|pesos mexicanos"),
    ("AUD", r"australian dollars?"), ("CAD", r"canadian dollars?"),
)  # fmt: skip
_SCALES = (
    (1e12, r"trillions?|billones|billionen"),
    (1e9, r"billions?|bn|b|milliards?|mil millones|milliarden|mrd\.?|bilh(?:ão|ões)|миллиард\w*|млрд\.?"),
    (1e6, r"millions?|mln|mn|m|millones|mill[óo]n|millionen|mio\.?|milh(?:ão|ões)|миллион\w*|млн\.?"),
    (1e3, r"thousand|k|mille|mil|tausend|тысяч\w*|тыс\.?"),
)
_NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?![\d])(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = "|".join(words for _, words in _SCALES)
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True) if sign != "N") + r"|(?-i:\bN)"
_UNIT = "|".join(sorted((words for _, words in _WORDS), key=len, reverse=True)) + "|" + "|".join(_CODES)
_MONEY = re.compile(
    rf"(?:(?P<sign>{_SIGN}|\b(?:{'|'.join(_CODES)})\b)\s?(?P<n1>{_NUMBER})(?:[\s-]?(?P<s1>{_SCALE})\b)?"
    rf"|(?<![\w.,])(?P<n2>{_NUMBER})(?:[\s-](?P<s2>{_SCALE}))?\s?(?:d['\u2019]|de |of )?(?P<unit>[€£$]|(?:{_UNIT})\b))",
    re.IGNORECASE,
)


def sums(text: str) -> Iterator[tuple[int, int, Money]]:
    """Every sum of a text: start, end, what it is. A number without a currency is no sum."""
    for match in _MONEY.finditer(text):
        value = _value(match["n1"] or match["n2"]) * _scale(match["s1"] or match["s2"] or "")
        yield match.start(), match.end(), Money(round(value, 2), _currency(match["sign"] or match["unit"]), match[0])


def _currency(written: str) -> str:
    if written == "N":  # N2.4 million
        return _SIGNS["N"]
    lowered = written.lower()
    if lowered in _SIGNS:
        return _SIGNS[lowered]
    named = [code for code, words in reversed(_WORDS) if re.fullmatch(words, lowered)]
    return named[0] if named else written.upper()


def _scale(written: str) -> float:
    return next((scale for scale, words in _SCALES if written and re.fullmatch(words, written.lower())), 1.0)


def _value(written: str) -> float:
    """1,200 and 1.200 and 1 200 are thousands, 1.2 and 1,2 are not."""
    plain = re.sub(r"[\u00a0\u202f ]", "", written)
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", plain)
    return float(plain.replace(",", "."))
