"""Does every file of an inbox end in one place with one record, whenever the process is killed?"""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.payments.samples import mt103, pacs008

from watchword import wiring
from watchword.cases.recorder import Asking
from watchword.errors import StorageError, UsageError
from watchword.gateway import folder
from watchword.gateway.folder import Folders, Watcher
from watchword.gateway.judge import Judge
from watchword.gateway.process import Processor
from watchword.gateway.register import Register
from watchword.payments import rules as payment_rules
from watchword.screen import Screener
from watchword.store import payments_tables as tables
from watchword.wiring import Settings

STEPS = ("seen", "recorded", "reported", "taken", "copied", "moved", "noted")


def clock() -> datetime:
    return datetime.now(UTC)


class Place:
    """An inbox and its folders in one home, with a watcher that is made anew whenever it is asked for."""

    def __init__(self, home: Path, few: Screener) -> None:
        self.home, self.few = home, few
        self.folders = Folders(home / "in", home / "released", home / "held", home / "reports", settle=0)
        self.folders.inbox.mkdir()
        self.folders.prepare()

    def register(self) -> Register:
        log = wiring.open_log(Settings(home=self.home / "state"))
        return Register(wiring.open_recorder(self.few, log, Asking("test", "os:test")), 30)

    def watcher(self, step: Callable[[str], None] = lambda _: None) -> Watcher:
        judge = Judge(self.few, payment_rules.default(), lambda _: ())
        return Watcher(self.folders, Processor(judge, self.register(), clock), clock, step)

    def names(self) -> dict[str, list[str]]:
        return {
            where.name: sorted(one.name for one in where.iterdir() if not one.name.startswith("."))
            for where in (self.folders.inbox, self.folders.released, self.folders.held)
        }


@pytest.fixture
def place(tmp_path: Path, few: Screener) -> Place:
    return Place(tmp_path, few)


def test_files_go_where_they_belong(place: Place) -> None:
    """A clean file is released, one with a listed party or a fault is held, and ISO ones have a status report."""
    (place.folders.inbox / "clean.xml").write_bytes(pacs008())
    (place.folders.inbox / "listed.txt").write_bytes(mt103(creditor="OUSMANE ILLIASSOU DJIBO", message_id="M2"))
    (place.folders.inbox / "broken.xml").write_bytes(pacs008()[:-40])
    (place.folders.inbox / "half.xml.part").write_bytes(b"<")
    assert place.watcher().sweep() == 3
    assert place.names() == {"in": ["half.xml.part"], "released": ["clean.xml"], "held": ["broken.xml", "listed.txt"]}
    assert b"<TxSts>ACCP</TxSts>" in (place.folders.reports / "clean.xml.pacs.002.xml").read_bytes()  # type: ignore[operator]


def test_same_message_again_is_held_as_duplicate(place: Place) -> None:
    """The same message under another name, or the very same file again, is held; nothing is overwritten."""
    watcher = place.watcher()
    for name in ("a.xml", "b.xml", "a.xml"):
        (place.folders.inbox / name).write_bytes(pacs008())
        assert watcher.sweep() == 1
    assert place.names() == {"in": [], "released": ["a.xml"], "held": ["a~2.xml", "b.xml"]}


def test_altered_after_a_hold_is_told(place: Place) -> None:
    """A payment that was held for a hit and comes again under another name of the creditor is held with the difference."""
    watcher = place.watcher()
    held = {"debtor": "Anna Berg", "reference": "R1"}
    (place.folders.inbox / "1.xml").write_bytes(pacs008(creditor="Ousmane Illiassou Djibo", message_id="A", **held))
    watcher.sweep()
    (place.folders.inbox / "2.xml").write_bytes(pacs008(creditor="Pieter Jansen", message_id="B", **held))
    watcher.sweep()
    assert place.names()["held"] == ["1.xml", "2.xml"]
    last = place.register()
    with last.log.read() as view:
        (delivery,) = view.reading.connection.execute(
            select(tables.deliveries.c.id).where(tables.deliveries.c.name.like("%2.xml"))
        ).scalars()  # type: ignore[attr-defined]
    (made,) = last.payments_of(delivery)
    assert made.codes == ("resent",)
    assert "is now 'Pieter Jansen'" in made.reasons[0].message


