"""Does a policy come into force only through two persons, and is it then what commands screen under?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from watchword import wiring
from watchword.cases import approvals, register
from watchword.cases.answers import CHUNK_SCREENED, SCREENED, ChunkScreened, Screened
from watchword.cases.desk import Desk
from watchword.cases.people import Person
from watchword.cli import run
from watchword.commands import recording
from watchword.commands.files import read_policy
from watchword.errors import ForbiddenError, NotFoundError, UsageError
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


LIST = '[list]\nid = "{0}"\ntitle = "Test"\nkind = "person"\n\n[columns]\nid = "id"\nname = "name"\n'


@pytest.fixture
def call(desk, tmp_path, capsysbinary):
    """A home with one name on two publishers' lists; calls commands with --json and gives exit code and answer."""

    def command(*words: str) -> tuple[int, Any]:
        code = run([*words, "--json"])
        out = capsysbinary.readouterr().out
        return code, msgspec.json.decode(out) if out else None

    for publisher in ("own-first", "own-second"):
        (tmp_path / "map.toml").write_text(LIST.format(publisher), encoding="utf-8")
        (tmp_path / "list.csv").write_text("id,name\n1,Amadou Kouffa\n", encoding="utf-8")
        day = wiring.now().date().isoformat()
        assert (
            command("lists", "add", str(tmp_path / "map.toml"), str(tmp_path / "list.csv"), "--retrieved", day)[0] == 0
        )
    return command


def _put_in_force(desk: Desk, new: Policy) -> None:
    register.add(desk, None, Person("root", ("administrator",), "Root"))
    root = register.person(desk, "root")
    for name in ("ann", "carl"):
        register.add(desk, root, Person(name, ("approver",), name.title()))
    seq = approvals.propose_policy(desk, register.person(desk, "ann"), new, "scope").seq
    approvals.approve(desk, register.person(desk, "carl"), seq)


def _found(answer: Any) -> list[str]:
    return sorted(hit["listing"]["id"] for hit in answer["hits"])


def test_a_scope_in_force_is_screened_under(call, desk, tmp_path):
    """Once two persons put a scope in force, screen, batch and monitor find nothing outside of it, and say nothing
    of a list outside that they were not asked about; to ask for such a list is refused."""
    assert _found(call("screen", "Amadou Kouffa")[1]) == ["own-first:1", "own-second:1"]
    _put_in_force(desk, Policy(publishers=("own-first",)))
    code, answer = call("screen", "Amadou Kouffa")
    assert (code, _found(answer), answer["clearance"]["allowed"]) == (10, ["own-first:1"], True)
    assert call("screen", "Amadou Kouffa", "--list", "own-second")[0] == NotFoundError.exit_code
    book = tmp_path / "book.csv"
    book.write_text("id,name,type\n1,Amadou Kouffa,person\n", encoding="utf-8")
    assert call("batch", str(book), str(tmp_path / "out.jsonl"))[1]["hits"] == 1
    assert call("customers", "import", str(book))[0] == 0
    changes = call("monitor")[1]["runs"][-1]["changes"]
    assert [change["listing"] for change in changes] == ["own-first:1"]


def test_a_scope_of_a_list_that_is_not_here_clears_nobody(call, desk):
    """A scope that names a publisher whose list is gone is told, and finding nothing clears nobody."""
    _put_in_force(desk, Policy(publishers=("own-first", "own-third")))
    _, answer = call("screen", "Nobody Whatever")
    assert not answer["clearance"]["allowed"]
    assert "own-third" in answer["warnings"][0]


def test_a_scope_is_proposed_on_its_own(call, desk):
    """Proposed without a policy it is that of the one in force; a publisher without a list here is refused."""
    register.add(desk, None, Person("root", ("administrator",), "Root", account=recording.user()))
    code, receipt = call("policy", "propose", "--scope", "own-second", "--text", "why")
    assert (code, receipt["kind"]) == (0, "proposed")
    (waiting,) = desk.proposals()
    assert msgspec.json.decode(waiting.proposed.content, type=Policy) == Policy(publishers=("own-second",))
    assert call("policy", "propose", "--scope", "elsewhere", "--text", "why")[0] == NotFoundError.exit_code
    assert call("policy", "propose", "--text", "why")[0] == UsageError.exit_code


def test_another_policy_clears_nobody(call, desk, tmp_path):
    """An answer under another policy than the one in force says so, on record too, and clears nobody; another line of
    one question is no other policy."""
    _, answer = call("screen", "Nobody Whatever", "--weak-aliases", "trigger")
    assert not answer["clearance"]["allowed"]
    assert "another policy" in answer["warnings"][0]
    _, answer = call("screen", "Nobody Whatever", "--weak-aliases", "corroborate", "--min", "0.9")
    assert answer["clearance"]["allowed"]
    book, new = tmp_path / "book.csv", tmp_path / "new.toml"
    book.write_text("id,name,type\n1,Amadou Kouffa,person\n", encoding="utf-8")
    new.write_text("alert = 0.9", encoding="utf-8")
    _, summary = call("batch", str(book), str(tmp_path / "out.jsonl"), "--policy", str(new))
    assert not summary["clearance"]["allowed"]
    with desk.log.read() as view:
        single, chunk = (next(view.records(kinds=(kind,))) for kind in (SCREENED, CHUNK_SCREENED))
    assert "another policy" in single.read(Screened).basis.warnings[0]
    assert "another policy" in chunk.read(ChunkScreened).basis.warnings[0]


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
