"""Tables that a document or workbook holds in pieces. Takes a file's grids, gives them with the pieces put together.

A table goes on where a page ends, with its header printed again or without; and some files hold what stands above
the indicators (title, project, money) in a table or sheet of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.read.grid import Grid
from perfscore.read.layout.body import is_indicator_row, is_sum_row, opens_preamble
from perfscore.read.layout.continuation import MOST_PAGES, is_another_table
from perfscore.read.layout.preamble import speaks_for_a_table
from perfscore.read.layout.regions import Region, find_regions
from perfscore.read.layout.stacking import Part, stacked
from perfscore.read.layout.vocabulary import Vocabulary

TALLEST_PREAMBLE = 40
"""A table of more rows than this is no preamble, but a list."""


class _Piece:
    """A grid with its regions, found once."""

    def __init__(self, grid: Grid, words: Vocabulary) -> None:
        self.grid = grid
        self.regions: list[Region] = find_regions(grid, words)
        self.opens = any(
            opens_preamble(cells, words)
            for row in range(1, self._first_header())
            if (cells := grid.row_cells(row))
        ) or speaks_for_a_table(grid.before, words)

        self.is_list = any(words.contains("terms", "list", cell.key) for cell in grid.row_cells(1))

    @property
    def body(self) -> Part:
        """The rows of the last table, or all where the grid has no header."""
        if self.regions:
            return self.grid, range(self.regions[-1].columns.bottom + 1, self.regions[-1].end)
        return self.grid, range(1, self.grid.height + 1)

    def _first_header(self) -> int:
        if self.regions:
            return self.regions[0].columns.top
        return min(self.grid.height, TALLEST_PREAMBLE) + 1


def join_pieces(grids: Sequence[Grid], words: Vocabulary) -> list[Grid]:
    """The grids of a file in order, those that hold one table stacked into one."""
    if len(grids) < 2:
        return list(grids)
    pieces = [_Piece(grid, words) for grid in grids]
    joined: list[Grid] = []
    number = 0
    while number < len(pieces):
        parts = [pieces[number]]
        if _is_preamble_of(parts[0], pieces[number + 1] if number + 1 < len(pieces) else None):
            number += 1
            parts.append(pieces[number])
        last = parts[-1].regions[-1] if parts[-1].regions else None
        while last and number + 1 < len(pieces) and _goes_on(parts, last, pieces[number + 1], words):
            number += 1
            parts.append(pieces[number])
        joined.append(_as_one([piece.grid for piece in parts]) if len(parts) > 1 else parts[0].grid)
        number += 1
    return joined


def _is_preamble_of(piece: _Piece, following: _Piece | None) -> bool:
    """Whether a piece holds only what stands above a table, and the next only the table itself."""
    if following is None or piece.regions or not following.regions or following.opens:
        return False
    return piece.grid.height <= TALLEST_PREAMBLE and piece.opens and not piece.is_list


def _goes_on(parts: Sequence[_Piece], last: Region, following: _Piece, words: Vocabulary) -> bool:
    """Whether a piece is the next page of the table above: as wide, with nothing of its own above its rows."""
    above, grid = parts[-1].grid, following.grid
    if (
        above.source.sheet is not None
        or len(parts) > MOST_PAGES
        or following.opens
        or grid.width != above.width
    ):
        return False
    if _is_summed_up(parts, last, words):
        return False
    columns = last.columns
    again = following.regions[0].columns if following.regions else None
    if again and (len(following.regions) > 1 or not columns.same_as(again)):
        return False
    below = (grid, range(again.bottom + 1 if again else 1, grid.height + 1))
    if is_another_table([piece.body for piece in parts], below, columns, words):
        return False
    if again:
        return True
    rows = [(row, cells) for row in range(1, grid.height + 1) if (cells := grid.row_cells(row))]
    return any(is_indicator_row(cells, columns, words) for _, cells in rows[:TALLEST_PREAMBLE]) or (
        bool(rows) and is_sum_row(rows[0][1], rows[0][0], columns, words)
    )


def _is_summed_up(parts: Sequence[_Piece], last: Region, words: Vocabulary) -> bool:
    """Whether the pieces so far end with their total: what follows then is no page of the same table."""
    grid = parts[-1].grid
    filled = (row for row in range(grid.height, 0, -1) if grid.row_cells(row))
    row = next(filled, 0)
    return bool(row) and is_sum_row(grid.row_cells(row), row, last.columns, words)


def _as_one(grids: Sequence[Grid]) -> Grid:
    between = [text for grid in grids[1:] for text in grid.before]
    parts = [(grid, range(1, grid.height + 1)) for grid in grids]
    return stacked(parts, grids[0].before, (*between, *grids[-1].after))
