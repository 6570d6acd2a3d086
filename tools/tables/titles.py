"""Which words in a person's name are titles, and which are particles that show who is whose?

Makes titles.tsv and particles.tsv, both our own curation. It does not strip anything from a name:
watchword.text.names decides, and only a few words are titles wherever they stand.
"""

from __future__ import annotations

from pathlib import Path

from tools.tables.writing import words

ABOUT_TITLES = """Columns: title (tokens of a-z 0-9), also_name: yes when it is a given or family name too.
Source: own curation (tools/tables/titles.py) from titles in the OFAC, UK, EU and Australian lists."""
ABOUT_PARTICLES = """Columns: particle (tokens of a-z 0-9), class, place, also_name. Classes: article (al), patronymic (bin),
kunya (abu), preposition (van der), first (abd: joins the word after it), last (ullah, uddin: joins the word
before it). Place: before (a name follows it), after (it follows a name). also_name: yes when it is a name too.
Source: own curation (tools/tables/titles.py)."""

TITLES = """
# civil
mr mrs ms miss mx mister missus messrs madam madame maam sir dame lady lord mademoiselle mlle mme monsieur mssr
herr frau fraulein hr fr mevr mevrouw meneer mijnheer senor senora senorita sra srta sres don_ dona senhor senhora senhorita
signor signora signorina sig gospodin gospozha gospodja tovarishch grazhdanin grazhdanka
bayan bey_ efendi effendi_ hanim_ hanoum sahib_ saheb_ sahab sahiba janab begum_ bibi_ shri shrimati smt sri_ shree thiru
puan encik datuk dato datin tan_sri datuk_seri tengku_ tunku_ bapak khun sensei xiansheng nushi
# degrees and professions
dr dra drs dhr doctor docteur doktor doc prof professor professeur profesor profesora professore professora phd md mba msc bsc llb llm esq
esquire eng_ engr engineer ingeniero ingenieur ingegnere inginer mohandes muhandis mouhandis dipl_ing lic licenciado
licenciada abogado avukat attorney advocate adv advokat lawyer avocat maitre mtre arq arquitecto architect academician akademik
dott dottore dottoressa accountant rector ustad_ ustaz ustadh oustaz oustadh ostad_ ustadz teacher lecturer mudarris muallim moalim moallim
malam_ mallam_ mwalimu
# state
president vice_president prime_minister premier minister ministre ministro vice_minister deputy_minister deputy senator
senateur governor gouverneur gobernador mayor maire chancellor chairman chairwoman chairperson chief chef director directeur secretary
secretary_general ambassador ambassadeur consul congressman representative councillor hon honorable honourable excellency his_excellency
her_excellency h_e his_highness his_royal_highness her_royal_highness hrh highness majesty his_majesty prince_ princess prinz prinzessin principe
princesse emir_ emira queen countess baroness duchess sultan_ nawab_ sardar_ sarder_
# forces
general gen genl lieutenant_general lt_gen ltgen major_general maj_gen majgen brigadier_general brig_gen brig brigadier
colonel_general col_gen colonel col lieutenant_colonel lt_col ltcol major maj captain cpt capt capitaine capitan
hauptmann oberst lieutenant lt leutnant teniente second_lieutenant first_lieutenant 1st_lt 2nd_lt warrant_officer sergeant sgt sergent
sargento corporal cpl pvt admiral adm rear_admiral vice_admiral commodore commander cmdr cdr comdr comandante commandant
komandir field_marshal air_marshal air_vice_marshal air_commodore wing_commander squadron_leader group_captain
coronel teniente_coronel mayor_general mariscal general_major general_leytenant general_leitenant general_polkovnik polkovnik podpolkovnik
sartip sarlashkar sarhang sepahbod muqaddam mulazim aqid kommandant komutan komutani qumandan qomandan kumandan
inspector insp superintendent supt constable sheriff chief_of_staff commander_in_chief cde comrade camarade
# Islam
sheikh_ shaykh_ sheik_ shaikh_ cheikh_ shaik_ shaykha_ sheikha_ cheick_ cheik_ scheich_ sheykh_ shekh_ sheekh_ chek_ seikh_ sheak_
haji_ hajj_ hajji_ hadji_ hadj_ haj_ al_haj_ al_hajj_ al_haji_ alhaji_ alhaj_ alhadji_ alhajj_ el_hadj_ el_hadji_ el_haj_ elhadj_ elhadji_ hacci_ haci_
hajja_ hajia_ hajiya_ hajiyah_ hodja_ hoca_ khodja_ hodza_ xaaji_
mullah_ mulla_ mollah_ molla_ mullo_ mulah_ maulavi_ mawlawi_ maulawi_ mawlavi_ molvi_ molavi_ maulvi_ moulvi_ maulana_ mawlana_ moulana_
mevlana_ mowlana_ molana_ mawlawy_ maulawy_ mowlawi_ mewlewi_ akhund_ akhond_ akhoond_ akhwand_ qari_ kari_ qaree_ hafiz_ hafez_ hafidh_ imam_ imaam_ emam_
imam_khatib mufti_ grand_mufti ayatollah ayatullah ayatolah grand_ayatollah hojjatoleslam hojatoleslam hojjat_ol_eslam hojjat_al_islam
hujjat_al_islam hojjatol_islam hojatolislam hojjatolislam hujjatulislam hojat_ol_eslam hojjatoleslam_va_moslemin
seyyed_ sayyid_ sayed_ sayyed_ syed_ sayid_ seyed_ seyyid_ seid_ said_al_ sayyidah_ sharifah pir_ qazi_ qadi_ khwaja_ khawaja_ khoja_
marabout thierno_ tierno_ serigne_ ulama amir_ul_mumineen amirul_mumineen emir_al_muminin mujahid_ qaid
# Christianity, Judaism, Buddhism
reverend rev reverendo rvd pastor_ pasteur father padre brother bro sister soeur fra friar bishop_ eveque archbishop patriarch
cardinal abbot abbe archimandrite vladyka monsignor mgr msgr rabbi rabbin rav_ hacham chief_rabbi rinpoche bhikkhu ven venerable ajahn
swami_ sardarji
# after a name
jr jnr junior_ sr snr senior_ fils hijo filho neto_ sobrinho_ kc obe cbe mbe ret retd retired rtd deceased late the_late
# words that lists put before another name
aka fka nee alias dit_
"""

