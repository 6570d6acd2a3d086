"""What does a JSON list hold? Bytes become plain values, and a record's fields become text or lists of text.

Nothing here knows a publisher's fields; a value of another type than it should be is an error that names its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from watchword.errors import ListError
from watchword.lists.source import SourceFile

Record = Mapping[str, Any]

_BYTE = re.compile(r"\(byte (\d+)\)")


def load(file: SourceFile) -> Any:
    """The value of a JSON file in UTF-8. Raises ListError naming the line where it is broken or cut off."""
    try:
        return msgspec.json.decode(file.data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as error:
        at = _BYTE.search(str(error))
        line = file.data.count(b"\n", 0, int(at[1])) + 1 if at else 1
        raise ListError(f"broken JSON ({error})", where=f"{file.name}, line {line}", hint="Fetch it again.") from None
    except UnicodeDecodeError:
        raise ListError("not UTF-8 text", where=f"{file.name}, line {_line_not_utf8(file.data)}") from None
    except RecursionError:
        raise ListError("broken JSON (nested deeper than any list)", where=file.name) from None


def load_lines(file: SourceFile) -> Iterator[tuple[int, Record]]:
    """The line and the object of every line of a JSON-lines file that is not blank."""
    for line, data in enumerate(file.data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not data.strip():
            continue
        where = f"{file.name}, line {line}"
        try:
            value = msgspec.json.decode(data)
        except UnicodeDecodeError:
            raise ListError("not UTF-8 text", where=where) from None
        except (msgspec.DecodeError, RecursionError) as error:
            raise ListError(f"broken JSON ({error})", where=where, hint="Is the file whole?") from None
        yield line, record(value, where)


def record(value: Any, where: str) -> Record:
    """The value, when it is an object; else ListError."""
    if not isinstance(value, dict):
        raise ListError(f"an object is needed here, not {_kind(value)}", where=where)
    return value


def records(value: Any, where: str) -> list[tuple[str, Record]]:
    """The objects of an array, each with its place: `results[5]`. Nothing for null."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ListError(f"an array is needed here, not {_kind(value)}", where=where)
    return [(f"{where}[{at}]", record(item, f"{where}[{at}]")) for at, item in enumerate(value)]


def text(of: Record, name: str, where: str) -> str:
    """A field's text without outer blanks; numbers as text, null and missing as empty. ListError for anything else."""
    value = of.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ListError(f"text is needed here, not {_kind(value)}", where=f"{where}.{name}")
    return str(value).strip()


def texts(of: Record, name: str, where: str) -> tuple[str, ...]:
    """The texts of a field that holds several, or one, without repetition and blanks."""
    value = of.get(name)
    values = value if isinstance(value, list) else [value]
    found = (text({name: item}, name, where) for item in values)
    return tuple(dict.fromkeys(item for item in found if item))


def _line_not_utf8(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "an array", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
