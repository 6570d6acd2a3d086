"""Which adjectives, regions and small capitals does a company's name use for a place? Curated.

Country names and large cities come from the shared files; see places.py.
"""

from __future__ import annotations

# Country code, then adjectives and other names in the languages that company names use; _ parts tokens.
COUNTRIES = """
ae emirati emirates emirate emaratis uae
af afghan afghani afghanistani afganistan afghanes
al albanian shqiperia shqiptare
am armenian armyanskiy hayastan
ao angolan angolana
ar argentine argentinian argentino argentina
at austrian osterreichische osterreichisch oesterreich autriche
au australian australasia
az azerbaijani azerbaijan azerbaycan azeri azerbaijan
ba bosnian bosnia herzegovina hercegovina bosna bosanska
bd bangladeshi
be belgian belgique belgie belge belgisch belgica
bf burkinabe burkina
bg bulgarian bulgarska bulgariya bulgarie
bh bahraini albahrain
bi burundian
bj beninese benin
bn bruneian
bo bolivian boliviana boliviano
br brazilian brasil brasileira brasileiro bresil brasilien
by belarusian belarus belorussian byelorussian belorusskiy belorus byelorussia belarusskaya belorusneft_
ca canadian canadien canadienne
cd congolese zaire
cf central_african centrafricaine centrafrique
cg congo
ch swiss suisse schweiz schweizer schweizerische svizzera
ci ivorian ivoirienne ivoire
cl chilean chilena chileno
cm cameroonian camerounaise cameroun
cn chinese china zhongguo sino chine chinesische kitay kitai
co colombian colombiana colombiano
cr costarricense
cu cuban cubana cubano kuba
cy cypriot kibris kypros zypern chypre
cz czech ceska cesky ceske tschechische czechia
de german deutschland deutsche deutscher deutsches germany germaniya allemagne alemania allemand germanische germania duitsland
dj djiboutian djiboutienne
dk danish dansk danmark danske
do dominicana
dz algerian algerienne algerie djazair aljazair jazair
ec ecuadorian ecuatoriana
ee estonian eesti estland
eg egyptian misr masr misri misriya egypte egypto misriyah
er eritrean
es spanish espana espanola espanol espagne iberica hispano
et ethiopian
fi finnish suomi suomen finland
fr french france francaise francais francia franco frankreich
ga gabonese gabonaise
gb british britain britannia uk british_isles united_kingdom great_britain gb
ge georgian gruzia gruziya sakartvelo
gh ghanaian
gm gambian
gn guinean guineenne
gr greek hellenic hellas ellada ellinike hellenique griechenland
gt guatemalan guatemalteca
hk hong_kong hongkong hk xianggang
hn honduran hondurena
hr croatian hrvatska hrvatski hrvatske kroatien
ht haitian haitienne
hu hungarian magyar magyarorszag ungarn hungaria
id indonesian indonesia
ie irish ireland eire
il israeli yisrael israel
in indian bharat hindustan india bharatiya
iq iraqi iraq irak iraqiya
ir iranian iran irani persian persia irane iraniyan parsian_ persische
is icelandic iceland islenska islands_
it italian italia italiana italiano italien
jo jordanian urduniya urdun
jp japanese japan nippon nihon japon
ke kenyan
kg kyrgyz kirghiz kyrgyzstan kyrgyzskaya kirgizstan
kh cambodian khmer kampuchea
kp north_korea north_korean dprk democratic_peoples_republic_of_korea choson
kr korean south_korean korea hanguk south_korea coree
kw kuwaiti kuwait kuwayt koweit
kz kazakh kazakhstan qazaq qazaqstan kazakhskaya kazakstan
la lao laotian
lb lebanese liban lubnan lubnaniya libanaise libanesa libano
lk sri_lankan ceylon lanka
lr liberian
lt lithuanian lietuvos lietuva
lu luxembourgish luxemburg luxembourgeoise lux
lv latvian latvijas latvija
ly libyan libya libye libiya
ma moroccan maroc maghreb marocaine maghribiya marruecos
mc monegasque
md moldovan moldova moldovenesc
me montenegrin crna_gora
mg malagasy
mk macedonian makedonija makedonski
ml malian malienne
mm burmese myanmar myanma burma
mn mongolian mongol
mo macau macao
mr mauritanian mauritanienne mauritanie
mt maltese
mu mauritian
mv maldivian
mx mexican mexicana mexicano mexico mejico
my malaysian malaysia malay
mz mozambican mocambique mozambicana
na namibian
ne nigerienne
ng nigerian naija
ni nicaraguan nicaraguense
nl dutch nederland nederlandse nederlands netherlands holland niederlande
no norwegian norsk norge norske norwegen
np nepalese nepali nepal
nz new_zealand zealand kiwi aotearoa
om omani
pa panamanian panamena
pe peruvian peruana peruano
ph philippine filipino philippines pilipinas filipinas
pk pakistani pakistan
pl polish polska polski polskie polen
ps palestinian palestine filastin falastin gaza
pt portuguese portugal portuguesa
py paraguayan paraguaya
qa qatari qatar katar
ro romanian romania romana rumanien
rs serbian srbija srpska srpski serbien
ru russian russia rossiya rossiyskaya rossiyskiy rossiyskoe rossii rus russe russische rusia russkiy russkaya ros russland russo rossiiskaya rossiiskii
rw rwandan rwandaise
sa saudi saudia saudiya saoudite arabie
sd sudanese sudan soudan sudaniya
se swedish sverige svenska svensk schweden
sg singaporean singapura singapore
si slovenian slovenija slovenska slovenien
sk slovak slovensko slovenska slovakia
sl sierra_leonean
sn senegalese senegalaise
so somali somalia somalian soomaaliya
ss south_sudanese
sv salvadoran salvadorena
sy syrian syria suriya suriyah siria souria souriya syrie sham syrienne
td chadian tchad tchadienne
tg togolese togolaise
th thai thailand siam
tj tajik tajikistan tojikiston tadzhikistan
tm turkmen turkmenistan
tn tunisian tunisie tunisienne tunisiya
tr turkish turk turkiye turkey turkei turquie turkiyenin
tw taiwanese taiwan formosa
tz tanzanian
ua ukrainian ukraine ukraina ukrayina ukrainska ukrayinska ukr
ug ugandan
us american america usa united_states us americana amerika estados_unidos etats_unis u_s u_s_a
uy uruguayan uruguaya
uz uzbek uzbekistan uzbekskaya ozbekiston
va vatican
ve venezuelan venezolana venezolano venezuela
vn vietnamese viet vietnam viet_nam
ye yemeni yemen yamaniya yaman
za south_african suid_afrika azania
zm zambian
zw zimbabwean rhodesia
xk kosovan kosova kosovar
eu european europe europa europeenne europea euro evropeyskiy europaische
"""

