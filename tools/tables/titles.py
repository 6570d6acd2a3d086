"""Which words in a person's name are titles, and which are particles that show who is whose?

Makes titles.tsv and particles.tsv, both our own curation. It does not strip anything from a name:
watchword.text.names decides, and only a few words are titles wherever they stand.
"""

from __future__ import annotations

from pathlib import Path

from tools.tables.writing import words

ABOUT_TITLES = """Columns: title (tokens of a-z 0-9), also_name: yes when it is a given or family name too.
Source: own curation (tools/tables/titles.py) from titles in the OFAC, UK, EU and Australian lists."""
ABOUT_PARTICLES = """Columns: particle (tokens of a-z 0-9), class, place. Classes: article (al), patronymic (bin), kunya (abu),
preposition (van der), first (abd: joins the word after it), last (ullah, uddin: joins the word before it).
Place: before (a name follows it), after (it follows a name).
Source: own curation (tools/tables/titles.py)."""

TITLES = """
# civil
mr mrs ms miss mx mister missus messrs madam madame maam sir dame lady lord master mademoiselle mlle mme monsieur mssr m.
herr frau fraulein hr fr dhr mevr mevrouw meneer mijnheer senor senora senorita sr sra srta sres don dona senhor senhora senhorita
signor signora signorina sig dott dottore dottoressa gospodin gospozha gospodja gospodin pan pani tovarishch grazhdanin grazhdanka
bay bayan bey efendi effendi hanim hanoum agha_ aqa_ sahib saheb sahab sahiba janab begum_ bibi_ shri shrimati smt sri shree kumari_ thiru tiru
tuan puan encik cik datuk dato datin datuk_seri tan_sri tun_ tengku_ tunku_ raja_ bapak ibu nai nang ong_ ba_ co_ anh u_ daw ko_ ma_ saya_ khun
san_ sama sensei xiansheng nushi furen ssi
# degrees and professions
dr dra drs doctor docteur doktor doc prof professor professeur profesor profesora professore professora phd md mba msc bsc ma_ llb llm esq
esquire eng engr ing engineer ingeniero ingenieur ingegnere inginer mohandes muhandis mouhandis mühendis dipl_ing lic licenciado
licenciada abogado avukat attorney advocate adv advokat lawyer avocat maitre me_ mtre arq arquitecto architect academician akademik
accountant cpa rector dean ustad ustaz ustadh oustaz oustadh ostad ustadz ostaz ustadja teacher lecturer mudarris muallim moalim moallim malam_ mallam_ mwalimu
# state
president vice_president president_of prime_minister premier minister ministre ministro vice_minister deputy_minister deputy senator
senateur governor gouverneur gobernador mayor maire chancellor chairman chairwoman chairperson chief chef director directeur secretary
secretary_general ambassador ambassadeur consul congressman representative councillor hon honorable honourable excellency his_excellency her_excellency h_e he_
his_highness his_royal_highness her_royal_highness hrh hh highness majesty his_majesty hm prince princess prinz prinzessin principe
princesse prince_ emir_ amir_ emira king_ queen_ sultan_ sultana_ shah_ caliph khalifa_ count countess graf_ grafin baron_ baroness
duke_ duchess marquis_ viscount earl_ knight_ von_und
# forces
general gen genl general_ret lieutenant_general lt_gen ltgen major_general maj_gen majgen brigadier_general brig_gen brig brigadier
colonel_general col_gen general_polkovnik colonel col lieutenant_colonel lt_col ltcol major maj captain cpt capt capitaine capitan kapitan_
kapitän hauptmann oberst lieutenant lt leutnant teniente second_lieutenant first_lieutenant 1st_lt 2nd_lt warrant_officer sergeant sgt sergent
sargento corporal cpl private_first_class pvt admiral adm rear_admiral vice_admiral commodore commander cmdr cdr comdr comandante commandant
komandir commodore_ marshal_ field_marshal air_marshal air_vice_marshal air_commodore wing_commander squadron_leader group_captain
coronel teniente_coronel mayor_general mariscal general_major general_leytenant general_leitenant polkovnik podpolkovnik mayor_ leytenant
sardar_ sarder_ sartip sarlashkar sarhang sepahbod amid aqid_ muqaddam mulazim liwa fariq farik mushir raid_ naqib_ rayes_ paramedic
inspector insp superintendent supt constable sheriff officer chief_of_staff
# Islam
sheikh_ shaykh_ sheik_ shaikh_ cheikh_ shaik_ shaykha_ sheikha_ cheick_ scheich_ seyh_ sheykh_ shekh_ sheekh_ chek_
haji_ hajj_ hajji_ hadji_ hadj_ haj_ al_haj al_hajj al_haji alhaji_ alhaj_ alhadji_ alhajj_ el_hadj el_hadji el_haj elhadj_ elhadji_ hadjj_ hacci_ haci_ hajja_ hajia hajiya
hajiyah hodja_ hoca_ khodja_ hodza_ hojja
mullah_ mulla_ mollah_ molla_ mullo_ mula_ mola_ maulavi_ mawlawi_ maulawi_ mawlavi_ molvi_ molavi_ maulvi_ moulvi_ maulana_ mawlana_ moulana_ mevlana_ mowlana_ molana_
mawlawy_ akhund_ akhond_ akhunzada_ akhundzada_ talib_ qari_ kari_ qaree_ hafiz_ hafez_ hafidh_ imam_ imaam_ emam_ imam_khatib khatib_ khateeb_ mufti_ muftee grand_mufti
ayatollah_ ayatullah_ ayatolah grand_ayatollah hojjatoleslam hojatoleslam hojjat_ol_eslam hojjat_al_islam hujjat_al_islam hojjatol_islam hojatolislam hujjatulislam
seyyed_ sayyid_ sayed_ sayyed_ syed_ sayid_ seyed_ said_ seid_ sayyidah_ sharif_ cherif_ mir_ mirza_ pir_ sufi_ faqir_ qazi_ qadi_ kadi_ kazi_ cadi_ ulama amir_ul_mumineen amirul_mumineen
emir_al_muminin khwaja_ khawaja_ khoja_ marabout thierno_ tierno_ modibbo_ serigne_ cerno_ malam_ baba_ ustaza mujahid_ mudir shahid_ shaheed_ al_shahid
# Christianity, Judaism, Buddhism
reverend rev reverendo rvd pastor_ pasteur_ father_ padre pere_ pater frere_ brother_ bro sister_ soeur fra friar bishop_ eveque archbishop metropolitan_ patriarch_ pope
cardinal_ abbot abbe_ deacon_ archimandrite vladyka monsignor mgr msgr rabbi_ rabbin rav_ reb_ hacham chief_rabbi saint_ lama_ rinpoche bhikkhu ven venerable ajahn
swami_ guru_ pandit_ sardarji
# after a name
jr jnr junior_ sr snr senior_ fils_ pere_ hijo filho neto_ sobrinho_ ii_ iii_ iv_ 2nd 3rd esq mp mla qc kc obe cbe mbe usa_ret ret retd retired rtd deceased late the_late
# noms de guerre and other words in lists
aka fka nee alias dit_ comrade camarade commander_in_chief cde kamerad kommandant komutan komutani kumandan kumandan_ qumandan qomandan comandante_ amir_saheb
boss_ sardar_sahib nawab_ malik_ malek_ naib_ wali_ wazir_ vizier vazir_ caliph_ chaudhry_ chaudhary_ choudhury_ tamim_dar
"""

