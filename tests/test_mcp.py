"""Does an agent get right answers with receipts, and change nothing without leave?"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.small import snapshot_of
from tests.web.conftest import few, options

from watchword.mcp import server
from watchword.policy import Policy, Weights
from watchword.screen import compare
from watchword.web.service import Service, open_service

mcp = pytest.importorskip("mcp.client", reason="watchword[mcp] is not installed")
stdio = pytest.importorskip("mcp.client.stdio")
mcp_session = pytest.importorskip("mcp.client.session")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over a few listings."""
    made = open_service(options(tmp_path_factory.mktemp("mcp")), snapshot_of(*few()))
    yield made
    made.close()


def _call(here: Service, tool: str, raises: bool = False, **given: Any) -> Any:
    """Call a tool as an agent does, over the protocol."""

    async def ask() -> Any:
        async with mcp.Client(server(here, "os:tester", raises=raises)) as client:
            return await client.call_tool(tool, given)

    return asyncio.run(ask())


def test_tools_say_what_they_do(here: Service) -> None:
    """Five tools, each with a description; those that only read say so."""

    async def ask() -> Any:
        async with mcp.Client(server(here, "os:tester")) as client:
            return (await client.list_tools()).tools

    tools = {one.name: one for one in asyncio.run(ask())}
    assert set(tools) == {"screen", "explain", "show", "coverage", "read_text"}
    assert all(one.description for one in tools.values())
    assert {name for name, one in tools.items() if one.annotations.read_only_hint} == {"explain", "show", "coverage"}


def test_screen_gives_hits_receipt_and_clearance(here: Service) -> None:
    """A listed name is found; the receipt is that of a record, which raises no alert without leave."""
    found = _call(here, "screen", name="Ousmane Illiassou Djibo", birth="1984").structured_content
    assert found["hits"][0]["listing"] == "us-ofac:1"
    assert not found["clearance"]["allowed"]
    with here.log.read() as view:
        body = view.record(found["receipt"]["seq"]).read(dict)  # type: ignore[type-arg]
    assert body["basis"]["by"] == "os:tester"
    assert body["alerts"] == []


def test_alerts_need_leave(here: Service) -> None:
    """With leave a hit is an alert."""
    found = _call(here, "screen", raises=True, name="Ousmane Illiassou Djibo").structured_content
    with here.log.read() as view:
        assert view.record(found["receipt"]["seq"]).read(dict)["alerts"]  # type: ignore[type-arg]


def test_explanation_adds_up(here: Service) -> None:
    """The points of an explanation are the similarity."""
    found = _call(here, "explain", a="Usama bin Ladin", b="Osama bin Laden").structured_content
    assert sum(one.get("points", 0) for one in found["evidence"]) == pytest.approx(found["similarity"])


def test_explanation_is_under_the_policy_in_force(here: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy that came into force after the start is what two names are compared by, as answers are."""
    asked = {"a": "Usama bin Ladin", "b": "Osama bin Laden"}
    before = _call(here, "explain", **asked).structured_content["similarity"]
    served = here.lists.served
    harder = replace(served.settings, policy=Policy(person_weights=Weights(edit=3 * Weights().edit)))
    monkeypatch.setattr(here.lists, "_served", served.again(harder, served.today))
    after = _call(here, "explain", **asked).structured_content["similarity"]
    assert after == compare(**asked, policy=harder.policy).similarity
    assert after < before


def test_listing_is_shown_with_its_ties(here: Service) -> None:
    """A listing comes with its publication and ties; an unknown id is an error that says so."""
    assert _call(here, "show", listing_id="us-ofac:1").structured_content["relations"][0]["target_id"] == "us-ofac:2"
    wrong = _call(here, "show", listing_id="us-ofac:404")
    assert wrong.is_error
    assert "us-ofac:404" in wrong.content[0].text


def test_text_is_read_on_record(here: Service) -> None:
    """Who is mentioned in a text is told with places in it; the text is in the erasable part of the record."""
    text = "On Monday the group of Ousmane Illiassou Djibo crossed the border near Ayorou."
    found = _call(here, "read_text", text=text).structured_content
    assert [text[one["start"] : one["end"]] for one in found["mentions"]][:1] == ["Ousmane Illiassou Djibo"]
    with here.log.read() as view:
        seq = found["receipt"]["seq"]
        assert b"Djibo" not in view.record(seq).line
        assert "Djibo" in str(view.personal(seq))


def test_bad_input_is_told(here: Service) -> None:
    """What can't be screened is an error that names the field, not an empty answer."""
    wrong = _call(here, "screen", name="Ann", birth="31.02.1984")
    assert wrong.is_error
    assert "birth" in wrong.content[0].text


def test_tools_over_http_need_a_key(tmp_path: Path) -> None:
    """Over HTTP nothing is told to whoever has no key."""
    from starlette.testclient import TestClient

    from watchword.web.guard import with_key

    made = open_service(options(tmp_path), snapshot_of(*few()))
    try:
        app = with_key(server(made, "os:tester").streamable_http_app(stateless_http=True, json_response=True), made)
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
        client = TestClient(app, base_url="http://127.0.0.1:8090")
        assert client.post("/mcp", json=body).status_code == 401
    finally:
        made.close()


@pytest.mark.slow
def test_tools_over_stdio_in_a_process(tmp_path: Path) -> None:
    """`watchword mcp` speaks the protocol on stdin and stdout and nothing else; its answer has a receipt."""
    lists = str(Path(__file__).parent / "data" / "un" / "invented.xml")
    known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    command = stdio.StdioServerParameters(
        command=sys.executable, args=["-m", "watchword.cli", "mcp", "--lists", lists],
        env={**known, "WATCHWORD_HOME": str(tmp_path)},
    )  # fmt: skip

    async def ask() -> Any:
        async with stdio.stdio_client(command) as streams, mcp_session.ClientSession(*streams) as client:
            await client.initialize()
            return await client.call_tool("screen", {"name": "Nobody Whatsoever"})

    found = asyncio.run(ask()).structured_content
    assert found["hits"] == []
    assert found["receipt"]["kind"] == "screened"
