"""How are results shown to people, frozen, and compared with what was frozen? Knows no measure."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measures import Row, Tables

FROZEN = Path(__file__).parent / "frozen"
_DIGITS = 4


def path_of(name: str, scorer: str, folder: Path = FROZEN) -> Path:
    """Where a set's results are frozen: `<set>.json` for watchword, `<set>.<scorer>.json` for others."""
    return folder / (f"{name}.json" if scorer == "watchword" else f"{name}.{scorer}.json")


def canonical(tables: Tables) -> str:
    """JSON with sorted keys and rounded numbers; rows keep their order; no times, no machine."""
    rounded = {title: [_rounded(row) for row in rows] for title, rows in tables.items()}
    return json.dumps(rounded, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _rounded(row: Row) -> Row:
    return {k: round(v, _DIGITS) if isinstance(v, float) else v for k, v in row.items()}


def show(heading: str, tables: Tables, console: Console) -> None:
    """Print every table."""
    console.rule(heading)
    for title, rows in tables.items():
        if not rows:
            continue
        table = Table(title=title, title_justify="left")
        for column in rows[0]:
            table.add_column(column, justify="right" if isinstance(rows[0][column], int | float) else "left")
        for row in rows:
            table.add_row(*(_cell(row.get(column)) for column in rows[0]))
        console.print(table)


def _cell(value: str | int | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return "" if value is None else str(value)


def differences(tables: Tables, path: Path) -> list[str]:
    """The rows that differ from the frozen ones, as lines to read; empty when all are equal."""
    if not path.exists():
        return [f"nothing is frozen in {path.name}"]
    now = json.loads(canonical(tables))
    then = json.loads(path.read_text(encoding="utf-8"))
    out: list[str] = []
    for title in sorted(now.keys() | then.keys()):
        new, old = now.get(title, []), then.get(title, [])
        for i in range(max(len(new), len(old))):
            was, is_ = (rows[i] if i < len(rows) else None for rows in (old, new))
            if was != is_:
                out.append(f"{title}, row {i + 1}: {_change(was, is_)}")
    return out


def _change(was: Row | None, now: Row | None) -> str:
    if was is None or now is None:
        return "new" if was is None else "gone"
    name = next((str(v) for v in now.values() if isinstance(v, str)), "")
    parts = (f"{k} {was.get(k)} -> {now.get(k)}" for k in sorted(was.keys() | now.keys()) if was.get(k) != now.get(k))
    return f"{name}: " + ", ".join(parts)
