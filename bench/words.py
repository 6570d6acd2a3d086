"""Which words does the generator of altered names know? Its own small tables, never those of the engine.

Written from general knowledge of names, so that the engine is not measured on its own tables.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


COMMON = _words(
    "muhammad mohammed mohamed mohammad mohamad ahmad ahmed ali aly hassan hasan hussein husayn hussain "
    "hossein "
    "abd abdul abdel abdullah abdallah ibrahim yusuf yousef omar umar khalid khaled said saeed sayyid "
    "syed salim "
    "salem mahmud mahmoud mustafa ismail khan shah haji agha jan bin ibn ben bint abu umm al el ul ur "
    "ud rahman "
    "aziz karim rashid hamid malik jamal nasser nasir saleh salih amir emir kim ri pak choe jong chol "
    "yong song "
    "nam il un hak kwang su li wang zhang chen liu yang wu zhou ivan vladimir alexander aleksandr "
    "sergei sergey "
    "andrei andrey dmitry mikhail nikolai alexei aleksey ivanovich vladimirovich aleksandrovich sergeevich "
    "nikolaevich viktorovich mikhailovich jose juan luis carlos maria jorge antonio manuel francisco "
    "miguel de la "
    "del los garcia rodriguez gonzalez lopez martinez perez sanchez hernandez jean john james david "
    "michael "
    "robert mohamud adam musa moussa ousmane amadou mamadou diallo traore the of and for"
)
GENERIC = _words(
    "company general trading international group holding holdings industries industry industrial services "
    "service enterprise enterprises import export business commercial investment investments development "
    "organization organisation establishment corporation global national limited center centre office "
    "branch "
    "management commerce trade foundation association agency department bureau complex"
)
BUSINESS = GENERIC | _words(
    "shipping bank petroleum oil gas energy exchange marine maritime airlines air aviation electronics "
    "technology "
    "technologies engineering construction consulting capital finance financial insurance steel metal "
    "mining "
    "chemical chemicals petrochemical logistics transport transportation cargo partners ventures foods "
    "auto motors "
    "factory plant bank securities leasing telecom systems solutions llc ltd inc corp co gmbh sa fze "
    "jsc ooo plc"
)
FORM_WORDS = _words(
    "limited liability company joint stock private public closed open society ltd llc inc corp jsc ojsc "
    "pjsc cjsc ooo "
    "oao zao pao gmbh ltda pte pvt sdn bhd fze fzco fzc dmcc plc llp sarl obshchestvo ogranichennoi "
    "ogranichennoy "
    "otvetstvennostyu aktsionernoe publichnoe otkrytoe zakrytoe incorporated corporation societe "
    "sociedad anonima "
    "limitada sirketi anonim"
)
DULL = BUSINESS | FORM_WORDS  # a slip in these alters no name
TRADING = DULL - _words(
    "branch office foundation association agency department bureau center centre organization "
    "organisation national "
    "general complex global open public private society technologies technology"
)
PATRONYMIC = _words("bin ibn ben bint bn ould wuld weld walad mint ag")
PARTICLES = PATRONYMIC | _words(
    "al el ul ur ud as ash az an ar at ad de la le del della di da dos das do van von der den ter abu "
    "abou abi umm "
    "um abd abdul abdel abdal abdur abdus and y e of the for st bou"
)
ARABIC = COMMON & _words(
    "muhammad mohammed mohamed mohammad mohamad ahmad ahmed ali aly hassan hasan hussein husayn hussain "
    "hossein abd "
    "abdul abdel abdullah abdallah ibrahim yusuf yousef omar umar khalid khaled said saeed sayyid salim "
    "salem mahmud "
    "mahmoud mustafa ismail haji agha bin ibn ben bint abu umm al el ul rahman aziz karim rashid hamid "
    "malik jamal "
    "nasser nasir saleh salih amir"
) | _words(
    "abou abi mullah maulvi mawlawi sheikh shaykh osama usama khalil tariq faruq farouk jafar jaafar "
    "hamza hamzah "
    "bilal zayd zaid walid anwar adil adel fahd faisal faysal sulayman sulaiman suleiman yasin yassin "
    "yunus younis "
    "zakariya uthman othman osman gul akhund zadeh reza mahdi mehdi taha mansur mansour ghulam "
    "abdelkader rachid "
    "mokhtar hisham hicham nabil sami samir kamal mounir munir majid majeed bakr bashar ghazi habib"
)
SLAVIC_GIVEN = _words(
    "vladimir sergei sergey aleksandr alexander alexandr andrei andrey dmitry dmitri dmitriy mikhail "
    "nikolai nikolay "
    "alexei aleksei alexey aleksey yuri yuriy igor oleg viktor victor konstantin evgeny evgeniy yevgeny "
    "yevgeniy "
    "vyacheslav viacheslav anatoly anatoliy boris pavel roman maxim maksim ruslan denis vitaly vitaliy "
    "valery valeriy "
    "gennady gennadiy grigory vasily vasiliy leonid oleksandr serhiy volodymyr olga elena yelena "
    "tatiana tatyana "
    "natalia natalya irina svetlana ekaterina yekaterina lyudmila liudmila"
)
KOREAN_FAMILY = _words(
    "kim ri pak choe choi chong jong kang cho jo chang jang rim im han o so sin kwon hwang an song yu "
    "hong chon ko "
    "mun son paek ho nam no ro ha chu ku min yun ryu kwak hyon"
)
CHINESE_FAMILY = _words(
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song "
    "zheng xie han "
    "tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye "
    "yan pan du dai "
    "xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu "
    "hou shao meng"
)
SPANISH_GIVEN = _words(
    "jose juan luis carlos maria jorge antonio manuel francisco miguel pedro jesus rafael fernando "
    "alberto ramon "
    "alejandro diego andres javier ricardo eduardo roberto julio enrique hector sergio victor raul "
    "oscar cesar "
    "nicolas gustavo guillermo jaime pablo hugo ivan felipe rodrigo"
)
AFRICAN = _words(
    "mamadou ousmane amadou moussa ibrahima boubacar issoufou abdoulaye souleymane seydou oumar diallo "
    "traore keita "
    "coulibaly toure cisse diarra kone maiga ouattara ba sow bah barry ndiaye diop fall jean joseph "
    "pierre mugabe "
    "kabila mutebutsi bosco laurent emmanuel innocent iyad ag aboubacar djibo garba sani bello musa okonkwo"
)

NICKNAMES = _groups("""
robert bob bobby rob
william bill billy will
richard dick rick
james jim jimmy
john jack johnny
joseph joe
thomas tom
michael mike mick
david dave
edward ed eddie ted
charles charlie chuck
anthony tony
christopher chris
daniel dan danny
kenneth ken
peter pete
stephen steve
steven steve
samuel sam
benjamin ben
andrew andy drew
nicholas nick
patrick pat paddy
gregory greg
frederick fred
lawrence larry
margaret maggie peggy
elizabeth liz beth betty
katherine kate kathy
catherine cathy kate
jose pepe
francisco paco pancho
ignacio nacho
jesus chucho
antonio tono
alberto beto
roberto beto
guillermo memo
enrique kike
manuel manolo
eduardo lalo
rafael rafa
fernando nando
gustavo tavo
vladimir vova volodya
aleksandr sasha alex
alexander sasha alex
alexandr sasha
alexei alyosha lyosha
aleksey lyosha alyosha
sergei seryozha
sergey seryozha
mikhail misha
nikolai kolya
nikolay kolya
dmitry dima mitya
dmitri dima
dmitriy dima
ivan vanya
yuri yura
yuriy yura
pavel pasha
konstantin kostya
evgeny zhenya
evgeniy zhenya
yevgeny zhenya
yevgeniy zhenya
viktor vitya
boris borya
vasily vasya
anatoly tolya
leonid lyonya
grigory grisha
roman roma
maxim max
maksim max
olga olya
elena lena
natalia natasha
tatiana tanya
tatyana tanya
ekaterina katya
maria masha
irina ira
svetlana sveta
abdulrahman abdu
suleiman solly
giovanni gianni
giuseppe peppe
hans hansi
johannes hannes
jean-claude jc
emmanuel manu
mohamed moh mo
mohammed mo
mamadou mamady
abubakar bukar
benedict ben
zachary zach
""")

DIGIT_WORDS = _groups("""
1 one first 1st i
2 two second 2nd ii
3 three third 3rd iii
4 four fourth 4th iv
5 five fifth 5th v
6 six sixth 6th vi
7 seven seventh 7th vii
8 eight eighth 8th viii
9 nine ninth 9th ix
10 ten tenth 10th x
17 seventeen seventeenth 17th xvii
20 twenty twentieth 20th xx
""")

# The first of each line is how it is usually abbreviated, the last how it is written out.
LEGAL_FORMS = tuple(
    tuple(form.strip() for form in line.split("|"))
    for line in """
