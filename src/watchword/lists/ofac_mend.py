"""Where do the columns of a row end whose quotes were lost? Commas inside names then look like columns.

A row is put together again only where there is one way to do it that fits what each column may hold;
nothing here guesses between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchword.text import places

NULL = "-0-"
SDN_TYPES = frozenset((NULL, "individual", "vessel", "aircraft"))

_MOST_FIELDS = 500  # a remark has 1,000 characters at most

_NULL = r"(?:-0-)?"
_PROGRAMME = re.compile(r"(?!-0-)[A-Za-z0-9][A-Za-z0-9 \-]*(?:\] \[[A-Za-z0-9][A-Za-z0-9 \-]*)*")
_TONNAGE = re.compile(rf"{_NULL}|[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d*")
# Call sign, type, tonnage, gross tonnage, flag, owner: what each of sdn.csv's vessel columns may hold.
_VESSEL = (
    re.compile(rf"{_NULL}|[A-Z0-9][A-Za-z0-9 /\-]*"),
    re.compile(rf"{_NULL}|[A-Z][A-Za-z /()\-]*"),
    _TONNAGE,
    _TONNAGE,
    re.compile(rf"{_NULL}|[A-Z][A-Za-z'. ]*"),
    re.compile(r".*", re.DOTALL),
)
_NOTHING = (re.compile(_NULL),) * 6


def mend(role: str, fields: list[str]) -> list[str] | None:
    """The row's right columns, made from too many fields; None when there is no way or more than one.

    `role` is sdn, alt or add. An address whose parts can't be told apart keeps all of them, in order, in
    its first column.
    """
    if len(fields) > _MOST_FIELDS:
        return None
    match role:
        case "sdn":
            ways = list(_sdn_ways(fields))
            return ways[0] if len(ways) == 1 else None
        case "alt":
            return [*fields[:3], ",".join(fields[3:-1]), fields[-1]] if _is_null(fields[-1]) else None
        case "add":
            return _mend_address(fields) if _is_null(fields[-1]) else None
        case _:
            return None


def _sdn_ways(fields: list[str]) -> Iterator[list[str]]:
    """Every way to read the fields as number, name, type, programme, title, six vessel columns, remarks."""
    for at in range(2, len(fields) - 9):
        kind = fields[at].strip()
        if kind not in SDN_TYPES or not _PROGRAMME.fullmatch(fields[at + 1].strip()):
            continue
        start = [fields[0], ",".join(fields[1:at]), kind, fields[at + 1]]
        patterns = _VESSEL if kind == "vessel" else _NOTHING
        for title, rest in _title_ways(fields[at + 2 :], kind):
            for vessel, remarks in _vessel_ways(rest, patterns):
                yield [*start, title, *vessel, remarks]


def _title_ways(fields: list[str], kind: str) -> Iterator[tuple[str, list[str]]]:
    """Only persons have titles, and only a title that is not null can have commas."""
    if kind != "individual" or _is_null(fields[0]):
        yield fields[0], fields[1:]
        return
    for end in range(1, len(fields) - 6):
        if _is_null(fields[end - 1]):
            return
        yield ",".join(fields[:end]), fields[end:]


def _vessel_ways(fields: list[str], patterns: tuple[re.Pattern[str], ...]) -> Iterator[tuple[list[str], str]]:
    if not patterns:
        remarks = ",".join(fields)
        if fields and (len(fields) == 1 or not any(_is_null(field) for field in fields)):
            yield [], remarks
        return
    # Two fields at most: a tonnage with its comma. An owner has never been seen with one.
    for count in (1, 2) if len(patterns) > 1 else (1,):
        value = ",".join(fields[:count])
        if len(fields) > count and patterns[0].fullmatch(value.strip()):
            for values, remarks in _vessel_ways(fields[count:], patterns[1:]):
                yield [value, *values], remarks


def _mend_address(fields: list[str]) -> list[str]:
    numbers, parts, remarks = fields[:2], fields[2:-1], fields[-1]
    city = next((at for at in range(1, len(parts) - 1) if _is_null(parts[at])), 0)
    if city:
        return [*numbers, ",".join(parts[:city]), parts[city], ",".join(parts[city + 1 :]), remarks]
    last = 2 if places.country(",".join(parts[-2:])) else 1  # Korea, North
    country, parts = ",".join(parts[-last:]), parts[:-last]
    if _is_null(parts[0]):
        return [*numbers, parts[0], ",".join(parts[1:]), country, remarks]
    if len(parts) == 2:
        return [*numbers, *parts, country, remarks]
    return [*numbers, ",".join(parts), NULL, country, remarks]


def _is_null(field: str) -> bool:
    return field.strip() in (NULL, "")
