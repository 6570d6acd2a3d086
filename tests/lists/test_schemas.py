"""A list is held to its publisher's own schema where there is one to hold it to."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchword.errors import ListError, StorageError
from watchword.lists import schemas
from watchword.lists.registry import FORMATS
from watchword.lists.source import SourceFile

_ENTRY = b"<sdnEntry><uid>1</uid><lastName>A</lastName><sdnType>Entity</sdnType></sdnEntry>"
_NAMESPACES = (
    b"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
    b"http://tempuri.org/sdnList.xsd",
)
_OWN_SCHEMA = (
    b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="sdnList" type="xs:int"/></xs:schema>'
)


def _sdn(entries: bytes, namespace: bytes = _NAMESPACES[0]) -> SourceFile:
    head = b'<?xml version="1.0"?>\n<sdnList xmlns="' + namespace + b'">\n<publshInformation/>\n'
    return SourceFile("sdn.xml", head + entries + b"</sdnList>")


@pytest.mark.parametrize("namespace", _NAMESPACES)
def test_the_schema_holds_in_the_file_s_own_namespace(tmp_path: Path, namespace: bytes) -> None:
    """OFAC's file before and after it moved keeps to the schema; an element too many, or one missing, breaks it."""
    sound = _ENTRY.replace(b"</sdnType>", b"</sdnType><programList><program>SDGT</program></programList>")
    schemas.check(_sdn(sound, namespace), "us-ofac-xml", tmp_path)
    for broken in (sound.replace(b"<uid>1</uid>", b""), sound.replace(b"</uid>", b"</uid><uncle/>")):
        with pytest.raises(ListError, match=r"sdn\.xml: .* line 4: .*--accept-invalid") as caught:
            schemas.check(_sdn(broken, namespace), "us-ofac-xml", tmp_path)
        assert "http" not in caught.value.message


def test_many_breaches_are_counted(tmp_path: Path) -> None:
    """Three are told, the others counted."""
    with pytest.raises(ListError, match="and 2 more"):
        schemas.check(_sdn((_ENTRY + b"\n") * 5), "us-ofac-xml", tmp_path)


def test_one_s_own_schema_comes_first(tmp_path: Path) -> None:
    """A schema in the home directory takes the place of the built-in one, or makes one where there is none."""
    (tmp_path / "us-ofac-xml.xsd").write_bytes(_OWN_SCHEMA)
    schemas.check(SourceFile("a.xml", b"<sdnList>7</sdnList>"), "us-ofac-xml", tmp_path)
    with pytest.raises(ListError, match="line 1"):
        schemas.check(SourceFile("a.xml", b"<sdnList>x</sdnList>"), "us-ofac-xml", tmp_path)
    (tmp_path / "us-ofac-xml.xsd").write_bytes(b"<html/>")
    with pytest.raises(StorageError, match=r"us-ofac-xml\.xsd"):
        schemas.check(SourceFile("a.xml", b"<sdnList>7</sdnList>"), "us-ofac-xml", tmp_path)


def test_a_format_without_a_schema_passes(tmp_path: Path) -> None:
    """What no schema is known for is left to its reader."""
    schemas.check(SourceFile("a.csv", b"\0"), "us-ofac-csv", tmp_path)


def test_built_in_schemas_are_of_formats() -> None:
    """Each is named by a format of the registry, so none is left unused."""
    folder = Path(schemas.__file__).parent.parent / "data" / "schemas"
    assert {path.stem for path in folder.glob("*.xsd")} <= {known.name for known in FORMATS}


@pytest.mark.parametrize(
    ("path", "format_name", "breaks"),
    [
        ("lists/eu/20190827-FULL-1_1.xml", "eu-fsf-xml", ""),
        ("lists/ofac/cons_2024-05-06.xml", "us-ofac-xml", ""),
        ("lists/ofac/sdn_2021-03-10.xml", "us-ofac-xml", ""),
        ("lists/ofac/sdn_advanced_sample_2024-02-23.xml", "us-ofac-advanced", "No match found for key-sequence"),
    ],
)  # fmt: skip
def test_real_files_keep_to_their_schemas(
    shared: Path, tmp_path: Path, path: str, format_name: str, breaks: str
) -> None:
    """All that are whole do; the sample that others cut out of a list does not."""
    file = SourceFile(path, (shared / path).read_bytes())
    if not breaks:
        schemas.check(file, format_name, tmp_path)
        return
    with pytest.raises(ListError, match=breaks):
        schemas.check(file, format_name, tmp_path)


@pytest.mark.parametrize(("day", "breaks"), [("2021-03-12", True), ("2024-09-26", False), ("2024-11-30", False)])
def test_the_un_s_files_under_the_un_s_schema(shared: Path, tmp_path: Path, day: str, breaks: bool) -> None:
    """The UN's schema may not be passed on: put into the home directory, it is used like the others."""
    schema = (shared / "lists" / "schemas" / "un_consolidated.xsd").read_bytes()
    (tmp_path / "un-sc-xml.xsd").write_bytes(schema)
    file = SourceFile(day, (shared / "test_only" / "lists" / "un" / f"consolidated_{day}.xml").read_bytes())
    if not breaks:
        schemas.check(file, "un-sc-xml", tmp_path)
        return
    with pytest.raises(ListError, match="SUBMITTED_BY"):
        schemas.check(file, "un-sc-xml", tmp_path)
