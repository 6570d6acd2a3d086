"""Are rules read strictly, and is every word of the default ones understood?"""

from __future__ import annotations

from pathlib import Path

import pytest

from watchword.errors import UsageError
from watchword.payments import rules


def test_default_rules_are_read() -> None:
    """The rules that ship are valid, exempt nobody, and hold on stale lists."""
    default = rules.default()
    assert (default.stale_lists, default.exempt_roles, default.lists) == ("hold", (), ())
    assert default.digest == rules.read(None).digest


@pytest.mark.parametrize(
    "text",
    [
        'stale_list = "tell"',
        'stale_lists = "maybe"',
        "[lines]\ncreditor = 1.5",
        '[[scrutiny]]\nname = "x"\ncountries = ["Cuba"]',
        '[rails.fast]\nmark = ["X"]',
        "not toml",
        '[outcomes]\notherwise = "seize"',
    ],
)
def test_wrong_rules_are_refused(tmp_path: Path, text: str) -> None:
    """A misspelt key, an impossible value or a broken file is an error that names the file."""
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        rules.read(path)
    assert str(path) in caught.value.where


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    """Rules that aren't there are an error, not the default."""
    with pytest.raises(UsageError):
        rules.read(tmp_path / "none.toml")
