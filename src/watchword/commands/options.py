"""Which options do several commands share? Each is written once, and means the same wherever it stands."""

from __future__ import annotations

from pathlib import Path

import click


def _remember_home(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.find_root().obj = value


home = click.option(
    "--home", type=click.Path(path_type=Path), metavar="DIR", expose_value=False, callback=_remember_home,
    help="Directory of all state. Default: WATCHWORD_HOME, else the platform's data directory.",
)  # fmt: skip
json = click.option("--json", is_flag=True, help="Answer as JSON on stdout, errors as JSON on stderr.")
ftm = click.option("--ftm", is_flag=True, help="Listings as FollowTheMoney entities, one JSON object a line.")
lists = click.option(
    "--lists", type=click.Path(path_type=Path), multiple=True, metavar="PATH",
    help="Official list file, or folder of them, to use instead of the lists that are kept. Repeatable.",
)  # fmt: skip
as_of = click.option(
    "--as-of", default="", metavar="DATE", help="Use the lists as they stood at the end of this day, as 2022-01-21."
)
max_age = click.option(
    "--max-age", type=click.IntRange(min=0), default=7, show_default=True, metavar="DAYS",
    help="Days after which a list that nothing has confirmed is too old to clear anybody.",
)  # fmt: skip
accept_shrunken = click.option(
    "--accept-shrunken", is_flag=True, help="Take a list although more of it is gone than --max-loss allows."
)
accept_invalid = click.option(
    "--accept-invalid", is_flag=True, help="Take a list although it breaks its publisher's schema (XSD)."
)
max_loss = click.option(
    "--max-loss", type=click.FloatRange(0, 1), default=0.10, show_default=True, metavar="SHARE",
    help="Share of its records or names that a list may lose and still be taken.",
)  # fmt: skip
