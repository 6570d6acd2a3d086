"""Which words of an organisation's name identify nobody, and which are short for others?

Makes generic.tsv and abbreviations.tsv. Curated from the commonest tokens of GLEIF (CC0) and listed entities;
names of places, peoples and products are not here. Legal forms are in legal_forms.tsv.
"""

from __future__ import annotations

from pathlib import Path

from tools.tables.folding import fold
from tools.tables.writing import words

ABOUT_GENERIC = """Columns: token, class: word (says what a body does, alone names nobody) or function (and, of, the).
Source: own curation (tools/tables/generic.py) from token counts of GLEIF names (CC0) and listed entities."""
ABOUT_ABBREVIATIONS = """Columns: short form, full form (tokens of a-z 0-9), further full forms; the likeliest first.
Source: own curation (tools/tables/generic.py)."""

FUNCTION = """
a an and as at by for from in into of on or per the to via with & und fur von vom zu zur zum im am der die das dem den des mit
bei et de du des la le les l d un une pour par sur aux au en dans chez y e o el los las lo del al a por para con sin sobre su
da do dos das na no nas nos com em um uma di della dello dei degli delle dal dalla nel nella per il gli i ed
i v vo na s so iz po dlya pri imeni im ot do k o ob ta z zi w we z ze dla przy od na pod i a o pro pri pre za od iz u
och av for til og i pa med ja van het een voor te ten ter op bij aan met
ve ile icin bir ila fi min ala an li lil wa w al el ul ash as ad ar at an az bi bil lel lir lis lit o va vo az dar baraye be
ka ki ke ko se aur dan untuk dari yang cua va tai de no to
"""

