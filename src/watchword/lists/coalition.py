"""Who are the coalition's members, and which lists does each keep or follow? The table `coalition.toml`.

What is not known is `unknown` there and here. Nothing is compared with listings: that is `coverage`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from watchword.errors import NotFoundError
from watchword.text.places import country_name

UN = "un-sc"


class Member(msgspec.Struct, frozen=True):
    """A state (ISO 3166-1 alpha-2, lower case) or organisation, with the publishers of its lists.

    `keeps` are its own lists (one of them is enough), `follows` those of others that bind it; `national` says
    whether a list of its own is "read" here, published but "unread", or "unknown".
    """

    code: str
    keeps: tuple[str, ...]
    follows: tuple[str, ...]
    national: Literal["read", "unread", "unknown"]
    name: str = ""

    @property
    def title(self) -> str:
        """The member's name in English."""
        return self.name or country_name(self.code)


class Coalition(msgspec.Struct, frozen=True):
    """The members as they stood in a month (`as_of`, as 2021-06), in the order of their codes, organisations last."""

    as_of: str
    member: tuple[Member, ...]

    def find(self, code: str) -> Member:
        """The member of a code such as us or eu. Raises NotFoundError."""
        for one in self.member:
            if one.code == code.lower():
                return one
        raise NotFoundError(f"no member {code!r} of the coalition", where="member", hint="Codes look like us, gb, eu.")


@cache
def coalition() -> Coalition:
    """The coalition of the table that ships with the package."""
    text = files("watchword.lists").joinpath("coalition.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Coalition, strict=True)
