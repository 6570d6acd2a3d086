"""Are altered names fit to measure with, and does the recommended line follow from the measurement?"""

from __future__ import annotations

from pathlib import Path

import pytest

from watchword import InputError, Kind, Listing, Name, Policy, Screener, Snapshot, Strength
from watchword.alterations import CLASSES, alter
from watchword.batch.run import open_customers
from watchword.commands import plots
from watchword.errors import UsageError
from watchword.tune import LINES, Point, Question, Tuning, recommend, tune


@pytest.fixture(scope="module")
def bundled(snapshot: Snapshot) -> tuple[Listing, ...]:
    """The bundled listings, every seventh."""
    return tuple(snapshot)[::7]


def test_alterations_are_the_same_for_the_same_seed(bundled: tuple[Listing, ...]) -> None:
    """A seed settles every name; another one gives others; none depends on the order of the listings."""
    first = alter(bundled, 200, 1)
    assert first == alter(bundled, 200, 1) == alter(bundled[::-1], 200, 1)
    assert {one.listing for one in first} != {one.listing for one in alter(bundled, 200, 2)}


def test_alterations_are_fit_to_measure_with(bundled: tuple[Listing, ...]) -> None:
    """Every class is there, every name is another one than the listed, every third is altered twice, none is a stub."""
    listings = {listing.id: listing for listing in bundled}
    made = alter(bundled, 600, 1)
    assert len(made) == 600
    assert {cls for one in made for cls in one.classes} == set(CLASSES)
    assert 150 < sum(len(one.classes) == 2 for one in made) < 250
    assert len({one.listing for one in made}) == 600
    for one in made:
        listing = listings[one.listing]
        assert one.kind is listing.kind
        assert one.query not in {name.full for name in listing.names} | {one.original}
        assert 2 * sum(map(str.isalpha, one.query)) >= sum(map(str.isalpha, one.original))
        kinds = {kind for cls in one.classes for kind in CLASSES[cls][0]}
        assert not kinds or one.kind in kinds


def test_names_that_are_no_ground_for_alteration() -> None:
    """Weak aliases, other scripts, single words and numbers are not altered."""

    def listing(text: str, strength: Strength = Strength.PRIMARY, script: str = "Latn") -> Listing:
        return Listing(f"x:{text}", "x", Kind.PERSON, (Name(text, strength, script),))

    unfit = (listing("Ali Hassan Mahmoud", Strength.WEAK), listing("Оусман Джибо", script="Cyrl"), listing("Djibo"),
             listing("313 Team Alpha"), listing("Al Bo"))  # fmt: skip
    assert alter(unfit, 10, 1) == ()
    assert [one.original for one in alter([listing("DJIBO, Ousmane Illiassou")], 10, 1)] == ["Ousmane Illiassou Djibo"]


def _points(*rows: tuple[float, float, float]) -> list[Point]:
    return [Point(line, recall, recall, recall, alerts) for line, recall, alerts in rows]


CURVE = _points((0.6, 0.99, 200.0), (0.7, 0.97, 20.0), (0.8, 0.95, 3.0), (0.9, 0.6, 0.0))


@pytest.mark.parametrize(
    ("question", "line", "reached"),
    [
        (Question(), 0.8, True), (Question(recall=0.96), 0.7, True), (Question(recall=1.0), 0.6, False),
        (Question(alerts=20), 0.7, True), (Question(alerts=2.5), 0.9, True), (Question(alerts=500), 0.6, True),
    ],
)  # fmt: skip
def test_the_rule_of_recommending(question: Question, line: float, reached: bool) -> None:
    """The highest line that finds enough; with alerts given, the lowest that raises few enough."""
    point, got = recommend(CURVE, question)
    assert (point.line, got) == (line, reached)


@pytest.mark.parametrize("given", [{"recall": 0}, {"recall": 1.1}, {"alerts": -1}])
def test_a_question_out_of_range_is_refused(given: dict[str, float]) -> None:
    """Shares are above 0 and at most 1, alerts not below 0."""
    with pytest.raises(UsageError):
        Question(**given)


@pytest.fixture(scope="module")
def measured(small_screener: Screener, tmp_path_factory: pytest.TempPathFactory) -> Tuning:
    """A measurement on a few listings and customers, one of them listed and one not to be screened."""
    path = tmp_path_factory.mktemp("tune") / "customers.csv"
    path.write_text("name,birth\nOusmane Djibo,1984\nJane Roe,\nJohn Doe,31.02.1990\nMary Major,\n", encoding="utf-8")
    heard: list[tuple[int, int]] = []
    question = Question(customers=10, names=30)
    made = tune(*open_customers(path), small_screener, question, lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1]
    return made


@pytest.fixture(scope="module")
def small_screener(data: Path) -> Screener:
    """A screener on a few dozen listings."""
    lists = Snapshot.from_files([data / "us-ofac" / "sdn", data / "uk" / "extract-conlist.csv"])
    return Screener(lists, Policy(), compiled=False)


def test_a_measurement_falls(measured: Tuning) -> None:
    """Recall and alerts fall as the line rises, the interval holds the recall, and everybody is counted."""
    assert [point.line for point in measured.points] == list(LINES)
    for lower, higher in zip(measured.points, measured.points[1:], strict=False):
        assert lower.recall >= higher.recall
        assert lower.alerts >= higher.alerts
    assert all(point.low <= point.recall <= point.high for point in measured.points)
    assert measured.points[0].alerts == pytest.approx(1000 / 3)
    assert (measured.customers, measured.refused) == (3, 1)
    assert measured.points[0].recall > 0.8
    assert set(measured.by_class) <= set(CLASSES)


def test_a_sample_is_by_chance_and_settled(small_screener: Screener, tmp_path: Path) -> None:
    """Of a long file some customers are taken; the same seed takes the same."""
    path = tmp_path / "customers.csv"
    path.write_text("name\n" + "".join(f"Person Number{at}\n" for at in range(3000)), encoding="utf-8")
    customers = open_customers(path)
    one, again = (tune(*customers, small_screener, Question(customers=20, names=5), lambda *_: None) for _ in range(2))
    assert one == again
    assert one.customers == 20


def test_nobody_to_measure_with(small_screener: Screener, tmp_path: Path) -> None:
    """A file without a customer who can be screened is refused."""
    path = tmp_path / "customers.csv"
    path.write_text("name,birth\n", encoding="utf-8")
    with pytest.raises(InputError, match="no customer"):
        tune(*open_customers(path), small_screener, Question(), lambda *_: None)


def test_pictures_show_the_recommended_line(measured: Tuning) -> None:
    """The plot in characters marks the recommended line; the SVG names it and is well formed."""
    from lxml import etree

    assert "◆" in plots.terminal(measured).plain
    drawing = plots.svg(measured, "a <b> & c")
    root = etree.fromstring(drawing.encode())
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "a <b> & c" in texts
    assert f"{measured.recommended:.2f} recommended" in texts
