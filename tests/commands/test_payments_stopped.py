"""Is nothing lost and nothing done twice when the real program is stopped by Ctrl-C, or killed, at work?"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from tests.payments.samples import pacs008

from watchword import wiring
from watchword.ledger.audit import verify
from watchword.wiring import Settings

LISTED = "Ousmane Illiassou Djibo"
FILES, PAYMENTS = 400, 2000  # a hundred files share a commit: after three stops some are left
PATIENCE = 300  # seconds: a busy machine is no failure
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


class Program:
    """The program in a home of its own, on one listed man."""

    def __init__(self, folder: Path) -> None:
        self.home, self.folder = folder / "home", folder
        entity = {"id": "x-1", "schema": "Person", "properties": {"name": [LISTED], "topics": ["sanction"]}}
        (folder / "list.ftm.json").write_text(json.dumps(entity) + "\n")
        (folder / "rules.toml").write_text('stale_lists = "tell"')  # the list has no date

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        given = ("--home", self.home, "--lists", self.folder / "list.ftm.json", "--rules", self.folder / "rules.toml")
        command = [sys.executable, "-m", "watchword.cli", "payments", *map(str, (*words, *given)), "--json"]
        out, said = (self.folder / "out").open("wb"), (self.folder / "said").open("wb")
        return subprocess.Popen(
            command, stdout=out, stderr=said, start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a background job ignores it
        )  # fmt: skip

    def stop_when(self, program: subprocess.Popen[bytes], ready: Callable[[], bool], how: int, chance: Random) -> int:
        """Send a signal some moments after something has happened; gives the exit code."""
        until = time.monotonic() + PATIENCE
        while not ready() and program.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.05))
        program.send_signal(how)
        return program.wait(PATIENCE)

    def said(self) -> str:
        return (self.folder / "said").read_text(encoding="utf-8")

    def told(self) -> list[dict[str, object]]:
        """What was printed, line by line; the last one may be half."""
        lines = (self.folder / "out").read_bytes().split(b"\n")
        return [json.loads(line) for line in lines[:-1]]

    def recorded(self, kind: str) -> list[dict[str, object]]:
        """The personal parts of the records of a kind, in a log that is sound."""
        log = wiring.open_log(Settings(home=self.home))
        assert verify(log) == []
        with log.read() as view:
            return [view.personal(record.seq) or {} for record in view.records(kinds=(kind,))]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_watched_folder_is_handed_over_once(tmp_path: Path, how: int) -> None:
    """Stopped three times at work and then let run: each file lies in one place, whole, with one record; no traceback."""
    program, chance = Program(tmp_path), Random(how)
    places = [tmp_path / name for name in ("in", "out.d", "held")]
    for place in places:
        place.mkdir()
    inbox, released, held = places
    files = {f"{at:04}.xml": pacs008(message_id=f"M{at}", reference=f"R{at}", amount=f"{10 * 1.03**at:.2f}",
                                     creditor=LISTED if at % 5 == 0 else "Bakery Sundberg")
             for at in range(FILES)}  # fmt: skip
    for name, data in files.items():
        (inbox / name).write_bytes(data)
    words = ("watch", "--inbox", inbox, "--released", released, "--held", held, "--settle", 0, "--once")
    stopped = 0
    for _ in range(3):
        before = len(list(inbox.glob("*.xml")))
        working = program.start(*words)
        code = program.stop_when(working, lambda before=before: len(list(inbox.glob("*.xml"))) < before, how, chance)
        assert code in (0, 130 if how == signal.SIGINT else -how)
        assert "Traceback" not in program.said()
        stopped += code != 0
    assert stopped
    assert program.start(*words).wait(PATIENCE) == 0
    assert [place.name for place in places for _ in place.glob("*.xml")].count("in") == 0
    assert {path.name: path.read_bytes() for path in (*released.glob("*.xml"), *held.glob("*.xml"))} == files
    assert sorted(path.name for path in held.glob("*.xml")) == sorted(files)[::5]
    assert Counter(Path(str(one["name"])).name for one in program.recorded("payment-decided")) == dict.fromkeys(
        files, 1
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_long_file_is_on_record_as_far_as_it_was_told(tmp_path: Path, how: int) -> None:
    """Stopped in the middle of thousands: whatever was printed is on record, the log is sound, no traceback; and the next
    run tells all of them."""
    program = Program(tmp_path)
    text = pacs008(creditor=LISTED).decode()
    start, end = text.index("<CdtTrfTxInf>"), text.index("</CdtTrfTxInf>") + len("</CdtTrfTxInf>")
    payments = "".join(text[start:end].replace("E2E1", f"E{at}") for at in range(PAYMENTS))
    path = tmp_path / "long.xml"
    whole = text[:start] + payments + text[end:]
    path.write_text(whole.replace("<NbOfTxs>1<", f"<NbOfTxs>{PAYMENTS}<"), encoding="utf-8")
    code = program.stop_when(
        program.start("screen", path), lambda: (tmp_path / "out").stat().st_size > 0, how, Random(how)
    )
    assert code == (130 if how == signal.SIGINT else -how)
    assert "Traceback" not in program.said()
    told = program.told()
    assert 0 < len(told) < PAYMENTS
    assert [one["number"] for one in told] == list(range(1, len(told) + 1))
    recorded = len(program.recorded("payment-screened"))
    assert recorded >= len(told)
    assert program.start("screen", path).wait(PATIENCE) == 10
    assert len(program.told()) == PAYMENTS
    assert len(program.recorded("payment-screened")) == recorded + PAYMENTS
