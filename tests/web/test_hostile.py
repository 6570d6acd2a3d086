"""Do hostile lists, customers, messages and files stay what they are: text, and no load?"""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient
from tests.small import snapshot_of
from tests.web.conftest import Served, options
from tests.web.test_cases_pages import screened
from tests.web.test_security import assert_harmless
from tests.web.test_work import PAYMENT

from watchword import wiring
from watchword.model import Address, DateSpan, Detail, Identifier, Kind, Link, Listing, Name, Party, Place, Strength
from watchword.monitoring.importing import Wish, take
from watchword.web.app import create

JSON = {"content-type": "application/json"}
NAME = "Ousmane Illiassou Djibo"
CHECKED = {
    "Listing.id": "readers make it of the publisher and a number",
    "Listing.publisher": "a reader's own word",
    "Listing.listed_on": "an ISO date, by the reader",
    "DateSpan.first": "an ISO date, by the reader",
    "DateSpan.last": "an ISO date, by the reader",
    "Identifier.type": "a word of our table",
    "Party.birth": "refused unless it is a date",
    "Party.gender": "compared, never shown",
    "Party.countries": "refused unless it is a country",
    "Party.nationalities": "refused unless it is a country",
    "Party.identifiers": "refused for an unknown type; the value is poisoned below",
}
"""Fields that can't hold any text: everything else is poisoned."""


def _poison(field: str) -> str:
    return f"\"><script>alert('{field}')</script><img src=x onerror=alert(1)> javascript:alert(1) {{{{ 7*7 }}}}"


def _poisoned(kind: type[Any], /, **given: Any) -> Any:
    """A struct whose every text is markup, but for the fields that are given or in the table."""
    for field in msgspec.structs.fields(kind):
        name = f"{kind.__name__}.{field.name}"
        if field.name in given or name in CHECKED:
            continue
        if field.type is str:
            given[field.name] = _poison(name)
        elif field.type == tuple[str, ...]:
            given[field.name] = (_poison(name),)
    return kind(**given)


def _listing() -> Listing:
    span = _poisoned(DateSpan, first="1984-01-01", last="1984-12-31")
    return _poisoned(  # type: ignore[no-any-return]
        Listing, id="us-ofac:1", publisher="us-ofac", kind=Kind.PERSON, listed_on="2021-06-01", births=(span,), deaths=(span,),
        names=(Name(NAME), _poisoned(Name, strength=Strength.STRONG), _poisoned(Name, full=f"{NAME} {_poison('full')}")),
        birth_places=(_poisoned(Place),), identifiers=(_poisoned(Identifier, type="passport", value="AB123456"),
        _poisoned(Identifier, type="website")), addresses=(_poisoned(Address),), links=(_poisoned(Link),),
        details=(_poisoned(Detail),),
    )  # fmt: skip


def _customer() -> Party:
    return _poisoned(  # type: ignore[no-any-return]
        Party, name=f"{NAME}", kind=Kind.PERSON, birth="1984", identifiers=(f"passport:{_poison('identifiers')}",),
        id=_poison("id")[:120],
    )  # fmt: skip


@pytest.fixture
def poisoned(tmp_path: Path) -> Iterator[Served]:
    """An application whose only list is hostile in every field."""
    app = create(options(tmp_path, open_screening=True), snapshot_of(_listing()))
    with TestClient(app, follow_redirects=False) as client:
        yield Served(app, client)


def test_every_field_of_the_model_is_poisoned() -> None:
    """A new text field of listings or parties is poisoned too: none is left out but by name, with the reason."""
    texts = {
        f"{kind.__name__}.{field.name}"
        for kind in (Listing, Name, Address, Identifier, Place, Link, Detail, DateSpan, Party)
        for field in msgspec.structs.fields(kind)
        if field.type in (str, tuple[str, ...])
    }
    assert set(CHECKED) <= texts
    one, customer = _listing(), _customer()
    shown = repr(one) + repr(customer)
    given = {"Name.full", "Identifier.value", "Party.name", "Party.id"}  # poisoned by hand
    for name in texts - set(CHECKED) - given:
        assert f"alert('{name}')" in shown.replace("\\'", "'"), name


