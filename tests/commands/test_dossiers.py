"""Is all that is known of a party in its dossier, on every paper that it is given on?"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pytest

from watchword.cli import run

LIST = "\n".join(
    json.dumps({"id": f"x-{n}", "schema": "Person", "properties": {"name": [name], "topics": ["sanction"]}})
    for n, name in enumerate(("Zuleika Brandywine", "Somebody <b>Different"))
)
PAGES = {
    "b.txt": "Japan imposed sanctions on Zuleika Brandywine on 3 May 2021. She lives in Oslo.",
    "a.txt": "Police arrested Zuleika Brandywine in Oslo on 2 March 2020.\nNobody said <script>alert(1)</script> then.",
}


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs a command line on LIST in a home of its own, in which PAGES were read, one of them twice."""
    monkeypatch.setenv("WATCHWORD_HOME", str(tmp_path / "home"))
    (tmp_path / "list.ftm.json").write_text(LIST + "\n")
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text)

    def asked(*words: str, code: int = 0) -> bytes:
        capsysbinary.readouterr()
        assert run([*words, "--lists", str(tmp_path / "list.ftm.json")]) == code
        return capsysbinary.readouterr().out

    asked("read", str(tmp_path / "b.txt"), str(tmp_path / "a.txt"), code=10)
    asked("read", str(tmp_path / "a.txt"), code=10)
    return asked


def test_a_dossier_holds_lists_coverage_and_pages_by_day(ask: Any, tmp_path: Path) -> None:
    """Passages and facts stand once, oldest first, with their sentences; HTML and PDF hold them too, and no foreign markup."""
    told = json.loads(ask("dossier", "Zuleika Brandywine", "--json"))["dossier"]
    assert [one["sentence"][:12] for one in told["passages"]] == ["Police arres", "Japan impose"]
    assert [one["fact"]["type"] for one in told["facts"]] == ["arrest", "designation"]
    assert [one["full"] for one in told["listings"][0]["names"]] == ["Zuleika Brandywine"]
    assert told["coverage"]["members"]
    html, pdf = tmp_path / "out.html", tmp_path / "out.pdf"
    shown = ask("dossier", "Zuleika Brandywine", "--html", str(html), "--pdf", str(pdf)).decode()
    text = html.read_text(encoding="utf-8")
    paper = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages).split()
    )
    for where in (" ".join(shown.split()), text, paper):
        assert "Dossier: Zuleika Brandywine" in where
        assert "Police" in where
        assert "designation" in where
    assert "<script" not in text
    assert "src=" not in text
    before = pdf.read_bytes()
    ask("dossier", "Zuleika Brandywine", "--pdf", str(pdf))
    assert pdf.read_bytes() == before


def test_a_party_of_whom_nothing_was_read_has_a_dossier_too(ask: Any, tmp_path: Path) -> None:
    """It says that no page names it; markup in a name stays text; nobody's name is not found."""
    html = tmp_path / "out.html"
    assert b"No page on the record names it" in ask("dossier", "Somebody Different", "--html", str(html))
    assert "Somebody &lt;b&gt;Different" in html.read_text(encoding="utf-8")
    assert ask("dossier", "Ottoline Quux", code=5) == b""
