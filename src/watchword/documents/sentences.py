"""Where do sentences end, who speaks in them, and what is said? Quotations and reported speech taken apart.

Offsets into the text are kept: what is taken out of a sentence is blanked, never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"(?<=[.!?\u2026\u061f])[\"\u201d\u00bb')]*\s+(?=[\"\u201c\u00ab'(]*[A-Z\u00c0-\u00de\u0410-\u042f0-9])|\n+"
)
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|St|Sgt|Prof|Sen|Rep|Gov|U\.S|U\.N|No|Inc|Ltd|Co|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|E\.O|a\.k\.a|M|Mme)|\b[A-Z])\.$"
)
_SAYS = (
    r"(?:said|says|say|warned|warns|hinted|reported|reports|announced|announces|added|wrote|stated|explained|noted|"
    r"told (?!that)[\w' ]{3,30}?|claimed|confirmed|denied|suggested|admitted|insisted|"
    r"argued|conceded|indicated|declared|tweeted)"
)
_WHO = (r"(?P<who>(?:[A-Z\u00c0-\u00de]|the |an? |its |his |their |her |two |three |some |local |aid )[^,\u201c\u201d\"]{1,80}?"
        r"|(?:[a-z-]+ ){0,2}(?:residents|witnesses|officials|police|ministers|diplomats|workers|sources|authorities|prosecutors|doctors|leaders|"
        r"investigators|analysts|experts|lawyers|villagers|survivors|relatives|medics|rebels|soldiers|aides|[a-z]{3,}ists))")  # fmt: skip
_PATTERNS = (
    (re.compile(rf"[,\u201d\"]\s*{_WHO} {_SAYS}(?: on)?(?:\s*\u00b6*)?(?: in (?:an?|the|its|his|her|their) [\w ]{3,40})?\s*[.,]?\s*$"), False),  # ..., X said.
    (re.compile(rf"[,\u201d\"]\s*(?:said|warned|added|says|wrote|insisted) {_WHO}[.,]?\s*$"), False),  # ...," said X.
    (re.compile(rf"^According to {_WHO},"), False),
    (re.compile(rf", according to {_WHO}\.?\s*$"), False),
    (re.compile(rf"^{_WHO} (?P<denied>denied)(?: on \u00b6+)? that "), True),
    (re.compile(rf"^{_WHO} (?:(?:said|says|say|warned|insisted|told (?!that)[\w' ]{{3,30}}?)(?: on)?[ \u00b6]* (?:that )?|[\u201c\"]?{_SAYS}(?: with [a-z ]{3,25})?(?: on)?[ \u00b6]* that )"), False),
)  # fmt: skip


class Said:
    """A sentence with its speaker taken out: `clause` has the same length, what was taken out being blank."""

    def __init__(self, sentence: str, clause: str, speaker: str, denied: bool, subject: bool) -> None:
        self.sentence, self.clause, self.speaker, self.denied, self.subject = sentence, clause, speaker, denied, subject


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text stands; a line break ends one."""
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match[0] and _SHORT.search(text, start, match.start()):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def said(sentence: str, masked: str) -> Said:
    """Take the speaker out of a sentence; `masked` is the sentence with its dates and sums marked."""
    for pattern, denies in _PATTERNS:
        match = pattern.search(masked)
        if match is None:
            continue
        speaker = sentence[match.start("who") : match.end("who")].replace("\u00b6", " ").strip()
        subject = match.start() == 0 and not masked.startswith("According")
        rest = masked[: match.start()] + " " * (match.end() - match.start()) + masked[match.end() :]
        if not rest.strip(' .,\u201c\u201d"\u00b6'):
            continue
        return Said(sentence, rest, speaker, denies, subject)
    return Said(sentence, masked, "", False, False)
