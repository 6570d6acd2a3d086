"""Which types of facts are read, and in which words? One declared row of patterns for each; see docs/reading.md.

A pattern is words of a sentence with slots. {left:ROLE} is the subject before the verb, {right:ROLE} an object after
it, {money} a sum, {number} a count, {aux} the auxiliaries (did not, may, has), which decide the status. {do:VERB|VERB}
is a verb in the active voice, {done:VERB|VERB} in the passive, in all their forms but a noun's ("VERB(-)": without -s). Slots
stop at commas. What only some sentences have (place, date, count) is looked for around by `facts`.
"""

from __future__ import annotations

import msgspec


class FactType(msgspec.Struct, frozen=True):
    """A type of fact: its patterns, tried in order, and what else must or may hold of its sentence.

    `needs` is a pattern that the sentence must hold; `proper` is a role that must be a name or a count of somebody, not
    any word; `future` says what a bare "will" means: the fact itself (asserted) or a thing to come (hypothetical);
    `place=False` leaves places alone; `barred` is a pattern of sentences that only look like it.
    """

    name: str
    patterns: tuple[str, ...]
    needs: str = ""
    proper: str = ""
    future: str = "hypothetical"
    place: bool = True
    barred: str = ""


_ARMED = (r"(?i:gunm[ea]ns?|(?:armed|masked|unknown) (?:men|group|persons|individuals|assailants)|(?:\b(?!(?:after|as|when|by|and|that|while|the|of|if|where|by|from|with)\b)[\w-]+ )?"
          r"(?:militants|fighters|jihadists|jihadis|insurgents|rebels|extremists|bandits|assailants?|attackers|pirates|hijackers|terrorists|separatists|guerrillas|"
          r"mercenaries|paramilitaries|kidnappers|cultists|militiamen|herdsmen|hoodlums|thugs|raiders|hitmen|commandos)|suicide bombers?|"
          r"(?:non-state |armed )+groups?(?: members)?|(?:car|roadside|suicide)? ?bomb|islamic state(?: group)?(?: [\w-]+)?|boko haram|iswap|jnim|al.?shabaa?b|"
          r"al.?qa.?e?da|isis|isil|daesh|m23|houthis?|taliban|the group|militia\w*)")  # fmt: skip
_CASUALTY = (
    r"(?:killed|kills|kill|wounded|wounds|injured|injures|left|leaves|leave|claimed|claims|leaving|killing|maimed)"
)
_DIES = r"(?i:killed|wounded|injured|dead|shot dead|die|dies|died|abducted|kidnapped|hurt|massacred|slaughtered|missing|martyred|murdered|executed|beheaded)"
_ACCIDENT = (r"(?is)^(?!.*\b(?:attack\w*|gun\w*|bomb\w*|milit\w+|rebel\w*|insurg\w+|terror\w*|ambush\w*|explosive\w*|mines?|landmine|grenade\w*|shell\w*|shot|"
             r"jihad\w*|extremis\w+|bandit\w*|raid\w*|strikes?|missiles?|rockets?|clash\w*|abduct\w*|kidnap\w*|murder\w*|massacre\w*|armed)\b).*"
             r"\b(?:crash\w*|accident\w*|collid\w*|collision|flood\w*|storms?|earthquake\w*|quake|wildfires?|cholera|virus|epidemic|outbreak|measles|ebola|covid\S*|"
             r"landslides?|collaps\w+|famine|drought|heat\w*|stampede|cancer|cyclone|hurricane|malaria|poison\w*|avalanche|tsunami|overturned|capsiz\w+|"
             r"derail\w*|drown\w*|lightning|disease|gas leak|boiler|storm|typhoon|mudslide|sank|heart attack)\b")  # fmt: skip
_FORCES = (r"(?i:(?:[\w-]+ )?(?:troops|soldiers|forces|army|military|police|warplanes|jets|drones?|helicopters|aircraft|air force|"
           r"airstrikes?|air strikes?|commandos|gendarmes))")  # fmt: skip
