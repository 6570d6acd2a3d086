"""How does a process of its own screen chunks? Frames come in on stdin, answers go out on stdout, in order.

It ends when its stdin does: whoever started it may be killed at any moment and leaves no orphan. It writes no
file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Protocol

import msgspec

from watchword.batch.chunks import Chunk
from watchword.batch.frames import read_frame, write_frame
from watchword.batch.work import ChunkScreener, Done, Job
from watchword.errors import WatchwordError
from watchword.match.loops import loops
from watchword.match.matcher import Matcher
from watchword.screen import Screener
from watchword.snapshot import Snapshot


class Start(msgspec.Struct, frozen=True):
    """The first frame: what is to be done, and the index file to open."""

    job: Job
    index: str


class Ask(msgspec.Struct, frozen=True):
    """A further frame: chunks to screen, and what other workers have learned that this one may take over."""

    chunks: list[Chunk]
    lent: list[bytes]


class Reply(msgspec.Struct, frozen=True):
    """An answer: what each chunk gave and what was learned on the way, or the error that ended the work."""

    done: tuple[Done, ...] | None = None
    lent: bytes = b""
    error: dict[str, str] | None = None


class Work(Protocol):
    """What a process does with chunks. Whatever is wrong with one row is in what it gives."""

    @property
    def matcher(self) -> Matcher:
        """What learns words while it screens."""

    def screen(self, chunks: Sequence[Chunk]) -> tuple[Done, ...]:
        """What each chunk gives: every row of it, in order."""


def main() -> None:
    """Serve the process that started this one, until stdin ends."""
    loops(compiled=True)  # whoever started this one is still opening lists and file
    serve(_open)


def serve(begin: Callable[[bytes], Work]) -> None:
    """Serve with the work that the first frame describes, until stdin ends."""
    stdin = sys.stdin.buffer
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    try:
        _serve(stdin, stdout, begin)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)  # nobody listens any more


def _open(first: bytes) -> Work:
    start = msgspec.msgpack.decode(first, type=Start)
    return ChunkScreener(start.job, Screener(Snapshot.open(Path(start.index)), start.job.policy))


def _serve(stdin: IO[bytes], stdout: IO[bytes], begin: Callable[[bytes], Work]) -> None:
    first = read_frame(stdin)
    if first is None:
        return
    decoder, encoder = msgspec.msgpack.Decoder(Ask), msgspec.msgpack.Encoder()
    try:
        work = begin(first)
        while (frame := read_frame(stdin)) is not None:
            ask = decoder.decode(frame)
            for lent in ask.lent:
                work.matcher.borrow(lent)
            write_frame(stdout, encoder.encode(Reply(work.screen(ask.chunks), work.matcher.lend())))
    except WatchwordError as error:
        write_frame(stdout, encoder.encode(Reply(error=error.as_dict())))
