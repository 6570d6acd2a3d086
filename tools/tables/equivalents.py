"""Which given names are one name in different languages or spellings? Curated groups, one per line.

Only names that lists and passports really exchange for each other; not every name of the same root
(Giovanni and Yahya are not one name to an analyst). A name with _ at its end was weighed and left out; inside
a name _ parts its tokens. Diminutives stand in DIMINUTIVES: full name first.
"""

from __future__ import annotations

VARIANTS = """
# Arabic and Islamic names, men
muhammad mohammad mohammed mohamed mohamad muhammed mohamud mohamoud mahamed mahamad mohd mohd. muhamad muhamed mohammod mahomed mahomet mehmet mehmed muhammet mohamet mamadou mahamadou mahamat mamadu momodou muhammadu magomed mukhammed mukhamed mohamadou mouhamed mouhamad mouhammad mouhammed mouhamadou muhamet md mamadi mukhamad mukhammad mahammad maxamed mohammadu magomet mokhammed mokhamed
ahmad ahmed ahmet akhmed akhmad achmad ahmadou amadou ahmadu amadu axmed hamadou ahamad ahamed akhmat ahmat ahmadi
mahmud mahmoud mahmood mehmood mahmut makhmud makhmoud machmud mahamud mahamoud mahmod
hamid hamed hameed hamiid khamid hamyd
hammad hamad hamd
muhammadi mohammadi mohamadi mohammady mohamedi
mustafa mustapha moustafa moustapha mostafa mostapha mustafo moustafah mostefa moustaf mustafah
yusuf yousuf yousef yousif yusef yusif youssef youssouf yousaf yousof yusof yusup yusupha issouf youssoufou yusufu youcef yosef iosif joseph josef jose giuseppe jozef josip iusuf yosif usup
ibrahim ebrahim ibraheem ibrahem ibragim brahim ibrahima ibrohim ibraahim ibrahimu brahima ebraheem abraham avraham abram ibrohin
ismail ismael esmail esmaeil ismayil ismaeel ismaiil esmaiel ismoil ismaila ismaiel smail ishmael ismahil esmael esmaeel ismaeil ismaail
ishaq ishak isaac eshaq is_haq ishaaq isak izhak yitzhak itzhak isahaku issac iskhak ishaku isaak
yaqub yaqoub yaqoob yakub yakoub yacoub yaqob yaghoub jakub jacob jakob yacub iakov yakov yaaqub yacouba yakubu giacomo jacobo yagub
musa mousa moussa mosa moosa musah muusa mussa mose moshe moses moise
isa issa eisa essa eissa isse easa iissa issah iise
dawud dawood daud daoud dawoud daood davud davood david dawod daouda dauda davut daut davit davide davyd dawid
sulayman suleiman sulaiman suleyman sulejman soleiman soleyman solayman suliman souleymane souleiman souleyman sulaymon solomon sulemana suleman sleiman sleman suleimanu slimane slimen sleyman suleimane souleimane
yunus younus younis yunis younes yunes yonus jonah yonous younous younas iunus
yahya yehya yahia yehia yahyah iahia yakhya yaxya yehiya
zakariya zakaria zakariyya zacharia zachariah zakarya zekeriya zakariyah zakariyyah zakharia zakariyo zakariyau zakareya
idris idriss edris driss idrees idrissa idrisu
ilyas elias ilyaas eliyas iliyas iliasu illiassou ilias iliyasu ilyasu elyas ilyes
ayyub ayoub ayub ayoob eyup ayyoub ayob aiyub ayyoob job
harun haroun haroon haaroon harouna haruna aaron
adam aadam adem adan adama aden adamou adamu
nuh nooh noah nouh noh
yasin yaseen yassin yassine yasir_ yaasin yasiin
yasir yaser yasser yassir yasar yassar
uthman othman osman usman ousmane ousman usmon othmane usmaan cusmaan utsman osmane ousmanou usmanu uthmaan outhman utman ossman
umar omar omer oumar umer oumarou umaru ummar omaru cumar oumer omarou
ali aly alli alii ally
abubakar abubakr abu_bakr abou_bakr aboubakar aboubacar boubacar abubaker abu_baker abou_bakar abou_baker bakr_ bubacar aboubakr abobakr abu_bakar abobaker ebubekir abubakari babacar abou_bekr boubakar
hasan hassan hasen hassen hacen khasan hassane hasane xasan hasaan hassaan khassan hasn lahcen lahsen alhassan alhassane alassane al_hasan al_hassan
husayn hussein husain hussain husein hossein hosein hussayn husseyn hoseyn huseyn huseyin hossain khusein khuseyn hussien houssein houcine hussin husseini_ hussen hussaini xuseen ousseini oussein ousseyni hossen huseynn seini hussine houssine hocine alhousseini
husayni hussaini husaini husseini hosseini hoseini huseini hussayni khuseini huseyni houssaini al_husseini
hashim hashem hachem hachim hashiim hasim
jafar jaafar jaffar jafer gafar cafer djafar jaffer djaafar jafari_ dzhafar gaafar
hamza hamzah hamze khamza hamzeh amza xamse
bilal belal bilaal bilel bilaali billal
khalid khaled khaalid halid chaled halit khalide haled kaled
walid waleed oualid valid ualid weleed wallid velid
tariq tarek tarik tareq tareek tarick tariq_ tarique taric
salim saleem selim salem salim_ saliim
salih saleh salah_ swaleh saalih salihu saliou salihou salehe
salah salaah salaheddine_
salman salmaan selman
sulaymani suleimani soleimani sulaimani suleymani soleymani solaimani
said saeed saed sayed_ saiid sa_id sayid_ saiyd saidu seydou saeid saidou saaid said_ seid_ sait
masud masood masoud mesut massoud masoood masoudi_ mas_ud mesud masaud messaoud
nasir nasser naser nasr_ naasir nassir nasiru nacer nasar_ nassar_ nassor
nasr nasser_ nasar
rashid rasheed rachid rashed raschid rashiid reshid rasid
rashad rachad rashaad rasad reshad
jamal gamal djamal djamel jamel jemal gamaal cemal kamal_ jammal dzhamal jamaal jamaluddin_
jamil jameel gamil djamil cemil dzhamil jamiil
kamal kamel kemal kamaal kamal_ kamil_
kamil kamel_ kameel
karim kareem kerim abdulkarim_ karem karym
rahim raheem rehim rakhim raahim
hakim hakeem hekim khakim haakim
majid majeed magid madjid maged majed mecid abdulmajid_ medjid madzhid
aziz azeez aziiz azez azziz
qadir kadir kader qader ghader quader kadyr qadeer kaddour_
latif lateef latiif latyf
jabbar gabbar djabbar jabar dzhabbar jabaar
ghaffar gafar ghafar gaffar gafur_
ghafur ghafoor gafur ghafour gafoor
shukri choukri shukry soukri shokri chokri
sharif shareef cherif sherif charif shariff scherif sharief cherief serif
sharifi sharifee sherifi charifi
sayyid sayed sayyed syed seyed seyyed sayid sayeed seyid sidi_ seyd seid saiyid saied_
shaykh sheikh shaikh sheik cheikh sheekh cheick shaik sheykh scheich seikh shekh
jibril jibreel jabril djibril gibril gebril jebril djibrilla jibrin gabriel jibriil cibril djebril
mikail mikaeel mikhail_ mikaeil mikayil mikail
idrisi idrissi edrisi
faisal faysal feisal faycal feysal fayzal faisel faissal faiçal
fuad fouad foad fuaad fu_ad fouaad
farid fareed ferid farit faried
farouk faruk farooq farouq faruq farook farooque
fawzi fawzy fauzi fouzi faouzi fevzi fawzee
fahd fahad fahed
fadil fadel fazil fazel fadhil fadhel
faraj farag faraj_ farrag
haydar haidar heidar heydar haider hyder hayder khaidar
habib habeeb habibou habibu khabib
hilal helal hilaal
hisham hesham hicham hishaam hisyam hichem
husam hussam hosam houssam hossam husaam
imad emad imaad imed
imran emran imraan umran_
isam essam issam esam isaam
iyad eyad ayad_ eiad iyaad
jihad gihad djihad jehad cihad
lutfi lotfi loutfi lutfy lotfy lufti
mahdi mehdi mahdy mehdy
majdi magdi majdy magdy
mansur mansour mansoor mansor mansuur mensur mansoer
marwan marouane merwan maruan marwane merouane
maymun maimun maimoon maymoon
muammar moammar muamar moamer moummar muammer
muayyad moayad muayad moayyad
muhsin mohsen mohsin mouhsin mohcine muhsen mokhsen
mujahid mojahed mujahed mogahed
mukhtar moukhtar mokhtar mukhtaar muqtar mouktar mukhtor mochtar moctar muktar
munir mounir monir moneer muneer
muntasir montaser muntaser montasser
murad mourad morad murat mrad
murtada mortada murtaza morteza mortaza murtadha mortadha
mutlaq motlaq mutlak
muzaffar mozaffar muzafar mudhaffar
nabil nabeel nabiil nebil
nadir nader nadeer
naji nagi nadji najy
najib naguib nagib najeeb nadjib nejib nagiib
nizar nezar nizaar
numan noman nouman nuaman numaan numan_
nur nour noor nuur noer nure
qasim qassim qasem qassem kasim kassem kassim ghasem qasim_ gasim kasem kacem belkacem_ qaasim kassam_ kasym
qais qays kais kays kaiss ghais_
rabi rabee rabie rabia_ rabih_
rafiq rafik rafeeq rafique
ramadan ramazan ramadhan ramzan ramdane ramadhani ramadane ramzon
ramzi ramzy ramzee remzi
riyad riad riyadh riadh riyaad ryad
rida reda rida_ reza riza ridha redha redah rezza
sabri sabry sebri sabrie
saad sad_ saad_ sa_ad sacad
sadiq sadeq sadek sadik sadegh saddiq siddiq_ sadiqu sadikou
siddiq sediq seddik siddik sadiq_ siddique seddiq sidik siddiqui_ siddiq_
shafiq shafik chafik shafeeq shafique chafiq
shakir shaker chaker shakeer sakir
samir sameer semir samer_ samiir
sami samy sammy_ samii
shihab shehab chihab shihaab sehab
sirhan serhan
sufyan sufian sofiane soufiane sufiyan soufian sofian sufyaan safyan
suhayl suhail sohail souhail suheil soheil suheyl
tahir taher tahar tahiir taheer tair tahiru
talal talaal tallal
tawfiq tawfik taufik toufik taoufik tewfik tofiq tawfeeq tofik taufiq
ubayd obaid ubaid obeid obayd ubeid
ubaydullah obaidullah ubaidullah obeidullah obaidallah ubaydallah obaydullah abaidullah ubaidallah obeidallah
usama osama oussama ousama ussama osamah usamah usaamah usamma
wahid waheed vahid ouahid wahed
wahib waheeb ouahib
wajdi wagdi wajdy ouajdi
yaman yamani_ yamaan
zahir zaher zahir_ zaheer zahyr
zayd zaid zeid zeyd zayid_ zaied ziad_ zayed_
zayid zayed zaied zayeed
ziyad ziad zeyad ziyaad zyad ziyed
zuhayr zuhair zoheir zouheir zuheir zohair zuher
abdullah abdallah abdulla abdalla abdulah abdoulaye abdoullah abdullahi abdullohi abdullo abdoul_lah abdillah abdulahi abdelah abdellah abdilahi abdullaah abdullaev_ abd_allah abd_ullah abdollah abdoulah abdulloh abdylla cabdullahi cabdulaahi abdullahe abdallahi
abdulrahman abdurrahman abdul_rahman abdel_rahman abdurahman abdirahman abdelrahman abdul_rehman abdurehman abdurrehman abderrahmane abdarrahman abd_al_rahman abdur_rahman abdal_rahman abderrahman abdourahmane abdoulrahman abdrahman abdrakhman abdurakhman abdurrakhman abdramane abdirahmaan cabdiraxmaan abdoul_rahman abdulrehman abdalrahman abd_ar_rahman abdurrahmon abdurrahim_ abdourahman abdorrahman abdul_rahmaan abdi_rahman abderahmane abd_el_rahman
abdulaziz abdelaziz abdul_aziz abdel_aziz abdalaziz abd_al_aziz abdolaziz abdoulaziz abdulazeez abdilaziz abdoul_aziz abdulazez abdiaziz abdiasis abd_el_aziz
abdulkarim abdelkarim abdul_karim abdel_karim abdulkareem abdul_kareem abdelkrim abd_al_karim abdoulkarim abdolkarim abdulkerim abdel_kareem abdikarim abdelkerim
abdulqadir abdulkadir abdelkader abdul_qadir abdul_kadir abdul_qader abdel_kader abd_al_qadir abdulqader abdoulkader abdulkader abdel_qader abdukadir abdul_kader abdulghader abdiqadir abdelqader abdul_qadeer abdikadir abdulqadeer
abdulmalik abdelmalek abdul_malik abdul_malek abdel_malik abd_al_malik abdulmalek abdolmalek abdelmalik abdel_malek abdoulmalik abdimalik
abdulhamid abdelhamid abdul_hamid abdul_hameed abdel_hamid abd_al_hamid abdulhameed abdolhamid abdulkhamid abdoulhamid
abdulmajid abdelmajid abdul_majid abdul_majeed abdel_majid abd_al_majid abdulmajeed abdelmadjid abdul_magid abdel_magid abdolmajid abdulmecit
abdulhakim abdelhakim abdul_hakim abdul_hakeem abdel_hakim abd_al_hakim abdulhakeem abdelhakeem abdilhakim
abdulwahab abdelwahab abdul_wahab abdul_wahhab abdel_wahab abd_al_wahhab abdulwahhab abdelouahab abdelouahed_ abd_al_wahab abdiwahab
abdulwahid abdelwahid abdul_wahid abdul_waheed abdel_wahid abd_al_wahid abdelouahid abdelouahed abdulwaheed
abdulsalam abdelsalam abdul_salam abdus_salam abdel_salam abdessalam abdussalam abd_al_salam abdessalem abdusalam abdisalam abdoulsalam abdeslam abdisalaan abdul_salaam abdusalom
abdulrahim abdelrahim abdul_rahim abdur_rahim abdel_rahim abderrahim abdurrahim abd_al_rahim abdul_raheem abdulraheem abdirahim abdurahim abdurakhim
abdulrazzaq abdelrazzaq abdul_razzaq abdul_razaq abdul_razak abdul_razzak abdulrazak abdulrazaq abderrazak abdurrazzaq abdel_razek abd_al_razzaq abdirizak abdurazak abdelrazek
abdullatif abdellatif abdul_latif abdul_lateef abdel_latif abd_al_latif abdullateef abdilatif abdulatif
abdulghani abdelghani abdul_ghani abdel_ghani abd_al_ghani abdulgani abdul_gani abdulghany abdoulgani
abdulbaqi abdelbaki abdul_baqi abdel_baqi abdul_baki abd_al_baqi abdulbaki
abdulhadi abdelhadi abdul_hadi abdel_hadi abd_al_hadi abdoulhadi
abduljabbar abdeljabbar abdul_jabbar abdel_jabbar abd_al_jabbar abdul_jabar abduljabar abdel_gabbar
abdulkhaliq abdelkhalek abdul_khaliq abdul_khaleq abdel_khalek abd_al_khaliq abdulkhaleq
abdulmumin abdelmoumen abdul_mumin abdul_momin abdel_moumen abd_al_mumin abdulmomin abdelmoumin
abdulnasser abdelnasser abdul_nasser abdel_nasser abdul_nasir abd_al_nasir abdennasser abdulnasir abdenacer
abdulqayyum abdul_qayyum abdul_qayum abdulqayum abdul_qayoom abd_al_qayyum abdulqayoom
abdulhaq abdelhak abdul_haq abdul_haqq abdel_haq abd_al_haqq abdulhaqq abdelhaq
abdulhalim abdelhalim abdul_halim abdel_halim abdul_haleem abd_al_halim
abdulmutallib abdul_mutallib abdulmuttalib abdul_muttalib abdulmutalib abdel_muttaleb abdul_mutaleb
abdulsamad abdul_samad abdel_samad abdus_samad abdussamad abdessamad abd_al_samad
abdulilah abdelilah abdul_ilah abdel_ilah
abduh abdo abdou abdu abdi cabdi
ataullah atallah attaullah ata_ullah
asadullah assadullah asad_ullah asadallah assadallah asadollah
inayatullah enayatullah inayatollah enayatollah
hidayatullah hedayatullah hidayatollah hidayat_ullah hedayatollah
hikmatullah hekmatullah hekmatollah hikmatollah
nasrullah nasrallah nasrollah nasr_allah nasr_ullah nasralla nasrulla
amanullah amanollah aman_ullah amanallah
aminullah amin_ullah aminollah
najibullah najeebullah najib_ullah najibollah
rahmatullah rahmatollah rahmat_ullah rahmatallah ramatoulaye_
saifullah seifullah saif_ullah sayfullah seyfullah saifallah seif_allah sayfallah
matiullah mati_ullah matee_ullah
habibullah habib_ullah habibollah habiballah
khalilullah khalil_ullah khalilollah
azizullah aziz_ullah azizollah
fazlullah fazal_ullah fadlallah fadlullah fazlollah fazl_ullah fadl_allah
hamidullah hameedullah hamid_ullah hamidollah
sanaullah sana_ullah sanallah
waliullah wali_ullah valiollah waliallah
zabihullah zabiullah zabihollah zabi_ullah
khairullah khayrullah khair_ullah khayrallah khairollah
kifayatullah kefayatullah kifayat_ullah
ruhullah rohullah ruhollah roohullah
salahuddin salaheddin salah_al_din salah_ad_din saladin salahaddin salaheddine salahudin salah_eddine selahattin salah_uddin salah_el_din salahedine
nuruddin noureddine nur_al_din nooruddin nurudin nur_ad_din nureddin nourredine nour_eddine nourdine nour_el_din nurettin nuriddin nuradin noradin nurdin noureddin noorudin
saifuddin sayfuddin saif_al_din seifeddine saif_ud_din saifudin seif_eddine seyfettin saifaddin sayf_al_din seifuddin sayfiddin seif_el_din
shamsuddin shamseddin shams_al_din chamseddine shamsudin shams_ud_din shamsaddin semsettin shamsiddin samsudin
jalaluddin jalal_al_din jalaledin djalaleddine celalettin jalaludin jalal_ud_din jalaleddin
jamaluddin jamal_al_din gamal_el_din djamel_eddine djamaleddine cemalettin jamaludin jamal_ud_din djameleddine jamaleddin
kamaluddin kamal_al_din kamaleddin kemalettin kamaludin kamal_ud_din
imaduddin imad_al_din emad_al_din imad_eddine emaduddin imadeddine imad_ud_din
fakhruddin fakhr_al_din fakhreddin fakhrudin fakhr_ud_din fahrettin fakhriddin fahreddin
hisamuddin husam_al_din hussam_eddine hosam_eldin husamuddin hossam_el_din husam_ud_din houssam_eddine husamettin
badruddin badr_al_din badreddine badrudin badr_ud_din bedrettin badr_eddine badriddin
burhanuddin burhan_al_din burhaneddin burhanudin borhanuddin burhan_ud_din burhanettin
najmuddin najm_al_din najmeddin najmudin najm_ud_din necmettin najmiddin nejmeddin
nizamuddin nizam_al_din nizameddin nizamudin nizam_ud_din nizamettin nezamuddin nezam_al_din
sirajuddin siraj_al_din sirajeddin sirajudin siraj_ud_din serajuddin sirojiddin seraj_al_din
zaynuddin zainuddin zain_al_din zeineddine zainudin zayn_al_din zain_ud_din zeynettin
ziauddin zia_ud_din ziyauddin diya_al_din zia_al_din ziaeddin ziaudin diaeddine diauddin
muhyiddin muhi_al_din mohiuddin mohieddine muhiddin muhyi_al_din mahiuddin mohi_ud_din muhittin mohyeddin mohy_eddin
muizuddin muizzuddin moezeddine muiz_al_din muizz_al_din
nasiruddin nasir_al_din nasireddin naseeruddin nasirudin naser_al_din nasir_ud_din nasreddine nasrettin
tajuddin taj_al_din tajeddin tajudin taj_ud_din tajiddin tacettin tadjeddine
alauddin ala_al_din aladdin alaeddine ala_ud_din alaudin alaa_eddine alaa_al_din alaettin aladin alaeddin
bahauddin baha_al_din bahaeddin bahaudin baha_ud_din bahaettin bahauldin
izzuddin izz_al_din ezzeddine izzeddin azzeddine izzudin izz_ud_din izzettin ezz_eldin izzaddin
khayruddin khairuddin khair_al_din kheireddine khayr_al_din khairudin khair_ud_din hayrettin khayriddin
sadruddin sadr_al_din sadreddin sadrudin sadr_ud_din sadrettin sadriddin
zafar zaffar zafer dhafer dafir_
zulfiqar zulfikar zulfeqar dhulfiqar zolfaghar zulfeghar zolfaqar dhulfikar
dhul_nun zunnun zolnoon
ayman aiman eymen aymen aimen
ashraf achraf eshref ashrof esref
anwar anouar anvar enver anwer
akram akrem ekrem akrom
amin ameen emin amine
amir ameer emir aamir_
ammar amar_ aamar ammaar
arif aref aarif ariff
asad assad assaad_ asaad_ asad_
asim asem assem aasim
ata atta ataa
atif atef aatif
ayyash ayash ayache ayyache
badr badar bader bedr bedir
bahaa baha bahaa_
bakr bakar baker bekir bekr
basim bassem basem bassim baasim
bassam basam bassaam
baqir baqer baker_ bagher bakir baghir
basir baseer basir_ bashir_ bassir
bashir basheer bachir bechir besir basheir bashiru bachirou beshir
burhan borhan burhaan bourhane
dhia diya zia ziya dia diaa
haitham haytham heitham haysam haithem
hani hany haani
harith hareth haris hares harith_ haarith
hatim hatem hatam_ hatim_
hamdan hamdane hemdan
hamdi hamdy hamdee khamdi
haq hak_ haqq haque hagh
ghazi gazi ghazy rhazi
ghulam gholam golam ghulaam qulam gulam
ihsan ehsan ihsaan
iqbal eqbal ikbal iqbaal ighbal
irfan erfan irfaan
jabir jaber gaber djaber djabir jabeer cabir
jawad jawwad gawad javad djaouad cevat jouad
jalal galal djalal djelal jalaal celal jelal
jum_a juma jumaa gomaa jumah djouma jumma cuma
khalaf khallaf halaf
khalifa khalifah khelifa califa halifa kalifa
khalil khaleel chalil halil khelil xalil kalil
khattab khatab hattab khettab
khudayr khudair khodair khudheir khodr_
khidr khodr khader_ khadr khidir khedr hizir
maher mahir maheer
malik malek maalik melik
mazin mazen maazin mezian_
mamun mamoun maamoun mamoon
mujib mojib moujib mujeeb
muhannad mohanad muhanad mohannad mouhanad
mundhir munther munzir monzer mounzer mundir monther
musab mosab musaab mossab musab_ mus_ab mouseab
mutasim mutassim motasem moutassim mutasem
muath muadh moaz muaz mouad mouadh moath maaz
nasib naseeb
nashat nachat neshat nashaat
nawaf nawwaf nawwaaf
nayif nayef naif naief
nimr nemr nimer namir_
qusay qusai kusay qusayy qosai
raad rad_ raed_ raad_ ra_ad
raid raed rayid_ raaid
rafi rafie rafee
raghib ragheb raghib_
raja rajaa raga_
rajab ragab redjeb recep rajb
rauf raouf raof rauf_ raoof
ridwan redwan ridouane redouane rizwan ridhwan redhouane rezvan rizvan
safwan safouane safwaan
sabir saber sabeer sabir_
safar safer
sajid sajed sageed
sakhr sakher
samih sameh sameeh
sharaf charaf sheref
shadi chadi shady
shawqi shawki chaouki shawky shauqi sevki
shuaib shoaib chouaib shuayb shueib shuaib_ suayb
subhi sobhi soubhi subhy sobhy
sultan soltan soultan sultaan
tamim tameem temim
tayyib tayeb taieb tayib tayyeb tayeeb
thabit sabit_ thabet tabet
thamir thamer samir_ tamer_
turki torki turky
waddah waddah_ oudah_
wael wail wail_ ouail
wasim wassim waseem ouassim vasim
yazid yazeed yezid iazid
yahyaoui yahiaoui
zaki zaky zeki zakii
zubayr zubair zoubeir zubeir zobair zubair_ alzubair zobeir
# Arabic and Islamic names, women
fatima fatimah fatemeh fatma fatoumata fatimata fatouma fathima faatima fatme
aisha aishah aicha ayesha aysha aisyah ayse aishat aissata aaisha aichatou aissatou
khadija khadijah khadijeh hadija kadidja hatice khadeja khadidja kadiatou
maryam mariam miriam meryem maryem mariame myriam mariyam maria marie mary
zaynab zainab zeinab zineb zeynab zeynep zenab
amina aminah aminata emina ameena
asma asmaa esma
hafsa hafsah hafza_ hafssa
halima halimah haleema
hana hanaa hanna_
huda houda hoda
iman eman imane imaan
jamila jameela gamila djamila cemile
karima kareema kerima
laila layla leila leyla lyla
latifa lateefa latifah
malika maleka melika
nadia nadya nadiya
naima naimah naeema
najat nagat nadjat
rabia rabiah rabiya
rashida rachida rasheeda
ruqayya ruqaya rokaya rokia rukiye ruqayyah roqaya
safiya safia safiyah safiyya sophia_ saffiya
saida saeeda sayeeda
salma selma salmah
samira sameera semira
sara sarah saara
shaima shaymaa chaima shaimaa
sumaya sumayya soumaya sumeya somaya
umaima omaima umayma
wafa wafaa ouafa
yasmin yasmine yasmeen jasmin jasmine yassmin
zahra zahraa zohra zehra
# Turkic, Persian, Caucasian
akbar ekber akber akbaar
asghar asgar asgher askar_
behrouz behruz behrooz
bahram behram bahraam
dariush daryoush dariyush daryush
fereydoun fereidoun faridun feridun fereydun fereydoon
golmohammad gol_mohammad gul_mohammad gul_muhammad gulmohammad
hooshang houshang hushang
iraj eraj
kamran cameron_ kamron
kioumars kiumars keyoumars
manouchehr manuchehr manoochehr
mehrdad mehrdaad
mohsen mohsin
parviz parvez pervez perviz parwiz parveez
rostam rustam rustem rostom
shahram shahraam
siamak siyamak
sohrab suhrab zohrab
vahid vaheed
yadollah yadullah
bakhtiyar bakhtiar bahtiyar bakhtiyor
dilshod dilshad
islom islam eslam
jahongir jahangir jehangir cihangir dzhakhangir
shavkat shaukat shawkat sevket
timur temur taimur teymur tamerlan taymur teimour
ramzan ramazan
rasul rasool rasoul resul
ruslan rouslan
shamil chamil samil shamyl
aslan arslan
khamzat hamzat
zelimkhan zelim_khan
aliev aliyev
# Slavonic and European names, men
alexander aleksandr alexandre aleksander alexandr alejandro alessandro aleksandar iskandar iskander alexandros oleksandr aliaksandr alexandru aleksandre sandor aleksandrs eskandar skander alyaksandr olexandr alasdair alistair aleksandras oleksander
alexei alexey aleksei aleksey alexej oleksiy oleksii alyaksey aliaksei alexis alekseij aleksej alexiy olexiy
anatoly anatoliy anatolii anatoli anatol anatolij anatole
andrei andrey andrew andreas andre andrii andriy andrea andrzej andres ondrej anders andrej andras andreu andrija andries andrius andris aleksander_ andreja andrius
anton anthony antoni antonio antoine antony antonij antonin antanas antun antonius anthoni
arkady arkadiy arkadi arkadii
artem artyom artiom artemiy artsiom
boris borys barys
bogdan bohdan
vadim vadym vadzim
valentin valentyn valiantsin valentine valentino
valery valeriy valeri valerii valerij valeriya_ valerijs
vasily vasiliy vasili vasyl vasil wasyl vassily vassili vasilij basil basile vasile vasilios vassilios
victor viktor viktar vittorio viktors viktoras
vitaly vitaliy vitali vitalii vital witali vitalij vitalijs
vladimir wladimir volodymyr uladzimir vladimirs vladimer volodimir vladymyr vladamir uladimir
vladislav vladyslav uladzislau wladyslaw ladislav
vyacheslav viacheslav vjaceslav vyatcheslav viatcheslav viachaslau wjatscheslaw vjacheslav
gennady gennadiy gennadi hennadiy gennadii henadz hennadii genadi gennadij
georgy georgiy georgi georgii george georg georges jorge giorgio georgios jerzy gheorghe giorgi heorhiy juri_ goran_ jiri joerg jorg jurgen_
grigory grigoriy grigori grigorii gregory hryhoriy gregor grzegorz gregorio gregoire grigor grigorij hryhorii ryhor
denis denys dzianis dennis dionisio
dmitry dmitri dmitriy dmitrii dmytro dzmitry dimitri dimitry dmitrij dimitar dimitrios dimitrije demetrius dmitrijs
evgeny evgeniy evgeni evgenii yevgeny yevgeniy yevgeni yevgenii eugene evgenij jewgeni yevhen yauhen yevhenii ievgen eugen eugenio jevgenij jevgenijs
fyodor fedor fiodor feodor theodore teodor theodor fedir teodoro fjodor
igor ihor ihar igors
ilya ilia iliya illia elijah elie ilija ilja eliya illya
ivan iwan john johann johannes jan jean juan giovanni joao ion ioan ioannis yannis hans johan ian sean ivane janos ivo_ jovan ioane ivans jon johnny_
kirill kyril cyril kirill_ kyrylo kiryl kyrill
konstantin constantin kostyantyn constantine kanstantsin konstantinos constantino konstanty kostiantyn konstantins
leonid leonyd leanid leonidas
lev leo leon_ leonas
maxim maksim maksym maxime massimo maximus maksims
mark marc marcus marko markus marco marek marcos markos
matvey matthew matthias mateusz mathieu matteo mateo matej matvei matthieu mattias matti matvii matus
michael mikhail mykhailo michel miguel mikhael michal mihail mihai mikael michele mikhael mihailo miquel mihaly mikhailo mykhaylo michail mikheil mikhal mihajlo mikkel mikhails
nikita mykyta mikita
nikolai nikolay nicolai nicholas mykola nicolas nikola nicola nikolaos nicolae mikalai mikola nikolaus niklas nikolaj nikolas nicolo mikalay nikolajs mikolaj
oleg oleh aleh olegs
pavel pawel paul pavlo paolo pablo paulo paval pal_ pauls pavol paulus pavle
petr pyotr piotr peter pierre pedro petro pietro petar pietr petrus pieter piatro petru petros petras
roman romain ramon_ roman_ romano raman
rostislav rostyslav rastsislau
semyon semen simon simeon simone szymon semion syamyon shimon shimun simao
sergei sergey sergej sergii serhiy siarhei serge sergio sergiy serhii sergejs sergiu sjarhej siarhey serguei serguey sarkis_ sergeij
stanislav stanislaw stanislau stanislas
stepan stefan stephen stephan steven stephane etienne esteban stjepan szczepan stevan stefano istvan stefanos stsiapan
taras tarass
vsevolod vsevolod_ usevalad
yakov_ iakov_ yakiv jakov_
yaroslav iaroslav jaroslav yaraslau jaroslaw
yegor egor yehor egors
yuri yury yuriy iurii yurii jurij iouri juri youri jurijs iury
zakhar zachar
karl carl carlos charles carlo karel karol karoly carles
eduard edward edouard eduardo edvard edoardo eduards
frederick friedrich frederic federico fryderyk fredrik frederik fritz_ fridrik
francis francisco francesco franz francois frans frantisek ferenc franciszek franc francesc franciscus franjo
henry henri heinrich enrique enrico henrik hendrik henryk
james jaime_ jaume_ diego_ santiago iago_
joaquin joaquim joachim yoakim joakim
louis luis ludwig luigi lewis ludovic ludovico luiz lajos
laurence lawrence lorenzo laurent lorenz laurens lavrentiy lars laurentiu
luke lucas lukas luca luka lukasz luc louka
martin martinus martino marton martim
philip philippe felipe filip filippo philipp fulop
richard ricardo riccardo rikard ryszard
robert roberto rupert_ roberts
raphael rafael raffaele raffael rafal
samuel samuil samuele shmuel samvel
thomas tomas tommaso tomasz toma tomaz thoma foma tamas
timothy timofey timoteo timofei tymofiy timotheus
vincent vicente vincenzo vikentiy vincenc
william wilhelm guillaume guillermo guglielmo willem vilhelm vilmos guilherme
xavier javier saverio
daniel daniil danilo danil daniele danylo daniyal danyil danial daniyel danielius
emmanuel manuel emanuel immanuel emanuele manoel
gabriel gavriil gavril gabriele gavrilo
ignatius ignacio ignazio ignat ignacy ihnat
jerome jeronimo hieronymus geronimo hieronim
stephanie stefania stefanie
# Slavonic and European names, women
alexandra aleksandra oleksandra alessandra alejandra aliaksandra
alla ala_
anastasia anastasiya anastasiia nastasia
anna ana anne ann hanna hannah anne_ annie_ ganna
ekaterina yekaterina katerina catherine katharina kateryna catalina caterina katarzyna katherine kathryn katarina katsiaryna kateryna_ aikaterini catharina katerina_
elena yelena helena olena helen alena helene ilona_ jelena elene alona olenna
elizabeth elizaveta yelizaveta elisabeth isabel isabella elisabetta elzbieta yelyzaveta lizaveta isabelle
evgenia yevgenia evgeniya yevgeniya eugenia yevheniia yauheniya
galina halyna halina galyna
irina iryna irena irene irine
julia yulia yuliya iuliia juliya giulia yuliia julie
ksenia kseniya xenia oksana kseniia aksana
larisa larysa larissa
lidia lydia lidiya lidiia
ludmila lyudmila liudmila ludmilla lyudmyla ljudmila liudmyla
margarita marharyta margaret marguerite margareta margarete marharita
maria_ mariya mariia marija marya
marina maryna
nadezhda nadiya_ nadzeya nadejda
natalia natalya nataliya natalie nataliia nathalie natalja
olga olha volha helga_
sofia sofiya sophie sophia sofya sofie sofiia zofia
svetlana svitlana sviatlana swetlana
tamara tamar
tatiana tatyana tetiana tatjana tetyana tatsiana
valentina valentyna valiantsina
vera vira viera
victoria viktoria viktoriya viktoriia vittoria viktoryia viktorija
yana iana jana
zinaida zinayida
zoya zoia zoja
# Georgian, Armenian, Central Asian
aram_ aramm
armen armenak
hakob hagop akop
hovhannes hovhanes ovanes oganes
karen garen
tigran dikran
vardan vartan
"""

