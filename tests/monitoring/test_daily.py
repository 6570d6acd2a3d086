"""Does a daily screening stand for one in flight, and only where it is proven?"""

from __future__ import annotations

import pytest
from tests.monitoring.conftest import clock
from tests.payments.samples import pacs008
from tests.small import listing, snapshot_of

from watchword.cases import register
from watchword.cases.alert import Ruling
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.gateway.judge import Judge
from watchword.gateway.verdict import Verdict
from watchword.model import Party
from watchword.monitoring import daily
from watchword.payments import rules as payment_rules
from watchword.payments.source import Source
from watchword.policy import Policy
from watchword.screen import Screener

IBAN = "DE89370400440532013000"
LISTS = snapshot_of(listing("eu-fsf:1", "Amadou Kouffa", born=("1961",)))
NAMESAKE = Party("Amadou KOUFFA", identifiers=(f"iban:{IBAN}",))


@pytest.fixture
def screener() -> Screener:
    return Screener(LISTS, compiled=False)


def proof(log, screener, party=NAMESAKE) -> str:
    with log.change(clock()) as change:
        return daily.proof(change, party, screener)


def clear(log) -> None:
    """Somebody decides that the customer is another person."""
    desk = Desk(log, clock)
    register.add(desk, None, Person("root", ("administrator", "analyst"), "Root"))
    (alert,) = desk.queue()[1]
    desk.decide(register.person(desk, "root"), alert.id, Ruling("false-positive", "birth-differs"), "Born 1990.")


def test_a_cleared_customer_is_proven(bank, log, screener):
    """A customer whose hits were all decided to be another party is proven; before that decision there is no proof."""
    bank.book(f"{IBAN},Amadou Kouffa,person,")
    assert not proof(log, screener)  # no run yet
    bank.monitor(LISTS)
    assert not proof(log, screener)  # an open hit
    clear(log)
    assert proof(log, screener) == f"customer {IBAN}, run 1"


def test_every_doubt_is_no_proof(bank, log, screener):
    """Another name, another number, other lists or policy, a customer who changed or is gone: no proof."""
    bank.book(f"{IBAN},Amadou Kouffa,person,", "2,Somebody Else,person,")
    bank.monitor(LISTS)
    clear(log)
    assert not proof(log, screener, Party("Amadou Koufa", identifiers=(f"iban:{IBAN}",)))
    assert not proof(log, screener, Party("Amadou Kouffa", identifiers=("iban:GB33BUKB20201555555555",)))
    assert not proof(log, screener, Party("Amadou Kouffa"))
    newer = snapshot_of(listing("eu-fsf:1", "Amadou Kouffa", born=("1961",)), listing("eu-fsf:2", "Iyad Ag Ghali"))
    assert not proof(log, Screener(newer, compiled=False))
    assert not proof(log, Screener(LISTS, Policy(alert=0.7), compiled=False))
    bank.book(f"{IBAN},Amadou Kouffa,person,1961", "2,Somebody Else,person,")
    assert not proof(log, screener)  # changed, and not yet answered as it is
    bank.book("2,Somebody Else,person,")
    assert not proof(log, screener)  # gone


def test_an_instant_payment_goes_on(bank, log, screener):
    """An instant payment to a cleared customer is released with the proof; other payments are screened before release."""
    bank.book(f"{IBAN},Amadou Kouffa,person,")
    bank.monitor(LISTS)
    account = f"<CdtrAcct><Id><IBAN>{IBAN}</IBAN></Id></CdtrAcct></CdtTrfTxInf>".encode()
    usual = pacs008(creditor="Amadou Kouffa").replace(b"</CdtTrfTxInf>", account)
    instant = usual.replace(b"</PmtId>", b"</PmtId><PmtTpInf><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>")

    def verdict(data: bytes) -> Verdict:
        source = Source.of_bytes(data, "message")
        (made,) = source.transactions(source.survey(1 << 20))
        asked = Judge(screener, payment_rules.default(), lambda _: (), daily=lambda r: proof(log, screener, r.party))
        return asked.decide(made).verdict

    assert verdict(instant) is Verdict.HOLD
    clear(log)
    assert verdict(instant) is Verdict.RELEASE
    assert verdict(usual) is Verdict.HOLD
