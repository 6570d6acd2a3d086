"""A listing's page shows its ties as a picture, and what became of it over the states that are kept."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.web.conftest import HOSTILE, Served
from tests.web.test_security import assert_harmless

from watchword.library import journal
from watchword.library.acceptance import Gate
from watchword.library.catalogue import Catalogue
from watchword.library.standing import Limits
from watchword.lists.source import SourceFile
from watchword.model import Link
from watchword.relations import Relation
from watchword.web.charts import ties


def _sdn(*names: str) -> SourceFile:
    rows = (f'{number},"{name}",-0- ,"SDGT"' + ",-0- " * 8 for number, name in enumerate(names, 1))
    return SourceFile("sdn.csv", "".join(f"{row}\r\n" for row in rows).encode() + b"\x1a")


def test_changes_over_time(served: Served) -> None:
    """The page says that states are being compared until they are; then it tells each change by day, as text."""
    page = "/listings/us-ofac:1"
    assert "No states of this list are kept" in served.client.get(page).text
    catalogue = Catalogue(served.service.options.settings.home)
    with catalogue.changing():
        gate = Gate(catalogue, Limits(), datetime(2026, 11, 23, tzinfo=UTC))
        gate.admit([_sdn("DJIBO", "OTHER")], "20210105T000000")
        gate.admit([_sdn(f"DJIBO {HOSTILE.replace(chr(34), '')}", "OTHER")], "20210107T000000")
    assert "are being compared" in served.client.get(page).text
    journal.catch_up(catalogue)
    told = served.client.get(page).text
    assert "2 states kept, 2021-01-05 to 2021-01-07" in told
    assert "<td>2021-01-07</td><td>changed</td><td>names</td><td><del><bdi>DJIBO" in told
    assert_harmless(told)
    assert "nothing changed" in served.client.get("/listings/us-ofac:2").text


def test_ties_are_a_picture(served: Served) -> None:
    """Who states a tie stands left with an arrow to the party, whom it states one to right; no tie, no picture."""
    assert "<title>Ties of Ousmane Illiassou Djibo</title><desc>linked-to: Sahel Trading</desc>" in (
        served.client.get("/listings/us-ofac:1").text
    )
    stated = served.client.get("/listings/us-ofac:2").text
    assert "<desc>Ousmane Illiassou Djibo to Sahel Trading: linked-to</desc>" in stated
    assert "<title>Ties of" not in served.client.get("/listings/uk-ofsi:9").text


def test_a_picture_has_room_for_so_many() -> None:
    """Beyond twelve on a side it says how many more there are; a name from a list stays text."""
    link = Link("owned-by", HOSTILE)
    found = [Relation("to", link.relation, "a:1", "A", link.target, "", (), "") for _ in range(20)]
    drawn = ties("A", found)
    assert "8 more" in drawn
    assert_harmless(str(drawn))
