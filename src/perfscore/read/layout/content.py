"""Columns known by what they hold where the header does not say it. Takes a header's columns, gives better ones."""

from __future__ import annotations

from dataclasses import replace

from perfscore.read.grid import Grid
from perfscore.read.layout.columns import NAMES, Columns, is_label, stands_in
from perfscore.read.layout.headings import name_and_points
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.spelling import squeeze

ROWS_TASTED = 12
"""How many rows of the body are looked at to learn what a column holds."""


def with_levels_by_content(grid: Grid, columns: Columns, words: Vocabulary) -> Columns:
    """Levels known by what their columns hold, where the header does not name them.

    One `指标名称` is merged over the three levels, or the first level stands under `绩效指标` or `维度`.
    """
    if "name" not in columns.spans or "level3" in columns.spans:
        return columns
    first, last = columns.spans["name"]
    taken = [span for role, span in columns.spans.items() if role not in NAMES]
    free = [
        column
        for column in range(max(1, first - 3), last)
        if not any(start <= column <= end for start, end in taken)
    ]
    levels = {column: _level_held(grid, columns, column, words) for column in free}
    spans = dict(columns.spans)
    for role in ("level1", "level2"):
        held = next((column for column in free if levels[column] == role), None)
        now = spans.get(role)
        wrong = now is not None and levels.get(now[0], role) not in (role, "")
        if held is not None and (now is None or wrong):
            spans[role] = (held, held)
    levels_end = max((spans[role][1] for role in ("level1", "level2") if role in spans), default=0)
    if first <= levels_end < last:
        spans["name"] = (levels_end + 1, last)
    if spans == dict(columns.spans):
        return columns
    told = list(spans.values())
    return replace(
        columns, spans=spans, unknown=tuple(cell for cell in columns.unknown if not stands_in(cell, told))
    )


def _level_held(grid: Grid, columns: Columns, column: int, words: Vocabulary) -> str:
    """Which level a column's cells below the header name, "" when most name none."""
    cells = {
        id(cell): cell
        for row in range(columns.bottom + 1, min(columns.bottom + ROWS_TASTED, grid.height) + 1)
        if (cell := grid.cell(row, column)) and cell.key and cell.row > columns.bottom and cell.columns == 1
    }
    told = [words.role("levels", squeeze(name_and_points(cell.text)[0])) for cell in cells.values()]
    for level in ("level1", "level2"):
        if 2 * sum(role is not None and role.name == level for role in told) > len(told):
            return level
    return ""


def with_names_beside_labels(grid: Grid, columns: Columns) -> Columns:
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
