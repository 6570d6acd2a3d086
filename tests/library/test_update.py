"""Updating: a newer list is taken, a worse one refused, and no list's trouble is another's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from tests.library.conftest import NOW, Sdn
from tests.library.server import Reply, Server, ok, status, tagged, truncated

from watchword.library.acceptance import Gate, Outcome
from watchword.library.catalogue import Catalogue
from watchword.library.fetch import Fetcher, Patience
from watchword.library.standing import Limits
from watchword.library.update import update
from watchword.lists.ofac_csv import SDN_TITLE
from watchword.lists.publishers import Address, Source
from watchword.lists.source import SourceFile
from watchword.lists.uk_conlist import TITLE as UK_TITLE

_LOGIN = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>"
_FETCHER = Fetcher(Patience(tries=2, quiet=5), lambda: 0.0, lambda _: None)


def _source(*urls: str) -> Source:
    files = tuple(Address(url.rpartition("/")[2], url) for url in urls)
    return Source("us-ofac-sdn", "us-ofac", SDN_TITLE, formats=("us-ofac-csv",), files=files)


def _update(catalogue: Catalogue, *sources: Source, days: int = 0, shrunken: bool = False) -> tuple[Outcome, ...]:
    with catalogue.changing():
        gate = Gate(catalogue, Limits(), NOW + timedelta(days=days), accept_shrunken=shrunken)
        return tuple(update(gate, _FETCHER, sources, lambda *_: None))


def _records(catalogue: Catalogue) -> int:
    (edition,) = catalogue.editions()
    return len(edition.read().listings)


def test_a_first_list_is_taken(server: Server, catalogue: Catalogue, sdn: Sdn) -> None:
    """It becomes a state, with today's date of retrieval, and is known to be current."""
    (outcome,) = _update(catalogue, _source(server.on("/sdn.csv", ok(sdn().data))))
    assert (outcome.result, outcome.records) == ("added", 22)
    (edition,) = catalogue.editions()
    assert edition.shelf.header(edition.state).publication.retrieved == "2026-11-23"
    assert edition.shelf.status().checked == "2026-11-23"


def test_an_unchanged_list_is_confirmed_without_being_sent(server: Server, catalogue: Catalogue, sdn: Sdn) -> None:
    """304 makes no state, but the list is known to be current today."""
    source = _source(server.on("/sdn.csv", tagged(sdn().data, '"1"')))
    _update(catalogue, source)
    (outcome,) = _update(catalogue, source, days=3)
    assert outcome.result == "unchanged"
    assert server.asked[-1][1]["If-None-Match"] == '"1"'
    shelf = catalogue.shelf("us-ofac-sdn")
    assert len(shelf.states()) == 1
    assert shelf.status().checked == "2026-11-26"


def test_a_set_is_taken_whole(server: Server, catalogue: Catalogue, data: Path) -> None:
    """Where one file of a set is new, the others are taken from what is kept."""
    folder = data / "us-ofac" / "sdn"
    names = ("sdn.csv", "alt.csv", "add.csv")
    files = {name: (folder / name).read_bytes() for name in names}
    urls = [server.on(f"/{name}", tagged(files[name], f'"{name}"')) for name in names]
    _update(catalogue, _source(*urls))
    newer = files["alt.csv"].replace(b"AERO-CARIBBEAN", b"AERO-CARIBBEAN AIRWAYS")
    server.on("/alt.csv", tagged(newer, '"newer"'))
    (outcome,) = _update(catalogue, _source(*urls), days=1)
    assert outcome.result == "added"
    (edition,) = catalogue.editions()
    assert [file.data for file in edition.shelf.files(edition.state)] == [files["sdn.csv"], newer, files["add.csv"]]


@pytest.mark.parametrize(
    ("reply", "result", "reason"),
    [
        (ok(_LOGIN), "refused", "HTML page"),
        (ok(b"%PDF-1.7 ..."), "refused", "PDF"),
        (ok(b'36,"A",-0- \r\n'), "refused", ""),
        (truncated(b"x" * 1000), "unreachable", "broke off"),
        (status(500), "unreachable", "500"),
        (status(404), "unreachable", "404"),
        (status(302, Location="/sdn.csv"), "unreachable", "circle"),
    ],
)  # fmt: skip
def test_the_last_good_state_stays(
    server: Server, catalogue: Catalogue, sdn: Sdn, reply: Reply, result: str, reason: str
) -> None:
    """Whatever comes instead of a list: the state of before stands, marked with day and reason."""
    source = _source(server.on("/sdn.csv", ok(sdn().data)))
    _update(catalogue, source)
    server.on("/sdn.csv", reply)
    (outcome,) = _update(catalogue, source, days=1)
    assert outcome.result == result
    assert reason in outcome.reason
    assert _records(catalogue) == 22
    trouble = catalogue.shelf("us-ofac-sdn").status().trouble
    assert trouble is not None
    assert (trouble.kind, trouble.since, trouble.reason) == (result, "2026-11-24", outcome.reason)
    assert catalogue.shelf("us-ofac-sdn").status().checked == "2026-11-23"


def test_a_list_of_another_publisher_is_refused(server: Server, catalogue: Catalogue, data: Path) -> None:
    """A sound list at the wrong address is not this list."""
    other = (data / "uk" / "extract-conlist.csv").read_bytes()
    (outcome,) = _update(catalogue, _source(server.on("/sdn.csv", ok(other))))
    assert outcome.result == "refused"
    assert "uk-ofsi" in outcome.reason
    assert not catalogue.editions()


