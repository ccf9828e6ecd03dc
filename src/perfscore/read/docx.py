"""Word documents (.docx) to grids, one per table, with the paragraphs around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from perfscore.model.place import Place
from perfscore.model.values import Text
from perfscore.read.grid import Cell, Grid, make_cell
from perfscore.read.guard import Archive, damage, parse_xml, refusal, relations

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MOST_COLUMNS = 200
"""A gridSpan larger than any table is wide is a mistake or a trap."""
MOST_TABLES = 5_000
MOST_POSITIONS = 300_000
THIN_FROM = 2**20
"""Texts larger than this are rid of most of what only says how they look, which is nine tenths of them."""
_LOOKS = re.compile(
    rb"<w:(?!(?:p|tc|tr|tbl|t|r|br|cr|tab|sym|noBreakHyphen|gridSpan|vMerge|gridBefore)[\s/])[A-Za-z]{1,40}(?:\s[^<>]{0,1000})?/>"
)
_START = re.compile(rb"<w:(p|r|t|tr|tc|tbl)\s[^<>/]{0,1000}>")

_P, _TBL, _TR, _TC = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_T, _R, _TAB = f"{_W}t", f"{_W}r", f"{_W}tab"
_VAL = f"{_W}val"
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})
_UNREAD = frozenset(
    f"{_W}{name}" for name in "del moveFrom instrText delText pPr rPr tblPr tblGrid tcPr trPr sectPr".split()
)
"""What is not part of the text: deletions, the code of fields, and how everything looks."""
_WRAPPERS = frozenset(f"{_W}{name}" for name in "sdt sdtContent ins smartTag customXml moveTo".split())
# A drawing may come twice, once for new programs and once for old ones; the text of boxes is read from the first.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
FINDINGS_TITLE = "审核问题清单（系统附加，不属于原文）"
"""What the last page of an annotated copy begins with; it is the same in `report.annotate_docx`."""
_SYMBOLS = {"F0A3": "≤", "F0B3": "≥", "F03D": "=", "F0B1": "±", "F025": "%", "F03C": "<", "F03E": ">"}
"""Symbol-font characters as they are written for comparison signs."""


def read_document(archive: Archive) -> list[Grid]:
    """Every table of the document's body as a grid; tables within cells are grids of their own."""
    body = _body(archive)
    return [] if body is None else _Walk(archive.file).grids(body)


def read_paragraphs(archive: Archive) -> list[str]:
    """The text of every paragraph of the document's body in order, empty ones too, then of its notes.

    Tables are left out.
    """
    body = _body(archive)
    texts = [] if body is None else [_text(block) for block in _officers(body) if block.tag == _P]
    return [*texts, *_notes(archive)]


def _notes(archive: Archive) -> Iterator[str]:
    """Footnotes and endnotes; those that only draw a line say nothing."""
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        data = archive.part(part) if part in archive else None
        if data is None:
            continue
        root = parse_xml(data.replace(_STRICT, _W[1:-1].encode()), archive.file, part)
        for note in root:
            if note.get(f"{_W}type") is None and isinstance(note.tag, str):
                yield from (
                    text for block in _blocks(note) if block.tag == _P and (text := _text(block)).strip()
                )


def _body(archive: Archive) -> etree._Element | None:
    file = archive.file
    part = next(
        (target for kind, target, _ in relations(archive, "").values() if kind == "officeDocument"), ""
    )
    data = archive.part(part) if part in archive else archive.part("word/document.xml")
    if data is None:
        raise damage(file, "缺少正文部件")
    if len(data) > THIN_FROM:
        data = _START.sub(rb"<w:\1>", _LOOKS.sub(b"", data))
    root = parse_xml(data.replace(_STRICT, _W[1:-1].encode()), file, "word/document.xml")
    return root.find(f"{_W}body")


@dataclass(slots=True)
class _Found:
    """A table with the paragraphs read before it."""

    element: etree._Element
    before: list[Text]


