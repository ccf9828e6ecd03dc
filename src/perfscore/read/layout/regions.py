"""Where the tables of a grid begin and end. Takes a grid, gives one region for each table in it."""

from __future__ import annotations

from dataclasses import dataclass

from perfscore.read.grid import Grid
from perfscore.read.layout.body import Body, body_of, is_title, opens_preamble
from perfscore.read.layout.columns import Columns
from perfscore.read.layout.continuation import MOST_PAGES, is_another_table
from perfscore.read.layout.headers import find_headers
from perfscore.read.layout.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Region:
    """One table's rows: preamble from `start` to the header, body below it, notes from `end` to `stop`.

    remarks: rows of the body that are no indicators. again: rows of the body where the header is printed again.
    """

    columns: Columns
    start: int
    end: int
    stop: int
    remarks: frozenset[int] = frozenset()
    again: frozenset[int] = frozenset()


def find_regions(grid: Grid, words: Vocabulary) -> list[Region]:
    """The tables of a grid, top to bottom. Rows are counted from 1; `end` and `stop` are exclusive."""
    headers = find_headers(grid, words)
    limits = [*(columns.top for columns in headers[1:]), grid.height + 1]
    regions: list[Region] = []
    start = 1
    number = 0
    while number < len(headers):
        columns = headers[number]
        body = body_of(grid, columns, columns.bottom + 1, limits[number], words)
        remarks, again = list(body.remarks), list[int]()
        first, last_page = columns.bottom + 1, min(number + MOST_PAGES, len(headers) - 1)
        while number < last_page and _goes_on(grid, columns, body, headers[number + 1], words):
            repeated = headers[number + 1]
            below = range(repeated.bottom + 1, limits[number + 1])
            if is_another_table([(grid, range(first, body.end))], (grid, below), columns, words):
                break
            number += 1
            remarks += range(body.end, repeated.top)
            again += range(repeated.top, repeated.bottom + 1)
            body = body_of(grid, columns, repeated.bottom + 1, limits[number], words)
            remarks += body.remarks
        limit = limits[number]
        last = number + 1 == len(headers)
        stop = limit if last else _start_of_next(grid, body.end, limit, words)
        regions.append(Region(columns, start, body.end, stop, frozenset(remarks), frozenset(again)))
        start = stop
        number += 1
    return regions


def _goes_on(grid: Grid, columns: Columns, body: Body, following: Columns, words: Vocabulary) -> bool:
    """Whether the next header is this table's, printed again on the next page: it has no preamble of its own."""
    if body.summed_up or not columns.same_as(following):
        return False
    between = (grid.row_cells(row) for row in range(body.end, following.top))
    return not any(opens_preamble(cells, words) for cells in between if cells)


def _start_of_next(grid: Grid, end: int, limit: int, words: Vocabulary) -> int:
    """The row in which the next table's preamble begins: its title, else its first label."""
    for row in range(end, limit):
        cells = grid.row_cells(row)
        if len(cells) == 1 and is_title(cells[0], words):
            return row
    for row in range(end, limit):
        if any(words.role("header", cell.key) for cell in grid.row_cells(row)):
            return row
    return end
