"""Can an auditor check a log, or one answer, with the one file alone?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.ledger.logs import NOW, fill, open_log

from watchword.ledger import heads, verify_log
from watchword.ledger.audit import verify
from watchword.ledger.export import export_lines, write_export
from watchword.ledger.log import Log


class Exported:
    """A log with its export, its last head and the proof of one record, as files."""

    def __init__(self, folder: Path) -> None:
        self.log = open_log(f"sqlite:///{folder / 'watchword.db'}", folder / "keys")
        fill(self.log)
        self.export, self.head, self.proof = folder / "log.jsonl", folder / "head.txt", folder / "proof.json"
        with self.log.storage.reading() as reading, self.export.open("wb") as file:
            write_export(reading, file, personal=True)
        heads.write_head(self.log.head(), self.head)
        self.proof.write_bytes(msgspec.json.encode(self.log.prove(4)))
        first = json.loads(self.export.read_bytes().split(b"\n")[1])["record"]
        self.key = first["body"]["key"]


@pytest.fixture
def exported(tmp_path: Path) -> Exported:
    return Exported(tmp_path)


def test_it_runs_alone(exported: Exported, tmp_path: Path) -> None:
    """Copied elsewhere and run without the package, it finds a sound log sound and a changed one changed."""
    script = tmp_path / "alone" / "verify_log.py"
    script.parent.mkdir()
    script.write_bytes(Path(verify_log.__file__).read_bytes())

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(script), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    sound = run(exported.export, "--head", exported.head, "--key", exported.key)
    assert (sound.returncode, sound.stdout) == (0, "sound\n")
    assert run("--proof", exported.proof).stdout == "sound\n"
    exported.export.write_bytes(exported.export.read_bytes().replace(b'"hits":2', b'"hits":3'))
    changed = run(exported.export)
    assert changed.returncode == 1
    assert changed.stdout.startswith("changed: record 4: it is not what it was when it was sealed\n")
    assert run(tmp_path / "missing").returncode == 2
    assert run().returncode == 2


def test_it_shares_no_code_with_the_writer() -> None:
    """The verifier imports nothing of ours."""
    assert "watchword" not in [
        line.split()[1].partition(".")[0]
        for line in Path(verify_log.__file__).read_text().splitlines()
        if line.startswith(("import ", "from "))
    ]


def main(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = verify_log.main([str(argument) for argument in arguments])
    return code, capsys.readouterr().out


def test_an_end_cut_off_shows_against_a_head_outside(exported: Exported, capsys: pytest.CaptureFixture[str]) -> None:
    """A log cut at an earlier head is sound by itself; a later head that was kept outside shows the cut."""
    lines = exported.export.read_bytes().splitlines(keepends=True)
    end = max(n for n, line in enumerate(lines) if b"\\n11\\n" in line)
    lines[0] = lines[0].replace(b'"size":15', b'"size":11')
    exported.export.write_bytes(b"".join(lines[: end + 1]))
    assert main(capsys, exported.export) == (0, "sound\n")
    code, out = main(capsys, exported.export, "--head", exported.head)
    assert code == 1
    assert "truncated: record 11:" in out


def test_an_older_head_fits_a_longer_log(exported: Exported, capsys: pytest.CaptureFixture[str]) -> None:
    """A head kept outside still fits after the log has grown; that of another log doesn't."""
    exported.log.append("screened", {}, time=NOW)
    with exported.log.storage.reading() as reading:
        exported.export.write_bytes(b"".join(export_lines(reading, personal=False)))
    assert main(capsys, exported.export, "--head", exported.head) == (0, "sound\n")
    note = exported.head.read_text().replace("\n15\n", "\n14\n")
    exported.head.write_text(note)
    assert main(capsys, exported.export, "--head", exported.head)[0] == 1
    exported.head.write_text("no head")
    assert main(capsys, exported.export, "--head", exported.head)[0] == 1


def test_a_log_rewritten_under_a_new_key_shows_against_the_known_key(exported: Exported, tmp_path: Path) -> None:
    """Whoever makes the whole log anew has another first key."""
    other = Exported(tmp_path / "other")
    known = bytes.fromhex(exported.key)
    assert verify(other.log, key=bytes.fromhex(other.key)) == []
    assert {fault.code for fault in verify(other.log, key=known)} == {"key"}
    assert {fault.code for fault in verify(other.log, head=exported.head.read_text())} >= {"head", "root"}


def test_a_proof_holds_for_its_record_and_key_only(exported: Exported) -> None:
    """Each part of a proof matters."""
    proof = json.loads(exported.proof.read_text())
    assert verify_log.check_proof(proof) == []
    other = json.loads(msgspec.json.encode(exported.log.prove(5)))
    for part in ("record", "path", "seq"):
        assert verify_log.check_proof({**proof, part: other[part]})
    assert [f.code for f in verify_log.check_proof(proof, key=bytes(32))] == ["key"]
    assert [f.code for f in verify_log.check_proof({**proof, "head": "x"})] == ["signature"]
    assert [f.code for f in verify_log.check_proof({**proof, "path": proof["path"][:-1]})] == ["root"]


def test_an_export_without_personal_parts_is_sound(exported: Exported) -> None:
    """The log can be shown without any personal data, and is checked all the same."""
    with exported.log.storage.reading() as reading:
        lines = list(export_lines(reading, personal=False))
    assert verify_log.check_log(lines) == []
    assert not any(line.startswith(b'{"personal"') for line in lines)


@pytest.mark.parametrize("lines", [[], [b"\n"], [b'{"log":"watchword","version":1,"size":0,"personal":true}\n']])
def test_an_empty_export_is_a_fault(lines: list[bytes]) -> None:
    """Nothing is not a sound log."""
    assert "empty" in {fault.code for fault in verify_log.check_log(lines)}


def test_what_can_not_be_checked_ends_with_two(exported: Exported, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing or unreadable file, a key that is no key: exit code 2, not a verdict."""
    assert main(capsys, "--proof", exported.export)[0] == 2
    assert main(capsys, exported.export, "--key", "xyz")[0] == 2


def test_documentation_shows_the_format_as_it_is(log: Log) -> None:
    """Each line of an export has the fields that docs/record.md lists, in that order."""
    fill(log)
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text()
    with log.storage.reading() as reading:
        lines = [json.loads(line) for line in export_lines(reading, personal=True)]
    for line in lines:
        for name in line:
            assert f"`{name}`" in page
        for part in ("record", "personal"):
            if isinstance(line.get(part), dict):
                assert all(f"`{name}`" in page for name in line[part])
    for kind in {line["record"]["kind"] for line in lines if "record" in line} - {
        "screened",
        "comment",
        "list-changed",
    }:
        assert f"`{kind}`" in page
