"""How does a watched folder hand messages over exactly once? Decide, record, move; after a crash go on where it stopped.

A file stays in the inbox until its decision is on record, and is then moved in one step that can't be half done. A
record of a decided file that still lies in the inbox is moved without being decided again; one that lies at its target
is only noted. So every file ends in one place and has one record for each payment, whenever the process is killed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
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
from watchword.payments.status import Told
from watchword.store.files import locked, sync_folder, write_whole

_UNFINISHED = (".tmp", ".part", ".filepart", ".crdownload")
_LOCK = ".watchword.lock"
_TOGETHER = 100  # files that are decided, moved and noted together
_STATUSES = {
    PaymentState.RELEASED: status.ACCEPTED, PaymentState.HELD: status.PENDING, PaymentState.BLOCKED: status.BLOCKED,
    PaymentState.REJECTED: status.REJECTED,
}  # fmt: skip

Step = Callable[[str], None]


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
        """Make the folders. Raises UsageError when two are one, StorageError when one can't be made."""
        given = [one for one in (self.inbox, self.released, self.held, self.reports) if one is not None]
        if len({one.absolute() for one in given}) < len(given):
            raise UsageError("inbox, released and held must be different folders", where="--inbox")
        for one in given:
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

    def sweep(self, told: Callable[[Path, Delivery], None] = lambda *_: None) -> int:
        """Hand over everything that lies ready; gives the number of files. Raises StorageError when that can't go on."""
        done = 0
        with locked(self.folders.inbox / _LOCK, wait=True):
            self._finish()
            self._leave()
            self._taken = {delivery.target for delivery in self._register.in_state("decided")}
            ready = self._ready()
            while some := list(islice(ready, _TOGETHER)):
                for path, delivery in self._deliver(some):
                    told(path, delivery)
                    done += 1
        return done

    def _ready(self) -> Iterator[Path]:
        """Files that are whole, oldest first; names that begin with a dot or end as unfinished ones do are not."""
        now = self._clock().timestamp()
        files = []
        for entry in os.scandir(self.folders.inbox):
            if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                when = entry.stat().st_mtime
                if now - when >= self.folders.settle and not entry.name.lower().endswith(_UNFINISHED):
                    files.append((when, entry.name))
        return (self.folders.inbox / name for _, name in sorted(files))

    def _deliver(self, paths: Sequence[Path]) -> list[tuple[Path, Delivery]]:
        """Decide on some files, move each, and note all: whatever is cut off, the next sweep ends it."""
        done = []
        for path, delivery in zip(paths, self._processor.process_all(self._jobs(paths)), strict=True):
            self._step("recorded")
            self._report(path.name, delivery.id)
            self._step("reported")
            self._transfer(path, self._target(delivery), self._moving(delivery))
            self._step("moved")
            done.append((path, delivery))
        for folder in (self.folders.inbox, self.folders.released, self.folders.held):
            sync_folder(folder)
        self._register.handed([delivery.id for _, delivery in done], self._clock())
        for _ in done:
            self._step("noted")
        return done

    def _jobs(self, paths: Sequence[Path]) -> Iterator[Job]:
        digests = [_digest(path) for path in paths]
        ids = [delivery_of(path.name, digest) for path, digest in zip(paths, digests, strict=True)]
        known = self._register.deliveries(ids)
        for path, digest, delivery_id in zip(paths, digests, ids, strict=True):
            found = self._id_of(path.name, digest) if delivery_id in known else delivery_id
            self._step("seen")
            yield Job(Source.of_file(path), found, self._free_name(path.name))

    def _id_of(self, name: str, digest: str) -> str:
        """The delivery's id: one that was handed over is over, so the same file again is another delivery."""
        for again in count():
            delivery_id = delivery_of(name, digest, again)
            known = self._register.delivery(delivery_id)
            if known is None or known.state != "handed":
                return delivery_id
        raise AssertionError("count() does not end")

    def _finish(self) -> None:
        """End the hand-overs that a crash cut off; a decided file that still lies in the inbox comes in its turn."""
        for delivery in self._register.in_state("decided"):
            moving, target = self._moving(delivery), self._target(delivery)
            if moving.exists():
                self._copy(moving, target)
            elif not (target.exists() and self._is_its(target, delivery)):
                continue
            self._register.handed([delivery.id], self._clock())

    def _is_its(self, target: Path, delivery: Delivery) -> bool:
        return self._id_of(Path(delivery.name).name, _digest(target)) == delivery.id

    def _leave(self) -> None:
        """Files whose payments people have decided: those that are released leave the held ones, all are reported."""
        for delivery in self._register.in_state("settled"):
            self._report(Path(delivery.name).name, delivery.id)
            held, target = self.folders.held / delivery.target, self._target(delivery)
            if delivery.verdict == Verdict.RELEASE and held.exists():
                if target.exists():
                    raise StorageError("something else lies where it is to go", where=str(target))
                self._transfer(held, target, self._moving_held(delivery))
            elif delivery.verdict == Verdict.RELEASE and self._moving_held(delivery).exists():
                self._copy(self._moving_held(delivery), target)
            for folder in (self.folders.held, self.folders.released):
                sync_folder(folder)
            self._register.handed([delivery.id], self._clock())

    def _transfer(self, path: Path, target: Path, moving: Path) -> None:
        """Move in one step; to another disk by `moving`, out of sight first, so that it can't be taken for a new one."""
        if path.stat().st_dev == target.parent.stat().st_dev:
            path.rename(target)
        else:
            path.rename(moving)
            self._step("taken")
            self._copy(moving, target)

    def _copy(self, moving: Path, target: Path) -> None:
        """Copy to another disk: whole under a name that nobody takes, then in one step."""
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
            told = [Told(one.reference, _STATUSES[one.state]) for one in payments]
            made = status.report(payments[0].message_id, payments[0].type, told, self._clock())
            write_whole(self.folders.reports / f"{name}.pacs.002.xml", made)


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
