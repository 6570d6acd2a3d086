"""Which legal forms does an analyst know by heart? Curated phrases by class and by where they may stand.

A section starts with `[class position]`; phrases are parted by commas. A phrase with dots stands for the
letters run together and for the letters apart (s.a is "sa" and "s a"). Original scripts are spelled by the
latin tables. Nothing here judges names: bank, group or foundation are generic words, not forms.
"""

from __future__ import annotations

CURATED = """
[limited any]
limited liability company, limited liability co, l.l.c, with limited liability, liability limited company
private limited, private limited company, private company limited by shares, company limited by shares, pvt ltd
pvt limited, private ltd, p.ltd, pte ltd, pte limited, pte, p.t.e, pty ltd, pty limited, proprietary limited
proprietary ltd, p.t.y, sdn bhd, s.d.n b.h.d, sendirian berhad, limited company, ltd co, ltd company
limited liability corporation, limited by guarantee, company limited by guarantee, designated activity company
o.o.o, o.o.o., t.o.o, t.o.v, m.c.h.j, m.m.c, s.p.z.o.o, sp z o o, sp zoo, spolka z o o, spolka zoo, spol s r o, s.r.o
d.o.o, d.o.o.e.l, j.d.o.o, e.o.o.d, o.o.d, k.f.t, o.d.o, o.s.o.o, ososoo, x.m.m.c, s.m.l.l.c, w.l.l, s.p.c, f.z.c
f.z.e, f.z.llc, fz llc, fze llc, fzco, fzc, fz co, free zone company, free zone establishment, dmcc, dwc llc
with limited liability company, single person company, one person company, o.p.c, b.s.c closed, bsc c
obshchestvo s ogranichennoy otvetstvennostyu, obschestvo s ogranichennoi otvetstvennostyu
obshchestvo s ogranichennoi otvetstvennostiu, obshchestvo s ogranichennoy otvetstvennostiu
obschestvo s ogranichennoy otvetstvennostyu, obshestvo s ogranichennoy otvetstvennostyu
obshchestvo s ogranichenoy otvetstvennostyu, s ogranichennoy otvetstvennostyu, s ogranichennoi otvetstvennostyu
tovarishchestvo s ogranichennoy otvetstvennostyu, tovaristvo z obmezhenoyu vidpovidalnistyu
tovarystvo z obmezhenoyu vidpovidalnistyu, tovarystvo z obmezhenoiu vidpovidalnistiu
tavarystva z abmezhavanay adkaznastsyu, obshchestvo s dopolnitelnoy otvetstvennostyu
druzhestvo s ogranichena otgovornost, ednolichno druzhestvo s ogranichena otgovornost
drustvo s ogranicenom odgovornoscu, drustvo sa ogranicenom odgovornoscu, druzba z omejeno odgovornostjo
drustvo so ogranichena odgovornost, spolka z ograniczona odpowiedzialnoscia, spolecnost s rucenim omezenym
spolocnost s rucenim obmedzenym, korlatolt felelossegu tarsasag, sabiedriba ar ierobezotu atbildibu
uzdaroji akcine bendrove, u.a.b, s.i.a, o.u., osauhing, osayhtio, osakeyhtio, osuuskunta yhtio
gesellschaft mit beschrankter haftung, gesellschaft mbh, ges m b h, g.m.b.h, gesmbh, ggmbh, mbh, m.b.h
gesellschaft m b h, unternehmergesellschaft, ug haftungsbeschrankt, haftungsbeschrankt
s.a.r.l, s.a.r.l.u, s.a.r.l.s, e.u.r.l, s.p.r.l, s.p.r.l.u, s.u.a.r.l, s.r.l, s.r.l.s, s.r.l.u, s.r.l c.r, s.a.g.l
societe a responsabilite limitee, a responsabilite limitee, a responsabilite ltee
societe a responsabilite limitee unipersonnelle, entreprise unipersonnelle a responsabilite limitee
societe privee a responsabilite limitee, societa a responsabilita limitata, a responsabilita limitata
societate cu raspundere limitata, cu raspundere limitata, sociedad de responsabilidad limitada
sociedad de responsabilidad limitada de capital variable, s de r l, s de r l de c v, s de rl, s de rl de cv
sociedad limitada, sociedad limitada unipersonal, sociedad limitada laboral, s.l.u, s.l.l, s.l.n.e, soc ltda
compania limitada, cia ltda, c ltda, ltda, limitada, sociedade limitada, sociedade por quotas, unipessoal lda
unipessoal limitada, sociedade unipessoal por quotas, lda, eireli, e.i.r.e.l.i, empresa individual de responsabilidade limitada
empresa individual de responsabilidad limitada, e.i.r.l, besloten vennootschap
besloten vennootschap met beperkte aansprakelijkheid, b.v, b.v.b.a, met beperkte aansprakelijkheid
aktieselskab anpart, anpartsselskab, a.p.s, einkahlutafelag, e.h.f, privat aktiebolag
limited sirketi, limited sti, ltd sti, ltd sirketi, limitet sirketi, ltd stl, limited sirket, ticaret limited sirketi
shoqeri me pergjegjesi te kufizuar, sh.p.k, mahdud masuliyyatli camiyyat, masuliyatli cheklangan jamiyat
masuliyati cheklangan jamiyati, mas uliyati cheklangan jamiyati, zhauapkershiligi shekteuli seriktestik
zhauapkershiligi shekteuli seriktestigi, zh.sh.s, ltd liability company
kompania me pergjegjesi te kufizuar, shezgebu te kufizuar, etaireia periorismenis efthynis
etairia periorismenis evthynis, e.p.e, m.e.p.e, i.k.e, idiotiki kefalaiouchiki etaireia
sharika dhat masuliya mahduda, sharika zat masuliya mahduda, sharikat dhat masuliyah mahdudah, dhat masuliya mahduda
dhat masuliyah mahdudah, zat massouliah mahdouda, sharikat mahdoda, al mahduda, al mahdudah, almahduda, almahdudah, mahdouda
ba masuliyat mahdud, ba masouliyat mahdoud, ba masooliyat mahdood, masuliyat mahdud, massoliat mahdood
ba massouliyat mahdoud, sherkat ba masuliyat mahdud, sherkat ba masouliat mahdoud
cong ty trach nhiem huu han, cong ty tnhh, tnhh, t.n.h.h, trach nhiem huu han, mot thanh vien
cong ty tnhh mot thanh vien, borisat chamkat, chamkat
yugen kaisha, yugen gaisha, yugen kaisya, godo kaisha, goudou kaisha, godo gaisha, yuhan hoesa, yuhan hoisa
youxian gongsi, youxian zeren gongsi, you xian gong si, you xian ze ren gong si, you han kung szu, yau han gong si
yauhan gongsi, youxiangongsi, youxianzerengongsi
ООО, ТОО, ТОВ, общество с ограниченной ответственностью, товариство з обмеженою відповідальністю
товарищество с ограниченной ответственностью, ЖШС, ҶДММ, ОсОО, МЧЖ, ЕООД, ООД, ДОО, ДООЕЛ, ЧУП, ОДО
жауапкершілігі шектеулі серіктестік, жауапкершілігі шектеулі серіктестігі
ΕΠΕ, Ε.Π.Ε., ΙΚΕ, Ι.Κ.Ε., εταιρεία περιορισμένης ευθύνης, ՍՊԸ, შპს, ש.ב.ע.מ, בע"מ, בעמ
ذ م م, ذ.م.م, ش ذ م م, ش.م.م, ذات مسؤولية محدودة, ذات مسئولية محدودة, المحدودة, محدودة, شركة ذات مسؤولية محدودة
شركة ذات مسئولية محدودة, م.م.ح, ش.م.ح, با مسئولیت محدود, با مسوولیت محدود, با مسؤولیت محدود, مسئولیت محدود
有限公司, 有限责任公司, 有限責任公司, 有限会社, 合同会社, 유한회사, 유한책임회사, (有), (유)
[limited end]
ltd, l.t.d, limited, ltee, limitee, l.c, s.l, u.g, o.y, a.b, d.a.c, teoranta, teo, c.y.f, cyfyngedig, y.k, g.k, sti, sarl au
a.v.v, lte, ltd., limtd, lmtd, ltda me, h.f
[limited start]
cong ty trach nhiem huu han mot thanh vien, sh.p.k, ou
[stock any]
joint stock company, joint stock co, open joint stock company, closed joint stock company, public joint stock company
private joint stock company, joint stock commercial bank, joint stock bank, o.j.s.c, c.j.s.c, p.j.s.c, j.s.c, p.r.j.s.c
jsc co, stock company, joint stock, public joint stock, open joint stock, closed joint stock, saudi joint stock company
public limited company, public company limited by shares, public company limited, public limited, pub co ltd, pcl
public company, incorporated company, company incorporated, inc co, kabushiki kaisha, kabushiki gaisha, kabusiki kaisha
kabushikikaisha, chusik hoesa, jusik hoesa, chusikhoesa, jusikhoesa, gufen youxian gongsi, gu fen you xian gong si
gufenyouxiangongsi, gufen gongsi, berhad, b.h.d, perseroan terbatas, persero, tbk, p.l.c, aktiengesellschaft
aktiebolag, aktiebolaget, publikt aktiebolag, aktieselskab, aktieselskabet, aksjeselskap, allmennaksjeselskap, osakeyhtio julkinen
julkinen osakeyhtio, o.y.j, a.s.a, hlutafelag, naamloze vennootschap, n.v, societe anonyme, s.a.u, s.a.s, s.a.s.u, s.a.s.p
societe anonyme simplifiee, societe par actions simplifiee, societe par actions, societe par actions simplifiee unipersonnelle
societe anonyme libanaise, s.a.l, s.a.l offshore, s.a.l holding, societe anonyme monegasque, societe anonyme a capital variable
sociedad anonima, sociedad anonima cerrada, sociedad anonima abierta, sociedad anonima unipersonal
sociedad anonima de capital variable, sociedad anonima bursatil, sociedad anonima deportiva, sociedad anonima laboral
sociedad por acciones, sociedad por acciones simplificada, s a de c v, sa de cv, s.a.c, s.a.a, s.a.b, sapi de cv, sab de cv
s a p i de c v, s a b de c v, de c v, de cv, s.a.i.c, s a i c, saicf, s.a.c.i, s.a.d, s.p.a, sociedade anonima, sociedade por acoes
sociedad anonima bursatil de capital variable, compania anonima, c.a, s.g.p.s, sgps s a, societa per azioni
societa anonima, societate pe actiuni, societas europaea, s.c s.a, a.d, e.a.d, a.d.s.i.t.s, aktsionerno druzhestvo
ednolichno aktsionerno druzhestvo, akcionarsko drustvo, akcionersko drustvo, dionicko drustvo, delniska druzba, d.d
spolka akcyjna, akciova spolecnost, akciova spolocnost, akc spol, reszvenytarsasag, zartkoruen mukodo reszvenytarsasag
nyilvanosan mukodo reszvenytarsasag, z.r.t, n.y.r.t, r.t, akciju sabiedriba, akcine bendrove, aktsiaselts
o.a.o, z.a.o, p.a.o, a.o, a.o.z.t, a.o.o.t, n.p.a.o, n.a.o, a.k.b, p.r.a.t, p.a.t, z.a.t, v.a.t, a.t, a.k, q.k, h.k
otkrytoe aktsionernoe obshchestvo, otkrytoye aktsionernoye obshchestvo, zakrytoe aktsionernoe obshchestvo
zakrytoye aktsionernoye obshchestvo, publichnoe aktsionernoe obshchestvo, publichnoye aktsionernoye obshchestvo
aktsionernoe obshchestvo, aktsionernoye obshchestvo, aktsionerne tovarystvo, publichne aktsionerne tovarystvo
pryvatne aktsionerne tovarystvo, privatne aktsionerne tovaristvo, nepublichnoe aktsionernoe obshchestvo
otkrytoe aktsyonernoe obshchestvo, aktsionernoe obschestvo, otkrytoe aktsionernoe obschestvo, zakrytoe aktsionernoe obschestvo
zakrytoe aktsionernoe obshestvo, aktsionernoe obshchestvo otkrytogo tipa, aktsionernoe obshchestvo zakrytogo tipa
adkrytae aktsyyanernae tavarystva, zakrytae aktsyyanernae tavarystva, aktsionernaya kompaniya, aktsionerlik jamiyati
aktsiyadorlik jamiyati, aksiyadorlik jamiyati, aktsionerlik kogam, aktsionerdik koomu, aciq sahmdar camiyyati
qapali sahmdar camiyyati, a.s.c, q.s.c, q.p.s.c, s.a.o.g, s.a.o.c, s.a.e, k.s.c, k.s.c.c, k.s.c.p, b.s.c, s.a.k, s.j.s.c, p.s.c, q.s.a
anonim sirketi, anonim sirket, anonim sti, anonim ortakligi, a.s, a s t, sanayi ve ticaret anonim sirketi
ticaret anonim sirketi, anonymi etaireia, anonymi etairia, anonymos etaireia, anonymos etairia, a.e, a.e.b.e
shoqeri aksionare, sh.a, cong ty co phan, ctcp, co phan, tong cong ty co phan, borisat mahachon, mahachon
sharika musahima, sharikat musahama, sharikah musahimah, sharika musahama amma, sharika musahima misriya
sharikat musahima, musahima amma, sahami khas, sahami aam, sahami am, sahami khass, sherkat sahami, sherkat sahami khas
sherkat sahami aam, sahami khaas, sahami amm, sahamy khas, sahami kha s
ОАО, ЗАО, ПАО, АО, НАО, АООТ, АОЗТ, НПАО, АКБ, ПАТ, ПрАТ, ВАТ, ЗАТ, АТ, АҚ, ЕАД, АД, акционерное общество
открытое акционерное общество, закрытое акционерное общество, публичное акционерное общество, акціонерне товариство
публічне акціонерне товариство, приватне акціонерне товариство, непубличное акционерное общество
Α.Ε., ΑΕ, ανώνυμη εταιρεία, ανώνυμος εταιρεία, ՓԲԸ, ԲԲԸ, სს, שותפות מוגבלת מניות
ش م ل, ش.م.ل, ش م ع, ش.م.ع, ش م م, ش م ك, ش.م.ك, ش م ق, ش.م.ق, ش م ب, ش.م.ب, ش.م.ع.ع, شركة مساهمة, مساهمة, مساهمة عامة
شركة مساهمة عامة, شركة مساهمة مصرية, شركة مساهمة خاصة, شركة مساهمة مقفلة, سهامی خاص, سهامی عام, شرکت سهامی
شرکت سهامی خاص, شرکت سهامی عام
股份有限公司, 股份公司, 株式会社, 株式會社, (株), 주식회사, (주), 公司, 공사
[stock end]
inc, incorporated, corp, corporation, s.a, a.g, s.e, k.k, plc ltd, bancorp inc, chartered, chtd, a.b.p, incorporee, corporacion c a
corp ltd, co inc, incorporation, corporation limited, corp limited, corporation ltd, a.j, p.c, p.b.c, n.a
[stock start]
pt, p.t, perusahaan, s.a, a.s, k.k
[partnership any]
limited partnership, general partnership, limited liability partnership, limited liability limited partnership
special limited partnership, l.l.p, l.l.l.p, professional limited liability company, p.l.l.c, kommanditgesellschaft, k.g, o.h.g, k.g.a.a
kommanditgesellschaft auf aktien, offene handelsgesellschaft, gesellschaft burgerlichen rechts, g.b.r, gmbh co kg
gmbh and co kg, gmbh co ohg, g m b h co k g, ag co kg, ag and co kg, gmbh und co kg, gmbh co kgaa, se co kg, ug co kg
gmbh and co kgaa, ag and co kgaa, se and co kg, se and co kgaa, gmbh u co kg, partnerschaftsgesellschaft, partg mbb, partgmbb
partg, offene erwerbsgesellschaft, offene gesellschaft, mbh co kg, mbh and co kg
societe en nom collectif, s.n.c, societe en commandite simple, s.c.s, societe en commandite par actions, s.c.a, secs, seca, scsp
secsp, societe en commandite speciale, societe civile, societe civile immobiliere, s.c.i, s.e.n.c, s.e.n.c.r.l
societe en commandite, societa in nome collettivo, societa in accomandita semplice, societa in accomandita per azioni, s.a.p.a
societa semplice, sociedad colectiva, sociedad en comandita, sociedad en comandita simple, s en c, s en c s, s en nc, s c s
sociedad en comandita por acciones, sociedad civil, s en c por a, y cia s en c, cia s en c, sociedade em comandita
sociedade em nome coletivo, commanditaire vennootschap, vennootschap onder firma, v.o.f, c.v.a, maatschap
kommanditbolag, handelsbolag, kommandittselskap, ansvarlig selskap, kommanditselskab, interessentskab, i.s, k.s, a.n.s
kommandiittiyhtio, avoin yhtio, betti tarsasag, beteti tarsasag, b.t, kozkereseti tarsasag, k.k.t, sp k, sp j, sp p, sp k a
spolka komandytowa, spolka jawna, spolka partnerska, spolka komandytowo akcyjna, spolka cywilna
z ograniczona odpowiedzialnoscia spolka komandytowa, sp z o o sp k, sp z o o spolka komandytowa
komanditni spolecnost, verejna obchodni spolecnost, v.o.s, komanditna spolocnost, komanditno drustvo, javno trgovacko drustvo
tikroji ukine bendrija, komanditine ukine bendrija, komanditsabiedriba, usaldusuhing, taisuhing
polnoe tovarishchestvo, polnoye tovarishchestvo, kommanditnoe tovarishchestvo, tovarishchestvo na vere, komanditno druzhestvo
sabiratelno druzhestvo, adi komandit sirketi, kolektif sirketi, komandit sirketi, kollektif sirketi, adi ortaklik
omorrythmi etaireia, omorrithmi eteria, eterorrythmi etaireia, gomei kaisha, goushi kaisha, goshi kaisha, hapja hoesa, hapmyong hoesa
persekutuan komanditer, hehuo qiye, youxian hehuo, putong hehuo, shirakat tadamun, sharikat tadamun, sharikat tawsiya basita
合伙企业, 有限合伙, 普通合伙, 合名会社, 合資会社, 합자회사, 합명회사, شركة تضامن, شركة توصية بسيطة, تضامنية, توصية بسيطة, تضامنی
[partnership end]
l.p, ilp, g.p, c.v, p.s.p, o.g, o.e, e.e, v.s, k.d, k.y, a.y, h.b, k.b, j.t.d
[partnership start]
c.v, sci, snc, s.c.i
[sole any]
sole proprietorship, sole proprietor, sole trader, single owner, individual entrepreneur, individual enterprise, sole establishment
individual establishment, e.kfm, e.kfr, e.k, eingetragener kaufmann, eingetragene kauffrau, einzelunternehmen, einzelfirma
entreprise individuelle, entrepreneur individuel, empresa individual, empresario individual, empresa unipersonal
empresario mercantil, impresa individuale, ditta individuale, eenmanszaak, enskild firma, enkeltpersonforetak, toiminimi, t.m.i
individualnyy predprinimatel, individualnyi predprinimatel, individualny predprinimatel, chastnyy predprinimatel
fizychna osoba pidpryyemets, f.o.p, fizichna osoba pidpriemets, chastnoe predpriyatie, chastnoye predpriyatiye, ednolichen targovets
private enterprise, chastnoe unitarnoe predpriyatie, chup, persoana fizica autorizata, sahis sirketi, sahis firmasi, usaha dagang
muassasa fardiya, muassasah fardiyah, مؤسسة فردية, индивидуальный предприниматель, ИП, ФОП, ЧП, фізична особа підприємець, частное предприятие
frie erhvervsdrivende, obrt, individuali imone, individualais komersants, egyeni ceg, egyeni vallalkozo, firma fizike
[sole end]
e.t, p.f.a, d.b.a, i.p
[sole start]
i.p, ch.p, s.p.d, u.d
[cooperative any]
cooperative society, co operative society, cooperative limited, co operative limited, cooperative ltd, co operative ltd, coop ltd
co op ltd, cooperative association, societe cooperative, societe cooperative a responsabilite limitee, s.c.r.l, s.c.o.p
societa cooperativa, soc coop, societa cooperativa a responsabilita limitata, s.c.a.r.l, s.c.r.l c.r, s.coop, scoop
sociedad cooperativa, s.c.c.l, sociedad cooperativa limitada, cooperatieve vennootschap, c.v.b.a
eingetragene genossenschaft, e.g, osuuskunta, ekonomisk forening, andelslag, andelsselskab, a.m.b.a, samvirkeforetak
spoldzielnia, druzstvo, zadruga, szovetkezet, kooperatsiya, proizvodstvennyy kooperativ, potrebitelskiy kooperativ, kooperatif sirketi
sinirli sorumlu kooperatif, sinetairismos, synetairismos, jamiyat taawuniya, sharikat taavoni, sherkat taavoni, jamiah taawuniyah, hop tac xa
kyodo kumiai, hyeopdong johap, hezuoshe, hezuo she, hop tac xa lien hiep, jamia taawunia, جمعية تعاونية, تعاونیа, شرکت تعاونی, تعاونی, 合作社, 協同組合, 협동조합
производственный кооператив, сельскохозяйственный производственный кооператив, co operative society ltd, cooperative society ltd
cooperative society limited, co operative society limited, cooperatieve u a, cooperatie u a, sce
[cooperative end]
e.gen, s.v.b
[state any]
state enterprise, state owned enterprise, state unitary enterprise, federal state unitary enterprise, government enterprise
state corporation, republican unitary enterprise, municipal unitary enterprise, unitary enterprise, state company, public enterprise
state owned company, state joint stock company, municipal enterprise, federal state enterprise, state institution
federal state budgetary institution, state budgetary institution, state treasury enterprise, federal treasury enterprise
f.g.u.p, g.u.p, m.u.p, r.u.p, f.k.p, f.g.b.u, f.g.a.u, f.g.k.u, g.b.u, f.g.b.o.u, f.g.b.u.n, f.g.u, k.g.p, r.g.p, g.p.k, d.p.p
federalnoe gosudarstvennoe unitarnoe predpriyatie, federalnoye gosudarstvennoye unitarnoye predpriyatiye
federalnoe gosudarstvennoe unitarnoye predpriyatie, federalnoe kazennoe predpriyatie, federalnoye kazennoye predpriyatiye
gosudarstvennoe unitarnoe predpriyatie, gosudarstvennoye unitarnoye predpriyatiye, gosudarstvennoe predpriyatie
gosudarstvennoye predpriyatiye, munitsipalnoe unitarnoe predpriyatie, respublikanskoe unitarnoe predpriyatie
respublikanskoye unitarnoye predpriyatiye, derzhavne pidpryyemstvo, derzhavne pidpryiemstvo, kazenne pidpryyemstvo
federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie, federalnoye gosudarstvennoye byudzhetnoye uchrezhdeniye
federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie nauki, gosudarstvennoe byudzhetnoe uchrezhdenie
gosudarstvennoe kazennoe uchrezhdenie, gosudarstvennaya korporatsiya, unitarnoe predpriyatie, unitarnoye predpriyatiye
proizvodstvennoe unitarnoe predpriyatie, komunalne pidpryyemstvo, komunalne pidpryiemstvo
empresa publica, empresa del estado, empresa productiva del estado, empresa estatal, sociedad de economia mixta, societe d etat
societe d economie mixte, etablissement public, entreprise publique, statny podnik, statni podnik, javno preduzece, javno poduzece
przedsiebiorstwo panstwowe, valstybes imone, regie autonome, regia autonoma, anstalt des offentlichen rechts
korperschaft des offentlichen rechts, e.p.i.c, empresa publica municipal, kamu iktisadi tesebbusu, kuk yong kiopso
ФГУП, ГУП, МУП, РУП, ФКП, ФГБУ, ФГАУ, ФГКУ, ФГБУН, ДП, КП, федеральное государственное унитарное предприятие
государственное унитарное предприятие, федеральное казенное предприятие, федеральное казённое предприятие, державне підприємство
республиканское унитарное предприятие, муниципальное унитарное предприятие, унитарное предприятие
федеральное государственное бюджетное учреждение, государственное предприятие, 국영기업소, 국영기업
[state end]
e.p.e, statsforetak, s.o.e, e.p
[state start]
g.p, d.p, g.b.u.k
[nonprofit any]
non profit organisation, non profit organization, nonprofit organization, nonprofit organisation, not for profit organization
not for profit organisation, non governmental organization, non governmental organisation, n.g.o, n.p.o, o.n.g
registered charity, charitable incorporated organisation, eingetragener verein, e.v, association sans but lucratif, a.s.b.l
association internationale sans but lucratif, a.i.s.b.l, vereniging zonder winstoogmerk, v.z.w, i.v.z.w, i.n.p.a
asociacion civil, asociacion sin fines de lucro, a.n.o, avtonomnaya nekommercheskaya organizatsiya, nekommercheskoe partnerstvo
nekommercheskoye partnerstvo, obshchestvennaya organizatsiya, obshchestvennaya organizatsia, regionalnaya obshchestvennaya organizatsiya
mezhregionalnaya obshchestvennaya organizatsiya, vserossiyskaya obshchestvennaya organizatsiya, hromadska orhanizatsiya
gromadska organizatsiya, organizzazione non lucrativa di utilita sociale, o.n.l.u.s, stichting, stiftelsen, rekisteroity yhdistys
registrerad forening, zapsany spolek, obcanske sdruzeni, obecne prospesna spolecnost, o.p.s, gemeinnutzige gmbh
АНО, РОО, МОО, ОО, НП, автономная некоммерческая организация, общественная организация, региональная общественная организация
fundacion sin fines de lucro, sivil toplum kurulusu, societas civilis
[nonprofit end]
r.y, r.f, e.v.
[other any]
branch office, representative office, pobocka, zweigniederlassung, succursale, sucursal, filial, european economic interest grouping
economic interest grouping, e.e.i.g, g.i.e, e.w.i.v, i.b.c, international business company, offshore company
unlimited company, unlimited liability company, unltd, u.l.c, segregated portfolio company, protected cell company, p.c.c
s.i.c.a.v, s.i.c.a.f, s.i.c.a.r, s.i.f, f.c.p, i.c.a.v, o.e.i.c, exempted company, close corporation, etablissement, anstalt
predstavitelstvo, filiala, produktsionnyy kooperativ, gruppe treuhand, business trust, statutory trust, unit trust
societe de fait, fonds commun de placement, societe d investissement a capital variable, private stiftung, privatstiftung
collective investment scheme, incorporated cell company, ltd partnership, foreign company, joint venture
חל"צ, ע"ר, עמותה, ע.ר, חלצ
[other end]
co, c.o, co ltd, co limited, company ltd, company limited, coy, coy ltd, and co, and company, and co ltd, and co limited, and company limited
and company ltd, and sons, and sons ltd, et cie, y cia, e cia, und co, i.c.o, c.c, company inc, co llc, company llc, company l l c
co l l c, company jsc, company plc, co plc, co wll, co w l l, company w l l, company wll, company incorporated, company corp, ltd co
intl co ltd, trading co ltd, s.p.v, co fze, company fze, holding plc, spe, group plc, co lp, and co lp, et compagnie, & cia
[other start]
firma, fa, m/s, ms, messrs, branch of
"""

