"""How does a watched folder hand messages over exactly once? Decide, record, move; after a crash go on where it stopped.

A file stays in the inbox until its decision is on record, and is then moved by steps that can't be half done. A
record of a decided file that still lies in the inbox is moved without being decided again; one that lies at its target
is only noted. So every file ends in one place and has one record for each payment, whenever the process is killed. What is
moved is what was read: a file that was replaced or changed meanwhile stays in the inbox, and is decided anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from itertools import count, islice
from pathlib import Path

from watchword.errors import StorageError, UsageError
from watchword.gateway.process import Job, Processor
from watchword.gateway.register import Delivery, PaymentState, Register, delivery_of
from watchword.gateway.verdict import Verdict
from watchword.payments import status
from watchword.payments.source import Source
from watchword.store.files import locked, sync_folder, write_whole

_UNFINISHED = (".tmp", ".part", ".filepart", ".crdownload")
_LOCK = ".watchword.lock"
_TOGETHER = 100  # files that are decided, moved and noted together
_STATUSES = {
    PaymentState.RELEASED: status.ACCEPTED, PaymentState.HELD: status.PENDING, PaymentState.BLOCKED: status.BLOCKED,
    PaymentState.REJECTED: status.REJECTED,
}  # fmt: skip

Step = Callable[[str], None]
Told = Callable[[Path, Delivery], None]
Left = Callable[[Path, str], None]
"""Hears of a file that is not handed over, and why."""
_Seen = tuple[int, int, int]  # of a file: inode, size, when it was written
_OVER = ("handed", "gone")
_REPLACED = "it was replaced while it was decided, and is decided anew"
_OTHER = "it is not the file that was decided; it stays"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where messages come in, and where they go; `reports` gets a pacs.002 for each ISO message, None for none.

    A file younger than `settle` seconds is left alone: somebody may still be writing it.
    """

    inbox: Path
    released: Path
    held: Path
    reports: Path | None = None
    settle: float = 1.0

    def prepare(self) -> None:
        """Make those that are written to. Raises UsageError when two are one and for an inbox that isn't there, for a
        mistyped one would stay empty for ever; StorageError when one can't be made."""
        written = [one for one in (self.released, self.held, self.reports) if one is not None]
        if len({one.absolute() for one in (self.inbox, *written)}) <= len(written):
            raise UsageError("inbox, released and held must be different folders", where="--inbox")
        if not self.inbox.is_dir():
            raise UsageError(f"there is no folder {self.inbox}", where="--inbox",
                             hint="Name the folder that messages come into; only the others are made.")  # fmt: skip
        for one in written:
            try:
                one.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StorageError(f"the folder can't be made: {error.strerror}", where=str(one)) from error


