"""When is it, in running text? Dates and relative expressions as spans of days, told against the publication date.

English, French, Spanish, Portuguese, German, Russian and Arabic. A name of a day or month alone is the last one before the
publication date, or the next one where the sentence looks ahead.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from watchword.documents.model import DateFound
from watchword.model import DateSpan
from watchword.text import dates

_MONTHS = (
    "january janvier enero janeiro januar января январе январь يناير كانون_الثاني", "february février febrero fevereiro februar февраля феврале февраль فبراير شباط",
    "march mars marzo março märz марта марте март مارس آذار", "april avril abril апреля апреле апрель أبريل ابريل نيسان", "may mai mayo maio мая мае май مايو أيار",
    "june juin junio junho juni июня июне июнь يونيو حزيران", "july juillet julio julho juli июля июле июль يوليو تموز",
    "august août agosto августа августе август أغسطس آب", "september septembre septiembre setembro сентября сентябре сентябрь سبتمبر أيلول",
    "october octobre octubre outubro oktober октября октябре октябрь أكتوبر تشرين_الأول", "november novembre noviembre novembro ноября ноябре ноябрь نوفمبر تشرين_الثاني",
    "december décembre diciembre dezembro dezember декабря декабре декабрь ديسمبر كانون_الأول",
)  # fmt: skip
_DAYS = (
    "monday lundi lunes segunda-feira montag понедельник الاثنين الإثنين", "tuesday mardi martes terça-feira dienstag вторник الثلاثاء",
    "wednesday mercredi miércoles quarta-feira mittwoch среду среда الأربعاء", "thursday jeudi jueves quinta-feira donnerstag четверг الخميس",
    "friday vendredi viernes sexta-feira freitag пятницу пятница الجمعة", "saturday samedi sábado samstag субботу суббота السبت",
    "sunday dimanche domingo sonntag воскресенье الأحد",
)  # fmt: skip
_SHORT = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = {word.replace("_", " "): n for n, words in enumerate(_MONTHS, 1) for word in words.split()} | _SHORT
_DAY = {word: n for n, words in enumerate(_DAYS) for word in words.split()}
_NEAR = {
    "today": 0, "tonight": 0, "aujourd'hui": 0, "hoy": 0, "hoje": 0, "heute": 0, "сегодня": 0, "yesterday": -1, "overnight": 0,
    "hier": -1, "ayer": -1, "ontem": -1, "gestern": -1, "вчера": -1, "avant-hier": -2, "vorgestern": -2, "позавчера": -2,
    "tomorrow": 1, "demain": 1, "mañana": 1, "amanhã": 1, "morgen": 1, "завтра": 1, "أمس": -1, "اليوم": 0, "غدا": 1, "غدًا": 1,
}  # fmt: skip
_COUNTS = {w: n for n, words in enumerate(["a|an|one|un|une|uno|una|ein|einem|einer|um|один", "two|deux|dos|dois|zwei|два", "three|trois|tres|três|drei|три", "four|quatre|cuatro|quatro|vier|четыре", "five|cinq|cinco|fünf|пять", "six|seis|sechs|шесть", "seven|sept|siete|sete|sieben|семь"], 1) for w in words.split("|")}  # fmt: skip
_M = "|".join(sorted(_MONTH, key=len, reverse=True))
_D = "|".join(sorted(_DAY, key=len, reverse=True))
_LAST = r"last|dernier|dernière|pasado|pasada|passado|passada|letzten|letzte|letzter|vergangenen|прошл\w+|past|الماضي|الماضية"
_NEXT = (
    r"next|prochain|prochaine|próximo|próxima|que vem|nächsten|nächste|nächster|следующ\w+|coming|المقبل|المقبلة|القادم"
)
_UNIT = r"(?P<u>days?|jours?|días?|dias?|tagen?|дн\w+|день|weeks?|semaines?|semanas?|wochen?|недел\w+|months?|mois|mes(?:es)?|mês|monaten?|месяц\w*|years?|ans?|años?|anos?|jahren?|год\w*|лет)"
_C = r"(?P<c>\d{1,2}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_FULL = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<num>\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?(?P<m1>{_M})\b\.?(?:,?\s+(?:de\s+|del\s+)?(?P<y1>\d{{4}})\b)?"
    rf"|(?P<m2>{_M})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?(?:million|billion|%))(?:,?\s+(?P<y2>\d{{4}})\b)?"
    rf"|(?P<m3>{_M})\.?\s+(?:de\s+|of\s+)?(?P<y3>\d{{4}})\b"
    rf"|(?:(?P<ago0>\bil y a|hace|há|vor)\s+{_C.replace('?P<c>', '?P<c0>')}\s+{_UNIT.replace('?P<u>', '?P<u0>')})"
    rf"|{_C}\s+{_UNIT}\s+(?P<ago>ago|earlier|plus tôt|antes|zuvor|назад)"
    rf"|(?P<l1>{_LAST})\s+(?P<lw>{_D}|{_M}|week|month|year|woche|monat|jahr|неделе|месяце|году|semana|mes|mês|ano|año)\b"
    rf"|(?P<n1>{_NEXT})\s+(?P<nw>{_D}|{_M}|week|month|year|woche|monat|jahr|неделе|месяце|году|semana|mes|mês|ano|año)\b"
    rf"|(?P<lw2>{_D}|semaine|mois|année|an|semana|mes|mês|año|ano)\s+(?:(?P<l2>{_LAST})|(?P<n2>{_NEXT}))\b"
    rf"|(?P<day>{_D})\b|(?P<near>{'|'.join(sorted(_NEAR, key=len, reverse=True))})\b"
    rf"|(?:(?:\bin|since|en|em|im|в|depuis|seit|desde|с|في|منذ|until|by)\s+)(?:(?P<part>early|mid|late|mid-|début|fin|anfang|ende|mitte)[\s-])?"
    rf"(?:(?P<m4>{_M})\b(?!\.?\s+(?:de\s+|of\s+)?\d)|(?P<y4>(?:19|20)\d\d)\b))",
    re.IGNORECASE,
)
_PARTS = {"early": (1, 4), "début": (1, 4), "anfang": (1, 4), "mid": (5, 8), "mid-": (5, 8), "mitte": (5, 8)}
_AHEAD = re.compile(
    r"\b(?:will|would|plans?|again|aims?|intends?|sera|doit|va|será|vai|wird|werden|soll|будет|состоится|سوف)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"\b{_C}\s+{_UNIT}\s+(?P<way>after|later|before|earlier|apr\u00e8s|avant|despu\u00e9s de|antes de|depois d[aeo]|nach|vor|\u043f\u043e\u0441\u043b\u0435|\u0434\u043e)\b",
    re.IGNORECASE,
)  # a day after what the sentence goes on to date, or what was dated before
_EARLIER = frozenset({"before", "earlier", "avant", "antes de", "vor", "\u0434\u043e"})
_UNTIL = re.compile(r"\s+(?:to|until|through|till|au|bis|al|ao?|\u043f\u043e)\s+|\s?[\u2013-]\s?", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"(?:(?:between|entre|zwischen|from|du|vom|del)\s+(?:the |le )?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:and|to|until|et|au|und|bis|y|al|e)"
    r"|(?<!\d)(?P<dashed>\d{1,2})\s?[\u2013-])\s?(?:the |le )?$",
    re.IGNORECASE,
)
_DAY_BEHIND = re.compile(
    r"\s?(?:[\u2013-]|to)\s?(?P<day>\d{1,2})\b(?!\w|\s?(?::|%|million|billion))(?:, (?P<year>\d{4}))?"
)
_AND = re.compile(r"\s+(?:and|et|und|y|e|\u0438)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen)\s+(?:the |le |el |dem )?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z\u00c0-\u00de\u0410-\u042f]")
_MODAL_MAY = re.compile(r"\bmay\s+[a-z]")


def find(text: str, published: str) -> Iterator[DateFound]:
    """Every date of a text in order; relative ones only when the publication date (ISO) is known, or that of the event
    that they are told against."""
    found = list(_find(text, published))
    beside = [one for match in _BESIDE.finditer(text) if (one := _beside(match, text, found)) is not None]
    taken = [(one.start, one.end) for one in beside]
    kept = [one for one in found if not any(one.start < end and start < one.end for start, end in taken)]
    yield from _ranged(sorted([*kept, *beside], key=lambda one: one.start), text)


def _ranged(found: list[DateFound], text: str) -> Iterator[DateFound]:
    """The dates, those of a range as one: between 28 May and 1 June."""
    at = 0
    while at < len(found):
        first, second = found[at], found[at + 1] if at + 1 < len(found) else None
        joint = text[first.end : second.start] if second else ""
        first = _widened(first, text)
        ranged = _UNTIL.fullmatch(joint) or (_AND.fullmatch(joint) and _BETWEEN.search(text, 0, first.start))
        if second and ranged and first.span.last < second.span.first:
            span = DateSpan(first.span.first, second.span.last, False, text[first.start : second.end])
            yield DateFound(first.start, second.end, span, first.relative)
            at += 2
        else:
            yield first
            at += 1


def _widened(one: DateFound, text: str) -> DateFound:
    """A day with another of its month before or behind it: between 4 and 6 June, June 4-6."""
    if one.span.first != one.span.last or not any(char.isdigit() for char in one.span.text):
        return one
    before, behind = _DAY_BEFORE.search(text, 0, one.start), _DAY_BEHIND.match(text, one.end)
    day, month = int(one.span.first[8:]), one.span.first[:8]
    group = "dashed" if before and before["dashed"] else "day"
    if before and 0 < int(before[group]) < day and one.span.text[0].isdigit():
        span = DateSpan(f"{month}{int(before[group]):02d}", one.span.last, False, text[before.start(group) : one.end])
        return DateFound(before.start(group), one.end, span, one.relative)
    if behind and day < int(behind["day"]) <= _last_of(month) and not one.span.text[0].isdigit():
        month = (behind["year"] or month[:4]) + month[4:]
        span = DateSpan(f"{month}{day:02d}", f"{month}{int(behind['day']):02d}", False, text[one.start : behind.end()])
        return DateFound(one.start, behind.end(), span, one.relative)
    return one


def _last_of(month: str) -> int:
    return calendar.monthrange(int(month[:4]), int(month[5:7]))[1]


def _beside(match: re.Match[str], text: str, found: list[DateFound]) -> DateFound | None:
    """A date told against another event's: a day after the attack, which killed ten on 21 January 2021."""
    ends = _SENTENCE_END.search(text, match.end())
    behind = [one for one in found if match.end() <= one.start < (ends.start() if ends else len(text))]
    before = [one for one in found if one.end <= match.start()]
    by_word = match["way"].lower() in ("later", "earlier")
    events = before[-1:] if by_word else behind[:1]
    if not events or events[0].span.first != events[0].span.last:
        return None
    ahead = match["way"].lower() not in _EARLIER
    first, last = _ago(date.fromisoformat(events[0].span.first), match["c"], match["u"].lower(), 1 if ahead else -1)
    return DateFound(match.start(), match.end(), DateSpan(first.isoformat(), last.isoformat(), False, match[0]), True)