def test_a_shrunken_list_is_refused_until_somebody_says_so(server: Server, catalogue: Catalogue, sdn: Sdn) -> None:
    """Three of 22 records gone are more than a tenth; two are not."""
    source = _source(server.on("/sdn.csv", ok(sdn().data), ok(sdn(1, 2, 3).data)))
    _update(catalogue, source)
    (outcome,) = _update(catalogue, source, days=1)
    assert (outcome.result, outcome.lost) == ("refused", 3)
    assert "3 of 22 records are gone" in outcome.reason
    assert _records(catalogue) == 22
    (outcome,) = _update(catalogue, source, days=2)
    trouble = catalogue.shelf("us-ofac-sdn").status().trouble
    assert trouble is not None
    assert (trouble.since, trouble.last) == ("2026-11-24", "2026-11-25")
    (outcome,) = _update(catalogue, source, days=3, shrunken=True)
    assert outcome.result == "added"
    assert "3 of 22 records are gone" in outcome.reason
    assert _records(catalogue) == 19
    assert catalogue.shelf("us-ofac-sdn").status().trouble is None


def test_a_list_that_breaks_its_schema_is_refused(catalogue: Catalogue, data: Path) -> None:
    """Whole, though its reader could read it; the state of before stands and is stale, until somebody says so."""
    sound = (data / "us-ofac" / "xml" / "sdn.xml").read_bytes()
    broken = sound.replace(b"03/10/2021", b"03/11/2021").replace(b"<uid>219</uid>", b"<uid>219</uid><hue>red</hue>")
    with catalogue.changing():
        for content, accept, result in ((sound, False, "added"), (broken, False, "refused"), (broken, True, "added")):
            gate = Gate(catalogue, Limits(), NOW, accept_invalid=accept)
            outcome = gate.admit([SourceFile("sdn.xml", content)], "20261123T000000")
            gate.note(outcome, "")
            assert outcome.result == result
            trouble = catalogue.shelf("us-ofac-sdn").status().trouble
            assert bool(trouble) == (result == "refused")
            assert ("sdn.xml: it breaks its publisher's schema: line 16:" in outcome.reason) == (content is broken)
    assert [state.day for state in catalogue.shelf("us-ofac-sdn").states()] == ["2021-03-10", "2021-03-11"]


def test_records_that_are_replaced_are_lost_too(server: Server, catalogue: Catalogue, sdn: Sdn) -> None:
    """A list that keeps its length but not its records has lost them."""
    source = _source(server.on("/sdn.csv", ok(sdn(1, 2, 3).data), ok(sdn(4, 5, 6).data)))
    _update(catalogue, source)
    (outcome,) = _update(catalogue, source, days=1)
    assert (outcome.result, outcome.lost, outcome.new) == ("refused", 3, 3)


def test_a_set_that_lost_its_aliases_is_refused(server: Server, catalogue: Catalogue, data: Path) -> None:
    """All records are there, but not their names."""
    urls = [
        server.on(f"/{name}", ok((data / "us-ofac" / "sdn" / name).read_bytes())) for name in ("sdn.csv", "alt.csv")
    ]
    _update(catalogue, _source(*urls))
    (outcome,) = _update(catalogue, _source(urls[0]), days=1)
    assert outcome.result == "refused"
    assert "names are gone" in outcome.reason


def test_one_lists_trouble_stops_no_other(server: Server, catalogue: Catalogue, sdn: Sdn, data: Path) -> None:
    """A list that fails, one that is damaged on disk, and one that is fine: three outcomes."""
    bad = msgspec.structs.replace(_source(server.on("/x", status(404))), id="bad", publisher="x")
    uk = (data / "uk" / "extract-conlist.csv").read_bytes()
    good = Source("uk-ofsi", "uk-ofsi", UK_TITLE, files=(Address("c.csv", server.on("/c.csv", ok(uk))),))
    sdn_source = _source(server.on("/sdn.csv", ok(sdn().data)))
    _update(catalogue, sdn_source)
    for path in (catalogue.home / "lists" / "us-ofac-sdn" / "states").iterdir():
        path.write_bytes(path.read_bytes()[:-40])
    server.on("/sdn.csv", ok(sdn(1).data))
    outcomes = _update(catalogue, bad, sdn_source, good, days=1)
    assert [outcome.result for outcome in outcomes] == ["unreachable", "refused", "added"]
    assert "--accept-shrunken" in outcomes[1].reason
    assert [outcome.result for outcome in _update(catalogue, sdn_source, days=2, shrunken=True)] == ["added"]
    assert len(catalogue.editions()[1].read().listings) == 21


def test_after_trouble_a_good_answer_clears_the_mark(server: Server, catalogue: Catalogue, sdn: Sdn) -> None:
    """The list is no longer stale once its address answers as it should."""
    source = _source(server.on("/sdn.csv", tagged(sdn().data, '"1"')))
    _update(catalogue, source)
    server.on("/sdn.csv", ok(_LOGIN), tagged(sdn().data, '"1"'))
    _update(catalogue, source, days=1)
    assert catalogue.shelf("us-ofac-sdn").status().trouble is not None
    (outcome,) = _update(catalogue, source, days=2)
    assert outcome.result == "unchanged"
    assert catalogue.shelf("us-ofac-sdn").status().trouble is None
