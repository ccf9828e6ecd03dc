"""Cells of the money block: their figures, in 万元 whatever they are printed in. Takes cells, gives quantities."""

from __future__ import annotations

import re
from fractions import Fraction

from perfscore.model.values import Absence, Absent, Quantity
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.regions import Region
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import read_money, scan_quantity
from perfscore.read.notation.spelling import tidy

FIGURES = ("initial", "adjusted", "spent")
TOTAL_LABEL = re.compile(r"总额|合计|总计|资金总量|总数|总金额|^资金$")
_PRINTED_UNIT = re.compile(r"[(（:：](?:单位[:：])?(亿元|万元|千元|百万元|元)[)）]?")
_REMARK = re.compile(r"(?<=[\d元万亿%])\(.*\)$")
"""`854万(其中示范建设295万元)`: what stands in brackets behind a figure explains it."""


def unit_in(cell: Cell) -> str | None:
    """The unit that a header or label prints itself: `全年执行数（元）`."""
    printed = _PRINTED_UNIT.search(cell.key)
    return printed[1] if printed else None


def unit_of_block(grid: Grid, region: Region, header_row: int) -> str:
    """The unit of the figures whose own header prints none, printed in the block's header or above it; 万元 where nothing is printed."""
    rows = [header_row, header_row + 1, *range(header_row - 1, region.start - 1, -1)]
    for row in rows:
        for cell in grid.row_cells(row):
            printed = unit_in(cell)
            if printed:
                return printed
    return "万元"


def number_in(text: str) -> Fraction | None:
    measured = scan_quantity(tidy(text))
    return measured.number if measured else None


def quantity_in(cell: Cell, unit: str) -> Quantity | Absent:
    """A figure; money comes out in 万元 whatever it was printed in."""
    text = _REMARK.sub("", tidy(cell.text))
    empty = why_empty(text)
    if empty:
        return Absent(empty, cell.text, cell.at)
    if unit in ("%", "分"):
        measured = scan_quantity(text)
        if measured is None or measured.approximate or text[measured.end :].strip("()"):
            return Absent(Absence.UNREADABLE, cell.text, cell.at)
        return Quantity(measured.number, measured.unit if unit == "%" else "", cell.text, cell.at)
    in_standard = read_money(text, unit)
    if in_standard is None:
        return Absent(Absence.UNREADABLE, cell.text, cell.at)
    return Quantity(in_standard, "万元", cell.text, cell.at)
