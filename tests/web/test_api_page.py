"""Do the examples of docs/api.md work, one after the other?"""

from __future__ import annotations

import re
from pathlib import Path

from tests.web.conftest import Served

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
_EXAMPLE = re.compile(
    r"```http\n(?P<method>[A-Z]+) (?P<path>\S+)(?: -> (?P<status>\d+) (?P<where>\S+))?\n(?P<body>.*?)```", re.DOTALL
)


def test_every_example_works(served: Served) -> None:
    """Each request of the page is answered as the page says; refusals name the place that it names."""
    headers = {**served.key("screen", "cases", "approve", "audit"), "Content-Type": "application/json"}
    examples = [found.groupdict() for found in _EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]
    assert len(examples) > 12
    for one in examples:
        found = served.client.get("/api/v1/alerts", headers=headers).json()["alerts"]
        path = one["path"].replace("{alert}", found[0]["id"] if found else "none yet")
        answer = served.client.request(one["method"], path, content=one["body"].strip() or None, headers=headers)
        assert answer.status_code == int(one["status"] or 200), (one, answer.text)
        if one["where"]:
            assert answer.json()["where"] == one["where"]


def test_every_code_is_told(served: Served) -> None:
    """The table of failures has every code that an API answers with."""
    from watchword.web.errors import STATUS

    page = PAGE.read_text(encoding="utf-8")
    assert not [code for code in STATUS if f"`{code}`" not in page and code != "error"]
