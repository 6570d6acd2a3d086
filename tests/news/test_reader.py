"""Pages linked with lists: the Rome page, contradictions, and what the command gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from watchword.cli import run
from watchword.documents import reading
from watchword.mentions.finder import MentionFinder
from watchword.news import reader

ROME = Path(__file__).parent.parent.parent / "docs" / "examples" / "rome.html"


@pytest.fixture(scope="module")
def finder(screener):
    return MentionFinder(screener)


@pytest.fixture(scope="module")
def rome(finder):
    [page] = reader.read_pages(reading.read_paths([ROME], []), finder)
    return page


def test_the_rome_page_gives_its_facts(rome):
    """83 members in Rome, 436 million, Djibo linked to his listing, growing activity in three regions, a plan."""
    by_type = {}
    for one in rome.facts:
        by_type.setdefault(one.fact.type, []).append(one)
    meeting = by_type["meeting"][0].fact
    assert (meeting.number, meeting.place, meeting.date.first) == (83, "Rome", "2021-06-28")
    pledge = by_type["pledge"][0].fact
    assert (pledge.amount.value, pledge.amount.currency, pledge.speaker) == (
        436e6,
        "USD",
        "Secretary of State Anthony Blinken",
    )
    designation = by_type["designation"][0]
    assert designation.listed == {"target": ("us-ofac:32391",)}
    assert designation.fact.date.first == "2021-06-28"
    assert {one.fact.place for one in by_type["activity"]} == {"Sahel", "Mozambique", "Horn of Africa"}
    assert by_type["plan"][0].fact.roles["what"] == "set up a task force for Africa"


def test_the_rome_page_is_told_right(rome):
    """The frame's date contradicts the events; the secretary's name is put right; no comment, advert or teaser comes in."""
    assert any("frame's date 2020-03-03 contradicts the events" in note for note in rome.notes)
    assert rome.dating.day == "2021-06-28"
    assert {p.figure.name for p in rome.names if p.figure} >= {"Antony Blinken", "Luigi Di Maio"}
    for stranger in ("Akismet", "900 dollars", "pasta", "Cheap flights", "Celebrity", "Horoscope"):
        assert stranger not in rome.page.text


@pytest.mark.parametrize("data", [b"", b"<html><body><nav>Home</nav><script>draw()</script></body></html>"])
def test_a_page_without_text_says_so(finder, data):
    """A page of which nothing could be read never looks like one that names nobody."""
    [page] = reader.read_pages(reading.read(data, "page.html"), finder)
    assert (page.listed, page.page.text.strip()) == ((), "")
    assert "nothing was screened" in page.notes[-1]


def test_pages_that_contradict_each_other_say_so(finder, tmp_path):
    """The opposite, and another sum, are told on both pages; a repeated page is marked."""
    texts = {
        "a.txt": "Japan imposed sanctions on Daro Logistics. Norway pledged 12 million euros in May 2021.",
        "b.txt": "Japan did not impose sanctions on Daro Logistics. Norway pledged 15 million euros in May 2021.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    first, second = reader.read_pages(reading.read_paths([tmp_path], []), finder)
    assert any("says the opposite" in note for note in first.notes)
    assert any("another sum, 12 million euros" in note for note in second.notes)
    assert any("Announced, not listed: Daro Logistics" in note for note in first.notes)


def test_read_answers_on_record(home, tmp_path, monkeypatch, capsysbinary):
    """The command gives JSON with a receipt and exit code 10, FollowTheMoney entities, and errors for what is no page."""
    monkeypatch.setenv("WATCHWORD_HOME", str(home))
    assert run(["read", str(ROME), "--json"]) == 10
    answer = json.loads(capsysbinary.readouterr().out)
    assert answer["receipt"]["seq"] > 0
    assert "us-ofac:32391" in {one["hit"]["listing"]["id"] for one in answer["pages"][0]["listed"]}
    assert run(["read", str(ROME), "--ftm"]) == 10
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert {row["schema"] for row in rows} == {"Article", "Mention", "Event"}
    assert run(["read", str(tmp_path / "none.html")]) == 3
    assert b"no such file" in capsysbinary.readouterr().err


def test_an_announced_designation_closes_when_a_list_follows(home, tmp_path, monkeypatch, capsysbinary):
    """What a page announced and no list has is open until it is listed; coverage tells it."""
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "240")  # wide enough that no name is broken over lines
    page = tmp_path / "a.txt"
    page.write_text("Japan imposed sanctions on Zuleika Brandywine on 3 May 2021.")
    listed = tmp_path / "list.ftm.json"
    entity = '{"id": "x-1", "schema": "Person", "properties": {"name": ["%s"], "topics": ["sanction"]}}\n'
    listed.write_text(entity % "Somebody Entirely Different")
    assert run(["read", str(page), "--lists", str(listed)]) == 0
    capsysbinary.readouterr()
    assert run(["announced", "--lists", str(listed), "--json"]) == 10
    [row] = json.loads(capsysbinary.readouterr().out)["announced"]
    assert (row["target"], row["listed"]) == ("Zuleika Brandywine", [])
    assert run(["coverage", "Zuleika Brandywine", "--lists", str(listed), "--json"]) == 0
    [told] = json.loads(capsysbinary.readouterr().out)["announced"]
    assert (told["authority"], told["day"]) == ("Japan", "2021-05-03")
    assert run(["coverage", "Someone Else", "--lists", str(listed)]) == 5
    assert run(["announced", "--lists", str(listed), "--as-of", "2021-05-03"]) == 2  # one or the other
    capsysbinary.readouterr()
    listed.write_text(entity % "Zuleika Brandywine")
    assert run(["announced", "--lists", str(listed)]) == 0
    assert b"Zuleika Brandywine" in capsysbinary.readouterr().out


def test_a_folder_without_a_page_says_so(tmp_path, monkeypatch, capsysbinary):
    """An empty folder, or one with hidden files only, is an error of input, not an answer that nobody is listed."""
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path / "home"))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / ".hidden").write_text("Japan imposed sanctions.")
    assert run(["read", str(tmp_path / "pages")]) == 3
    assert b"there is no page in it" in capsysbinary.readouterr().err


def test_pdf_and_digest(tmp_path, monkeypatch, capsysbinary):
    """A PDF is read like a page; the digest shows facts by day, and a text that two pages carry once."""
    from watchword.paper.blocks import Text
    from watchword.paper.pdf import page

    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path / "home"))
    listed = tmp_path / "list.ftm.json"
    listed.write_text('{"id": "x-1", "schema": "Person", "properties": {"name": ["Zuleika Brandywine"]}}\n')
    pages = tmp_path / "pages"
    pages.mkdir()
    told = "Police arrested Zuleika Brandywine in Oslo on 2 March 2020."
    (pages / "a.pdf").write_bytes(page("News", [Text(told)]))
    for name in ("b.txt", "c.txt"):
        (pages / name).write_text("Norway pledged 12 million euros to Niger on 4 May 2019. The sum is for schools.")
    assert run(["read", str(pages), "--digest", "--lists", str(listed)]) == 10
    out = capsysbinary.readouterr().out.decode()
    assert 0 <= out.index("2019-05-04") < out.index("2020-03-02")
    assert out.count("2019-05-04") == 1
    assert "1 of 3 pages repeat another one" in out


def test_a_listed_name_on_a_page_raises_an_alert(tmp_path, monkeypatch, capsysbinary):
    """Somebody listed on a page opens an alert about that page, once however often it is read."""
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path / "home"))
    listed, page = tmp_path / "list.ftm.json", tmp_path / "a.txt"
    listed.write_text('{"id": "x-1", "schema": "Person", "properties": {"name": ["Zuleika Brandywine"]}}\n')
    page.write_text("Police arrested Zuleika Brandywine in Oslo on 2 March 2020.")
    for _ in range(2):
        assert run(["read", str(page), "--lists", str(listed)]) == 10
    capsysbinary.readouterr()
    assert run(["alerts", "list", "--json"]) == 0
    [alert] = json.loads(capsysbinary.readouterr().out)["alerts"]
    assert (alert["state"], len(alert["listings"]), len(alert["seen"])) == ("open", 1, 2)


def test_many_pages_are_read_the_same_on_all_cores(finder):
    """Pages shared among processes come out in order, as one process reads them."""
    texts = [f"On {day} May 2021 the State Department designated Omar Keita {day}." for day in range(1, 29)] * 4
    pages = [page for n, text in enumerate(texts) for page in reading.read(text.encode(), f"{n}.txt")]
    assert reader.read_pages(pages, finder, 2) == reader.read_pages(pages, finder)
