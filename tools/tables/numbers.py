"""Which words are numbers? Makes numbers.tsv: number words, ordinals and Roman numerals with their digits.

Only whole numbers up to a hundred, as company, fund, vessel and unit names hold them; it parses no sums
(twenty one stays two tokens).
"""

from __future__ import annotations

from pathlib import Path

ABOUT = """Columns: token, digits, class: cardinal, ordinal or roman. Roman i, v, x and other words of one or two letters that are
also initials or words are listed; the reader decides by their place.
Source: own curation (tools/tables/numbers.py)."""

# Each line counts up from its first number; - leaves a number out, / parts spellings.
CARDINALS = """
0 zero/nil/null one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
1 un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
1 uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
1 um/uma dois/duas - quatro - - sete oito nove dez - doze treze
1 uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici
1 eins/ein/eine zwei drei vier funf/fuenf sechs sieben acht neun zehn elf zwolf/zwoelf dreizehn
1 een twee drie vier vijf zes zeven acht negen tien
1 odin/adin dva tri chetyre pyat shest sem vosem devyat desyat
1 wahid/wahed ithnan/ithnayn/itnan thalatha/talata arbaa/arba khamsa/khamsah sitta/sittah sabaa/saba thamaniya/thamania tisaa/tisa ashara/asharah
1 yek do se chahar/chehar panj shesh haft hasht noh dah
1 bir iki uc dort bes alti yedi sekiz dokuz on
1 yi er san si wu liu qi ba jiu shi
"""
TENS = """
30 thirty/trente/treinta/trinta/trenta/dreissig/tridtsat
40 forty/fourty/quarante/cuarenta/quarenta/quaranta/vierzig/sorok
50 fifty/cinquante/cincuenta/cinquenta/cinquanta/funfzig/pyatdesyat
60 sixty/soixante/sesenta/sessenta/sessanta/sechzig/shestdesyat
70 seventy/setenta/settanta/siebzig/semdesyat
80 eighty/ochenta/oitenta/ottanta/achtzig/vosemdesyat
90 ninety/noventa/novanta/neunzig/devyanosto
20 vingt/veinte/vinte/venti/zwanzig/dvadtsat/ashrin/bist/yirmi
100 hundred/cent/cien/ciento/cem/cento/hundert/sto/mia/mea/sad/yuz
1000 thousand/mille/mil/tausend/tysyacha/alf/hezar/bin
"""
ORDINALS = """
1 first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
1 premier/premiere deuxieme/second/seconde troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme
1 primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta sexto/sexta septimo/septima octavo/octava noveno/novena decimo/decima
1 primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta - - setimo/setima oitavo/oitava nono/nona
1 primo/prima secondo/seconda terzo/terza
1 erste/ersten/erster/erstes zweite/zweiten/zweiter dritte/dritten/dritter vierte/vierten/vierter funfte sechste siebte achte neunte zehnte
1 pervyy/pervy/pervaya/pervoe/pervoye vtoroy/vtoraya/vtoroe tretiy/tretya/trete chetvertyy/chetverty/chetvertaya pyatyy/pyaty/pyataya shestoy/shestaya sedmoy/sedmaya vosmoy/vosmaya devyatyy/devyaty/devyataya desyatyy/desyaty/desyataya
1 awwal/awal/ula thani/thania/thaniya thalith/thalitha rabi/rabia khamis/khamisa sadis sabi thamin tasi ashir
1 birinci ikinci ucuncu dorduncu besinci altinci yedinci sekizinci dokuzuncu onuncu
"""
ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxx xl"
ROMAN_VALUES = [*range(1, 26), 30, 40]


def rows(shared: Path | None = None) -> list[tuple[str, ...]]:
    """Every (token, digits, class) row; a token with two readings keeps the first. Reads no shared file."""
    table: dict[str, tuple[str, str]] = {}
    for block, kind in ((CARDINALS, "cardinal"), (TENS, "cardinal"), (ORDINALS, "ordinal")):
        for line in block.strip().splitlines():
            first, *cells = line.split()
            for number, cell in enumerate(cells, int(first)):
                for word in cell.split("/"):
                    if word.isalpha():
                        table.setdefault(word, (str(number), kind))
    for number in range(1, 101):
        table[f"{number}{_suffix(number)}"] = (str(number), "ordinal")
    for word, number in zip(ROMAN.split(), ROMAN_VALUES, strict=True):
        table.setdefault(word, (str(number), "roman"))
    return [(word, *entry) for word, entry in table.items()]


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
