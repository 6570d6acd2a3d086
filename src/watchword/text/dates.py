"""When is a date, as well as its text tells? Texts of publishers, customer files and analysts become spans.

Nothing here reads the clock, two-figure years or spreadsheet serial numbers: a date that is unsure is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from watchword.model import DateSpan

FIRST_YEAR, LAST_YEAR = 1000, 2100

_MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Folded names (lower case, no accents) in English, French, Spanish, Portuguese, German, Italian and Russian.
_MONTH_WORDS = (
    "",
    "january jan janvier janv enero ene janeiro januar jaenner janner gennaio gen январь января янв",
    "february feb fevrier fevr fev febrero fevereiro februar febbraio febb февраль февраля фев февр",
    "march mar mars marzo marco marz maerz mrz март марта мар",
    "april apr avril avr abril abr aprile апрель апреля апр",
    "may mai mayo maio maggio mag маи мая",
    "june jun juin junio junho juni giugno giu июнь июня июн",
    "july jul juillet juil julio julho juli luglio lug июль июля июл",
    "august aug aout agosto ago август августа авг",
    "september sep sept septembre septiembre setiembre setembro set settembre сентябрь сентября сен сент",
    "october oct octobre octubre outubro out oktober okt ottobre ott октябрь октября окт",
    "november nov novembre noviembre novembro ноябрь ноября ноя нояб",
    "december dec decembre diciembre dic dezembro dez dezember dicembre декабрь декабря дек",
)
_MONTH = {word: number for number, words in enumerate(_MONTH_WORDS) for word in words.split()}
_WORD = r"(?P<m>[^\W\d_]+)\.?"

_CIRCA = re.compile(
    r"^(?:(?:circa|cca|ca|c|approximately|approx|about|abt|around|roughly|estimated|est|probably|possibly"
    r"|environ|env|vers|ungefahr|um|aproximadamente|aprox|hacia|около|примерно)(?:\.|\b|(?=\d))|~)[\s:]*"
)
_CIRCA_AFTER = re.compile(r"\s*\(?(?:circa|approximately|approx\.?|estimated|est\.?)\)?$")
_CIRCA_WITHIN = re.compile(r"\b(?:circa|approximately|approx|about)\b")
_TIME = re.compile(r"(?<=\d)(?:[t ]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?)?\s*(?:z|[+-]\d\d:\d\d)?$")
_BETWEEN = re.compile(r"^(?:between|from|entre|zwischen|von|de|между)\s+(.+?)\s+(?:and|to|et|y|e|und|bis|a|и)\s+(.+)$")
_TO = re.compile(r"^(.+?)\s*(?:\s(?:to|until|till|through|or|and|au|bis|или|до)\s|\s[-/]\s|[–—])\s*(.+)$")
_REMARK = re.compile(r"\([^)]*\)?")
_ITEM = re.compile(r"\(?\b(?:\d|[a-h])\)|[;\n]|\)\s+(?=\d)|>>|\s(?:or|и|или|ou|o|oder)\s|(?<=\d{4}),|,(?!\s*\d{4}\b)")
_YEARS = re.compile(r"^(\d{4})\s*[-/]\s*(\d{4})$")
_PART = re.compile(r"^(early|mid|middle|late)[\s-]+(?:the\s+)?(?=\d)")
_DECADE = re.compile(r"^(?:the\s+)?(\d{3})0'?s$")

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIJRI = re.compile(r"^(?:hijri\s+)?([\d/.\-\s]+?)\s*(?:\(?(?:a\.?\s?h\.?|h\.?|hijri(?: calendar)?|هـ|ه)\)?)?$")
_HIJRI_MARK = re.compile(r"(?:^hijri\b|[\d\s(](?:a\.?\s?h\.?|h\.?|hijri(?: calendar)?|هـ|ه)\)?$)")
_SOLAR = re.compile(r"^(\d{4})\s*\(?(?:s\.?\s?h\.?|shamsi|هـ?\s?ش)\)?$")

_Parts = tuple[int, int, int]  # year, month, day; zero is unknown


def parse(text: str) -> DateSpan | None:
    """The days that `text` may mean, or None when it is no date, or no possible one.

    Day comes before month in figures (01/05/1984 is 1 May), unless only the other order is a date
    (05/13/1984). Zeros are unknown parts (00/05/1968). "1968 or 1970" spans what lies between. Early, mid
    and late are years 0-3, 4-6 and 7-9 of a decade, or thirds of a year. Circa keeps the span and sets the
    flag. Years run from 1000 to 2100. Hijri dates must be marked (1385 H, 1385 AH; solar: 1344 SH). They are
    converted by arithmetic, which can be a day out: the span has a day more at each end and is circa.
    A remark in brackets is passed over. `span.text` is the text as given.
    """
    if not text or len(text) > 200:
        return None
    written = text.strip()
    if _ISO.fullmatch(written) and FIRST_YEAR <= int(written[:4]) <= LAST_YEAR:  # most of a file; below too, but slower
        try:
            date.fromisoformat(written)
        except ValueError:
            pass
        else:
            return DateSpan(written, written, False, written)
    folded = _fold(written)
    for plain in dict.fromkeys((folded, _REMARK.sub(" ", folded).strip())):
        bare = _CIRCA_AFTER.sub("", _CIRCA.sub("", plain))
        days = _read(bare)
        if days is not None:
            circa = bare != plain or _is_hijri(bare) or _CIRCA_WITHIN.search(bare) is not None
            return DateSpan(days[0].isoformat(), days[1].isoformat(), circa, written)
    return None


def parse_listed(text: str) -> tuple[DateSpan, ...]:
    """Every date of a column that lists several, in order, each span once.

    `a) 1 Jan. 1964 b) 1959`, `1/03/1961; 16/06/1960`, `1968 or 1970`, `14 Mar 1974 >> 1 Aug 1970`. What is no
    date is passed over.
    """
    spans = [span for item in _ITEM.split(text) if item and (span := parse(item))]
    return tuple({(span.first, span.last, span.circa): span for span in spans}.values())


def format_span(span: DateSpan) -> str:
    """The span for people, in English: 1984, circa May 1968, 1 May 1968, 1980-1985, June 1968 to August 1968.

    Parsing what this returns gives the same days again.
    """
    first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
    circa = "circa " if span.circa else ""
    if first == last:
        return f"{circa}{_day_text(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{circa}{first.year}" if first.year == last.year else f"{circa}{first.year}-{last.year}"
    if first.day == 1 and last == _month_end(last.year, last.month):
        start, end = (f"{_MONTHS[d.month]} {d.year}" for d in (first, last))
        return f"{circa}{start}" if start == end else f"{circa}{start} to {end}"
    return f"{circa}{_day_text(first)} to {_day_text(last)}"


def relation(a: DateSpan, b: DateSpan) -> str:
    """How two dates stand to one another: equal, consistent, swapped, near or conflict.

    equal: the same full date. consistent: they overlap and at least one is less than a full date. swapped:
    day and month exchanged. near: full dates that differ only in the day, only in the month, or only by a
    slip in the year (one figure, two exchanged, one year; for 1 January one year only); or spans of which
    one is circa or less than a full date, no more than a year apart.
    """
    full = a.first == a.last and b.first == b.last
    if full and a.first == b.first:
        return "equal"
    if a.first <= b.last and b.first <= a.last:
        return "consistent"
    if full and _are_swapped(a.first, b.first):
        return "swapped"
    if full and _differ_in_one_part(a.first, b.first):
        return "near"
    earlier, later = (a, b) if a.last < b.first else (b, a)
    gap = date.fromisoformat(later.first) - date.fromisoformat(earlier.last)
    vague = not full or a.circa or b.circa
    return "near" if vague and gap <= timedelta(days=365) else "conflict"


def _fold(text: str) -> str:
    """Lower case, no accents, ASCII figures, single spaces: what the patterns below are written for."""
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c, c)) if c.isdigit() else c for c in text)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split()).strip(" ,;.")


def _read(text: str) -> tuple[date, date] | None:
    for reader in _READERS:
        days = reader(text)
        if days is not None:
            return days
    return None


def _read_single(text: str) -> tuple[date, date] | None:
    text = _TIME.sub("", text)
    for pattern in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            return _days(_parts(match))
    return None


def _read_compact(text: str) -> tuple[date, date] | None:
    """Eight figures: year first, or day first where only that is a date."""
    if not (len(text) == 8 and text.isdecimal()):
        return None
    return _days((int(text[:4]), int(text[4:6]), int(text[6:]))) or _days(
        (int(text[4:]), int(text[2:4]), int(text[:2]))
    )


def _read_range(text: str) -> tuple[date, date] | None:
    match = _YEARS.match(text) or _BETWEEN.match(text) or _TO.match(text)
    if match is None:
        return None
    first, last = (_read(_CIRCA.sub("", part)) for part in match.groups())
    if first is None and last is not None:
        first = _borrow_year(match[1], last[1])
    if first is None or last is None:
        return None
    if first[0] > last[1] and " or " in text:
        first, last = last, first
    return (first[0], max(first[1], last[1])) if first[0] <= last[1] else None


def _borrow_year(text: str, end: date) -> tuple[date, date] | None:
    """The first half of `Jan to Mar 1968`, `1 to 3 May 1968`: month or year stand in the second half only."""
    if text.isdecimal() and len(text) <= 2:
        return _days((end.year, end.month, int(text)))
    return _read_single(f"{text} {end.year}")


def _read_decade(text: str) -> tuple[date, date] | None:
    part = _PART.match(text)
    match = _DECADE.match(text[part.end() :] if part else text)
    if match is None:
        return None
    first, last = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}[
        part[1] if part else ""
    ]
    year = int(match[1]) * 10
    return _days_between(year + first, year + last)


def _read_year_part(text: str) -> tuple[date, date] | None:
    part = _PART.match(text)
    if part is None:
        return None
    year = _read_single(text[part.end() :])
    if year is None or (year[1] - year[0]).days < 360:
        return None
    first, last = {"early": (1, 4), "mid": (5, 8), "middle": (5, 8), "late": (9, 12)}[part[1]]
    return date(year[0].year, first, 1), _month_end(year[0].year, last)


def _is_hijri(text: str) -> bool:
    return bool(_HIJRI_MARK.search(text) or _SOLAR.match(text))


def _read_hijri(text: str) -> tuple[date, date] | None:
    solar = _SOLAR.match(text)
    if solar:
        # The solar year begins at the March equinox, 621 years after ours.
        year = int(solar[1]) + 621
        return (date(year, 3, 21), date(year + 1, 3, 20)) if 1700 < year < LAST_YEAR else None
    match = _HIJRI.match(text) if _HIJRI_MARK.search(text) else None
    if match is None:
        return None
    figures = [int(f) for f in re.findall(r"\d+", match[1])]
    if len(figures) == 3 and figures[0] < figures[2]:
        figures.reverse()
    year, month, day = (*figures, 0, 0)[:3] if figures else (0, 0, 0)
    if not (1100 <= year <= 1500 and month <= 12 and day <= 30 and len(figures) <= 3):
        return None
    first = _hijri_day(year, month or 1, day or 1)
    last = _hijri_day(year, month or 12, day or (30 if month else 29))
    return first - timedelta(days=1), last + timedelta(days=1)


def _hijri_day(year: int, month: int, day: int) -> date:
    """The civil (tabular) Islamic calendar, as in Reingold and Dershowitz, Calendrical Calculations."""
    before = 227014  # the day before 16 July 622 (Julian), as an ordinal of datetime
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(before + days)


def _parts(match: re.Match[str]) -> _Parts:
    found = match.groupdict()
    year, month, day = int(found["y"]), found.get("m") or "0", int(found.get("d") or 0)
    number = int(month) if month.isdecimal() else _MONTH.get(month, 99)
    if number > 12 and day <= 12 and month.isdecimal() and "us" in found:
        number, day = day, number  # 05/13/1984: only the month-first reading is a date
    return year, number, day


def _days(parts: _Parts) -> tuple[date, date] | None:
    """Every day that (year, month, day) leaves possible; None for a date that never was."""
    year, month, day = parts
    if not (FIRST_YEAR <= year <= LAST_YEAR) or month > 12:
        return None
    if month == 0:
        return _days_between(year, year) if day == 0 else None
    end = _month_end(year, month)
    if day > end.day:
        return None
    return (date(year, month, day),) * 2 if day else (date(year, month, 1), end)


def _days_between(first: int, last: int) -> tuple[date, date] | None:
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def _month_end(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1) if year < MAXYEAR else date(year, 12, 31)
    return after - timedelta(days=1)


def _day_text(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def _are_swapped(a: str, b: str) -> bool:
    return a[:4] == b[:4] and a[5:7] == b[8:] and a[8:] == b[5:7]


def _differ_in_one_part(a: str, b: str) -> bool:
    same = (a[:4] == b[:4], a[5:7] == b[5:7], a[8:] == b[8:])
    if sum(same) != 2:
        return False
    if same[0]:
        return True
    # 1 January is what publishers write for an unknown day: the year alone must decide then.
    if a[5:] == "01-01":
        return abs(int(a[:4]) - int(b[:4])) == 1
    figures = sum(x != y for x, y in zip(a[:4], b[:4], strict=True))
    return figures == 1 or sorted(a[:4]) == sorted(b[:4]) or abs(int(a[:4]) - int(b[:4])) == 1


_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})",
        r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?",
        r"(?:(?P<d>\d{1,2})(?P<us>[-/. ]))?(?P<m>\d{1,2})[-/. ](?P<y>\d{4})",
        r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|o)?[\s\-/,]*(?:of |de |do )?)?"
        rf"{_WORD}[\s\-/,]*(?:of |de |del |do )?(?P<y>\d{{4}})",
        rf"{_WORD}[\s\-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+|-)(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})[\s\-/,]*{_WORD}(?:[\s\-/]*(?P<d>\d{{1,2}}))?",
    )
)
_READERS: tuple[Callable[[str], tuple[date, date] | None], ...] = (
    _read_single,
    _read_compact,
    _read_range,
    _read_decade,
    _read_year_part,
    _read_hijri,
)
