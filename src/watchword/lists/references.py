"""Which entries of other publishers' lists does a text cite? `QDi.001` is the UN's, `EU.471.56` the EU's.

Only reference numbers of a fixed form are found; whether the entry is still listed is not looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from watchword.model import Link

UN = re.compile(r"\b[A-Z]{2}[ie]\.\d{3}\b")
EU = re.compile(r"\bEU\.\d+\.\d+\b")


def same_parties(texts: Iterable[str]) -> Iterator[Link]:
    """A link `same-party` for every entry that the texts cite."""
    for text in texts:
        yield from (Link("same-party", number, f"eu-fsf:{number}") for number in EU.findall(text))
        yield from (Link("same-party", number, f"un-sc:{number}") for number in UN.findall(text))
