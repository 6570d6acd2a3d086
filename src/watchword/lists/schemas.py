"""Does an XML list keep to its publisher's own schema (XSD)? Those that may be passed on are in `data/schemas`.

What a schema does not forbid is a reader's business, and so is every list without a schema.
"""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path

from lxml import etree

from watchword.errors import ListError, StorageError
from watchword.lists.source import SourceFile

_SHOWN = 3  # violations that a message tells


def check(file: SourceFile, format_name: str, own: Path) -> None:
    """Raise ListError, telling lines and reasons, for a file that breaks the schema of its format.

    The schema is `<format>.xsd` in the folder `own`, else the one that comes with the package; a format without any
    passes. Raises StorageError for a schema that is none.
    """
    known = _schema(format_name, own)
    if known is None:
        return
    name, text = known
    try:
        schema = etree.XMLSchema(_in_namespace_of(etree.fromstring(text, _parser()), file))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise StorageError(f"not an XML schema ({str(error)[:200]})", where=name) from None
    if schema.validate(etree.parse(io.BytesIO(file.data), _parser())):
        return
    errors = list(schema.error_log)
    told = "; ".join(f"line {error.line}: {_plain(error.message)}" for error in errors[:_SHOWN])
    more = f"; and {len(errors) - _SHOWN:,} more" if len(errors) > _SHOWN else ""
    raise ListError(
        f"it breaks its publisher's schema: {told}{more}",
        where=file.name,
        hint=f"Fetch it again. If the publisher has a newer schema, save it as {own / format_name}.xsd; "
        "--accept-invalid takes the list as it is.",
    )


def _schema(format_name: str, own: Path) -> tuple[str, bytes] | None:
    path = own / f"{format_name}.xsd"
    try:
        return str(path), path.read_bytes()
    except FileNotFoundError:
        built_in = files("watchword").joinpath("data", "schemas", f"{format_name}.xsd")
        return (built_in.name, built_in.read_bytes()) if built_in.is_file() else None
    except OSError as error:
        raise StorageError(f"can't read it: {error.strerror}", where=str(path)) from error


def _in_namespace_of(schema: etree._Element, file: SourceFile) -> etree._Element:
    """The schema, for the namespace of the file's root: OFAC's lists moved to another one in 2024, otherwise unchanged."""
    _, root = next(iter(etree.iterparse(io.BytesIO(file.data), events=("start",), resolve_entities=False)))
    here, there = schema.get("targetNamespace"), etree.QName(root).namespace
    if here is None or there is None or here == there:
        return schema
    text = etree.tostring(schema).replace(f'"{here}"'.encode(), f'"{there}"'.encode())
    return etree.fromstring(text, _parser())


def _plain(message: str) -> str:
    """The message of libxml2 without namespaces."""
    parts = message.split("{")
    return "".join([parts[0], *(part.partition("}")[2] for part in parts[1:])]).strip().rstrip(".")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
