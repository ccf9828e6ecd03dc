"""What stands above the indicator table: title, year, unit, project, goal. Takes a region's rows, gives texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfscore.model.table import Form
from perfscore.model.values import Text
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.regions import Region
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.spelling import one_line, squeeze

_YEAR_OF_RESULT = re.compile(r"(20\d\d)年?度")
_YEAR = re.compile(r"(20\d\d)年?")
_YEAR_ALONE = re.compile(r"[(\[]?(?:年度[:：]?)?20\d\d年?度?[)\]]?")
_FARTHEST_TITLE = 6
"""A table's title stands at most this many paragraphs above it in a document."""


@dataclass(slots=True)
class Preamble:
    title: Text | None = None
    year: Text | None = None
    unit: Text | None = None
    department: Text | None = None
    project: Text | None = None
    goal: Text | None = None
    goal_result: Text | None = None
    unlabelled: list[Text] = field(default_factory=list)

    @property
    def year_number(self) -> int | None:
        """The year assessed: from its own field, else from the title."""
        for text in (self.year, self.title, self.project):
            if text is None:
                continue
            key = squeeze(text.written)
            found = _YEAR_OF_RESULT.search(key) or _YEAR.search(key)
            if found:
                return int(found[1])
        return None

    def form(self, words: Vocabulary) -> Form:
        """A whole unit's table says so in its title; without a telling title, it names no project."""
        title = squeeze(self.title.written) if self.title else ""
        if words.contains("titles", "department", title):
            return Form.DEPARTMENT
        if self.project is None and not words.contains("titles", "project", title):
            if any("整体" in squeeze(text.written) for text in self.unlabelled):
                return Form.DEPARTMENT
        return Form.PROJECT


def read_preamble(grid: Grid, region: Region, words: Vocabulary) -> Preamble:
    """Read the rows from the region's start to its header, and for documents the lines above the table."""
    preamble = Preamble()
    rows = range(region.start, region.columns.top)
    for row in rows:
        cells = grid.row_cells(row)
        fresh = [cell for cell in cells if cell.row == row]
        if len(fresh) == 1 and len(cells) == 1:
            _read_line(preamble, Text(one_line(fresh[0].text), fresh[0].at), words)
        else:
            _read_labels(preamble, grid, row, cells, words)
    if region.start == 1:
        for text in list(reversed(grid.before))[:_FARTHEST_TITLE]:
            _read_line(preamble, Text(one_line(text.written), text.at), words)
    return preamble


def _read_line(preamble: Preamble, text: Text, words: Vocabulary) -> None:
    """A line of its own: the title, the year, `项目名称：…`, or a remark such as `单位：万元`."""
    key = squeeze(text.written)
    label, colon, value = text.written.replace(":", "：").partition("：")
    role = words.role("header", squeeze(label)) if colon else None
    if role and value.strip():
        _fill(preamble, role.name, Text(value.strip(), text.at))
    elif words.contains("titles", "table", key) and len(key) <= 80:
        if preamble.title is None:
            preamble.title = text
    elif _is_year(key):
        if preamble.year is None:
            preamble.year = text
    elif preamble.title is None and words.contains("titles", "department", key) and len(key) <= 60:
        preamble.title = text
    else:
        preamble.unlabelled.append(text)


def _read_labels(preamble: Preamble, grid: Grid, row: int, cells: list[Cell], words: Vocabulary) -> None:
    """A row of labels and values side by side, or of goal headers with their texts below."""
    goals = [
        (cell, role.name)
        for cell in cells
        if (role := words.role("header", cell.key)) and "goal" in role.name
    ]
    if len(goals) >= 2 or (goals and goals[0][0].columns > 1 and _stands_over_text(grid, goals[0][0], words)):
        for cell, role_name in goals:
            if getattr(preamble, role_name) is None:
                below = grid.cell(cell.row + cell.rows, cell.column)
                if below and below.key and not words.role("columns", below.key):
                    _fill(preamble, role_name, Text(below.text.strip(), below.at))
        if any(getattr(preamble, role_name) is not None for _, role_name in goals):
            return
    for position, cell in enumerate(cells):
        role = words.role("header", cell.key)
        if role is None:
            label, colon, value = cell.text.replace(":", "：").partition("：")
            inner = words.role("header", squeeze(label)) if colon else None
            if inner and value.strip():
                _fill(preamble, inner.name, Text(one_line(value), cell.at))
            elif cell.row == row and _is_year(cell.key) and preamble.year is None:
                preamble.year = Text(cell.text, cell.at)
            elif cell.row == row:
                preamble.unlabelled.append(Text(one_line(cell.text), cell.at))
            continue
        value_cell = cells[position + 1] if position + 1 < len(cells) else None
        if value_cell is None or words.role("header", value_cell.key):
            continue
        if role.name == "department" and cell.key.startswith("地方"):
            preamble.department = None  # of a transfer, the local authority answers for the table
        _fill(preamble, role.name, Text(value_cell.text.strip(), value_cell.at))


def _is_year(key: str) -> bool:
    """A cell or line that holds nothing but a year: `（2023年度）`."""
    return _YEAR_ALONE.fullmatch(key) is not None


def _stands_over_text(grid: Grid, cell: Cell, words: Vocabulary) -> bool:
    below = grid.cell(cell.row + cell.rows, cell.column)
    return below is not None and len(below.key) > 8 and not words.role("columns", below.key)


def _fill(preamble: Preamble, role: str, text: Text) -> None:
    """The first text for a role stands; goals keep their line breaks, names do not."""
    written = text.written if role.startswith("goal") else one_line(text.written)
    if role == "year" and not _YEAR.search(squeeze(written)):
        return
    if getattr(preamble, role) is None:
        setattr(preamble, role, Text(written, text.at))
