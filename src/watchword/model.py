"""What is a party, a listing, a piece of evidence? The nouns that every room shares.

All are frozen msgspec structs: hashable, comparable, and written to JSON or MessagePack field by field. None can hold
itself, so the collector of cycles need not look at them (`gc=False`): thousands come with every long answer.
Nothing here parses, matches or stores: a value is as its maker gave it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from watchword.errors import InputError


class Kind(StrEnum):
    """What sort of party. `UNKNOWN` as a query or listing compares with every kind."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COMPANY = "company"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    WALLET = "wallet"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How much a listed name can be relied on. Weak aliases are corroborating evidence (OFAC FAQ 122)."""

    PRIMARY = "primary"
    STRONG = "strong"
    WEAK = "weak"
    FORMER = "former"


class DateSpan(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A date as well as it is known: every day from `first` to `last` (ISO, both included) is possible.

    A full date has first == last; a month, a year or a range spans them. `circa` says the publisher
    called it approximate; `text` is what the publisher wrote.
    """

    first: str
    last: str
    circa: bool = False
    text: str = ""


class Name(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One name as published. `script` is an ISO 15924 code (Latn, Arab, Cyrl, Hans, ...)."""

    full: str
    strength: Strength = Strength.PRIMARY
    script: str = "Latn"
    given: str = ""
    family: str = ""
    language: str = ""  # ISO 639-1, where the publisher says


class Identifier(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A number or handle that points at one party.

    `type` is one of text.identifiers.TYPES (passport, national-id, tax, registration, imo, mmsi, lei,
    bic, iban, wallet, phone, email, website, ...); `value` as published; `country` ISO 3166-1 alpha-2,
    lower case; `note` holds issue and expiry dates or the wallet's currency, as published.
    """

    type: str
    value: str
    country: str = ""
    note: str = ""


class Address(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A postal address: `full` is one line for people; `country` ISO 3166-1 alpha-2, lower case."""

    full: str
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


class Place(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A place as published, with its country (ISO 3166-1 alpha-2, lower case) where one is recognised."""

    text: str
    country: str = ""


class Link(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A tie to another party: `relation` is linked-to, owned-by, acts-for, family, member-of, ...

    `target` is the name the publisher gives; `target_id` the listing's id where the publisher gives it.
    """

    relation: str
    target: str
    target_id: str = ""


class Detail(msgspec.Struct, frozen=True, gc=False):
    """Any other published field, under the publisher's own label (vessel type, flag, position, ...)."""

    label: str
    value: str


class Listing(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One designation by one publisher, with everything that the publisher says about the party.

    `id` is `<publisher>:<publisher's own number>`, as us-ofac:32391. Countries are ISO 3166-1 alpha-2 in
    lower case. `genders` are male or female. `source` says where in the publisher's file it stands.
    """

    id: str
    publisher: str
    kind: Kind
    names: tuple[Name, ...]
    births: tuple[DateSpan, ...] = ()
    birth_places: tuple[Place, ...] = ()
    deaths: tuple[DateSpan, ...] = ()
    nationalities: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    programmes: tuple[str, ...] = ()
    listed_on: str = ""  # ISO date, empty when the file does not say
    links: tuple[Link, ...] = ()
    details: tuple[Detail, ...] = ()
    remarks: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """The primary name, for display."""
        return next((n.full for n in self.names if n.strength is Strength.PRIMARY), self.names[0].full)


class Publication(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One list as published on one day.

    `records` is the number of designations; `sha256` names the files' bytes; `published` and `retrieved`
    are ISO dates, empty when unknown; `bundled` marks the old copies that ship for trying out.
    """

    publisher: str
    title: str
    records: int
    sha256: str
    published: str = ""
    retrieved: str = ""
    licence: str = ""
    url: str = ""
    bundled: bool = False


class Party(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Somebody to be screened. Only `name` is needed; whatever else is known sharpens the ranking.

    `kind` a Kind or its name; `aliases` further names; `birth` a date as text (1984, 1984-05,
    1984-05-01, "circa 1984", 1980-1985); `countries` and `nationalities` ISO codes or country names;
    `identifiers` as "type:value" or bare values. Raises InputError (field `kind` or `name`) when built
    with a kind that does not exist or a name that is no text; the other fields are checked on screening.
    """

    name: str
    kind: Kind = Kind.UNKNOWN
    aliases: tuple[str, ...] = ()
    birth: str = ""
    countries: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    gender: str = ""
    birth_place: str = ""
    identifiers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    id: str = ""  # the caller's own number for this party

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise InputError("a name must be text", where="name")
        if not isinstance(self.kind, Kind):
            try:
                msgspec.structs.force_setattr(self, "kind", Kind(self.kind or Kind.UNKNOWN))
            except ValueError:
                kinds = ", ".join(Kind)
                raise InputError(f"unknown kind {self.kind!r}", where="kind", hint=f"Use one of: {kinds}.") from None
        # One by one, for they are read a million times in a file, and most are empty.
        if self.aliases != ():
            self._settle("aliases", self.aliases)
        if self.countries != ():
            self._settle("countries", self.countries)
        if self.nationalities != ():
            self._settle("nationalities", self.nationalities)
        if self.identifiers != ():
            self._settle("identifiers", self.identifiers)
        if self.addresses != ():
            self._settle("addresses", self.addresses)

    def _settle(self, field: str, value: Iterable[str]) -> None:
        """Have a field that may have been given as one text, or as a list, as a tuple of texts."""
        values = (value,) if isinstance(value, str) else tuple(value)
        for one in values:
            if not isinstance(one, str):
                raise InputError("only text is allowed here", where=field)
        if values is not value:
            msgspec.structs.force_setattr(self, field, values)


class Evidence(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One reason of a score.

    `code` names the rule (match.evidence.CODES explains each); `query` and `listed` are the two texts that
    were compared; `points` is what it adds to the similarity (0..1, may be negative): the points of all
    evidence sum to it; `most` is what it could have added; `bits` is what it adds to the log-odds (base 2)
    behind `probability`.
    """

    code: str
    query: str = ""
    listed: str = ""
    points: float = 0.0
    most: float = 0.0
    bits: float = 0.0


class Comparison(msgspec.Struct, frozen=True, gc=False):
    """Two names compared: `similarity` 0..1 is the sum of the points of `evidence`."""

    similarity: float
    evidence: tuple[Evidence, ...]


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A listing at or above the line.

    `name` is the listed name that matched best; `similarity` (0..1) how alike the names are;
    `probability` (0..1) how likely it is the same party, from everything known of both.
    """

    listing: Listing
    name: Name
    similarity: float
    probability: float
    evidence: tuple[Evidence, ...]


class Receipt(msgspec.Struct, frozen=True, gc=False):
    """What proves that a record was taken in: it is number `seq` of the log whose signed head is `head`.

    Hashes are in hex; `head` is the signed note (see ledger.heads) of size `tree_size` and root `root`. Kept outside,
    a receipt shows any later change to the log up to this record.
    """

    seq: int
    kind: str
    time: str
    leaf_hash: str
    tree_size: int
    root: str
    head: str


class Screening(msgspec.Struct, frozen=True, gc=False):
    """The answer for one party: its hits, best first, what they were computed from, and the receipt of its record.

    There is no receipt where nothing is recorded, as in the library's own use.
    """

    party: Party
    hits: tuple[Hit, ...]
    snapshot: str  # digest of the lists screened against
    policy: str  # digest of the policy
    engine: str  # version of the matching engine
    warnings: tuple[str, ...] = ()
    receipt: Receipt | None = None