def test_a_file_that_is_replaced_while_it_is_decided_is_decided_anew(place: Place) -> None:
    """What is released is what was screened: another file under the name, or more bytes in it, go through screening first."""
    listed = pacs008(creditor="Ousmane Illiassou Djibo", message_id="OTHER")

    def replace(step: str) -> None:
        if step == "reported" and (place.folders.inbox / "a.xml").exists():
            (place.folders.inbox / "new").write_bytes(listed)
            (place.folders.inbox / "new").replace(place.folders.inbox / "a.xml")

    def append(step: str) -> None:
        if step == "taken":
            with next(place.folders.inbox.glob(".*.moving")).open("ab") as file:
                file.write(b"<!-- more -->")

    for change, name, after in (
        (replace, "a.xml", listed),
        (append, "b.xml", pacs008(message_id="B") + b"<!-- more -->"),
    ):
        (place.folders.inbox / name).write_bytes(pacs008(message_id="B" if name == "b.xml" else "A"))
        left: list[tuple[str, str]] = []
        assert place.watcher(change).sweep(left=lambda path, why, left=left: left.append((path.name, why))) == 0
        assert [one for one, _ in left] == [name]
        assert (place.folders.inbox / name).read_bytes() == after
        assert name not in place.names()["released"] + place.names()["held"]
        assert place.watcher().sweep() == 1
        assert (place.folders.held / name).read_bytes() == after  # a hit; the same message id again


def test_a_killed_hand_over_does_not_move_another_file(place: Place) -> None:
    """Killed just before the file was looked at once more: the next sweep looks."""
    (place.folders.inbox / "a.xml").write_bytes(pacs008())
    assert _killed(place, 0, 4)  # seen, recorded, reported, taken
    (moving,) = place.folders.inbox.glob(".*.moving")
    moving.write_bytes(pacs008(creditor="Ousmane Illiassou Djibo", message_id="OTHER"))
    assert place.watcher().sweep() == 1
    assert place.names() == {"in": [], "released": [], "held": ["a.xml"]}


