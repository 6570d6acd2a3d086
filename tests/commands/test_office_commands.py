"""Can a house be run from the command line: people, alerts, two pairs of eyes, the log?"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Any

import pytest

from watchword.cli import run
from watchword.commands import identity
from watchword.ledger import verify_log

NAME = "Mohamed Lakhal"
FIRST, OWN = "a first passphrase", "{} chose this one"
Call = Callable[..., Any]


@pytest.fixture
def call(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs a command in a home of its own, `by` somebody, and gives exit code and what it wrote (read where JSON)."""
    monkeypatch.setattr(identity, "user", lambda: "rita")
    monkeypatch.setenv("COLUMNS", "200")  # wide enough that no word of a table is broken over lines

    def _call(*words: str, by: str = "", passphrase: str = "", new: str = FIRST) -> Any:
        monkeypatch.setenv("WATCHWORD_PASSPHRASE", passphrase or OWN.format(by))
        monkeypatch.setenv("WATCHWORD_NEW_PASSPHRASE", new)
        capsys.readouterr()
        code = run(["--home", str(tmp_path / "home"), *words, *(["--as", by] if by else [])])
        out = capsys.readouterr().out
        return code, json.loads(out) if "--json" in words and out else out

    return _call


@pytest.fixture
def staffed(call: Call, data: Path) -> Call:
    """The same, with people and one alert."""
    lists = str(data / "uk" / "extract-conlist.csv")
    assert call("screen", NAME, "--lists", lists, "--json")[1]["receipt"]["seq"] == 3
    call("people", "add", "rita", "Rita Root", "--role", "administrator", "--account", "rita")
    for name, role in (("ann", "analyst"), ("carl", "approver"), ("audrey", "auditor")):
        call("people", "add", name, f"{name} Example", "--role", role, "--with-passphrase")
        assert call("people", "passphrase", name, by=name, passphrase=FIRST, new=OWN.format(name))[0] == 0
    return call


def alert_of(call: Call) -> str:
    """The id of the first alert."""
    return str(call("alerts", "list", "--json")[1]["alerts"][0]["id"])


def test_a_case_from_hit_to_release(staffed: Call, tmp_path: Path) -> None:
    """An alert is taken, commented, given evidence, proposed for release by one and released by another."""
    alert = alert_of(staffed)
    paper = tmp_path / "paper.txt"
    paper.write_text("a letter")
    for words in (("take", alert), ("comment", alert, "asked"), ("attach", alert, str(paper)),
                  ("decide", alert, "permitted", "--reason", "carve-out", "--permit", "un-2664", "--text", "aid")):  # fmt: skip
        code, told = staffed("alerts", *words, by="ann")
        assert (code, "second person" in told) == (0, words[0] == "decide")
    (proposal,) = staffed("alerts", "proposals", "--json")[1]
    for by in ("ann", "audrey"):
        assert staffed("alerts", "approve", str(proposal["seq"]), by=by)[0] == 7
    assert staffed("alerts", "approve", str(proposal["seq"]), by="carl")[0] == 0
    shown = staffed("alerts", "show", alert, "--json", by="ann")[1]
    assert (shown["alert"]["state"], shown["alert"]["ruling"]["permit"]) == ("closed", "un-2664")
    kinds = [one["kind"] for one in shown["history"]]
    assert kinds == ["screened", "alert-taken", "commented", "attached", "proposed", "approved"]
    assert "approved" in staffed("alerts", "show", alert, by="ann")[1]
    kept = tmp_path / "kept.txt"
    assert staffed("alerts", "evidence", shown["history"][3]["body"]["sha256"], str(kept), by="ann")[0] == 0
    assert kept.read_text() == "a letter"


def test_who_may_not_see_personal_data_sees_no_names(staffed: Call) -> None:
    """The queue names whom an alert is about to those alone whose role allows it."""
    code, shown = staffed("alerts", "list")  # rita, an administrator
    assert (code, "Lakhal" in shown, "(not shown)" in shown) == (0, False, True)
    assert "Lakhal" not in json.dumps(staffed("alerts", "list", "--json")[1])
    assert "Lakhal" in staffed("alerts", "list", by="ann")[1]
    for words in (("customers", "list"), ("customers", "show", "7")):
        assert staffed(*words)[0] == 7
    assert staffed("customers", "list", by="ann")[0] == 0


def test_the_allow_list_from_the_command_line(staffed: Call) -> None:
    """An entry is proposed by one, approved by another, listed, and ended."""
    alert = alert_of(staffed)
    until = "2999-01-01"
    assert staffed("allow", "propose", alert, "--until", until, "--text", "x", by="ann")[0] == 2
    from datetime import UTC, datetime, timedelta

    until = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    (receipt,) = staffed("allow", "propose", alert, "--until", until, "--text", "x", "--json", by="ann")[1]
    (approved,) = staffed("alerts", "approve", str(receipt["seq"]), "--json", by="carl")[1]
    assert [one["alert"] for one in staffed("allow", "list", "--json")[1]] == [alert]
    assert staffed("allow", "end", str(approved["seq"]), by="ann")[0] == 0
    assert "withdrawn" in staffed("allow", "list", "--ended")[1]


def test_who_is_nobody_decides_nothing(staffed: Call) -> None:
    """A wrong passphrase, an unknown person, a role that may not, and an account of nobody are refused with code 7."""
    alert = alert_of(staffed)
    decide = ("alerts", "decide", alert, "false-positive", "--reason", "birth-differs", "--text", "x")
    assert staffed(*decide, by="ann", passphrase="wrong")[0] == 7
    assert staffed(*decide, by="nobody")[0] == 7
    assert staffed(*decide, by="audrey")[0] == 7
    assert staffed(*decide)[0] == 7  # rita, by her account
    assert staffed(*decide, by="ann")[0] == 0


