"""What can go wrong, as one tree; every error has a code, a message for a person, and the place at fault.

    WatchwordError              1   anything of ours
    ├── UsageError              2   a command or call was put wrongly
    ├── InputError              3   a party, row or message can't be screened: names the field
    ├── ListError               4   a list file can't be read whole, so none of it is taken
    ├── NotFoundError           5   no listing, list or record of that name
    ├── StorageError            6   the home directory or store can't be read or written
    └── ForbiddenError          7   this person may not do that

The numbers are exit codes; 0 means nothing found, 10 means hits found. This module decides no wording.
"""

from __future__ import annotations


class WatchwordError(Exception):
    """Base of every error: `code` for programs, `message` for people, `where` the file, row or field."""

    code = "error"
    exit_code = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        hint = f". {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def as_dict(self) -> dict[str, str]:
        """The error for a program: code, message, where, hint (all strings, empty when there is none)."""
        return {"code": self.code, "message": self.message, "where": self.where, "hint": self.hint}


class UsageError(WatchwordError):
    """A command or call was put wrongly."""

    code = "usage"
    exit_code = 2


class InputError(WatchwordError):
    """A party can't be screened as given; `where` is the field (name, birth, countries, ...)."""

    code = "input"
    exit_code = 3


class ListError(WatchwordError):
    """A list file can't be read whole; `where` is the file and, where known, the row or line."""

    code = "list"
    exit_code = 4


class NotFoundError(WatchwordError):
    """There is no listing, list or record of that name."""

    code = "not-found"
    exit_code = 5


class StorageError(WatchwordError):
    """The home directory or store can't be read or written."""

    code = "storage"
    exit_code = 6


class ForbiddenError(WatchwordError):
    """This person may not do that: a role is missing, or a second, different person is needed."""

    code = "forbidden"
    exit_code = 7
