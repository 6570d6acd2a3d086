"""Does the page for auditors work as it is written?"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger.example import FOLDER, files

from watchword.ledger import verify_log

PAGE = FOLDER.parent / "record.md"


def test_the_example_is_what_the_log_writes() -> None:
    """The example's files are, to the byte, what the program makes today: the format has not drifted."""
    made = files()
    assert made == {path.name: path.read_bytes() for path in FOLDER.iterdir()}


def test_every_step_gives_what_the_page_says(tmp_path: Path) -> None:
    """The commands of the page, run in order, print what stands after them."""
    missing = [tool for tool in ("bash", "sed", "sha256sum", "xxd", "openssl", "base64") if not shutil.which(tool)]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    for path in FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    shutil.copy(verify_log.__file__, tmp_path)
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert len(blocks) == 9
    script = f'set -e\npython() {{ "{sys.executable}" "$@"; }}\n' + "".join(blocks)
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    printed = [line.removesuffix("  -") for line in done.stdout.splitlines()]
    assert printed == ["sound", *re.findall(r"^# (.+)$", "".join(blocks), re.MULTILINE)]


def test_every_fault_is_explained() -> None:
    """Each code of a fault that the verifiers can give is in the page."""
    folder = Path(verify_log.__file__).parent
    source = verify_log.__file__ and Path(verify_log.__file__).read_text() + (folder / "audit.py").read_text()
    codes = set(re.findall(r'(?:fault|Fault)\([^"]*?"([a-z]+)"', source)) | {"truncated", "dropped"}
    assert codes
    assert {code for code in codes if f"`{code}`" not in PAGE.read_text()} == set()
