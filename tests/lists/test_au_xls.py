"""Australia's list in the old Excel format is the list in the new one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lists.fields import read, refusal

from watchword.errors import ListError
from watchword.lists import au, sheets
from watchword.lists.source import SourceFile

_XLSX, _XLS = au.FORMATS


@pytest.fixture(scope="module")
def xls(data: Path) -> bytes:
    return (data / "au" / "extract-regulation8.xls").read_bytes()


def test_xls_and_xlsx_are_the_same_list(data: Path, xls: bytes) -> None:
    """Dates, numbers and text of both give equal listings."""
    pytest.importorskip("xlrd")
    newer = read(_XLSX, (data / "au" / "extract-regulation8.xlsx").read_bytes())
    older = read(_XLS, xls)
    assert older.listings == newer.listings
    assert older.publication.published == newer.publication.published
    assert not _XLSX.recognises(SourceFile("a.xls", xls))


def test_without_its_package_an_xls_is_refused_with_advice(xls: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """xlrd is optional: without it the file is refused, and the message says what to do."""

    def nothing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(sheets, "import_module", nothing)
    assert refusal(_XLS, xls, "a.xls") == (
        "a.xls: an old Excel workbook, which needs the package xlrd. Install watchword[xls], or save the file as XLSX."
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_xls_is_refused(xls: bytes, share: float) -> None:
    """A workbook cut short is damaged, wherever the cut is."""
    pytest.importorskip("xlrd")
    with pytest.raises(ListError, match=r"a\.xls: "):
        _XLS.read((SourceFile("a.xls", xls[: int(len(xls) * share)]),))


def test_another_xls_is_not_recognised(xls: bytes) -> None:
    """An old workbook without the publisher's columns is some other file."""
    other = xls.replace(b"Name Type", b"Kind Type").replace(
        "Name Type".encode("utf-16-le"), "Kind Type".encode("utf-16-le")
    )
    assert not _XLS.recognises(SourceFile("a.xls", other))
    assert not _XLS.recognises(SourceFile("a.xls", b"Name Type, Name of Individual or Entity"))
