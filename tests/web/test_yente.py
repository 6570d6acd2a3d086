"""Does yente's own client get right answers, and is what we can't do refused by name?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from tests.small import snapshot_of
from tests.web.conftest import Live, Served, few
from yente_client import Client
from yente_client.entities import Company, Person, Vessel
from yente_client.exceptions import APIError, AuthenticationError, BadRequestError, NotFoundError

from watchword import wiring

BODY = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Ousmane Illiassou Djibo"]}}}}


@pytest.fixture
def client(live: Live) -> Iterator[Client]:
    """yente's official client, at a live server."""
    with Client(base_url=live.url) as one:
        yield one


def test_client_matches_a_person(client: Client) -> None:
    """A listed name is matched, best first, with a score that is the sum of its explanations."""
    answer = client.match(Person(name="Ousmane Illiassou Djibo", birthDate="1984", nationality="ne"))
    assert answer.top is not None
    assert answer.top.id == "us-ofac-1"
    assert answer.top.match
    assert answer.top.datasets == ["us-ofac"]
    assert answer.top.score == pytest.approx(sum(one.score for one in answer.top.explanations.values()))
    assert [one.score for one in answer.results] == sorted((one.score for one in answer.results), reverse=True)
    assert answer.total.value == len(answer.results)


def test_client_gets_nothing_for_a_stranger(client: Client) -> None:
    """Nobody is matched who is not like anybody listed."""
    assert client.match(Company(name="Nordic Paper Mills")).results == []


def test_identifier_is_found_whatever_the_name(client: Client) -> None:
    """An identifier in another spelling finds its listing under any name."""
    answer = client.match(Vessel(name="Some Other Ship", imoNumber="IMO 7406784"))
    assert [one.id for one in answer.matches] == ["uk-ofsi-9"]


def test_client_matches_many(client: Client) -> None:
    """A stream of entities is answered one by one under their keys."""
    people = [("a", Person(name="Ousmane Illiassou Djibo")), ("b", Person(name="Gudrun Winter"))]
    found = dict(client.match_iter(people))
    assert found["a"].top is not None  # type: ignore[union-attr]
    assert found["b"].results == []  # type: ignore[union-attr]


def test_threshold_sets_the_flag_and_cutoff_drops(client: Client) -> None:
    """`threshold` sets `match` and drops nothing; below `cutoff` nothing is given."""
    person = Person(name="Ousmane Djibo")
    loose = client.match(person, threshold=1.0, cutoff=0.5)
    assert loose.results
    assert not loose.matches
    lowest = min(one.score for one in loose.results)
    assert all(one.score > lowest for one in client.match(person, cutoff=min(lowest + 0.001, 1.0)).results)


def test_limit_cuts_and_total_tells(client: Client) -> None:
    """`limit` cuts the results, and `total` says how many there are."""
    answer = client.match(Person(name="Ousmane Illiassou Djibo"), limit=1)
    assert len(answer.results) == 1
    assert answer.total.value >= 2


def test_datasets_and_exclusions_choose(client: Client) -> None:
    """Datasets, excluded ones, schemata and entities choose among the listings."""
    person = Person(name="Ousmane Illiassou Djibo")
    assert {d for one in client.match(person, datasets=["eu-fsf"]).results for d in one.datasets} == {"eu-fsf"}
    assert "us-ofac-1" not in {one.id for one in client.match(person, exclude_datasets=["us-ofac"]).results}
    assert client.match(person, exclude_schemata=["LegalEntity"]).results == []
    assert "us-ofac-1" not in {one.id for one in client.match(person, exclude_entities=["us-ofac-1"]).results}
    assert client.match(person, topics=["sanction"]).results
    with pytest.raises(NotFoundError, match="no-such"):
        client.match(person, datasets=["no-such"])


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"algorithm": "logic-v2"}, "logic-v2"),
        ({"weights": {"name_match": 1.0}}, "yente's algorithms"),
        ({"config": {"nm_number_mismatch": 0.3}}, "yente's algorithms"),
    ],
)
def test_client_is_told_what_is_not_supported(client: Client, asked: dict[str, object], named: str) -> None:
    """Other algorithms, their weights and settings are refused, not passed over."""
    with pytest.raises(BadRequestError, match=named):
        client.match(Person(name="Ousmane Djibo"), **asked)  # type: ignore[arg-type]


