"""What stands above the indicator table: title, year, unit, project, goal. Takes a region's rows, gives texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from perfscore.model.table import Form
from perfscore.model.values import Text
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.regions import Region
from perfscore.read.layout.vocabulary import Role, Vocabulary
from perfscore.read.notation.spelling import one_line, squeeze

_YEAR_OF_RESULT = re.compile(r"(20\d\d)年?度")
_YEAR = re.compile(r"(20\d\d)年?")
_YEAR_ALONE = re.compile(
    r"[(\[]?(?:年度[:：]?)?20\d\d年?度?[)\]]?|[(\[]?截[至止]20\d\d年\d{1,2}月(?:\d{1,2}日|[底末])?[)\]]?"
)
"""`（2023年度）`, `（截至2023年8月31日）`."""
_YEAR_IN_WORDS = re.compile("二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NEXT_LABEL = re.compile(r"(?<=\S)[^\S\n]{1,80}(?=([^\s：\d][^\s：]{1,11})：)")
"""Where a line may go on with another label: `填报单位：某局   填报时间：2024年1月15日`."""
LONGEST_LINE = 400
"""A longer line is a goal, not several labels."""
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
    period: Text | None = None
    period_start: Text | None = None
    period_end: Text | None = None
    unlabelled: list[Text] = field(default_factory=list)
    unit_rank: int = 0

    @property
    def year_number(self) -> int | None:
        """The year assessed: from its own field, else from the title."""
        for text in (self.year, self.title, self.project):
            if text is None:
                continue
            key = _with_digits(squeeze(text.written))
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
            _read_line(preamble, Text(fresh[0].text, fresh[0].at), words)
        else:
            _read_labels(preamble, grid, row, cells, words)
    if region.start == 1:
        for text in list(reversed(grid.before))[:_FARTHEST_TITLE]:
            _read_line(preamble, text, words)
    return preamble


def speaks_for_a_table(before: Sequence[Text], words: Vocabulary) -> bool:
    """Whether the lines above a table of a document are its own: they give a title, a project or a unit."""
    preamble = Preamble()
    for text in list(reversed(before))[:_FARTHEST_TITLE]:
        _read_line(preamble, text, words)
    return any((preamble.title, preamble.project, preamble.unit, preamble.department, preamble.year))


def _read_line(preamble: Preamble, text: Text, words: Vocabulary) -> None:
    """A line of its own: the title, the year, `项目名称：…`, or a remark such as `单位：万元`."""
    if _fill_labelled(preamble, text, words):
        return
    text = Text(one_line(text.written), text.at)
    key = squeeze(text.written)
    if words.contains("titles", "table", key) and len(key) <= 80:
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
        (cell, role) for cell in cells if (role := words.role("header", cell.key)) and "goal" in role.name
    ]
    if len(goals) >= 2 or (goals and goals[0][0].columns > 1 and _stands_over_text(grid, goals[0][0], words)):
        for cell, role in goals:
            if getattr(preamble, role.name) is None:
                below = grid.cell(cell.row + cell.rows, cell.column)
                if below and below.key and not words.role("columns", below.key):
                    _fill(preamble, role, Text(below.text.strip(), below.at))
        if any(getattr(preamble, role.name) is not None for _, role in goals):
            return
    for position, cell in enumerate(cells):
        role = _role_of(cell.key, words)
        if role is None:
            if _fill_labelled(preamble, Text(cell.text, cell.at), words):
                continue
            if cell.row == row and _is_year(cell.key) and preamble.year is None:
                preamble.year = Text(cell.text, cell.at)
            elif cell.row == row:
                preamble.unlabelled.append(Text(one_line(cell.text), cell.at))
            continue
        value_cell = cells[position + 1] if position + 1 < len(cells) else None
        if value_cell is None or _role_of(value_cell.key, words):
            continue
        if role.name == "department" and cell.key.startswith("地方"):
            preamble.department = None  # of a transfer, the local authority answers for the table
        _fill(preamble, role, Text(value_cell.text.strip(), value_cell.at))


def _fill_labelled(preamble: Preamble, text: Text, words: Vocabulary) -> bool:
    """`项目名称：…`, and lines of several such labels. False when no label is known."""
    filled = False
    for part in _parts(text.written.replace(":", "："), words):
        label, colon, value = part.partition("：")
        role = _role_of(squeeze(label), words) if colon else None
        if role and value.strip():
            _fill(preamble, role, Text(value.strip(), text.at))
            filled = True
    return filled


def _parts(line: str, words: Vocabulary) -> list[str]:
    """A line cut before every label that is known, so that no value takes in what belongs to the next."""
    if len(line) > LONGEST_LINE:
        return [line]
    starts = [
        found.end()
        for found in _NEXT_LABEL.finditer(line)
        if _role_of(squeeze(found[1]), words) or words.role("labels", squeeze(found[1]))
    ]
    return [line[start:end] for start, end in zip([0, *starts], [*starts, len(line)], strict=True)]


def _role_of(key: str, words: Vocabulary) -> Role | None:
    """What a label above the table announces."""
    return words.role("header", key) or words.role("days", key)


def _is_year(key: str) -> bool:
    """A cell or line that holds nothing but a year: `（2023年度）`."""
    return _YEAR_ALONE.fullmatch(key) is not None


def _stands_over_text(grid: Grid, cell: Cell, words: Vocabulary) -> bool:
    below = grid.cell(cell.row + cell.rows, cell.column)
    return below is not None and len(below.key) > 8 and not words.role("columns", below.key)


def _fill(preamble: Preamble, role: Role, text: Text) -> None:
    """The first text for a role stands, but for a unit named by a better-known word (实施单位 after 填报单位).

    Goals keep their line breaks, names do not.
    """
    written = text.written if role.name.startswith("goal") else one_line(text.written)
    if role.name == "year" and not _YEAR.search(_with_digits(squeeze(written))):
        return
    better = role.name == "unit" and role.rank < preamble.unit_rank
    if better or getattr(preamble, role.name) is None:
        setattr(preamble, role.name, Text(written, text.at))
        if role.name == "unit":
            preamble.unit_rank = role.rank


def _with_digits(key: str) -> str:
    """Years in words as years in digits: `二〇二三年度` -> `2023年度`."""
    return _YEAR_IN_WORDS.sub(lambda found: found.group().translate(_DIGITS), key)