# Parts of the world and of countries: id, then its words.
REGIONS = """
x-africa africa african afrique africaine afrika afro afriqiya
x-asia asia asian asie asiatic asya asien asiya
x-america latin_america latino latinoamerica latinoamericana sudamerica sudamericana south_america
x-north-america north_america north_american norteamerica
x-arab arab arabian arabia arabe arabiya arabic arabiyah
x-gulf gulf khaleej khalij golfe persian_gulf khaleeji
x-middle-east middle_east mideast moyen_orient near_east sharq_al_awsat
x-far-east far_east far_eastern dalnevostochnyy dalnevostochny dalniy_vostok
x-balkan balkan balkans
x-baltic baltic baltiya baltiyskiy baltica
x-black-sea black_sea chernomorskiy chernomorsk
x-caspian caspian khazar kaspiy kaspiyskiy
x-caucasus caucasus caucasian kavkaz kavkazskiy
x-mediterranean mediterranean mediterranee mediterraneo akdeniz
x-atlantic atlantic atlantique atlantico
x-pacific pacific pacifique pacifico
x-eurasia eurasia eurasian evraziya evraziyskiy
x-scandinavia scandinavia scandinavian skandinavien nordic
x-caribbean caribbean caribe caraibes
x-siberia siberia siberian sibir sibirskiy sibirskaya
x-ural ural urals uralskiy uralskaya
x-volga volga volzhskiy povolzhye
x-crimea crimea crimean krym krim krymskiy krymskaya krymskoye krymska
x-donbas donbas donbass
x-donetsk donetsk donetskaya donetskiy
x-luhansk luhansk lugansk luganskaya
x-chechnya chechnya chechen chechenskaya
x-dagestan dagestan daghestan dagestani
x-tatarstan tatarstan tatar
x-kurdistan kurdistan kurdish kurd kurdi
x-khorasan khorasan khurasan khorasane
x-sahel sahel sahelian
x-levant levant levantine
x-kashmir kashmir kashmiri
x-punjab punjab punjabi panjab
x-balochistan balochistan baluchistan baloch baluch balochi
x-sindh sindh sindhi
x-darfur darfur darfour
x-sinai sinai sina_ sayna
x-scotland scotland scottish
x-wales wales welsh cymru
x-england england english
x-catalonia catalonia catalunya cataluna
x-bavaria bavaria bayern bayerische
x-saxony saxony sachsen
x-hessen hessen hesse
x-quebec quebec
x-ontario ontario
x-alberta alberta
x-british-columbia british_columbia
x-queensland queensland
x-victoria-au victoria
x-tasmania tasmania
x-california california californian
x-texas texas texan
x-florida florida
x-new-york-state new_york_state
x-new-jersey new_jersey
x-new-mexico new_mexico
x-new-hampshire new_hampshire
x-north-carolina north_carolina
x-south-carolina south_carolina
x-north-dakota north_dakota
x-south-dakota south_dakota
x-west-virginia west_virginia
x-virginia virginia
x-ohio ohio
x-illinois illinois
x-michigan michigan
x-minnesota minnesota
x-wisconsin wisconsin
x-pennsylvania pennsylvania
x-massachusetts massachusetts
x-connecticut connecticut
x-maryland maryland
x-delaware delaware
x-colorado colorado
x-arizona arizona
x-nevada nevada
x-utah utah
x-oregon oregon
x-idaho idaho
x-montana montana
x-wyoming wyoming
x-nebraska nebraska
x-kansas kansas
x-oklahoma oklahoma
x-missouri missouri
x-iowa iowa
x-arkansas arkansas
x-louisiana louisiana
x-mississippi mississippi
x-alabama alabama
x-tennessee tennessee
x-kentucky kentucky
x-indiana indiana
x-vermont vermont
x-maine maine
x-rhode-island rhode_island
x-hawaii hawaii hawaiian
x-alaska alaska alaskan
x-guangdong guangdong canton
x-hubei hubei
x-hunan hunan
x-hebei hebei
x-henan henan
x-hainan hainan
x-zhejiang zhejiang
x-jiangsu jiangsu
x-jiangxi jiangxi
x-shandong shandong
x-shanxi shanxi
x-shaanxi shaanxi
x-liaoning liaoning
x-jilin jilin
x-heilongjiang heilongjiang
x-sichuan sichuan szechuan
x-yunnan yunnan
x-guizhou guizhou
x-guangxi guangxi
x-fujian fujian
x-anhui anhui
x-gansu gansu
x-qinghai qinghai
x-xinjiang xinjiang
x-tibet tibet tibetan
x-inner-mongolia inner_mongolia
x-maharashtra maharashtra
x-gujarat gujarat gujarati
x-rajasthan rajasthan
x-tamil-nadu tamil_nadu tamilnadu
x-kerala kerala
x-karnataka karnataka
x-andhra andhra andhra_pradesh
x-telangana telangana
x-uttar-pradesh uttar_pradesh
x-madhya-pradesh madhya_pradesh
x-bihar bihar
x-west-bengal west_bengal
x-bengal bengal bangla
x-assam assam
x-odisha odisha orissa
x-haryana haryana
x-goa goa
x-khuzestan khuzestan khuzistan
x-fars fars pars
x-sistan sistan
x-gilan gilan
x-mazandaran mazandaran
x-semnan semnan
x-hormozgan hormozgan hormuz
x-north north northern norte nord nordic_ septentrional severnyy severny severnaya severo shomal shamal kuzey
x-south south southern sur sud sul meridional yuzhnyy yuzhny yuzhnaya yuzhno janub jonub guney
x-east east eastern est este leste orient oriental ost vostok vostochnyy vostochny vostochnaya vostochno sharq shargh dogu
x-west west western ouest oeste occidental zapad zapadnyy zapadny zapadnaya zapadno gharb bati
x-northeast northeast northeastern north_east
x-northwest northwest northwestern north_west
x-southeast southeast southeastern south_east
x-southwest southwest southwestern south_west
"""

