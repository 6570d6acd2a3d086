"""Fixtures for decisions on payments: a few listed parties, and a judge that knows them."""

from __future__ import annotations

import pytest
from tests.small import listing, snapshot_of

from watchword.gateway.judge import Judge
from watchword.gateway.verdict import Decision
from watchword.model import Identifier
from watchword.payments import rules as payment_rules
from watchword.payments.source import Source
from watchword.screen import Screener
from watchword.snapshot import Snapshot


@pytest.fixture(scope="session")
def listed() -> Snapshot:
    """A man, a company, a ship and a bank."""
    return snapshot_of(
        listing("us-ofac:1", "DJIBO, Ousmane Illiassou", born=["1984"], programmes=("SDGT",)),
        listing("eu-fsf:2", "Volga Trade Machinery", kind="company"),
        listing("us-ofac:3", "ARDAVAN", kind="vessel", identifiers=(Identifier("imo", "9187629"),)),
        listing("us-ofac:4", "Bank of Sepand", kind="company", identifiers=(Identifier("bic", "SEPBIRTH"),)),
    )


@pytest.fixture(scope="session")
def few(listed: Snapshot) -> Screener:
    """A screener over these few."""
    return Screener(listed, compiled=False)


@pytest.fixture
def judge(few: Screener) -> Judge:
    """A judge under the default rules, with lists that are fit."""
    return Judge(few, payment_rules.default(), lambda _: ())


def decisions(judge: Judge, data: bytes) -> list[Decision]:
    """What a judge decides on a message."""
    source = Source.of_bytes(data, "message")
    return [judge.decide(made) for made in source.transactions(source.survey(judge.rules.largest))]
