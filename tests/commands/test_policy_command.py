"""Does a policy come into force only through two persons, and is it then what commands screen under?"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from watchword import wiring
from watchword.cases import approvals, register
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.cli import run
from watchword.commands.files import read_policy
from watchword.errors import ForbiddenError, UsageError
from watchword.policy import Policy
from watchword.wiring import Settings


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path))
    return Desk(wiring.open_log(Settings()), wiring.now)


def test_a_policy_needs_two_persons(desk, capsysbinary):
    """A proposed policy changes nothing; approved by another person it is in force for every command."""
    register.add(desk, None, Person("root", ("administrator",), "Root"))
    root = register.person(desk, "root")
    for name in ("ann", "carl"):
        register.add(desk, root, Person(name, ("approver",), name.title()))
    ann, carl = register.person(desk, "ann"), register.person(desk, "carl")
    new = Policy(alert=0.9)
    receipt = approvals.propose_policy(desk, ann, new, "fewer alerts")
    assert wiring.policy_in_force(Settings()) == Policy()
    with pytest.raises(ForbiddenError):
        approvals.approve(desk, ann, receipt.seq)
    assert wiring.policy_in_force(Settings()) == Policy()
    approvals.approve(desk, carl, receipt.seq)
    assert wiring.policy_in_force(Settings()) == new
    assert run(["policy", "show", "--json"]) == 0
    assert msgspec.json.decode(capsysbinary.readouterr().out)["digest"] == new.digest
    assert run(["policy", "show"]) == 0
    assert b"alert = 0.9" in capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("text", "where"), [("alrt = 0.8", "alrt"), ("[person_weights]\nedits = 3", "edits"), ("alert = 2.0", "alert")]
)
def test_a_wrong_policy_is_named(text, where, tmp_path):
    """A setting that does not exist, or can't be so, is refused by its name."""
    path = tmp_path / "new.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_policy(path)
    assert where in str(caught.value)
