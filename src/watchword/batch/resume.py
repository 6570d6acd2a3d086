"""How far is a run, and can it go on where it was killed? A folder beside the output, with a journal in it.

Lines go to growing files first, then to the disk, then the journal says how long they are: whatever is behind
that was never written. The output appears whole, by one rename. What the lines are is not known here.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from watchword.batch.assembling import Assemble, Assembling
from watchword.batch.chunks import Chunk
from watchword.batch.locking import lock
from watchword.batch.summary import Tally
from watchword.batch.work import ASIDE_HEAD, Done, Job, head_of
from watchword.errors import StorageError, UsageError


class Commit(msgspec.Struct, frozen=True):
    """A line of the journal: so many chunks are done, and the files are so long.

    `chain` is a digest over the rows of these chunks; `complete` says that they are all.
    """

    chunks: int = 0
    rows: int = 0
    chain: str = ""
    out: int = 0
    aside: int = 0
    complete: bool = False
    tally: Tally = msgspec.field(default_factory=Tally)


def aside_path(out: Path) -> Path:
    """The file of rows set aside that belongs to an output."""
    return out.with_name(f"{out.name}.set-aside.csv")


class Run:
    """The state of one run on disk, from its first byte to the finished output.

    `assemble` makes the output of the frames; without it the lines are the output.
    """

    def __init__(self, out: Path, job: Job, assemble: Assemble | None = None) -> None:
        self.out, self._job, self._assemble = out, job, assemble
        self.folder = out.with_name(f"{out.name}.unfinished")
        self._journal_path = self.folder / "journal.jsonl"
        self.last = Commit()
        self._now = Commit()
        self._assembling: Assembling | None = None
        self._journal: BinaryIO | None = None
        self._lines: BinaryIO | None = None
        self._aside: BinaryIO | None = None

    def open(self, *, resume: bool) -> None:
        """Begin, or go on behind the last chunk that is certain. Leave with `close`.

        Raises UsageError when the output is there already, when an unfinished run is and `resume` is not set, or
        was of another job, and StorageError when the folder can't be written.
        """
        try:
            job, commit = self._read()
            self._refuse(job, commit, resume)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._journal = self._journal_path.open("ab")
            if not lock(self._journal):
                raise UsageError("another run is writing this output", where=str(self.out))
            self._take_up(job, commit)
        except OSError as error:
            raise StorageError(f"can't write it: {error.strerror or error}", where=str(self.folder)) from error

    def _refuse(self, job: Job | None, commit: Commit, resume: bool) -> None:
        if job is None or not commit.complete:
            for path in (self.out, aside_path(self.out)):
                if path.exists():
                    raise UsageError("it is there already", where=str(path), hint="Name another output, or remove it.")
        if job is not None and not resume:
            raise UsageError("an unfinished run is here", where=str(self.folder),
                             hint="Go on with --resume, or remove that folder to begin anew.")  # fmt: skip
        if job is not None and job != self._job:
            changed = [f for f in job.__struct_fields__ if getattr(job, f) != getattr(self._job, f)]
            raise UsageError(f"the unfinished run was another one: {', '.join(changed)} changed",
                             where=str(self.folder), hint="Ask as before, or remove that folder.")  # fmt: skip

    def _take_up(self, job: Job | None, commit: Commit) -> None:
        if job is None:
            assert self._journal is not None
            self._journal.truncate(0)
            (self.folder / "out").write_bytes(head := head_of(self._job.target))
            (self.folder / "aside").write_bytes(ASIDE_HEAD)
            commit = Commit(out=len(head), aside=len(ASIDE_HEAD))
            self._append(msgspec.json.encode(self._job))
            self._append(msgspec.json.encode(commit))
        self.last = self._now = commit
        if not commit.complete:
            self._lines, self._aside = self._open_at("out", commit.out), self._open_at("aside", commit.aside)
        if self._assemble is not None and (lines := self.folder / "out").exists():
            self._assembling = Assembling(self._assemble, lines, self.folder / "whole")
            self._assembling.certain(commit.out)

    def _open_at(self, name: str, length: int) -> BinaryIO:
        """One of the growing files, cut to the length that is certain."""
        file = (self.folder / name).open("r+b")
        file.truncate(length)
        file.seek(length)
        return file

    def _read(self) -> tuple[Job | None, Commit]:
        """Job and last whole commit of the journal."""
        try:
            lines = self._journal_path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return None, Commit()
        except OSError as error:
            raise StorageError(f"can't read it: {error.strerror}", where=str(self._journal_path)) from error
        if len(lines) < 2:
            return None, Commit()
        try:
            job = msgspec.json.decode(lines[0], type=Job)
        except msgspec.MsgspecError as error:
            raise StorageError(f"the journal is damaged: {error}", where=str(self._journal_path),
                               hint="Remove that folder to begin anew.") from None  # fmt: skip
        return job, next(filter(None, map(_commit, reversed(lines[1:]))), Commit())

    def remaining(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        """The chunks that are not done yet. Raises UsageError when those that are done are not what they were."""
        chain = ""
        for _ in range(self.last.chunks):
            chunk = next(chunks, None)
            chain = _link(chain, chunk.data) if chunk else ""
        if chain != self.last.chain:
            raise UsageError("the customer file has changed since the run began", where=str(self.folder),
                             hint="Remove that folder to begin anew.")  # fmt: skip
        return chunks

    def add(self, chunk: Chunk, done: Done) -> None:
        """Take what a chunk gave. It is certain after the next `commit`."""
        assert self._lines is not None
        assert self._aside is not None
        framed = done.out
        if self._job.target == "parquet" and done.out:
            framed = len(done.out).to_bytes(8, "little") + done.out
        self._lines.write(framed)
        self._aside.write(done.aside)
        now = self._now
        self._now = Commit(
            now.chunks + 1, now.rows + chunk.rows, _link(now.chain, chunk.data), now.out + len(framed),
            now.aside + len(done.aside), False, now.tally + done.tally,
        )  # fmt: skip

    @property
    def tally(self) -> Tally:
        """The counts so far."""
        return self._now.tally

    def commit(self, *, complete: bool = False) -> None:
        """Make everything added certain: a run that is killed from here on goes on behind it."""
        if self._now is self.last and not complete:
            return
        for file in (self._lines, self._aside):
            if file is not None:
                file.flush()
                os.fsync(file.fileno())
        self._now = self.last = msgspec.structs.replace(self._now, complete=complete)
        self._append(msgspec.json.encode(self.last))
        if self._assembling is not None:
            self._assembling.certain(self.last.out)

    def _append(self, line: bytes) -> None:
        assert self._journal is not None
        self._journal.write(line + b"\n")
        self._journal.flush()
        os.fsync(self._journal.fileno())

    def finish(self) -> None:
        """Put the output and the rows set aside in their places; the folder goes. May be repeated after a kill."""
        self._close_files()
        whole, aside = self.folder / "out", self.folder / "aside"
        if self.tally.set_aside and aside.exists():
            _place(aside, aside_path(self.out))
        if self._assembling is not None:
            self._assembling.finish()
            whole = self.folder / "whole"
        if whole.exists():
            _sync(whole)
            _place(whole, self.out)
        _sync(self.out.parent)
        self.close()
        for path in self.folder.iterdir():
            if path != self._journal_path:  # which goes last: without it nobody knows what the folder is
                path.unlink()
        shutil.rmtree(self.folder)

    def close(self) -> None:
        """Let go of the files; what is certain stays for a later run."""
        self._close_files()
        if self._assembling is not None:
            self._assembling.stop()
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _close_files(self) -> None:
        for file in (self._lines, self._aside):
            if file is not None:
                file.close()
        self._lines = self._aside = None


def _commit(line: bytes) -> Commit | None:
    """A line of the journal, None where a crash has torn it."""
    try:
        return msgspec.json.decode(line, type=Commit)
    except msgspec.MsgspecError:
        return None


def _link(chain: str, data: bytes) -> str:
    return hashlib.sha256(chain.encode() + data).hexdigest()


def _place(path: Path, name: Path) -> None:
    """Rename, unless something else has got that name since the run began."""
    if name.exists() and not filecmp.cmp(path, name, shallow=False):
        raise UsageError("it is there already", where=str(name), hint="Move it away, then --resume.")
    path.replace(name)


def _sync(path: Path) -> None:
    """Have a file or a folder's entries on the disk, where the system can."""
    if path.is_dir() and os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