# Particles; a name with _ at its end is also a given or family name.
ARTICLE = """
al el ul il l_ ad_ ar as ash_ at_ an_ az adh ath ed_ er_ es et ech esh ez en_ ol eth edh ur ud us uz ut ush un
"""
PATRONYMIC_BEFORE = """
bin ben_ ibn b_ bn ibin bint binti_ bent binte bt bte ould wuld walad wald weld oulad uld ag_ agg ap_ ab_ fitz
"""
PATRONYMIC_AFTER = """
oglu ogly ogli oghlu oglou uly uulu ugli kyzy qizi kizi gizi kizy qyzy
"""
PATRONYMIC_PHRASES = "son of|daughter of|s o|d o|a l|a p|anak lelaki|anak perempuan|fils de|fille de|hijo de|hija de|w o|wife of"
KUNYA = """
abu abou abi_ abo aboo bu_ bou_ ebu aba_ umm um_ oum om_ oumm ummu umu_
"""
PREPOSITION = """
van_ von vom zu_ zum zur der den_ ter_ ten te_ het de des du_ di da_ do_ dos_ das_ del della dello dei degli delle dal dalla d_ la_ le_ les_ lo_ los las_
y_ e_ i_ och af_ av of a_ o_ op aan of the
"""
PREPOSITION_PHRASES = "van der|van den|van de|van het|von der|von dem|von und zu|von zu|de la|de las|de los|de le|in t|van t|op de|aan de"
FIRST = """
abd abdul abdel abdal abdol abdoul abdu_ abdi_ abdou_ abdur abdus abdud abdut abdush abdun abdil abed_ gholam_ ghulam_ nur_ nour_ noor_ saif_ seif_
sayf_ shams_ shamsul shamsud shamsur najm_ najmud jalal_ jamal_ kamal_ fakhr_ fakhrud imad_ emad_ ala_ alaa_ badr_ badrul zayn_ zain_ zein_ zainul
muhib_ habib_ amat amatul siraj_ sirajud sirajul sadr_ sadrud nasr_ nasir_ naser_ nasrul muhyi mohy mohi muhi muhiyid taj_ tajud izz ezz
qamar_ qamarud hisam_ husam_ hosam_ rukn bahaud baha_ diya_ dia_ zia_ ziaul ziaur nizam_ nizamud salah_ salahud khair_ khayr_ sana_ hamd_ hujjat_
dhul zul zulfi_ dhu thul ghulamul fath_ fathul fazl_ fazal_ fadl_ fazlur fazlul inayat_ aman_ hikmat_ enayat_ rahmat_ sami_ samiul bait beit
"""
LAST = """
ullah allah_ ollah olla ulla oullah ulah uddin eddin eddine uddeen udin aldin eldin addin eddyne din_ deen_ dine ddin ddine
ud_din el_din al_din ad_din ed_din ed_dine ud_deen el_dine ul_din ur_rahman al_rahman ar_rahman el_rahman er_rahman rahman_ rehman_ rahmane_
arrahman errahman urrahman alrahman elrahman ul_haq al_haq ul_haqq al_haqq al_hak ulhaq alhaq elhak ul_islam al_islam el_islam ulislam
al_aziz el_aziz ul_aziz al_karim el_karim al_hamid el_hamid ur_rahim al_rahim ar_rahim er_rahim us_salam al_salam as_salam es_salam
us_samad al_samad as_samad al_qadir el_kader ul_qadir al_malik al_wahid al_wahab zai zoi khel zada zadeh zade zadah
"""


def titles(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (title, also_name) row. In the text _ joins the tokens of a title; at its end it says also a name."""
    return sorted(_flagged(TITLES).items())


def particles(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (particle, class, place, also_name) row; of two classes a particle has the one that is named first."""
    table: dict[str, tuple[str, str, str]] = {}
    for block, kind, place in (
        (ARTICLE, "article", "before"),
        (PATRONYMIC_BEFORE, "patronymic", "before"),
        (PATRONYMIC_PHRASES.replace(" ", "_").replace("|", " "), "patronymic", "before"),
        (PATRONYMIC_AFTER, "patronymic", "after"),
        (KUNYA, "kunya", "before"),
        (PREPOSITION, "preposition", "before"),
        (PREPOSITION_PHRASES.replace(" ", "_").replace("|", " "), "preposition", "before"),
        (FIRST, "first", "before"),
        (LAST, "last", "after"),
    ):
        for particle, also_name in _flagged(block).items():
            table.setdefault(particle, (kind, place, also_name))
    return [(particle, *entry) for particle, entry in table.items()]


def _flagged(block: str) -> dict[str, str]:
    """Curated words with yes or no for a _ at their end."""
    items = (item for line in words(block) for item in line)
    return {item.rstrip("_").replace("_", " "): "yes" if item.endswith("_") else "no" for item in items}
