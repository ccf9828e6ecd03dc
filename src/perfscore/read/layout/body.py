"""Which rows below a header are its body. Takes a grid and a header, gives where the body ends and what is no indicator.

A body does not end at the first thing that is none: sums of a level, gaps and remarks stand between indicators too.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.columns import NAMES, VALUES, Columns, is_label
from perfscore.read.layout.headings import heading_of
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.numbers import read_number
from perfscore.read.notation.spelling import squeeze

LONGEST_SUM_LABEL = 16
MOST_POINTS = 200
"""A higher number under 分值 is a telephone number, not points."""

_SIGN = re.compile(r"[≥≤><=%]|不[少低高多超大小]")
"""What tells a promise from a name or a date, in forms without points."""


class Body(NamedTuple):
    """end: the row after the last. remarks: rows before it that are no indicators, sums or headings."""

    end: int
    remarks: tuple[int, ...] = ()
    summed_up: bool = False


def body_of(grid: Grid, columns: Columns, first: int, limit: int, words: Vocabulary) -> Body:
    """The body that begins in row `first`, at most up to `limit`.

    Where it seems to end, it goes on if a row follows that plainly is an indicator, before anything that opens
    another table.
    """
    remarks: list[int] = []
    aside: list[int] = []
    end: int | None = None
    any_sum = summed_up = False
    for row in range(first, limit):
        cells = grid.row_cells(row)
        if not cells:
            if end is None and not any(grid.row_cells(next_row) for next_row in range(row + 1, row + 3)):
                end, aside = row, []
            continue
        is_sum = is_sum_row(cells, row, columns, words)
        if end is not None:
            if opens_preamble(cells, words):
                break
            if is_indicator_row(cells, columns, words) or (is_sum and not any_sum and _counts(cells)):
                remarks += aside
                end = None
            else:
                aside.append(row)
                continue
        elif not is_sum and _ends(grid, columns, cells, row, summed_up, words):
            end, aside = row, [row]
            if opens_preamble(cells, words) and row > columns.bottom + 1:
                break
            continue
        summed_up = is_sum
        any_sum = any_sum or is_sum
    return Body(limit if end is None else end, tuple(remarks), summed_up)


def _ends(
    grid: Grid, columns: Columns, cells: list[Cell], row: int, summed_up: bool, words: Vocabulary
) -> bool:
    """Whether a row that is no sum looks like the first one below the body."""
    first = cells[0]
    if summed_up:  # below the total stand remarks and signatures
        return not is_indicator_row(cells, columns, words)
    if heading_of(cells, row, "", words):
        return False
    if _is_signature(first, words) and not _promises_and_reports(cells, columns):
        return True
    if any(cell.columns > 1 and cell.row == row and _covers_name_and_value(cell, columns) for cell in cells):
        return True  # a remark or signature merged across the table
    if len(cells) == 1 and (first.columns >= max(grid.width - 1, 3) or first.row == row):
        if first.columns >= 3 or is_title(first, words) or words.starts("rows", "notes", first.key):
            return True
    if words.starts("rows", "notes", first.key):
        return True
    return words.role("header", first.key) is not None and row > columns.bottom + 1


def opens_preamble(cells: list[Cell], words: Vocabulary) -> bool:
    """Whether a row belongs above a table: a title, or a label such as 项目名称 with or without its value."""
    if len(cells) == 1 and is_title(cells[0], words):
        return True
    return any(
        words.role("header", cell.key) or (":" in cell.key and words.role("header", cell.key.split(":")[0]))
        for cell in cells[:3]
    )


def is_title(cell: Cell, words: Vocabulary) -> bool:
    sentence = ":" in cell.key or "得分" in cell.key
    return len(cell.key) <= 80 and not sentence and words.contains("titles", "table", cell.key)


def is_sum_row(cells: list[Cell], row: int, columns: Columns, words: Vocabulary) -> bool:
    """Whether a row sums up: `总分 | 100 | 97.6`, `产出指标小计 | 50 | 50`, `自评等级 | 优`.

    A sentence that begins so is a note, and a row that promises and reports is an indicator whatever its name,
    unless its values are labels of sums themselves: `分值合计 | 100 | 得分合计 | 98`.
    """
    own = [cell for cell in cells if cell.row == row][:2]
    opening = [*cells[:2], *(cell for cell in own if cell not in cells[:2])]
    if not any(is_sum_label(cell, words) for cell in opening):
        return False
    return not _promises_and_reports(cells, columns) or sum(is_sum_label(cell, words) for cell in cells) > 1


def is_sum_label(cell: Cell, words: Vocabulary) -> bool:
    if len(cell.key) > LONGEST_SUM_LABEL:
        return False
    return any(words.starts("rows", role, cell.key) for role in ("total", "grade", "possible")) or words.ends(
        "rows", "subtotal", cell.key
    )


def is_indicator_row(cells: list[Cell], columns: Columns, words: Vocabulary) -> bool:
    """Whether a row plainly is an indicator, wherever it stands: it promises, reports, and bears points or a level."""
    if words.starts("rows", "notes", cells[0].key) or _is_signature(cells[0], words):
        return False
    promises = _have_own_cells(
        cells, columns, ("name", "target" if "target" in columns.spans else "adjusted_target")
    )
    levels = _under(cells, columns, ("level1", "level2"))
    known = any(words.role("levels", cell.key) for cell in levels)
    numbers = [
        read_number(cell.text.rstrip("分% ")) for cell in _under(cells, columns, ("points", "claimed"))
    ]
    has_points = any(isinstance(number, Fraction) and number <= MOST_POINTS for number in numbers)
    if not promises:
        return False
    if not _promises_and_reports(cells, columns):
        return known and (has_points or "actual" not in columns.spans)
    if "points" in columns.spans or "claimed" in columns.spans:
        return has_points or known
    return known or any(_SIGN.search(cell.key) for cell in _under(cells, columns, ("target",)))


def looks_like_indicators(cells: list[Cell], row: int, words: Vocabulary) -> bool:
    """Whether a row of which no header is known has the look of an indicator: it names a level and says more."""
    own = [cell for cell in cells if cell.row == row]
    return len(own) >= 3 and len(cells) >= 4 and any(words.role("levels", cell.key) for cell in cells[:3])


def _counts(cells: list[Cell]) -> bool:
    return any(isinstance(read_number(cell.text.rstrip("分% ")), Fraction) for cell in cells)


def _under(cells: list[Cell], columns: Columns, roles: tuple[str, ...]) -> list[Cell]:
    spans = [columns.spans[role] for role in roles if role in columns.spans]
    return [
        cell
        for cell in cells
        if any(cell.column <= last and first <= cell.column + cell.columns - 1 for first, last in spans)
    ]


def _promises_and_reports(cells: list[Cell], columns: Columns) -> bool:
    """Whether a row has a name, a target and an actual value, each in a cell of its own."""
    return _have_own_cells(cells, columns, ("name", "target", "actual"))


def _have_own_cells(cells: list[Cell], columns: Columns, roles: tuple[str, ...]) -> bool:
    found: list[Cell] = []
    for role in roles:
        own = _under(cells, columns, (role,))
        if not own or own[0] in found:
            return False
        found.append(own[0])
    return True


def _is_signature(first: Cell, words: Vocabulary) -> bool:
    """`填表人：`, `负责人签字：`: a label with its colon opens no indicator row, but for `指标1：` and `产出指标：`."""
    return (
        first.key.endswith(":") and not is_label(first.text) and not words.role("levels", squeeze(first.text))
    )


def _covers_name_and_value(cell: Cell, columns: Columns) -> bool:
    """Whether one cell lies over the name and over a target or actual value: no indicator is written so."""
    last = cell.column + cell.columns - 1
    covered = {role for role, (start, end) in columns.spans.items() if start <= last and cell.column <= end}
    return bool(covered.intersection(NAMES)) and bool(covered.intersection(VALUES))