def test_topics_that_no_list_tells_are_refused(client: Client) -> None:
    """A topic that no list knows is refused: an empty answer would look like a clean one."""
    with pytest.raises(APIError, match=r"role\.pep"):
        client.match(Person(name="Ousmane Djibo"), topics=["role.pep"])


def test_changed_since_needs_lists_of_then(client: Client) -> None:
    """What has changed since a day is refused when no list of then is kept, and a day that is none as well."""
    with pytest.raises(APIError, match="no list is kept"):
        client.match(Person(name="Ousmane Djibo"), changed_since="2020-01-01")
    with pytest.raises(APIError, match="not an ISO date"):
        client.match(Person(name="Ousmane Djibo"), changed_since="yesterday")


def test_changed_since_leaves_out_what_stood_before(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two kept days each counts with its own lists: what stood in them unchanged is left out, the rest is given."""
    mine, theirs = few()[0], few()[2]
    earlier = msgspec.structs.replace(mine, programmes=("CYBER2",))
    kept = {
        "2026-11-01": snapshot_of(earlier),
        "2026-11-02": snapshot_of(mine),
        "2026-11-03": snapshot_of(mine, theirs),
    }
    monkeypatch.setattr(wiring, "open_snapshot", lambda settings: kept[settings.as_of])
    found = {}
    for day in ("2026-11-02", "2026-11-03", "2026-11-04"):
        answer = served.client.post(f"/match/default?changed_since={day}", json=BODY).json()["responses"]["q"]
        found[day] = [one["id"] for one in answer["results"]]
        assert answer["total"]["value"] == len(found[day])
    assert found == {
        "2026-11-02": ["us-ofac-1", "eu-fsf-EU.7.1"],  # the one was changed, the other came
        "2026-11-03": ["eu-fsf-EU.7.1"],
        "2026-11-04": [],
    }


@pytest.mark.parametrize("name", ["fuzzy", "nonsense", "facets"])
def test_unknown_parameters_are_named(served: Served, name: str) -> None:
    """A parameter that /match does not know is refused by its name."""
    answer = served.client.post(f"/match/default?{name}=1", json=BODY)
    assert answer.status_code == 400
    assert answer.json()["where"] == name


def test_client_searches(client: Client) -> None:
    """A search gives entities with facets and pages, and keeps to its filters."""
    found = client.search("Ousmane Djibo", facets=["countries", "datasets"])
    assert found.total.value >= 2
    assert {one.name for one in found.facets["datasets"].values} == {"us-ofac", "eu-fsf"}
    assert client.search("Ousmane Djibo", filter=["program:TAQA"]).results[0].id == "eu-fsf-EU.7.1"
    assert client.search("Ousmane Djibo", countries=["fr"]).results == []
    assert client.search("Sahel Trading", schema="Person").results == []
    assert client.search("Ousmane Djibo", limit=1, offset=1).results[0].id == found.results[1].id
    with pytest.raises(BadRequestError, match="sort"):
        client.search("Ousmane Djibo", sort=["name:asc"])


def test_client_fetches_an_entity(client: Client) -> None:
    """An entity comes with what belongs to it inside, or without."""
    deep = client.fetch("us-ofac-1")
    assert deep.properties["sanctions"][0].schema_ == "Sanction"  # type: ignore[union-attr]
    assert deep.properties["addressEntity"][0].properties["country"] == ["ne"]  # type: ignore[union-attr]
    assert "sanctions" not in client.fetch("us-ofac-1", nested=False).properties
    assert client.fetch("us-ofac:1").id == "us-ofac-1"
    with pytest.raises(NotFoundError):
        client.fetch("us-ofac-404")


def test_client_walks_to_neighbours(client: Client) -> None:
    """Adjacent entities come by property, in pages."""
    found = client.adjacent("us-ofac-1")
    assert set(found.adjacent) >= {"sanctions", "addressEntity", "identification", "unknownLinkTo"}
    assert client.adjacent("us-ofac-1", prop="sanctions", limit=1).results[0].schema_ == "Sanction"  # type: ignore[union-attr]
    assert client.adjacent("us-ofac-1", prop="sanctions", offset=9).results == []
    with pytest.raises(NotFoundError, match="ownershipOwner"):
        client.adjacent("us-ofac-1", prop="ownershipOwner")


def test_client_reads_catalogue_and_algorithms(client: Client) -> None:
    """Lists are datasets under collections of all, and the one algorithm is the best."""
    catalogue = client.datasets()
    assert {"default", "us-ofac", "eu-fsf", "uk-ofsi"} <= {one.name for one in catalogue.datasets}
    assert client.algorithms().best == client.algorithms().default == "watchword"
    assert client.match(Person(name="Ousmane Illiassou Djibo"), algorithm="best").top is not None


def test_health_needs_no_key(closed: Served) -> None:
    """Liveness and readiness are told to anybody."""
    assert closed.client.get("/healthz").json() == {"status": "ok"}
    assert closed.client.get("/readyz").json() == {"status": "ok"}


def test_client_needs_a_key(closed: Served) -> None:
    """Without a key nothing is matched; with one that may screen, it is."""
    assert closed.client.post("/match/default", json=BODY).status_code == 401
    assert closed.client.post("/match/default", json=BODY, headers=closed.key("screen")).status_code == 200
    assert closed.client.post("/match/default", json=BODY, headers=closed.key("observe")).status_code == 403


def test_wrong_key_is_an_authentication_error(live: Live) -> None:
    """yente's client sees a wrong key as such, even where none is needed."""
    with Client(base_url=live.url, api_key="wrong") as one, pytest.raises(AuthenticationError):
        one.match(Person(name="Ousmane Djibo"))


def _records(served: Served) -> list[str]:
    with served.service.log.read() as view:
        return [one.kind for one in view.records()]


def test_every_match_is_on_record(served: Served) -> None:
    """A single query is one record, many together one of a chunk; the receipt names it."""
    single = served.client.post("/match/default", json=BODY).json()
    assert _records(served)[single["receipt"]["seq"]] == "screened"
    queries = {f"q{at}": BODY["queries"]["q"] for at in range(30)}
    many = served.client.post("/match/default", json={"queries": queries}).json()
    assert _records(served)[many["receipt"]["seq"]] == "chunk-screened"
    assert len(many["responses"]) == 30
    assert all(one["results"] for one in many["responses"].values())


def test_one_bad_query_is_told_beside_good_ones(served: Served) -> None:
    """What can't be screened in a batch has its own status; alone it is an error that names the field."""
    bad = {"schema": "Person", "properties": {"name": ["\u200b"]}}
    answer = served.client.post("/match/default", json={"queries": {"good": BODY["queries"]["q"], "bad": bad}})
    assert answer.json()["responses"]["bad"]["status"] == 400
    assert answer.json()["responses"]["good"]["results"]
    alone = served.client.post("/match/default", json={"queries": {"bad": bad}})
    assert alone.status_code == 422
    assert alone.json()["where"].endswith("name")


def test_search_raises_no_alert(served: Served) -> None:
    """A look-up is on record, but no alert comes of it."""
    served.client.get("/search/default", params={"q": "Ousmane Illiassou Djibo"})
    with served.service.log.read() as view:
        found = list(view.records(kinds=("screened",)))
    assert len(found) == 1
    assert found[0].read(dict)["alerts"] == []  # type: ignore[type-arg]


def test_unknown_schema_is_refused(served: Served) -> None:
    """An unknown schema is refused with the ones that are known."""
    body = {"queries": {"q": {"schema": "Article", "properties": {"name": ["x"]}}}}
    answer = served.client.post("/match/default", json=body)
    assert answer.status_code == 422
    assert answer.json()["where"] == "queries.q.schema"
