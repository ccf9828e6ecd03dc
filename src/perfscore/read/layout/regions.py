"""Where the tables of a grid begin and end. Takes a grid, gives one region for each table in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.headings import heading_of
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.spelling import squeeze

_LABEL_ALONE = re.compile(r"^(?:三级)?指标(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]?$|^[.…]+$")
LONGEST_TOTAL_LABEL = 16
TALLEST_HEADER = 3
"""Header cells merged over more rows than this label a whole block, not a column."""
_NAMES = ("name", "level1", "level2")
_VALUES = ("target", "actual", "adjusted_target")


def is_label(text: str) -> bool:
    """Whether a cell holds nothing but the form's `指标1：` or `……`."""
    return _LABEL_ALONE.match(squeeze(text)) is not None


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of an indicator table: which columns play which role.

    spans: role -> first and last column. headers: role -> the header's cell.
    unknown: header cells whose words are not known, but for parts of a known one (`符号 | 数值`). top, bottom: first and last row of the header.
    beside: where a second table's header begins in the same row.
    """

    spans: Mapping[str, tuple[int, int]]
    headers: Mapping[str, Cell]
    unknown: tuple[Cell, ...]
    top: int
    bottom: int
    beside: Cell | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """One table's rows: preamble from `start` to the header, body below it, notes from `end` to `stop`."""

    columns: Columns
    start: int
    end: int
    stop: int


def find_regions(grid: Grid, words: Vocabulary) -> list[Region]:
    """The tables of a grid, top to bottom. Rows are counted from 1; `end` and `stop` are exclusive."""
    headers = _find_headers(grid, words)
    regions: list[Region] = []
    start = 1
    for number, columns in enumerate(headers):
        limit = headers[number + 1].top if number + 1 < len(headers) else grid.height + 1
        end = _end_of_body(grid, columns, limit, words)
        stop = _start_of_next(grid, end, limit, words) if number + 1 < len(headers) else limit
        regions.append(Region(columns, start, end, stop))
        start = stop
    return regions


def _find_headers(grid: Grid, words: Vocabulary) -> list[Columns]:
    found: list[Columns] = []
    row = 1
    while row <= grid.height:
        columns = _header_at(grid, row, words)
        if columns:
            if not _repeats(found, columns):
                found.append(columns)
            row = columns.bottom + 1
        else:
            row += 1
    return found


def _repeats(found: list[Columns], columns: Columns) -> bool:
    """A header printed again directly below itself is part of the same header."""
    return (
        bool(found) and columns.top == found[-1].bottom + 1 and dict(columns.spans) == dict(found[-1].spans)
    )


def _header_at(grid: Grid, row: int, words: Vocabulary) -> Columns | None:
    """The indicator header that begins in a row; it may be two rows high."""
    cells = grid.row_cells(row)
    roles = {role.name for cell in cells if (role := words.role("columns", cell.key))}
    if not roles.intersection(_NAMES) or len(roles) < 2:
        return None
    first = _columns(cells, row, row, words).headers.values()
    bottom = max((cell.row + cell.rows - 1 for cell in first if cell.rows <= TALLEST_HEADER), default=row)
    for below in range(row + 1, bottom + 1):
        cells += [cell for cell in grid.row_cells(below) if cell.row == below]
    roles = {role.name for cell in cells if (role := words.role("columns", cell.key))}
    if not roles.intersection(_VALUES):
        return None
    return _with_names_beside_labels(grid, _columns(cells, row, bottom, words))


def _columns(cells: list[Cell], top: int, bottom: int, words: Vocabulary) -> Columns:
    best: dict[str, tuple[int, Cell]] = {}
    unknown: list[Cell] = []
    cells, beside = _without_second_table(cells)
    for cell in cells:
        role = words.role("columns", cell.key)
        if role is None:
            if cell.row + cell.rows - 1 <= bottom and cell.columns <= 2:
                unknown.append(cell)
            continue
        known = best.get(role.name)
        lower = known is not None and cell.row > known[1].row and role.rank <= known[0]
        if known is None or role.rank < known[0] or lower:
            best[role.name] = (role.rank, cell)
    headers = {role: cell for role, (_, cell) in best.items()}
    lowest = headers.pop("level4", None)
    if lowest:  # where indicators have a fourth level, that one is assessed and the third is a heading
        if "name" in headers and headers["name"].row == lowest.row:
            headers["level3"] = headers["name"]
        headers["name"] = lowest
    spans = {role: (cell.column, cell.column + cell.columns - 1) for role, cell in headers.items()}
    told = list(spans.values())
    unknown = [cell for cell in unknown if not any(first <= cell.column <= last for first, last in told)]
    return Columns(spans, headers, tuple(unknown), top, bottom, beside)


