"""Are listed parties found wherever they are planted, and are clean payments let go, on the bundled lists?"""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import payments as bench_payments
from bench import planted

from watchword.gateway.judge import Judge
from watchword.gateway.verdict import Verdict
from watchword.screen import Screener


@pytest.fixture(scope="module")
def real(screener: Screener) -> Judge:
    """A judge on the bundled lists, with the text engine, as it runs."""
    return bench_payments.judge_of(screener)


def test_planted_parties_are_found(real: Judge, shared: Path) -> None:
    """In 40 places of both formats, under five alterations, the listed party is found at the path where it was put."""
    cases = list(planted.cases(shared))
    assert len(cases) == 40
    assert len({(case.format, case.path) for case in cases}) >= 38
    assert {case.alteration for case in cases} == set(planted.ALTERATIONS)
    missed = [(c.path, c.name) for c in cases if not planted.found(c, bench_payments.decided(real, c.data))]
    assert missed == []


# What is held among the clean messages, each for a reason that a person would give as well.
EXPLAINED = (
    "BANK OF MOSCOW", "MOSWRUMM",  # listed as BM Bank
    "BANCO DEL CARIBE",  # resembles a listed ship, CARIBE
    "Mia Thomas",  # resembles an alias of a listed ship, TOM MIRA
)  # fmt: skip


def test_clean_payments_are_let_go(real: Judge, shared: Path) -> None:
    """Of 200 clean messages made of real samples and ordinary names, none is held beyond those explained."""
    held = [
        (name, reason.message)
        for name, data in bench_payments.clean(shared, bench_payments.ordinary(shared))
        for one in bench_payments.decided(real, data)
        if one.verdict is Verdict.HOLD
        for reason in one.reasons
        if reason.holds and not any(word in reason.message for word in EXPLAINED)
    ]
    assert held == []
