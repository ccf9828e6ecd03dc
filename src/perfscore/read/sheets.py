"""From what a sheet holds to a grid. Takes its non-empty cells and its merges, gives a grid within sensible bounds.

Shared by all kinds of workbooks: each reader says what a cell shows, here it is decided what a sheet may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.read.file_remarks import ROWS_HIDDEN, SHEET_HIDDEN, SHEET_SKIPPED
from perfscore.read.grid import Cell, Grid, make_cell

MOST_CELLS = 150_000
"""Cells with content. The largest real collections of tables stay far below."""
MOST_ROWS = 200_000
MOST_AREA = 1_000_000
"""Rows times columns of the used range: two cells in far corners are a trap, or a slip nobody noticed."""
MOST_MERGES = 50_000
MOST_COVERED = 250_000
"""Positions that merges cover."""


class SheetTooLarge(Exception):
    """A sheet beyond the bounds; `reason` says which bound, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Shown(NamedTuple):
    """A cell with content: row and column from 1, its text, and whether it is a formula without a saved result."""

    row: int
    column: int
    text: str
    formula_only: bool = False


Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


@dataclass(slots=True)
class Sheet:
    """What a sheet holds. hidden: the numbers of hidden rows."""

    name: str
    cells: list[Shown] = field(default_factory=list)
    merges: Sequence[Merge] = ()
    hidden: set[int] = field(default_factory=set)

    def add(self, cell: Shown) -> None:
        """Take a cell; raises SheetTooLarge rather than filling memory."""
        self.cells.append(cell)
        self.check()

    def check(self) -> None:
        """Raises SheetTooLarge when there are more cells than any form has."""
        if len(self.cells) > MOST_CELLS:
            raise SheetTooLarge(f"有内容的单元格超过 {MOST_CELLS} 个")


@dataclass(slots=True)
class Workbook:
    """The sheets read so far, and what there is to say about them.

    Hidden sheets are not read: forms keep their word lists there. Hidden rows are read: leaving out what the
    totals count would make them wrong.
    """

    file: str
    grids: list[Grid] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, sheet: Sheet) -> None:
        try:
            grid = _grid(sheet, Place(self.file, sheet.name))
        except SheetTooLarge as error:
            self.skip(sheet.name, error.reason)
            return
        if grid is None:
            return
        self.grids.append(grid)
        hidden = sorted(row for row in sheet.hidden if grid.row_cells(row))
        if hidden:
            rows = "、".join(str(row) for row in hidden[:10]) + ("等" if len(hidden) > 10 else "")
            self.findings.append(ROWS_HIDDEN.at(Place(self.file, sheet.name), sheet=sheet.name, rows=rows))

    def skip(self, name: str, reason: str) -> None:
        """A sheet that is too large to be a form is left out; the others are read."""
        self.findings.append(SHEET_SKIPPED.at(Place(self.file, name), sheet=name, reason=reason))

    def hide(self, name: str) -> None:
        self.findings.append(SHEET_HIDDEN.at(Place(self.file, name), sheet=name))


def _grid(sheet: Sheet, source: Place) -> Grid | None:
    if not sheet.cells:
        return None
    top = min(cell.row for cell in sheet.cells)
    bottom = max(cell.row for cell in sheet.cells)
    left = min(cell.column for cell in sheet.cells)
    right = max(cell.column for cell in sheet.cells)
    area = (bottom - top + 1) * (right - left + 1)
    if area > MOST_AREA:
        raise SheetTooLarge(f"使用范围达 {area} 格，超过 {MOST_AREA} 格")
    if bottom > MOST_ROWS:
        raise SheetTooLarge(f"内容排到第 {bottom} 行，超过 {MOST_ROWS} 行")
    return Grid(_spread(sheet, source, bottom, right), source)


def _spread(sheet: Sheet, source: Place, bottom: int, right: int) -> Iterator[Cell]:
    """The cells with their spans. What stands under a merge is not shown, hence not read.

    Merges are cut to the used range: some reach to the last row of the sheet and carry nothing.
    """
    spans, covered = _spans(sheet.merges, bottom, right)
    for row, column, text, formula_only in sheet.cells:
        if (row, column) in covered:
            continue
        rows, columns = spans.get((row, column), (1, 1))
        yield make_cell(text, source, row, column, rows, columns, formula_only=formula_only)


def _spans(
    merges: Sequence[Merge], bottom: int, right: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Top left corner -> rows and columns, and the positions that merges cover. Of two that overlap the first stands."""
    if len(merges) > MOST_MERGES:
        raise SheetTooLarge(f"合并区域超过 {MOST_MERGES} 处")
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    work = 0
    for first_row, first_column, last_row, last_column in merges:
        rows = min(last_row, bottom) - first_row + 1
        columns = min(last_column, right) - first_column + 1
        if rows < 1 or columns < 1 or rows * columns == 1:
            continue
        work += rows * columns
        if work > MOST_COVERED:
            raise SheetTooLarge(f"合并区域共超过 {MOST_COVERED} 格")
        area = {(first_row + r, first_column + c) for r in range(rows) for c in range(columns)}
        if (first_row, first_column) in spans or not covered.isdisjoint(area):
            continue
        spans[first_row, first_column] = rows, columns
        area.discard((first_row, first_column))
        covered |= area
    return spans, covered
