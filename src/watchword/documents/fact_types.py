"""Which types of facts are read, and in which words? One declared row of patterns for each; see docs/reading.md.

A pattern is words of a sentence with slots. {left:ROLE} is the subject before the verb, {right:ROLE} an object after
it, {money} a sum, {number} a count, {aux} the auxiliaries (did not, may, has), which decide the status. Slots stop at
commas. What only some sentences have (place, date, count) is looked for around by `facts`.
"""

from __future__ import annotations

import msgspec


class FactType(msgspec.Struct, frozen=True):
    """A type of fact: its patterns, tried in order, and what else must or may hold of its sentence.

    `needs` is a pattern that the sentence must hold; `proper` is a role that
    must be a name or a count of somebody, not any word; `future` says what a bare "will" means: the fact itself
    (asserted) or a thing to come (hypothetical); `negated` patterns tell a fact that did not happen.
    """

    name: str
    patterns: tuple[str, ...]
    needs: str = ""
    proper: str = ""
    future: str = "hypothetical"
    place: bool = True


_ARMED = (r"(?i:gunmen|(?:armed|masked) men|\w*\s?(?:militants|fighters|jihadists|insurgents|rebels|extremists)|suicide bomber|"
          r"(?:car|roadside|suicide)? ?bomb|terrorists|islamic state(?: group)?|boko haram|al.?shabaab|al.?qaeda|isis|daesh|"
          r"the group|militia\w*)")  # fmt: skip
_WEAPON = (r"(?i:explosives?|bombs?|mines?|landmines?|grenades?|rockets?|shells?|shelling|missiles?|drones?|mortars?|gunfire|"
           r"(?:air ?|drone )?strikes?|explosion|blast|car bomb)")  # fmt: skip
_SITE = (r"(?:village|town|convoy|garrison|camp|school|market|base|post|outpost|patrol|mosque|church|hotel|checkpoint|"
         r"barracks|airport|port|hospital|prison|mine|bus|train)")  # fmt: skip
_HOLD = r"(?:recaptured|captured|seized|took|retook|taken|retaken|overran|liberated|recapture|capture|seize|retake)"
_SEIZED = r"(?:the (?:town|city|port|village|airport|district|province|region)(?: of| at)? )?"

