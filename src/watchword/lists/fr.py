"""What does France's national register of asset freezes (registre national des gels, JSON) hold?

Each entry becomes a `Listing`. The layout is that of the XML schema and the JSON flow that the Treasury publishes.
What the fields mean is `fr_mapper`'s business.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from watchword.errors import ListError
from watchword.lists import fr_mapper, objects, phrases
from watchword.lists.loading import the_only
from watchword.lists.source import ListFormat, ReadList, SourceFile
from watchword.model import Listing, Publication

TITLE = "Registre national des gels"
LICENCE = "Licence Ouverte 2.0, Direction générale du Trésor"
URL = "https://gels-avoirs.dgtresor.gouv.fr/"


@dataclass(frozen=True, slots=True)
class RegisterJson:
    """The format: an object `Publications` with `DatePublication` and `PublicationDetail`, one file."""

    name: str = "fr-gels-json"

    def recognises(self, file: SourceFile) -> bool:
        """Whether it is JSON whose beginning has the register's publication."""
        head = file.data[:16384].lstrip(b"\xef\xbb\xbf \t\r\n")
        return head.startswith(b"{") and b'"Publications"' in head and b'"PublicationDetail"' in head

    def read(self, files: tuple[SourceFile, ...]) -> ReadList:
        """One listing for each entry; ListError naming the place of the first that is not whole."""
        file = the_only(files, TITLE)
        whole = objects.record(objects.record(objects.load(file), file.name).get("Publications"), file.name)
        published = phrases.one_day(objects.text(whole, "DatePublication", file.name)[:10])
        listings: dict[str, Listing] = {}
        unread: Counter[str] = Counter(f"Publications.{name}" for name in whole if name not in fr_mapper.TOP)
        for where, entry in objects.records(whole.get("PublicationDetail"), f"{file.name}: PublicationDetail"):
            listing = fr_mapper.to_listing(entry, where)
            if listing.id in listings:
                raise ListError(f"{listing.id} stands twice", where=where, hint="The copy is damaged; fetch it again.")
            listings[listing.id] = listing
            unread.update(fr_mapper.unread(entry, where))
        if not listings:
            raise ListError("no entry in this file", where=file.name)
        publication = Publication(
            publisher=fr_mapper.PUBLISHER,
            title=TITLE,
            records=len(listings),
            sha256=sha256(file.data).hexdigest(),
            published=published,
            licence=LICENCE,
            url=URL,
        )
        notes = tuple(f"{name} is not read ({count} times)" for name, count in sorted(unread.items()))
        return ReadList(publication, tuple(listings.values()), notes)


FORMATS: tuple[ListFormat, ...] = (RegisterJson(),)
