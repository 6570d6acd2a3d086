"""The bundled lists are the ones the manifest names, whole, dated and licensed."""

from __future__ import annotations

import lzma
import runpy
import shutil
from pathlib import Path

import pytest

from watchword.errors import ListError
from watchword.lists import bundled
from watchword.lists.loading import decompress
from watchword.lists.source import ReadList

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "src" / "watchword" / "data" / "bundled"


@pytest.fixture(scope="module")
def lists() -> tuple[ReadList, ...]:
    return bundled.read_bundled()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "bundled")


def _first_only(folder: Path, publisher: str) -> None:
    """Leave one list in the manifest, so that a test reads no more than it must."""
    head, *sections = (folder / "manifest.toml").read_text(encoding="utf-8").split("[[list]]")
    kept = [section for section in sections if f'publisher = "{publisher}"' in section]
    (folder / "manifest.toml").write_text("[[list]]".join([head, *kept]), encoding="utf-8")


def test_every_bundled_list_is_whole_and_marked(lists: tuple[ReadList, ...]) -> None:
    """Four publishers, each with date, licence, address, digest and its full count, marked as bundled."""
    assert {(r.publication.publisher, r.publication.published, len(r.listings)) for r in lists} == {
        ("us-ofac", "2024-03-11", 14452),
        ("uk-ofsi", "2023-06-05", 3993),
        ("eu-fsf", "2019-08-27", 2200),
        ("au-dfat", "2024-11-11", 3062),
    }
    for read in lists:
        publication = read.publication
        assert publication.bundled
        assert publication.records == len(read.listings)
        assert publication.title
        assert publication.licence
        assert publication.url.startswith("https://")
        assert len(publication.sha256) == 64


def test_the_manifest_alone_tells_what_is_bundled(lists: tuple[ReadList, ...]) -> None:
    """Publications are known without decompressing anything."""
    assert bundled.publications() == tuple(read.publication for read in lists)


def test_the_person_of_the_readme_is_among_them(lists: tuple[ReadList, ...]) -> None:
    """The bundle holds us-ofac:32391."""
    assert "us-ofac:32391" in {listing.id for read in lists for listing in read.listings}


def test_the_digest_is_the_manifests_own(copy: Path) -> None:
    """The identity is cheap and changes with any file's digest; it is the same wherever the bundle lies."""
    assert bundled.digest(copy) == bundled.digest()
    manifest = (copy / "manifest.toml").read_text(encoding="utf-8")
    (copy / "manifest.toml").write_text(manifest.replace('sha256 = "', 'sha256 = "0', 1), encoding="utf-8")
    assert bundled.digest(copy) != bundled.digest()


def test_a_changed_file_is_refused(copy: Path) -> None:
    """A bundled file that is not the one of the manifest is refused by name."""
    _first_only(copy, "eu-fsf")
    data = lzma.decompress((copy / "eu-fsf-full.xml.xz").read_bytes())
    (copy / "eu-fsf-full.xml.xz").write_bytes(lzma.compress(data.replace(b"Mugabe", b"Mugabo", 1)))
    with pytest.raises(ListError, match=r"bundled eu-fsf-full\.xml: not the file that the manifest names"):
        bundled.read_bundled(copy)


def test_a_damaged_file_is_refused(copy: Path) -> None:
    """A bundled file cut short is refused by name."""
    _first_only(copy, "eu-fsf")
    packed = (copy / "eu-fsf-full.xml.xz").read_bytes()
    (copy / "eu-fsf-full.xml.xz").write_bytes(packed[:-100])
    with pytest.raises(ListError, match=r"bundled eu-fsf-full\.xml: damaged compressed file"):
        bundled.read_bundled(copy)


def test_another_count_is_refused(copy: Path) -> None:
    """A reader that finds more or fewer records than the manifest says is not believed."""
    _first_only(copy, "eu-fsf")
    manifest = (copy / "manifest.toml").read_text(encoding="utf-8")
    (copy / "manifest.toml").write_text(manifest.replace("records = 2200", "records = 2201"), encoding="utf-8")
    with pytest.raises(ListError, match="2200 records, not 2201"):
        bundled.read_bundled(copy)


def test_every_attribution_stands_in_the_notice() -> None:
    """NOTICE has the attribution line of each bundled list."""
    notice = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())
    for line in (FOLDER / "manifest.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("attribution"):
            assert line.split(" = ", 1)[1].strip('"') in notice


def test_the_bundle_is_made_from_the_shared_files(shared: Path, tmp_path: Path) -> None:
    """tools/bundle.py gives a list's file and section of the manifest again, from the publisher's file."""
    tool = runpy.run_path(str(ROOT / "tools" / "bundle.py"))
    european = next(listed for listed in tool["LISTS"] if "eu-fsf-full.xml" in listed.files)
    section = tool["_bundle"](european, shared / "lists", tmp_path)
    assert section in (FOLDER / "manifest.toml").read_text(encoding="utf-8")
    made, kept = ((folder / "eu-fsf-full.xml.xz").read_bytes() for folder in (tmp_path, FOLDER))
    assert lzma.decompress(made) == lzma.decompress(kept)


def test_every_bundled_file_is_the_publishers(shared: Path) -> None:
    """What is bundled are the bytes of the files it was made from, for each list."""
    tool = runpy.run_path(str(ROOT / "tools" / "bundle.py"))
    for listed in tool["LISTS"]:
        for name, path in listed.files.items():
            source = decompress((shared / "lists" / path).read_bytes(), path)
            assert lzma.decompress((FOLDER / f"{name}.xz").read_bytes()) == source