_WEAPON = (r"(?i:explosives?|(?:improvised )?explosive devices?|IEDs?|bombs?|bombings?|bombardments?|mines?|landmines?|grenades?|rockets?|shells?|shelling|missiles?|"
           r"drones?|mortars?|gunfire|(?:air ?|drone )?(?:raids?|strikes?)|explosions?|blasts?|car bomb|(?<!heart )(?<!panic )attacks?|ambush(?:es)?|assaults?|shootings?|clashes|fighting|violence|massacres?|shootouts?|raids?|offensive|battles?|hostilities|assassinations?)")  # fmt: skip
_SITE = (r"(?:villages?|towns?|convoys?|garrison|camps?|school|markets?|base|posts?|outpost|patrols?|mosque|church|hotel|checkpoints?|"
         r"barracks|airport|port|hospital|clinic|prison|mine|bus|buses|train|truck|vehicles?|ship|tanker|vessel|site|positions?|headquarters|"
         r"compound|embassy|settlement|farm\w*|bank|restaurant|shop|caf\u00e9|funeral|wedding|station|hamlets?|communit\w+)")  # fmt: skip
_SEIZED = (r"(?:the )?(?:(?:strategic|key|northern|southern|eastern|western|border|port|mining|garrison|nearby|besieged|central) )*"
           r"(?:(?:town|city|port|village|airport|district|province|region|area|hills?|base|island|crossing)s?(?: of| at)? )?")  # fmt: skip
_PLACE = r"(?P<place>[A-Z\u00c0-\u00de][\w'\u2019-]+(?: (?:da|de|do|al|el) [A-Z][\w-]+| [A-Z][\w'\u2019-]+)*)"
_LIST = r"[^,;:.]{0,60}?(?i:list|register|regime|annex|sanctions|ordinance)\w*"
_MEASURES = (r"(?:[\w'\u2019-]+ ){0,4}?(?:sanctions|restrictive measures|(?:an? )?assets? (?:freezes?|bans?)|(?:an? )?(?:travel|visa|entry) bans?)"
             r"(?: and (?:an? )?(?:[\w-]+ )?(?:sanctions|assets? freezes?|(?:travel|visa|entry) bans?))?")  # fmt: skip
_AS_LISTED = (r"(?i:(?:a |an |the )?(?:specially designated|foreign terrorist|(?:global )?terrorist|\w+ terrorist organi[sz]ation|SDGT|blocked|"
              r"proscribed|prohibited|banned))")  # fmt: skip
_ABOUT = (r"(?: (?:a|an|at|its|their|in|of|to|up|some|about|another|further|additional|total|least|more|than|nearly|almost|over|around|initial|"
          r"first|grants?|sum|worth|approximately|only|just|extra|new|fresh|separate|support|aid|assistance|funding|contribution|overall|"
          r"humanitarian|record|the|equivalent|amount)){0,7} ")  # fmt: skip
_GIVE = ("pledge|promise|commit|contribute|donate|give|provide|earmark|allocate|grant|offer|approve|disburse|release|"
         "set aside|make available|announce|extend|deliver|unveil|pay")  # fmt: skip
_TO = r"(?:,? (?:to|for|towards?|in (?:\w+ )?(?:aid|support|assistance|help) (?:to|of|for)|in favou?r of) {right:recipient})?"
_JUDGES = r"(?i:court|judge|judges|jury|tribunal|magistrate|assizes|judge [A-Z][\w.]+(?: [A-Z][\w.-]+){0,2})"
_POLICE = (r"(?i:police|troops|officers|agents|soldiers|guards|authorities|forces|gendarmes|commandos|detectives|investigators|army|service|"
           r"security forces|police command|interpol|europol|fbi|dss|coast ?guard|navy|military|officials|operatives|customs|gendarmerie)")  # fmt: skip
_ACTIVITY = (r"(?i:activity|activities|attacks|violence|threat|presence|operations|insecurity|clashes|incidents|fighting|kidnappings?|abductions|"
             r"raids|unrest|killings|hostilities|bombings|incursions|ambushes|insurgency|militancy|tensions)")  # fmt: skip
_GREW = ("grow|rise|increase|spread|intensify|double|triple|surge|escalate|worsen|climb|jump|mount|expand|soar|multiply|quadruple|"
         "deteriorate|flare up")  # fmt: skip
