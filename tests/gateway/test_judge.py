"""Is a payment held whenever there is a reason, and released only when there is none?"""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.gateway.conftest import decisions
from tests.payments.samples import mt103, pacs008

from watchword.gateway.judge import Judge
from watchword.gateway.verdict import Verdict
from watchword.model import Hit, Party
from watchword.payments import rules as payment_rules
from watchword.payments.rules import Rail, Scrutiny
from watchword.screen import Screener


class Named:
    """A name that a text engine found."""

    def __init__(self, start: int, text: str, hit: Hit) -> None:
        self.start, self.text, self.hit = start, text, hit


def test_clean_payment_is_released(judge: Judge) -> None:
    """Nothing found, nothing wrong: release, with no reason."""
    for data in (pacs008(), mt103()):
        (made,) = decisions(judge, data)
        assert (made.verdict, made.reasons) == (Verdict.RELEASE, ())


@pytest.mark.parametrize("role", ["debtor", "creditor"])
def test_listed_party_holds(judge: Judge, role: str) -> None:
    """A listed debtor or creditor holds the payment, and the reason says where the name stands."""
    (made,) = decisions(judge, pacs008(**{role: "Ousmane Illiassou Djibo"}))
    assert made.verdict is Verdict.HOLD
    (reason,) = made.reasons
    assert (reason.code, reason.where.endswith("/Nm")) == ("hit", True)
    assert [hit.listing.id for hit in made.hits] == ["us-ofac:1"]


def test_bank_is_found_by_its_bic(judge: Judge) -> None:
    """A bank without a name is found by its BIC, also by that of a branch."""
    for bic in ("SEPBIRTH", "SEPBIRTH123"):
        (made,) = decisions(judge, pacs008().replace(b"DEUTDEFF", bic.encode()))
        assert [hit.listing.id for hit in made.hits] == ["us-ofac:4"]


@pytest.mark.parametrize(
    "creditor",
    [
        "OUSMANE ILLIASSOU\nDJIBO",
        "O U S M A N E I L L I A S S O U D J I B O",
        "0USMANE 1LL1ASSOU DJ1B0",
        "DJIBO OUSMANE\nILLIASSOU",
    ],
)
def test_evasions_are_seen_through(judge: Judge, creditor: str) -> None:
    """A name over two lines, with spaced letters or with figures for letters holds as the name itself."""
    (made,) = decisions(judge, mt103(creditor=creditor))
    assert [hit.listing.id for hit in made.hits] == ["us-ofac:1"]


def test_ship_by_its_number(judge: Judge) -> None:
    """An IMO number in the remittance text finds the ship, whatever it is called there."""
    (made,) = decisions(judge, pacs008(remittance="Freight M/V GOLDEN SUN IMO 9187629 voyage 7"))
    (found,) = [one for one in made.found if one.hits]
    assert (found.role, found.hits[0].listing.id) == ("remittance-vessel", "us-ofac:3")
    assert found.path.endswith("/RmtInf/Ustrd at 24")


def test_names_in_texts(few: Screener) -> None:
    """What the text engine finds in a text holds the payment, at the path and letter."""
    hit = few.screen(Party("Ousmane Illiassou Djibo")).hits[0]

    def named(text: str) -> list[Named]:
        at = text.find("Djibo")
        return [Named(at, "Djibo", hit)] if at >= 0 else []

    (made,) = decisions(Judge(few, payment_rules.default(), named), pacs008(remittance="gift for Djibo"))
    assert made.reasons[0].where.endswith("/RmtInf/Ustrd at 10")


def test_faults_hold(judge: Judge) -> None:
    """Whatever is wrong with a message holds it."""
    for data in (b"", b"<x>", pacs008(amount="1,0"), pacs008()[:-9], mt103(amount="1.0")):
        assert {made.verdict for made in decisions(judge, data)} == {Verdict.HOLD}


def test_stale_lists_hold(few: Screener) -> None:
    """Lists that are not fit to clear anybody hold every payment, unless the rules say to tell only."""
    strict = payment_rules.default()
    loose = msgspec.structs.replace(strict, stale_lists="tell")
    for rules, verdict in ((strict, Verdict.HOLD), (loose, Verdict.RELEASE)):
        (made,) = decisions(Judge(few, rules, lambda _: (), stale=("too old",)), pacs008())
        assert made.verdict is verdict
        assert [reason.code for reason in made.reasons] == ["stale-lists"]