# Spellings of one Korean or Chinese syllable; they say less, since other syllables share them.
SYLLABLES = """
# Korean family and given syllables
kim gim ghim
lee yi rhee ri i li_ ree rhie
park pak bak bahk
choi choe choy tchoe
jung jeong chong chung jong cheong
kang gang khang
cho jo joh choh
yoon yun youn
jang chang zang
lim im rim yim
han hahn
oh o
seo suh so_ sur
shin sin synn
kwon gwon kwun
hwang whang
ahn an
song soong
ryu yu_ yoo ryoo you
hong houng
jeon chon jun chun
ko go koh goh
moon mun
yang ryang
bae pae
baek paek paik
heo huh ho_ hur
nam nahm
shim sim
noh ro roh no
ha hah
kwak gwak
sung seong song_
cha tcha
joo chu ju
woo u wu_
koo ku gu
min minn
jin chin_
ji chi
um eom
chae tchae
won weon
chon cheon chun_
bang pang
kong gong
hyon hyun hyeon
yong young yeong
chol cheol chul chull
jong_il jongil chong_il jeong_il
il ill
un eun
song_ sung_
su soo
sok seok suk
ho hoo_
chun choon
guk kuk kook gook
gwang kwang
gyong kyong kyung gyeong kyeong
gyu kyu
hak hag
hui hee heui
myong myung myeong
pyong byung byong byeong pyung
ryong yong_ ryung
sang sahng
tae dae
tok deok duk
ung eung woong ung_
# Chinese family names, pinyin with older and southern spellings
chen chan tan chin chern
cai tsai choi_ chua choy_ tsoi
cao tsao cho_
deng teng tang_
fang fong
gao kao ko_
guo kuo kwok kwek
he_ ho ho__
hu_ wu__ woo_ hoo
huang wong hwang_ ng_ oei wee
jiang chiang kiang keung
li lee_ lei ly
liang leung leong liong neo
lin lam lim_ lum
liu lau lew liew
luo lo law loh
lu_ lo_ loo lui
ma mah
mo mok
pan poon phua
peng pang_ phang
qian chien tsien chin__
qiu chiu_ yau khoo
shen shum sim_
sun suen soon
tang tong_ teng_
wang wong_ ong heng
wei wai_ ngai
wu ng goh_ eng woo__
xiao hsiao siu siew
xie hsieh tse chia tze
xu hsu hui_ koh_ tsui
yang_ yeung yeoh yong__
ye yeh ip yip
yu_ yue yee
yuan yuen
zhang chang_ cheung teo chong_
zhao chao chiu teo_ jhao
zheng cheng chang__ tay the_
zhong chung_ cheong_
zhou chou chow chew jow
zhu chu_ choo jhu
zeng tseng tsang chan_
"""

