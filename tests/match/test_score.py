"""What the score promises: laws for any pair of names, and the field's own examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import watchword as ww
from watchword.match.evidence import CODES

_WORDS = [
    *["ali", "bin", "abu", "al", "mohammed", "ahmad", "djibo", "ousmane", "abdul", "rahman", "din", "o.", "sheikh"],
    *["ltd", "bank", "company", "7", "vii"],
]
_NAMES = st.one_of(
    st.text(min_size=1, max_size=60),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=7).map(" ".join),
)


def similarity(a: str, b: str, kind: str = "person") -> float:
    return ww.compare(a, b, kind=kind).similarity


@given(_NAMES, _NAMES, st.sampled_from(["person", "company", "unknown"]))
def test_evidence_sums_to_the_similarity(a, b, kind):
    """The explanation cannot disagree with the score: points sum to it, and it stays within 0..1."""
    try:
        result = ww.compare(a, b, kind=kind)
    except ww.InputError:
        return
    assert 0 <= result.similarity <= 1
    assert round(sum(e.points for e in result.evidence), 4) == result.similarity
    assert all(e.code in CODES for e in result.evidence)


@given(_NAMES, st.sampled_from(["person", "company"]))
def test_a_name_is_wholly_like_itself(a, kind):
    """An exact match scores 1.0, whatever the name."""
    try:
        assert similarity(a, a, kind) == 1.0
    except ww.InputError:
        return


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Usama bin Ladin", "Osama bin Laden", "person"),
        ("Владимир Путин", "Vladimir Putin", "person"),
        ("DJIBO, Ousmane Illiassou", "Ousmane Illiassou Djibo", "person"),
        ("Usman Iliasu Jibo", "Ousmane Illiassou Djibo", "person"),
        ("Dr. Haji Ousmane Djibo", "Ousmane Djibo", "person"),
        ("Abdul Rahman al-Masri", "Abdurrahman Masri", "person"),
        ("Jalal ud-Din Haqqani", "Jalaluddin Haqqani", "person"),
        ("V. Putin", "Vladimir Putin", "person"),
        ("Mariya Garcia", "Maria Garcia", "person"),
        ("Николас Халидей", "Nicholas Haliday", "person"),
        ("Hsi Chin-p'ing", "Xi Jinping", "person"),
        ("Teng Hsiao-p'ing", "Deng Xiaoping", "person"),
        ("Mao Tse-tung", "Mao Zedong", "person"),
        ("CHIANG Ching-kuo", "Jiang Jingguo", "person"),
        ("Xasan Sheekh Maxamuud", "Hassan Sheikh Mohamud", "person"),
        ("Си Цзиньпин", "XI, Jinping", "person"),
        ("Чжан Вэй", "Zhang Wei", "person"),
        ("Азизур Рахман", "Aziz ur-Rahman", "person"),
        ("Heydar Aliyev", "Gaidar Aliev", "person"),
        ("Selemane Amisse", "Suleiman Hamis", "person"),
        ("Mamadou Diallo", "Mamadu Jallow", "person"),
        ("Dzhokhar Dudayev", "Djohar Dudaev", "person"),
        ("Kyaw Htun Shwe", "Kyau Tun Shway", "person"),
        ("Марек Ярошевич", "Marek Jaroszewicz", "person"),
        ("Viktor Anatolyevich Bout", "Viktor But", "person"),
        ("Sergejs Lavrovs", "Sergey Viktorovich Lavrov", "person"),
        ("Sberbank", "Sberbank of Russia", "company"),
        ("President Erdoğan", "Recep Tayyip Erdoğan", "person"),
        ("Prime Minister Yanukovych", "Viktor Fedorovych YANUKOVYCH", "person"),
        ("Ayatollah al-Khamenei", "Ali Hosseini KHAMENEI", "person"),
        ("PLA", "People's Liberation Army", "organisation"),
        ("P. L. A. China", "People’s Liberation Army", "organisation"),
        ("hhn", "HARAKAT HEZBOLLAH AL-NUJABA", "organisation"),
        ("FDLR", "Forces Démocratiques de Libération du Rwanda", "organisation"),
        ("Societatea cu Răspundere Limitată PRO TRAFFIC", "SRL PRO TRAFFIC", "company"),
        ("VladimirPutin", "Vladimir Putin", "person"),
        ("Janan Agha", "Janan Mohammad Ahmed Agha", "person"),
        ("محمد بن سلمان", "Mohammed bin Salman", "person"),
        ("Kim Jong Un", "Kim Jeong Eun", "person"),
        ("Kim Jong Un", "김정은", "person"),
        ("Vodafone Limited", "Vodafone Ltd", "company"),
        ("Volkswagen Gesellschaft mit beschränkter Haftung", "Volkswagen GmbH", "company"),
        ("ООО Ромашка", "Romashka LLC", "company"),
        ("A.B.C. Company", "ABC Company", "company"),
        ("Intl Trading Grp", "International Trading Group", "company"),
        ("0RK4 HOLDING AD", "ORKA HOLDING AD", "company"),
        ("A. Khamenei", "Ali Khamenei", "person"),
        ("Bibi Netanyahu", "Benjamin Netanyahu", "person"),
        ("Sasha Ivanov", "Alexander Ivanov", "person"),
        ("Mohamed Ali", "Muhammad Ali", "person"),
        ("Mohammed Ali Hassan", "Muhammad Aly Hasan", "person"),
        ("Muammar Gaddafi", "Mu'ammar al-Qadhdhafi", "person"),
        ("Alexander Lukashenko", "Aliaksandr Lukashenka", "person"),
        ("Sergei Lavrov", "Sergey Lawrow", "person"),
        ("Vladirnir Putin", "Vladimir Putin", "person"),
        ("Vladi mir Putin", "Vladimir Putin", "person"),
        ("Вladimir Рutin", "Vladimir Putin", "person"),
        ("习近平", "Xi Jinping", "person"),
        ("Müller, Jürgen", "Juergen Mueller", "person"),
        ("Abu Ibrahim Awad al-Badri", "Ibrahim Awad al-Badri", "person"),
        ("Dr Prof General Ali Hassan", "Ali Hassan", "person"),
        ("Nicolas Maduro", "Nicolás Maduro Moros", "person"),
        ("ПАО Газпром", "Gazprom PJSC", "company"),
        ("COMM GRP", "Communications Group", "company"),
        ("Third Military Bureau", "3rd Military Bureau", "company"),
        ("Hizb Allah", "Hizballah", "organisation"),
        ("MV Ocean Star", "Ocean Star", "vessel"),
        ("112", "112", "company"),
    ],
)
def test_the_same_party_reaches_the_line(a, b, kind):
    """What an analyst takes for the same name is at or above the default line."""
    assert similarity(a, b, kind) >= ww.Policy().alert


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Barzan Ibrahim Hassan al-Mosuli", "Barzan Ibrahim Hassan al-Tikriti", "person"),
        ("Ahmad bin Hasan", "Hasan bin Ahmad", "person"),
        ("Bashar al-Assad", "Hafez al-Assad", "person"),
        ("Fernando Castro", "Fidel Castro", "person"),
        ("Eric A. Wendt", "Josh A. Wendt", "person"),
        ("Maria Garcia", "Mario Garcia", "person"),
        ("Anna Nováková", "Anna Kosakova", "person"),
        ("Karim Benzema", "Karima Benzema", "person"),
        ("Hsi Chin-p'ing", "Xi Qingping", "person"),
        ("Mao Tse-tung", "Mao Xinyu", "person"),
        ("Си Цзиньпин", "Xi Zhongxun", "person"),
        ("Чжан Вэй", "Zhang Wen", "person"),
        ("Chiang Ching-kuo", "Jiang Weiguo", "person"),
        ("Kim Sung-min", "Kim Song-il", "person"),
        ("Soe Win", "Soe Thein", "person"),
        ("Марек Ярошевич", "Marek Jaruzelski", "person"),
        ("Wang Hsiao-p'ing", "Deng Xiaoping", "person"),
        ("Viktor Anatolyevich Bout", "Viktor Anatolyevich Bortnikov", "person"),
        ("Ivan Petrovich Sidorov", "Ivan Sergeevich Sidorov", "person"),
        ("Sberbank of Kazakhstan", "Sberbank of Russia", "company"),
        ("Bank of Iran", "Bank of Iraq", "company"),
        ("Erdoğan", "Recep Tayyip Erdoğan", "person"),
        ("Dr Erdoğan", "Recep Tayyip Erdoğan", "person"),
        ("Vice President Erdoğan", "Recep Tayyip Erdoğan", "person"),
        ("President Ahmet Erdoğan", "Recep Tayyip Erdoğan", "person"),
        ("President Hernandez", "Recep Tayyip Hernandez", "person"),
        ("President Erdoğan", "Recep Erdogdu", "person"),
        ("PLA Ltd", "People's Liberation Army", "company"),
        ("PLA Trading", "People's Liberation Army", "organisation"),
        ("People's Liberation Army", "PLA", "organisation"),
        ("Palestinian League in Austria", "People's Liberation Army", "organisation"),
        ("PLAN", "People's Liberation Army", "organisation"),
        ("Kim", "Kurdistan Islamic Movement", "organisation"),
        ("ESG", "Energy Shipping Group", "organisation"),
        ("Toyota of France", "Toyota of Spain", "company"),
        ("Bowne", "Bowne of Atlanta", "company"),
        ("CON TRAFFIC SRL", "PRO TRAFFIC SRL", "company"),
        ("Management Company", "Westminister Management Company", "company"),
        ("Bank of Armenia Corporation", "Bank of America Corporation", "company"),
        ("Bowne of Atlanta", "Bowne of Boston", "company"),
        ("BAE Systems, Inc.", "BAE Industries, Inc.", "company"),
        ("Ahmed ibn Hassan al-Masri", "Hassan ibn Ahmed al-Masri", "person"),
        ("Kim Yong-chol", "Kim Yong-chun", "person"),
        ("김종은", "김정은", "person"),
        ("John Smith", "Jane Smith", "person"),
        ("Ahmad Hassan", "Ahmad Hussein", "person"),
        ("Trading", "Sirius Trading LLC", "company"),
        ("General Trading Company", "Al Noor General Trading Company", "company"),
        ("First National Bank", "Second National Bank", "company"),
        ("Islamic Bank of Iran", "Islamic Bank of Afghanistan", "company"),
        ("Shop 112", "Shop 113", "company"),
    ],
)
def test_different_parties_stay_below_the_line(a, b, kind):
    """Leftovers that contradict each other outweigh however much else agrees."""
    assert similarity(a, b, kind) < ww.Policy().alert


def test_missing_is_milder_than_conflicting():
    """A word that stands on one side only costs less than two words that contradict each other."""
    whole = "Noor Mohammad Haqqani Saqib"
    assert similarity("Noor Mohammad Saqib", whole) > similarity("Noor Mohammad Akhund Saqib", whole)


def test_titles_never_lower_a_score():
    """A title in front changes nothing (a fault found in a UK review of 150 firms)."""
    bare = ww.compare("Ousmane Djibo", "Ousmane Illiassou Djibo").similarity
    for title in ("Mr", "Dr.", "Sheikh", "Haji", "General", "His Excellency"):
        assert ww.compare(f"{title} Ousmane Djibo", "Ousmane Illiassou Djibo").similarity >= bare


def test_an_unknown_kind_takes_the_better_reading():
    """Without a kind, both readings are tried."""
    for a, b in (("V. Putin", "Vladimir Putin"), ("Vodafone Limited", "Vodafone Ltd")):
        assert similarity(a, b, "unknown") == max(similarity(a, b, "person"), similarity(a, b, "company"))
