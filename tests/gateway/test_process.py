"""Are many messages decided together just as one by one, with fewer commits?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.payments.samples import mt103, pacs008

from watchword import wiring
from watchword.cases.recorder import Asking
from watchword.gateway import process
from watchword.gateway.judge import Judge
from watchword.gateway.process import Job, Processor
from watchword.gateway.register import Register, delivery_of
from watchword.gateway.verdict import Decision
from watchword.model import Receipt
from watchword.payments import rules as payment_rules
from watchword.payments.message import digest
from watchword.payments.source import Source
from watchword.screen import Screener
from watchword.wiring import Settings

HELD = {"debtor": "Anna Berg", "reference": "R1", "amount": "77.00"}
MESSAGES = (
    ("clean", pacs008(message_id="A", amount="10.00")),
    ("again", pacs008(message_id="A", amount="10.00")),
    ("listed", pacs008(message_id="B", creditor="Ousmane Illiassou Djibo", **HELD)),
    ("resent", pacs008(message_id="C", creditor="Pieter Jansen", **HELD)),
    ("broken", pacs008(message_id="D")[:-40]),
    ("wire", mt103(creditor="OUSMANE ILLIASSOU DJIBO", message_id="E")),
    ("empty", b""),
)


@pytest.fixture
def processor(few: Screener, tmp_path: Path) -> Callable[[str], Processor]:
    def make(name: str) -> Processor:
        log = wiring.open_log(Settings(home=tmp_path / name))
        register = Register(wiring.open_recorder(few, log, Asking("test", "os:test")), 30)
        judge = Judge(few, payment_rules.default(), lambda _: ())
        return Processor(judge, register, lambda: datetime(2026, 11, 26, tzinfo=UTC))

    return make


def jobs(told: list[tuple[str, tuple[str, ...]]]) -> list[Job]:
    """A job for each message; what is told of it goes to `told`."""

    def hear(name: str) -> process.Told:
        def one(decision: Decision, receipt: Receipt) -> None:
            assert receipt.kind == "payment-decided"
            told.append((name, tuple(reason.code for reason in decision.reasons)))

        return one

    return [
        Job(Source.of_bytes(data, name), delivery_of(name, digest(data)), name, hear(name)) for name, data in MESSAGES
    ]


def heads(processor: Processor) -> int:
    """How many commits of payments there were."""
    with processor.register.log.read() as view:
        return len({record.time for record in view.records(kinds=("payment-decided",))})


def test_together_is_as_one_by_one(processor: Callable[[str], Processor]) -> None:
    """Duplicates and payments sent again are found among messages of one commit, too; verdicts and order are the same."""
    alone, together = processor("alone"), processor("together")
    told_alone: list[tuple[str, tuple[str, ...]]] = []
    told: list[tuple[str, tuple[str, ...]]] = []
    one_by_one = [alone.process(j.source, j.delivery_id, j.told, target=j.target) for j in jobs(told_alone)]
    assert list(together.process_all(jobs(told))) == one_by_one
    assert told == told_alone
    assert dict(told)["again"] == ("duplicate",)
    assert dict(told)["resent"] == ("resent",)
    assert [one.verdict for one in one_by_one] == ["release", *["hold"] * 6]


def test_one_commit_for_all(processor: Callable[[str], Processor]) -> None:
    """Small messages share a commit; asked again, they are answered from the record."""
    together = processor("home")
    with together.register.log.read() as view:
        before = view.head.note if view.head else ""
    first = list(together.process_all(jobs([])))
    with together.register.log.read() as view:
        decided = list(view.records(kinds=("payment-decided",)))
        assert view.head is not None
        assert view.head.note != before
        size = view.head.size
    assert len(decided) == len(MESSAGES)
    assert heads(together) == 1
    assert list(together.process_all(jobs([]))) == first
    with together.register.log.read() as view:
        assert view.head is not None
        assert view.head.size == size


def test_long_files_stand_alone(processor: Callable[[str], Processor], monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits hold no more payments than one batch has, however many messages wait."""
    monkeypatch.setattr(process, "_BATCH", 2)
    together = processor("home")
    assert len(list(together.process_all(jobs([])))) == len(MESSAGES)
    with together.register.log.read() as view:
        assert len(list(view.records(kinds=("payment-decided",)))) == len(MESSAGES)