DIMINUTIVES = """
alexander sasha alex sandro sashko sanya shura alik olek lex alek aleks sania
alexandra sasha alex sandra shura
alexei alyosha lyosha alex lyokha alesha
anatoly tolya tolik
andrei andryusha andriy_
anton antosha tony toni
boris borya
dmitry dima mitya dimka dimon
evgeny zhenya zheka yevgen genia
fyodor fedya
gennady gena genya
georgy gosha zhora yura_ gio goga
grigory grisha
igor gosha
ivan vanya vano ivo
konstantin kostya
leonid lenya
maxim max maks
mikhail misha misho mikha mischa
nikolai kolya nick niko
oleg olezha
pavel pasha pavlik
pyotr petya
roman roma
ruslan rus
sergei seryozha serezha serge
stanislav stas slava
stepan styopa
valentin valya
valery valera
vasily vasya
viktor vitya vic
vitaly vitalik vitya
vladimir volodya vova vladik vlad wowa
vladislav vlad slava
vyacheslav slava
yevgeny zhenya
yuri yura
yaroslav slava yarik
anastasia nastya
anna anya nyura
ekaterina katya katia
elena lena alyona
elizaveta liza
irina ira
ksenia ksyusha
lyudmila lyuda mila
maria masha manya
natalia natasha nata
olga olya
svetlana sveta
tatiana tanya
yulia yulya
francisco paco pancho kiko cisco
jose pepe pepito chepe
ignacio nacho
jesus chuy chucho
guillermo memo
enrique quique kike
eduardo lalo edu
manuel manolo manny
antonio tono tony toni
rafael rafa
roberto beto tito
alberto beto
alejandro alex jandro
fernando nando
gonzalo gonza
joaquin quino
luis lucho
salvador chava
vicente chente
dolores lola
guadalupe lupe
rosario charo
concepcion concha
giuseppe beppe peppe pino
francesco franco ciccio cecco
giovanni gianni nino
luigi gigi gino
salvatore toto turi
vincenzo enzo
johannes hans jan hannes
josef sepp jupp pepi
heinrich heinz heiner
friedrich fritz
wilhelm willi helmut_
mohammed mo moe hamada midu
mustafa mosti
benjamin benny bibi ben
binyamin benjamin bibi benny
yitzhak itzik
david dudu dudi davi
"""