LLC|L.L.C.|Limited Liability Company
Ltd|Ltd.|Limited
Co.|Co|Company
Corp.|Corp|Corporation
Inc.|Inc|Incorporated
Co., Ltd.|Co. Ltd|Company Limited
PLC|P.L.C.|Public Limited Company
LLP|L.L.P.|Limited Liability Partnership
LP|L.P.|Limited Partnership
JSC|J.S.C.|Joint Stock Company
OJSC|Open Joint Stock Company
PJSC|Public Joint Stock Company
CJSC|Closed Joint Stock Company
OOO|Obshchestvo s ogranichennoi otvetstvennostyu|Obshchestvo s ogranichennoy otvetstvennostyu
AO|Aktsionernoe obshchestvo
OAO|Otkrytoe aktsionernoe obshchestvo
PAO|Publichnoe aktsionernoe obshchestvo
ZAO|Zakrytoe aktsionernoe obshchestvo
GmbH|G.m.b.H.|Gesellschaft mit beschränkter Haftung
AG|A.G.|Aktiengesellschaft
S.A.|SA|Sociedad Anónima
S.A.S.|SAS|Société par actions simplifiée
S.A.R.L.|SARL|Société à responsabilité limitée
S.A. de C.V.|SA de CV|Sociedad Anónima de Capital Variable
S. de R.L.|S de RL|Sociedad de Responsabilidad Limitada
C.A.|CA|Compañía Anónima
Ltda.|Ltda|Limitada
B.V.|BV|Besloten Vennootschap
N.V.|NV|Naamloze Vennootschap
S.p.A.|SpA|Società per Azioni
S.r.l.|Srl|Società a responsabilità limitata
A.S.|A.Ş.|Anonim Şirketi
Ltd. Şti.|Ltd. Sti.|Limited Şirketi
FZE|F.Z.E.|Free Zone Establishment
FZCO|F.Z.CO.|Free Zone Company
Pte. Ltd.|Pte Ltd|Private Limited
Pvt. Ltd.|Pvt Ltd|Private Limited
Sdn. Bhd.|Sdn Bhd|Sendirian Berhad
d.o.o.|doo|društvo s ograničenom odgovornošću
d.d.|dioničko društvo
AD|Aktsionerno druzhestvo
EOOD|E.O.O.D.
OOD|O.O.D.
EIRELI|Empresa Individual de Responsabilidade Limitada
Pty Ltd|Pty. Ltd.|Proprietary Limited
W.L.L.|WLL|With Limited Liability
S.A.L.|SAL|Société anonyme libanaise
Sp. z o.o.|Spółka z ograniczoną odpowiedzialnością
K.K.|Kabushiki Kaisha
Oy|Osakeyhtiö
AB|Aktiebolag
A/S|Aktieselskab
ApS|Anpartsselskab
DMCC|D.M.C.C.
""".strip().splitlines()
)
COMMON_FORMS = ("Ltd", "LLC", "Co.", "Inc.", "Corp.", "S.A.", "GmbH", "PLC", "JSC", "Company", "Limited")

TITLES = {
    "arabic": (
        "Haji",
        "Hajji",
        "Sheikh",
        "Shaykh",
        "Mullah",
        "Maulvi",
        "Sayyid",
        "Dr.",
        "Mr",
        "Mr.",
        "General",
        "Eng.",
    ),
    "african": ("El Hadj", "Alhaji", "Colonel", "General", "M.", "Mr", "Dr.", "President", "Commander"),
    "spanish": ("Sr.", "Don", "Señor", "Lic.", "Ing.", "Dr.", "General", "Mr"),
    "slavic": ("Gen.", "General", "Colonel", "Col.", "Mr", "Dr.", "Minister", "Prof."),
    "other": (
        "Mr",
        "Mr.",
        "Dr",
        "Dr.",
        "Prof.",
        "General",
        "Gen.",
        "Col.",
        "Minister",
        "President",
        "Hon.",
        "H.E.",
    ),
}
KNOWN_TITLES = _words(
    "haji hajji sheikh shaykh mullah maulvi mawlawi sayyid dr mr mrs ms general gen colonel col prof "
    "minister "
    "president don sr lic ing eng alhaji commander captain major maj hon ustad qari hafiz ayatollah"
)
VESSEL_TITLES = ("M/V", "MV", "M/T", "MT", "SS")

MIDDLE = {
    "arabic": "Ahmad Ali Hassan Ibrahim Mahmud Saleh Salim Nasser Hamid Yusuf Khalil Jasim Karim Faris Taha",
    "slavic": "Ivanovich Petrovich Nikolaevich Sergeevich Vladimirovich Viktorovich Yurievich Pavlovich",
    "spanish": "Antonio Luis Alberto Enrique Eduardo Jesus Rafael Lopez Garcia Torres Castro Ortiz Morales",
    "african": "Moussa Ibrahim Amadou Abdoulaye Jean Joseph Pierre Emmanuel Issa Adama Bakary Oumar",
    "other": "Peter Joseph Thomas Daniel George Martin Paul Anton Michael Simon",
}
KUNYA = "Ahmad Ali Omar Yusuf Hamza Musab Khalid Abdullah Bilal Talha Ibrahim Zayd Hafs Usama Anas"
ORDINARY_ENTITY_WORDS = ("Group", "International", "Trading", "Holding", "Services", "Industries")