def _find(text: str, published: str) -> Iterator[DateFound]:
    today = date.fromisoformat(published) if published else None
    for match in _FULL.finditer(unicodedata.normalize("NFC", text)):
        if match[0].lower() in _MONTH or _MODAL_MAY.match(match[0]):
            continue
        ahead = _AHEAD.search(text, max(0, match.start() - 90), match.start()) is not None
        found = _absolute(match) or (_relative(match, today, ahead) if today else None)
        if found:
            first, last = found
            span = DateSpan(first.isoformat(), last.isoformat(), False, match[0])
            yield DateFound(match.start(), match.end(), span, _absolute(match) is None)


def _absolute(match: re.Match[str]) -> tuple[date, date] | None:
    year = match["y1"] or match["y2"] or match["y3"]
    if match["iso"] or match["num"]:
        span = dates.parse(match["iso"] or match["num"])
        return (date.fromisoformat(span.first), date.fromisoformat(span.last)) if span else None
    if match["y4"]:
        first, last = _PARTS.get((match["part"] or "").lower(), (1, 12) if not match["part"] else (9, 12))
        return date(int(match["y4"]), first, 1), _month(int(match["y4"]), last)[1]
    if not year:
        return None
    return _of(int(year), match["m1"] or match["m2"] or match["m3"], match["d1"] or match["d2"])


