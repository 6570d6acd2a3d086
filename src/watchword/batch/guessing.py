"""Which column seems to hold what? Headers suggest a map, and the first rows may speak against them.

A guess is shown before it is used; nothing here asks anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watchword.batch import headers
from watchword.batch.columns import ColumnMap, MapFile, checked, own_kinds
from watchword.batch.values import Cell, gender_named, is_blank, kind_named, texts
from watchword.errors import InputError
from watchword.model import Kind
from watchword.text import dates, places

_SEVERAL = frozenset({"aliases", "country", "nationality", "address"})  # fields that may take several columns


def guess(found: Sequence[str], sample: Sequence[Mapping[str, Cell]], given: MapFile) -> ColumnMap:
    """The map that headers suggest; `sample` are first rows, whose values can speak against a header;
    `given` says which words are kinds.

    A column of dates, countries or genders is taken only when at least half of its values in the sample can be
    understood, one of kinds only when all can. Raises UsageError when no column of names is found.
    """
    kinds = own_kinds(given)
    fields: dict[str, list[str]] = {}
    numbers: dict[str, list[str]] = {}
    for header in found:
        field, kind = headers.field_of(header)
        if not field or list(found).count(header) > 1:
            continue
        if field == "identifiers":
            numbers.setdefault(kind, []).append(header)
        elif _believable(field, header, sample, kinds):
            fields.setdefault(field, []).append(header)
    fields.setdefault("aliases", []).extend(fields.get("name", [])[1:])
    for field, columns in fields.items():
        if field not in _SEVERAL:
            del columns[1:]
    _settle_names(fields, sample)
    made = ColumnMap(
        **{field: tuple(columns) for field, columns in fields.items()},
        identifiers={kind: tuple(columns) for kind, columns in numbers.items()},
        kinds=kinds,
        kind_of_all=given.kind,
    )
    return checked(made, found)


def _believable(field: str, header: str, sample: Sequence[Mapping[str, Cell]], kinds: Mapping[str, Kind]) -> bool:
    understood = {
        "kind": lambda text: kind_named(text, kinds) is not None,
        "birth": lambda text: dates.parse(text) is not None,
        "country": lambda text: bool(places.country(text)),
        "nationality": lambda text: bool(places.countries_listed(text)),
        "gender": lambda text: gender_named(text) is not None,
    }.get(field)
    if understood is None:
        return True
    values = [text for row in sample for text in _try_texts(row.get(header)) if not is_blank(text)]
    known = sum(map(understood, values))
    return known == len(values) if field == "kind" else 2 * known >= len(values)


def _try_texts(cell: Cell) -> tuple[str, ...]:
    try:
        return texts(cell)
    except InputError:
        return ()


def _settle_names(fields: dict[str, list[str]], sample: Sequence[Mapping[str, Cell]]) -> None:
    """`Nom, Prénom` and `Nombre, Apellidos` part one name; `name, surname` with the whole name in it does not."""
    if "name" not in fields or len({"given", "family"} & fields.keys()) != 1:
        return
    part = "given" if "given" in fields else "family"
    other = "family" if part == "given" else "given"
    whole = sum(_contains(row.get(fields["name"][0]), row.get(fields[part][0])) for row in sample)
    if 2 * whole < len(sample):
        fields[other] = fields.pop("name")


def _contains(name: Cell, part: Cell) -> bool:
    words = [set(headers.fold(" ".join(_try_texts(cell))).split()) for cell in (name, part)]
    return words[1] <= words[0]
