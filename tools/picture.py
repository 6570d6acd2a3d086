"""What does an answer look like? Writes docs/images/screen.svg, the picture of a real run in the README.

Run it as `python -m tools.picture` when the answer or its look has changed; with `--check` it only says whether
they have. The same answer gives the same bytes.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

PICTURE = Path(__file__).parent.parent / "docs" / "images" / "screen.svg"
_NAME = "Ousmane Illiassou Djibo"
_FACTS = ("--birth", "1984", "--country", "Niger")
_WIDTH = 100
# Fonts that a viewer would fetch from elsewhere; the reader's own do as well.
_FETCHED_FONTS = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)


def draw() -> str:
    """The picture as SVG: the command, and what it printed."""
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "COLUMNS": str(_WIDTH), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "watchword.cli", "screen", _NAME, *_FACTS]
    run = subprocess.run(command, env={**os.environ, **colours}, stdout=subprocess.PIPE, check=False)  # noqa: S603
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), highlight=False)
    console.print(Text.assemble(("$ ", "bold green"), f'watchword screen "{_NAME}" {" ".join(_FACTS)}'))
    console.print(Text.from_ansi(run.stdout.decode().rstrip()))
    svg = console.export_svg(title="watchword", theme=SVG_EXPORT_THEME, unique_id="watchword")
    svg = _FETCHED_FONTS.sub("", svg).replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)  # some viewers drop leading blanks without it


def main(arguments: Sequence[str]) -> int:
    """Write the picture, or with --check compare it; 1 when it is another than the one that is there."""
    picture = draw()
    if "--check" in arguments:
        same = PICTURE.read_text(encoding="utf-8") == picture
        print("the picture is up to date" if same else "the picture is old: run python -m tools.picture")
        return 0 if same else 1
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
