"""What the table of fitted bits promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from watchword.match.evidence import CODES, bits_of

ROOT = Path(__file__).parents[2]


def test_every_code_has_bits():
    """Each code of evidence, and the prior, has its row."""
    for code in ("prior", *CODES):
        assert isinstance(bits_of(code, 100), int)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("birth-equal", "birth-swapped"),
        ("birth-swapped", "birth-consistent"),
        ("birth-consistent", "birth-near"),
        ("birth-near", "birth-conflict"),
        ("country-shared", "country-different"),
        ("gender-same", "gender-different"),
        ("place-shared", "place-different"),
        ("address-shared", "address-town"),
        ("address-town", "address-different"),
        ("identifier-equal", "birth-equal"),
        ("name-exact", "name-sound"),
    ],
)
def test_closer_agreement_says_more(more: str, less: str):
    """Bits keep the order that the field expects."""
    assert bits_of(more, 100) >= bits_of(less, 100)


def test_agreement_speaks_for_and_difference_against():
    """No fact that agrees lowers the odds, and none that differs raises them."""
    facts = [c for c in CODES if c.split("-")[0] in ("birth", "country", "gender", "place", "address", "identifier")]
    for code in facts:
        against = code.endswith(("-conflict", "-different"))
        assert (bits_of(code) <= 0) if against else (bits_of(code) >= 0)


@pytest.mark.slow
def test_the_table_is_what_is_fitted(shared: Path):
    """`python -m tools.fit` makes the very file that is checked in."""
    command = [sys.executable, "-m", "tools.fit", "--shared", str(shared), "--check"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
