"""Is this party a customer whom the newest run cleared? The proof, for those who need not screen it once more.

Regulation (EU) 2024/886, Art. 5d, has customers screened daily in place of each instant payment. Every doubt is no
proof: the party is then screened in flight, as everybody else.
"""

from __future__ import annotations

from watchword.cases import folding
from watchword.cases.desk import FOLDS
from watchword.cases.projections import follow
from watchword.errors import InputError
from watchword.ledger.log import Change
from watchword.match.version import engine
from watchword.model import Party
from watchword.monitoring.opening import book_of
from watchword.monitoring.rows import PARTY, recall
from watchword.screen import Screener, check
from watchword.store.book import Book, Customer


def proof(change: Change, party: Party, screener: Screener) -> str:
    """What proves that a party is a customer who is cleared on the lists in use now; empty when nothing does.

    It is the customer whose id in the book is a number of the party, and who has its very name. The newest run must have
    answered that customer as it is now, on these lists, by this policy and engine; and each of its hits must have been
    decided to be another party.
    """
    book = book_of(change.writing)
    run = book.last_run()
    in_use = (screener.snapshot.digest, screener.policy.digest, engine())
    if run is None or not run.complete or (run.snapshot, run.policy, run.engine) != in_use:
        return ""
    numbers = [number.partition(":")[2] or number for number in party.identifiers]
    found = [one for one in book.with_ids(numbers).values() if _is_cleared(change, book, one, party)]
    return f"customer {found[0].own_id}, run {run.number}" if len(found) == 1 else ""


def _is_cleared(change: Change, book: Book, customer: Customer, party: Party) -> bool:
    if customer.gone or not customer.screened:
        return False
    known = PARTY.decode(customer.party)
    if _plain(party.name) not in {_plain(name) for name in (known.name, *known.aliases)}:
        return False
    try:
        check(known)  # one that can't be screened has an answer, too: that it was refused
    except InputError:
        return False
    hits = recall(book.hits(customer.number, customer.number).get(customer.number, b""))
    token = change.writing.token_of(f"customer:{customer.own_id}") if hits else ""
    return all(_is_another(change, token, hit.listing) for hit in hits)


def _is_another(change: Change, token: str, listing: str) -> bool:
    """Whether people have decided that a hit of a customer is another party."""
    alert = folding.about(follow(change, FOLDS), token, listing) if token else None
    if alert is None or alert.state != "closed" or alert.ruling is None or alert.pending:
        return False
    return alert.ruling.disposition == "false-positive"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
