"""Is a listed party found wherever it is put into a payment? 40 places in both formats, each name altered in one of
five ways, each expected at the path where it was put.

The messages are real samples and small MT ones; the names are from the bundled lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from lxml import etree

from watchword.gateway.verdict import Decision

_EVERY = "payments/pain001_corpus/coverage/pain.001.001.13/01-transfer-every-element.xml"
_PMT = "/Document/CstmrCdtTrfInitn/PmtInf[1]"
_TX = f"{_PMT}/CdtTrfTxInf[1]"
_LISTED = (
    ("Ousmane Illiassou Djibo", "us-ofac:32391"),
    ("Abubakar Shekau", "us-ofac"),
    ("Rosoboronexport", "us-ofac"),
    ("Bank Saderat Iran", "us-ofac"),
    ("Joseph Kony", "us-ofac"),
)

# Where in a pain.001 that has every element: the path of the text, and whether it is free text.
ISO = (
    "/Document/CstmrCdtTrfInitn/GrpHdr/InitgPty/Nm", "/Document/CstmrCdtTrfInitn/GrpHdr/FwdgAgt/FinInstnId/Nm",
    f"{_PMT}/Dbtr/Nm", f"{_PMT}/DbtrAgt/FinInstnId/Nm", f"{_PMT}/DbtrAgt/BrnchId/Nm", f"{_PMT}/UltmtDbtr/Nm",
    f"{_TX}/UltmtCdtr/CtctDtls/Nm", f"{_TX}/IntrmyAgt1/FinInstnId/Nm", f"{_TX}/IntrmyAgt2/FinInstnId/Nm",
    f"{_TX}/IntrmyAgt3/FinInstnId/Nm", f"{_TX}/CdtrAgt/FinInstnId/Nm", f"{_TX}/Cdtr/Nm", f"{_TX}/Cdtr/CtctDtls/Nm",
    f"{_TX}/UltmtCdtr/Nm", f"{_TX}/RgltryRptg/Authrty/Nm", f"{_TX}/RmtInf/Strd/Invcr/Nm", f"{_TX}/RmtInf/Strd/Invcee/Nm",
    f"{_TX}/RmtInf/Ustrd", f"{_TX}/RgltryRptg/Dtls/Inf", f"{_TX}/InstrForCdtrAgt/InstrInf",
)  # fmt: skip

_BLOCKS = "{{1:F01DEUTDEFFAXXX0000000000}}{{2:I{kind}CHASUS33XXXXN}}{cover}{{4:\n{fields}\n-}}"
_MONEY = ":32A:260712EUR1000,00"
_103 = (":20:REF1", ":23B:CRED", _MONEY, ":50K:/DE89370400440532013000\nGRETA HOLMQVIST\n1 MAIN STREET\nBERLIN",
        ":59:/GB29NWBK60161331926819\nBAKERY SUNDBERG\nLEEDS", ":70:INVOICE 4711", ":71A:SHA")  # fmt: skip
_202 = (":20:REF1", ":21:REL1", _MONEY, ":52A:DEUTDEFF", ":58A:CHASUS33")

# Of an MT message: its type, the field that is put in or exchanged ({name}), and the path at which it is found.
MT = (
    ("103", ":50K:/DE89370400440532013000\n{name}\n1 MAIN STREET", "50K line 2"),
    ("103", ":50K:{name}\nBERLIN", "50K line 1"),
    ("103", ":50F:/DE89370400440532013000\n1/{name}\n2/MAIN STREET 1\n3/DE/BERLIN", "50F line 2"),
    ("103", ":52D:{name}\nLONDON", "52D line 1"),
    ("103", ":53D:{name}\nLONDON", "53D line 1"),
    ("103", ":54D:{name}\nLONDON", "54D line 1"),
    ("103", ":55D:{name}\nLONDON", "55D line 1"),
    ("103", ":56D:{name}\nLONDON", "56D line 1"),
    ("103", ":57D:{name}\nLONDON", "57D line 1"),
    ("103", ":59:/GB29NWBK60161331926819\n{name}\nLEEDS", "59 line 2"),
    ("103", ":59F:/GB29NWBK60161331926819\n1/{name}\n3/GB/LEEDS", "59F line 2"),
    ("103", ":59:/GB29NWBK60161331926819\nBAKERY SUNDBERG\nCARE OF {name}", "59 at"),
    ("103", ":70:/INV/4711 FOR {name}", "70 at"),
    ("103", ":72:/BNF/ON BEHALF OF {name}", "72 at"),
    ("103", ":77B:/ORDERRES/DE//{name}", "77B at"),
    ("202", ":52D:{name}\nLONDON", "52D line 1"),
    ("202", ":58D:{name}\nLONDON", "58D line 1"),
    ("COV", ":50K:{name}\nBERLIN", "B 50K line 1"),
    ("COV", ":59:/GB29NWBK60161331926819\n{name}\nLEEDS", "B 59 line 2"),
    ("COV", ":70:RENT FOR {name}", "B 70 at"),
)


class Case(msgspec.Struct, frozen=True):
    """A message with a listed party in it: how its name was altered, and where it has to be found."""

    format: str
    alteration: str
    name: str
    listed: str
    path: str
    data: bytes


def _typo(name: str) -> str:
    first, _, last = name.rpartition(" ")
    at = len(last) // 2
    return f"{first} {last[: at - 1]}{last[at]}{last[at - 1]}{last[at + 1 :]}".strip()


def _reordered(name: str) -> str:
    return " ".join(reversed(name.split()))


def _spaced(name: str) -> str:
    return " ".join(letter for letter in name if letter != " ")


def _figures(name: str) -> str:
    return name.translate(str.maketrans("oOiI", "0011"))


ALTERATIONS: dict[str, Callable[[str], str]] = {
    "as listed": str, "two letters exchanged": _typo, "words in another order": _reordered,
    "letters spaced out": _spaced, "figures for letters": _figures,
}  # fmt: skip


def cases(shared: Path) -> Iterator[Case]:
    """The 40 cases. The five alterations and the listed parties rotate through the places of each format."""
    sample = (shared / _EVERY).read_bytes()
    alterations = list(ALTERATIONS.items())
    for at, path in enumerate(ISO):
        how, alter = alterations[at % len(alterations)]
        name, listed = _LISTED[(at + at // len(_LISTED)) % len(_LISTED)]
        yield Case("ISO 20022", how, alter(name), listed, path, planted(sample, path, alter(name)))
    for at, (kind, field, path) in enumerate(MT):
        how, alter = alterations[at % len(alterations)]
        name, listed = _LISTED[(at + at // len(_LISTED)) % len(_LISTED)]
        upper = alter(name.upper())
        yield Case("MT", how, upper, listed, path, message(kind, field.format(name=upper)))


def planted(sample: bytes, path: str, text: str) -> bytes:
    """A sample with a text put at a path."""
    tree = etree.fromstring(sample)
    steps = [step.partition("[")[0] for step in path.strip("/").split("/")[1:]]
    found = tree.find("/".join(f"{{*}}{step}" for step in steps))
    assert found is not None, path
    found.text = text
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def message(kind: str, field: str) -> bytes:
    """An MT message in which this field stands instead of its namesakes."""
    number = field[1:3]
    fields = [one for one in (_103 if kind == "103" else _202) if kind == "COV" or one[1:3] != number]
    if kind == "COV":
        fields += [one for one in _103[3:6] if one[1:3] != number]
    text = "\n".join(sorted([*fields, field], key=_place(kind)))
    cover = "{3:{119:COV}}" if kind == "COV" else ""
    return _BLOCKS.format(kind="103" if kind == "103" else "202", cover=cover, fields=text).encode()


def _place(kind: str) -> Callable[[str], tuple[int, str]]:
    """Fields in the order of their numbers; in a cover the customers' ones last."""
    return lambda field: (kind == "COV" and field[1:3] in ("50", "59", "70"), field[1:3])


def found(case: Case, decisions: list[Decision]) -> bool:
    """Whether the planted party was found at its path."""
    return any(
        hit.listing.id.startswith(case.listed) and _at(case.path, one.path)
        for decision in decisions
        for one in decision.found
        for hit in one.hits
    )


def _at(expected: str, path: str) -> bool:
    return (
        path == expected
        or path.startswith(f"{expected} at")
        or (expected.endswith(" at") and path.startswith(expected))
    )
