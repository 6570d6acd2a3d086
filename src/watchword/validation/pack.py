"""What is in a validation pack? The report for screen and paper, the data behind it, and the SHA-256 of each file."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from watchword.errors import StorageError
from watchword.paper import html, pdf
from watchword.store.files import write_whole
from watchword.validation.measuring import Measured
from watchword.validation.pages import TITLE, blocks

VALIDATED = "validated"
MANIFEST = "MANIFEST"


def files(measured: Measured) -> dict[str, bytes]:
    """Every file of the pack by name, MANIFEST last."""
    report = list(blocks(measured))
    made = {
        "report.html": html.page(TITLE, report),
        "report.pdf": pdf.page(TITLE, report),
        "measured.json": msgspec.json.format(msgspec.json.encode(_summary(measured), order="deterministic")) + b"\n",
        "altered-names.csv": _csv(
            ("listing", "kind", "classes", "original", "query", "similarity", "found"),
            ((t.altered.listing, t.altered.kind, "; ".join(t.altered.classes), t.altered.original, t.altered.query,
              t.similarity, t.similarity >= measured.policy.alert) for t in measured.tried),
        ),
        "missed-names.csv": _csv(
            ("listing", "name", "strength"), ((m.listing, m.name, m.strength) for m in measured.exact.missed)
        ),
    }  # fmt: skip
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in made.items())
    return {**made, MANIFEST: "".join(lines).encode()}


def write(folder: Path, made: dict[str, bytes]) -> None:
    """Write a pack into a folder, which is made. Raises StorageError for one that holds other files already."""
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - set(made)):
        raise StorageError("there is something else in this place", where=str(folder), hint="Name a new folder.")
    for name, data in made.items():
        write_whole(folder / name, data)


def entry(measured: Measured, made: dict[str, bytes]) -> tuple[str, dict[str, Any]]:
    """Kind and body of what goes on the record: the digest of MANIFEST, what was measured on, and the chief numbers."""
    exact = measured.exact
    body = {
        "manifest": hashlib.sha256(made[MANIFEST]).hexdigest(),
        "question": measured.question,
        "engine": measured.engine,
        "snapshot": measured.snapshot,
        "policy": measured.policy_digest,
        "recall": measured.recall,
        "exact": exact.found,
        "searches": measured.searches,
        "alerts": measured.alerts.at_line if measured.alerts else None,
        "sound": measured.sound,
    }
    return VALIDATED, body


def _summary(measured: Measured) -> dict[str, Any]:
    """Everything but the altered names one by one, which are a table of their own."""
    fields = {name: getattr(measured, name) for name in measured.__struct_fields__ if name != "tried"}
    return msgspec.to_builtins(fields)  # type: ignore[no-any-return]  # a dict stays one


def _csv(titles: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")