# Capitals and other cities, by country: ones that the population cut misses, and other spellings; the first is the id.
CITIES = """
ae dubai dubayy doubai
ae abu_dhabi abudhabi
ae sharjah shariqah
ae ajman
ae fujairah fujayrah
ae ras_al_khaimah rak
af kabul kaboul
af kandahar qandahar
af jalalabad
af herat hirat
af mazar_e_sharif mazar_i_sharif
am yerevan erevan
at vienna wien
az baku baki
ba sarajevo
ba banja_luka
be brussels bruxelles brussel
be antwerp antwerpen anvers
bh manama
by minsk minskiy minskaya
by brest
by grodno hrodna
by vitebsk vitsebsk
by mogilev mahiliou
by gomel homel
ch geneva geneve genf
ch zurich zuerich
ch bern berne
ch basel bale
ch lugano
ch zug
cn beijing peking pekin
cn guangzhou
cn shenzhen
cn dandong
cn dalian
cn tianjin tientsin
cn qingdao tsingtao
cn xian xi_an
cn hangzhou
cn nanjing nanking
cu havana habana
cy nicosia lefkosia
cy limassol lemesos
cz prague praha prag
cz brno
de cologne koln koeln
de munich munchen muenchen
de nuremberg nurnberg nuernberg
de frankfurt
de dusseldorf duesseldorf
de hamburg hamburger
de berlin berliner
de hanover hannover
de stuttgart
de leipzig
dk copenhagen kobenhavn
dz algiers alger aljaza_ir
ee tallinn
eg cairo kairo qahira qahirah caire
eg alexandria iskandariyah iskandariya alexandrie
es seville sevilla
es madrid
fi helsinki helsingfors
fr lyon
fr strasbourg
fr bordeaux
fr toulouse
fr marseille marseilles
gb edinburgh
gb manchester
gb birmingham
gb liverpool
gb glasgow
gb bristol
gb belfast
gb cardiff
ge tbilisi tiflis
ge batumi
gr athens athina athinai
gr thessaloniki salonica
gr piraeus peiraias
hr zagreb
hu budapest
ie dublin
il tel_aviv telaviv
il jerusalem quds al_quds yerushalayim
il haifa
iq baghdad bagdad
iq basra basrah
iq mosul mawsil
iq erbil irbil arbil
iq sulaymaniyah sulaimaniya slemani
iq kirkuk
iq najaf
iq karbala kerbala
ir tehran teheran tehrani
ir isfahan esfahan
ir mashhad meshed
ir shiraz
ir tabriz
ir qom ghom
ir natanz
ir arak
ir karaj
ir ahvaz ahwaz
ir bushehr boushehr
ir bandar_abbas
ir kish
ir qeshm
ir yazd
ir kerman
ir chabahar
it rome roma rom
it milan milano mailand
it naples napoli
it turin torino
it venice venezia
it florence firenze
it genoa genova
jp kyoto
jp nagoya
kp pyongyang phyongyang
kp nampo nampho
kp wonsan
kp rason rajin
kp chongjin
kr busan pusan
kr incheon inchon
kw kuwait_city
kz almaty alma_ata
kz astana nursultan nur_sultan
lb beirut beyrouth bayrut
lb tripoli_lb
lt vilnius
lt kaunas
lu luxembourg_city
lv riga rigas
ly tripoli tarabulus
ly benghazi banghazi
ly misrata misurata
ma casablanca
ma rabat
md chisinau kishinev
me podgorica
mk skopje
ml bamako
mm yangon rangoon
mm naypyidaw
mr nouakchott
mt valletta
ne niamey
ng lagos
ng abuja
nl amsterdam
nl rotterdam
nl the_hague den_haag
no oslo
no bergen
om muscat masqat
pk karachi
pk lahore
pk islamabad
pk rawalpindi
pk peshawar pishawar
pk quetta
pl warsaw warszawa warschau
pl krakow cracow
pt lisbon lisboa
pt porto oporto
qa doha dawha
ro bucharest bucuresti
rs belgrade beograd
rs novi_sad
ru moscow moskva moskovskiy moskovskaya moskovsky moskau moscou
ru saint_petersburg st_petersburg petersburg leningrad sankt_peterburg peterburg
ru novosibirsk novosibirskiy
ru yekaterinburg ekaterinburg sverdlovsk
ru rostov rostov_na_donu
ru nizhny_novgorod nizhniy_novgorod nizhegorodskiy
ru tula tulskiy
ru izhevsk
ru kazan kazanskiy
ru samara
ru saratov
ru volgograd
ru vladivostok
ru khabarovsk
ru irkutsk
ru omsk
ru tomsk
ru ufa
ru perm permskiy
ru chelyabinsk
ru krasnoyarsk
ru kaliningrad
ru murmansk
ru sochi
ru smolensk
ru kaluga
ru ryazan
ru voronezh
ru tver
ru vladimir_city
ru grozny
ru makhachkala
sa riyadh riyad
sa jeddah jidda jiddah
sa mecca makkah mecque
sa medina madinah
sa dammam
sd khartoum khartum
se stockholm
se gothenburg goteborg
si ljubljana
sk bratislava
sn dakar
so mogadishu muqdisho
ss juba
sy damascus dimashq damas damasco damaskus
sy aleppo halab alep
sy homs hims
sy latakia lattakia ladhiqiyah
sy tartus tartous
sy hama hamah
sy raqqa raqqah
sy deir_ez_zor dayr_al_zawr
th bangkok
tj dushanbe
tm ashgabat
tn tunis
tr istanbul
tr ankara
tr izmir smyrna
tr gaziantep
tr mersin
ua kyiv kiev kyyiv kiew
ua kharkiv kharkov
ua odesa odessa
ua dnipro dnepropetrovsk
ua lviv lvov lwow
ua zaporizhzhia zaporozhye zaporizhia
ua mariupol
ua kherson
ua melitopol
ua berdyansk
ua sevastopol
ua simferopol
ua kerch
ua feodosia feodosiya
ua yalta
us new_york nyc
us washington
us boston
us atlanta
us chicago
us san_francisco
us las_vegas
us seattle
us denver
us detroit
us houston
us philadelphia
us baltimore
us cleveland
us pittsburgh
us cincinnati
us nashville
us memphis
us orlando
us tampa
us portland
us salt_lake_city
us milwaukee
us minneapolis
us charlotte
us miami
us dallas
us austin
us phoenix
us san_diego
uz tashkent toshkent
uz samarkand samarqand
uz bukhara bukhoro
vn hanoi ha_noi
vn ho_chi_minh_city saigon
ye sanaa sana sanaa_ sana_a
ye aden adan
ye hodeidah hudaydah hudaydah
"""

# Words that are names of places but say something else in the names of companies or people.
NOT_PLACES = """
al ali bar best_korea bo car cyberspace global holy_see internet island islands israelite la lima_ male mann many mobile most nice of
online orange qatar_ reading santa split tours uno victoria_city bari bergamo_ la_passion_clipperton leon tristan sark ha
magyar_ eire_ kota patna_ aba ica eskimo jos mary merida_ nova ube yei ipoh_ oslo_ salem surat_ nara_ van zaria_ boma dali enid
george kent lens moss pori puri rio sale sur taiz_ vera xi ye zug_ bata bandar gaya goma hama_ hebi hilla ife_ ila kano_ kobe_ lome_
luan mako_ medan_ natal onitsha_ palu_ pune_ roma_ salvador_ san_jose_ santa_cruz_ santiago_ sari_ tema_ tula_ ufa_ wien_ wuxi_ yan ciudad
"""