def _of(year: int, month: str, day: str | None) -> tuple[date, date] | None:
    number = _MONTH[month.lower()]
    if day is None:
        return _month(year, number)
    try:
        return (date(year, number, int(day)),) * 2
    except ValueError:
        return None


def _relative(match: re.Match[str], today: date, ahead: bool) -> tuple[date, date] | None:
    month = match["m1"] or match["m2"] or match["m4"]
    if month:
        return _nearest(today, month, match["d1"] or match["d2"], ahead)
    if match["near"]:
        day = today + timedelta(_NEAR[match["near"].lower()])
        return day, day
    if match["ago"] or match["ago0"]:
        return _ago(today, match["c"] or match["c0"], (match["u"] or match["u0"]).lower())
    if match["day"]:
        return _weekday(today, match["day"], 1 if ahead else 0)
    word = (match["lw"] or match["nw"] or match["lw2"]).lower()
    step = 1 if match["nw"] or match["n2"] else -1
    return _stepped(today, word, step)


def _stepped(today: date, word: str, step: int) -> tuple[date, date] | None:
    """Last or next: a weekday, month, week or year."""
    if word in _DAY:
        return _weekday(today - timedelta(1) if step < 0 else today, word, 1 if step > 0 else 0)
    if word in _MONTH:
        year = today.year if (_MONTH[word] - today.month) * step > 0 else today.year + step
        return _month(year, _MONTH[word])
    if word.startswith(("week", "woche", "semaine", "semana", "недел")):
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return monday, monday + timedelta(6)
    if word.startswith(("month", "mon", "mois", "mes", "mês", "меся")):
        months = today.year * 12 + today.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def _weekday(today: date, word: str, ahead: int) -> tuple[date, date]:
    back = (today.weekday() - _DAY[word.lower()]) % 7
    day = today - timedelta(back) if not ahead else today + timedelta((7 - back) % 7 or 7)
    return day, day


def _nearest(today: date, month: str, day: str | None, ahead: bool) -> tuple[date, date] | None:
    found = _of(today.year, month, day)
    if found is None:
        return None
    soon = today + timedelta(31)
    if ahead and found[1] < today:
        return _of(today.year + 1, month, day)
    if not ahead and found[0] > (soon if day else today):
        return _of(today.year - 1, month, day)
    return found


def _ago(today: date, count: str, unit: str, way: int = -1) -> tuple[date, date]:
    """So many days, weeks, months or years from a day; back for `way` -1."""
    number = -way * (int(count) if count.isdecimal() else _COUNTS[count.lower()])
    if unit.startswith(("day", "jour", "día", "dia", "tag", "дн", "день")):
        return (today - timedelta(number),) * 2
    if unit.startswith(("week", "semai", "seman", "woche", "недел")):
        return (today - timedelta(7 * number),) * 2
    if unit.startswith(("month", "mois", "mes", "mês", "monat", "меся")):
        months = today.year * 12 + today.month - 1 - number
        return _month(months // 12, months % 12 + 1)
    return date(today.year - number, 1, 1), date(today.year - number, 12, 31)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