ARTICLE = """
al el ul il l ad ar as ash at an az adh ath ed er es et ech esh ez en ol eth edh el- al- the
"""
PATRONYMIC_BEFORE = """
bin ben ibn b bn ibin bint binti bent binte bt bte ould wuld walad wald weld oulad uld ag agg ap ab fitz
"""
PATRONYMIC_AFTER = """
oglu ogly ogli oghlu oglou uly uulu ugli kyzy qizi kizi gizi kizy qyzy
"""
PATRONYMIC_PHRASES = "son of|daughter of|s o|d o|anak|a l|a p|anak lelaki|anak perempuan|fils de|fille de|hijo de|hija de|w o|wife of"
KUNYA = """
abu abou abi abo aboo bu bou ebu aba umm um oum om oumm ummu umu
"""
PREPOSITION = """
van von vom zu zum zur zu der den ter ten te het de des du di da do dos das del della dello dei degli delle dal dalla d la le les lo los las
y e i och af av of et a o in op aan
"""
PREPOSITION_PHRASES = "van der|van den|van de|van het|von der|von dem|von und zu|von zu|de la|de las|de los|de le|in t|van t|op de|aan de|dos santos"
FIRST = """
abd abdul abdel abdal abdol abdoul abdu abdi abdou abdur abdus abdud abdut abdush abdun abdel abdil abdelrahman_ abed abid_ abeid_ gholam ghulam
nur_ nour_ noor_ saif_ seif_ sayf_ shams_ shamsul shamsud shamsur najm_ najmud jalal_ jamal_ kamal_ fakhr fakhrud imad_ emad_ ala_ alaa_ badr_ badrul
zayn zain_ zein_ zainul muhib_ habib_ amat amatul amat_al mohebb siraj_ sirajud sirajul sadr sadrud nasr_ nasir_ naser_ nasrul muhyi mohy mohi muhi muhiyid taj_ tajud taqi_
izz ezz izzat_ qamar_ qamarud hisam husam_ hosam_ rukn bahaud baha_ diya_ dia_ zia_ ziaul ziaur nizam_ nizamud salah_ salahud khair_ khayr_ sana_ hamd rahm hujjat_
dhul zul zulfi dhu thul ghulamul fath_ fathul fazl fazal_ fadl_ fazlur fazlul inayat_ aman_ hikmat_ enayat_ rahmat_ sami_ samiul bait beit
"""
LAST = """
ullah allah ollah olla ulla oullah ulah alla uddin ud_din eddin eddine uddeen udin el_din al_din aldin eldin ad_din ed_din ed_dine ud_deen el_dine din deen dine
ur_rahman al_rahman ar_rahman el_rahman er_rahman rahman rehman rahmane arrahman errahman urrahman alrahman elrahman
ul_haq al_haq ul_haqq al_haqq al_hak ulhaq alhaq elhak haq_ ul_islam al_islam el_islam ulislam islam_ al_aziz el_aziz ul_aziz aziz_ al_karim el_karim karim_ al_hamid el_hamid
ur_rahim al_rahim ar_rahim er_rahim rahim_ us_salam al_salam as_salam es_salam salam_ us_samad al_samad as_samad al_qadir el_kader ul_qadir qadir_ kader_ kadir_ al_malik al_wahid al_wahab ul_hassan
al_hasan ul_hasan ul_hussain zada zadeh zade zadah zai zoi khel gul_ jan_ khan_ bibi_ bano begum_ khatun_ agha_ bey_ beg_ bek_ bay_ pasha_
"""