_MEN = (r"(?:\w*[Mm]inisters?|\w*[Ee]nvoys?|[Oo]fficials|[Rr]epresentatives|[Ll]eaders|[Pp]residents?|[Dd]iplomats|[Mm]embers|[Dd]elegates|[Dd]elegations?|"
        r"[Cc]ommanders|[Nn]egotiators|[Cc]hiefs|[Cc]ounterparts?|[Aa]mbassadors?|[Ss]ecretary|[Dd]onors|[Ee]xperts)")  # fmt: skip
_TALKS = (
    r"(?:meetings?|summit|conference|talks|consultations|negotiations|session|round ?table|gathering|forum|discussions)"
)

WORDS = {
    "about": _ABOUT,
    "activity": _ACTIVITY,
    "armed": _ARMED,
    "as_listed": _AS_LISTED,
    "casualty": _CASUALTY,
    "dies": _DIES,
    "forces": _FORCES,
    "give": _GIVE,
    "grew": _GREW,
    "judges": _JUDGES,
    "list": _LIST,
    "measures": _MEASURES,
    "men": _MEN,
    "place": _PLACE,
    "police": _POLICE,
    "seized": _SEIZED,
    "site": _SITE,
    "talks": _TALKS,
    "to": _TO,
    "weapon": _WEAPON,
}  # what patterns call by name

