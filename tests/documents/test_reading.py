"""Pages of every kind become text with what their frames say; bad ones are refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from bench.pages import pages
from hypothesis import given
from hypothesis import strategies as st

from watchword.documents import dates, duplicates, facts, html, reading
from watchword.documents.dating import dating
from watchword.documents.model import Page
from watchword.errors import InputError


def test_the_article_comes_without_what_stands_around_it():
    """In every layout: all paragraphs, no comment, no menu, the right date, author's language known."""
    for page in list(pages())[:24]:
        [read] = reading.read(page.html.encode(), page.name)
        assert all(paragraph in read.text for paragraph in page.article.text), page.name
        assert not any(comment in read.text for comment in page.comments), page.name
        assert (read.published, read.language) == (page.article.published, page.article.language), page.name


def test_a_feed_gives_a_page_for_each_entry():
    """RSS and Atom entries have title, address, date and text."""
    rss = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>One</title><link>https://x.example/1</link>'
        b"<pubDate>Mon, 28 Jun 2021 10:00:00 GMT</pubDate><description>&lt;p&gt;Police arrested two men in Adana on Monday, they said.&lt;/p&gt;"
        b"</description></item></channel></rss>"
    )
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Two</title><link href="https://x.example/2"/>'
        b"<published>2021-06-29T08:00:00Z</published><summary>A short text of the second entry.</summary></entry></feed>"
    )
    [one], [two] = list(reading.read(rss, "a.rss")), list(reading.read(atom, "b.atom"))
    assert (one.title, one.address, one.published) == ("One", "https://x.example/1", "2021-06-28")
    assert "Police arrested two men" in one.text
    assert (two.title, two.address, two.published) == ("Two", "https://x.example/2", "2021-06-29")
    assert two.text == "A short text of the second entry."


def _record(body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/p\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def test_an_archive_gives_its_pages_and_a_torn_one_is_refused():
    """WARC, plain or compressed: every HTML response; one that breaks off is an error, not a short answer."""
    article = "<html><body><article><p>" + "The harbour was closed for two days. " * 6 + "</p></article></body></html>"
    data = _record(article.encode())
    for form in (data, gzip.compress(data)):
        [page] = reading.read(form, "a.warc.gz")
        assert page.address == "https://x.example/p"
        assert "harbour was closed" in page.text
    with pytest.raises(InputError, match="breaks off"):
        list(reading.read(data[:-40], "a.warc"))


def test_plain_text_and_bytes_of_no_text():
    """A text is its own article; bytes that are none are refused."""
    [page] = reading.read(b"Title line\nThe text.", "a.txt")
    assert (page.title, page.text) == ("Title line", "Title line\nThe text.")
    with pytest.raises(InputError):
        list(reading.read(b"\xff\xfe\x00\x01", "a.bin"))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    """Whatever comes is a page or an InputError."""
    for form in (data, b"<html><body><p>" + data, b"<rss><channel>" + data, b"WARC/1.0\r\n" + data):
        try:
            for page in reading.read(form, "x"):
                list(facts.read(page.text, page.published))
        except InputError:
            pass


def test_hidden_encodings_are_read():
    """A page that declares Windows-1251 is read so."""
    body = "<html><head><meta charset=windows-1251></head><body><article><p>" + "Склад закрыли вчера вечером. " * 5
    assert "Склад закрыли" in html.read(body.encode("cp1251"), "x").text


def test_a_frame_that_contradicts_the_events_is_told():
    """What happened after the page's date, or long before it as news, contradicts it; a coming day does not."""
    early = dating(Page("x", "They met on 28 June 2021.", frame_date="2020-03-03", published="2020-03-03"))
    assert early.day == "2021-06-28"
    assert "contradicts" in early.contradictions[0]
    late = dating(Page("x", "They met on Monday, 28 June 2021.", frame_date="2023-01-01"))
    assert late.day == "2021-06-28"
    assert late.contradictions
    fine = dating(Page("x", "They met on Monday and will meet on 1 March 2022.", published="2021-06-30"))
    assert (fine.day, fine.contradictions) == ("2021-06-30", ())


def test_the_same_text_under_another_head_is_one():
    """Agency text counts once; another text is its own."""
    text = " ".join(f"word{k}" for k in range(120))
    assert duplicates.groups([text, "Headline changed. " + text, " ".join(f"other{k}" for k in range(120)), ""]) == [
        0,
        0,
        2,
        3,
    ]


def test_dates_of_articles_are_found_in_five_languages():
    """Every date of the written articles is read as its author meant it."""
    for page in list(pages())[::5]:
        first = {d.span.first for d in dates.find("\n".join(page.article.text), page.article.published)}
        for day in page.article.events:
            assert any(found.startswith(day) for found in first), (page.name, day)


def test_a_page_in_another_language_keeps_its_article_only():
    """Comments under a heading, a line of writer and day, and a section's name are the frame's, whatever they are called."""
    page = (
        '<html lang="de"><body><div class="x1"><span>9. März 2024</span></div><div class="x2"><b>Region</b><h1>Zoll setzt Schiff fest</h1>'
        "<div>Von Jana Kühl | Stand: 6. März 2024, 17:42 Uhr</div><p>Der Zoll hat am Dienstag ein Schiff festgesetzt, das unter fremder Flagge fuhr.</p>"
        "<p>Das teilte die Behörde am Mittwoch mit, ohne den Namen der Firma zu nennen.</p></div>"
        "<div class='x3'><h3>2 Kommentare</h3><p>Endlich tun die mal was gegen solche Schiffe!</p></div></body></html>"
    )
    [read] = reading.read(page.encode(), "zoll")
    assert (read.published, read.author) == ("2024-03-06", "Jana Kühl")
    assert read.text.startswith("Der Zoll hat")
    assert read.text.endswith("zu nennen.")


def test_a_folder_with_anything_in_it_is_read_as_far_as_it_can_be(tmp_path):
    """Files that hold no page are set aside with a reason; a file that was asked for by name is an error."""
    (tmp_path / "a.txt").write_text("The council met in Rome.", encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(bytes(range(128, 256)))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 nonsense")
    (tmp_path / "d.html").write_bytes(
        "<html><body><p>The council met in Rome again today.</p></body></html>".encode("utf-16")
    )
    (tmp_path / "e.warc").write_bytes(b"WARC/1.0\r\nContent-Length: 90\r\n\r\nHTTP/1.1 200 OK\r\n\r\ncut")
    unread = []
    pages = list(reading.read_paths([tmp_path], unread))
    assert [Path(page.source).name for page in pages][:2] == ["a.txt", "d.html"]
    assert "again today" in pages[1].text
    assert {"b.bin", "c.pdf"} <= {Path(one.source).name for one in unread}
    with pytest.raises(InputError):
        list(reading.read_paths([tmp_path / "b.bin"], []))


def test_a_page_that_names_the_wrong_encoding_is_read():
    """Bytes that are no UTF-8 are read as Western, whatever the page says of itself."""
    data = '<html><head><meta charset="utf-8"></head><body><p>Réunion à Genève lundi, selon le ministère.</p></body></html>'
    [page] = reading.read(data.encode("cp1252"), "a.html")
    assert "Réunion à Genève" in page.text
