"""Is a listed entity a company or another organisation, when its publisher does not say?

One small rule for all publishers: a name that carries an obvious legal form is a company's. No name is
ever taken for a person, a vessel or an aircraft here: publishers say so themselves.
"""

from __future__ import annotations

import re

from watchword.model import Kind

# Legal forms that are nothing else wherever they stand in a name.
_ANYWHERE = frozenset(
    (
        *(
            "LTD",
            "LIMITED",
            "LLC",
            "LLP",
            "INC",
            "INCORPORATED",
            "CORP",
            "CORPORATION",
            "PLC",
            "PTE",
            "PTY",
            "PVT",
        ),
        *("LTDA", "LIMITADA", "LIMITEE", "SARL", "SRL", "EIRL", "GMBH", "APS", "DOO", "EOOD", "SDN", "BHD"),
        *("FZE", "FZCO", "FZC", "FZLLC", "JSC", "PJSC", "OJSC", "CJSC", "OOO", "OAO", "ZAO", "PAO"),
        *("ООО", "ОАО", "ЗАО", "ПАО", "ТОО", "ТДВ", "ПРАТ", "ПАТ", "ТОВ"),
    )
)
# Forms that are also common words or initials: they count only as the last word.
_AT_END = frozenset(
    (
        *("CO", "COMPANY", "COMPAGNIE", "SA", "SAS", "SPA", "SAL", "SAK", "SAOG", "CA", "CV", "LDA"),
        *("AG", "KG", "BV", "NV", "AB", "AS", "OY", "AD", "OOD", "KK"),
    )
)
# Forms that Russian, Ukrainian and Indonesian put before the name.
_AT_START = frozenset(("AO", "PT", "АО", "АТ"))
_PHRASES = ("JOINT STOCK COMPANY", "STOCK COMPANY", "COMMANDITE", "SOCIETE ANONYME", "АКЦИОНЕРНОЕ ОБЩЕСТВО")

_BRACKETS = re.compile(r"\([^)]*\)")
_SPELLED = re.compile(r"\b(?:\w )+\w\b")
_WORD = re.compile(r"[^\W_]+")


def entity_kind(name: str) -> Kind:
    """`COMPANY` when the name carries an obvious legal form (Ltd, GmbH, OOO, S.A.), else `ORGANISATION`."""
    bare = _BRACKETS.sub(" ", name) if _BRACKETS.sub("", name).strip() else name
    text = " ".join(_WORD.findall(bare.upper().replace(".", "").replace("/", "")))
    # "S. A. de C. V." is spelled with spaces as often as without.
    words = _SPELLED.sub(lambda match: match.group().replace(" ", ""), text).split()
    if not words:
        return Kind.ORGANISATION
    if words[0] in _AT_START or words[-1] in _AT_END or not _ANYWHERE.isdisjoint(words):
        return Kind.COMPANY
    return Kind.COMPANY if any(phrase in text for phrase in _PHRASES) else Kind.ORGANISATION
