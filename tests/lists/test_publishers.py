"""The table of official lists fits the readers."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest

from watchword.errors import NotFoundError, UsageError
from watchword.lists import au, bundled, ca, ch, eu, fr, fr_mapper, ofac_csv, uk_conlist, uk_list, un, us_csl
from watchword.lists.publishers import chosen, list_id, read_sources, sources
from watchword.lists.registry import FORMATS
from watchword.model import Publication

_TITLES = {
    ofac_csv.SDN_TITLE, ofac_csv.CONSOLIDATED_TITLE, us_csl.TITLE, un.TITLE, eu.TITLE, uk_list.TITLE,
    uk_conlist.TITLE, ca.TITLE, ch.TITLE, fr.TITLE, au.TITLE,
}  # fmt: skip


def test_every_reader_has_its_list() -> None:
    """Titles are those of the readers, formats are known, and every list has page, licence and frequency."""
    assert {source.title for source in sources()} == _TITLES
    assert fr_mapper.PUBLISHER in {source.publisher for source in sources()}
    known = {format_.name for format_ in FORMATS}
    for source in sources():
        assert set(source.formats) <= known
        assert source.page
        assert source.licence
        assert source.frequency
        assert bool(source.formats) == bool(source.files)


def test_addresses_are_encrypted_and_different() -> None:
    """Every address is https, and no two are the same."""
    urls = [address.url for source in sources() for address in source.files]
    assert all(urlsplit(url).scheme == "https" for url in urls)
    assert len(set(urls)) == len(urls)


def test_every_bundled_list_is_one_of_them() -> None:
    """A publication has the id of its list in the table."""
    assert [list_id(one) for one in bundled.publications()] == ["us-ofac-sdn", "uk-ofsi", "eu-fsf", "au-dfat"]


def test_a_list_of_nobody_has_an_id_too() -> None:
    """Made of its publisher, fit for the name of a folder; of the title as well where the publisher has others."""
    publication = Publication("own-Bánk/1", "Ours", 1, "")
    assert list_id(publication) == "own-bank-1"
    assert list_id(msgspec.structs.replace(publication, publisher="us-ofac")) == "us-ofac-ours"
    assert list_id(msgspec.structs.replace(publication, publisher="../..")) == "list"


def test_lists_are_chosen_by_id_or_publisher() -> None:
    """By default those that need no asking; what has no address can't be fetched."""
    assert [source.id for source in chosen(["us-ofac"], sources())] == ["us-ofac-sdn", "us-ofac-consolidated"]
    assert [source.id for source in chosen(["us-csl"], sources())] == ["us-csl"]
    default = {source.id for source in chosen([], sources())}
    assert {"us-ofac-sdn", "un-sc", "eu-fsf", "uk-fcdo"} <= default
    assert not {"us-csl", "uk-ofsi"} & default
    for name in ("uk-ofsi", "nobody"):
        with pytest.raises(NotFoundError, match=name):
            chosen([name], sources())


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    """Has the form of the built-in one; what is wrong with it is told."""
    path = tmp_path / "mirror.toml"
    path.write_bytes(files("watchword").joinpath("lists", "publishers.toml").read_bytes())
    assert read_sources(path) == sources()
    for text, reason in (("[[list]]\nid = 3", "id"), ("nothing", "table"), ('[[list]]\nid="a"\nurl="b"\n', "url")):
        path.write_text(text)
        with pytest.raises(UsageError, match=reason):
            read_sources(path)
    with pytest.raises(UsageError, match="none"):
        read_sources(tmp_path / "none.toml")
