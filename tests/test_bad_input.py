"""Bad input, kind by kind: each gets an answer, or a clear error that names the field or the row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import watchword as ww
from watchword.cli import run

DJIBO = "us-ofac:32391"
_REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "empty": ({"name": ""}, "name"),
    "blank": ({"name": " \t\n\xa0"}, "name"),
    "10,000 letters": ({"name": "x" * 10_000}, "name"),
    "10,000 characters of words": ({"name": "Ousmane Illiassou Djibo " * 417}, "name"),
    "only control characters": ({"name": "\x00\x07\x1b"}, "name"),
    "only emoji": ({"name": "😀🙂"}, "name"),
    "unknown kind": ({"name": "Djibo", "kind": "robot"}, "kind"),
    "impossible date": ({"name": "Djibo", "birth": "1984-02-30"}, "birth"),
    "unknown country": ({"name": "Djibo", "countries": ("Atlantis",)}, "countries"),
}
_ANSWERED: dict[str, tuple[str, bool]] = {  # a name, and whether it must find Djibo
    "digits only": ("313", False),
    "one letter": ("O", False),
    "a letter of another script": ("ع", False),
    "control characters": ("Ousmane\x00 Illiassou\x1b[31m Djibo\x07", True),
    "right-to-left marks": ("\u202eOusmane\u202c \u200fIlliassou Djibo\u200e", True),
    "mixed scripts": ("Ousmane Иллиассу Djibo", True),
    "homoglyphs": ("Оusmаnе Illiаssоu Djibо", True),
    "emoji": ("Ousmane 😀 Illiassou Djibo 🙂", True),
}
_HTML = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>"
Spoil = Callable[[bytes], bytes]
_SPOILED: dict[str, tuple[Spoil, str]] = {  # what is done to an sdn.csv, and what the error says
    "truncated": (lambda whole: whole[: whole.rindex(b'"')], r"sdn\.csv row 22: the file breaks off"),
    "wrongly encoded": (lambda whole: whole.decode("latin-1").encode("utf-16"), r"sdn\.csv: "),
    "an HTML error page": (lambda _: _HTML, "HTML page"),
    "no list": (lambda _: b"Dear customer, the list will follow.", "no list that is known here"),
}


@pytest.mark.parametrize("what", _REFUSED)
def test_what_cannot_be_screened_names_its_field(screener: ww.Screener, what: str) -> None:
    """Refused with the field at fault, by the library."""
    party, field = _REFUSED[what]
    with pytest.raises(ww.InputError) as caught:
        screener.screen(ww.Party(**party))  # type: ignore[arg-type]
    assert caught.value.where == field


@pytest.mark.parametrize("what", _ANSWERED)
def test_what_can_be_screened_is(screener: ww.Screener, what: str) -> None:
    """Answered; and what hides a name from a computer only does not hide it."""
    name, found = _ANSWERED[what]
    hits = screener.screen(ww.Party(name, kind="person")).hits
    if found:
        assert hits[0].listing.id == DJIBO


@pytest.mark.parametrize("what", _SPOILED)
def test_a_spoiled_list_is_refused_whole(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """No part of it is screened against: the library and the command name the file, and the row where there is one."""
    spoil, said = _SPOILED[what]
    path = tmp_path / "sdn.csv"
    path.write_bytes(spoil((data / "us-ofac" / "sdn" / "sdn.csv").read_bytes()))
    with pytest.raises(ww.ListError, match=said) as caught:
        ww.Snapshot.from_files([path])
    assert "sdn.csv" in caught.value.where
    code = run(["--home", str(tmp_path / "home"), "screen", "Djibo", "--lists", str(path), "--json"])
    told = capsys.readouterr()
    assert (code, told.out) == (4, "")
    assert "sdn.csv" in json.loads(told.err)["error"]["where"]
