"""Tables in Word: fixed columns, merged cells, headers on each page, rows that no page break cuts."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from perfscore.report.docx_lines import lines_of
from perfscore.report.gbt9704 import HEITI, SONG, element, run_properties, words
from perfscore.report.tables import Cell, Slot, Table, Tint, slots
from perfscore.report.words import spans

TWIPS_PER_MM = 1440 / 25.4
TEXT_SIZE = 10.5  # 五号
LINE_TWIPS = 280
NOTE_SIZE = 9.0  # 小五
ROW_TWIPS, MARGIN_TWIPS, PADDING_TWIPS = 340, 45, 25
TALLEST_LINES = 12
"""A row of more lines may run over a page's end: it would leave the page half empty, or be cut off."""
FILLS = {Tint.HEAD: "EDEDED", Tint.LOST: "FFF2CC", Tint.OPEN: "FCE4D6"}


def table_element(table: Table, caption: str = "") -> Any:
    """Built element by element: python-docx looks a cell up by walking the whole table.

    caption: for those who do not see the table.
    """
    made = element("w:tbl")
    made.append(_properties(table, caption))
    grid = element("w:tblGrid")
    for width in table.widths:
        grid.append(element("w:gridCol", w=_twips(width)))
    made.append(grid)
    for index, row in enumerate(slots(table)):
        made.append(_row(table, row, repeated=index < table.header))
    return made


def _properties(table: Table, caption: str) -> Any:
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=_twips(sum(table.widths)), type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        width = MARGIN_TWIPS if side in ("left", "right") else PADDING_TWIPS
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    properties.append(margins)
    if caption:
        properties.append(element("w:tblCaption", val=caption))
    return properties


def _row(table: Table, row: list[Slot], repeated: bool) -> Any:
    made = element("w:tr")
    properties = element("w:trPr")
    if not _tall(table, row):
        properties.append(element("w:cantSplit"))
    properties.append(element("w:trHeight", val=ROW_TWIPS, hRule="atLeast"))
    if repeated:
        properties.append(element("w:tblHeader"))
    made.append(properties)
    for column, cell, continued in row:
        width = sum(table.widths[column : column + cell.columns])
        made.append(_cell(cell, width, continued, keep=table.together))
    return made


def _tall(table: Table, row: list[Slot]) -> bool:
    for column, cell, _ in row:
        ems = sum(table.widths[column : column + cell.columns]) * TWIPS_PER_MM / (TEXT_SIZE * 20) - 0.5
        if cell.rows == 1 and sum(lines_of(line, ems) for line in cell.text.split("\n")) > TALLEST_LINES:
            return True
    return False


def _cell(cell: Cell, width: int, continued: bool, keep: bool) -> Any:
    made = element("w:tc")
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=_twips(width), type="dxa"))
    if cell.columns > 1:
        properties.append(element("w:gridSpan", val=cell.columns))
    if cell.rows > 1:
        properties.append(element("w:vMerge") if continued else element("w:vMerge", val="restart"))
    if cell.tint in FILLS:
        properties.append(element("w:shd", val="clear", color="auto", fill=FILLS[cell.tint]))
    properties.append(element("w:vAlign", val="center"))
    made.append(properties)
    for line in ("",) if continued else cell.text.split("\n"):
        made.append(paragraph(line, centred=cell.centred, head=cell.tint is Tint.HEAD, keep=keep))
    return made


def paragraph(
    text: str, *, centred: bool = False, head: bool = False, keep: bool = False, size: float = TEXT_SIZE
) -> Any:
    """A line in table type, without the body's indent and line pitch. keep: on one page with the next."""
    made = element("w:p")
    properties = element("w:pPr")
    if keep:
        properties.append(element("w:keepNext"))
    properties.append(element("w:snapToGrid", val=0))
    properties.append(element("w:spacing", before=0, after=0, line=LINE_TWIPS, lineRule="exact"))
    properties.append(element("w:ind", firstLineChars=0, firstLine=0))
    properties.append(element("w:jc", val="center" if centred else "left"))
    made.append(properties)
    for piece, asks in spans(text):
        made.append(run(piece, run_properties(HEITI if head else SONG, size), asks))
    return made


def low_paragraph(twips: int = 20) -> Any:
    """An empty paragraph as low as Word allows, so that two tables do not grow together."""
    made = paragraph("")
    made.pPr.find(qn("w:spacing")).set(qn("w:line"), str(twips))
    return made


def run(text: str, properties: Any, asks: bool) -> Any:
    """A run of plain text; what a person must still fill in is highlighted."""
    made = element("w:r")
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("w:rFonts")
        properties.insert(0, fonts)
    # Word sets quotation marks, dashes and dots in the Latin face, half as wide, unless told that they are Chinese.
    fonts.set(qn("w:hint"), "eastAsia")
    if asks:
        before = properties.find(qn("w:szCs"))  # the schema's order; Word calls another one damaged
        (fonts if before is None else before).addnext(element("w:highlight", val="yellow"))
    made.append(properties)
    for index, part in enumerate(text.split("\t")):
        if index:
            made.append(element("w:tab"))
        made.append(words(part))
    return made


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)
