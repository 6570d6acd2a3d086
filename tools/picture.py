"""What does an answer look like? Writes docs/images/screen.svg and read.svg, pictures of real runs in the README.

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

_IMAGES = Path(__file__).parent.parent / "docs" / "images"
PICTURES = {
    _IMAGES / "screen.svg": ("screen", "Ousmane Illiassou Djibo", "--birth", "1984", "--country", "Niger"),
    _IMAGES / "read.svg": ("read", "docs/examples/rome.html"),
}
_WIDTH = 100
# Fonts that a viewer would fetch from elsewhere; the reader's own do as well.
_FETCHED_FONTS = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)


def draw(arguments: Sequence[str]) -> str:
    """The picture as SVG: the command, and what it printed."""
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "COLUMNS": str(_WIDTH), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "watchword.cli", *arguments]
    run = subprocess.run(command, env={**os.environ, **colours}, stdout=subprocess.PIPE, check=False)  # noqa: S603
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), highlight=False)
    console.print(Text.assemble(("$ ", "bold green"), f"watchword {_typed(arguments)}"))
    console.print(Text.from_ansi(run.stdout.decode().rstrip()))
    svg = console.export_svg(title="watchword", theme=SVG_EXPORT_THEME, unique_id="watchword")
    svg = _FETCHED_FONTS.sub("", svg).replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)  # some viewers drop leading blanks without it


def _typed(arguments: Sequence[str]) -> str:
    return " ".join(f'"{word}"' if " " in word else word for word in arguments)


def main(arguments: Sequence[str]) -> int:
    """Write the pictures, or with --check compare them; 1 when one is another than the one that is there."""
    drawn = {path: draw(command) for path, command in PICTURES.items()}
    if "--check" in arguments:
        old = [path.name for path, picture in drawn.items() if path.read_text(encoding="utf-8") != picture]
        print(f"old: {', '.join(old)}; run python -m tools.picture" if old else "the pictures are up to date")
        return 1 if old else 0
    for path, picture in drawn.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
