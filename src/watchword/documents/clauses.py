"""What of a sentence states something? Datelines, brackets and asides blanked, so that a verb stands by its subject.

Offsets into the sentence are kept. How verbs are written in their forms, and which words before a verb negate it or
leave it open, stands here too.
"""

from __future__ import annotations

import re
from functools import cache

NEGATING = re.compile(
    r"\b(?:not|never|neither|nor|refus\w+|declin\w+|fail\w+|yet to|unable|rul\w+ out|stopp\w+ short|cannot)\b|n['\u2019]t\b"
)
OPEN = re.compile(
    r"\b(?:may|might|could|would|should|can|must|consider\w*|weigh\w*|mull\w*|threaten\w*|expected|due|likely|poised|ready|"
    r"about|tr(?:y|ied|ies|ying)|attempt\w*|hop(?:e|es|ing|ed)|want\w*|plan\w*|inten\w+|aim\w*|seek\w*|prepar\w+|ask\w*|urg\w+)\b"
)
AHEAD = re.compile(
    r"\b(?:will|shall|going to|set to|scheduled|(?:agreed|vow\w*|pledg\w+|promis\w+|decided) to)\b|['\u2019]ll\b"
)
_RUNS = " \u00b6\u00a4"
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)\b")
_TO = (
    r"refus(?:ed|es|ing)|declin(?:ed|es|ing)|fail(?:ed|s|ing)|agreed|decided|moved|threaten(?:s|ed|ing)?|vow(?:s|ed|ing)?|"
    r"pledged|promised|expected|due|set|scheduled|pleased|proud|glad|happy|delighted|likely|unable|able|going|about|poised|ready|tr(?:ied|ies|ying)|attempt(?:ed|s|ing)|"
    r"hop(?:es?|ed|ing)|want(?:s|ed)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|seek(?:s|ing)?|prepar(?:es|ed|ing)|"
    r"continu(?:es|ed|ing)?|beg(?:an|un|ins)|start(?:s|ed)|yet|used|ought|appear(?:s|ed)|seem(?:s|ed)"
)
_CONTRACTED = r"(?:(?:did|do|does|has|have|had|was|were|is|are|wo|would|could|ca|should)n['\u2019]t)"
AUX = (
    rf"(?P<aux>(?:(?:has|have|had|did|does|do|will|would|may|might|could|can|cannot|should|must|shall|was|were|is|are|been|being|be|to|not|"
    rf"got|never|also|already|jointly|then|again|on|it|they|he|she|both|all|just|now|since|so far|still|later|earlier|first|twice|"
    rf"reportedly|allegedly|separately|formally|[a-z]+ly|considering|weighing|mulling|whether to|{_CONTRACTED}|ruled out|(?:{_TO})(?: \u00b6)? to|"
    rf"(?:late|early)(?= \u00b6)|\u00b6(?: (?:morning|evening|night|afternoon))?) )*)"
)
_VERB = (
    r"(?:has|have|had|did|will|would|may|might|could|can|should|must|was|were|is|are|[a-z]+ed|met|gave|took|put|held|won|shot|"
    r"froze|fell|lost|said|began|withdrew|overran|retook|struck|went|swept|blew|drove|sent|hit|set|swore|sought)"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.'\u2019 /-]+(?:, [A-Z][\w. ]{1,20})*|[A-Z][\w.-]+(?: [A-Z][\w.-]+)?(?=[ ,]*[(\u00b6]))(?:,? *\u00b6+)?,? *(?:\([^()]{1,30}\))? *[\u2014\u2013:-]+ "
)
_BRACKETS = re.compile(
    r"\([^()]{1,160}\)|\[[^\[\]]{1,80}\]|(?<=\w) [\u2014\u2013-] [^\u2014\u2013]{2,120} [\u2014\u2013-] (?=\w)"
)
_ALIAS = r"(?:or|also known as|better known as|known as|a\.?k\.?a\.?|alias|formerly)\b"
_NAMED = re.compile(
    rf"\b(?:his|her|their|its|the|a|an|The|A|An|His|Her|Their|Its) (?:[\w'-]+ ){{0,4}}?[a-z]+,(?= [A-Z][\w'\u2019-]+ (?:[a-z]{{2,3}} )?[A-Z][\w'\u2019-]+[^,]{{0,40}}(?:,\s+[^,]{{1,30}})?,\s+{_VERB}\b)"
)
_ASIDES = (
    re.compile(rf",\s+{_ALIAS}[^,]{{1,90}},?(?=\s)"),
    re.compile(
        r",\s+(?:which|who|whose|whom|where|as amended|as planned|as expected|backed by|based in|along with|together with|"
        r"both |a citizen|an? (?:[\w'-]+ )?\w+ of|aged )[^,]{0,110},"
    ),
    re.compile(rf",[^,\u201c\u201d]{{1,90}},(?:[^,\u201c\u201d]{{1,60}},)?(?=\s+{_VERB}\b)"),
)
_LEADING = re.compile(
    r"^(?:However|Meanwhile|Moreover|Also|Earlier|Separately|Additionally|Furthermore|In addition|In a separate \w+|Under the \w+|"
    r"By decision(?: of)?(?: \u00b6+)?|As of \u00b6+|[A-Z][a-z]+ing (?:the|a|an|in|to|on) [^,\u201c\u201d]{2,60}|In response|In total|Overall|So far|"
    r"For (?:his|her|its|their) part|On the same day|As a result(?: of [^,]{2,50})?),\s+"
)
_IRREGULAR = {
    "give": "gave given giving", "put": "putting", "take": "took taken taking", "freeze": "froze frozen freezing", "hit": "hitting",
    "strike": "struck stricken striking", "hold": "held holding", "meet": "met meeting", "retake": "retook retaken retaking",
    "shoot": "shot shooting", "blow": "blew blown blowing", "overrun": "overran overrunning", "lose": "lost losing",
    "withdraw": "withdrew withdrawn withdrawing", "rise": "rose risen rising", "grow": "grew grown growing", "spread": "spreading",
    "plan": "planned planning", "seek": "sought seeking", "slap": "slapped slapping", "set": "setting", "drop": "dropped dropping",
    "nab": "nabbed nabbing", "commit": "committed committing", "tag": "tagged tagging", "kidnap": "kidnapped kidnapping",
    "gun": "gunned gunning", "drive": "drove driven driving", "offer": "offered offering", "unveil": "unveiled unveiling",
    "pay": "paid paying", "find": "found finding", "catch": "caught catching", "make": "made making",
    "ban": "banned banning", "overtake": "overtook overtaken", "cut": "cutting", "top": "topped topping", "get": "got getting",
    "flee": "fled fleeing", "wrest": "wrested wresting", "deliver": "delivered delivering",
    "worsen": "worsened worsening", "cancel": "cancelled canceled cancelling", "penalise": "penalised penalising",
    "outlaw": "outlawed outlawing", "enter": "entered entering", "order": "ordered ordering", "scrap": "scrapped scrapping",
}  # fmt: skip


