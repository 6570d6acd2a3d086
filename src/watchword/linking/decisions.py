"""What have people decided about two listings being one party? A small file that outlasts every list update.

One JSON object a line, only ever added to: who, when, why, `same` or `apart`, and the ids of both listings. The
last line about a pair counts. Nothing here reads the clock or asks who is at the keyboard.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from watchword.errors import InputError, StorageError
from watchword.store.files import locked, write_whole

FILE = "links.jsonl"


class Decision(msgspec.Struct, frozen=True):
    """A person's word on two listings: `same` or `apart`. `at` is an ISO time; `a` stands before `b`."""

    a: str
    b: str
    verdict: Literal["same", "apart"]
    by: str
    at: str
    why: str = ""


def decide(pair: tuple[str, str], verdict: Literal["same", "apart"], by: str, at: str, why: str = "") -> Decision:
    """A decision on two listing ids, in either order. InputError when they are one id or nobody is named."""
    a, b = sorted(pair)
    if a == b:
        raise InputError("a listing can't be linked with itself", where=a, hint="Give the ids of two listings.")
    if not by.strip():
        raise InputError("a decision needs somebody who made it", where="by")
    return Decision(a, b, verdict, by.strip(), at, " ".join(why.split()))


def add(home: Path, decision: Decision) -> None:
    """Add a decision to the file, durably; stopped at any moment, it has the decision whole or not at all.

    Raises StorageError when it can't be written.
    """
    path = home / FILE
    with locked(path.with_suffix(".lock"), wait=True):
        before = b"".join(msgspec.json.encode(one) + b"\n" for one in read(home))
        write_whole(path, before + msgspec.json.encode(decision) + b"\n")


def read(home: Path) -> tuple[Decision, ...]:
    """Every decision ever made, oldest first; none when there is no file. StorageError names a bad line."""
    path = home / FILE
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StorageError(f"can't read it: {error.strerror or error}", where=str(path)) from error
    out = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                out.append(msgspec.json.decode(line, type=Decision))
            except msgspec.MsgspecError as error:
                raise StorageError(f"damaged: {error}", where=f"{path} line {number}") from error
    return tuple(out)


def standing(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The last decision on each pair, in the order in which pairs were last decided."""
    last: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        last.pop((decision.a, decision.b), None)
        last[decision.a, decision.b] = decision
    return last


def digest(decisions: Iterable[Decision]) -> str:
    """SHA-256 of what stands: equal for equal decisions, whoever made them and when."""
    told = [(d.a, d.b, d.verdict) for d in standing(decisions).values()]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()