# Short forms that also stand before the name, as Russian and Indonesian ones do; other short ones only end it.
BEFORE_TOO = frozenset(
    "llc jsc ooo oao zao pao ao nao too tov at pat zat vat ip chp fop np ano roo moo akb odo ood gup mup rup fkp"
    " gbu fgu pt cv kk sci snc pte ngo npo ong doo llp fze fzc dp kp gp ud a o p t".split()
)

# Classes of ISO 20275 forms by words in their transliterated name; the first that fits decides.
BY_WORDS = (
    ("cooperative", r"co ?op|genossensch|druzstv|zadrug|spoldziel|szovetk|osuus|andels|koop|szczed"),
    ("state", r"\bstate\b|etat\b|statn|gosudarst|panstw|valst|drzav|unitar|municip|public(a|o)? (enterprise|empresa)"),
    ("partnership", r"partner|commandit|comandit|accomandit|kommand|komand|nom collectif|nome col|handelsges|handelsbol"
     r"|tovarishchestv|hehuo|he huo|civile|hapja|hapmyeong|goumei|gousi|rlp|compagnie en|vennootschap onder"),
    ("stock", r"anonim|anonym|akci|akc|aktie|aktsi|aksje|azioni|acciones|actions|acoes|joint.?stock|stock|public limited"
     r"|dionick|delnis|reszvenyt|naamloze|hlutafelag|musaham|almusah|kabusiki|gu fen|gufen|jusik|sahmdar|berhad\b"),
    ("limited", r"limit|limd|beschrank|ograni|obmez|abmezh|obmed|omezen|omejen|quota|responsab|liabil|beperkte|felelosseg"
     r"|atbild|masul|anparts|you xian|youxian|yugen|yuhan|goudou|begrenset|raspundere|theorann|periorism|einkahl"),
    ("sole", r"sole |individu|unipersonal|enkeltperson|eenmans|einzel|predprinim|enskild|preduzetnik|trgovac"),
)  # fmt: skip
