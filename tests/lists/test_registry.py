"""Files are recognised by content, read in groups, and refused with a word on what they look like."""

from __future__ import annotations

import gzip
import io
import lzma
import shutil
import zipfile
from pathlib import Path

import pytest

from watchword.errors import ListError
from watchword.lists import loading
from watchword.lists.registry import FORMATS, format_of, load_paths, read_files
from watchword.lists.source import SourceFile

_HTML = b"\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>"
_EXTRACTS = {
    "eu-fsf-xml": "eu/extract-full-1_1.xml",
    "uk-ofsi-csv": "uk/extract-conlist.csv",
    "uk-ofsi-xlsx": "uk/extract-conlist.xlsx",
    "au-dfat-xlsx": "au/extract-regulation8.xlsx",
    "us-ofac-csv": "us-ofac/sdn/sdn.csv",
}


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _extracts(data: Path) -> dict[str, SourceFile]:
    return {name: SourceFile(path, (data / path).read_bytes()) for name, path in _EXTRACTS.items()}


def test_every_format_recognises_its_own_files_and_no_other(data: Path) -> None:
    """Exactly one format recognises each extract."""
    for name, file in _extracts(data).items():
        assert [known.name for known in FORMATS if known.recognises(file)] == [name]


def test_every_real_file_is_recognised_at_most_once(shared: Path) -> None:
    """No real file of any publisher is taken for two formats."""
    for file in load_paths([path for path in (shared / "lists").rglob("*") if path.is_file()]):
        assert sum(known.recognises(file) for known in FORMATS) <= 1, file.name


def test_the_name_of_a_file_says_nothing(data: Path) -> None:
    """A file under another's name is recognised by its content."""
    file = _extracts(data)["eu-fsf-xml"]
    assert format_of(SourceFile("sdn.csv", file.data)).name == "eu-fsf-xml"


def test_lists_come_in_the_order_of_their_first_files(data: Path) -> None:
    """Several publishers' files give one list each; OFAC's set is one."""
    files = _extracts(data)
    folder = data / "us-ofac" / "sdn"
    members = [SourceFile(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]
    lists = read_files([files["au-dfat-xlsx"], *members, files["eu-fsf-xml"]])
    assert [read.publication.publisher for read in lists] == ["au-dfat", "us-ofac", "eu-fsf"]


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (_HTML, "an HTML page, such as a login or error page"),
        (b"\xef\xbb\xbf" + _HTML, "an HTML page"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (_zip({"sdn.csv": b"1,2,3"}), "a zip archive or office document"),
        (b'{"results": []}', "JSON of some other kind"),
        (b'[{"id": 1}]', "JSON of some other kind"),
        (b"<?xml version='1.0'?><rss/>", "XML of some other kind"),
        (b"name,country\nA,B\n", "a table or text of some other kind"),
        (b"Dear customer", "plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Excel or Word file"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "binary data"),
        (bytes(range(256)) * 8, "binary data"),
    ],
)
def test_a_file_that_is_no_list_is_described(content: bytes, looks: str) -> None:
    """The refusal names the file, says what it looks like, and which formats there are."""
    with pytest.raises(ListError) as caught:
        read_files([SourceFile("sdn.csv", content)])
    assert caught.value.where == "sdn.csv"
    assert f"it looks like {looks}" in caught.value.message
    assert all(known.name in caught.value.hint for known in FORMATS)


@pytest.mark.parametrize("name", ["sdn.csv", "ConList.xlsx", "20190827-FULL-1_1.xml"])
def test_an_error_page_is_refused_under_any_name(name: str) -> None:
    """An HTML page saved under a list's name is told as such."""
    with pytest.raises(ListError, match="HTML page"):
        read_files([SourceFile(name, _HTML)])