def titles(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (title, also_name) row. In the text _ joins the tokens of a title; at its end it says also a name."""
    found: dict[str, str] = {}
    for line in words(TITLES):
        for item in line:
            title = _ascii(item.rstrip("_").rstrip(".").replace("_", " "))
            found[title] = "yes" if item.endswith("_") or found.get(title) == "yes" else "no"
    return sorted(found.items())


def particles(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (particle, class, place) row."""
    table = {(p, "article", "before") for line in words(ARTICLE) for p in line if p.isalpha()}
    table |= {(p, "patronymic", "before") for line in words(PATRONYMIC_BEFORE) for p in line}
    table |= {(p, "patronymic", "before") for p in PATRONYMIC_PHRASES.split("|")}
    table |= {(p, "patronymic", "after") for line in words(PATRONYMIC_AFTER) for p in line}
    table |= {(p, "kunya", "before") for line in words(KUNYA) for p in line}
    table |= {(p, "preposition", "before") for line in words(PREPOSITION) for p in line}
    table |= {(p, "preposition", "before") for p in PREPOSITION_PHRASES.split("|")}
    table |= {(p.strip("_").replace("_", " "), "first", "before") for line in words(FIRST) for p in line}
    table |= {(p.strip("_").replace("_", " "), "last", "after") for line in words(LAST) for p in line}
    return sorted(table)


def _ascii(text: str) -> str:
    return text.replace("ü", "u").replace("ä", "a")
