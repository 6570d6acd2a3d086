"""How is each letter of the alphabets spelled in Latin? Our own choices, as `letter=spelling`.

The spellings are those of passports and sanctions lists: Cyrillic as ICAO 9303 and OFAC write it, Greek as
ELOT 743, Arabic and Persian consonants as the UN and OFAC lists do, Hebrew as Israeli passports, Armenian
and Georgian as BGN/PCGN. One letter has one spelling whatever the language: г is g, also in Ukrainian.
Nothing here covers Han, Hangul or the Indic scripts (latin_cjk.py and latin.py take those from anyascii).
"""

from __future__ import annotations

# Specials that decomposition does not reach, and those where it would mislead.
LATIN = """
ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ħ=h ı=i ĸ=k ŋ=ng ŧ=t ſ=s ə=a ǝ=a ɐ=a ɛ=e ɔ=o ɩ=i ʊ=u ʋ=v ɓ=b ɖ=d ɗ=d ƙ=k
ɲ=ny ƴ=y ƒ=f ɣ=gh ƣ=gh ʒ=zh ƨ=s ƅ= ɯ=u ɵ=o ƿ=w ȝ=y ȣ=ou ʃ=sh ǆ=dz ǉ=lj ǌ=nj ǳ=dz ĳ=ij ŉ=n ǥ=g ɨ=i ʉ=u ɬ=l ꞵ=b
ꝏ=oo ꜳ=aa ꜵ=ao ꜷ=au ꜹ=av ꜻ=av ꜽ=ay ƶ=z ɫ=l ɦ=h ɍ=r ʈ=t ƭ=t ƥ=p ǀ= ǁ= ǂ= ǃ= ʔ= ʕ= ꞌ= ꞑ=n ꞓ=c ꞩ=s
"""

CYRILLIC = """
а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch
ъ= ы=y ь= э=e ю=yu я=ya ё=e ѐ=e ђ=dj ѓ=gj є=ye ѕ=dz і=i ї=yi ј=j љ=lj њ=nj ћ=c ќ=kj ѝ=i ў=u џ=dz ґ=g ғ=gh қ=q
ң=ng ү=u ұ=u ҳ=h һ=h ҷ=j ҹ=j ә=a ө=o ӈ=ng ӑ=a ӓ=a ӗ=e ӝ=j ӟ=z ӣ=i ӥ=i ӧ=o ӯ=u ӱ=u ӳ=u ӵ=ch ҙ=z ҫ=s ҡ=q ҝ=g
җ=j ӏ= ѣ=e ѳ=f ѵ=i ѫ=u ѧ=ya ѩ=ya ѭ=yu ѡ=o ѯ=ks ѱ=ps ѥ=ye ҥ=ng ҧ=p ҩ=o ҭ=t ҵ=ts ҽ=ch ҿ=ch ӄ=q ӌ=ch ӕ=ae ӡ=dz
ӫ=o ӭ=e ӹ=y ҕ=gh ӷ=gh ԛ=q ԝ=w ҏ=r ԥ=p ӛ=a ӂ=zh ӆ=l ӊ=n ӎ=m ӻ=g ӽ=kh ӿ=kh ҍ= ҟ=k ԁ=d ԃ=d ԅ=z ԇ=dz ԉ=l ԋ=n ԍ=s
ԏ=t ԑ=e ԓ=l ԕ=lh ԗ=rh ԙ=ya ԟ=k ԡ=l ԣ=n ԧ=h ԩ=n ԫ=dz ԭ=dch ԯ=l ѷ=i ѹ=u ѻ=o ѽ=o ѿ=ot ҁ=k
дж=dzh ия=ia ий=y ый=y ай=ai ье=ye ьё=ye ъе=ye ъё=ye ьи=yi ьо=yo
"""

GREEK = """
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
ου=ou γγ=ng γξ=nx γχ=nch αυ=av ευ=ev ηυ=iv ϐ=v ϑ=th ϕ=f ϖ=p ϰ=k ϱ=r ϲ=s ϳ=j ϵ=e ϙ=q ϛ=st ϝ=w ϟ=q ϡ=ss ϸ=sh ϻ=s
ϗ=kai ϼ=r ϣ=sh ϥ=f ϧ=kh ϩ=h ϫ=j ϭ=ch ϯ=ti ͱ=h ͳ=ss ͷ=w ͻ=s ͼ=s ͽ=s ᴦ=g ᴧ=l ᴨ=p ᴩ=r ᴪ=ps
"""