WORDS = """
# English: sorts of bodies
company companies corporation enterprise enterprises establishment establishments firm business businesses organisation organization
organisations organizations association associations society union federation confederation league foundation fund funds trust
institute institution institutions center centre centers centres agency agencies authority bureau office offices department
directorate administration ministry committee commission council board body group groups holding holdings branch division section
unit subsidiary affiliate partner partners partnership associates brothers sons family club chamber consortium concern conglomerate
cooperative network complex base academy university college school faculty laboratory laboratories lab factory plant works mill mills
refinery yard shipyard workshop store stores shop shops market markets bank banks bureau exchange house houses agency party movement
front committee headquarters command corps force forces brigade battalion unit organisation charity charitable
# English: what they do
trading trade trader traders commercial commerce merchandise merchants marketing sales purchasing procurement import imports export
exports importing exporting distribution distributor distributors wholesale retail supply supplies supplier suppliers logistics
logistic transport transportation transports freight cargo forwarding shipping ship ships maritime marine navigation lines line
shipmanagement shipowners crewing chartering aviation air airline airlines airways aerospace travel tourism tours tour hotel hotels
construction constructions building builders contracting contractor contractors engineering engineers industry industries industrial
manufacturing manufacturer manufacturers production productions products product producing processing fabrication assembly
development developments developer developers design designs projects project research science sciences scientific technical
technology technologies technological tech innovation innovations innovative systems system solutions solution services service
servicing maintenance repair support consulting consultancy consultants consultant advisory advisors management managing managers
manager administration operations operating operators investment investments investing investors invest capital equity equities asset
assets wealth finance financial financing credit loan loans lending leasing rental insurance assurance reinsurance securities
brokerage brokers broker banking exchange exchanger currency money payment payments hawala remittance accounting audit legal law
property properties estate real realty land housing homes home apartments infrastructure energy power electric electrical
electricity electronics electronic petroleum petrochemical petrochemicals oil gas fuel fuels refining drilling exploration mining
mine mines mineral minerals metal metals metallurgy metallurgical steel iron aluminium aluminum copper gold diamond diamonds gems
jewelry jewellery bullion coal cement chemical chemicals plastics plastic rubber textile textiles garments clothing fashion leather
paper packaging printing press publishing media news television radio broadcasting film entertainment music arts
food foods foodstuff foodstuffs beverage beverages agricultural agriculture agro farm farms farming fisheries fishery fishing
medical medicine health healthcare hospital clinic pharmaceutical pharmaceuticals pharma drug care welfare relief aid rescue
education educational training learning cultural culture sports sport
telecommunication telecommunications telecom communication communications information computer computers computing software hardware
data digital internet online web cyber cloud network networks security safety defence defense military army armament arms weapons
police guard protection special machine machinery machines equipment tools tool parts components spare motor motors auto
automotive automobile automobiles vehicle vehicles car cars truck trucks tyre tyres engine engines device devices instrument
instruments materials material goods items commodities commodity products spares accessories furniture wood timber glass ceramic
water waste environmental environment recycling port ports terminal storage warehouse warehousing depot station
# English: adjectives that say little
general international global world worldwide universal intercontinental overseas foreign domestic national federal state public
private local regional central main united joint common mutual social civil community popular free independent special specialised
specialized strategic integrated combined modern new advanced applied professional quality standard premium prime first limited
related various other trans inter multi integrated total all open closed named after academy executive corporate institutional
diversified dynamic select selected core active balanced sustainable green renewable smart high low small large mid
# funds
portfolio portfolios series class feeder master index bond bonds income growth value yield dividend return pension retirement
scheme plan opportunity opportunities strategy strategies ventures venture ucits etf sicav fixed target hedge hedged
# French
societe compagnie entreprise entreprises etablissement etablissements ets maison groupe groupement association fondation institut
banque bureau centre agence ministere comite conseil union syndicat generale general generaux commerce commerciale commercial
commerciales industrie industries industriel industrielle international internationale internationaux nationale national
developpement gestion services service transport transports construction constructions batiment travaux publics publiques investissement investissements
immobilier immobiliere immobilieres finance financiere financier participation participations etudes conseil conseils ingenierie
technique techniques technologie technologies recherche recherches produits production distribution importation exportation
negoce energie petrole petroles petroliere miniere mines agricole agricoles alimentaire nouvelle nouveau mondial mondiale humanitaire
bienfaisance secours aide
# Spanish, Portuguese, Italian
sociedad sociedade societa compania companhia compagnia empresa empresas impresa imprese corporacion corporacao grupo gruppo
fundacion fundacao fondazione instituto istituto banco banca centro agencia agenzia ministerio ministero comercial comercio
comercializadora comercializacion commerciale commercio industria industrias industrie industriale internacional internazionale
nacional nazionale general geral generale servicios servicos servizi servicio servizio transporte transportes trasporti construccion
construcciones constructora construcoes costruzioni inversiones inversion investimentos investimento investimenti inmobiliaria
imobiliaria immobiliare desarrollo desenvolvimento sviluppo gestion gestao gestione consultoria consultores consulenza ingenieria
engenharia ingegneria tecnologia tecnologias tecnologica tecnologie productos produtos prodotti produccion producao produzione
distribuidora distribuciones distribuicao distribuzione importadora exportadora importacion exportacion importaciones exportaciones
importacao exportacao administracion administradora administracao participacoes participacoes participaciones asociacion associacao associazione
cooperativa agropecuaria agricola agropecuario ganadera minera mineradora inversionista asesoria asesores soluciones solucoes
soluzioni sistemas sistemi hermanos irmaos fratelli hijos filhos figli energia energetica
# German, Dutch, Scandinavian
gesellschaft firma unternehmen unternehmensgruppe gruppe verein vereinigung stiftung verband genossenschaft bank anlage anlagen
handel handels handelsgesellschaft vertrieb vertriebs verwaltung verwaltungs verwaltungsgesellschaft beteiligung beteiligungen beteiligungs
beteiligungsgesellschaft vermogensverwaltung vermogensverwaltungs immobilien grundstucks bau bauunternehmen industrie technik
technologie maschinenbau transport spedition logistik dienstleistungen dienstleistung beratung unternehmensberatung management
holding internationale international allgemeine institut zentrum fonds werke werk fabrik gebruder sohne export import treuhand
maatschappij maatschappelijk onderneming bedrijf beheer beleggingen beleggingsmaatschappij vastgoed handelsmaatschappij groep
stichting vereniging diensten ontwikkeling participaties internationaal algemene
selskab selskap bolag bolaget foretag virksomhed gruppen fastigheter fastighets invest ejendomme eiendom forvaltning handel
# Russian and Ukrainian, romanised
kompaniya kompania kompaniia kompanija korporatsiya korporatsia obshchestvo predpriyatie predpriyatiye zavod fabrika kombinat
obedinenie obyedinenie obyedineniye proizvodstvennoe proizvodstvennoye proizvodstvennaya proizvodstvo nauchno nauchny nauchnyy
nauchnoe issledovatelskiy issledovatelski issledovatelskoe institut tsentr centr kholding kholdingovaya holdingovaya gruppa grupp
torgovy torgovyy torgovaya torgovlya torgovo torgoviy dom stroitelnaya stroitelnoe stroitelstvo promyshlennaya promyshlenny promyshlennyy
promyshlennost upravlyayushchaya upravlenie upravleniye agentstvo fond soyuz assotsiatsiya tovarishchestvo kommercheskiy kommercheski
kommercheskaya aktsionerny aktsionernyy investitsionnaya investitsii investitsionny finansovaya finansovy finansovo strakhovaya transportnaya
transport logistika servis energo energeticheskaya neftyanaya neft gaz gazovaya khimicheskiy mashinostroitelny mashinostroitelnyy
mashinostroenie tekhnicheskiy tekhnologii tekhnologiya tekhnika sistemy sistema konstruktorskoe konstruktorskoye byuro eksport import
eksperimentalny opytnyy opytny gosudarstvennoe gosudarstvennoye gosudarstvenny gosudarstvennyy gosudarstvennaya natsionalny natsionalnyy
federalnoe federalnoye federalny federalnyy otkrytoe zakrytoe publichnoe aktsionernoe mezhdunarodny mezhdunarodnyy mezhdunarodnaya
obshchestvennaya obshchestvennoe organizatsiya organizatsia spetsialny uchrezhdenie filial bank kontsern tovarystvo pidpryyemstvo
derzhavne pidpryiemstvo vyrobnyche torhovyi budivelna
# Arabic, romanised
sharika sharikat sharikah sharekat shirkat shareka shirka charika muassasa muassasat muasasa muassasah moassasat mouassasat moasasat
muassaseh tijara tijarah tijaria tijariya tijariyah tijariyya tojariah tijari tejariya sinaia sinaiya sinaiyah istithmar
istithmarat istiraad istirad tasdir istiraad wal maqawalat muqawalat muqawlat naql nakliyat khidamat khadamat tijarat
amma aama ammah aamah alamiya alamiyah alamia dawliya duwaliya duwaliyah dowalia watania wataniya wataniyah masrif bank jamiya jamiyat
jamiat jamiyah jameya jamaat jamaa jamaah munazzama munadhamat munazamat markaz maktab majlis wizara hayat haya haiat muntada ittihad
khayriya khayriyah khairiya khairia khairiyah khayria ighatha ighathah lajnat sarafa sarrafa sirafa sayrafa sarafat
shrka shrkat mussa mwssa tjara altjara altjarya lltjara sina alsnaya altamma alaama aldwlya alalmya mqawlat llmqawlat
# Persian, Urdu, Dari, romanised
sherkat sherkate sherekat sherkathaye shirkat sanaye sanaat sanat sanati sanayeh sanaei bazargani bazergani tejarat tejari tejarate
towlidi tolidi towseeh tose toseeh tosee gostaresh khadamat khadamati mohandesi mohandesan moshaver moshaverin peymankari sakhtemani
sakhteman sarmayegozari sarmaye sarmayeh gozari gozary bonyad bonyade sandoq sandogh bank moasseseh moassese moaseseh muassasah markaz
sazman sazmane daneshgah daneshgahe pazhuheshgah pajoheshgah vezarat edare karkhane karkhaneh majmooe majmoue haml naghl naql
beinolmelal beynolmelali bainalmelali eqtesadi eghtesadi kesht petroshimi naft gaz foolad fulad maadan maadani shimiaei
shrkt snaya snayi bazrgany tjarty twlydy mhndsy khdmat
# Turkish, Azeri, Kazakh, Uzbek
sirket sirketi sirketleri grup grubu ticaret ticareti sanayi sanayii ithalat ihracat ic dis pazarlama insaat taahhut nakliyat nakliye tasimacilik
lojistik turizm gida tekstil otomotiv makina makine muhendislik danismanlik hizmetleri hizmet yatirim yatirimlari isletmesi isletmeleri
isletmeciligi uretim enerji petrol madencilik denizcilik gemi uluslararasi genel vakfi vakif dernegi dernek kurumu holding merkezi ortakligi
sanaye tijorat savdo ishlab chiqarish kompaniyasi seriktestik seriktestigi
# Indonesian, Malay, Vietnamese, Filipino
perusahaan perseroan perdagangan industri yayasan usaha jaya maju bersama syarikat cong ty thuong mai dich vu xay dung dau tu phat trien
san xuat xuat nhap khau tap doan
# Chinese, Korean, Japanese, romanised
gongsi gong si jituan ji tuan maoyi mao yi guoji guo ji youxian jinchukou shiye keji gongye gufen touzi fazhan wuliu hangyun
muyok muyeok mooyok musan hoesa hoisa chonghoesa chong hoesa sanop unhaeng kongjang kongsa
kaisha shoji sangyo kogyo boeki shokai kabushiki
"""

