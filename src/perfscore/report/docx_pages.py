"""On which page each heading of a Word document will stand: its lines and rows are laid out as Word does.

Works on the document's own XML. Every line of ours has an exact height, so pages of text come out right; a page full
of long Latin words may be one off. Heights and widths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from perfscore.report.docx_lines import lines_of
from perfscore.report.docx_tables import LINE_TWIPS, MARGIN_TWIPS, PADDING_TWIPS, ROW_TWIPS

TWIPS_PER_EMU = 1 / 635
_BORDER = 10
_SLACK = 12  # half a point: rounding never makes a new page


@dataclass(frozen=True, slots=True)
class _Style:
    line: int
    size: float
    first: int
    keep: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line or a row: nothing parts it.

    keep: on one page with the next piece. fresh: begins a page. again: height of what a new page repeats above it.
    names: bookmarks in it. room: height of the page it stands on.
    """

    height: float
    keep: bool = False
    fresh: bool = False
    again: float = 0.0
    names: tuple[str, ...] = ()
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Pages:
    """of: the page of each bookmark, from 1. count: of all pages."""

    of: Mapping[str, int]
    count: int


def pages(document: Document) -> Pages:
    pieces = list(_pieces(document))
    found: dict[str, int] = {}
    page, used = 1, 0.0
    for at, piece in enumerate(pieces):
        if used and (piece.fresh or used + _block(pieces, at) > piece.room + _SLACK):
            page, used = page + 1, piece.again
        used += piece.height
        found.update(dict.fromkeys(piece.names, page))
    return Pages(found, page)


def _block(pieces: Sequence[_Piece], at: int) -> float:
    """Height of a piece with those it must not be parted from; of a chain longer than a page, the piece alone."""
    height = pieces[at].height
    last = at
    while pieces[last].keep and last + 1 < len(pieces) and not pieces[last + 1].fresh:
        last += 1
        height += pieces[last].height
    return height if height <= pieces[at].room else pieces[at].height


def _pieces(document: Document) -> Iterator[_Piece]:
    styles = {style.style_id: _style(style.element) for style in document.styles if style.type == 1}
    start = True
    for section in _sections(document.element.body):
        width, room = _area(section[-1])
        for block in section[:-1]:
            made = _paragraph(block, width, styles) if block.tag == qn("w:p") else _table(block, styles)
            for piece in made:
                fresh = piece.fresh or start
                yield _Piece(piece.height, piece.keep, fresh, piece.again, piece.names, room)
                start = False
        start = True


def _sections(body: Any) -> Iterator[list[Any]]:
    """Paragraphs and tables of each section, and then its properties."""
    blocks: list[Any] = []
    for block in body.iter(qn("w:p"), qn("w:tbl"), qn("w:sectPr")):
        if block.tag == qn("w:sectPr"):
            yield [*blocks, block]
            blocks = []
        elif next(block.iterancestors(qn("w:tbl")), None) is None:
            blocks.append(block)


def _area(section: Any) -> tuple[int, int]:
    """Width and height of the type area."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    across = sum(_number(margins, side) for side in ("left", "right"))
    down = sum(_number(margins, side) for side in ("top", "bottom"))
    return _number(size, "w") - across, _number(size, "h") - down


def _style(style: Any) -> _Style:
    line, indent = style.find(f".//{qn('w:spacing')}[@{qn('w:line')}]"), style.find(f".//{qn('w:ind')}")
    size = style.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    return _Style(
        line=_number(line, "line") if line is not None else 240,
        size=_number(size, "val") / 2 if size is not None else 10,
        first=_number(indent, "firstLine") if indent is not None else 0,
        keep=style.find(f".//{qn('w:keepNext')}") is not None,
    )


def _paragraph(paragraph: Any, width: float, styles: Mapping[str, _Style]) -> list[_Piece]:
    properties = paragraph.find(qn("w:pPr"))
    own = _style(paragraph) if properties is not None else None
    style = _named_style(properties, styles)
    names = tuple(mark.get(qn("w:name")) for mark in paragraph.findall(qn("w:bookmarkStart")))
    has = {child.tag for child in properties} if properties is not None else set()
    keep, fresh = style.keep or qn("w:keepNext") in has, qn("w:pageBreakBefore") in has
    picture = paragraph.find(f".//{qn('wp:extent')}")
    if picture is not None:
        return [_Piece(int(picture.get("cy")) * TWIPS_PER_EMU + 180, keep, fresh, names=names)]
    line = own.line if own and qn("w:spacing") in has else style.line
    first = own.first if own and qn("w:ind") in has else style.first
    em = _em(paragraph, style)
    count = lines_of("".join(paragraph.itertext(qn("w:t"))), width / em, first / em)
    lines = [_Piece(line, keep) for _ in range(count)]
    lines[0] = _Piece(line, keep, fresh, names=names)
    return lines


def _em(paragraph: Any, style: _Style) -> float:
    """Advance of a Chinese sign: its size, less the spacing by which 28 of them fill a line."""
    size = paragraph.find(f".//{qn('w:sz')}")
    points = _number(size, "val") / 2 if size is not None else style.size
    return points * 20 - (5 if points == 16 else 0)


def _named_style(properties: Any, styles: Mapping[str, _Style]) -> _Style:
    named = properties.find(qn("w:pStyle")) if properties is not None else None
    return styles[named.get(qn("w:val")) if named is not None else "Normal"]


def _table(table: Any, styles: Mapping[str, _Style]) -> Iterator[_Piece]:
    widths = [_number(column, "w") for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    rows = [list(_cells(row, widths, styles)) for row in table.findall(qn("w:tr"))]
    waiting: dict[int, float] = {}
    again = 0.0
    for at, (row, cells) in enumerate(zip(table.findall(qn("w:tr")), rows, strict=True)):
        below = (
            {column for column, _, continued, _ in rows[at + 1] if continued} if at + 1 < len(rows) else set()
        )
        height = float(ROW_TWIPS)
        for column, needed, continued, _ in cells:
            waiting[column] = waiting.get(column, 0.0) if continued else needed
            if column not in below:
                height = max(height, waiting[column])
        height += _BORDER
        waiting = {column: left - height for column, left in waiting.items()}
        whole = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        parts = 1 if whole else int(height // LINE_TWIPS)
        for _ in range(parts):
            yield _Piece(height / parts, keep=whole and any(keep for *_, keep in cells), again=again)
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            again += height


def _cells(
    row: Any, widths: Sequence[int], styles: Mapping[str, _Style]
) -> Iterator[tuple[int, float, bool, bool]]:
    """Column, height of the text, whether the cell began above, and whether its row stays with the next."""
    column = 0
    for cell in row.findall(qn("w:tc")):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        columns = _number(span, "val") if span is not None else 1
        width = sum(widths[column : column + columns]) - 2 * MARGIN_TWIPS
        lines = [line for text in cell.findall(qn("w:p")) for line in _paragraph(text, width, styles)]
        continued = merge is not None and merge.get(qn("w:val")) != "restart"
        height = sum(line.height for line in lines) + 2 * PADDING_TWIPS
        yield column, height, continued, lines[0].keep
        column += columns


def _number(item: Any, name: str) -> int:
    return int(item.get(qn(f"w:{name}"), 0))