TYPES = (
    FactType(
        "delisting",
        proper="target",
        patterns=(
            r"{left:authority} {aux}{do:lift|ease|revoke|drop|remove|end|terminate|withdraw|suspend|rescind|cancel|annul|scrap} (?:all |the |its |their |an? )*"
            r"(?:[\w'\u2019-]+ ){0,2}?(?:sanctions|restrictive measures|designation|listing|measures|assets? freeze|travel ban|restrictions) (?:\w+ )?(?:on|against|of|for) {right:target}",
            r"{left:authority} {aux}{do:remove|strike|delete|take|drop|cross} {right:target} (?:from|off) (?:its|the|their|an?)\b{list}",
            r"{left:authority} {aux}{do:lift|ease|revoke|remove|end} (?:the |its |an? )?(?:\w+ )?(?:freeze|freezing|block|blocking|ban) (?:on|of) (?:the (?:funds|assets|accounts|property) of )?{right:target}",
            r"{left:authority} {aux}{do:delist|de-list|unfreeze} {right:target}",
            r"{left:target} {aux}{done:remove|take|strike|delete|drop|cross} (?:from|off) (?:the |its |their )?(?:(?P<authority>[A-Z]\w*)(?:['\u2019]s)? )?{list}",
            r"(?:{left:authority} {aux}(?:approve[sd]?|announce[sd]?|order(?:ed|s)?|confirm(?:ed|s)?|authori[sz]ed) )?(?:the |its )(?:removal|delisting|deletion|de-listing) of {right:target} from (?:its|the|their|an?)\b{list}",
            r"{left:target} {aux}{done:delist|de-list}(?: by {right:authority})?",
            r"(?i:sanctions|measures|restrictions|designation|listing)(?: \w+)? (?:on|against|of) {right:target} {aux}{done:lift|ease|revoke|remove|drop|end|suspend|annul|rescind|withdraw}(?: by {right:authority})?",
        ),
        needs=r"(?i:lift|eas|revo|drop|remov|end|terminat|withdr|suspend|rescind|cancel|annul|scrap|str[iu]ck|strike|delet|t[ao]k|cross|list)",
        place=False,
    ),
    FactType(
        "designation",
        proper="target",
        patterns=(
            r"\b(?:actions?|designations?|measures) (?:also )?(?:targets|target|targeted) {right:target}",
            r"{left:authority} {aux}{do:list(-)|name|designate|tag|label|declare|classify|brand|identify|recognise|recognize} {right:target} (?:as )?(?:(?:\w+ )?(?:associate|supporter|facilitator)|{as_listed})",
            r"{left:authority} {aux}{do:designate|sanction(-)|blacklist|proscribe|outlaw|ban} {right:target}",
            r"{left:authority} {aux}{do:impose|announce|slap|place|put|levy|adopt|introduce|issue} {measures} (?:\w+ )?(?:on|against|upon|targeting) {right:target}",
            r"{left:authority} {aux}{do:put|add|place|list(-)|include|inscribe|enter} {right:target} (?:on|to|in|under)\b(?: (?:its|the|a|an|their)\b)?{list}",
            r"{left:authority} {aux}{do:hit|punish|penali[sz]e|target} {right:target} with {measures}",
            r"{left:authority} {aux}{do:freeze|block|lock} (?:all |any |the )*(?:\w+ )?(?:assets|property|accounts|funds) (?:of|belonging to|held by) {right:target}",
            r"{left:target} {aux}{done:add|put|place|list|include|enter} (?:to|on|in|under) {list}(?:[^,;.]{0,30}? by {right:authority})?",
            r"{left:target} {aux}{done:designate|name|tag|list|label|declare|brand|classify}(?: by (?P<authority>[\w .'\u2019]{2,60}?))?(?: \u00b6+)?(?: as)? {as_listed}",
            r"{left:target} {aux}{done:designate|sanction|blacklist|proscribe|outlaw}(?: \u00b6+)?(?: by {right:authority})?(?=\W|$)",
            r"{left:authority} {aux}(?P<open>considering|weighing|mulling|preparing|threatened|threatens|proposed|called for|demanded|seeking|drafting|discussing|discussed) (?![\w ]{0,30}(?:lift|eas|remov|drop|end)\w*\b){measures} (?:on|against) {right:target}",
            r"{left:authority} {aux}(?P<act>announced|announces|announce|approved|approves|confirmed|confirms|adopted) the (?:designation|listing|blacklisting) of {right:target}",
            r"^(?P<authority>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}) sanctions (?P<target>(?:[A-Z\u00c0-\u00de]|\d+ |(?i:two|three|four|five|six|seven|eight|nine|ten|dozens of|former) )[^,;:.]{2,80})",
            r"{left:target} {aux}(?P<pas>hit with|subject to|subjected to|placed under|put under) {measures}(?: by {right:authority})?",
            r"(?i:sanctions|restrictive measures)(?: were)?(?: put| imposed| placed| announced)? ?(?:on|against) {right:target} by {right:authority}",
            r"(?i:sanctions|restrictive measures) (?:on|against|targeting) {right:target} {aux}(?:{done:impose|announce|adopt|agree|approve}|came into force|took effect)",
        ),
        place=False,
        needs=r"(?i:sanction|list|measure|designat|action|identif|named|naming|tagged|label|declar|classif|brand|recogni|proscri|outlaw|bann|fr[eo]ez|froze|block|freeze|asset|travel ban)",
    ),
    FactType(
        "pledge",
        proper="donor",
        patterns=(
            r"{left:donor} {aux}{do:{give}}{about}{money}{to}",
            r"{left:donor} {aux}(?P<act>announced|announces|announce|made|make|confirmed|approved|unveiled|signed|pledged|offered) (?:a|an|its|another|the)(?: [\w-]+){0,3} (?:contribution|pledge|donation|grant|package|support|gift|aid)\w*(?: package| agreement)? (?:of|worth|totall?ing){about}{money}{to}",
            r"{left:donor} {aux}{do:top up|increase|raise|boost} (?:its|their) (?:contribution|support|aid|funding|pledge)[\w ]*? (?:by|to|with){about}{money}{to}",
            r"{money}(?: [\w ]{0,40}?)? {aux}{done:pledge|contribute|donate|give|provide|earmark|allocate|grant|promise|commit} (?:to (?P<recipient>[^,;]{3,60}?) )?by {right:donor}",
            r"(?i:pledge|contribution|donation|grant|gift|commitment)s? of {money} (?:from|by) {right:donor}",
            r"{left:recipient} {aux}(?P<act>received|receive|receives|get|gets|got|secured|welcomed){about}{money} (?:in [\w ]{2,30} )?from {right:donor}",
        ),
        future="asserted",
        place=False,
        needs="\u00a4",
    ),
    FactType(
        "meeting",
        (
            r"(?P<participants>(?i:[\w ]*?(?:ministers|envoys|officials|representatives|leaders))) of {number} (?:members|countries|states)[\w ]*? {aux}(?:met|meet|gathered|convened)",
            r"{left:host} {aux}(?:hosted|host|hosts|hosting|chaired|chairs|co-chaired|convened|opened|co-host(?:ed|s)?|join(?:ed|s)? [^,;]{3,90}? in (?:co-)?hosting) (?:the|a|an|its|this)? ?(?:[\w'\u2019-]+ ){0,5}?{talks}",
            r"{left:host} {aux}{do:receive|welcome|host} (?:(?:his|her|its|their|the|a|an|visiting) )*(?:[\w-]+ ){0,3}?{men}",
            r"{left:participants} (?:from|of) {number} (?:countries|states|members|nations)[\w ]*? {aux}(?:met|meet|gathered|gather|convened)",
            r"{left:participants} {aux}(?:held|hold|holds|holding|had|resumed|began|attended|attend|attends|attending|holding) (?:the |a |an |their |its |\w+ )?(?:[\w'\u2019-]+ ){0,4}?{talks}",
            r"{left:participants} {aux}(?:agreed [\w ]*?to meet|gather(?:ed|s)?\b|convene[ds]?\b|assembled\b|sat down with|came together|conferred)(?! (?:that|dust|pace|speed|information|from|evidence|data))",
            r"{left:participants} {aux}(?:discussed|discuss|discusses) [^,;]{3,90} with [\w ]*?(?:{men}|[A-Z])",
            r"(?i:a |the |an )(?:[\w'\u2019-]+ ){0,5}?{talks}(?: (?:of {number}|between) {right:participants})? {aux}(?:took place|take place|takes place|be held|held|open(?:ed|s)?|concluded|ended|beg[ai]n|kicked off|postponed|cancelled|convened) ?",
            r"(?i:^|a |the )?(?i:talks|consultations|negotiations) between {right:participants} {aux}(?:took place|take place|held|be held|opened|open|concluded|ended|beg[ai]n|resumed|collapsed)",
            r"{left:participants} {aux}(?P<act>met|meet|meets|meeting) (?:again|in\b|at\b|face|(?:\w+ )?with (?:[A-Z]|(?:(?:his|her|their|the|a|senior|top|visiting) )*(?:[\w-]+ ){0,3}?{men})|here\b|(?:(?:his|her|their|the|a|visiting) )*(?:[\w-]+ ){0,2}?{men}|on\b|[A-Z\u00b6]|a day|to (?:discuss|weigh|review|agree|coordinate)|behind|for\b)",
        ),
        needs=r"(?i:\bm[e]+t|talks|summit|conference|gather|conven|consult|negotiat|session|discuss|host|receiv|welcom|assembl|sat down|forum|table|conferred|came together)",
    ),
    FactType(
        "attack",
        (
            r"(?:the |a |an |\w+ )?(?P<perpetrator>{armed})(?: [a-z]+ing [^,;]{3,40}?| (?:on|in|from|aboard|with|of|linked) [^,;]{3,50}?|,)? {aux}(?P<act>claimed (?:responsibility for|the|an)|attack(?:ed)?|raid(?:ed)?|storm(?:ed|s)?|shell(?:ed)?|kill(?:ed|s)?|wound(?:ed)?|"
            r"injured|ambush(?:ed)?|bomb(?:ed)?|opened fire|open fire|opens fire|fired (?:on|at|into)|shot|gunned down|torched|burned|burnt|set fire to|blew|blows|blow|detonate[ds]?|hit|struck|targeted|abduct(?:ed)?|kidnap(?:ped)?|"
            r"massacred|slaughtered|beheaded|executed|murdered|invade[sd]?|hacked|assassinated|seized (?:hostages|\w+ hostages)|hijacked|launched (?:an?|the|\w+) (?:[\w-]+ )?(?:attack|assault|raid|offensive|strikes?)|carried out (?:an?|the|\w+) (?:[\w-]+ ){0,2}(?:attack|assault|raid|bombing|massacre|strikes?)s?|exploded|went off|rammed)\b(?<!attack)(?<!raid)(?<!shell)(?<!bomb)(?<!ambush)(?! (?:the attention|down the|his|her|their (?:own|rivals)|back)\b)(?<!killed)(?<!wounded)(?<!injured)(?<!kidnapped)(?<!abducted)",
            r"(?P<perpetrator>{armed}) {aux}(?P<act>attack|raid|shell|bomb|ambush)\b(?! (?:on|in|at|near|that|which|against|of|by|was|were|has|had|is|kill\w*|lea\w+|left|wound\w*|took|claim\w*)\b|\W*$|s\b)",
            r"(?P<perpetrator>{armed}|{forces}) {aux}(?P<act>(?i:killed|wounded|injured|kidnapped|abducted|kidnaps|kills|kill))\b(?! (?:in|by|at|near|after|as|during|on|when|outside|and \w+ed in)\b|\W*$)",
            r"\b(?P<means>{weapon})(?: [\w'\u2019\u00b6 -]{1,60}?)? {aux}(?P<act>(?i:{casualty})) (?:at least |about |some |more than |up to |over |nearly |around |the lives? of )*{victims}\b",
            r"(?P<perpetrator>{forces})(?: (?:in|on|from|of) [A-Z][\w-]+)? {aux}(?P<act>shelled|bombed|bombarded|bombards?|pound(?:ed|s)?|neutrali[sz]ed?s?|struck|attacked|fired (?:on|at|into)|opened fire|carried out (?:an?|the|\w+) (?:[\w-]+ ){0,2}(?:strike|attack|raid)s?)\b(?! (?:an? )?(?:deal|problem|goal|blow))",
            r"{aux}(?:accused|blamed) {right:perpetrator} (?:of|for) (?:the|an|carrying|killing|being behind|launching|attacking)(?: \w+){0,3} ?(?:attack|bombing|killing|raid|massacre|ambush|assault|blast|murder)?",
            r"\b{victims} (?:(?:[\w-]+ ){0,4}?(?:people|civilians|soldiers|policem[ae]n|officers|persons|traders|villagers|others|children|women|men|peacekeepers|farmers|herders|troops|workers|guards|worshippers|passengers|students|pupils|miners|travellers|[\w-]+s) )?(?:from [A-Z]\w+ )?{aux}{done:kill|wound|injure|assassinate|murder|massacre|abduct|kidnap|hack|burn|behead}(?:\W|$)",
            r"\b{victims} (?:[\w-]+ ){0,5}?{dies}(?= (?:in|by|at|near|after|as|during|on|when|outside|while|and \w+)\b|\W*$)",
            r"{left:perpetrator} {aux}(?P<act>killed|wounded|shot dead|gunned down|massacred|slaughtered|executed|beheaded|abducted|kidnapped) (?:at least |about |some |more than |over |nearly |around )*{victims}\b",
            r"(?:^|[,;:] |\b(?:another|one|a|an|the) )(?i:[\w-]+ ){0,3}?(?i:peacekeeper|soldier|policem[ae]n|officer|man|woman|priest|aid worker|worker|journalist|teacher|chief|commander|leader|mayor|"
            r"governor|judge|civilian|boy|girl|child|farmer|trader|driver|student|guard|missionary|lawmaker|politician|activist|tourist|official|rebel|militant|civilians|people|scores|dozens|many|several) {aux}{dies}(?= (?:in|by|at|near|as|during|on|when|outside)\b)",
            r"{victims} (?:[\w-]+ ){0,5}?{aux}(?:shot dead|shot|died|perished|lost their lives|lost his life|lost her life|lost their life|dead)\b(?= (?:in|when|by|near|at|after|as|and|on) |\W*$)",
            r"{left:perpetrator} {aux}{do:attack(-)|raid(-)|storm|shell(-)|ambush(-)|bomb(-)|torch|invade} (?:the|a|an|its|two|three|several|\d+) (?:[\w'\u2019-]+ ){0,3}?{site}",
            r"(?:[Tt]here {aux}(?P<none>no) |(?<!\w)(?:[Tt]he|[Aa]n?|[Tt]his|\u00b6(?:['\u2019]s)?(?! the| an? )) (?:[\w'\u2019\u00b6-]+ ){0,3}?)(?<!heart )(?<!panic )(?:attack|ambush|bombing|raid|shelling|shooting|assault|massacre|blast|explosion|strike|airstrike)s?(?: \u00b6+| \w+ed out| that (?:took place|occurred|hit|struck|targeted)| carried out by [^,;]{3,40}?)? (?:on|in|at|near|against|outside|by|targeting|killed) ",
            r"{left:victim} {aux}{done:ambush|attack|raid|storm|shell|bomb|target|hit|gun down} (?:(?:on|in|near|outside|at|\u00b6+) [^,;]{0,60}?)?by (?:suspected |unidentified |unknown |the |\w+ )*?(?P<perpetrator>{armed}|{forces})",
            r"{left:victim} {aux}(?:came|come|comes|coming) under (?:[\w-]+ )?(?:attack|fire|shelling)",
            r"(?i:the |a |an )?(?:[\w'\u2019-]+ ){0,3}?{site} (?:[\w ]{0,30}?)?{aux}{done:ambush|attack|raid|storm|shell|bomb|hit|torch}(?:\W|$)",
            r"\b(?:(?i:a|the|an|\w+) )?(?P<means>(?i:(?:car|roadside|suicide|truck|improvised)? ?(?:bomb|explosive device|explosion|blast|mine|landmine|rocket|shell|mortar|IED))s?) {aux}(?:exploded|went off|detonated|hit|struck|ripped through|tore through|rocked|blew up|landed) ",
        ),
        needs=r"(?i:attack|ambush|bomb|kill|dead|died|raid|storm|shell|wound|injur|fire|shot|gun|blew|blow|explo|blast|detonat|strike|struck|lives|life|perish|massacre|slaughter|behead|murder|abduct|kidnap|torch|hijack|burn|execut|hack|shoot|assault|went off|pound|neutrali|rocket|ramm|invad|bombard|hurt|dies?\b|clash)",
        barred=_ACCIDENT,
    ),
    FactType(
        "arrest",
        proper="target",
        patterns=(
            r"\b(?i:they|we|it) {aux}{do:arrest|detain|apprehend|nab} {right:target}",
            r"{police}(?: in [A-Z][\w-]+)? {aux}{do:arrest|detain|capture|seize|apprehend|nab|catch|pick up|round up|hold} (?:one )?{right:target}",
            r"{left:target} {aux}{done:arrest|detain|capture|apprehend|nab|pick up|round up}(?= (?:by (?:[\w'\u2019-]+ ){0,4}?{police}|(?!by)\w+|\u00b6)|\W*$)",
            r"{left:target} {aux}(?P<act>went on trial|goes on trial|go on trial|stood trial|stands trial|stand trial|appeared (?:in|before) (?:a |the )?(?:\w+ ){0,3}(?:court|judge|magistrate)|pleaded guilty|pled guilty|pleads guilty|turned himself in|surrendered to police|faces? trial|pleaded not guilty|pled not guilty|face charges)",
            r"{judges}(?: (?:in|of|for) (?:the )?[A-Z][\w'\u2019-]+(?: [A-Z][\w-]+)*)? {aux}{do:sentence|convict|jail|imprison|indict|remand|find|order} {right:target}",
            r"{judges}(?: (?:in|of) (?:the )?[A-Z][\w'\u2019-]+(?: [A-Z][\w-]+)*)? {aux}(?P<none>acquitted|acquits|acquit|cleared) {right:target}",
            r"(?i:prosecutors?|grand jury|department|attorney|authorities|investigators|police|court)(?: in [A-Z][\w-]+)? {aux}{do:charge|indict|prosecute} {right:target}(?: (?:with|over|for|in|on)\b|$|[.,])",
            r"(?:indictment|complaint|charges)\b[^,;]{0,40}? (?:charging|charges|charged|against) {right:target}(?: with\b|$|[.,])",
            r"{left:target} {aux}{done:sentence|convict|jail|imprison|indict|extradite|remand|hand over|arraign|deport|put on trial|take into custody|find guilty|charge with|charge in|charge over|transfer to}\b",
            r"{left:target} {aux}(?P<pas>charged with|charged over|charged in|found guilty|taken into custody|in custody|put on trial|brought before)",
            r"{left:target} {aux}(?P<none>acquitted|cleared of)",
            r"{left:target} {aux}(?:handed|given|received|got|gets|faces) (?:a |an )?(?:[\w-]+ ){0,4}?(?:sentence|prison term|jail term)",
            rf"{_POLICE} {{aux}}(?:took|take|taken|takes) {{right:target}} into custody",
            r"(?i:the |an? )?(?i:arrest|detention|extradition|conviction|capture|indictment|trial) of {right:target} {aux}(?:\u00b6|in\b|by\b|was|were|follow|came|open|on\b|at\b|near\b|bega?n|has|over\b|for\b|after\b)",
        ),
        needs=r"(?i:arrest|detain|captur|seiz|apprehend|nab|caught|catch|pick|round|trial|court|guilt|sentenc|convict|jail|imprison|indict|remand|acquit|clear|charg|prosecut|extradit|custody|arraign|deport|hand|hold|held|surrender|detention|transfer|f[oi]nd|found|order|turned|brought)",
    ),
    FactType(
        "territory",
        (
            r"{left:actor} {aux}{do:recapture|capture|seize|take back|win back|take over|take|retake|overrun|liberate|occupy|conquer|reclaim|recover|regain|secure} {seized}{place}",
            r"{left:actor} {aux}{do:take|seize|lose|regain|gain|wrest|retake|assume|cede|establish|reassert} (?:full |back |complete |partial |effective )?control (?:of|over) (?:parts of |most of |much of |all of |large parts of )?{seized}{place}",
            r"{left:actor} {aux}{do:withdraw|pull out|retreat|flee|drive out|pull back|move out} (?:from|of) {seized}{place}",
            r"{left:actor} {aux}{do:drive|push|force|chase|expel|dislodge|oust|flush} {right:loser} (?:out of|from) {seized}{place}",
            r"{seized}{place}(?: [\w ]{1,20})? {aux}(?:fell|fallen|fall) (?:(?:in)?to|under) (?:the (?:hands|control) of )?{right:actor}",
            r"{seized}{place} {aux}{done:recapture|capture|seize|retake|overrun|liberate|take over|occupy} (?:from [\w' -]{3,40}? )?(?:\u00b6+ )?by {right:actor}",
            r"{left:actor} {aux}(?:in|under|claimed|now in)? ?(?:full )?control (?:of|over) {seized}{place}",
        ),
        needs=r"(?i:captur|seiz|tak|took|retook|overr[au]n|liberat|occup|conquer|reclaim|recover|regain|gain|secur|control|withdr|pull|retreat|fled|flee|dr[ioe]v|push|forc|chas|expel|dislodg|oust|flush|fell|fall|cede)",
    ),
    FactType(
        "activity",
        (
            r"{activity}(?: [\w'\u2019-]+){0,7}? {aux}(?:more than )?{do:{grew}}(?!\w)",
            r"{activity}(?: [\w'\u2019-]+){0,7}? {aux}(?:up by|on the rise|on the increase|more frequent|becoming more|at (?:its|their) highest)",
            r"(?i:(?:rise|increase|surge|spike|upsurge|uptick|escalation|growth|jump|resurgence|wave|intensification|rising number|growing number|expansion|spread|deterioration) (?:in|of) (?:[\w'\u2019-]+ ){0,4}?){activity}",
            r"(?i:growing|rising|increasing|escalating|mounting|worsening|increased|intensifying) (?:[\w-]+ )?{activity}",
            r"{left:actor} {aux}(?:stepped up|step up|steps up|intensified|ramped up|increased|expanded|extended) (?:its|their|his) (?:[\w-]+ )?(?:attacks|activity|activities|operations|presence|campaign|raids|reach|influence)",
        ),
        needs=r"(?i:activit|attacks|violence|threat|presence|operations|insecurity|clashes|incidents|fighting|kidnap|abduct|raids|unrest|killings|hostilit|bombings|incursion|ambush|insurgen|militan|tension|campaign|reach|influence)",
    ),
    FactType(
        "plan",
        (
            r"{left:actor} {aux}(?P<act>plans?|planned|planning|intends?|intended|intending|aims?|aimed|aiming|proposed|proposes|proposing|wants?|wanted|seeks?|sought|seeking|vowed|vows|hopes?|hoped|prepar(?:es|ed|ing)) to {rest:what}",
            r"{left:actor} (?:has|have|had) (?P<none>no) (?:plans?|intention) (?:to|of) {rest:what}",
            r"{left:actor} {aux}(?:drew up|drawn up|unveiled|announced|presented|adopted|outlined|approved|set out|has|have) (?:a|its|their|the|an) (?:[\w-]+ ){0,2}(?:plans?|strategy|roadmap|intention) (?:to|for|of) {rest:what}",
        ),
        place=False,
        needs=r"(?i:plan|inten|aim|propos|want|seek|sought|vow|hop|prepar|strateg|roadmap|pledg|promis)",
    ),
)
