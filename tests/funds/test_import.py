"""Are flows of aid money read from IATI files and tables, and what can't be read set aside?"""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from watchword.errors import InputError
from watchword.funds import iati, table, totals
from watchword.funds.flow import Flow, Refused, Stage, State, Tie


class XmlNamespace(etree.Resolver):
    """The schema of xml:lang, which IATI's schema names by an address on the web."""

    def resolve(self, url: str, _: object, context: object) -> object:
        if not url.endswith("xml.xsd"):
            return None
        text = (
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">'
            '<xs:attribute name="lang" type="xs:string"/></xs:schema>'
        )
        return self.resolve_string(text, context)


def test_iati_2_03(data: Path) -> None:
    """Pledge, commitment and disbursement of IATI 2.03, with the parties of the transaction or else of the activity."""
    read = list(iati.read(data / "funds" / "activity.xml"))
    flows = [one for one in read if isinstance(one, Flow)]
    assert [(f.stage, f.amount, f.currency, f.provider, f.receiver) for f in flows] == [
        (Stage.COMMITMENT, "1000.50", "EUR", "Northland", "Wells Without Borders"),
        (Stage.DISBURSEMENT, "400", "USD", "Test Agency", "Well Diggers SARL"),
        (Stage.PLEDGE, "2000", "EUR", "Northland", "Wells Without Borders"),
    ]
    assert {f.region for f in flows} == {"ne"}
    assert [f.state for f in flows] == [State.CONFIRMED, State.PAID, State.CONFIRMED]
    assert [one.why for one in read if isinstance(one, Refused)] == ["unknown type of transaction: '99'"]


def test_own_sample_keeps_to_the_schema(data: Path, shared: Path) -> None:
    """The sample that the reader is tested on is valid IATI 2.03."""
    parser = etree.XMLParser()
    parser.resolvers.add(XmlNamespace())
    schema = etree.XMLSchema(etree.parse(str(shared / "iati" / "iati-activities-schema.xsd"), parser))
    schema.assertValid(etree.parse(str(data / "funds" / "activity.xml")))


def test_real_files(shared: Path) -> None:
    """Every real file is read, OCHA's large one whole: 19 pledges, 192 commitments, 172 contributions paid."""
    started = time.process_time()
    flows = [one for one in iati.read(shared / "iati" / "samples" / "ocha-test-data.xml") if isinstance(one, Flow)]
    assert time.process_time() - started < 5
    assert [sum(f.stage is stage for f in flows) for stage in Stage] == [19, 192, 172]
    assert len({f.id for f in flows}) == len(flows)
    for path in sorted((shared / "iati").rglob("*.xml")):
        assert any(isinstance(one, Flow) for one in iati.read(path)), path


def test_tables(data: Path) -> None:
    """Rows of flows and ties are read; an amount that can be read in two ways and an unknown relation are set aside."""
    flows = list(table.read(data / "funds" / "flows.csv"))
    assert [type(one).__name__ for one in flows] == ["Flow"] * 4 + ["Refused"]
    assert [f.state for f in flows if isinstance(f, Flow)][-1] is State.PLANNED
    ties = list(table.read(data / "funds" / "ties.csv"))
    assert [one.relation for one in ties if isinstance(one, Tie)] == ["director", "beneficiary"]
    assert isinstance(ties[-1], Refused)


def test_state_can_not_be_claimed(tmp_path: Path) -> None:
    """No table can say that money is held or frozen: that comes from a decision."""
    path = tmp_path / "x.csv"
    path.write_text("stage,amount,currency,provider,receiver,state\ndisbursement,5,USD,A,B,frozen\n", encoding="utf-8")
    (only,) = table.read(path)
    assert isinstance(only, Refused)


@pytest.mark.parametrize("text", ["", "<x/>", "<iati-activities>", '<!DOCTYPE a [<!ENTITY b "c">]><iati-activities/>'])
def test_what_is_no_iati_is_refused(tmp_path: Path, text: str) -> None:
    """A file that is no IATI, breaks off or declares a DTD is refused whole."""
    path = tmp_path / "x.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        list(iati.read(path))


def test_sums_never_mix_currencies(data: Path) -> None:
    """Each currency has a line of its own, unconfirmed pledges a column of their own."""
    flows = [one for one in iati.read(data / "funds" / "activity.xml") if isinstance(one, Flow)]
    unverified = Flow(Stage.PLEDGE, "7", "EUR", "", "Northland", "X", "P", "ne", State.UNVERIFIED)
    lines = totals.add_up([*((flow, True) for flow in flows), (unverified, False)], "donor")
    north = next(one for one in lines if one.name == "Northland")
    assert (north.currency, north.pledged, north.committed, north.unverified) == (
        "EUR",
        Decimal(2000),
        Decimal("1000.50"),
        Decimal(7),
    )
    agency = next(one for one in lines if one.name == "Test Agency")
    assert (agency.currency, agency.disbursed, agency.cleared) == ("USD", Decimal(400), Decimal(400))
    assert [one.name for one in totals.add_up([(unverified, False)], "region")] == ["Niger"]