TYPES = (
    FactType(
        "delisting",
        proper="target",
        patterns=(
            r"{left:authority} {aux}(?:lifted|lift|eased|revoked) (?:the |its |all )?sanctions (?:on|against) {right:target}",
            r"{left:authority} {aux}(?:removed|remove) {right:target} from (?:its|the) [\w ]*?list",
            r"{left:authority} {aux}(?:delisted|delist) {right:target}",
            r"{left:target} {aux}(?:removed|taken|struck) (?:from|off) (?:the )?(?P<authority>[A-Z]\w*)?[\w ]*?list",
            r"{left:target} {aux}delisted(?: by {right:authority})?",
        ),
        place=False,
    ),
    FactType(
        "designation",
        proper="target",
        patterns=(
            r"{left:authority} {aux}(?:designated|designate|sanctioned|sanction|blacklisted|blacklist) {right:target}",
            r"{left:authority} {aux}(?:imposed|impose|announced|announce|slapped|placed|put) (?:\w+ )?sanctions (?:on|against) {right:target}",
            r"{left:authority} {aux}(?:put|added|placed|listed) {right:target} (?:on|to) (?:its|the|a) [\w ]*?list",
            r"{left:authority} {aux}(?:listed|named) {right:target} as (?:a |an )?(?:associate|terrorist|specially)",
            r"{left:authority} {aux}(?:froze|frozen|freeze|blocked) the (?:assets|property|accounts|funds) of {right:target}",
            r"{left:target} {aux}(?:added|put) (?:to|on) (?:the |its )?[\w ]*?list by {right:authority}",
            r"{left:target} {aux}(?:designated|sanctioned|blacklisted) by {right:authority}",
            r"{left:target} {aux}(?:designated|named|tagged|listed)(?: by {right:authority})?(?: as)? (?:a |an )?"
            r"(?i:specially|foreign terrorist|(?:global )?terrorist|\w+ terrorist organi[sz]ation)",
            r"sanctions (?:were )?(?:put|imposed|placed)? ?(?:on|against) {right:target} by {right:authority}",
        ),
        place=False,
        needs=r"sanction|list|(?:designated|named|tagged) .*as|designated (?:the )?[A-Z]|froze|blocked",
    ),
    FactType(
        "pledge",
        (
            r"{left:donor} {aux}(?:pledged|pledge|promised|promise|committed|commit|contributed|contribute|donated|donate|gave|give|"
            r"given|provided|provide|earmarked)(?: a total of| up to| another| some| about| more than)? {money}"
            r"(?: (?:to|in aid to|for) {right:recipient})?",
            r"{left:donor} {aux}announced (?:a|an|its) (?:contribution|pledge|donation|grant) of {money}(?: to {right:recipient})?",
        ),
        future="asserted",
        place=False,
    ),
    FactType(
        "meeting",
        (
            r"(?P<participants>(?i:[\w ]*?(?:ministers|envoys|officials|representatives|leaders))) of {number} (?:members|countries|states)[\w ]*? {aux}(?:met|meet|gathered|convened)",
            r"{left:host} {aux}(?:hosted|host|hosts|co-host(?:ed|s)?|join(?:ed|s)? [^,;]{3,90}? in (?:co-)?hosting) (?:the|a|an) [\w -]*?(?:meeting|summit|conference|talks)",
            r"{left:participants} (?:from|of) {number} (?:countries|states|members|nations)[\w ]*? {aux}(?:met|meet|gathered|gather|convened)",
            r"{left:participants} {aux}(?:held|hold) (?:talks|a meeting|a summit|consultations)",
            r"{left:participants} {aux}(?:agreed [\w ]*?to meet|gathered in|convened in|convened\b|gathered\b)",
            r"(?i:a |the )(?:summit|meeting|conference)(?: of {number} {right:participants})? {aux}(?:took place|take place|held|opened) ",
            r"{left:participants} {aux}(?:met|meet) (?:again|in\b|at\b|face|with (?:the )?[A-Z]|on\b|[A-Z]|a day)",
        ),
        needs=r"\b(?:in|at|on|with|next|last|yesterday|September|a day)\b|[A-Z]",
    ),
    FactType(
        "attack",
        (
            rf"(?:the |a |an |\w+ )?(?P<perpetrator>{_ARMED}) {{aux}}(?:claimed responsibility for|attacked|attack|raided|raid|stormed|shelled|killed|wounded|ambushed|bombed)",
            rf"\b{_WEAPON}(?: [\w' -]{{1,40}}?)? {{aux}}(?:killed|wounded|injured) (?:at least |about |some |more than )?{{victims}}\b",
            r"{aux}accused {right:perpetrator} of (?:the|an) (?:attack|bombing|killing)",
            r"{victims} (?:people |civilians |soldiers |\w+ )?{aux}(?:killed|wounded|shot dead|injured)(?= (?:in|when|by|near) )",
            rf"{{left:perpetrator}} {{aux}}(?:attacked|raided|stormed|shelled|ambushed) (?:the|a|an) (?:\w+ )?{_SITE}",
            r"(?:[Tt]here {aux}(?P<none>no) |the |an? |\u00b6+ )(?:attack|ambush|bombing|raid|shelling|shooting|assault) (?:on|in|at|near) ",
        ),
        needs=r"attack|ambush|bomb|kill|dead|died|raid|storm|shell|wound",
    ),
    FactType(
        "arrest",
        proper="target",
        patterns=(
            r"(?i:police|troops|officers|agents|soldiers|guards|authorities)(?: in [A-Z][\w-]+)? {aux}(?:arrested|arrest|detained|detain|captured|seized) {right:target}",
            r"{left:target} {aux}(?:arrested|detained|captured)(?= (?:in|near|at|by [A-Z\w]+ (?:troops|police|forces|soldiers)|on suspicion|¶)|\W*$)",
            r"{left:target} went on trial",
            r"(?:court|judge|judges|jury|tribunal)(?: in [A-Z][\w-]+)? {aux}(?:sentenced|convicted|jailed|(?P<none>acquitted)) {right:target}",
            r"(?i:prosecutors)(?: in [A-Z][\w-]+)? {aux}(?:charged|indicted) {right:target}",
        ),
    ),
    FactType(
        "territory",
        (
            rf"{{left:actor}} {{aux}}{_HOLD} {_SEIZED}(?P<place>[A-Z][\w'-]+(?: (?:da|de|do|al|el) [A-Z][\w-]+| [A-Z][\w-]+)*)",
            rf"{{left:actor}} {{aux}}(?:took|take|taken|seized|lost|lose|regained) control of {_SEIZED}(?P<place>[A-Z][\w'-]+(?: [A-Z][\w-]+)*)",
            r"{left:actor} {aux}(?:control of |took control of )the airport (?:at|of) (?P<place>[A-Z][\w-]+)",
            rf"{{left:actor}} {{aux}}(?:withdrawn|withdrew|pulled out|retreated) from {_SEIZED}(?P<place>[A-Z][\w'-]+(?: [A-Z][\w-]+)*)",
        ),
    ),
    FactType(
        "activity",
        (
            r"(?i:activity|attacks|violence|threat|presence|operations)(?: [\w' ]{0,40}?)? {aux}(?:is |are |was |were )?"
            r"(?:growing|rising|increasing|increased|spreading|grown|risen|spread|intensified|intensifying)",
            r"(?i:growing) (?:activity|threat|violence|presence|number of attacks)",
        ),
    ),
    FactType(
        "plan",
        (
            r"{left:actor} {aux}(?:plans?|planned|intends?|aims?|proposed|proposes|wants?|seeks?|vowed) to {rest:what}",
            r"{left:actor} (?:has|have) (?P<none>no) (?:plans?|intention) (?:to|of) {rest:what}",
        ),
        place=False,
    ),
)
