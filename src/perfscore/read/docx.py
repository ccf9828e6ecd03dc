"""Word documents (.docx) to grids, one per table, with the paragraphs around each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from perfscore.model.place import Place
from perfscore.model.values import Text
from perfscore.read.findings import FILE_DAMAGED, UnusableFile
from perfscore.read.grid import Cell, Grid, make_cell
from perfscore.read.guard import open_archive, read_xml_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MOST_COLUMNS = 200
"""A gridSpan larger than any table is wide is a mistake or a trap."""
_DELETED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"}
_WRAPPERS = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml", f"{_W}moveTo"}


def read_document(data: bytes, file: str) -> list[Grid]:
    """Every table of the document's body as a grid; tables within cells are grids of their own."""
    archive = open_archive(data, file)
    xml = read_xml_part(archive, "word/document.xml", file)
    if xml is None:
        raise UnusableFile(FILE_DAMAGED.at(file=file, reason="缺少正文部件"))
    xml = xml.replace(_STRICT, _W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise UnusableFile(FILE_DAMAGED.at(file=file, reason="正文部件不是完整的 XML")) from error
    body = root.find(f"{_W}body")
    if body is None:
        return []
    return _Walk(file).grids(body)


@dataclass(slots=True)
class _Found:
    """A table with the paragraphs read before it."""

    element: etree._Element
    before: list[Text]


class _Walk:
    """One pass over the body: tables numbered in reading order, paragraphs kept for what they say around them."""

    def __init__(self, file: str) -> None:
        self.file = file

    def grids(self, body: etree._Element) -> list[Grid]:
        found: list[_Found] = []
        since: list[Text] = []
        for block in _blocks(body):
            if block.tag == f"{_W}p":
                text = _text(block)
                if text.strip():
                    since.append(Text(text, Place(self.file)))
            else:
                found.append(_Found(block, since))
                since = []
        grids: list[Grid] = []
        for number, table in enumerate(found):
            after = found[number + 1].before if number + 1 < len(found) else since
            grids += self._read_table(table.element, table.before, after, len(grids) + 1)
        return grids

    def _read_table(
        self, element: etree._Element, before: list[Text], after: list[Text], number: int
    ) -> list[Grid]:
        source = Place(self.file, None, number)
        nested: list[etree._Element] = []
        grid = Grid(_cells(element, source, nested), source, before, after)
        inner: list[Grid] = []
        for table in nested:
            inner += self._read_table(table, before, after, number + 1 + len(inner))
        return [grid, *inner]


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in reading order, looking into content controls and tracked insertions."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _cells(table: etree._Element, source: Place, nested: list[etree._Element]) -> Iterator[Cell]:
    """The table's cells with their spans; a vertically merged cell is one cell.

    nested: filled with the tables found inside cells.
    """
    open_spans: dict[int, list[int | str]] = {}  # column -> [first row, rows, columns, text]

    def close(column: int) -> Cell:
        first, rows, columns, text = open_spans.pop(column)
        return make_cell(str(text), source, int(first), column, int(rows), int(columns))

    for row_number, row in enumerate(_children(table, f"{_W}tr"), start=1):
        column = 1 + _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        continued: set[int] = set()
        for cell in _children(row, f"{_W}tc"):
            properties = cell.find(f"{_W}tcPr")
            span, merge = 1, None
            if properties is not None:
                span = min(max(_number(properties.find(f"{_W}gridSpan")), 1), MOST_COLUMNS)
                merge_mark = properties.find(f"{_W}vMerge")
                merge = None if merge_mark is None else merge_mark.get(f"{_W}val", "continue")
            if merge == "continue" and column in open_spans:
                open_spans[column][1] = int(open_spans[column][1]) + 1
                continued.add(column)
            else:
                if column in open_spans:
                    yield close(column)
                text = _cell_text(cell, nested)
                open_spans[column] = [row_number, 1, span, text]
                continued.add(column)
            column += span
            if column > MOST_COLUMNS:
                break
        for stale in [c for c in open_spans if c not in continued]:
            yield close(stale)
    for column in list(open_spans):
        yield close(column)


def _number(element: etree._Element | None) -> int:
    value = element.get(f"{_W}val", "0") if element is not None else "0"
    return int(value) if value.isdigit() and len(value) < 5 else 0


def _cell_text(cell: etree._Element, nested: list[etree._Element]) -> str:
    lines = []
    for block in _blocks(cell):
        if block.tag == f"{_W}tbl":
            nested.append(block)
        else:
            lines.append(_text(block))
    return "\n".join(lines).strip("\n")


def _text(paragraph: etree._Element) -> str:
    """The paragraph as it reads with all changes accepted; fields show their result, not their code."""
    parts: list[str] = []
    skip_to: etree._Element | None = None
    for element in paragraph.iter():
        if skip_to is not None:
            if _inside(element, skip_to):
                continue
            skip_to = None
        tag = element.tag
        if tag in _DELETED:
            skip_to = element
        elif tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag == f"{_W}tab":
            parent = element.getparent()
            if parent is not None and parent.tag == f"{_W}r":
                parts.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}sym":
            parts.append(_symbol(element))
    return "".join(parts)


def _inside(element: etree._Element, ancestor: etree._Element) -> bool:
    parent = element.getparent()
    while parent is not None:
        if parent is ancestor:
            return True
        parent = parent.getparent()
    return False


def _symbol(element: etree._Element) -> str:
    """Symbol-font characters: the comparison signs of the Symbol font sit at F0A3 and F0B3."""
    return {"F0A3": "≤", "F0B3": "≥", "F03D": "=", "F0B1": "±"}.get(element.get(f"{_W}char", "").upper(), "")