def test_the_log_from_the_command_line(staffed: Call, tmp_path: Path) -> None:
    """Verify, head, proof and export agree with the verifier that stands alone; a flipped byte is found."""
    assert staffed("log", "verify", "--json")[1] == {"sound": True, "faults": []}
    head, proof, export = (str(tmp_path / name) for name in ("head.txt", "proof.json", "log.jsonl"))
    assert staffed("log", "head", "--out", head)[0] == 0
    assert staffed("log", "prove", "3", "--out", proof)[0] == 0
    assert staffed("log", "export", export, "--personal", by="ann")[0] == 7
    assert staffed("log", "export", export, "--personal", by="audrey")[0] == 0
    assert staffed("log", "export", export, by="audrey")[0] == 2
    assert verify_log.check_proof(json.loads(Path(proof).read_text())) == []
    assert staffed("log", "verify", export, "--head", head)[0] == 0
    Path(export).write_bytes(Path(export).read_bytes().replace(b'"hits":1', b'"hits":0', 1))
    assert staffed("log", "verify", export, "--head", head)[0] == 1
    assert "Lakhal" in staffed("log", "show", "3", "--personal", by="audrey")[1]
    assert "Lakhal" not in staffed("log", "show", "--kind", "screened")[1]


def test_erasure_and_holds_from_the_command_line(staffed: Call) -> None:
    """A hold refuses an erasure; lifted, the personal part goes and the log stays sound."""
    assert staffed("log", "hold", "place", "case 7", "3", "--why", "subpoena", by="audrey")[0] == 0
    assert staffed("log", "hold", "list", "--json")[1][0]["records"] == [3]
    assert staffed("log", "erase", "3", "--why", "asked for")[0] == 2
    assert staffed("log", "hold", "lift", "case 7", "--why", "closed", by="audrey")[0] == 0
    assert staffed("log", "erase", "3", "--why", "asked for", by="ann")[0] == 7
    assert staffed("log", "erase", "3", "--why", "asked for")[0] == 0
    assert "(erased)" in staffed("alerts", "list", by="ann")[1]
    assert staffed("log", "rotate-key", "--why", "yearly")[0] == 0
    assert staffed("rebuild", "--json")[1] == {"open": 1}
    assert staffed("log", "due", "--json")[1] == []
    assert staffed("log", "verify")[0] == 0


class Witness(BaseHTTPRequestHandler):
    """Takes what is sent, and answers with a time stamp where openssl can make one."""

    taken: tuple[bytes, ...] = ()
    reply = b""

    def do_POST(self) -> None:
        """Take it."""
        Witness.taken += (self.rfile.read(int(self.headers["Content-Length"])),)
        self.send_response(200 if self.path != "/no" else 500)
        self.end_headers()
        self.wfile.write(Witness.reply)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def witness() -> Any:
    """The address of a witness."""
    server = HTTPServer(("127.0.0.1", 0), Witness)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_heads_are_given_to_witnesses(call: Call, witness: str, tmp_path: Path) -> None:
    """A webhook gets the note; an authority gets an RFC 3161 request that openssl reads, and its reply is kept."""
    head = tmp_path / "head.txt"
    mine = "--own-network"
    assert call("log", "head", "--webhook", witness, mine, "--out", str(head))[0] == 0
    assert json.loads(Witness.taken[-1])["note"] == head.read_text(encoding="utf-8")
    assert call("log", "head", "--webhook", f"{witness}/no", mine)[0] == 1
    Witness.reply = bytes.fromhex("30053003020102")  # status 2: rejection
    assert call("log", "head", "--timestamp", witness, mine, "--out", str(head))[0] == 1
    Witness.reply = bytes.fromhex("30053003020100")
    assert call("log", "head", "--timestamp", witness)[0] == 2
    assert call("log", "head", "--timestamp", witness, mine, "--out", str(head))[0] == 0
    assert (tmp_path / "head.txt.tsr").read_bytes() == Witness.reply
    if which("openssl"):
        query = tmp_path / "query"
        query.write_bytes(Witness.taken[-1])
        command = ["openssl", "ts", "-query", "-in", str(query), "-text"]
        shown = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        assert "Hash Algorithm: sha256" in shown
        assert "Certificate required: yes" in shown


def test_a_policy_is_in_force_once_two_have_agreed(staffed: Call, data: Path, tmp_path: Path) -> None:
    """What was approved is screened under by every command that names no other policy; what was proposed is not."""
    path = tmp_path / "policy.toml"
    path.write_text("alert = 0.99\n")
    lists = str(data / "uk" / "extract-conlist.csv")
    proposed = staffed("policy", "propose", str(path), "--text", "fewer", "--json", by="ann")[1]
    before = staffed("screen", "Mohamed Lakhall", "--lists", lists, "--json")[1]
    assert before["total"] == 1
    assert staffed("alerts", "approve", str(proposed["seq"]), by="ann")[0] == 7
    assert staffed("alerts", "approve", str(proposed["seq"]), by="carl")[0] == 0
    assert staffed("policy", "show", "--json")[1]["policy"]["alert"] == 0.99
    after = staffed("screen", "Mohamed Lakhall", "--lists", lists, "--json")[1]
    assert (after["total"], after["minimum"]) == (0, 0.99)
