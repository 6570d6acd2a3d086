"""Which words are numbers? Makes numbers.tsv: number words, ordinals and Roman numerals with their digits.

Only whole numbers up to a hundred, as company, fund, vessel and unit names hold them; it parses no sums
(twenty one stays two tokens).
"""

from __future__ import annotations

from pathlib import Path

ABOUT = """Columns: token, digits, class: cardinal, ordinal or roman.
Roman i, v and x are also initials: the reader decides by their place.
Source: own curation (tools/tables/numbers.py)."""

# Each line counts up from its first number; - leaves a number out, / parts spellings. Left out on purpose are
# number words that are also other words of names: do, dos, si, on, san, once, otto, elf, premier, rabi, khamis.
CARDINALS = """
0 zero/nil/null one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
2 deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
1 uno - tres cuatro cinco seis siete ocho nueve diez - doce trece catorce quince
2 dois/duas - quatro - - sete oito nove dez - doze treze
3 tre quattro cinque - sette - nove dieci undici dodici tredici
1 eins zwei drei vier funf/fuenf sechs sieben acht neun zehn - zwolf/zwoelf dreizehn
2 twee drie - vijf zes zeven - negen tien
2 dva - chetyre pyat shest - vosem devyat desyat
1 wahid - thalatha/talata arbaa/arba khamsa/khamsah sitta/sittah sabaa thamaniya/thamania tisaa ashara/asharah
4 chahar/chehar panj shesh haft hasht
3 - dort bes - yedi sekiz dokuz
"""
TENS = """
30 thirty/trente/treinta/trinta/trenta/dreissig/tridtsat
40 forty/fourty/quarante/cuarenta/quarenta/quaranta/vierzig/sorok
50 fifty/cinquante/cincuenta/cinquenta/cinquanta/funfzig/pyatdesyat
60 sixty/soixante/sesenta/sessenta/sessanta/sechzig/shestdesyat
70 seventy/setenta/settanta/siebzig/semdesyat
80 eighty/ochenta/oitenta/ottanta/achtzig/vosemdesyat
90 ninety/noventa/novanta/neunzig/devyanosto
20 vingt/veinte/vinte/venti/zwanzig/dvadtsat/yirmi
100 hundred/cien/ciento/cem/cento/hundert
1000 thousand/mille/tausend/tysyacha/hezar
"""
ORDINALS = """
1 first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
2 deuxieme/seconde troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme
1 primero/primera segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto sexto/sexta septimo/septima octavo/octava noveno/novena decimo/decima
1 primeiro/primeira - terceiro/terceira quarto - - setimo/setima oitavo/oitava nono/nona
2 secondo/seconda terzo/terza
1 erste/ersten/erster/erstes zweite/zweiten/zweiter dritte/dritten/dritter vierte/vierten/vierter funfte sechste siebte achte neunte zehnte
1 pervyy/pervyi/pervy/pervaya/pervoe/pervoye vtoroy/vtoroi/vtoraya/vtoroe tretiy/tretii/tretya chetvertyy/chetverty/chetvertaya pyatyy/pyaty/pyataya shestoy/shestaya sedmoy/sedmaya vosmoy/vosmaya devyatyy/devyaty/devyataya desyatyy/desyaty/desyataya
1 birinci ikinci ucuncu dorduncu besinci altinci yedinci sekizinci dokuzuncu onuncu
"""
ROMAN = (
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxx xl"
)
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
