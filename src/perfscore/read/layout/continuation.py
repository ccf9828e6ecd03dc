"""Whether rows below a table's header printed again are the same table's. Takes both as rows, gives yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfscore.read.grid import Cell
from perfscore.read.layout.body import is_sum_row
from perfscore.read.layout.columns import Columns
from perfscore.read.layout.headings import name_and_points
from perfscore.read.layout.stacking import Part
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.numbers import read_number

NEARLY_ALL_POINTS = 90
"""A table that has given these is whole: the other ten of a hundred are the execution rate's."""
MOST_PAGES = 60
"""No table goes on over more."""


def is_another_table(above: Sequence[Part], below: Part, columns: Columns, words: Vocabulary) -> bool:
    """Whether the rows above are a whole table already, or those below begin with its first level again."""
    if sum(_points(above, columns, words), Fraction(0)) >= NEARLY_ALL_POINTS:
        return True
    levels, following = list(_levels(above, columns)), next(_levels([below], columns), None)
    return bool(levels) and following == levels[0] != levels[-1]


def _points(parts: Sequence[Part], columns: Columns, words: Vocabulary) -> Iterator[Fraction]:
    for cell, is_sum in _cells(parts, columns, "points", words):
        number = read_number(cell.text.rstrip("分 "))
        if isinstance(number, Fraction) and not is_sum:
            yield number


def _levels(parts: Sequence[Part], columns: Columns) -> Iterator[str]:
    for cell, _ in _cells(parts, columns, "level1", None):
        yield name_and_points(cell.text)[0]


def _cells(
    parts: Sequence[Part], columns: Columns, role: str, words: Vocabulary | None
) -> Iterator[tuple[Cell, bool]]:
    """The filled cells of a column, each once, and whether they stand in a row that sums up."""
    column = columns.spans.get(role, (0, 0))[0]
    for grid, rows in parts:
        seen: Cell | None = None
        for row in rows:
            cell = grid.cell(row, column)
            if cell and cell.key and cell is not seen:
                seen = cell
                yield cell, words is not None and is_sum_row(grid.row_cells(row), row, columns, words)