# Words that many bodies bear as their own name, though they also count as sorts of business in some tongue.
NOT_GENERIC = frozenset("a i o k wal bank".split()) - {"a", "i", "o", "k", "bank"}

ABBREVIATIONS = """
intl international; int international; internat international; intnl international; inter international
co company; coy company; comp company; cia compania; cie compagnie; ste societe; soc sociedad; soc societe; soc society
cos companies; corp corporation; ent enterprise; ent enterprises; ents enterprises; entp enterprise; entr enterprise
est establishment; estab establishment; ets etablissements; etab etablissement; gen general; genl general; grp group
hldg holding; hldgs holdings; mfg manufacturing; mfr manufacturer; mfrs manufacturers; manuf manufacturing
ind industries; ind industry; ind industrial; inds industries; indus industries; indust industrial; bros brothers; dept department
dep department; div division; govt government; gov government; govmt government; univ university; natl national; nat national
nac nacional; nal nacional; inst institute; instit institute; tech technology; tech technical; tech technologies; techno technology
technol technology; dev development; devel development; devt development; dvlpt development; assoc association; assoc associates; assn association
assocs associates; asso association; ass association; comm commercial; comm communications; comm commission; comm committee; coml commercial; comml commercial
cml commercial; ctr center; ctr centre; cntr center; cen center; cent central; ctrl central; mgmt management; mgt management; mngmt management; mgr manager
svc service; svcs services; srv service; srvs services; svs services; serv services; serv service; trd trading; trdg trading; tdg trading; trad trading; trans transport
transp transport; transp transportation; trnsp transport; tpt transport; shpg shipping; shpng shipping; marit maritime
nav navigation; constr construction; construct construction; contr contracting; contg contracting; constrn construction; bldg building; bldgs buildings
eng engineering; engg engineering; engr engineering; engrg engineering; engin engineering; equip equipment; eqpt equipment; eqp equipment
elec electric; elec electrical; elect electrical; electr electronics; elctr electric; electron electronics
fin finance; fin financial; finl financial; inv investment; inv investments; invest investment; invs investments; invst investment; invt investment
ins insurance; insur insurance; exch exchange; exp export; imp import; impex import export; impexp import export; exim export import; eximp export import; impo import; expo export
dist distribution; distr distribution; distrib distributors; prod products; prod production; prods products; pdts products; proc processing
petro petroleum; petrochem petrochemical; chem chemical; chem chemicals; chems chemicals; pharm pharmaceutical; pharm pharmaceuticals; pharma pharmaceutical; pharmaceut pharmaceutical
agri agricultural; agric agricultural; agr agricultural; hosp hospital; lab laboratory; labs laboratories; res research; sci science
sci scientific; sys systems; sys system; syst systems; telecom telecommunications; telecomm telecommunications; tel telecommunications; telco telecommunications; comms communications; commun communications; comp computer
comptr computer; info information; sec security; sec securities; secs securities; def defense; def defence; mil military; org organization; org organisation; orgn organization; orgs organizations
acad academy; admin administration; adm administration; auth authority; bd board; bk bank; bnk bank; bur bureau; chbr chamber; cmte committee; cttee committee; ctte committee; cmtee committee
fdn foundation; fdtn foundation; fnd foundation; fed federal; fed federation; fedn federation; mun municipal; ofc office; pub public; publ public
pub publishing; rep republic; repub republic; soc social; tex textile; mach machinery; mech mechanical; mtl metal; metall metallurgical
mkt market; mkt marketing; mktg marketing; mktng marketing; props properties; prop property; ppty property; rlty realty; ptnr partner; ptnrs partners; ptrs partners; assy assembly; auto automotive
avn aviation; aero aerospace; airl airlines; airw airways; fac factory; fcty factory; fty factory; wks works; lgst logistics; log logistics; logist logistics; fwd forwarding; fwdg forwarding
frt freight; whse warehouse; sol solutions; solns solutions; consult consulting; cnslt consulting; consltg consulting; edu education; educ education; env environmental; environ environmental
hq headquarters; hqtrs headquarters; us united states; usa united states of america; usa united states; uk united kingdom; uae united arab emirates; ksa kingdom of saudi arabia
prc peoples republic of china; prc people s republic of china; dprk democratic peoples republic of korea; dprk democratic people s republic of korea; drc democratic republic of the congo; ussr union of soviet socialist republics
roc republic of china; rok republic of korea; uar united arab republic; rf russian federation; hk hong kong; png papua new guinea
st saint; ste sainte; sta santa; sto santo; mt mount; ft fort; nr number; num number; nbr number; vol volume; ltd limited; pvt private; pte private; pty proprietary; inc incorporated
jr junior; sr senior; hnos hermanos; gebr gebruder; geb gebruder; irm irmaos; flli fratelli; verw verwaltung; verm vermogensverwaltung
beteil beteiligungs; grundst grundstucks; tic ticaret; taah taahhut; uluslar uluslararasi; teks tekstil; 
nii nauchno issledovatelskiy institut; npo nauchno proizvodstvennoe obedinenie; npp nauchno proizvodstvennoe predpriyatie; npk nauchno proizvodstvennyy kompleks; tsnii tsentralnyy nauchno issledovatelskiy institut; tsnii tsentralnyi nauchno issledovatelskii institut; nits nauchno issledovatelskiy tsentr; okb opytno konstruktorskoe byuro; skb spetsialnoe konstruktorskoe byuro; kb konstruktorskoe byuro; fpg finansovo promyshlennaya gruppa; gup gosudarstvennoe unitarnoe predpriyatie; fgup federalnoe gosudarstvennoe unitarnoe predpriyatie
irgc islamic revolutionary guard corps; irgc iranian revolutionary guard corps; irisl islamic republic of iran shipping lines; nioc national iranian oil company; nitc national iranian tanker company; isil islamic state of iraq and the levant; isis islamic state of iraq and syria; aqim al qaida in the islamic maghreb; aqap al qaida in the arabian peninsula; ttp tehrik e taliban pakistan; pkk kurdistan workers party; pflp popular front for the liberation of palestine; farc revolutionary armed forces of colombia; plo palestine liberation organization
"""


def generic(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (token, class) row; a function word is never also a generic word. Reads no shared file."""
    function = {token for line in words(FUNCTION) for word in line for token in fold(word)}
    word = {token for line in words(WORDS) for token in line} - function - NOT_GENERIC
    return [(token, "function") for token in function] + [(token, "word") for token in word]


def abbreviations(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (short form, likeliest full form, others ...) row. Reads no shared file."""
    table: dict[str, list[str]] = {}
    for item in ABBREVIATIONS.replace("\n", ";").split(";"):
        if item.strip():
            short, *full = item.split()
            table.setdefault(short, []).append(" ".join(full))
    return [(short, *dict.fromkeys(full)) for short, full in table.items()]
