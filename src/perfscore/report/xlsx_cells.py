"""Tables on worksheets. A text stays the text it is, whatever it begins with; rows are high enough for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any
from unicodedata import east_asian_width
from weakref import WeakKeyDictionary

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.decimals import plain
from perfscore.report.tables import Cell, Table, Tint, slots
from perfscore.report.words import spans

FACE, SIZE = "宋体", 10.0
PIXELS_PER_MM = 4.6
LINE_POINTS, PADDING_POINTS = 14.0, 8.0
HIGHEST = 400.0  # Excel allows 409 points
LONGEST = 32_000  # Excel allows 32 767 characters
NUMBER_DIGITS = 15  # of a number in Excel

_FILLS = {
    Tint.HEAD: PatternFill("solid", start_color="EDEDED"),
    Tint.LOST: PatternFill("solid", start_color="FFF2CC"),
    Tint.OPEN: PatternFill("solid", start_color="FCE4D6"),
}
_ASKS = PatternFill("solid", start_color="FFFF99")
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
# `_x0041_` means "A" in a workbook; where an officer wrote just that, its first sign is written as a code.
_LOOKS_LIKE_FORMULA = tuple("=+-@'")
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for index, millimetres in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = round(millimetres * PIXELS_PER_MM / 7, 2)


def put_text(target: SheetCell, text: str) -> None:
    """A string cell, never a formula, an error value or a number."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}……（后略）"
    target.value = _CODE.sub("_x005F_", shown)
    target.data_type = "s"
    target.quotePrefix = True


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell holds instead of its text.

    formula: without the sign `=`; "" for a cell with a plain value. value: the number or text, or what the formula comes
    to; None for an empty cell, and for an empty text as a formula's result.
    is_input: a person fills it in, also where the sheet is protected.
    """

    value: Fraction | str | None = None
    formula: str = ""
    number_format: str = "General"
    is_input: bool = False


Overlay = Mapping[tuple[int, int], Content]
"""By row and column of a table, both from 0."""


def rows_at(table: Table, top: int) -> list[int]:
    """The worksheet's row where each row of a table begins, and the first free row behind them."""
    firsts = [top]
    for height in _heights(table):
        firsts.append(firsts[-1] + ceil(height / HIGHEST))
    return firsts


def draw(sheet: Worksheet, table: Table, top: int, overlay: Overlay | None = None) -> int:
    """Draw a table from row `top` on; gives the first free row. A row too high for Excel takes several."""
    heights = _heights(table)
    firsts = rows_at(table, top)
    for index, (row, height) in enumerate(zip(slots(table), heights, strict=True)):
        first, count = firsts[index], firsts[index + 1] - firsts[index]
        for line in range(first, first + count):
            sheet.row_dimensions[line].height = round(height / count, 1)
        for column, cell, continued in row:
            if not continued:
                _draw_cell(sheet, cell, first, column + 1, firsts[index + cell.rows] - 1)
                if overlay and (index, column) in overlay:
                    put(_at(sheet, first, column + 1), overlay[index, column])
    return firsts[-1]


def line(
    sheet: Worksheet, row: int, text: str, widths: Sequence[int], size: float = SIZE, centred: bool = False
) -> None:
    """A line of text across the columns of a table."""
    target = _at(sheet, row, 1)
    put_text(target, text)
    target.font = Font(name=FACE, size=size, bold=size > SIZE)
    horizontal = "center" if centred else "left"
    target.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
    sheet.row_dimensions[row].height = min(HIGHEST, _height(text, sum(widths) * PIXELS_PER_MM, size))


def put(target: SheetCell, content: Content) -> None:
    """Fill a cell. A text stays a text; a formula is one of ours, never a person's."""
    if content.formula:
        target.value = f"={content.formula}"
        target.quotePrefix = False
    elif isinstance(content.value, Fraction):
        target.value = Decimal(plain(content.value, NUMBER_DIGITS))
        target.quotePrefix = False
    elif content.value is None:
        target.value = None
        target.quotePrefix = False
    else:
        put_text(target, content.value)
        target.quotePrefix = content.value[:1] in _LOOKS_LIKE_FORMULA
    target.number_format = content.number_format
    if content.is_input:
        target.protection = Protection(locked=False)


def _at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell), "a cell is filled before it is merged"
    return cell


def _draw_cell(sheet: Worksheet, cell: Cell, top: int, left: int, bottom: int) -> None:
    right = left + cell.columns - 1
    fill = _ASKS if any(asks for _, asks in spans(cell.text)) else _FILLS.get(cell.tint)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                _dress(sheet.cell(row, column), fill)  # type: ignore[arg-type]
    target = _at(sheet, top, left)
    _dress(target, fill, bold=cell.tint is Tint.HEAD, horizontal="center" if cell.centred else "left")
    figure = cell.figure
    if figure is not None and sum(sign.isdigit() for sign in figure.text) <= NUMBER_DIGITS:
        target.value = Decimal(figure.text)
        target.number_format = "General" if figure.places is None else "0." + "0" * figure.places
    else:
        put_text(target, cell.text)
    if (right, bottom) != (left, top):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _dress(
    target: SheetCell, fill: PatternFill | None, bold: bool | None = None, horizontal: str = ""
) -> None:
    """Frame, colour and, for a cell with a text, its face."""

    def clothe(cell: SheetCell) -> None:
        cell.border = _BORDER
        if fill is not None:
            cell.fill = fill
        if bold is not None:
            cell.font = Font(name=FACE, size=SIZE, bold=bold)
            cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)

    dress(target, (id(fill), bold, horizontal), clothe)


def dress(target: SheetCell, look: Hashable, clothe: Callable[[SheetCell], None]) -> None:
    """Give a cell its look. The first cell of a look in a workbook is clothed, all others take its style.

    openpyxl looks up every part of a style anew for each cell, which would take most of the time of writing.
    """
    cell: Any = target
    styles = _WARDROBES.setdefault(cell.parent.parent, {})
    if look not in styles:
        clothe(target)
        styles[look] = copy(cell._style)
    cell._style = copy(styles[look])


_WARDROBES: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()
"""Styles by workbook: their numbers mean something only there."""


def _heights(table: Table) -> list[float]:
    """What each row needs; where a cell over several rows needs more, they share what is missing."""
    heights = [0.0] * len(table.rows)
    tall: list[tuple[int, int, float]] = []
    for index, row in enumerate(slots(table)):
        for column, cell, continued in row:
            width = sum(table.widths[column : column + cell.columns]) * PIXELS_PER_MM
            need = _height(cell.text, width, SIZE)
            if cell.rows == 1:
                heights[index] = max(heights[index], need)
            elif not continued:
                tall.append((index, cell.rows, need))
    for index, count, need in tall:
        missing = need - sum(heights[index : index + count])
        for row_index in range(index, index + count):
            heights[row_index] += max(0.0, missing) / count
    return heights


def _height(text: str, pixels: float, size: float) -> float:
    """Points that the wrapped text takes in a cell of that width. Generous: fonts differ between machines."""
    room = max(1.0, pixels - 10)
    em = size * 4 / 3
    lines = sum(max(1, ceil(_ems(part) * em * 1.06 / room)) for part in text.split("\n"))
    return lines * LINE_POINTS * size / SIZE + PADDING_POINTS


def _ems(text: str) -> float:
    return sum(1.0 if east_asian_width(sign) in "WFA" else 0.56 for sign in text)
