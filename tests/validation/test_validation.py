"""Does a validation pack say what is so, the same to the byte each time?"""

from __future__ import annotations

import hashlib
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import listing, snapshot_of

import watchword as ww
from watchword.errors import StorageError
from watchword.paper.html import svg
from watchword.shares import interval, share
from watchword.validation import measuring, pack
from watchword.validation.figures import bars, curve
from watchword.validation.measuring import Question, measure
from watchword.validation.pages import blocks

LISTED = [
    listing(f"un-sc:{n}", *names, kind=kind, born=("1961",))
    for n, (kind, names) in enumerate([
        ("person", ("Amadou Abdoulaye Kouffa", "أمادو كوفا")), ("person", ("Iyadibou Mohamedou Ghalini",)),
        ("person", ("Bayebaye Bakabonda",)), ("company", ("Volgatrans Shipping Company",)),
        ("company", ("Sahelia Transit International Limited",)), ("person", ("Halidou Djibonne Illiassou",)),
    ])
]  # fmt: skip
CUSTOMERS = [ww.Party("Amadou Abdoulaye Kouffa", kind="person"), ww.Party("Dora Example", kind="person")]


@pytest.fixture(scope="module")
def measured():
    screener = ww.Screener(snapshot_of(*LISTED), compiled=False)
    return measure(screener, Question("2024-06-01", seed=3, names=6, searches=3), CUSTOMERS, lambda *_: None)


def test_what_is_measured(measured):
    """Altered and exact names, searches beside brute force, alerts, ages of lists: all are counted."""
    assert measured.recall.of == len(measured.tried) > 3
    assert measured.exact.found.of == measured.exact.found.found == 7
    assert {one.searches for one in measured.searches} == {3}
    assert all(one.missed == one.extra == one.other_score == 0 for one in measured.searches)
    assert measured.alerts.at_line.found == 1
    assert [row.age for row in measured.lists] == [152]
    assert measured.sound


def test_a_pack_is_the_same_to_the_byte(measured):
    """Measured and written again from the seed, every file of the pack is the same; another seed gives another."""
    again = measure(ww.Screener(snapshot_of(*LISTED), compiled=False), measured.question, CUSTOMERS, lambda *_: None)
    assert pack.files(measured) == pack.files(again)
    other = msgspec.structs.replace(measured.question, seed=4)
    differs = measure(ww.Screener(snapshot_of(*LISTED), compiled=False), other, CUSTOMERS, lambda *_: None)
    assert pack.files(differs) != pack.files(measured)


def test_the_manifest_names_every_file(measured, tmp_path):
    """Each file's SHA-256 is in MANIFEST, whose own is in the record's body; a folder with other files is left alone."""
    made = pack.files(measured)
    lines = dict(reversed(line.split("  ")) for line in made["MANIFEST"].decode().splitlines())
    assert lines == {name: hashlib.sha256(data).hexdigest() for name, data in made.items() if name != "MANIFEST"}
    kind, body = pack.entry(measured, made)
    assert (kind, body["manifest"]) == ("validated", hashlib.sha256(made["MANIFEST"]).hexdigest())
    pack.write(tmp_path / "out", made)
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(made)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError):
        pack.write(tmp_path / "other", made)


def test_a_missed_name_is_told(measured):
    """A listed name that is not found makes the pack unsound, and is in the report and the data."""
    missed = measuring.Missed("un-sc:9", "Lost Name", "strong", 0.0)
    exact = msgspec.structs.replace(measured.exact, missed=(missed,))
    unsound = msgspec.structs.replace(measured, exact=exact)
    assert not unsound.sound
    made = pack.files(unsound)
    assert b"Not sound" in made["report.html"]
    assert b"Lost Name" in made["report.html"]
    assert b"Lost Name" in made["missed-names.csv"]


def test_an_index_that_loses_is_told(measured):
    """One search that misses makes the pack unsound."""
    searches = (msgspec.structs.replace(measured.searches[0], missed=1), *measured.searches[1:])
    assert not msgspec.structs.replace(measured, searches=searches).sound


def test_the_pdf_has_the_report(measured):
    """The PDF is readable text with every heading of the report."""
    pypdf = pytest.importorskip("pypdf")
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pack.files(measured)["report.pdf"])).pages
    )
    for block in blocks(measured):
        if type(block).__name__ == "Heading":
            assert block.text in text


def test_names_are_harmless_in_html(measured):
    """What a list says can't become markup."""
    missed = measuring.Missed("un-sc:9", "<script>alert(1)</script>", "strong", 0.0)
    hostile = msgspec.structs.replace(measured, exact=msgspec.structs.replace(measured.exact, missed=(missed,)))
    made = pack.files(hostile)
    assert b"<script>" not in made["report.html"]
    assert made["report.pdf"].startswith(b"%PDF")


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share(pair):
    """Wilson's interval lies within 0..1 and holds the share."""
    found, of = pair
    low, high = interval(found, of)
    assert 0 <= low <= found / of + 1e-12
    assert found / of - 1e-12 <= high <= 1


def test_an_interval_of_a_textbook():
    """Ten of ten: 72.2% to 100% (Wilson 1927 as in Newcombe 1998)."""
    low, high = interval(10, 10)
    assert (round(low, 3), round(high, 9)) == (0.722, 1.0)
    assert share(0, 0).share == 0.0


def test_figures_stay_within_their_frame():
    """Nothing of a figure is drawn outside of it, whatever the shares are."""
    rows = [("none", share(0, 10)), ("some", share(3, 10)), ("all", share(10, 10))]
    for figure in (bars(rows, "bars"), curve([(0.6, rows[2][1]), (0.8, rows[1][1]), (1.0, rows[0][1])], 0.76, "curve")):
        drawn = svg(figure)
        assert "nan" not in drawn
        for shape in figure.shapes:
            for field in ("x", "x1", "x2"):
                assert 0 <= getattr(shape, field, 0) <= figure.width
            for field in ("y", "y1", "y2"):
                assert 0 <= getattr(shape, field, 0) <= figure.height
