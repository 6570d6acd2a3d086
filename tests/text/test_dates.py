"""Dates of every publisher become spans, and what is no date becomes none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.model import DateSpan
from watchword.text import dates

YEAR_1968 = ("1968-01-01", "1968-12-31")
MAY_1968 = ("1968-05-01", "1968-05-31")
DAY = ("1968-05-01", "1968-05-01")


def span(text: str) -> DateSpan:
    found = dates.parse(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1968", *YEAR_1968),
        ("00/00/1968", *YEAR_1968),
        ("1968-00-00", *YEAR_1968),
        ("١٩٦٨", *YEAR_1968),
        ("۱۹۶۸", *YEAR_1968),
        ("१९६८", *YEAR_1968),
        ("1968-05", *MAY_1968),
        ("00/05/1968", *MAY_1968),
        ("05/1968", *MAY_1968),
        ("May 1968", *MAY_1968),
        ("mayo de 1968", *MAY_1968),
        ("май 1968", *MAY_1968),
        ("1968-05-01", *DAY),
        ("1968-05-01T00:00:00Z", *DAY),
        ("1968-05-01 00:00:00", *DAY),
        ("1968-05-01+02:00", *DAY),
        ("01/05/1968", *DAY),
        ("1.5.1968", *DAY),
        ("1968/5/1", *DAY),
        ("19680501", *DAY),
        ("01 May 1968", *DAY),
        ("1-May-1968", *DAY),
        ("1st of May 1968", *DAY),
        ("May 1, 1968", *DAY),
        ("1er mai 1968", *DAY),
        ("1 de maio de 1968", *DAY),
        ("1. Mai 1968", *DAY),
        ("1 maggio 1968", *DAY),
        ("1 мая 1968", *DAY),
        ("14. März 1968", "1968-03-14", "1968-03-14"),
        ("4 août 1968", "1968-08-04", "1968-08-04"),
        ("26 Dec. 1955", "1955-12-26", "1955-12-26"),
        ("1 May 1968 (as Yasir)", *DAY),
    ],
)
def test_a_date_is_as_precise_as_its_text(text: str, first: str, last: str) -> None:
    """A day is a day, a month is its days, a year is its days, in every language and figure read here."""
    found = span(text)
    assert (found.first, found.last, found.circa, found.text) == (first, last, False, text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("between 1980 and 1985", "1980-01-01", "1985-12-31"),
        ("1980-1985", "1980-01-01", "1985-12-31"),
        ("1980–1985", "1980-01-01", "1985-12-31"),
        ("1968 to 1970", "1968-01-01", "1970-12-31"),
        ("1970 or 1968", "1968-01-01", "1970-12-31"),
        ("Jun 1968 to Aug 1968", "1968-06-01", "1968-08-31"),
        ("between Aug. and Sep 1977", "1977-08-01", "1977-09-30"),
        ("1 to 3 May 1968", "1968-05-01", "1968-05-03"),
        ("entre 1980 et 1985", "1980-01-01", "1985-12-31"),
        ("1930s", "1930-01-01", "1939-12-31"),
        ("early 1980s", "1980-01-01", "1983-12-31"),
        ("mid-1970s", "1974-01-01", "1976-12-31"),
        ("late 1980s", "1987-01-01", "1989-12-31"),
        ("late 1950s to early 1960s", "1957-01-01", "1963-12-31"),
        ("early 1968", "1968-01-01", "1968-04-30"),
        ("mid-1968", "1968-05-01", "1968-08-31"),
        ("late 1968", "1968-09-01", "1968-12-31"),
    ],
)
def test_a_range_spans_every_day_it_may_mean(text: str, first: str, last: str) -> None:
    """Ranges, decades and parts of them span from the first possible day to the last."""
    found = span(text)
    assert (found.first, found.last, found.circa) == (first, last, False)


@pytest.mark.parametrize(
    "text",
    [
        "circa 1968",
        "c. 1968",
        "c1968",
        "ca. 1968",
        "approximately 1968",
        "Approx. 1968",
        "about 1968",
        "~1968",
        "around 1968",
        "environ 1968",
        "около 1968",
        "1968 (approximately)",
        "circa 1968 (as reported)",
    ],
)
def test_circa_keeps_the_span_and_sets_the_flag(text: str) -> None:
    """An approximate date is the stated span, marked circa."""
    found = span(text)
    assert (found.first, found.last, found.circa) == (*YEAR_1968, True)


def test_circa_on_either_end_marks_the_range() -> None:
    """A range with one approximate end is approximate."""
    assert span("between circa 1968 and 1970").circa
    assert span("approximately 1975-1976").circa


@pytest.mark.parametrize(
    ("text", "contains"),
    [
        ("1385 H", "1965-05-02"),
        ("1385 AH", "1966-04-20"),
        ("1385 هـ", "1965-05-02"),
        ("24/06/1402 (Hijri Calendar)", "1982-04-18"),  # published beside this date by DFAT
        ("1344 SH", "1965-03-21"),
    ],
)
def test_hijri_dates_are_converted_when_marked(text: str, contains: str) -> None:
    """A marked Hijri date covers the true days, is short, and is circa."""
    found = span(text)
    days = (date.fromisoformat(found.last) - date.fromisoformat(found.first)).days
    assert found.first <= contains <= found.last
    assert found.circa
    assert days <= (2 if "/" in text else 366)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hello",
        "May",
        "12",
        "1984-13-45",
        "31 Feb 1984",
        "29 Feb 1900",
        "0000",
        "999",
        "2101",
        "00/13/1984",
        "01/05/84",
        "23-Apr-68",
        "na",
        "1985-1980",
        "30886",
        "1984-05-01-02",
        "Moscow 1984",
        "1968 " * 60,
    ],
)
def test_what_is_not_surely_a_date_is_none(text: str) -> None:
    """Impossible dates, two-figure years, serial numbers and other text give None."""
    assert dates.parse(text) is None


def test_day_comes_first_unless_only_the_other_order_is_a_date() -> None:
    """05/06/1984 is 5 June; 05/13/1984 can only be 13 May."""
    assert span("05/06/1984").first == "1984-06-05"
    assert span("05/13/1984").first == "1984-05-13"
    assert span("20121968").first == "1968-12-20"


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("a) 1 Jan. 1964 b) 1959", ["1964-01-01", "1959-01-01"]),
        ("1/03/1961; 16/06/1960", ["1961-03-01", "1960-06-16"]),
        ("01/10/1983,15/10/1983, 01/01/1980", ["1983-10-01", "1983-10-15", "1980-01-01"]),
        ("May 1, 1968", ["1968-05-01"]),
        ("1968, 1970", ["1968-01-01", "1970-01-01"]),
        ("14 Mar 1974 >> 1 Aug 1970", ["1974-03-14", "1970-08-01"]),
        ("15 May 1968 (as Yasir) 1970 (as Ali)", ["1968-05-15", "1970-01-01"]),
        ("between 1968 and 1970", ["1968-01-01"]),
        ("1968; 1968", ["1968-01-01"]),
        ("na", []),
    ],
)
def test_a_column_of_several_dates_gives_each_once(text: str, firsts: list[str]) -> None:
    """Lettered, numbered and separated dates are all read, in order."""
    assert [found.first for found in dates.parse_listed(text)] == firsts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1984", "1984"),
        ("c. May 1968", "circa May 1968"),
        ("1968-05-01", "1 May 1968"),
        ("1980 to 1985", "1980-1985"),
        ("Jun 1968 to Aug 1968", "June 1968 to August 1968"),
        ("1 to 3 May 1968", "1 May 1968 to 3 May 1968"),
    ],
)
def test_a_span_is_shown_as_people_write_it(text: str, shown: str) -> None:
    """A span is shown in its shortest exact form."""
    assert dates.format_span(span(text)) == shown


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("1968-05-01", "1 May 1968", "equal"),
        ("circa 1968-05-01", "1968-05-01", "equal"),
        ("1968", "1968", "consistent"),
        ("1968", "1968-05-01", "consistent"),
        ("1980-1985", "1984", "consistent"),
        ("1968-05-04", "1968-04-05", "swapped"),
        ("1968-05-01", "1968-05-11", "near"),
        ("1968-05-01", "1968-09-01", "near"),
        ("1968-05-13", "1986-05-13", "near"),
        ("1968-05-13", "1978-05-13", "near"),
        ("1968", "1969-11-30", "near"),
        ("circa 1968-05-01", "1969-03-07", "near"),
        ("1968-01-01", "1978-01-01", "conflict"),
        ("1968-05-13", "1941-05-13", "conflict"),
        ("1968-05-13", "1968-07-21", "conflict"),
        ("1968", "1970", "conflict"),
        ("circa 1968", "1975-05-05", "conflict"),
    ],
)
def test_two_dates_stand_to_one_another_the_same_both_ways(a: str, b: str, expected: str) -> None:
    """relation() names how alike two dates are, whichever comes first."""
    assert dates.relation(span(a), span(b)) == expected
    assert dates.relation(span(b), span(a)) == expected


DAYS = st.dates(date(dates.FIRST_YEAR, 1, 1), date(dates.LAST_YEAR, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> DateSpan:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    shape = draw(st.sampled_from(("day", "days", "month", "year", "years")))
    if shape == "day":
        last = first
    elif shape == "month":
        first, last = first.replace(day=1), first.replace(day=28)
        last = max(last.replace(day=d) for d in range(28, 32) if _is_day(last, d))
    elif shape in ("year", "years"):
        last = (first if shape == "year" else last).replace(month=12, day=31)
        first = first.replace(month=1, day=1)
    return DateSpan(first.isoformat(), last.isoformat(), draw(st.booleans()))


def _is_day(day: date, number: int) -> bool:
    try:
        day.replace(day=number)
    except ValueError:
        return False
    return True


@given(spans())
def test_what_is_shown_can_be_read_again(shown: DateSpan) -> None:
    """Parsing a formatted span gives the same days and flag."""
    found = span(dates.format_span(shown))
    assert (found.first, found.last, found.circa) == (shown.first, shown.last, shown.circa)


@given(st.text() | st.text("0123456789 -/.,()abcdefhijmnorstuyАг١۱०"))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    """Any text gives a well-formed span inside the years, or None; never an error."""
    found = dates.parse(text)
    dates.parse_listed(text)
    if found is not None:
        assert date(dates.FIRST_YEAR, 1, 1) <= date.fromisoformat(found.first) <= date.fromisoformat(found.last)


@given(spans(), spans())
def test_relation_is_symmetric(a: DateSpan, b: DateSpan) -> None:
    """How a stands to b is how b stands to a."""
    assert dates.relation(a, b) == dates.relation(b, a)
