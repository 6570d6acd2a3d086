"""What does a text state? Typed facts with their actors, money, date, place, certainty and speaker.

Sentence by sentence, by the declared patterns of `fact_types`. English only; what no pattern reads is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from watchword.documents import dates, money
from watchword.documents.fact_types import TYPES, FactType
from watchword.documents.model import DateFound, Fact, Money
from watchword.documents.sentences import Said, said, sentences

_AUX = (r"(?P<aux>(?:(?:has|have|had|did|does|do|will|would|may|might|could|can|should|must|was|were|is|are|been|being|be|to|not|"
        r"never|also|already|jointly|then|again|on|it|they|he|she|\u00b6+)\s+)*)")  # fmt: skip
_STOP = r"(?=\s*(?:[,;:.\u201c\u201d(\u00b6]|$|\s(?:in|on|at|for|by|if|as|from|because|after|who|which|when|that|under|with|near|while|last|and (?:froze|banned|two of))\b))"
_START = r"(?:^|[,;:\u201c]\s*|\b(?:that|when|if|as|urged|because|after|and)\s+)\s*(?:On\s+)?[\s\u00b6]*"
_NUMBERS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])} | {"a": 1, "an": 1, "dozens": 24}  # fmt: skip
_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+|" + "|".join(_NUMBERS) + ")"
_LONGEST = 800  # characters of a sentence; longer ones are lists and tables, not prose
_MONEY_MARK, _DATE_MARK = "\u00a4", "\u00b6"
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|across|to|of)\s+(?:the\s+)?(?:(?:town|village|port|city|market|camp|airport|region|district|province|area|northern|southern|eastern|western)\s+(?:of|at|in)?\s*)?"
    r"(?P<p>(?:northern |southern |eastern |western )?[A-Z][\w'\u2019-]+(?: (?:da|de|do|of|the|al|el) [A-Z][\w'-]+| [A-Z][\w'-]+)*)"
)
_TOLL = re.compile(
    rf"(?:killing|killed|kill|left|leaving|wounded|wounding|in which)\s+(?:at least |about |some |more than |up to )?(?P<n>{_NUM})\b(?!-)"
    rf"|(?P<m>{_NUM})\s+(?:\w+\s+){{0,2}}(?:were |was |people )?(?:killed|died|dead|wounded|injured)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+(?:which|who|whose|a citizen|an? \w+ of)[^,]*,")
_EFFECTS = {
    "asset freeze": r"\b(?:fr[eo]ez\w*|froze|block\w*)\b[^.]{0,40}\b(?:assets|property|accounts|funds)|asset freeze",
    "transaction ban": r"\b(?:ban\w*|prohibit\w*|forbid\w*)\b[^.]{0,60}\b(?:transactions?|dealings?|business|donations?)",
    "travel ban": r"travel ban|banned from (?:entering|travel)",
}
_AGAINST = re.compile(r"(?:after|before)$")
_SOMEBODY = re.compile(rf"[A-Z\u00c0-\u00de]|^(?:{_NUM}|several|dozens of) ")
_NEGATION = re.compile(r"\b(?:not|never)\b")
_MODAL = re.compile(r"\b(?:may|might|could|would|should|can|must)\b")
_SAYING = re.compile(r"^(?:it|he|she|they|this|that|there)$", re.IGNORECASE)


def read(text: str, published: str) -> Iterator[Fact]:
    """The facts of a text in order; relative dates are told against the publication date (ISO, or empty)."""
    found = tuple(dates.find(text, published))
    spans = list(sentences(text))
    ends = [end for _, end in spans[1:]] + [len(text)]
    for (start, end), after in zip(spans, ends, strict=False):
        if end - start > _LONGEST:
            continue
        inside = [d for d in found if start <= d.start < end]
        for fact in _in_sentence(text[start:end], start, inside):
            yield _with_effects(fact, text[start:after]) if fact.type == "designation" else fact


def _with_effects(fact: Fact, passage: str) -> Fact:
    """The designation with what it brings, as its sentence or the next says."""
    effects = [name for name, words in _EFFECTS.items() if re.search(words, passage, re.IGNORECASE)]
    return msgspec.structs.replace(fact, roles={**fact.roles, "effects": ", ".join(effects)}) if effects else fact


def _in_sentence(sentence: str, start: int, inside: list[DateFound]) -> Iterator[Fact]:
    sums = list(money.sums(sentence))
    masked = sentence
    for a, b, _ in sums:
        masked = masked[:a] + _MONEY_MARK * (b - a) + masked[b:]
    for d in inside:
        masked = masked[: d.start - start] + _DATE_MARK * (d.end - d.start) + masked[d.end - start :]
    spoken = said(sentence, masked)
    clause = _ASIDE.sub(lambda m: " " * len(m[0]), spoken.clause)
    taken: list[str] = []
    for kind in TYPES:
        for fact in _of_type(kind, spoken, clause, start, sums, inside):
            taken.append(fact.type)
            yield fact
    if not taken and spoken.speaker and not spoken.denied:
        yield Fact(
            "statement", {"speaker": spoken.speaker}, sentence, start, start + len(sentence), speaker=spoken.speaker
        )


def _of_type(kind: FactType, spoken: Said, clause: str, start: int, sums: list[tuple[int, int, Money]],
             inside: list[DateFound]) -> Iterator[Fact]:  # fmt: skip
    if kind.needs and not re.search(kind.needs, clause):
        return
    for pattern in _compiled(kind):
        match = pattern.search(clause)
        if match is None:
            continue
        roles = _roles(match, spoken)
        if kind.proper and not _SOMEBODY.search(roles.get(kind.proper, "")):
            continue
        status = _status(match, kind, clause, spoken)
        amount = (
            next((m for a, b, m in sums if match.start() <= a < match.end()), None)
            if "money" in match.groupdict()
            else None
        )
        number = _number(match, kind, clause)
        day = _date_of(match, start, inside)
        where = _places(match, clause, kind)
        sentence = spoken.sentence
        for place in where or [""]:
            yield Fact(kind.name, roles, sentence, start, start + len(sentence), status, spoken.speaker or _self_said(match, spoken),
                       day.span if day else None, place, amount, number)  # fmt: skip
        return


@cache
def _compiled(kind: FactType) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_expanded(pattern)) for pattern in kind.patterns)


def _expanded(pattern: str) -> str:
    text = re.sub(
        r"\{left:(\w+)\}",
        lambda m: rf"{_START}(?P<{m[1]}>(?:(?!\b(?:urged|that|denied|has no|have no)\b)[^,;:\u201c\u201d]){{2,80}}?)",
        pattern,
    )
    text = re.sub(
        r"\{right:(\w+)\}",
        lambda m: (
            rf"(?P<{m[1]}>(?!by\b|as\b)(?:the\s)?[^,;:\u201c\u201d(\u00b6\u00a4]{{2,80}}?){_STOP if text_ends(pattern, m) else ''}"
        ),
        text,
    )
    text = re.sub(r"\{rest:(\w+)\}", lambda m: rf"(?P<{m[1]}>[^;\u201c\u201d,]{{3,160}}?)(?=[.,;]?\s*$|[,;])", text)
    text = (
        text.replace("{money}", rf"(?P<money>{_MONEY_MARK}+)")
        .replace("{number}", rf"(?P<number>{_NUM})")
        .replace("{victims}", rf"(?P<victims>(?i:{_NUM}))")
    )
    first = text.replace("{aux}", _AUX, 1)
    return first.replace("{aux}", "").replace(" (?P<aux>", r"\s+(?P<aux>")


def text_ends(pattern: str, slot: re.Match[str]) -> bool:
    """Whether a slot ends a pattern, or an optional part of it: then it goes on to the next boundary."""
    return not pattern[slot.end() :].strip(")?")


def _roles(match: re.Match[str], spoken: Said) -> dict[str, str]:
    skipped = {"aux", "money", "number", "victims", "none", "place"}
    out = {}
    for role, value in match.groupdict().items():
        if value is None or role in skipped:
            continue
        first, last = match.span(role)
        words = spoken.sentence[first:last].strip()
        marked = match[role].replace(_DATE_MARK, " ")
        words = words if _DATE_MARK not in match[role] else " ".join(marked.split())
        words = (
            re.sub(r"^(?:On|In|Meanwhile|Also|But|And|The|the|a|an|A|An)\s+", "", words) if role != "what" else words
        )
        words = re.sub(r"\s+(?:on|in|for)$", "", words.strip(" ,."))
        if _SAYING.match(words) and spoken.subject:
            words = spoken.speaker
        if words:
            out[role] = words
    return out


def _status(match: re.Match[str], kind: FactType, clause: str, spoken: Said) -> str:
    aux = (match.groupdict().get("aux") or "") + " "
    if spoken.denied or match.groupdict().get("none") or _NEGATION.search(aux):
        return "negated"
    before = clause[: match.start()] + match[0][:12]
    if _MODAL.search(aux) or re.search(r"\b(?:[Ii]f|urged|whether|unless|called on)\b", before):
        return "hypothetical"
    if re.search(r"\bwill\b|agreed [\w ]*to meet", aux + match[0]) and kind.future == "hypothetical":
        return "hypothetical"
    return "asserted"


def _self_said(match: re.Match[str], spoken: Said) -> str:
    found = re.match(r"^\s*(?P<who>(?:The |the )?[\w ]{2,40}?) accused ", spoken.clause)
    return found["who"].strip() if found and "accused" in match[0] else ""


def _number(match: re.Match[str], kind: FactType, clause: str) -> int | None:
    groups = match.groupdict()
    written = groups.get("number") or groups.get("victims")
    if written is None and kind.name == "attack":
        toll = _TOLL.search(clause)
        written = (toll["n"] or toll["m"]) if toll else None
    if written is None and kind.name == "meeting":
        members = re.search(rf"\b({_NUM}) (?:members|countries|states|nations)\b", clause)
        written = members[1] if members else None
    return (
        None
        if written is None
        else _NUMBERS.get(written.lower()) or int(written.replace(",", "") if written[0].isdigit() else 0)
    )


def _date_of(match: re.Match[str], start: int, inside: list[DateFound]) -> DateFound | None:
    """The date nearest to the fact's own words; the one that is told against it is another event's."""
    first = start + match.start()
    middle = start + (match.start() + match.end()) // 2
    own = [d for d in inside if not (d.relative and 0 <= first - d.end <= 1 and _AGAINST.search(d.span.text))]
    return min(own, key=lambda d: abs((d.start + d.end) // 2 - middle), default=None)


def _places(match: re.Match[str], clause: str, kind: FactType) -> list[str]:
    if not kind.place:
        return []
    own = match.groupdict().get("place")
    if own:
        return [own]
    found = [m["p"] for m in _PLACE.finditer(clause, match.start())] or [m["p"] for m in _PLACE.finditer(clause, 0)]
    known = [place for place in found if place not in match.groupdict().values()]
    if kind.name == "activity":
        more = re.findall(
            r"(?:,| and)\s+(?:in )?(?:the )?([A-Z][\w-]+(?: (?:of )?[A-Z][\w-]+)*)", clause[match.start() :]
        )
        return list(dict.fromkeys(known + [m for m in more if m not in " ".join(known)]))
    return known[:1]
