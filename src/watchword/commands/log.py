"""What do the commands of `watchword log` take and give? Verify, show, prove, export, hand out heads.

What the log is, and what is wrong with one, is `ledger`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.commands import identity, options, recording
from watchword.errors import NotFoundError, UsageError, WatchwordError
from watchword.output import print_parts, write_json, write_text

if TYPE_CHECKING:
    from watchword.ledger.heads import Head
    from watchword.ledger.log import View
    from watchword.ledger.record import Record

_DONE, _FAULTS = 0, WatchwordError.exit_code
_SHOWN = 20
_WAIT = 30.0  # seconds for a witness to take a head


@click.group()
def log() -> None:
    """The record: is it sound, what is on it, and how is that shown to others?

    \b
    Examples:
      watchword log verify
      watchword log head --out head.txt
      watchword log show 12 --personal
      watchword log prove 12 --out proof.json
      watchword log export log.jsonl --as audrey
    """


@log.command()
@click.argument("export", required=False, type=click.Path(path_type=Path))
@click.option(
    "--head", "head_file", type=click.Path(path_type=Path), metavar="FILE", help="A signed head kept outside."
)
@click.option("--key", default="", metavar="HEX", help="The log's first public key, if it is known from elsewhere.")
@options.json
@options.home
def verify(**given: Any) -> int:
    """Is every record what it was? Of the store, or of an EXPORT file.

    \b
    Examples:
      watchword log verify
      watchword log verify log.jsonl --head head.txt

    Exit code 1 when there is a fault.
    """
    from watchword.ledger import audit, verify_log

    head, key = _text_of(given["head_file"]), _key_of(given["key"])
    if given["export"]:
        with _opened(given["export"]) as lines:
            faults = verify_log.check_log(lines, head, key)
    else:
        faults = audit.verify(identity.open_desk().log, head=head, key=key)
    if given["json"]:
        write_json({"sound": not faults, "faults": [fault._asdict() for fault in faults]})
    else:
        from watchword import render_record

        print_parts(render_record.faults(faults))
    return _FAULTS if faults else _DONE


@log.command()
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file, whole or not at all.")
@click.option("--mail", is_flag=True, help="As text for an e-mail to a keeper.")
@click.option("--webhook", default="", metavar="URL", help="Send it as JSON to a keeper's address.")
@click.option("--timestamp", default="", metavar="URL", help="Have an RFC 3161 authority stamp it; needs --out.")
@click.option("--own-network", is_flag=True, help="The address is within this machine's own network.")
@options.json
@options.home
def head(**given: Any) -> int:
    """The log's last signed head, to be kept by somebody else: with it any later change can be shown.

    With --timestamp the reply goes to FILE.tsr beside the head.

    \b
    Examples:
      watchword log head --out head.txt
      watchword log head --mail
    """
    from watchword.ledger import heads

    if given["timestamp"] and not given["out"]:
        raise UsageError("a stamped head has to be kept", where="--timestamp", hint="Name a file with --out.")
    last = identity.open_desk().log.head()
    if given["out"]:
        heads.write_head(last, given["out"])
    if given["webhook"]:
        _post(given["webhook"], heads.head_as_json(last), "application/json", own_network=given["own_network"])
    if given["timestamp"]:
        _stamp(given["timestamp"], last, given["out"], own_network=given["own_network"])
    if given["json"]:
        write_json({"origin": last.origin, "size": last.size, "root": last.root.hex(), "time": last.time,
                    "note": last.note})  # fmt: skip
    elif not (given["out"] or given["webhook"]):
        write_text(heads.head_as_mail(last) if given["mail"] else last.note)
    return _DONE


@log.command()
@click.argument("seq", required=False, type=int)
@click.option("--kind", multiple=True, metavar="KIND", help="Only records of this kind, as screened. Repeatable.")
@click.option("--limit", type=click.IntRange(min=1), default=_SHOWN, show_default=True, metavar="N", help="The last N.")
@click.option("--personal", is_flag=True, help="With the personal part, where it is not erased.")
@identity.as_person
@options.json
@options.home
def show(**given: Any) -> int:
    """What is on record: one record by its number, or the last ones.

    \b
    Examples:
      watchword log show --kind screened --limit 5
      watchword log show 12 --personal
    """
    desk = identity.open_desk()
    identity.reader(desk, given, "see personal data" if given["personal"] else "see alerts")
    with desk.log.read() as view:
        found = [view.record(given["seq"])] if given["seq"] is not None else _last(view, given["kind"], given["limit"])
        told = [_told(view, record, given["personal"]) for record in found]
    if given["json"]:
        write_json(told)
    else:
        from watchword import render_record

        print_parts(render_record.records(told))
    return _DONE


@log.command()
@click.argument("seq", type=int)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@options.home
def prove(**given: Any) -> int:
    """The proof of one record: its sealed line, its path to the root, the signed head. JSON, for verify_log.py --proof.

    \b
    Example:
      watchword log prove 12 --out proof.json
    """
    import msgspec

    from watchword.store.files import write_whole

    proof = identity.open_desk().log.prove(given["seq"])
    if given["out"]:
        write_whole(given["out"], msgspec.json.format(msgspec.json.encode(proof), indent=2) + b"\n")
    else:
        write_json(proof)
    return _DONE


@log.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--personal", is_flag=True, help="With the personal parts that are not erased.")
@identity.as_person
@options.home
def export(**given: Any) -> int:
    """Write the whole log to a file of JSON lines, as verify_log.py reads it. That it was is on record, and in it.

    \b
    Example:
      watchword log export log.jsonl --personal --as audrey
    """
    from watchword.cases import keeping
    from watchword.ledger.export import export_lines
    from watchword.store.files import write_stream

    desk = identity.open_desk()
    person = identity.actor(desk, given)
    if given["out"].exists():
        raise UsageError("it is there already", where=str(given["out"]), hint="Name another file, or remove it.")
    receipt = keeping.exporting(desk, person, "log", with_personal=given["personal"])
    with desk.log.storage.reading() as reading:
        write_stream(given["out"], export_lines(reading, personal=given["personal"]))
    recording.tell(receipt, quiet=False)
    return _DONE


def _last(view: View, kinds: tuple[str, ...], limit: int) -> list[Record]:
    from collections import deque

    head = view.head
    size = head.size if head else 0
    first = 0 if kinds else max(size - limit, 0)
    return list(deque(view.records(first, None, kinds), maxlen=limit))


def _told(view: View, record: Record, personal: bool) -> dict[str, Any]:
    told = {"seq": record.seq, "time": record.time, "kind": record.kind, "hash": record.leaf_hash.hex(),
            "body": record.body}  # fmt: skip
    return {**told, "personal": view.personal(record.seq)} if personal else told


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise NotFoundError(f"can't read it: {error.strerror}", where=str(path)) from error


def _text_of(path: Path | None) -> str:
    if path is None:
        return ""
    with _opened(path) as file:
        return str(file.read().decode("utf-8", "replace"))


def _key_of(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text) or None
    except ValueError:
        raise UsageError("a key is 64 hex digits", where="--key") from None


def _stamp(url: str, head: Head, out: Path, *, own_network: bool) -> None:
    from watchword.ledger import timestamps
    from watchword.store.files import write_whole

    reply = _post(url, timestamps.request(head), timestamps.REQUEST_TYPE, own_network=own_network)
    if not timestamps.is_granted(reply):
        raise WatchwordError("the authority granted no time stamp", where=url)
    write_whole(out.with_name(f"{out.name}.tsr"), reply)


def _post(url: str, body: bytes, kind: str, *, own_network: bool) -> bytes:
    """Send to a witness and give its answer. Raises WatchwordError when it doesn't take it.

    A head is secret to nobody, and head and stamp are signed: most authorities answer without encryption.
    """
    from urllib3.exceptions import HTTPError

    from watchword.webhooks.address import look_up
    from watchword.webhooks.sending import direct

    pool, target, host = direct(url, look_up, own_network=own_network, seconds=_WAIT, plain=True)
    with pool:
        try:
            reply = pool.request(
                "POST", target, body=body, headers={"Host": host, "Content-Type": kind}, retries=2, redirect=False
            )
        except (HTTPError, OSError) as error:
            raise WatchwordError(f"the head could not be sent: {error}", where=url) from error
    if not 200 <= reply.status < 300:
        raise WatchwordError(f"the head was not taken: status {reply.status}", where=url)
    return reply.data
