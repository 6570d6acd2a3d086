"""What does a text state? Typed facts with their actors, money, date, place, certainty and speaker.

Sentence by sentence, by the declared patterns of `fact_types`. English only; what no pattern reads is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from watchword.documents import clauses, dates, money
from watchword.documents.fact_types import TYPES, WORDS, FactType
from watchword.documents.model import DateFound, Fact, Money
from watchword.documents.names import is_forename
from watchword.documents.sentences import Said, said, sentences

_STOP = (r"(?=\s*(?:[,;:.\u201c\u201d(\u00b6]|$|\s(?:in(?! the (?:Greater|Islamic|Land|Maghreb))|on|at|for|by|if|as|from|because|after|who|which|when|that|under|"
         r"with|near|while|last|pursuant|over|since|during|until|before|alongside|accused|accusing|linked|wanted|believed|following|along|across|inside|outside|through|between|within|without|amid|"
         r"to (?=[\u00a4\d]|life|death|\w+ years?\b|\w+ months\b)|and (?:froze|banned|two of))\b))")  # fmt: skip
_START = r"(?:^|[,;:\u201c]\s*|\b(?:that|when|if|as|urged|because|after|and|but|before|while|although|since|where|whether|unless)\s+)\s*(?:On\s+)?[\s\u00b6]*"
_NOT_LEFT = r"\b(?:urged|that|denied|was|were|is|are|has|have|had|will|would|may|might|could|said|be|been|who|which|did|does|do)\b"
_NOT_RIGHT = (
    r"\b(?:by|as|on|against|in|at|of|over|for|to|from|with|and|were|was|are|is|have|has|had|will|it|nobody|no)\b"
)
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = (
    {word: n for n, word in enumerate(_ONES)}
    | {word: n for n, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {
        f"{ten}-{one}": n + k
        for n, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for k, one in enumerate(_ONES[1:10], 1)
    }
    | {"a": 1, "an": 1, "a dozen": 12, "dozens": 24}
)
_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_LONGEST = 800  # characters of a sentence; longer ones are lists and tables, not prose
_MONEY_MARK, _DATE_MARK = "\u00a4", "\u00b6"
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|across|to|of)\s+(?:the\s+)?(?:(?:town|village|port|city|market|camp|airport|region|district|province|area|northern|southern|eastern|western)\s+(?:of|at|in)?\s*)?"
    r"(?P<p>(?:northern |southern |eastern |western )?[A-Z][\w'\u2019-]+(?: (?:da|de|do|of|the|al|el) [A-Z][\w'-]+| [A-Z][\w'-]+)*)"
)
_SETTLED = re.compile(
    r"(?P<p>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)*) (?:community|village|town|city|district|area|camp|market|settlement|barracks|province)\b"
)
_TOLL = re.compile(
    rf"(?:killing|killed|kills|kill|left|leaves|leave|leaving|claimed|claiming|wounded|wounding|injuring|injured|in which|abducting|abducted|kidnapped|kidnapping|massacred)\s+"
    rf"(?:at least |about |some |more than |up to |over |nearly |around |the lives of )*\b(?P<n>{_NUM})\b(?!-)(?! (?:weeks?|days?|hours?|months?|years?)\b)"
    rf"|\b(?P<m>{_NUM})\s+(?:[\w-]+\s+){{0,4}}?(?:were |was |people )?(?:killed|died|dead|lost their|wounded|injured|perished|abducted|kidnapped|shot)",
    re.IGNORECASE,
)
_EFFECTS = {
    "asset freeze": r"\b(?:fr[eo]ez\w*|froze|block\w*)\b[^.]{0,40}\b(?:assets|property|accounts|funds)|asset freeze",
    "transaction ban": r"\b(?:ban\w*|prohibit\w*|forbid\w*)\b[^.]{0,60}\b(?:transactions?|dealings?|business|donations?)",
    "travel ban": r"travel ban|banned from (?:entering|travel)",
}
_AGAINST = re.compile(r"(?:after|before)$")
_SOMEBODY = re.compile(
    rf"[A-Z\u00c0-\u00de]|^(?:{_NUM}|several|dozens of|hundreds of|some) |\b(?:donors|members|countries|states|partners|allies|ministers|government|ministry|council|entry|entries|persons|individuals|entities|companies)\b"
)
_NOBODY = re.compile(r"\b(?:No|Nobody|None|Neither|no one|nobody|none)\b")
_IF = re.compile(
    r"\b(?:[Ii]f|urged|urges|whether|unless|called on|calls on|call for|called for|asked|in case|proposal to|proposed that|demand\w*|wants? the|want|yet to confirm|(?:not|cannot|unable to)(?: be)?(?: independently)? (?:confirm|verif)\w*|unconfirmed|rumou?rs)\b|^\s*Had "
)
_MADE = frozenset({"attack", "territory", "meeting"})  # what somebody plans, of which the plan is the fact
_TAKEN = frozenset({"captured", "capture", "captures", "seized", "seize", "seizes", "took", "secured", "recovered"})
_IT = re.compile(r"^(?:it|there|this|that)$", re.IGNORECASE)
_THEY = re.compile(r"^(?:they|these|those|both|such)\b", re.IGNORECASE)
_SINCE = re.compile(r"since\b", re.IGNORECASE)
_KUNYA = frozenset({"Abu", "Abou", "Umm", "Ibn", "Mullah", "Haji", "Sheikh"})
_FIRST = re.compile(
    r"^(?:(?:On\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?:the\s+)?(?=\S)|(?:On|In|Meanwhile|Also|But|And|The|the|a|an|A|An)\s+)"
)
_ALIAS = re.compile(r",?\s+(?:or|also known as|better known as|a\.?k\.?a\.?|alias) (?=[A-Z\u201c\"])[^,;()]{2,60}")
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
    clause = clauses.Clause(spoken.clause)
    taken: list[Fact] = []
    for kind in TYPES:
        if not (kind.name == "plan" and _is_told(taken)):
            taken += _of_type(kind, spoken, clause, start, sums, inside)
    if any(fact.type == "plan" for fact in taken):
        taken = [fact for fact in taken if fact.status != "hypothetical" or fact.type not in _MADE]
    if not taken and spoken.speaker and not spoken.denied and not _IT.match(spoken.speaker):
        roles = {"speaker": spoken.speaker}
        taken.append(Fact("statement", roles, sentence, start, start + len(sentence), speaker=spoken.speaker))
    yield from taken


def _is_told(facts: list[Fact]) -> bool:
    """Whether what is planned is a fact of its own type, to come."""
    return any(fact.status == "hypothetical" and fact.type not in _MADE for fact in facts)


def _of_type(kind: FactType, spoken: Said, clause: clauses.Clause, start: int, sums: list[tuple[int, int, Money]],
             inside: list[DateFound]) -> Iterator[Fact]:  # fmt: skip
    if not _regex(kind.needs).search(clause.text) or (kind.barred and _regex(kind.barred).search(spoken.sentence)):
        return
    for pattern in _compiled(kind):
        for match in pattern.finditer(clause.text):
            roles = _roles(match, spoken, clause)
            if not _holds(kind, match, roles):
                continue
            day = _date_of(match, start, inside, clause)
            if kind.name == "attack" and day and _SINCE.match(day.span.text):
                continue  # has killed 1,300 since 2017: no one attack
            for place in _places(match, clause.text, kind) or [""]:
                yield Fact(kind.name, roles, spoken.sentence, start, start + len(spoken.sentence), _status(match, kind, clause, spoken),
                           spoken.speaker or _self_said(match, spoken), day.span if day else None, place, _amount(match, sums, clause),
                           _number(match, kind, clause.text))  # fmt: skip
            return


def _amount(match: re.Match[str], sums: list[tuple[int, int, Money]], clause: clauses.Clause) -> Money | None:
    if "money" not in match.groupdict():
        return None
    at = clause.at(match.start("money"))
    return next((money for first, _, money in sums if first == at), None)


def _holds(kind: FactType, match: re.Match[str], roles: dict[str, str]) -> bool:
    """Whether a verb stands in the voice of its pattern, and its proper role is somebody."""
    groups = match.groupdict()
    aux = groups.get("aux") or ""
    for group, voice in (("act", "active"), ("pas", "passive")):
        if groups.get(group) and not clauses.fits(groups[group], voice, aux):
            return False
    if kind.proper and (_THEY.match(roles.get(kind.proper, "")) or not _SOMEBODY.search(roles.get(kind.proper, ""))):
        return False
    if kind.name == "territory" and (groups.get("act") or groups.get("pas")) in _TAKEN and _is_person(groups["place"]):
        return False
    return not any(_IT.match(value) for value in roles.values())


def _is_person(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and (is_forename(words[0]) or words[0] in _KUNYA)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _compiled(kind: FactType) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_expanded(pattern)) for pattern in kind.patterns)


def _expanded(pattern: str) -> str:
    pattern = re.sub(r"\{([a-z_]+)\}", lambda m: WORDS.get(m[1], m[0]), pattern)
    text = re.sub(
        r"\{left:(\w+)\}",
        lambda m: (
            rf"{_START}(?P<{m[1]}>(?:(?!{_NOT_LEFT})[^,;:\u201c\u201d]){{2,140}}?)(?<!\sto)(?:,(?=\s+(?:has|have|had|was|were)\b))?"
        ),
        pattern,
    )
    text = re.sub(
        r"\{right:(\w+)\}",
        lambda m: (
            rf"(?P<{m[1]}>(?!{_NOT_RIGHT})(?:the\s)?[^,;:\u201c\u201d(\u00b6\u00a4]{{2,110}}?){_STOP if _ends(m) else ''}"
        ),
        text,
    )
    text = re.sub(r"\{rest:(\w+)\}", lambda m: rf"(?P<{m[1]}>[^;\u201c\u201d,]{{3,160}}?)(?=[.,;]?\s*$|[,;])", text)
    text = re.sub(r"\{do:([^}]+)\}", lambda m: rf"(?P<act>{_verbs(m[1], passive=False)})\b", text)
    text = re.sub(r"\{done:([^}]+)\}", lambda m: rf"(?P<pas>{_verbs(m[1], passive=True)})\b", text)
    text = (
        text.replace("{money}", rf"(?P<money>{_MONEY_MARK})")
        .replace("{number}", rf"(?P<number>{_NUM})")
        .replace("{victims}", rf"(?P<victims>(?i:{_NUM}))")
    )
    return text.replace("{aux}", clauses.AUX, 1).replace("{aux}", "")


def _verbs(named: str, passive: bool) -> str:
    found: list[str] = []
    for verb in named.split("|"):
        base = verb.removesuffix("(-)")
        written = clauses.forms(base)
        found += (
            [form for form in written if not form.endswith("ing") and form != base] or [base] if passive else written
        )
        if base == verb and not passive:
            found.append(clauses.third(base))
    return "|".join(sorted(found, key=len, reverse=True))


def _ends(slot: re.Match[str]) -> bool:
    """Whether a slot ends a pattern, or an optional part of it: then it goes on to the next boundary."""
    return not slot.string[slot.end() :].strip(")?")


def _roles(match: re.Match[str], spoken: Said, clause: clauses.Clause) -> dict[str, str]:
    skipped = {"aux", "money", "number", "victims", "none", "open", "place", "act", "pas", "means"}
    out = {}
    for role, value in match.groupdict().items():
        if value is None or role in skipped:
            continue
        words = _words(match, role, spoken.sentence, clause)
        words = _FIRST.sub("", words) if role != "what" else words
        words = re.sub(r"\s+(?:on|in|for|late|early)$", "", words.strip(" ,."))
        if _SAYING.match(words) and spoken.subject:
            words = spoken.speaker
        if words:
            out[role] = words
    return out


def _words(match: re.Match[str], role: str, sentence: str, clause: clauses.Clause) -> str:
    """A role as written, with another name that stands behind it; without a date inside it."""
    value = match[role]
    if _DATE_MARK in value:
        return " ".join(value.replace(_DATE_MARK, " ").split())
    first = match.start(role)
    begin, end = clause.at(first), clause.at(first + len(value.rstrip()) - 1) + 1
    alias = _ALIAS.match(sentence, end)
    return " ".join(sentence[begin : alias.end() if alias else end].split())


def _status(match: re.Match[str], kind: FactType, clause: clauses.Clause, spoken: Said) -> str:
    groups = match.groupdict()
    aux = (groups.get("aux") or "") + " "
    before = clause.text[: match.start()] + match[0][:12]
    subject = match[0][: max(0, match.start("aux") - match.start())] if groups.get("aux") is not None else ""
    if spoken.denied or groups.get("none") or clauses.NEGATING.search(aux) or _NOBODY.search(subject):
        return "negated"
    if kind.future == "asserted" and clauses.AHEAD.search(aux) and not _IF.search(before):
        return "asserted"
    if groups.get("open") or clauses.OPEN.search(aux) or _IF.search(before):
        return "hypothetical"
    if kind.future == "hypothetical" and (clauses.AHEAD.search(aux) or re.search(r"agreed [\w ]*to meet", match[0])):
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
    if written is None:
        return None
    return int(written.replace(",", "")) if written[0].isdigit() else _NUMBERS[written.lower()]


def _date_of(match: re.Match[str], start: int, inside: list[DateFound], clause: clauses.Clause) -> DateFound | None:
    """The date nearest to the fact's own words, before that of who reports it; the one that is told against it is
    another event's."""
    first = start + clause.at(match.start())
    middle = (first + start + clause.at(match.end())) // 2
    own = [d for d in inside if not (d.relative and 0 <= first - d.end <= 1 and _AGAINST.search(d.span.text))]
    told = [d for d in own if _DATE_MARK in clause.masked[d.start - start : d.end - start]]
    return min(told or own, key=lambda d: abs((d.start + d.end) // 2 - middle), default=None)


def _places(match: re.Match[str], clause: str, kind: FactType) -> list[str]:
    if not kind.place:
        return []
    own = match.groupdict().get("place")
    if own:
        return [own]
    found = [m["p"] for m in _PLACE.finditer(clause, match.start())] or [m["p"] for m in _PLACE.finditer(clause, 0)]
    found = [re.sub("['\u2019]s$", "", place) for place in found]
    found = found or [m["p"] for m in _SETTLED.finditer(clause, match.start())]
    known = [place for place in found if place not in match.groupdict().values()]
    if kind.name == "activity":
        more = re.findall(
            r"(?:,| and)\s+(?:in )?(?:the )?([A-Z][\w-]+(?: (?:of )?[A-Z][\w-]+)*)", clause[match.start() :]
        )
        return list(dict.fromkeys(known + [m for m in more if m not in " ".join(known)]))
    return known[:1]
