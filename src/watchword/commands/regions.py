"""What do the commands of `watchword regions` take and give? Activity by region, and files of events to import.

No rule lives here: `regions.alarm` says when an alarm is up.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from watchword.commands import opening, options
from watchword.errors import UsageError
from watchword.output import print_parts, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchword.ledger.log import Log
    from watchword.regions.alarms import AlarmChange
    from watchword.regions.areas import Area
    from watchword.regions.events import Event, Reading

_QUIET, _ALARM, _ROWS_SET_ASIDE = 0, 10, 11
_PATH = click.Path(path_type=Path)
_DAYS = 90  # of events on a map


@click.group(invoke_without_command=True)
@click.option("--events", type=_PATH, multiple=True, metavar="FILE",
              help="File of events to use instead of the imported ones. Repeatable.")  # fmt: skip
@click.option("--areas", type=_PATH, metavar="FILE", help="Table of own regions, in the form of regions.toml.")
@click.option("--region", "codes", multiple=True, metavar="CODE", help="Only this region, as sahel. Repeatable.")
@click.option("--as-of", default="", metavar="DATE", help="As it stood on this day, as 2021-06-28. Default: today.")
@click.option("--by", type=click.Choice(["week", "month"]), default="month", show_default=True, help="Steps of counts.")
@click.option("--html", type=_PATH, metavar="FILE", help="Also write a page with maps, charts and tables.")
@click.option("--png", type=_PATH, metavar="FILE", help="Also write maps and charts as one picture.")
@options.json
@options.home
def regions(**given: Any) -> int:
    """Where does violence grow? Events by region against the year before, with an alarm.

    \b
    Examples:
      watchword regions import GEDEvent_v25_1.csv
      watchword regions
      watchword regions --region sahel --by week --html sahel.html
      watchword regions --events acled-export.csv --as-of 2021-06-28 --json

    Exit code 10 when an alarm is up.
    """
    return _QUIET if click.get_current_context().invoked_subcommand else _show(given)


@regions.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_PATH)
@options.json
@options.home
def import_events(**given: Any) -> int:
    """Keep files of events: UCDP GED, ACLED's export, GDELT 2.0. What several of them tell of is counted once.

    \b
    Example:
      watchword regions import GEDEvent_v25_1.csv acled-export.csv 20210628000000.export.CSV.zip

    Exit code 11 when rows were set aside.
    """
    from watchword.ledger.log import Entry
    from watchword.regions import alarms, shelf
    from watchword.regions.reading import read_events
    from watchword.store.home import home_directory

    home = home_directory(opening.home_option())
    readings = [(path, read_events(path)) for path in given["files"]]
    kept = [shelf.keep(reading, path, home, opening.now()) for path, reading in readings]
    _log().append_many([Entry(alarms.IMPORTED, msgspec.to_builtins(one)) for one in kept], time=opening.now())
    aside = [one for _, reading in readings for one in reading.set_aside]
    if given["json"]:
        write_json({"imported": kept, "set_aside": aside})
    else:
        from watchword import render_regions

        print_parts(render_regions.imports(kept, [reading for _, reading in readings]))
    return _ROWS_SET_ASIDE if aside else _QUIET


@regions.command()
@click.option("--areas", type=_PATH, metavar="FILE", help="Table of own regions, in the form of regions.toml.")
@click.option("--as-of", default="", metavar="DATE", help="As it stood on this day, as 2021-06-28. Default: today.")
@options.json
@options.home
def check(**given: Any) -> int:
    """Put alarms that rose or fell since the last check on the record, and tell them to webhooks.

    From then on payments that touch a region under alarm are looked at more closely. `watchword watch` does this in
    every round once events are imported.

    
    Example:
      watchword regions check

    Exit code 10 when an alarm is up.
    """
    made, up = checked(given)
    if given["json"]:
        write_json({"changes": made, "up": up})
    else:
        from watchword import render_regions

        print_parts(*render_regions.changes(made, up))
    return _ALARM if up else _QUIET


def checked(given: dict[str, Any]) -> tuple[list[AlarmChange], tuple[AlarmChange, ...]]:
    """Check the watched regions by the imported events: what changed, and what is up by the record now."""
    from watchword.commands.recording import user
    from watchword.regions import alarms, shelf
    from watchword.regions.alarm import Settings
    from watchword.regions.standing import standings
    from watchword.store.home import home_directory

    events = shelf.load(home_directory(opening.home_option()))
    found = standings(events, _areas(given), Settings(), as_of=_day(given["as_of"]))
    log = _log()
    made, _ = alarms.check(log, found, f"os:{user()}", time=opening.now())
    with log.read() as view:
        return made, alarms.up(view)


def _log() -> Log:
    from watchword import wiring

    return wiring.open_log(wiring.Settings(opening.home_option()))


def _show(given: dict[str, Any]) -> int:
    from watchword.regions.alarm import Settings
    from watchword.regions.standing import standings, under_alarm
    from watchword.store.files import write_whole

    events, aside = _events(given)
    found = standings(events, _areas(given), Settings(), as_of=_day(given["as_of"]))
    if given["html"]:
        from watchword.regions.page import page

        write_whole(given["html"], page(found, events).encode())
    if given["png"]:
        from watchword import canvas
        from watchword.regions import pictures

        both = [drawn for one in found for drawn in (pictures.area_map(one, events, _DAYS), pictures.chart(one))]
        write_whole(given["png"], canvas.png(pictures.sheet(both)))
    if given["json"]:
        told = [{"standing": one, given["by"]: one.series.by(given["by"])} for one in found]
        write_json({"regions": told, "rows_set_aside": aside})
    else:
        from watchword import render_regions

        print_parts(*render_regions.standings(found, events, given["by"], aside))
    return _ALARM if under_alarm(found) else _QUIET


def _events(given: dict[str, Any]) -> tuple[Sequence[Event], int]:
    """The events to look at, and how many rows of them were set aside."""
    from watchword.regions import shelf
    from watchword.regions.merging import merge
    from watchword.regions.reading import read_events
    from watchword.store.home import home_directory

    if given["events"]:
        readings: list[Reading] = [read_events(path) for path in given["events"]]
        return merge(e for r in readings for e in r.events), sum(len(r.set_aside) for r in readings)
    home = home_directory(opening.home_option())
    return shelf.load(home), sum(one.set_aside for one in shelf.imports(home))


def _areas(given: dict[str, Any]) -> tuple[Area, ...]:
    """The regions asked for; those that are watched when none is named."""
    from watchword.regions.areas import find_area, read_areas

    areas = read_areas(given["areas"])
    if given.get("codes"):
        return tuple(find_area(areas, code) for code in given["codes"])
    return tuple(area for area in areas if area.watched) or areas


def _day(text: str) -> date:
    if not text:
        return opening.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", where="--as-of", hint="Write it as 2021-06-28.") from None
