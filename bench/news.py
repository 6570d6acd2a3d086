"""How well are pages read? Main text, dates, facts, listed parties and speed, on sets written for it.

`python -m bench.news` prints the tables, `--freeze` writes bench/frozen/news.json. Facts: every third passage was held
out while the patterns were first written. Names of people and firms in the news, for false links, are those of
events/gdelt_gkg_1000_articles_2019.csv of the shared folder; without it that part is left out.
"""

from __future__ import annotations

import calendar
import csv
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from bench import pages_more
from bench.measures import wilson
from bench.pages import GoldPage, articles, pages
from watchword.alterations import Altered, alter
from watchword.documents import dates, facts, reading
from watchword.documents.model import DateFound, Fact
from watchword.mentions.finder import Mention, MentionFinder
from watchword.screen import Screener
from watchword.snapshot import Snapshot
from watchword.text.normalise import clean, words

ROOT = Path(__file__).parent.parent
FROZEN = ROOT / "bench" / "frozen" / "news.json"
PASSAGES = ROOT / "bench" / "data" / "facts.jsonl"
FRESH = ROOT / "bench" / "data" / "facts_fresh.jsonl"  # written after the patterns, before these were run on them
HELD_OUT = ROOT / "bench" / "data" / "facts_held_out.jsonl"  # in the manner of six kinds of press
THIRD = ROOT / "bench" / "data" / "facts_third.jsonl"  # each written after the patterns were mended by the one before
FOURTH = ROOT / "bench" / "data" / "facts_fourth.jsonl"
PUBLIC = ROOT / "bench" / "data" / "public_facts.jsonl"  # texts of the US government, with what they state
PUBLISHED = "2021-06-30"  # of every passage
_MAIN = {
    "designation": "target", "delisting": "target", "pledge": "donor", "meeting": "participants", "attack": "perpetrator",
    "arrest": "target", "territory": "place", "plan": "actor", "activity": "place",
    "statement": "speaker",
}  # fmt: skip
# Spans whose words are no listed name's, and that name the party all the same: read by a person.
_JUDGED = frozenset({
    "Bijan Namdar Zanganeh", "Hassan Nasrallah", "Kurdistan Worker Party", "People Liberation Army", "Ramazani Shadary",
    "Sergey Lavrorv", "Sergey Kislyak", "Sergei Sobyanin", "Ali Darasas",
})  # fmt: skip
_TEMPLATES = (
    "{p}, who leads {o}, said on Monday that talks in {l} would go on.", "According to {p}, the plan was drawn up with {o}.",
    "\u201cWe were not asked,\u201d {p} told reporters in {l}.", "{o} and {o} signed an agreement in the presence of {p} and {p}.",
    "Police in {l} questioned {p} for two hours.", "The minister, {p}, travelled to {l} to meet {p}.",
    "{p}\u2019s lawyer, {p}, called the charges absurd.", "Shares of {o} fell after {p} resigned.",
)  # fmt: skip
_FRAMES: dict[str, Callable[[str], str]] = {
    "plain": lambda name: f"Officials said that {name} had left the town before dawn.",
    "line break": lambda name: f"The notice names {name.replace(' ', chr(10), 1)} as a contact.",
    "possessive": lambda name: f"They searched {name}'s house for six hours.",
    "capitals": lambda name: f"WANTED: {name.upper()}, LAST SEEN IN MARCH",
    "list": lambda name: f"Also present were a clerk, {name}, two drivers and a cook.",
    "French": lambda name: f"Selon les enqu\u00eateurs, les comptes d\u2019{name} ont \u00e9t\u00e9 vid\u00e9s.",
}


# Pages ------------------------------------------------------------------------------------------------------


def main_text(all_pages: list[GoldPage]) -> dict[str, float]:
    """F1 of the words of the article, comments that came through, dates, language; trafilatura beside."""
    import trafilatura

    ours, theirs, comments, published, language = 0.0, 0.0, 0, 0, 0
    found, wanted, told = 0, 0, 0
    for page in all_pages:
        [read] = reading.read(page.html.encode(), page.name)
        gold = "\n".join(page.article.text)
        ours += _overlap(read.text, gold)
        theirs += _overlap(trafilatura.extract(page.html, include_comments=False) or "", gold)
        comments += any(comment in read.text for comment in page.comments)
        published += read.published == page.article.published
        language += read.language == page.article.language
        days = {_shown(d) for d in dates.find(read.text, read.published)}
        found, wanted, told = (
            found + len(days & set(page.article.events)),
            wanted + len(page.article.events),
            told + len(days),
        )
    count = len(all_pages)
    return {
        "pages": count, "f1": ours / count, "f1_trafilatura": theirs / count, "pages_with_comments": comments,
        "publication_date": published / count, "language": language / count, "event_date_recall": found / wanted,
        "event_date_precision": found / told,
    }  # fmt: skip