def test_instant_payments(few: Screener) -> None:
    """On the instant rail a customer who is screened daily is not held in flight, on the lists of the rule alone."""
    rules = payment_rules.default()
    inst = pacs008(creditor="Volga Trade Machinery").replace(
        b"</PmtId>", b"</PmtId><PmtTpInf><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>"
    )
    (unproven,) = decisions(Judge(few, rules, lambda _: ()), inst)
    assert unproven.verdict is Verdict.HOLD
    proven = Judge(few, rules, lambda _: (), daily=lambda role: "record 7" if role.role == "creditor" else "")
    (made,) = decisions(proven, inst)
    assert (made.verdict, made.rail) == (Verdict.RELEASE, "instant")
    assert any("Art. 5d" in one.note for one in made.found)
    (other,) = decisions(proven, pacs008(creditor="Volga Trade Machinery"))
    assert other.verdict is Verdict.HOLD
    american = inst.replace(b"Volga Trade Machinery", b"Ousmane Illiassou Djibo")
    assert decisions(proven, american)[0].verdict is Verdict.HOLD


def test_scrutiny_lowers_the_line(few: Screener) -> None:
    """A payment that has to do with a watched place has a lower line; one with `hold` is held by itself."""
    rules = msgspec.structs.replace(
        payment_rules.default(), scrutiny=(Scrutiny("test", places=("Kerch",), line=0.3, hold=False),)
    )
    judge = Judge(few, rules, lambda _: ())
    assert decisions(judge, pacs008(creditor="Illiassou Djibo Traore"))[0].verdict is Verdict.RELEASE
    (made,) = decisions(judge, pacs008(creditor="Illiassou Djibo Traore", remittance="via port of Kerch"))
    assert made.verdict is Verdict.HOLD
    held = msgspec.structs.replace(rules, scrutiny=(Scrutiny("test", countries=("de",), hold=True),))
    assert decisions(Judge(few, held, lambda _: ()), pacs008())[0].verdict is Verdict.HOLD


def test_rules_narrow_what_holds(few: Screener) -> None:
    """Lists, exempt roles and held currencies are rules."""
    base = payment_rules.default()
    listed = pacs008(creditor="Ousmane Illiassou Djibo")
    for changes, verdict in (
        ({"lists": ("eu-fsf",)}, Verdict.RELEASE),
        ({"exempt_roles": ("creditor",)}, Verdict.RELEASE),
        ({"lines": {"creditor": 1.0}}, Verdict.HOLD),
        ({"rails": {"x": Rail(("Y",))}}, Verdict.HOLD),
    ):
        judge = Judge(few, msgspec.structs.replace(base, **changes), lambda _: ())
        assert decisions(judge, listed)[0].verdict is verdict, changes
    judge = Judge(few, msgspec.structs.replace(base, held_currencies=("EUR",)), lambda _: ())
    assert decisions(judge, pacs008())[0].reasons[0].code == "held-currency"


@given(st.text(max_size=80))
def test_no_name_escapes(few: Screener, name: str) -> None:
    """Whatever stands as a creditor's name, the payment is decided: a name that can't be screened holds it."""
    tree = etree.fromstring(pacs008())
    try:
        tree.find(".//{*}Cdtr/{*}Nm").text = name
    except ValueError:
        return  # no XML can hold it
    (made,) = decisions(Judge(few, payment_rules.default(), lambda _: ()), etree.tostring(tree))
    named = next((one for one in made.found if one.role == "creditor"), None)
    assert named is not None or made.verdict is Verdict.HOLD


def test_same_input_same_bytes(few: Screener) -> None:
    """A decision is the same to the byte, whoever was decided on before."""
    data = pacs008(creditor="Ousmane Illiassou Djibo")
    first = Judge(few, payment_rules.default(), lambda _: ())
    again = Judge(few, payment_rules.default(), lambda _: ())
    decisions(again, mt103(debtor="SOMEBODY ELSE"))
    assert msgspec.json.encode(decisions(first, data)) == msgspec.json.encode(decisions(again, data))


def test_outcomes_follow_the_programme() -> None:
    """A true match is blocked unless every programme of its listing only rejects."""
    outcomes = payment_rules.default().outcomes
    assert outcomes.of(["SDGT"]) == "block"
    assert outcomes.of(["UKRAINE-EO13662"]) == "reject"
    assert outcomes.of(["UKRAINE-EO13662", "SDGT"]) == "block"
    assert outcomes.of([]) == "block"
