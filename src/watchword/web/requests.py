"""What does a request say? Bodies and query strings become frozen structs, or an error that names the field.

A parameter that is not known is refused by its name: what is passed over in silence would change an answer unseen.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from watchword.errors import InputError
from watchword.web.errors import RequestError, of_decoding

JSON = "application/json"
_T = TypeVar("_T")


_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


async def read_body(request: Request, kind: type[_T]) -> _T:
    """The JSON body as that type. Raises InputError or UsageError naming the field, RequestError for another media type."""
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared != JSON:
        raise RequestError("media-type", "the body must be JSON", where="Content-Type", hint=f"Send {JSON}.")
    return decode(await request.body(), kind)


def decode(data: bytes | str, kind: type[_T]) -> _T:
    """JSON as that type."""
    try:
        decoder = _decoders.get(kind) or _decoders.setdefault(kind, msgspec.json.Decoder(kind))
        return decoder.decode(data)  # type: ignore[no-any-return]  # the decoder is that of the type
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise of_decoding(error) from None


def read_query(request: Request, kind: type[_T]) -> _T:
    """The query string as a struct: fields of a tuple type take repeated parameters, the others one.

    Raises InputError naming a parameter that is unknown, given twice or malformed.
    """
    many = _repeated(cast(Hashable, kind))
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name not in many:
            known = ", ".join(many) or "none"
            raise RequestError("usage", "this parameter is not supported here", where=name, hint=f"Supported: {known}.")
        if many[name]:
            given.setdefault(name, []).append(value)
        elif name in given:
            raise InputError("give this parameter once", where=name)
        else:
            given[name] = value
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise of_decoding(error) from None


@cache
def _repeated(kind: Hashable) -> dict[str, bool]:
    """The parameters that a struct knows: may they be repeated?"""
    hints = get_type_hints(kind, include_extras=True)
    fields = msgspec.structs.fields(kind)  # type: ignore[arg-type]  # it is a struct
    return {field.encode_name: _is_tuple(hints[field.name]) for field in fields}


def _is_tuple(hint: Any) -> bool:
    return get_origin(hint) is tuple or any(_is_tuple(part) for part in get_args(hint))


def json_response(value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A value as JSON that no cache may keep."""
    return Response(msgspec.json.encode(value), status, {"Cache-Control": "no-store", **(headers or {})}, JSON)
