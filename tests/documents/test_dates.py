"""Dates and sums in running text, in the languages that pages have."""

from __future__ import annotations

import pytest

from watchword.documents import dates, money

_DAY = "2021-06-30"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 14 May 2021", "2021-05-14", "2021-05-14"),
        ("on June 8, 2021,", "2021-06-08", "2021-06-08"),
        ("le 28 juin 2021", "2021-06-28", "2021-06-28"),
        ("el 5 de mayo de 2021", "2021-05-05", "2021-05-05"),
        ("am 3. Mai 2021", "2021-05-03", "2021-05-03"),
        ("28 июня 2021 года", "2021-06-28", "2021-06-28"),
        ("em 12 de março de 2020", "2020-03-12", "2020-03-12"),
        ("on Monday", "2021-06-28", "2021-06-28"),
        ("on Wednesday", "2021-06-30", "2021-06-30"),
        ("They will meet next Tuesday", "2021-07-06", "2021-07-06"),
        ("two days ago", "2021-06-28", "2021-06-28"),
        ("il y a trois jours", "2021-06-27", "2021-06-27"),
        ("la semana pasada", "2021-06-21", "2021-06-27"),
        ("last August", "2020-08-01", "2020-08-31"),
        ("in June", "2021-06-01", "2021-06-30"),
        ("in December", "2020-12-01", "2020-12-31"),
        ("in May 2022", "2022-05-01", "2022-05-31"),
        ("seit 2012", "2012-01-01", "2012-12-31"),
        ("в понедельник", "2021-06-28", "2021-06-28"),
    ],
)
def test_a_date_is_told_against_the_publication_date(text, first, last):
    """Full, partial and relative dates mean the days that a reader of that day would take them for."""
    [found] = dates.find(text, _DAY)
    assert (found.span.first, found.span.last) == (first, last)
    assert found.span.text == text[found.start : found.end]


@pytest.mark.parametrize(
    "text", ["sanctions may follow", "they march on", "30 February 2021", "436 million", "version 2.0.1"]
)
def test_what_is_no_date_is_none(text):
    """A verb, a number and a day that never was are no dates."""
    assert list(dates.find(text, _DAY)) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They met a day after the attack, which killed ten on 21 January 2021.", ["2021-01-22", "2021-01-21"]),
        ("The raid was on 3 May 2021. Two weeks later the town was empty.", ["2021-05-03", "2021-05-17"]),
        ("It reopened on 6 June 2021, two years after gunmen burned it down.", ["2021-06-06"]),
        ("A week before the truce of 15 June 2021 he fled.", ["2021-06-08", "2021-06-15"]),
    ],
)
def test_a_date_is_told_against_another_event(text, days):
    """Days after or before an event count from that event's own date, and need no publication date."""
    assert [one.span.first for one in dates.find(text, "")] == days


def test_relative_dates_need_a_publication_date():
    """Without a day to tell it against, yesterday is unknown."""
    assert (
        list(dates.find("yesterday and on 1 May 2020", "")) == list(dates.find(" " * 9 + " and on 1 May 2020", ""))[:1]
    )


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$436 million", 436e6, "USD"),
        ("US$3.5 million", 3.5e6, "USD"),
        ("€1.2 billion", 1.2e9, "EUR"),
        ("250,000 euros", 250_000, "EUR"),
        ("120.000 dólares", 120_000, "USD"),
        ("60 000 euros", 60_000, "EUR"),
        ("1,5 milliard d'euros", 1.5e9, "EUR"),
        ("310.000 Euro", 310_000, "EUR"),
        ("20 млн долларов", 20e6, "USD"),
        ("£7.5m", 7.5e6, "GBP"),
        ("SEK 150 million", 150e6, "SEK"),
    ],
)
def test_a_sum_is_read_in_full(text, value, currency):
    """Thousands, decimals, scales and currencies are read as each language writes them."""
    [(start, end, found)] = money.sums(f"It cost {text} in all.")
    assert (found.value, found.currency, found.text) == (value, currency, text)
    assert (start, end) == (8, 8 + len(text))


def test_a_number_without_a_currency_is_no_sum():
    """Eighty-three members are not money."""
    assert list(money.sums("83 members met in 2021, 436 million people live there")) == []


def test_a_range_is_one_date():
    """Between two days, or from one to another, is one span."""
    for text in ("between 28 May and 1 June", "from 28 May to 1 June", "28 May - 1 June"):
        [found] = dates.find(f"They held the town {text}.", "2021-06-30")
        assert (found.span.first, found.span.last) == ("2021-05-28", "2021-06-01")


def test_arabic_dates_are_read():
    """Months and weekdays in Arabic, with figures of either kind."""
    for text, day in (
        ("نشر في: ١٢ مارس ٢٠٢٤", "2024-03-12"),
        ("يوم الاثنين", "2024-03-11"),
        ("5 كانون الثاني 2024", "2024-01-05"),
    ):
        assert [found.span.first for found in dates.find(text, "2024-03-14")] == [day]