class Clause:
    """A sentence as patterns read it: no clutter, one blank between words, one mark for each date and sum.

    `text` is what they read, `masked` the sentence blanked and marked, of its own length; `at` tells where a place in
    `text` stands in the sentence.
    """

    def __init__(self, masked: str) -> None:
        self.masked = uncluttered(masked)
        kept = [k for k, c in enumerate(self.masked) if c not in _RUNS or k == 0 or self.masked[k - 1] != c]
        self.text = "".join(self.masked[k] for k in kept)
        self._at = [*kept, len(self.masked)]

    def at(self, place: int) -> int:
        """Where a place in `text` stands in the sentence."""
        return self._at[place]


def uncluttered(masked: str) -> str:
    """The sentence with dateline, brackets and asides blanked; what a common noun's name follows gives way to it."""
    text = _DATELINE.sub(_blank, masked)
    text = _BRACKETS.sub(_blank, text)
    text = _LEADING.sub(_blank, text)
    text = _NAMED.sub(_blank, text)
    for aside in _ASIDES:
        text = aside.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    """Blanks for what is taken out; dates and sums stay, so that they can be told."""
    return re.sub("[^\u00b6\u00a4]", " ", match[0])


def fits(verb: str, voice: str, aux: str) -> bool:
    """Whether a verb's form can stand behind its auxiliaries in a voice: was sanctioned by is no sanctioned."""
    be = _BE.search(aux.rsplit(" to ", 1)[-1]) is not None  # is expected to sanction
    if verb.endswith("ing"):
        return voice == "active" and be
    return be if voice == "passive" else not be or verb.split()[0] in ("met", "meet")


def third(verb: str) -> str:
    """A verb's third person: lifts, freezes, pays, launches."""
    first, _, rest = verb.partition(" ")
    if re.search("(?:s|sh|ch|x|z)$", first):
        first += "es"
    else:
        first = first[:-1] + "ies" if re.search("[^aeiou]y$", first) else first + "s"
    return f"{first} {rest}".strip()


@cache
def forms(verb: str) -> tuple[str, ...]:
    """A verb as written: the base, the past, the participle, and with -ing; no -s, which is a noun as often."""
    first, _, rest = verb.partition(" ")
    known = _IRREGULAR.get(first)
    stem = first[:-1] if first.endswith("e") else first
    past = stem[:-1] + "ied" if re.search("[^aeiou]y$", stem) else stem + "ed"
    written = (first, *known.split()) if known else (first, past, stem + "ing")
    return tuple(f"{form} {rest}".strip() for form in written)
