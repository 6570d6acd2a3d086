"""How are scores summed up? Intervals, precision and recall, cutoffs, rank correlation, calibration. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Row = dict[str, str | int | float | None]
Tables = dict[str, list[Row]]

GRID = 10000  # scores are compared as ten-thousandths, so that no float decides


def grid(score: float) -> int:
    """A score 0..1 as ten-thousandths."""
    return round(score * GRID)


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95% score interval of a share (Wilson 1927); (0, 1) for nothing measured."""
    if n == 0:
        return 0.0, 1.0
    share, square = hits / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def counts(scores: Sequence[float], truths: Sequence[bool], cutoff: float) -> Row:
    """True and false positives and negatives at a cutoff, with precision, recall and F1."""
    line = grid(cutoff)
    tp = sum(t and grid(s) >= line for s, t in zip(scores, truths, strict=True))
    fp = sum(not t and grid(s) >= line for s, t in zip(scores, truths, strict=True))
    fn, tn = sum(truths) - tp, len(truths) - sum(truths) - fp
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0
    return {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "precision": precision, "recall": recall, "f1": f1}


def best_f1(scores: Sequence[float], truths: Sequence[bool]) -> tuple[float, Row]:
    """The cutoff on a grid of hundredths with the highest F1 (the lowest such cutoff), and its counts."""
    tried = [(c / 100, counts(scores, truths, c / 100)) for c in range(1, 101)]
    return max(tried, key=lambda pair: (float(pair[1]["f1"] or 0), -pair[0]))


def cutoff_for(tops: Iterable[float], share: float, least: float) -> float:
    """The lowest cutoff, not under `least`, at which at most `share` of the top scores raise an alert."""
    ordered = sorted((grid(t) for t in tops), reverse=True)
    allowed = int(share * len(ordered))
    above = ordered[allowed] + 1 if allowed < len(ordered) else 0
    return min(max(above, grid(least)), GRID + 1) / GRID


def reach(scores: Iterable[float], cutoff: float) -> int:
    """How many scores are at or above a cutoff."""
    line = grid(cutoff)
    return sum(grid(s) >= line for s in scores)


def recall_row(group: str, scores: Sequence[float], cutoff: float) -> Row:
    """The share of scores at or above a cutoff with its interval."""
    hits = reach(scores, cutoff)
    low, high = wilson(hits, len(scores))
    return {
        "group": group,
        "n": len(scores),
        "found": hits,
        "recall": hits / len(scores) if scores else 0.0,
        "low": low,
        "high": high,
    }


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, ties sharing their mean rank."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    out = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for i in order[at : end + 1]:
            out[i] = (at + end) / 2 + 1
        at = end + 1
    return out


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Rank correlation with ties; 0 when one side does not vary."""
    a, b = ranks(left), ranks(right)
    mean = (len(a) + 1) / 2
    cross = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    norm = math.sqrt(sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b))
    return cross / norm if norm else 0.0


def brier(probabilities: Sequence[float], truths: Sequence[bool]) -> float:
    """Mean squared difference between what was said and what was so: 0 is perfect, .25 says nothing."""
    pairs = zip(probabilities, truths, strict=True)
    return sum((p - t) ** 2 for p, t in pairs) / len(truths) if truths else 0.0


def reliability(probabilities: Sequence[float], truths: Sequence[bool], bins: int = 10) -> list[Row]:
    """For each band of stated probability: how many, what was said on average, how often it was so."""
    rows: list[Row] = []
    for b in range(bins):
        inside = [(p, t) for p, t in zip(probabilities, truths, strict=True) if b == min(int(p * bins), bins - 1)]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            true = sum(t for _, t in inside) / len(inside)
            rows.append({"band": f"{b / bins:.1f}-{(b + 1) / bins:.1f}", "n": len(inside), "said": said, "so": true})
    return rows
