"""Which fields of a file matter to its reader? Changing one field at a time shows whether it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from lxml import etree

from watchword.errors import ListError
from watchword.lists.source import ListFormat, ReadList, SourceFile

# What a field is changed to, one after the other: longer, empty, another number, date, word or switch.
_OTHERS: tuple[Callable[[str], str], ...] = (
    lambda old: f"{old}9",
    lambda old: f"{old} Zz",
    lambda old: "",
    lambda old: "2",
    lambda old: "1999-01-02",
    lambda old: "true" if old == "false" else "false",
    lambda old: "low",
)
_MOST_PLACES = 4

Places = dict[str, list[tuple[etree._Element, str | None]]]
Rows = list[list[str]]


def read(format_: ListFormat, content: bytes, name: str = "list") -> ReadList:
    """The list in `content`, which must be recognised."""
    file = SourceFile(name, content)
    assert format_.recognises(file)
    return format_.read((file,))


def refusal(format_: ListFormat, content: bytes, name: str = "list") -> str:
    """The message with which a file is refused; fails when it is not."""
    try:
        format_.read((SourceFile(name, content),))
    except ListError as error:
        return str(error)
    raise AssertionError("it was read")


def outcome(format_: ListFormat, content: bytes) -> object:
    """What a file says: its date and listings, or why it is refused."""
    try:
        read_list = format_.read((SourceFile("list", content),))
    except ListError as error:
        return error.message
    return read_list.publication.published, read_list.listings, read_list.notes


def xml_places(content: bytes, wrappers: Collection[str] = ()) -> Places:
    """Every path with content, as `trees.unread` writes it, and where it stands: the element, and its attribute."""
    root = etree.fromstring(content)
    found: Places = {}
    for path, element, attribute in _walk(root, "", wrappers):
        found.setdefault(path, []).append((element, attribute))
    return found


def check_xml(format_: ListFormat, places: Places, known: Collection[str], unread: Collection[str]) -> None:
    """Every field of the file is known; what is read changes the list, and what is not does not."""
    assert set(places) <= set(known) | set(unread)
    tree = next(iter(places.values()))[0][0].getroottree()
    before = outcome(format_, etree.tostring(tree))
    for path, where in places.items():
        changes = any(
            outcome(format_, changed) != before
            for element, attribute in where[:_MOST_PLACES]
            for changed in _changed(element, attribute)
        )
        assert changes == (path not in unread), path


def _walk(
    element: etree._Element, path: str, wrappers: Collection[str]
) -> Iterator[tuple[str, etree._Element, str | None]]:
    tag = etree.QName(element).localname
    here = f"{path}/{tag}" if path else tag
    for name, value in element.attrib.items():
        if value:
            yield f"{here}@{etree.QName(name).localname}", element, str(name)
    if (element.text or "").strip():
        yield here, element, None
    # Paths begin at the record, which is below the root and below what only holds records.
    is_holder = element.getparent() is None or tag in wrappers
    for child in element.iterchildren("*"):
        yield from _walk(child, "" if is_holder else here, wrappers)


def _changed(element: etree._Element, attribute: str | None) -> list[bytes]:
    """The whole file with this field changed, in several ways; the tree is as it was afterwards."""
    old = (element.get(attribute) if attribute else element.text) or ""
    files: list[bytes] = []
    for text in (other(old) for other in _OTHERS):
        _set(element, attribute, text)
        files.append(etree.tostring(element.getroottree()))
    _set(element, attribute, old)
    return files


def _set(element: etree._Element, attribute: str | None, text: str) -> None:
    if attribute:
        element.set(attribute, text)
    else:
        element.text = text


def check_cells(
    format_: ListFormat, rows: Rows, write: Callable[[Rows], bytes], unread: Collection[str], header: int = 0
) -> None:
    """Of the columns with content, those that are read change the list, and those that are not do not."""
    before = outcome(format_, write(rows))
    for at, column in enumerate(rows[header]):
        filled = [row for row in rows[header + 1 :] if at < len(row) and row[at].strip()]
        if not filled:
            continue
        changes = any(
            outcome(format_, changed) != before
            for row in filled[:_MOST_PLACES]
            for changed in _rewritten(rows, row, at, write)
        )
        assert changes == (column not in unread), column


def _rewritten(rows: Rows, row: list[str], at: int, write: Callable[[Rows], bytes]) -> list[bytes]:
    old = row[at]
    files: list[bytes] = []
    for other in _OTHERS:
        row[at] = other(old)
        files.append(write(rows))
    row[at] = old
    return files
