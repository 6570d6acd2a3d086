"""Which column of a customer file holds what? A map, as a TOML file has it.

Guessing one from headers is `guessing`; turning one row into a party is `values`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from watchword.batch import headers
from watchword.errors import UsageError
from watchword.model import Kind
from watchword.text import identifiers

Columns = tuple[str, ...]
FIELDS = ("id", "name", "given", "middle", "family", "aliases", "kind", "birth", "birth_place", "country",
          "nationality", "gender", "address")  # fmt: skip


class ColumnMap(msgspec.Struct, frozen=True, omit_defaults=True):
    """The columns that each field is read from, in order; `identifiers` by type.

    `given`, `middle` and `family` make the name where no `name` is. `kinds` translates values of the file to
    kinds, beside the ones known anyway; `kind_of_all` is the kind of every row that says none.
    """

    id: Columns = ()
    name: Columns = ()
    given: Columns = ()
    middle: Columns = ()
    family: Columns = ()
    aliases: Columns = ()
    kind: Columns = ()
    birth: Columns = ()
    birth_place: Columns = ()
    country: Columns = ()
    nationality: Columns = ()
    gender: Columns = ()
    address: Columns = ()
    identifiers: dict[str, Columns] = {}
    kinds: dict[str, Kind] = {}
    kind_of_all: Kind = Kind.UNKNOWN

    @property
    def used(self) -> Columns:
        """Every column that is read, each once, in the order of the fields."""
        return tuple(dict.fromkeys(column for _, columns in self.rows() for column in columns))

    def rows(self) -> Iterator[tuple[str, Columns]]:
        """The fields that have columns, for showing: (field, its columns)."""
        for field in FIELDS:
            if columns := getattr(self, field):
                yield field, columns
        for kind, columns in self.identifiers.items():
            yield f"identifiers.{kind}", columns


class MapFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A TOML map as it is written: format facts, kinds, and under [columns] a header or several for each field."""

    encoding: str = ""
    delimiter: str = ""
    kind: Kind = Kind.UNKNOWN
    kinds: dict[str, Kind] = {}
    columns: dict[str, str | list[str] | dict[str, str | list[str]]] = {}


def read_map(path: Path) -> MapFile:
    """The map in a TOML file. Raises UsageError, naming the key, when it can't be read or has unknown fields."""
    try:
        given = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), MapFile)
    except OSError as error:
        raise UsageError(f"can't read the map: {error.strerror}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"the map can't be understood: {error}", where=str(path)) from None
    known = {*FIELDS, "identifiers"}
    for field, value in given.columns.items():
        if field not in known:
            hint = f"Use: {', '.join((*FIELDS, 'identifiers'))}."
            raise UsageError(f"unknown field {field!r}", where=f"{path}: columns", hint=hint)
        if isinstance(value, dict) != (field == "identifiers"):
            hint = 'Write name = "Header", and [columns.identifiers] passport = "Header".'
            raise UsageError("identifiers have a table of types, other fields a header", where=f"{path}: {field}",
                             hint=hint)  # fmt: skip
    for kind in given.columns.get("identifiers", {}):
        if kind not in identifiers.TYPES:
            hint = f"Use: {', '.join(sorted(identifiers.TYPES))}."
            raise UsageError(f"unknown type {kind!r}", where=f"{path}: columns.identifiers", hint=hint)
    return given


def named(given: MapFile, found: Sequence[str]) -> ColumnMap:
    """The map that a TOML file names, for a file with these headers.

    Raises UsageError for a header that is not there, or there twice, and when nothing gives a name.
    """
    fields: dict[str, Columns] = {}
    numbers: dict[str, Columns] = {}
    for field, value in given.columns.items():
        if isinstance(value, dict):
            numbers = {kind: _columns(columns, found) for kind, columns in value.items()}
        else:
            fields[field] = _columns(value, found)
    kinds = own_kinds(given)
    return checked(
        ColumnMap(**fields, identifiers=numbers, kinds=kinds, kind_of_all=given.kind),
        found,
    )


def _columns(value: str | Sequence[str], found: Sequence[str]) -> Columns:
    columns = (value,) if isinstance(value, str) else tuple(value)
    for column in columns:
        if column not in found:
            raise UsageError(f"there is no column {column!r}", where="columns", hint=f"Columns: {_listed(found)}.")
        if list(found).count(column) > 1:
            raise UsageError(f"two columns are called {column!r}", where="columns", hint="Rename one of them.")
    return columns


def own_kinds(given: MapFile) -> dict[str, Kind]:
    """The words of a map for kinds, folded as values are."""
    return {headers.fold(word): kind for word, kind in given.kinds.items()}


def checked(columns: ColumnMap, found: Sequence[str]) -> ColumnMap:
    """The map itself; UsageError when it gives no name."""
    if not (columns.name or columns.family or columns.given):
        raise UsageError("no column of names is known", where="columns",
                         hint=f"Name it with --map. Columns: {_listed(found)}.")  # fmt: skip
    return columns


def _listed(found: Sequence[str]) -> str:
    return ", ".join(found[:40]) + (", ..." if len(found) > 40 else "")


def as_toml(columns: ColumnMap, encoding: str = "", delimiter: str = "") -> str:
    """The map as a TOML file that `read_map` reads to the same map."""
    lines = [f"{key} = {_quoted(value)}" for key, value in (("encoding", encoding), ("delimiter", delimiter)) if value]
    if columns.kind_of_all is not Kind.UNKNOWN:
        lines.append(f"kind = {_quoted(columns.kind_of_all)}")
    lines += ["", "[columns]"]
    lines += [f"{field} = {_value(names)}" for field, names in columns.rows() if not field.startswith("identifiers.")]
    if columns.identifiers:
        lines += ["", "[columns.identifiers]"]
        lines += [f"{_quoted(kind)} = {_value(names)}" for kind, names in columns.identifiers.items()]
    if columns.kinds:
        lines += ["", "[kinds]", *(f"{_quoted(word)} = {_quoted(kind)}" for word, kind in columns.kinds.items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def _value(names: Columns) -> str:
    return _quoted(names[0]) if len(names) == 1 else f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's."""
    return msgspec.json.encode(str(text)).decode().replace("\x7f", "\\u007f")
