"""What do the commands on the customer book take and give? A file into the book, and the book's customers out of it.

Taking a file is `monitoring.importing`; the answers come from runs (`monitoring.running`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import files, identity, opening, options
from watchword.errors import NotFoundError
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from watchword.ledger.log import Log
    from watchword.store.book import Book, Customer

DONE, SET_ASIDE = 0, 11


@click.group()
def customers() -> None:
    """The customer book: who is screened whenever a list changes.

    \b
    Examples:
      watchword customers import customers.csv
      watchword customers list
      watchword customers show C-1001
    """


@customers.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@files.column_map
@click.option("--part", is_flag=True, help="FILE holds only some customers: those that it lacks stay.")
@click.option("--max-loss", type=click.FloatRange(0, 1), default=0.10, show_default=True, metavar="SHARE",
              help="Share of the book that FILE may lack and still be taken.")  # fmt: skip
@click.option("--accept-shrunken", is_flag=True, help="Take FILE although it lacks more than --max-loss allows.")
@options.json
@options.home
def import_(**given: Any) -> int:
    """Take the customers of FILE (CSV, Parquet, JSON lines, FollowTheMoney) into the book: added, changed, gone.

    Every customer needs an id of its own. Rows that can't be a customer are set aside; while there are any, nobody
    is gone. The next `watchword monitor` screens who is new or changed.

    \b
    Examples:
      watchword customers import customers.csv
      watchword customers import new.parquet --part --map map.toml

    Exit code 11 when rows were set aside.
    """
    from watchword import wiring
    from watchword.commands import recording
    from watchword.monitoring.importing import Wish, take
    from watchword.progress import TransferBar

    wish = Wish(given["part"], given["max_loss"], given["accept_shrunken"], f"os:{recording.user()}")
    log = _log(given)
    path = given["path"]
    with TransferBar() as bar:
        done = take(path, given["map_file"], wish, log, wiring.now(), lambda at, of: bar(path.name, at, of))
    if given["json"]:
        write_json({**msgspec.to_builtins(done.imported), "rows_set_aside": done.aside, "record": done.seq})
    else:
        from watchword import render_monitoring

        print_parts(*render_monitoring.imported(done))
    return SET_ASIDE if done.imported.set_aside else DONE


@customers.command("list")
@click.option("--begins", default="", metavar="TEXT", help="Only customers whose id begins so.")
@click.option("--hits", is_flag=True, help="Only customers with a hit.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Default: 20; for programs all.")
@identity.as_person
@options.json
@options.home
def list_(**given: Any) -> int:
    """The customers in the book, with the number of hits that stand of each.

    \b
    Examples:
      watchword customers list --hits
      watchword customers list --begins C-10 --json
    """
    from watchword.monitoring.opening import reading_book

    identity.reader(identity.open_desk(), given, "see personal data")
    limit = given["limit"] or (None if given["json"] else 20)
    with reading_book(_log(given)) as book:
        rows = _rows(book, given, limit)
        count = book.count()
    if given["json"]:
        write_json({"customers": count[0], "gone": count[1], "shown": rows})
    else:
        from watchword import render_monitoring

        print_parts(*render_monitoring.customers(rows, count))
    return DONE


@customers.command()
@click.argument("own_id", metavar="ID")
@identity.as_person
@options.json
@options.home
def show(**given: Any) -> int:
    """One customer: what is known, what was before, the hits that stand, and the record of every answer.

    \b
    Examples:
      watchword customers show C-1001
      watchword customers show C-1001 --json
    """
    from watchword.monitoring.telling import told_of

    identity.reader(identity.open_desk(), given, "see personal data")
    with _log(given).storage.reading() as reading:
        told = told_of(reading, given["own_id"])
    if told is None:
        raise NotFoundError("no customer has this id", where=given["own_id"], hint="See watchword customers list.")
    if given["json"]:
        write_json(told)
    else:
        from watchword import render_monitoring

        print_parts(*render_monitoring.customer(told))
    return DONE


def _log(given: dict[str, Any]) -> Log:
    from watchword import wiring

    return wiring.open_log(opening.settings_of({"lists": (), **given}))


def _rows(book: Book, given: dict[str, Any], limit: int | None) -> list[dict[str, Any]]:
    from watchword.model import Party
    from watchword.monitoring.rows import recall

    rows: list[dict[str, Any]] = []
    after = 0
    while page := book.page(after, 1000, begins=given["begins"]):
        after = page[-1].number
        hits = book.hits(page[0].number, after)
        for one in page:
            found = recall(hits.get(one.number, b""))
            if given["hits"] and not found:
                continue
            rows.append(_row(one, msgspec.msgpack.decode(one.party, type=Party), len(found)))
            if limit is not None and len(rows) == limit:
                return rows
    return rows


def _row(one: Customer, party: Any, hits: int) -> dict[str, Any]:
    return {"id": one.own_id, "name": party.name, "kind": party.kind.value, "hits": hits,
            "answered": bool(one.screened)}  # fmt: skip