# و, ی and ي stay consonants: only a dictionary could tell the vowels that they also write.
ARABIC = """
ا=a أ=a إ=i آ=a ٱ=a ٲ=a ٳ=a ٵ=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh
ف=f ق=q ك=k ل=l م=m ن=n ه=h و=w ي=y ى=a ة=a ء= ئ=i ؤ=u ـ= ً= ٌ= ٍ= َ=a ُ=u ِ=i ّ= ْ= ٓ= ٔ= ٕ= ٖ= ٗ= ٘= ٰ=a
گ=g پ=p چ=ch ژ=zh ک=k ی=y ە=e ہ=h ھ=h ۀ=h ۂ=h ۃ=t ے=e ۓ=e ں=n ٹ=t ڈ=d ڑ=r ټ=t ډ=d ړ=r ږ=g ښ=sh ځ=dz څ=ts
ڼ=n ې=e ۍ=i ٻ=b ڀ=bh ٺ=th ٿ=th ٽ=t ڃ=ny ڄ=j ڇ=ch ڊ=d ڌ=dh ڍ=d ڎ=d ڏ=d ڐ=d ڒ=r ڔ=r ڕ=r ڗ=z ڙ=r ڜ=sh ڠ=gh ڡ=f
ڢ=f ڤ=v ڥ=v ڦ=ph ڧ=q ڨ=g ڪ=k ګ=g ڬ=g ڭ=ng ڮ=g ڰ=g ڱ=ng ڳ=g ڴ=g ڵ=l ڶ=l ڷ=l ڸ=l ڹ=n ڻ=n ڽ=n ڿ=ch ۆ=o ۇ=u ۈ=u
ۉ=u ۊ=u ۋ=v ۅ=o ۄ=w ۏ=w ێ=e ۑ=y ې=e ۦ= ۥ= ۪= ۡ= ٮ=b ٯ=q ځ=dz ݐ=b ݢ=k ݨ=n ڋ=d ڑ=r ݔ=b ۿ=h ۮ=d ۯ=r ۺ=sh ۻ=d
ۼ=gh ݒ=p ݣ=g ݤ=g ݪ=l ݫ=r ݬ=r ݭ=s ݮ=h ݯ=h ٴ=
"""

# Vav mostly writes o and u, twice it is v; final pe sounds f; a geresh makes j, ch and zh; points over shin and vav tell s and vowels.
HEBREW = """
א=a ב=b ג=g ד=d ה=h ו=o ז=z ח=h ט=t י=i כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t
װ=v ױ=oy ײ=ay ג׳=j צ׳=ch ץ׳=ch ז׳=zh ת׳=th ג'=j צ'=ch ץ'=ch ז'=zh וו=v יי=y שׂ=s שׁ=sh וּ=u וֹ=o ׳= ״=
"""

ARMENIAN = """
ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j
ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v փ=p ք=k օ=o ֆ=f ու=u և=ev եւ=ev ՙ= ՚=
"""

GEORGIAN = """
ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts
ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h ჱ=ey ჲ=y ჳ=w ჴ=q ჵ=o ჶ=f
"""

# Hepburn; katakana is made of these by its fixed distance in Unicode.
HIRAGANA = """
あ=a い=i う=u え=e お=o か=ka き=ki く=ku け=ke こ=ko さ=sa し=shi す=su せ=se そ=so た=ta ち=chi つ=tsu て=te と=to
な=na に=ni ぬ=nu ね=ne の=no は=ha ひ=hi ふ=fu へ=he ほ=ho ま=ma み=mi む=mu め=me も=mo や=ya ゆ=yu よ=yo
ら=ra り=ri る=ru れ=re ろ=ro わ=wa ゐ=i ゑ=e を=o ん=n が=ga ぎ=gi ぐ=gu げ=ge ご=go ざ=za じ=ji ず=zu ぜ=ze ぞ=zo
だ=da ぢ=ji づ=zu で=de ど=do ば=ba び=bi ぶ=bu べ=be ぼ=bo ぱ=pa ぴ=pi ぷ=pu ぺ=pe ぽ=po ゔ=vu
ぁ=a ぃ=i ぅ=u ぇ=e ぉ=o ゃ=ya ゅ=yu ょ=yo ゎ=wa ゕ=ka ゖ=ke っ=
きゃ=kya きゅ=kyu きょ=kyo しゃ=sha しゅ=shu しょ=sho ちゃ=cha ちゅ=chu ちょ=cho にゃ=nya にゅ=nyu にょ=nyo
ひゃ=hya ひゅ=hyu ひょ=hyo みゃ=mya みゅ=myu みょ=myo りゃ=rya りゅ=ryu りょ=ryo ぎゃ=gya ぎゅ=gyu ぎょ=gyo
じゃ=ja じゅ=ju じょ=jo びゃ=bya びゅ=byu びょ=byo ぴゃ=pya ぴゅ=pyu ぴょ=pyo しぇ=she じぇ=je ちぇ=che
てぃ=ti でぃ=di とぅ=tu どぅ=du でゅ=dyu ふぁ=fa ふぃ=fi ふぇ=fe ふぉ=fo ふゅ=fyu うぃ=wi うぇ=we うぉ=wo
ゔぁ=va ゔぃ=vi ゔぇ=ve ゔぉ=vo ゔゅ=vyu つぁ=tsa つぃ=tsi つぇ=tse つぉ=tso くぁ=kwa ぐぁ=gwa
"""

# Marks and letter-like signs that transliterations of Arabic, Hebrew and Hawaiian set between letters.
SILENT = "ʰʱʲʳʴʵʶʷʸʹʺʻʼʽʾʿˀˁˊˋˌˍːˑˠˡˢˣˤ"