class _Walk:
    """One pass over the body: tables numbered in reading order, paragraphs kept for what they say around them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self.room = MOST_POSITIONS

    def grids(self, body: etree._Element) -> list[Grid]:
        found: list[_Found] = []
        since: list[Text] = []
        for block in _officers(body):
            if block.tag == _P:
                text = _text(block)
                if text.strip():
                    since.append(Text(text, Place(self.file)))
            else:
                self._count(len(found))
                found.append(_Found(block, since))
                since = []
        grids: list[Grid] = []
        for number, table in enumerate(found):
            after = found[number + 1].before if number + 1 < len(found) else since
            grids += self._read_table(table.element, table.before, after)
        return grids

    def _read_table(self, element: etree._Element, before: list[Text], after: list[Text]) -> list[Grid]:
        self._count(self.count)
        self.count += 1
        source = Place(self.file, None, self.count)
        nested: list[etree._Element] = []
        grids = [Grid(self._within_bounds(_cells(element, source, nested)), source, before, after)]
        for table in nested:
            grids += self._read_table(table, before, after)
        return grids

    def _count(self, tables: int) -> None:
        if tables >= MOST_TABLES:
            raise refusal(self.file, f"内含表格超过 {MOST_TABLES} 个")

    def _within_bounds(self, cells: Iterator[Cell]) -> Iterator[Cell]:
        for cell in cells:
            self.room -= cell.rows * cell.columns
            if self.room < 0:
                raise refusal(self.file, f"表格共超过 {MOST_POSITIONS} 格")
            yield cell


def _officers(body: etree._Element) -> Iterator[etree._Element]:
    """The blocks of the document itself: those of a list of findings added behind it are not the officer's."""
    for block in _blocks(body):
        if block.tag == _P and _text(block) == FINDINGS_TITLE:
            return
        yield block


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in reading order, looking into content controls and tracked insertions."""
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


@dataclass(slots=True)
class _Span:
    """A cell whose last row is not yet known."""

    row: int
    rows: int
    columns: int
    text: str


def _cells(table: etree._Element, source: Place, nested: list[etree._Element]) -> Iterator[Cell]:
    """The table's cells with their spans; a vertically merged cell is one cell.

    nested: filled with the tables found inside cells.
    """
    open_spans: dict[int, _Span] = {}  # by column

    def close(column: int) -> Cell:
        span = open_spans.pop(column)
        return make_cell(span.text, source, span.row, column, span.rows, span.columns)

    for row_number, row in enumerate(_children(table, _TR), start=1):
        column = 1 + _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        seen: set[int] = set()
        for cell in _children(row, _TC):
            columns, continues = _merging(cell.find(f"{_W}tcPr"))
            if continues and column in open_spans:
                open_spans[column].rows += 1
            else:
                if column in open_spans:
                    yield close(column)
                open_spans[column] = _Span(row_number, 1, columns, _cell_text(cell, nested))
            seen.add(column)
            column += columns
            if column > MOST_COLUMNS:
                break
        for stale in [column for column in open_spans if column not in seen]:
            yield close(stale)
    for column in list(open_spans):
        yield close(column)


def _merging(properties: etree._Element | None) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it continues the one above."""
    if properties is None:
        return 1, False
    columns, continues = 1, False
    for element in properties:
        if element.tag == f"{_W}gridSpan":
            columns = min(max(_number(element), 1), MOST_COLUMNS)
        elif element.tag == f"{_W}vMerge":
            continues = element.get(_VAL, "continue") == "continue"
    return columns, continues


def _number(element: etree._Element | None) -> int:
    value = element.get(_VAL, "0") if element is not None else "0"
    return int(value) if value.isdecimal() and len(value) < 5 else 0


def _cell_text(cell: etree._Element, nested: list[etree._Element]) -> str:
    lines = []
    for block in _blocks(cell):
        if block.tag == _TBL:
            nested.append(block)
        else:
            lines.append(_text(block))
    return "\n".join(lines).strip("\n")


def _text(paragraph: etree._Element) -> str:
    """The paragraph as it reads with all changes accepted; fields show their result, not their code."""
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(parent: etree._Element, parts: list[str]) -> None:
    # XML nests no deeper than the parser lets it (256), so this cannot run out of stack.
    for element in parent:
        tag = element.tag
        if tag in (_T, _FORMULA_TEXT):
            parts.append(element.text or "")
        elif tag == _R:
            _collect(element, parts)
        elif tag in _UNREAD or tag == _FALLBACK:
            continue
        elif tag in _BREAKS:
            parts.append("\n")
        elif tag == _TAB:
            parts.append("\t")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}sym":
            parts.append(_SYMBOLS.get(element.get(f"{_W}char", "").upper(), ""))
        elif len(element):
            _collect(element, parts)