def test_no_format_raises_on_any_bytes(data: Path) -> None:
    """Recognising never raises: cut, shifted and flipped files are just not recognised, or are."""
    for file in _extracts(data).values():
        for content in (file.data[:100], file.data[100:], file.data[: len(file.data) // 2], file.data[::-1]):
            for known in FORMATS:
                assert known.recognises(SourceFile("x", content)) in (True, False)


def test_two_files_of_a_single_file_format_are_refused_by_name(data: Path) -> None:
    """Two different copies of one publisher's list are an error that names both."""
    file = _extracts(data)["uk-ofsi-csv"]
    other = SourceFile("older.csv", file.data.replace(b"05/06/2023", b"04/06/2023", 1))
    with pytest.raises(ListError, match=r"uk/extract-conlist\.csv and older\.csv: more than one file"):
        read_files([file, other])


def test_identical_files_are_refused_by_name(data: Path) -> None:
    """The same bytes given twice are an error that names both."""
    file = _extracts(data)["us-ofac-csv"]
    with pytest.raises(ListError, match=r"a\.csv and b\.csv: the same file twice"):
        read_files([SourceFile("a.csv", file.data), SourceFile("b.csv", file.data)])


def test_one_publication_in_two_formats_is_refused(data: Path) -> None:
    """The UK's list as CSV and as XLSX together would count every party twice."""
    files = _extracts(data)
    with pytest.raises(ListError, match="two lists with the same listing uk-ofsi:15672"):
        read_files([files["uk-ofsi-csv"], files["uk-ofsi-xlsx"]])


def test_no_files_are_no_lists() -> None:
    """Nothing given is an error, not an empty answer."""
    with pytest.raises(ListError, match="no files given"):
        read_files([])


def test_files_and_folders_are_loaded_in_order(tmp_path: Path) -> None:
    """A folder gives its files sorted, at any depth, without hidden ones; compressed files come unpacked."""
    (tmp_path / "set" / "more").mkdir(parents=True)
    for name, content in {
        "b.csv": b"b",
        "a.csv.gz": gzip.compress(b"a"),
        "more/c.xz": lzma.compress(b"c"),
        ".hidden": b"h",
    }.items():
        (tmp_path / "set" / name).write_bytes(content)
    single = tmp_path / "gzip without ending"
    single.write_bytes(gzip.compress(b"s"))
    files = load_paths([single, tmp_path / "set"])
    assert [file.data for file in files] == [b"s", b"a", b"b", b"c"]
    assert files[1].name.endswith("a.csv.gz")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing path and an empty folder are errors that name them."""
    for path, message in ((tmp_path / "none.csv", "no such file"), (tmp_path, "no files in this folder")):
        with pytest.raises(ListError, match=message) as caught:
            load_paths([path])
        assert caught.value.where == str(path)


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress], ids=["gzip", "xz"])
def test_damaged_and_endless_compressed_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: object
) -> None:
    """A compressed file that is cut short, or unpacks beyond the limit, is refused by name."""
    assert callable(pack)
    whole = pack(b"0" * 100_000)
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "bomb").write_bytes(whole)
    with pytest.raises(ListError, match="cut: damaged compressed file"):
        load_paths([tmp_path / "cut"])
    monkeypatch.setattr(loading, "LARGEST_FILE", 99_999)
    with pytest.raises(ListError, match="bomb: more than 99,999 bytes when decompressed"):
        load_paths([tmp_path / "bomb"])
    monkeypatch.setattr(loading, "LARGEST_FILE", 100_000)
    assert load_paths([tmp_path / "bomb"])[0].data == b"0" * 100_000


def test_files_beyond_the_limit_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain file larger than any list is not read at all."""
    (tmp_path / "big").write_bytes(b"0" * 2000)
    monkeypatch.setattr(loading, "LARGEST_FILE", 1000)
    with pytest.raises(ListError, match="big: more than 1,000 bytes"):
        load_paths([tmp_path / "big"])


def _workbook(data: Path, **changed: bytes) -> bytes:
    source = zipfile.ZipFile(data / _EXTRACTS["uk-ofsi-xlsx"])
    return _zip({name: source.read(name) for name in source.namelist()} | changed)


def test_zip_bombs_are_not_unpacked(data: Path) -> None:
    """A workbook that claims to unpack to hundreds of times its size is not recognised and not read."""
    bomb = _workbook(data, **{"xl/worksheets/sheet2.xml": b"0" * 40_000_000})
    assert len(bomb) < 200_000
    with pytest.raises(ListError, match="looks like a zip archive"):
        read_files([SourceFile("ConList.xlsx", bomb)])
    (known,) = [known for known in FORMATS if known.name == "uk-ofsi-xlsx"]
    with pytest.raises(ListError, match=r"unpacks from [\d,]+ to 40,\d{3},\d{3} bytes"):
        known.read((SourceFile("ConList.xlsx", bomb),))


def test_a_workbook_with_a_dtd_is_refused(data: Path) -> None:
    """No part of a workbook may declare entities."""
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    for part in (laughs, laughs.decode().encode("utf-16")):
        with pytest.raises(ListError, match=r"xl/workbook\.xml in this workbook declares a DTD"):
            read_files([SourceFile("ConList.xlsx", _workbook(data, **{"xl/workbook.xml": part}))])


def test_the_whole_shared_set_reads_as_four_lists(shared: Path, tmp_path: Path) -> None:
    """Files of four publishers in one folder, packed and not, are four lists with the published counts."""
    lists = shared / "lists"
    for path in (
        *(lists / "ofac" / "2024-03-11_triple").iterdir(),
        lists / "eu" / "20190827-FULL-1_1.xml",
        lists / "uk" / "ConList_2023-06-05.derived.csv.gz",
        *(lists / "au").iterdir(),
    ):
        shutil.copy(path, tmp_path)
    counts = {read.publication.publisher: len(read.listings) for read in read_files(load_paths([tmp_path]))}
    assert counts == {"us-ofac": 14452, "eu-fsf": 2200, "uk-ofsi": 3993, "au-dfat": 3062}