class Watcher:
    """Hands over what lies in an inbox. One process for each inbox: a second one waits for the first.

    `step` is told what was just done, so that tests can stop there.
    """

    def __init__(self, folders: Folders, processor: Processor, clock: Callable[[], datetime],
                 step: Step = lambda _: None) -> None:  # fmt: skip
        self.folders, self._processor, self._clock, self._step = folders, processor, clock, step
        self._register: Register = processor.register
        self._taken: set[str] = set()  # names under which files of this sweep will be handed over
        self._ahead: dict[tuple[str, float], float] = {}  # files written by a clock that is ahead, and when seen first
        self._known_left: set[tuple[Path, str]] = set()
        self._left: Left = lambda *_: None

    def sweep(self, told: Told = lambda *_: None, left: Left = lambda *_: None) -> int:
        """Hand over everything that lies ready; gives the number of files. What can't be read stops no other file: it is
        left, and told once. Raises StorageError when nothing can go on.
        """
        self._left = left
        try:
            with locked(self.folders.inbox / _LOCK, wait=True):
                return self._sweep(told)
        except OSError as error:
            where = str(error.filename or self.folders.inbox)
            raise StorageError(f"can't hand over: {error.strerror or error}", where=where) from error

    def _sweep(self, told: Told) -> int:
        done = 0
        self._finish()
        self._leave()
        self._taken = {delivery.target for delivery in self._register.in_state("decided")}
        ready = self._ready()
        while some := list(islice(ready, _TOGETHER)):
            for path, delivery in self._deliver(some):
                told(path, delivery)
                done += 1
        return done

    def _leave_alone(self, path: Path, why: str) -> None:
        if (path, why) not in self._known_left:
            self._known_left.add((path, why))
            self._left(path, why)

    def _ready(self) -> Iterator[Path]:
        """Files that are whole, oldest first; names that begin with a dot or end as unfinished ones do are not."""
        now = self._clock().timestamp()
        files = []
        for entry in os.scandir(self.folders.inbox):
            if entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED):
                continue
            with suppress(FileNotFoundError):  # its sender took it back
                when = entry.stat(follow_symlinks=False).st_mtime
                if (
                    entry.is_file(follow_symlinks=False)
                    and now - self._written(entry, when, now) >= self.folders.settle
                ):
                    files.append((when, entry.name))
        return (self.folders.inbox / name for _, name in sorted(files))

    def _written(self, entry: os.DirEntry[str], when: float, now: float) -> float:
        """When a file was written; by a clock that is ahead of ours: when it was first seen so here."""
        return when if when <= now else self._ahead.setdefault((entry.name, when), now)

    def _deliver(self, paths: Sequence[Path]) -> list[tuple[Path, Delivery]]:
        """Decide on some files, move each, and note all: whatever is cut off, the next sweep ends it."""
        looked = [(path, *found) for path in paths if (found := self._look(path))]
        done, gone = [], []
        for (path, seen, _), delivery in zip(looked, self._processor.process_all(self._jobs(looked)), strict=True):
            self._step("recorded")
            self._report(path.name, delivery.id)
            self._step("reported")
            if self._transfer(path, self._target(delivery), self._moving(delivery), seen):
                self._step("moved")
                done.append((path, delivery))
            else:
                gone.append(delivery.id)
        for folder in (self.folders.inbox, self.folders.released, self.folders.held):
            sync_folder(folder)
        self._register.handed([delivery.id for _, delivery in done], self._clock())
        self._register.gone(gone, self._clock())
        for _ in done:
            self._step("noted")
        return done

    def _look(self, path: Path) -> tuple[_Seen, str] | None:
        """What tells that a file is still the same, and its digest; None when it can't be read."""
        try:
            return _seen(path), _digest(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._leave_alone(path, f"it can't be read: {error.strerror or error}")
            return None

    def _jobs(self, looked: Sequence[tuple[Path, _Seen, str]]) -> Iterator[Job]:
        ids = [delivery_of(path.name, digest) for path, _, digest in looked]
        known = self._register.deliveries(ids)
        for (path, _, digest), delivery_id in zip(looked, ids, strict=True):
            found = self._id_of(path.name, digest) if delivery_id in known else delivery_id
            self._step("seen")
            yield Job(Source.of_file(path), found, self._free_name(path.name))

    def _id_of(self, name: str, digest: str) -> str:
        """The delivery's id: one that was handed over is over, so the same file again is another delivery."""
        for again in count():
            delivery_id = delivery_of(name, digest, again)
            known = self._register.delivery(delivery_id)
            if known is None or known.state not in _OVER:
                return delivery_id
        raise AssertionError("count() does not end")

    def _finish(self) -> None:
        """End the hand-overs that a crash cut off; a decided file that still lies in the inbox comes in its turn."""
        for delivery in self._register.in_state("decided"):
            moving, target = self._moving(delivery), self._target(delivery)
            if moving.exists():
                if not self._is_its(moving, delivery):
                    self._give_back(moving, self.folders.inbox / Path(delivery.name).name)
                    self._register.gone([delivery.id], self._clock())
                    continue
                self._carry(moving, target)
            elif not (target.exists() and self._is_its(target, delivery)):
                continue
            self._register.handed([delivery.id], self._clock())

    def _is_its(self, path: Path, delivery: Delivery) -> bool:
        return self._id_of(Path(delivery.name).name, _digest(path)) == delivery.id

    def _leave(self) -> None:
        """Files whose payments people have decided: those that are released leave the held ones, all are reported."""
        for delivery in self._register.in_state("settled"):
            self._report(Path(delivery.name).name, delivery.id)
            held, target = self.folders.held / delivery.target, self._target(delivery)
            moving = self._moving_held(delivery)
            lies = next((one for one in (moving, held) if one.exists()), None)
            if delivery.verdict == Verdict.RELEASE and lies is not None:
                if target.exists():
                    raise StorageError("something else lies where it is to go", where=str(target))
                if not self._is_its(lies, delivery):
                    self._leave_alone(lies, _OTHER)
                    continue
                if lies == held:
                    held.rename(moving)
                    self._step("taken")
                self._carry(moving, target)
            for folder in (self.folders.held, self.folders.released):
                sync_folder(folder)
            self._register.handed([delivery.id], self._clock())

    def _transfer(self, path: Path, target: Path, moving: Path, seen: _Seen) -> bool:
        """Hand a file over, out of sight first: where it can't be replaced any more, it is looked at once more. Whether it
        was still the one that was read; another one is given back."""
        path.rename(moving)
        self._step("taken")
        if _seen(moving) != seen:
            self._give_back(moving, path)
            return False
        self._carry(moving, target)
        return True

    def _give_back(self, moving: Path, path: Path) -> None:
        """Back into the inbox, under a name that is free there."""
        free = (path.with_name(f"{path.stem}~{number}{path.suffix}") for number in count(2))
        back = path if not path.exists() else next(one for one in free if not one.exists())
        moving.rename(back)
        self._leave_alone(back, _REPLACED)

    def _carry(self, moving: Path, target: Path) -> None:
        """To its target in one step; to another disk whole under a name that nobody takes, then in one step."""
        if moving.stat().st_dev == target.parent.stat().st_dev:
            moving.rename(target)
            return
        part = target.with_name(f".{target.name}.part")
        with moving.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        part.rename(target)
        self._step("copied")
        moving.unlink()

    def _moving(self, delivery: Delivery) -> Path:
        return self.folders.inbox / f".{delivery.id}.moving"

    def _moving_held(self, delivery: Delivery) -> Path:
        return self.folders.held / self._moving(delivery).name

    def _target(self, delivery: Delivery) -> Path:
        folder = self.folders.released if delivery.verdict == Verdict.RELEASE else self.folders.held
        return folder / delivery.target

    def _free_name(self, name: str) -> str:
        """A name that nothing has or will have in either folder: what was handed over is never overwritten."""
        stem, suffix = Path(name).stem, Path(name).suffix
        number = 1
        tried = name
        folders = (self.folders.released, self.folders.held)
        while tried in self._taken or any((folder / tried).exists() for folder in folders):
            number += 1
            tried = f"{stem}~{number}{suffix}"
        self._taken.add(tried)
        return tried

    def _report(self, name: str, delivery_id: str) -> None:
        if self.folders.reports is None:
            return
        payments = self._register.payments_of(delivery_id)
        if payments and payments[0].type.startswith(("pacs", "pain")):
            told = [status.Told(one.reference, _STATUSES[one.state]) for one in payments]
            made = status.report(payments[0].message_id, payments[0].type, told, self._clock())
            write_whole(self.folders.reports / f"{name}.pacs.002.xml", made)


def _seen(path: Path) -> _Seen:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
