"""Make the bundled lists: compress the publishers' files and write the manifest that vouches for them.

    python tools/bundle.py FOLDER_OF_SOURCE_FILES [TARGET]

The same source files give the same bytes. Nothing is taken that the readers do not read whole.
"""

from __future__ import annotations

import json
import lzma
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from watchword.lists.loading import decompress
from watchword.lists.registry import read_files
from watchword.lists.source import SourceFile

TARGET = Path(__file__).parent.parent / "src" / "watchword" / "data" / "bundled"


@dataclass(frozen=True)
class Bundled:
    """One list to bundle: its source files by their name in the bundle, and what no file says of itself."""

    files: dict[str, str]
    published: str
    attribution: str
    retrieved: str = ""
    note: str = ""


LISTS = (
    Bundled(
        files={
            "us-ofac-sdn.csv": "ofac/2024-03-11_triple/sdn.csv",
            "us-ofac-alt.csv": "ofac/2024-03-11_triple/alt.csv",
            "us-ofac-add.csv": "ofac/2024-03-11_triple/add.csv",
        },
        published="2024-03-11",
        attribution="Office of Foreign Assets Control, US Department of the Treasury. Public domain.",
        note="alt.csv and add.csv are rebuilt in the official layout from a re-export of that day.",
    ),
    Bundled(
        files={"uk-ofsi-conlist.csv": "uk/ConList_2023-06-05.derived.csv.gz"},
        published="2023-06-05",
        attribution=(
            "Contains public sector information licensed under the Open Government Licence v3.0. "
            "Crown copyright, Office of Financial Sanctions Implementation, HM Treasury."
        ),
        note="The rows of the official XLSX of that day as CSV, which packs to a quarter of its size.",
    ),
    Bundled(
        files={"eu-fsf-full.xml": "eu/20190827-FULL-1_1.xml"},
        published="2019-08-27",
        attribution="Source: European Commission, © European Union, 2019. Reused under CC BY 4.0.",
    ),
    Bundled(
        files={"au-dfat-consolidated.xlsx": "au/regulation8_consolidated_2024-12.xlsx"},
        published="2024-11-11",
        retrieved="2024-12-17",
        attribution=(
            "Based on Commonwealth of Australia (Department of Foreign Affairs and Trade) data, "
            "licensed under CC BY 4.0."
        ),
        note="The list as found in December 2024; its latest control date is 11 November 2024.",
    ),
)


def main() -> None:
    """Write every list and the manifest; the folder of source files is the first argument."""
    folder = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    sections = [_bundle(listed, folder, target) for listed in LISTS]
    text = "# Made by tools/bundle.py. The lists are old copies for trying out, not for screening.\n\n"
    (target / "manifest.toml").write_text(text + "\n".join(sections), encoding="utf-8", newline="\n")


def _bundle(listed: Bundled, folder: Path, target: Path) -> str:
    files = []
    for name, path in listed.files.items():
        files.append(SourceFile(name, decompress((folder / path).read_bytes(), path)))
    (read,) = read_files(files)
    publication = read.publication
    if publication.published not in ("", listed.published):
        raise SystemExit(f"{publication.publisher}: published {publication.published}, not {listed.published}")
    facts: list[tuple[str, str | int]] = [
        ("publisher", publication.publisher),
        ("title", publication.title),
        ("published", listed.published),
        ("retrieved", listed.retrieved),
        ("records", publication.records),
        ("licence", publication.licence),
        ("attribution", listed.attribution),
        ("url", publication.url),
        ("sha256", publication.sha256),
        ("note", listed.note),
    ]
    lines = [
        "[[list]]",
        *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts if value != ""),
    ]
    for file in files:
        packed = lzma.compress(file.data, format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)
        (target / f"{file.name}.xz").write_bytes(packed)
        digest = sha256(file.data).hexdigest()
        lines += [
            "",
            "[[list.file]]",
            f'name = "{file.name}"',
            f"bytes = {len(file.data)}",
            f'sha256 = "{digest}"',
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