def test_hostile_lists_and_customers_are_text(poisoned: Served) -> None:
    """On every page that shows a listing, a customer, an alert or a record of them, markup is text."""
    screened(poisoned, _customer())
    ann = poisoned.signed_in("ann", "analyst", "approver", "auditor")
    (alert,) = [one.id for one in poisoned.service.cases.queue()[1]]
    pages = ["/", f"/?q={NAME}", "/listings/us-ofac:1", "/alerts", f"/alerts/{alert}", "/lists", "/record", "/numbers",
             "/proposals", "/customers", "/reconcile/preview?id=us-ofac-1"]  # fmt: skip
    seen = ""
    for address in pages:
        page = ann.get(address)
        assert page.status_code == 200, (address, page.text[:300])
        assert_harmless(page.text)
        seen += page.text
    for field in ("Name.full", "Listing.remarks", "Detail.value", "Detail.label", "Address.full", "Place.text", "Link.target",
                  "Listing.programmes", "Identifier.note", "Party.aliases", "Party.addresses"):  # fmt: skip
        assert f"alert(&#39;{field}&#39;)" in seen, field
    assert "49 " not in seen  # no template was made of a text


def test_hostile_customers_of_the_book_are_text(served: Served, tmp_path: Path) -> None:
    """A customer file full of markup and formulas is shown as text."""
    path = tmp_path / "customers.csv"
    cells = ",".join(f'"{_poison(name)}"'.replace('">', '"">') for name in ("name", "address", "alias"))
    path.write_text(f"id,name,address,alias\nC-1,{cells}\nC-2,=cmd|' /C calc'!A0,,\n", encoding="utf-8")
    take(path, None, Wish(), served.service.log, wiring.now(), lambda *_: None)
    ann = served.signed_in("ann", "analyst")
    for address in ("/customers", "/customers/C-1", "/customers/C-2"):
        page = ann.get(address)
        assert page.status_code == 200
        assert_harmless(page.text)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % g SYSTEM "http://127.0.0.1:1/x"> %g;]>'


@pytest.mark.parametrize(
    "message",
    [
        LAUGHS + PAYMENT.replace("Gudrun Winter", "&a11;"),
        OUTSIDE + PAYMENT.replace("Gudrun Winter", "&f;"),
        PAYMENT.replace("Gudrun Winter", "<b>" * 5000),
        "<a " + " ".join(f'x{n}="1"' for n in range(20_000)) + "/>",
        "{1:F01" + "X" * 100_000,
    ],
    ids=["laughs", "outside", "deep", "attributes", "MT"],
)
def test_bombs_of_payments_are_refused(served: Served, message: str) -> None:
    """A message that declares entities, nests or swells is answered at once, and no file of this machine is in the answer."""
    begun = time.process_time()
    answer = served.client.post("/api/v1/payments", json={"name": "m", "message": message})
    assert answer.status_code < 500
    assert answer.status_code != 200 or answer.json()["payments"] == [] or "released" not in answer.text
    assert "root:" not in answer.text
    assert time.process_time() - begun < 10  # not a measurement: a bomb takes hours


@pytest.mark.parametrize(
    "text", [LAUGHS + "<x>&a11;</x>", OUTSIDE + "<x>&f;</x>", "<b>" * 50_000, "(" * 100_000, "a " * 100_000]
)
def test_bombs_of_documents_are_text(served: Served, text: str) -> None:
    """A text that is a bomb to a parser is only read."""
    answer = served.client.post("/api/v1/documents", json={"text": text})
    assert answer.status_code in (200, 422)
    assert "root:" not in answer.text


def test_packed_bodies_are_not_unpacked(served: Served) -> None:
    """A body that says it is packed is no JSON to us: nothing unpacks it, however small it is."""
    bomb = gzip.compress(b"[" * 50_000_000, 9)
    answer = served.client.post("/api/v1/screen", content=bomb, headers={**JSON, "content-encoding": "gzip"})
    assert answer.status_code in (400, 415, 422)


def test_files_of_a_case_are_not_unpacked(served: Served) -> None:
    """A zip bomb that is attached to a case is kept as it came, and given back as a download that nobody's browser opens."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("x", b"0" * 50_000_000)
    screened(served, Party(NAME, id="C-1"))
    ann = served.signed_in("ann", "analyst")
    (alert, *_) = [one.id for one in served.service.cases.queue()[1]]
    page = ann.get(f"/alerts/{alert}").text
    csrf = page.split('name="csrf" value="')[-1].split('"')[0]
    data, name = packed.getvalue(), "../../<script>.html"
    done = ann.post(f"/alerts/{alert}/attach", data={"csrf": csrf}, files={"file": (name, data, "text/html")})
    assert done.status_code < 500, done.text
    assert done.status_code == 303, done.text
    shown = ann.get(f"/alerts/{alert}")
    assert_harmless(shown.text)
    link = "/evidence/" + shown.text.split("/evidence/")[1].split('"')[0]
    given = ann.get(link)
    assert given.content == data
    assert given.headers["content-disposition"].startswith("attachment")
    assert given.headers["x-content-type-options"] == "nosniff"
    assert "html" not in given.headers["content-type"]
    assert "\n" not in given.headers["content-disposition"]
