"""Are the weights of the name score better than those around them? Searches for better ones, or checks that there are none.

    python -m tools.fit.weights --mode person             # walk uphill from policy's weights, print where it ends
    python -m tools.fit.weights --mode person --check     # exit 1 when one step from policy's weights gains more than chance

The grid: each weight may be a twentieth more or less. What counts is `worth`, in points (docs/decisions/0075). The walk goes
through the weights in an order drawn with --seed, takes each step that gains more than `CHANCE`, and ends when none does.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click
import msgspec
from bench import measures
from bench.unlisted import shared as usual
from tools.fit.cases import Case, Cases, cases, flat, people

import watchword as ww
from watchword.match.score import Scorer
from watchword.policy import ENTITIES, Weights
from watchword.text import names

SHARE = 0.01  # of unlisted names, that may raise an alert at the strict line
LEAST = 0.6  # no line is lower
# Points that a hundredth of each is worth.
STRICT, FOUND, ALERTS, ALIASES, NAMESAKES = 1.0, 0.5, -1.0, 0.1, -0.1
CHANCE = 0.5  # points: about the standard error of recall on so many names
_STEP = 20  # a weight's twentieth
_WHOLE = 1000  # thousandths; what is a share stays one


class Judge:
    """What weights are worth on the cases of one mode."""

    def __init__(self, held: Cases, mode: str) -> None:
        self._cases, self._mode = held, mode
        self._line = ww.Policy().alert

    def worth(self, weights: Weights) -> float:
        """Points: recall of each set at the strict line and at the default one, less what it costs."""
        told = self.told(weights)
        sets = len(self._cases.altered)
        strict, found = (sum(v for k, v in told.items() if k.endswith(end)) / sets for end in ("strict", "default"))
        rest = ALERTS * told["alerts"] + ALIASES * told["aliases"] + NAMESAKES * told["namesakes"]
        return 100 * (STRICT * strict + FOUND * found + rest)

    def told(self, weights: Weights) -> dict[str, float]:
        """Every share that counts, by name."""
        policy = ww.Policy(person_weights=weights) if self._mode == names.PERSON else ww.Policy(entity_weights=weights)
        scorer = Scorer(policy, compiled=True)
        tops = _scores(scorer, self._cases.unlisted)
        strict = measures.cutoff_for(tops, SHARE, LEAST)
        out = {}
        for name, held in self._cases.altered.items():
            scores = _scores(scorer, held)
            out |= {f"{name}, strict": _reach(scores, strict), f"{name}, default": _reach(scores, self._line)}
        out["alerts"] = _reach(tops, self._line)
        out["aliases"] = _reach(_scores(scorer, self._cases.aliases), self._line)
        return out | {"namesakes": _reach(_scores(scorer, self._cases.namesakes), self._line)}


def _scores(scorer: Scorer, held: Iterable[Case]) -> list[float]:
    return [max((scorer.compare(c.query, x)[0] / 10000 for x in c.listed), default=0.0) for c in held]


def _reach(scores: Sequence[float], line: float) -> float:
    return measures.reach(scores, line) / len(scores) if scores else 0.0


def around(weights: Weights, order: Sequence[str]) -> Iterator[tuple[str, Weights]]:
    """The weights one step away: each one a twentieth more, and less."""
    for name in order:
        value = getattr(weights, name)
        step = max(1, value // _STEP)
        for moved in (value - step, value + step if value > _WHOLE else min(_WHOLE, value + step)):
            yield f"{name} {value} -> {moved}", msgspec.structs.replace(weights, **{name: moved})


def walk(start: Weights, worth: Callable[[Weights], float], seed: int, tell: Callable[[str], None]) -> Weights:
    """Uphill from `start`, a step at a time, until no step gains more than chance."""
    order = list(Weights.__struct_fields__)
    random.Random(seed).shuffle(order)  # noqa: S311  (the order of a search)
    best, height, moved = start, worth(start), True
    while moved:
        moved = False
        for name in order:
            for step, tried in around(best, [name]):
                gained = worth(tried) - height
                if gained > CHANCE:
                    best, height, moved = tried, height + gained, True
                    tell(f"{step}: {gained:+.2f} points, now {height:.2f}")
                    break
    return best


def better(start: Weights, worth: Callable[[Weights], float], tell: Callable[[str], None]) -> list[str]:
    """The steps from `start` that gain more than chance; every step is told."""
    height, found = worth(start), []
    for step, tried in around(start, Weights.__struct_fields__):
        gained = worth(tried) - height
        tell(f"{step}: {gained:+.2f}")
        found += [step] if gained > CHANCE else []
    return found


@click.command()
@click.option("--mode", type=click.Choice([names.PERSON, names.ENTITY]), required=True, help="Which weights.")
@click.option("--check", is_flag=True, help="Only look one step around; exit 1 when one gains more than chance.")
@click.option("--n", default=600, show_default=True, help="Altered names of each set and seed.")
@click.option("--seed", default=1, show_default=True, help="The order in which the walk tries the weights.")
@click.option("--shared", type=click.Path(exists=True, path_type=Path), default=None, help="The shared real files.")
def main(mode: str, check: bool, n: int, seed: int, shared: Path | None) -> None:
    """Search for better weights than policy has, or check that one step finds none."""
    snapshot = ww.Snapshot.bundled()
    judge = Judge(cases(snapshot, people(shared or usual(), flat(snapshot), n), mode, n), mode)
    start = Weights() if mode == names.PERSON else ENTITIES
    for name, share in judge.told(start).items():
        click.echo(f"{name}: {share:.4f}")
    if check:
        found = better(start, judge.worth, click.echo)
        click.echo(f"{len(found)} steps gain more than {CHANCE} points")
        sys.exit(1 if found else 0)
    click.echo(repr(walk(start, judge.worth, seed, click.echo)))


if __name__ == "__main__":
    main()
