"""Make the fonts of printed reports: the letters that PDF's own fonts lack, cut from fonts that may be given away.

    python tools/fonts.py FOLDER_OF_FONTS [TARGET]

FOLDER holds DejaVuSans.ttf, DejaVuSans-Bold.ttf (2.37), NotoNaskhArabic-Regular.ttf, NotoSansEthiopic-Regular.ttf (20201225),
DroidSansFallbackFull.ttf (6.0.1) and NanumGothic.ttf (2020-05-06), as Debian ships them in fonts-dejavu-core,
fonts-noto-core, fonts-droid-fallback and fonts-nanum. Needs fonttools. The same fonts give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).parent.parent / "src" / "watchword" / "data" / "fonts"

_ALPHABETS = (
    (0x0021, 0x007E), (0x00A1, 0x052F), (0x0531, 0x05FF), (0x10A0, 0x10FF), (0x1E00, 0x1FFF), (0x2010, 0x21FF),
    (0x2D00, 0x2D2F), (0xFB00, 0xFB4F),
)  # fmt: skip
"""Latin, Greek, Cyrillic, Armenian, Hebrew, Georgian, signs."""
_EVERYWHERE = ((0x0020, 0x0040), (0x00A0, 0x00A0))  # blanks, figures, common signs
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))  # with the joined forms
_ETHIOPIC = ((0x1200, 0x137F),)
_HANGUL = ((0xAC00, 0xD7A3),)
_HAN_CODES = ("gbk", "big5", "shift_jis", "euc_kr")  # whatever the usual encodings of the Far East can write
_UNUSED = ["GSUB", "GPOS", "GDEF", "BASE", "JSTF", "DSIG", "FFTM", "kern"]
_COPYRIGHT, _FAMILY, _STYLE, _ID, _FULL, _VERSION, _POSTSCRIPT, _LICENCE, _LICENCE_URL = 0, 1, 2, 3, 4, 5, 6, 13, 14


def main(folder: Path, target: Path) -> None:
    """Cut all three."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("DejaVuSans", "DejaVuSans-Bold"):
        _cut(folder / f"{name}.ttf", _codes(_ALPHABETS), target / f"{name}-part.ttf")
    _cut(folder / "NotoNaskhArabic-Regular.ttf", _codes(_ARABIC), target / "NotoNaskhArabic-part.ttf")
    _cut(folder / "NotoSansEthiopic-Regular.ttf", _codes(_ETHIOPIC), target / "NotoSansEthiopic-part.ttf")
    far_east = {code for code in range(0x2E80, 0x10000) if any(_can_write(codec, code) for codec in _HAN_CODES)}
    _cut(folder / "DroidSansFallbackFull.ttf", far_east, target / "DroidSansFallback-part.ttf")
    hangul = {code for code in _codes(_HANGUL) if _can_write("euc_kr", code)}
    _cut(folder / "NanumGothic.ttf", hangul, target / "Hangul-part.ttf", name="WatchwordHangul")


def _codes(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def _can_write(codec: str, code: int) -> bool:
    return bool(chr(code).encode(codec, "ignore"))


def _cut(source: Path, codes: set[int], target: Path, name: str = "") -> None:
    """A part of a font, under another `name` where the font's licence reserves its own."""
    options = subset.Options()
    options.hinting = options.glyph_names = options.recalc_timestamp = False
    options.layout_features = []
    options.drop_tables += _UNUSED
    options.name_IDs = [_COPYRIGHT, _FAMILY, _STYLE, _ID, _FULL, _VERSION, _POSTSCRIPT, _LICENCE, _LICENCE_URL]
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes | _codes(_EVERYWHERE))
    cutter.subset(font)
    for at in (_FAMILY, _ID, _FULL, _POSTSCRIPT) if name else ():
        font["name"].removeNames(nameID=at)
        font["name"].setName(name, at, 3, 1, 0x409)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else TARGET)
