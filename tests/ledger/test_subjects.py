"""Whom is a record about, and does that go with its personal part?"""

from __future__ import annotations

import pytest
from tests.ledger.logs import NOW

from watchword.errors import UsageError
from watchword.ledger.log import Entry, Log
from watchword.ledger.personal import Erasure, erase


def about(log: Log, subject: str) -> str:
    """The token under which a record about a subject is appended."""
    with log.change(NOW) as change:
        token = change.token(subject)
        change.append(Entry("screened", {"subject": token}, {"name": subject}, ((subject, token),)))
    return token


def test_a_subject_keeps_its_token(log: Log) -> None:
    """Records about one subject bear one token, those about others another, within a change and after it."""
    with log.change(NOW) as change:
        assert change.token("ann") == change.token("ann") != change.token("bob")
    assert about(log, "ann") == about(log, "ann") != about(log, "bob")


def test_an_erased_subject_is_forgotten(log: Log) -> None:
    """When the last record about a subject has lost its personal part, nobody can tell whom the token stood for."""
    token = about(log, "ann")
    about(log, "ann")
    erase(log, Erasure(1, "requested", "dave"), time=NOW)
    assert about(log, "ann") == token
    for seq in (2, 4):
        erase(log, Erasure(seq, "requested", "dave"), time=NOW)
    with log.change(NOW) as change:
        assert change.token("ann") != token


def test_only_a_personal_part_has_subjects(log: Log) -> None:
    """A record that can't be erased can't be about anybody."""
    with pytest.raises(UsageError):
        log.append_many([Entry("screened", {}, None, (("ann", "00"),))], time=NOW)
