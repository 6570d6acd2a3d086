"""An obvious legal form makes a company, wherever and however it is written; nothing else does."""

from __future__ import annotations

import pytest

from watchword.lists.kinds import entity_kind
from watchword.model import Kind


@pytest.mark.parametrize(
    "name",
    [
        "Acme S. A. de C. V.",
        "A.R.G. Holding L.L.C.",
        "ООО Ромашка",
        "AO Abris",
        "Sunrise Co. (Pvt) Ltd.",
        "D.O.O. Foo",
        "TRADING AND TRANSPORT SERVICES COMPANY, LTD",
        "Public Joint Stock Company Bank",
        "Deutsche Handels GmbH & Co. KG",
    ],
)
def test_legal_forms_make_companies(name: str) -> None:
    """Forms count with and without full stops and blanks, in Latin and Cyrillic."""
    assert entity_kind(name) is Kind.COMPANY


@pytest.mark.parametrize(
    "name", ["Al-Aqsa Foundation", "Bank Melli", "Ministry of Defence", "A B C", "", "(KIB)", "Office 39"]
)
def test_other_names_are_organisations(name: str) -> None:
    """Without a legal form nothing is said to be a company."""
    assert entity_kind(name) is Kind.ORGANISATION
