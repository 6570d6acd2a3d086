"""Is there a newer state of a list, and may it be taken? Each list is asked for at its address, one after the other.

What goes wrong with one list is its own trouble: it is noted, and the next one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from watchword.errors import ListError, WatchwordError
from watchword.library.acceptance import Gate, Outcome
from watchword.library.fetch import Fetcher, UnreachableError
from watchword.library.intake import Batch
from watchword.library.shelf import Status, Validator
from watchword.lists.loading import decompress
from watchword.lists.publishers import Address, Source
from watchword.lists.registry import format_of, formats_for
from watchword.lists.source import SourceFile

Progress = Callable[[str, int, int], None]  # list or file, bytes or files done, in all (0 where nobody says)


def update(gate: Gate, fetcher: Fetcher, wanted: Iterable[Source], progress: Progress) -> Iterator[Outcome]:
    """Fetch each list, and keep it where it is newer and whole. One outcome for each, in order; never raises for one.

    Hold `Catalogue.changing` while this runs.
    """
    for source in wanted:
        try:
            yield _update(gate, fetcher, source, progress)
        except WatchwordError as error:  # of the disk, not of the list: nothing can be noted
            yield Outcome(source.id, "refused", str(error))


def add(gate: Gate, batches: Iterable[Batch], progress: Progress) -> Iterator[Outcome]:
    """Keep the lists in these files. One outcome for each list of each batch; never raises for one.

    Hold `Catalogue.changing` while this runs.
    """
    batches = tuple(batches)
    for number, batch in enumerate(batches):
        progress(batch.where, number, len(batches))
        try:
            groups = _by_format(batch.load())
        except WatchwordError as error:
            yield Outcome(batch.where, "refused", str(error))
            continue
        for files in groups:
            yield _add(gate, batch, files)
    progress("", len(batches), len(batches))


def _add(gate: Gate, batch: Batch, files: tuple[SourceFile, ...]) -> Outcome:
    try:
        outcome = gate.admit(files, batch.retrieved)
        gate.note(outcome, batch.retrieved if batch.stated else "")
        return outcome
    except ListError as error:
        gate.suspect(files, batch.retrieved, str(error))
        return Outcome(", ".join(file.name for file in files), "refused", str(error))
    except WatchwordError as error:
        return Outcome(", ".join(file.name for file in files), "refused", str(error))


def _by_format(files: tuple[SourceFile, ...]) -> list[tuple[SourceFile, ...]]:
    formats = formats_for(files)
    groups: dict[str, list[SourceFile]] = {}
    for file in files:
        try:
            name = format_of(file, formats).name
        except ListError:
            name = f"? {file.name}"  # refused by itself, with the reason
        groups.setdefault(name, []).append(file)
    return [tuple(group) for group in groups.values()]


def _update(gate: Gate, fetcher: Fetcher, source: Source, progress: Progress) -> Outcome:
    shelf = gate.catalogue.shelf(source.id)
    newest = shelf.at()
    header = shelf.header(newest) if newest else None
    kept = {file.sha256 for file in header.files} if header else set()
    status = shelf.status()
    known = {url: validator for url, validator in status.validators.items() if validator.sha256 in kept}
    try:
        fetched = [_fetch(fetcher, source, address, known.get(address.url), progress) for address in source.files]
        if newest and header and all(file is None for file, _ in fetched):
            outcome = Outcome(source.id, "unchanged", "", newest.day, newest.digest, header.publication.records)
        else:
            old = shelf.files(newest) if newest and any(file is None for file, _ in fetched) else ()
            files = tuple(
                file or _kept(old, validator, address)
                for address, (file, validator) in zip(source.files, fetched, strict=True)
            )
            _check_formats(files, source)
            outcome = gate.admit(files, gate.now.strftime("%Y%m%dT%H%M%S"), source)
    except UnreachableError as error:
        outcome = Outcome(source.id, "unreachable", str(error))
    except ListError as error:
        outcome = Outcome(source.id, "refused", str(error))
    if outcome.failed:
        gate.mark(shelf, outcome.result, outcome.reason)
    else:
        validators = {address.url: validator for address, (_, validator) in zip(source.files, fetched, strict=True)}
        shelf.set_status(Status(gate.today, validators))
    return outcome


def _fetch(
    fetcher: Fetcher, source: Source, address: Address, known: Validator | None, progress: Progress
) -> tuple[SourceFile | None, Validator]:
    """One file, None when it is the one that is kept; and what to ask with next time."""
    label = f"{source.id} {address.name}"
    asked = (known.etag, known.modified) if known else ("", "")
    answer = fetcher.fetch(address.url, *asked, told=lambda done, total: progress(label, done, total))
    if answer.data is None:
        assert known is not None  # else nothing was asked about, and the fetcher takes no such answer
        return None, known
    file = SourceFile(address.name, decompress(answer.data, address.name))
    return file, Validator(answer.etag, answer.modified, sha256(file.data).hexdigest())


def _kept(old: Iterable[SourceFile], validator: Validator, address: Address) -> SourceFile:
    """The file that is kept, where the address has no newer one."""
    data = next(file.data for file in old if sha256(file.data).hexdigest() == validator.sha256)
    return SourceFile(address.name, data)


def _check_formats(files: Iterable[SourceFile], source: Source) -> None:
    for file in files:
        found = format_of(file).name
        if source.formats and found not in source.formats:
            raise ListError(f"this is {found}, not {' or '.join(source.formats)}", where=file.name)
