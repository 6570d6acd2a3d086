"""Do lists that stand together keep every record under an id of its own?"""

from __future__ import annotations

import pytest
from tests.small import listing

from watchword import snapshot
from watchword.errors import ListError, StorageError
from watchword.lists.publishers import sources
from watchword.lists.source import ReadList
from watchword.model import Link, Listing, Party, Publication
from watchword.screen import Screener
from watchword.snapshot import Snapshot

_SDN = next(one.title for one in sources() if one.id == "us-ofac-sdn")
_MOVED = "us-ofac:4632"


def _list(title: str, *listings: Listing) -> ReadList:
    return ReadList(Publication("us-ofac", title, len(listings), title, published="2024-01-01"), listings)


def _together(*lists: ReadList) -> Snapshot:
    return Snapshot(*snapshot._build(lists, lambda *_: None))


def test_a_party_that_stands_in_two_lists_is_found_in_both() -> None:
    """OFAC moves parties between its lists under one number: the second record has its list in its id and a tie to the
    first, and a name that only it has is found."""
    made = _together(
        _list("SDN", listing(_MOVED, "Mahdi Petrol")),
        _list("Consolidated", listing(_MOVED, "Zarnitsa Bank", "Mahdi Petrol")),
    )
    assert made.ids == (_MOVED, f"{_MOVED}/us-ofac-consolidated")
    second = made.find(f"{_MOVED}/us-ofac-consolidated")
    assert second.links == (Link("same-party", "Zarnitsa Bank", _MOVED),)
    answer = Screener(made, compiled=False).screen(Party("Zarnitsa Bank"))
    assert [hit.listing.id for hit in answer.hits] == [second.id]


def test_a_list_given_twice_is_refused() -> None:
    """The same list twice, or an id twice in one list, is a mistake that is told with the id."""
    one = listing(_MOVED, "Mahdi Petrol")
    for lists in ((_list("SDN", one), _list("SDN", one)), (_list("SDN", one, one),)):
        with pytest.raises(ListError, match=f"{_MOVED}: two records have this id"):
            _together(*lists)


def test_a_damaged_index_at_home_is_made_again(tmp_path) -> None:
    """A bit that is another one is not screened with: the index is built from the lists again."""
    reads: list[int] = []

    def read() -> list[ReadList]:
        reads.append(1)
        return [_list("SDN", listing(_MOVED, "Mahdi Petrol"))]

    path = Snapshot.kept("lists", read, tmp_path).path
    assert path is not None
    written = path.read_bytes()
    damaged = bytearray(written)
    damaged[len(written) // 2] ^= 4
    path.write_bytes(damaged)
    with pytest.raises(StorageError, match="its bytes are not those that were written"):
        Snapshot.open(path)
    Snapshot.kept("lists", read, tmp_path)
    assert path.read_bytes() == written
    Snapshot.kept("lists", read, tmp_path)
    assert len(reads) == 2
