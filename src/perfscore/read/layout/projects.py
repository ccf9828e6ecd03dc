"""Lists that hold several projects under one header. Takes a region, gives one for each project in it."""

from __future__ import annotations

from perfscore.model.finding import Finding
from perfscore.model.values import Text
from perfscore.read.findings import SEVERAL_PROJECTS
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.body import is_sum_row
from perfscore.read.layout.columns import NAMES
from perfscore.read.layout.regions import Region, find_regions
from perfscore.read.layout.stacking import stacked
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.spelling import one_line

MOST_REPEATED_ROWS = 20_000
"""What stands above is read again for each project; a longer list is read as one table, and that is told."""


def each_project(grid: Grid, region: Region, words: Vocabulary) -> list[tuple[Grid, Region]]:
    """A region whose 项目名称 column names several projects as a region for each, under the same header."""
    starts = _starts(grid, region)
    head = range(region.start, region.columns.bottom + 1)
    if len(starts) < 2 or len(starts) * len(head) > MOST_REPEATED_ROWS:
        return [(grid, region)]
    ends = [*(row for row, _ in starts[1:]), _end_of_last(grid, region, starts, words)]
    before = grid.before if region.start == 1 else ()
    parts = [
        stacked([(grid, head), (grid, range(row, end))], before)
        for (row, _), end in zip(starts, ends, strict=True)
    ]
    return [(part, inner) for part in parts for inner in find_regions(part, words)[:1]]


def _end_of_last(grid: Grid, region: Region, starts: list[tuple[int, Cell]], words: Vocabulary) -> int:
    """Where the last project ends: with its own sum where every project has one, else before the list's."""
    sums = [
        row
        for row in range(starts[0][0], region.end)
        if (cells := grid.row_cells(row)) and is_sum_row(cells, row, region.columns, words)
    ]
    last = starts[-1][0]
    own = bool(sums) and sums[0] < starts[1][0]
    return next((row + own for row in sums if row > last), region.end)


def project_of(grid: Grid, region: Region) -> Text | None:
    """The project that a region's 项目名称 column names, None without such a column or where it names several."""
    starts = _starts(grid, region)
    return Text(one_line(starts[0][1].text), starts[0][1].at) if len(starts) == 1 else None


def too_many_projects(grid: Grid, region: Region) -> list[Finding]:
    """The remark that a list was not taken apart."""
    starts = _starts(grid, region)
    return [SEVERAL_PROJECTS.at(starts[0][1].at, count=len(starts))] if len(starts) > 1 else []


def _starts(grid: Grid, region: Region) -> list[tuple[int, Cell]]:
    """The rows in which the column names another project, each with its cell.

    The column must stand before the indicators: behind a level, 项目名称 names what the indicator is about.
    """
    spans = region.columns.spans
    span = spans.get("project")
    if span is None or any(spans[role][0] < span[0] for role in NAMES if role in spans):
        return []
    starts: list[tuple[int, Cell]] = []
    for row in range(region.columns.bottom + 1, region.end):
        cell = grid.cell(row, span[0])
        if cell and cell.key and cell.columns == 1 and (not starts or starts[-1][1].key != cell.key):
            starts.append((row, cell))
    return starts