def _overlap(text: str, gold: str) -> float:
    """F1 of two bags of words."""
    mine, theirs = Counter(text.split()), Counter(gold.split())
    return 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())


def _shown(found: DateFound) -> str:
    """A span as the gold texts write it: day, month, year or two days."""
    first, last = found.span.first, found.span.last
    if first == last:
        return first
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    return first[:7] if first.endswith("-01") and first[:7] == last[:7] else f"{first}/{last}"


# Facts ------------------------------------------------------------------------------------------------------


def fact_scores(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Typed-fact F1 and the share of amounts, dates and speakers that are exact, on some passages.

    A fact counts when type, status and its main role agree.
    """
    right, extra, missed = 0, 0, 0
    exact = {field: [0, 0] for field in ("amount", "date", "speaker")}
    for row in rows:
        left = [_flat(fact) for fact in facts.read(row["text"], row.get("published", PUBLISHED))]
        for gold in row["facts"]:
            match = next((one for one in left if _same(gold, one)), None)
            right, missed = right + (match is not None), missed + (match is None)
            if match is not None:
                left.remove(match)
            for field, tally in exact.items():
                if field in gold:
                    tally[1] += 1
                    tally[0] += match is not None and _equal(field, gold[field], match.get(field))
        extra += len(left)
    out: dict[str, Any] = {
        "right": right,
        "extra": extra,
        "missed": missed,
        "f1": 2 * right / (2 * right + extra + missed),
    }
    return out | {field: f"{good}/{of}" for field, (good, of) in exact.items()}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _flat(fact: Fact) -> dict[str, Any]:
    out: dict[str, Any] = {
        **fact.roles,
        "type": fact.type,
        "status": fact.status,
        "speaker": fact.speaker,
        "place": fact.place,
    }
    if fact.amount:
        out["amount"] = [fact.amount.value, fact.amount.currency]
    if fact.date:
        out["date"] = (fact.date.first, fact.date.last)
    return out


def _same(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    if gold["type"] != found["type"] or gold.get("status", "asserted") != found["status"]:
        return False
    role = _MAIN[gold["type"]]
    mine, theirs = _plain(gold.get(role)), _plain(found.get(role))
    return not mine or (theirs != "" and (mine in theirs or theirs in mine))


def _equal(field: str, gold: Any, found: Any) -> bool:
    if field == "speaker":
        return _plain(gold) == _plain(found)
    return bool(found == (_span(gold) if field == "date" else gold))


def _span(text: str) -> tuple[str, str]:
    if "/" in text:
        first, last = text.split("/")
        return first, last
    if len(text) == 4:
        return f"{text}-01-01", f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-01", f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]}"
    return text, text


def _plain(value: Any) -> str:
    return re.sub(r"^(?:the|a|an) ", "", str(value or "").lower())


# Listed parties ---------------------------------------------------------------------------------------------


def recall(finder: MentionFinder, count: int, seed: int) -> dict[str, Any]:
    """Altered listed names of two words or more inside sentences (a text cuts no name short: that class is left out): how many lead to their listing, by class."""
    frames = list(_FRAMES.items())
    tally: dict[str, list[int]] = {}
    for number, item in enumerate(_altered(finder, count, seed)):
        frame, make = frames[number % len(frames)]
        found = any(mention.hit.listing.id == item.listing for mention in finder.find(make(item.query)))
        for group in ("all", f"frame: {frame}", *(f"alteration: {name}" for name in item.classes)):
            tally.setdefault(group, [0, 0])
            tally[group][0] += found
            tally[group][1] += 1
    return {group: _share(hits, n) for group, (hits, n) in sorted(tally.items())}


def _altered(finder: MentionFinder, count: int, seed: int) -> Iterator[Altered]:
    for item in alter(finder.screener.snapshot, count, seed):
        if len(item.classes) == 1 and item.classes != ("cut short",) and len(item.original.split()) > 1:
            yield item


def _share(hits: int, n: int) -> dict[str, Any]:
    low, high = wilson(hits, n)
    return {"n": n, "recall": round(hits / n, 4), "low": round(low, 4), "high": round(high, 4)}


def false_links(finder: MentionFinder, names: Path, count: int, seed: int) -> dict[str, Any]:
    """Links on pages of 500 words about people in the news: those whose words are no name of the listing are false."""
    wrong: Counter[tuple[str, str]] = Counter()
    right, judged = 0, 0
    for text in news_pages(names, count, seed):
        for mention in finder.find(text):
            if _is_named(mention):
                right += 1
            elif mention.read in _JUDGED:
                judged += 1
            else:
                wrong[mention.text, mention.hit.name.full] += 1
    examples = [f"{text} -> {name} ({n})" for (text, name), n in wrong.most_common(40)]
    return {"pages": count, "by_name": right, "judged_right": judged, "false": sum(wrong.values()), "per_100_pages": 100 * sum(wrong.values()) / count,
            "which": examples}  # fmt: skip


def _is_named(mention: Mention) -> bool:
    """Whether every word of the span is a word of one name of the listing."""
    mine = _words(mention.read)
    return any(mine <= _words(name.full) for name in mention.hit.listing.names)


def _words(name: str) -> set[str]:
    return {word.form for word in words(clean(name))}


def news_pages(names: Path, count: int, seed: int) -> Iterator[str]:
    """Pages of 500 words: sentences of the written texts and of these documents, a third with names of the news."""
    rng = random.Random(seed)
    with names.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    slots = {"p": _titles(rows, "persons"), "o": _titles(rows, "organizations"), "l": _titles(rows, "locations")}
    prose = _prose()
    for _ in range(count):
        out: list[str] = []
        while sum(len(part.split()) for part in out) < 500:
            template = rng.choice(_TEMPLATES)
            filled = re.sub(r"\{(\w)\}", lambda m: rng.choice(slots[m[1]]), template)
            out.append(filled if rng.random() < 0.3 else rng.choice(prose))
        yield " ".join(out)


def _titles(rows: Iterable[dict[str, str]], column: str) -> list[str]:
    return [name.title() for row in rows for name in row[column].split(";") if name]


def _prose() -> list[str]:
    text = "\n\n".join(paragraph for article in articles() for paragraph in article.text)
    for page in sorted((ROOT / "docs").rglob("*.md")):
        text += "\n\n" + re.sub(
            r"(?s)```.*?```|^[|#>].*?$|[`*]", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
    found = re.split(r"(?<=[.!?])\s+|\n\s*\n", text)
    return sorted(
        {
            " ".join(sentence.split())
            for sentence in found
            if 6 <= len(sentence.split()) <= 40 and not re.search(r"\d{5}", sentence)
        }
    )


def speed(finder: MentionFinder, texts: Iterable[str]) -> dict[str, Any]:
    """CPU milliseconds a page, over all and over the second half, when most words are known."""
    spent = []
    for text in texts:
        start = time.process_time()
        finder.find(text)
        spent.append(1000 * (time.process_time() - start))
    half = spent[len(spent) // 2 :]
    return {"pages": len(spent), "ms_a_page": sum(spent) / len(spent), "ms_a_page_warm": sum(half) / len(half)}


@click.command()
@click.option("--shared", type=click.Path(path_type=Path), default=ROOT.parent / "shared" / "data", show_default=True)
@click.option("--names", default=1200, show_default=True, help="Altered names.")
@click.option("--count", default=200, show_default=True, help="Pages for false links.")
@click.option("--freeze", is_flag=True, help="Write bench/frozen/news.json.")
def main(shared: Path, names: int, count: int, freeze: bool) -> None:
    """Measure how pages are read."""
    passages = _rows(PASSAGES)
    found: dict[str, Any] = {
        "pages": main_text(list(pages())),
        "pages_elsewhere": main_text(list(pages_more.pages())),
        "facts": fact_scores(row for at, row in enumerate(passages) if at % 3 != 2),
        "facts_held_out": fact_scores(passages[2::3]),
        "facts_fresh": fact_scores(_rows(FRESH)),
        "facts_six_kinds": fact_scores(_rows(HELD_OUT)),
        "facts_third": fact_scores(_rows(THIRD)),
        "facts_fourth": fact_scores(_rows(FOURTH)),
        "facts_public_domain": fact_scores(_rows(PUBLIC)),
    }
    finder = MentionFinder(Screener(Snapshot.bundled()))
    found["recall"] = recall(finder, names, 1)
    gkg = shared / "events" / "gdelt_gkg_1000_articles_2019.csv"
    timed = {}
    if gkg.exists():
        timed = speed(MentionFinder(Screener(Snapshot.bundled())), news_pages(gkg, count, 2))
        found["false_links"] = false_links(finder, gkg, count, 1)
    print(json.dumps(found | {"speed, not frozen": timed}, indent=2, ensure_ascii=False))
    if freeze:
        FROZEN.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
