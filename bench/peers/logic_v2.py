"""How does nomenklatura's logic-v2 fare on our altered names? Brute force over every listed name.

Runs in an environment of its own, because it needs ICU and many packages:

    python -m bench.corpus --out listed.csv            # in watchword's environment
    python -m venv peer && peer/bin/pip install "nomenklatura>=4.17,<5" click msgspec numpy rapidfuzz rich
    peer/bin/python -m bench.peers.logic_v2 --names listed.csv --set hard --n 240 --every 20
    peer/bin/python -m bench.peers.logic_v2 --set name_bench --freeze

About two seconds a query: take small numbers. `--every 20` asks each twentieth unlisted name. The labelled pairs are
quick; their figures are frozen, so that ours can be held to them without installing the peer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from bench import corpus, pairs, recall, report
from bench.corpus import ListedName
from bench.scorers import Found, Searcher, compatible
from bench.unlisted import shared

_SCHEMATA = {"person": "Person", "organisation": "Organization", "company": "Company", "vessel": "Vessel"}


class LogicV2:
    """nomenklatura's matcher behind the System protocol; its default line is 0.7."""

    name, cutoff, least = "logic-v2", 0.7, 0.5

    def __init__(self) -> None:
        self._model: Any = import_module("nomenklatura.matching.logic_v2.model").LogicV2
        self._proxy: Any = import_module("followthemoney.proxy").EntityProxy
        self._config = self._model.default_config()

    def entity(self, key: str, kind: str, names: Sequence[str]) -> Any:
        """A FollowTheMoney entity that has nothing but names; its id tells them, since the peer remembers names by id."""
        schema = _SCHEMATA.get(kind, "LegalEntity")
        told = " ".join((key, schema, *names))
        return self._proxy.from_dict({"id": told, "schema": schema, "properties": {"name": list(names)}})

    def compare(self, one: Any, other: Any) -> float:
        """The score 0..1 of two entities."""
        return max(0.0, min(1.0, round(float(self._model.compare(one, other, self._config).score), 4)))

    def score(self, a: str, b: str, kind: str) -> float:
        """The score of two names of one kind."""
        return self.compare(self.entity("a", kind, [a]), self.entity("b", kind, [b]))

    def searcher(self, names: Sequence[ListedName] | None) -> Searcher:
        """Every listing scored; `names` must be given, as the bundled lists are not at hand here."""
        if names is None:
            raise click.UsageError("give the listed names with --names")
        return _BruteForce(self, names)


class _BruteForce:
    def __init__(self, system: LogicV2, names: Sequence[ListedName]) -> None:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for n in names:
            if n.strength != "weak":
                groups[(n.id, n.kind)].append(n.name)
        self._system = system
        self._listings = [(key, kind, system.entity(key, kind, group)) for (key, kind), group in groups.items()]

    def search(self, name: str, kind: str, minimum: float) -> Found:
        query = self._system.entity("query", kind, [name])
        near = ((key, entity) for key, listed, entity in self._listings if compatible(kind, listed))
        scores = ((key, self._system.compare(query, entity)) for key, entity in near)
        return sorted((pair for pair in scores if pair[1] >= minimum), key=lambda pair: (-pair[1], pair[0]))


@click.command()
@click.option(
    "--names", type=click.Path(exists=True, path_type=Path), help="Written by bench.corpus; for single, hard."
)
@click.option("--set", "wanted", type=click.Choice(["single", "hard", "name_bench"]), default="hard", show_default=True)
@click.option("--n", default=240, show_default=True, help="Altered names.")
@click.option("--every", default=20, show_default=True, help="Ask each so-manieth unlisted name.")
@click.option("--freeze", is_flag=True, help="Write the figures of name_bench into bench/frozen/.")
def main(names: Path | None, wanted: str, n: int, every: int, freeze: bool) -> None:
    """Recall and alerts of logic-v2, or its labelled pairs, as bench.accuracy shows them for watchword."""
    if wanted == "name_bench":
        tables = pairs.name_bench(LogicV2(), shared())
        report.show("name_bench: logic-v2", tables, Console(width=140))
        if freeze:
            report.path_of("name_bench", LogicV2.name).write_text(report.canonical(tables), encoding="utf-8")
        return
    if names is None:
        raise click.UsageError("give the listed names with --names")
    make = recall.single if wanted == "single" else recall.hard
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(wanted, total=None)
        sample = recall.Sample(n, every=every)
        tables = make(LogicV2(), corpus.read(names), shared(), sample, lambda k: progress.advance(task, k))
    report.show(f"{wanted}: logic-v2", tables, Console(width=140))


if __name__ == "__main__":
    main()