def _without_second_table(cells: list[Cell]) -> tuple[list[Cell], Cell | None]:
    """The header cells of the left table, and where the same header begins again to its right."""
    first_row = min(cell.row for cell in cells)
    seen: dict[str, Cell] = {}
    for cell in sorted((cell for cell in cells if cell.row == first_row), key=lambda cell: cell.column):
        earlier = seen.setdefault(cell.key, cell)
        if earlier is not cell and len(seen) > 2 and cell.key == next(iter(seen)):
            return [other for other in cells if other.column < cell.column], cell
    return cells, None


def _with_names_beside_labels(grid: Grid, columns: Columns) -> Columns:
    """Where `指标1：` fills the name column and the names stand in an unheaded column beside it, both are the name's."""
    if "name" not in columns.spans:
        return columns
    first, last = columns.spans["name"]
    beside = last + 1
    taken = any(start <= beside <= end for role, (start, end) in columns.spans.items() if role != "name")
    headed = any(cell.column <= beside < cell.column + cell.columns for cell in columns.unknown)
    rows = range(columns.bottom + 1, min(columns.bottom + 8, grid.height + 1))
    labels = [row for row in rows if is_label(grid.text(row, last)) and grid.text(row, beside).strip()]
    if taken or headed or not labels:
        return columns
    return replace(columns, spans={**columns.spans, "name": (first, beside)})


def _end_of_body(grid: Grid, columns: Columns, limit: int, words: Vocabulary) -> int:
    """The first row below the header that is no indicator and no total any more."""
    summed_up = False
    for row in range(columns.bottom + 1, limit):
        cells = grid.row_cells(row)
        if not cells:
            if not any(grid.row_cells(next_row) for next_row in range(row + 1, min(row + 3, limit))):
                return row
            continue
        first = cells[0]
        if is_total_row(cells, columns, words):
            summed_up = True
            continue
        if not summed_up and heading_of(cells, row, "", words):
            continue
        if summed_up or (_is_signature(first) and not _promises_and_reports(cells, columns)):
            return row  # below the total stand remarks and signatures
        if any(
            cell.columns > 1 and cell.row == row and _covers_name_and_value(cell, columns) for cell in cells
        ):
            return row  # a remark or signature merged across the table
        if len(cells) == 1 and (first.columns >= max(grid.width - 1, 3) or first.row == row):
            if first.columns >= 3 or _is_title(first, words) or words.starts("rows", "notes", first.key):
                return row
        if any(words.starts("rows", "notes", cell.key) for cell in cells[:1]):
            return row
        if words.role("header", first.key) and row > columns.bottom + 1:
            return row
    return limit


def _promises_and_reports(cells: list[Cell], columns: Columns) -> bool:
    """Whether a row has a name, a target and an actual value, each in a cell of its own."""
    found: list[Cell] = []
    for role in ("name", "target", "actual"):
        first, last = columns.spans.get(role, (0, 0))
        own = [cell for cell in cells if cell.column <= last and first <= cell.column + cell.columns - 1]
        if not own or own[0] in found:
            return False
        found.append(own[0])
    return True


def _is_signature(first: Cell) -> bool:
    """`填表人：`, `负责人签字：`: a label with its colon opens no indicator row (`指标1：` is the form's own)."""
    return first.key.endswith(":") and not is_label(first.text)


def _covers_name_and_value(cell: Cell, columns: Columns) -> bool:
    """Whether one cell lies over the name and over a target or actual value: no indicator is written so."""
    last = cell.column + cell.columns - 1
    covered = {role for role, (start, end) in columns.spans.items() if start <= last and cell.column <= end}
    return bool(covered.intersection(_NAMES)) and bool(covered.intersection(_VALUES))


def is_total_row(cells: list[Cell], columns: Columns, words: Vocabulary) -> bool:
    """Whether a row sums up: `总分 | 100 | 97.6`, `自评等级 | 优`.

    A sentence that begins so is a note, and a row that promises and reports is an indicator whatever its name.
    """
    sums_up = any(
        len(cell.key) <= LONGEST_TOTAL_LABEL and words.starts("rows", role, cell.key)
        for cell in cells[:2]
        for role in ("total", "grade")
    )
    return sums_up and not _promises_and_reports(cells, columns)


def _start_of_next(grid: Grid, end: int, limit: int, words: Vocabulary) -> int:
    """The row in which the next table's preamble begins: its title, else its first label."""
    for row in range(end, limit):
        cells = grid.row_cells(row)
        if len(cells) == 1 and _is_title(cells[0], words):
            return row
    for row in range(end, limit):
        if any(words.role("header", cell.key) for cell in grid.row_cells(row)):
            return row
    return end


def _is_title(cell: Cell, words: Vocabulary) -> bool:
    sentence = ":" in cell.key or "得分" in cell.key
    return len(cell.key) <= 80 and not sentence and words.contains("titles", "table", cell.key)
