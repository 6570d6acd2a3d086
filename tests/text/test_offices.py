"""High offices: who is told by one word behind one."""

from __future__ import annotations

import pytest

from watchword.text import names
from watchword.text.offices import holds_office


@pytest.mark.parametrize(
    ("raw", "holds"),
    [
        ("President Erdoğan", True),
        ("PRIME MINISTER AL-MALIKI", True),
        ("Grand Ayatollah Khamenei", True),
        ("Field Marshal Haftar", True),
        ("President Recep Erdoğan", False),
        ("Vice President Erdoğan", False),
        ("President", False),
        ("Erdoğan", False),
        ("Dr Erdoğan", False),
        ("General Haftar", False),
    ],
)
def test_an_office_and_one_word(raw: str, holds: bool) -> None:
    """Only offices that hardly anybody holds, with one word and no other title; never for an entity."""
    assert holds_office(names.parse(raw, names.PERSON)) is holds
    assert not holds_office(names.parse(raw, names.ENTITY))
