"""Which line raises an alert, and how heavily does each kind of evidence count?

The one place of matching settings: everything that can change a score or an alert is here or in the frozen
tables, and has a digest. Nothing here is read from the environment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec
import numpy as np

from watchword.errors import UsageError
from watchword.model import Publication


class Weights(msgspec.Struct, frozen=True):
    """Parameters of the name score, in thousandths; their order is that of the P_ positions in match.kernels.

    `edit` value lost by one letter changed in a word of one letter (divided by the word's length);
    `variant`, `nickname`, `initial`, `cut`, `joined`, `servant` (Abdul Rahman, Rahman) value of such an
    agreement (`cut` of the shortest cut);
    `least` value below which two tokens do not agree; `common` how much less two different common names
    agree, for each letter; `absent_query`, `absent_listed` share of its weight that a token missing on the other side
    takes from the rest; `disputed` the same for tokens that contradict each other; `conflict`, `number`,
    `role`, `single` similarity lost by a contradiction, by differing numbers, by father and son exchanged,
    by one agreeing token standing alone; `full` weight (tenths of bits) from which a contradiction counts
    in full; `thin` how much more every loss counts when what agrees is common, up to `enough` tenths of bits
    of agreement; `order` similarity lost by words in another order; `joined_least` value below which words
    written as one do not agree; `initial_rest` share that stays open of the weight behind an initial; `first`
    similarity lost when one name's first word is missing on the other side; `coarse` value of a name spelled
    by ear in another script; `loose` value lost between a script without vowels and one with them; `rare`
    rarity (tenths of bits) above which a name is no common one; `turned` similarity lost by words turned round
    (family name first without a comma) when what agrees is common; `varied` how far apart, in hundredths of a
    letter, two known spellings of a common name are taken to be at most; `acronym` value of an acronym that stands for
    a whole name of an entity; `office` what `absent_listed` is where a person is told by a high office and one word.
    """

    edit: int = 1025
    variant: int = 880
    nickname: int = 950
    initial: int = 995
    cut: int = 845
    least: int = 690
    common: int = 25
    absent_query: int = 305
    absent_listed: int = 315
    disputed: int = 430
    conflict: int = 305
    number: int = 20
    role: int = 310
    single: int = 85
    joined: int = 995
    full: int = 32
    servant: int = 850
    thin: int = 2385
    enough: int = 270
    order: int = 70
    joined_least: int = 805
    initial_rest: int = 40
    first: int = 5
    coarse: int = 700
    loose: int = 40
    rare: int = 115
    turned: int = 120
    varied: int = 100
    acronym: int = 840
    office: int = 150

    def array(self) -> np.ndarray:
        """The parameters as the int32 array that match.kernels reads."""
        return np.array(msgspec.structs.astuple(self), dtype=np.int32)

    def beside_office(self) -> Weights:
        """The weights for President Erdoğan: one word is expected, and when it is rare it is enough."""
        return msgspec.structs.replace(self, absent_listed=self.office, single=0, first=0, enough=self.enough // 2)


# Names of organisations, ships and aircraft: words are longer, and one rare word tells them apart.
ENTITIES = Weights(
    edit=1150,
    variant=975,
    nickname=890,
    initial=840,
    cut=620,
    least=560,
    common=44,
    absent_query=220,
    absent_listed=305,
    disputed=300,
    conflict=400,
    thin=2010,
    enough=140,
    order=75,
    joined_least=760,
    initial_rest=230,
    first=15,
    turned=90,
    full=25,
    varied=80,
)


SECOND = ("false-positive", "block", "reject")
"""Decisions for which a policy may want a second person."""


class Policy(msgspec.Struct, frozen=True):
    """What counts as an alert. Frozen; two policies with one digest give the same answers.

    `alert` is the line on similarity (0..1) at and above which a listing is a hit; `weak_aliases` says
    whether a weak alias may raise a hit by itself ("trigger") or only together with an agreeing birth
    date (OFAC FAQ 122: "corroborate"). `publishers` is the scope: whose lists raise hits, all when empty.
    Names of persons and of entities have weights of their own. `second_person` are decisions that need a second person
    beside those that always do (see `cases.desk`); no answer depends on it, so the digest leaves it out.
    Raises UsageError for a line outside 0..1, an unknown switch or decision.
    """

    alert: float = 0.76
    weak_aliases: Literal["corroborate", "trigger"] = "corroborate"
    publishers: tuple[str, ...] = ()
    second_person: tuple[str, ...] = ()
    person_weights: Weights = Weights()
    entity_weights: Weights = ENTITIES

    def __post_init__(self) -> None:
        if not 0 < self.alert <= 1:
            raise UsageError(f"the alert line must be above 0 and at most 1, not {self.alert}", where="alert")
        if self.weak_aliases not in ("corroborate", "trigger"):
            raise UsageError(f"weak_aliases is corroborate or trigger, not {self.weak_aliases!r}", where="weak_aliases")
        for unknown in set(self.second_person) - set(SECOND):
            raise UsageError(f"no decision {unknown!r} can be given to a second person", where="second_person",
                             hint=f"Use any of: {', '.join(SECOND)}. What releases a true match always is.")  # fmt: skip

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of what answers depend on, in hex."""
        fields = msgspec.structs.asdict(self)
        del fields["second_person"]
        if not self.publishers:
            del fields["publishers"]  # policies of before there were scopes keep their digest
        return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()

    def covers(self, publisher: str) -> bool:
        """Whether the lists of a publisher raise hits."""
        return not self.publishers or publisher in self.publishers

    def scoped(self, publications: Iterable[Publication]) -> tuple[Publication, ...]:
        """Those of some publications that raise hits."""
        return tuple(one for one in publications if self.covers(one.publisher))


def differences(before: Policy, after: Policy) -> tuple[str, ...]:
    """Which settings differ, one line each, as `alert: 0.76, then 0.9`."""
    old, new = settings(before), settings(after)
    return tuple(f"{key}: {old[key]}, then {new[key]}" for key in old if old[key] != new[key])


def settings(policy: Policy) -> dict[str, str]:
    """Every setting in words, by its name; those of a table as `table.name`."""
    out = {}
    for key, value in msgspec.to_builtins(policy).items():
        nested = value if isinstance(value, dict) else {"": value}
        out.update({f"{key}.{name}".rstrip("."): _told(key, one) for name, one in nested.items()})
    return out


def _told(key: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(value) or ("all" if key == "publishers" else "none more")
    return str(value)


def as_toml(policy: Policy) -> str:
    """A policy in the form that its file has."""
    tables, lines = [], []
    for key, value in msgspec.to_builtins(policy).items():
        if isinstance(value, dict):
            tables.append("\n".join([f"[{key}]", *(f"{name} = {number}" for name, number in value.items())]))
        else:
            lines.append(f"{key} = {msgspec.json.encode(value).decode()}")
    return "\n\n".join(["\n".join(lines), *tables]) + "\n"
