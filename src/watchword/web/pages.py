"""How does a page come to be? Templates that escape everything, with what every page needs, and static files.

Texts of lists and customers are hostile here: templates mark nothing as safe, and the policy lets no page run a script
or style that is not a file of ours.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import Response

from watchword import __version__
from watchword.errors import NotFoundError, WatchwordError
from watchword.match.evidence import CODES
from watchword.text.dates import format_span
from watchword.text.places import country_name
from watchword.web import auth
from watchword.web.errors import problem
from watchword.web.operations import Need, Operation
from watchword.wording import percent, strength

NAVIGATION = (
    # address, what it is called, what one must be allowed to do to see it
    ("/", "Search", Need.SCREEN),
    ("/alerts", "Alerts", Need.CASES),
    ("/proposals", "Second approvals", Need.CASES),
    ("/customers", "Customers", Need.CASES),
    ("/lists", "Lists", Need.SCREEN),
    ("/record", "Record", Need.AUDIT),
    ("/numbers", "Numbers", Need.CASES),
    ("/account", "Account", Need.NOTHING),
)
"""The pages that every page leads to, in order."""

_FOREVER = "public, max-age=31536000, immutable"  # an address has the content's digest in it


@cache
def statics() -> Mapping[str, tuple[bytes, str, str]]:
    """Every static file by name: bytes, media type, digest. Nothing but these can be asked for."""
    found = {}
    for path in files("watchword.web").joinpath("static").iterdir():
        data = path.read_bytes()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        found[path.name] = data, kind, hashlib.sha256(data).hexdigest()[:16]
    return found


def static_url(name: str) -> str:
    """The address of a static file, which changes with its content."""
    return f"/static/{name}?v={statics()[name][2]}"


@cache
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=PackageLoader("watchword.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(percent=percent, strength=strength, span=format_span, country=country_name)
    made.globals.update(static=static_url, version=__version__, codes=CODES)
    return made


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page, or a part of one, made of a template with these values and those that `layout.html` needs."""
    who = getattr(request.state, "actor", auth.NOBODY)
    shown = [(address, name) for address, name, need in NAVIGATION if who.may(need)]
    text = environment().get_template(template).render(
        **values, actor=who, navigation=shown, here=request.url.path,
        csrf=who.session.csrf if who.session else "",
    )  # fmt: skip
    return Response(text, status, {"Cache-Control": "no-store"}, "text/html; charset=utf-8")


def trouble(request: Request, error: WatchwordError) -> Response:
    """The page that says what went wrong; for whoever has to sign in, the way there."""
    told = problem(error)
    by_page = request.method in auth.SAFE and not {"hx-request", "authorization"} & {*request.headers.keys()}
    if told.code == "unauthenticated" and by_page:
        return Response(status_code=303, headers={"Location": "/sign-in"})
    return page(request, "error.html", status=told.status, problem=told)


def see_other(address: str) -> Response:
    """Send a browser on, after a form was taken."""
    return Response(status_code=303, headers={"Location": address, "Cache-Control": "no-store"})


async def static(request: Request) -> Response:
    """A static file."""
    found = statics().get(request.path_params["name"])
    if found is None:
        raise NotFoundError("there is no such file", where="name")
    data, kind, digest = found
    fresh = request.query_params.get("v") == digest
    return Response(data, headers={"Cache-Control": _FOREVER if fresh else "no-cache"}, media_type=kind)


OPERATIONS = (Operation("GET", "/static/{name}", static, Need.NOTHING, "A static file", page=True),)