def test_a_file_that_cannot_be_read_stops_no_other(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays, and is told once; what its sender took back is no matter."""
    for name in ("a.xml", "b.xml", "c.xml"):
        (place.folders.inbox / name).write_bytes(pacs008(message_id=name))
    real = folder._digest

    def digest(path: Path) -> str:
        if path.name == "a.xml":
            raise PermissionError(13, "Permission denied", str(path))
        if path.name == "b.xml":
            path.unlink()
        return real(path)

    monkeypatch.setattr(folder, "_digest", digest)
    left: list[tuple[str, str]] = []
    watcher = place.watcher()
    assert watcher.sweep(left=lambda path, why: left.append((path.name, why))) == 1
    assert watcher.sweep(left=lambda path, why: left.append((path.name, why))) == 0
    assert left == [("a.xml", "it can't be read: Permission denied")]
    assert place.names() == {"in": ["a.xml"], "released": ["c.xml"], "held": []}


def test_a_sender_whose_clock_is_ahead_is_not_waited_for(place: Place) -> None:
    """A file of next year is taken once it has stood as it is for as long as any other has to, by the clock here."""
    path, now = place.folders.inbox / "a.xml", [clock()]
    path.write_bytes(pacs008())
    year = now[0] + timedelta(days=365)
    os.utime(path, (year.timestamp(), year.timestamp()))
    place.folders = replace(place.folders, settle=10.0)
    judge = Judge(place.few, payment_rules.default(), lambda _: ())
    watcher = Watcher(place.folders, Processor(judge, place.register(), clock), lambda: now[0])
    assert watcher.sweep() == 0
    now[0] += timedelta(seconds=9)
    assert watcher.sweep() == 0
    now[0] += timedelta(seconds=2)
    assert watcher.sweep() == 1
    assert place.names()["released"] == ["a.xml"]


def test_where_nothing_can_be_moved_it_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails is a StorageError that names the file, and the next sweep goes on."""
    (place.folders.inbox / "a.xml").write_bytes(pacs008())

    def fail(self: Path, target: Path) -> None:
        raise OSError(5, "Input/output error", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        with pytest.raises(StorageError, match="Input/output error"):
            place.watcher().sweep()
    assert place.watcher().sweep() == 1
    assert place.names()["released"] == ["a.xml"]


def test_folders_must_differ(tmp_path: Path) -> None:
    """An inbox that is also where files go would never end."""
    with pytest.raises(UsageError):
        Folders(tmp_path, tmp_path, tmp_path / "held").prepare()


def test_an_inbox_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Nothing would ever come into a mistyped inbox: it is refused, as is a file, and no folder is made."""
    (tmp_path / "file").touch()
    for inbox in (tmp_path / "inn", tmp_path / "file"):
        with pytest.raises(UsageError, match="there is no folder") as raised:
            Folders(inbox, tmp_path / "out", tmp_path / "held").prepare()
        assert raised.value.where == "--inbox"
        assert raised.value.hint
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def _messages(number: int) -> Iterator[tuple[str, bytes]]:
    for at in range(number):
        creditor = "Ousmane Illiassou Djibo" if at % 5 == 0 else f"Bakery {at}"
        amount = f"{10 * 1.011**at:.2f}"  # far enough apart that none looks like another sent again
        yield f"{at:05}.xml", pacs008(message_id=f"M{at}", reference=f"R{at}", creditor=creditor, amount=amount)


def _killed(place: Place, at: int, steps: int) -> bool:
    """Sweep in a child that kills itself at a step; whether it was killed before it was done."""
    child = os.fork()
    if child == 0:
        left = steps

        def step(_: str) -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        ended_well = False
        try:
            place.watcher(step).sweep()
            ended_well = True
        finally:
            os._exit(0 if ended_well else 3)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended) or os.waitstatus_to_exitcode(ended) == 0, at
    return os.WIFSIGNALED(ended)


def _kill_often(place: Place, messages: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    files = dict(_messages(messages))
    waiting, each = list(files.items()), messages // kills
    for name, data in waiting[kills * each :]:
        (place.folders.inbox / name).write_bytes(data)
    for at in range(kills):
        for name, data in waiting[at * each : (at + 1) * each]:
            (place.folders.inbox / name).write_bytes(data)
        pending = len(place.names()["in"])
        assert _killed(place, at, chance.randint(1, 4 * pending))  # each file takes five steps, so it is always cut off
    place.watcher().sweep()
    names = place.names()
    assert names["in"] == []
    assert sorted(names["released"] + names["held"]) == sorted(files)
    assert all(
        (folder / name).read_bytes() == files[name]
        for folder in (place.folders.released, place.folders.held)
        for name in (names["released"] if folder == place.folders.released else names["held"])
    )
    with place.register().log.read() as view:
        records = [record.seq for record in view.records(kinds=("payment-decided",))]
        whose = Counter((view.personal(seq) or {})["name"] for seq in records)
        states = Counter(view.reading.connection.execute(select(tables.deliveries.c.state)).scalars())  # type: ignore[attr-defined]
    assert len(records) == messages
    assert set(whose.values()) == {1}
    assert states == {"handed": messages}
    assert names["held"] == [name for at, name in enumerate(sorted(files)) if at % 5 == 0]


def test_killed_at_every_step(place: Place) -> None:
    """However often the watcher is killed, each message ends in exactly one place and has exactly one record."""
    _kill_often(place, messages=60, kills=24, seed=1)


@pytest.mark.slow
def test_killed_two_hundred_times(place: Place) -> None:
    """200 kills over 2,000 messages: each ends in exactly one place and has exactly one record."""
    _kill_often(place, messages=2000, kills=200, seed=2)


@pytest.mark.parametrize("steps", range(1, 9))
def test_killed_while_copying_to_another_disk(place: Place, steps: int, tmp_path: Path) -> None:
    """On another disk, where no move is one step, the same holds at each of the steps."""
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is only one disk")
    import tempfile

    with tempfile.TemporaryDirectory(dir=other) as folder:
        place.folders = Folders(place.folders.inbox, Path(folder) / "released", Path(folder) / "held", None, settle=0)
        place.folders.prepare()
        (place.folders.inbox / "a.xml").write_bytes(pacs008())
        _killed(place, steps, steps)
        place.watcher().sweep()
        assert place.names() == {"in": [], "released": ["a.xml"], "held": []}
        assert not list(place.folders.inbox.glob(".*.moving"))
        with place.register().log.read() as view:
            assert len(list(view.records(kinds=("payment-decided",)))) == 1
