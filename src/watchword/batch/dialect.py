"""In which encoding and with which delimiter is a text file written? Judged by its bytes, never by its name.

A guess is shown before it is used, and a map can overrule it; nothing here reads whole files.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from pathlib import Path

_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of old files, best first, with the letters that names in them have most (after their first: all others
# of its script are half as good a sign).
_OLD = {
    "cp1252": "éèêëàâäáãåæçìíîïñòóôöõøœßùúûüÿÀÂÄÁÃÅÆÇÈÉÊËÍÎÏÑÓÔÖÕØŒÙÚÛÜ’–ºª°",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșțşţäöüßĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰĂÂÎŞŢÄÖÜ",
    "cp1251": "аоеинвлрстукмдАОЕИНВЛРСТУКМД№",
    "cp1254": "çğıöşüâîûÇĞİÖŞÜÂÎÛ",
    "cp1256": "املنيوربتدعةسهـحكجفأقىپچگ",
    "cp1253": "αοιετσνρηκπυςάόίέΑΟΙΕΤΣΝΡΗΚΠΥ",
    "cp1255": "יוהלאמרתבשנדםןחקעפ",
    "koi8-r": "аоеинвлрстукмдАОЕИНВЛРСТУКМД",
    "gb18030": "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹姓名中国公司有限北京上海市省文明华建军",
    "shift_jis": "のンスアイトルラーリドシタカマ田中山本小林木村藤佐井上野川島子郎一太美氏名株式会社",
    "euc_kr": "김이박최정강조윤장임한오서신권황안송류홍민영수지현성은주희경미진준호철식회사주",
    "big5": "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹姓名中國公司有限大文明華",
    "euc_jp": "のンスアイトルラーリドシタカマ田中山本小林木村藤佐井上野川島子郎一太美氏名株式会社",
}
_EAST = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC"))
_DELIMITERS = ",;\t|"
_LINES = 200


def find_encoding(path: Path) -> str:
    """The encoding of a file's text: by its mark, else UTF-8 where the first other than ASCII bytes are, else the
    old one whose letters fit best. Raises OSError."""
    with path.open("rb") as file:
        sample = file.read(_BLOCK)
        for mark, name in _BOMS:
            if sample.startswith(mark):
                return name
        if wide := _unmarked_utf16(sample):
            return wide
        while sample.isascii():
            more = file.read(_BLOCK)
            if not more:
                return "utf-8"
            sample = more
    sample = sample[sample.find(b"\n") + 1 :] or sample  # a block may start within a character
    return "utf-8" if _is_utf8(sample) else _old_encoding(sample)


def _unmarked_utf16(sample: bytes) -> str:
    if len(sample) < 4:
        return ""
    low, high = (sample[at::2].count(0) for at in (0, 1))
    if max(low, high) < len(sample) // 5:
        return ""
    return "utf-16-le" if high > low else "utf-16-be"


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        # One stray byte in a file of UTF-8 is a bad row, not another encoding.
        text = sample.decode("utf-8", "replace")
        return text.count("\ufffd") * 20 < sum(c > "\x7f" for c in text) and error.start > 0
    return True


def _old_encoding(sample: bytes) -> str:
    best, top = "cp1252", -1.0
    for name in _OLD:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            # The block may end within a character of two bytes.
            try:
                text = sample[:-1].decode(name)
            except UnicodeDecodeError:
                continue
        score = _plausible(text, name)
        if score > top + 1e-9:
            best, top = name, score
    return best


def _plausible(text: str, name: str) -> float:
    """How much the other than ASCII characters look like names in the languages of the encoding, at most 1."""
    usual, scripts = frozenset(_OLD[name]), _scripts_of(name)
    points, count, before = 0.0, 0, " "
    for character in text:
        if character > "\x7f":
            count += 1
            points += 1.0 if character in usual else 0.5 if _script(character) in scripts else -0.5
        if before.isalpha() and character.isalpha() and (before > "\x7f" or character > "\x7f"):
            neighbours = {_script(before), _script(character)}
            if not neighbours <= scripts or (neighbours == {"LATIN"} and min(before, character) > "\x7f"):
                points -= 1  # a word mixes no scripts, and marked Latin letters stand among plain ones
            elif before.islower() and character.isupper():
                points -= 1
        before = character
    return points / count if count else 0.0


@cache
def _scripts_of(name: str) -> frozenset[str]:
    script = _script(_OLD[name][0])
    return _EAST if script in _EAST else frozenset((script,))


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "?").partition(" ")[0] if character > "\x7f" else "LATIN"


def find_delimiter(lines: Iterable[str]) -> str:
    """The delimiter that parts the first lines into the most even columns; a comma when none does."""
    text = "".join(line for line, _ in zip(lines, range(_LINES), strict=False))
    ranked = [(*_evenness(text, delimiter), -at, delimiter) for at, delimiter in enumerate(_DELIMITERS)]
    return max(ranked)[-1]


def _evenness(text: str, delimiter: str) -> tuple[bool, float, int]:
    widths = [len(row) for row in _rows(text, delimiter) if row]
    if not widths:
        return False, 0.0, 0
    width = widths[0]
    return width > 1, Counter(widths)[width] / len(widths), width


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error:
        return
