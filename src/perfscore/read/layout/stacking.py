"""Parts of grids, one below the other, as one grid. Cells that are moved keep their true places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfscore.model.values import Text
from perfscore.read.grid import Cell, Grid

Part = tuple[Grid, range]
"""A grid and the rows of it that are wanted."""


def stacked(parts: Sequence[Part], before: Sequence[Text] = (), after: Sequence[Text] = ()) -> Grid:
    """One grid of the parts in order, named like the first; merged cells are cut where a part ends."""
    cells: list[Cell] = []
    height = 0
    for grid, rows in parts:
        cells += _moved(grid, rows, height + 1 - rows.start)
        height += len(rows)
    return Grid(cells, parts[0][0].source, before, after)


def _moved(grid: Grid, rows: range, by: int) -> Iterator[Cell]:
    for cell in grid.cells(rows):
        top, bottom = max(cell.row, rows.start), min(cell.row + cell.rows, rows.stop)
        if not by and bottom - top == cell.rows:
            yield cell
        else:
            yield Cell(
                cell.text,
                cell.key,
                top + by,
                cell.column,
                bottom - top,
                cell.columns,
                cell.at,
                cell.formula_only,
            )
