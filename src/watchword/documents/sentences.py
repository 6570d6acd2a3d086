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
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Brig|Maj|Capt|Cpl|Adm|Cmdr|Insp|Supt|Hon|Rev|Amb|Pres|Comdr|Engr|Alh|Col|Lt|St|Sgt|Prof|Sen|Rep|Gov|U\.S|U\.N|No|Inc|Ltd|Co|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|E\.O|a\.k\.a|M|Mme)|\b[A-Z])\.$"
)
_SAYS = (
    r"(?:said|says|say|saying|warned|warns|hinted|reported|reports|report|announced|announces|announce|added|adds|wrote|writes|stated|states|explained|noted|"
    r"notes|told (?!that)[\w'\u2019 -]{3,40}?|claimed|claims|confirmed|confirms|denied|denies|suggested|admitted|insisted|insists|argued|conceded|indicated|"
    r"declared|tweeted|disclosed|revealed|reiterated|reiterates|stressed|stresses|emphasi[sz]ed|recalled|recalls|acknowledged|affirmed|alleged|"
    r"asserted|maintained|commented|remarked|testified|pointed out|predicted|concluded|cautioned|observed)"
)
_PEOPLE = (r"(?:residents|(?:eye)?witness(?:es)?|officials?|police|ministers?|diplomats?|workers|sources?|authorities|prosecutors?|doctors?|leaders?|"
           r"investigators?|analysts?|experts?|lawyers?|villagers|mediators?|negotiators?|observers|monitors|activists|organi[sz]ers|rescuers|lawmakers?|senators?|deputies|elders|traders|farmers|clerics|nurses|neighbou?rs|teachers|"
           r"parents|priests|survivors?|relatives|medics|rebels|soldiers?|aides?|locals|officers?|ministry|"
           r"spokes\w+|government|army|military|statement|report|media|agency|agencies|governor|mayor|commanders?|fighters|[a-z]{3,}ists)")  # fmt: skip
_WHO = (r"(?P<who>(?:[A-Z\u00c0-\u00de]|the |an? |its |his |their |her |our |two |three |four |five |some |several |many |local |aid |security |military |"
        rf"one |another |senior )(?:(?!\b(?:said|says|told|was|were|is|are|been|being|that)\b)[^,\u201c\u201d\"]){{1,90}}?|(?:[a-z-]+ ){{0,3}}{_PEOPLE}(?: [A-Z][\w.'\u2019-]+){{0,4}})")  # fmt: skip
_HOW = (r"(?:\s+(?!that\b|(?:[\w'-]+ ){0,4}(?:had|has|have|was|were|would|will|is|are)\b)(?:\u00b6+|on|in|at|by|to|during|via|through|late|early|from|after|ahead|following|over|this|here|of|while)\b"
        r"[^,\u201c\u201d]{0,80}|\s+\u00b6+)?")  # fmt: skip
_TAIL = r"(?:,\s+(?:who|which|citing|referring|adding)\b[^\u201c\u201d]{0,120})?\s*[.,]?\s*$"
_BEFORE = r"(?:(?:[A-Z][a-z]+ing|After|During|In|At|On|Speaking|Asked|Earlier|Meanwhile|However|But|And)\b[^,\u201c\u201d\"]{0,70},\s+|(?:But|And|Meanwhile) )?"
_OPENLY = r"(?:said|says|say|warned|warns|insisted|(?:told (?!that)[\w'\u2019 -]{3,40}?))"
_PATTERNS = (
    (re.compile(rf"^{_BEFORE}{_WHO} (?P<denied>(?:denied|denies|has denied|have denied|rejected|rejects|dismissed|refuted)(?: on)?[ \u00b6]*(?: (?:reports|claims|allegations|rumou?rs|suggestions|accusations))?) that "), True),
    (re.compile(rf"[,\u201d\"]\s*{_WHO}(?: (?:has|have|had|also))? {_SAYS}{_HOW}{_TAIL}"), False),  # ..., X said on Tuesday.
    (re.compile(rf"[,\u201d\"]\s*(?:said|warned|added|says|wrote|insisted|explained|stressed|noted|declared|announced|adds|warns) {_WHO}(?:,[^\u201c\u201d]{{0,120}}| (?:in|at|during|on) [^,\u201c\u201d]{{0,80}})?[.,]?\s*$"), False),  # ...," said X.
    (re.compile(rf",\s+(?:say|says) {_WHO}\s*$"), False),
    (re.compile(rf"(?<=\w)(?::| -) (?P<who>(?:[\w-]+ ){{0,2}}{_PEOPLE}|UN|NGO|govt|[A-Z]{{2,6}})\s*$", re.IGNORECASE), False),  # 22 killed: police
    (re.compile(rf"^{_BEFORE}[Aa]ccording to {_WHO},"), False),
    (re.compile(rf",? according to {_WHO}{_TAIL}"), False),
    (re.compile(rf"^As {_WHO} {_SAYS}(?: (?:in|on)\b[^,]{{0,60}})?,"), False),
    (re.compile(rf"^{_BEFORE}{_WHO}(?:,[^,]{{2,90}},)?(?: (?:has|have|had|also|later|then))? (?:{_OPENLY}(?: on)?(?:[ \u00b6]+|$)(?:(?:in (?:an?|the|its|his|her|their)|at an?) [\w ]{{3,40}} )?(?:that )?|[\u201c\"]?{_SAYS}(?: (?:with|in) [a-z ]{{3,40}})?(?: on)?[ \u00b6]* that )"), False),
    (re.compile(rf",\s+{_WHO} (?:said|says|told [\w' ]{{3,30}}|warned|added)(?: (?:on|in) [^,]{{2,50}}| \u00b6+)?(?=,\s)"), False),  # ..., X said, ...
    (re.compile(rf"^{_BEFORE}{_WHO} (?:[\u201c\"]{_SAYS} |{_SAYS}[,:]? [\u201c\"])"), False),  # X noted "with grave concern
    (re.compile(rf"^{_BEFORE}{_WHO} {_SAYS}[^,\u201c\u201d]{{0,60}}[,:]\s+[\u201c\"]"), False),
)  # fmt: skip


_DATED = re.compile(r"\s+(?:of|on|in|dated)\s+\u00b6+$")


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
        dated = _DATED.search(masked, match.start("who"), match.end("who"))
        end = dated.start() if dated else match.end("who")
        speaker = " ".join(sentence[match.start("who") : end].replace("\u00b6", " ").split())
        subject = match.start() == 0 and "ccording" not in match[0]
        rest = masked[: match.start()] + re.sub("[^\u00b6]", " ", match[0]) + masked[match.end() :]
        if not rest.strip(' .,\u201c\u201d"\u00b6'):
            continue
        return Said(sentence, rest, speaker, denies, subject)
    return Said(sentence, masked, "", False, False)
