"""Puts a table together. Takes a grid, gives its `AssessmentTable`s in print order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Budget, BudgetLine, Stage
from perfscore.model.values import Absence, Absent, Quantity, Text
from perfscore.read.findings import (
    COLUMN_LEFT_OUT,
    FORMULA_WITHOUT_VALUE,
    HEADER_UNKNOWN,
    ROW_NOT_READ,
    TABLE_OF_PART_OF_YEAR,
    TABLE_WITHOUT_ACTUALS,
)
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout import claims
from perfscore.read.layout.body import looks_like_indicators
from perfscore.read.layout.indicators import read_rows
from perfscore.read.layout.money import read_budget
from perfscore.read.layout.periods import period_of
from perfscore.read.layout.preamble import read_preamble
from perfscore.read.layout.projects import each_project, project_of, too_many_projects
from perfscore.read.layout.regions import Region, find_regions
from perfscore.read.layout.shares import are_weights_of_one, line_in_points, rows_in_points
from perfscore.read.layout.vocabulary import Vocabulary, vocabulary
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.spelling import one_line, squeeze, tidy

MOST_ROWS_TOLD = 20
LONGEST_QUOTE = 60
_YEAR = re.compile(r"(20[0-9]{2})(?:年|[-/.][01]?[0-9])")


def read_tables(grid: Grid, words: Vocabulary | None = None) -> list[AssessmentTable]:
    """Every assessment table of a grid; empty when the grid holds none. words: the shipped ones when None."""
    words = words or vocabulary()
    regions = [
        part
        for region in find_regions(grid, words)
        for beside in _side_by_side(grid, region, words)
        for part in each_project(*beside, words)
    ]
    tables = [_read_region(*region, number, words) for number, region in enumerate(regions, start=1)]
    return [table for table in tables if table.rows]  # a header with nothing under it is no table


def _side_by_side(grid: Grid, region: Region, words: Vocabulary) -> list[tuple[Grid, Region]]:
    """The tables of a region, each with the part of the grid it stands in: forms are also set side by side."""
    beside = region.columns.beside
    if beside is None:
        return [(grid, region)]
    rows = range(region.start, region.stop)
    parts = (grid.window(rows, 1, beside.column - 1), grid.window(rows, beside.column, grid.width))
    return [
        found
        for part in parts
        for inner in find_regions(part, words)
        for found in _side_by_side(part, inner, words)
    ]


def _read_region(grid: Grid, region: Region, number: int, words: Vocabulary) -> AssessmentTable:
    preamble = read_preamble(grid, region, words)
    preamble.project = project_of(grid, region) or preamble.project
    year = preamble.year_number
    budget, findings = read_budget(grid, region, words)
    rows = read_rows(grid, region, words, year or _year_of_dates(grid, region))
    form = preamble.form(words)
    stage = _stage(region, preamble.title, words)
    notes = _notes(grid, region)
    above = [grid.row_cells(row) for row in range(region.start, region.columns.top)]
    notes += [Text(" ".join(one_line(cell.text) for cell in cells), cells[0].at) for cells in rows.remarks]
    total, grade = claims.from_rows(rows.totals, region.columns, words)
    if total is None:
        total, said = claims.from_labels(above, words)
        grade = grade or said
    if total is None or grade is None:
        before = grid.before if region.start == 1 else ()
        said_total, said_grade = claims.from_prose(notes, before, form, _written(preamble.project), year)
        total = total or said_total
        grade = grade or (None if claims.is_scored(region.columns) else said_grade)
    if budget and rows.execution:
        budget = _with_execution_row(budget, rows.execution)
    if are_weights_of_one(rows.indicators):
        rows.indicators = rows_in_points(rows.indicators, rows.findings)
        budget = _with_total(budget, line_in_points(budget.total)) if budget else None
        if total and total.number <= 1:
            total = replace(total, number=total.number * 100)
    findings += rows.findings
    findings += too_many_projects(grid, region)
    if stage is not Stage.SELF_ASSESSMENT:
        kind = TABLE_WITHOUT_ACTUALS if stage is Stage.DECLARATION else TABLE_OF_PART_OF_YEAR
        findings.append(
            kind.at(region.columns.headers["name"].at if "name" in region.columns.headers else grid.source)
        )
    findings += [
        HEADER_UNKNOWN.at(cell.at, header=one_line(cell.text))
        for cell in region.columns.unknown
        if cell.column >= min(first for first, _ in region.columns.spans.values())
    ]
    findings += [COLUMN_LEFT_OUT.at(cell.at, header=one_line(cell.text)) for cell in region.columns.left_out]
    findings += [_not_read(cells) for cells in rows.remarks]
    outside = (*range(region.start, region.columns.top), *range(region.end, region.stop))
    findings += rows_not_read(grid, outside, words)
    findings += _formula_findings(grid, region)
    source = grid.source if grid.source.table else Place(grid.source.file, grid.source.sheet, number)
    return AssessmentTable(
        title=_written(preamble.title),
        form=form,
        year=year,
        unit=_named(preamble.unit) or _named(preamble.department),
        department=_named(preamble.department),
        project=_named(preamble.project),
        budget=budget,
        rows=tuple(rows.indicators),
        stage=stage,
        goal=_written(preamble.goal) or "",
        goal_result=_written(preamble.goal_result) or "",
        level_points=rows.level_points,
        group_points=rows.group_points,
        period=period_of(preamble.period, preamble.period_start, preamble.period_end, notes),
        claimed_total=total,
        claimed_grade=grade,
        notes=tuple(notes),
        columns={role: cell.at for role, cell in region.columns.headers.items()},
        source=source,
        findings=tuple(findings),
    )


def _stage(region: Region, title: Text | None, words: Vocabulary) -> Stage:
    """A form with a forecast is a monitoring form, one without actual values a declaration of targets."""
    if "forecast" in region.columns.headers or (
        title and words.contains("titles", "monitoring", squeeze(title.written))
    ):
        return Stage.MONITORING
    return Stage.SELF_ASSESSMENT if "actual" in region.columns.headers else Stage.DECLARATION


def _year_of_dates(grid: Grid, region: Region) -> int | None:
    """The year that the rows' own dates print most often: for the dates of the table that print none."""
    years = Counter(
        int(found)
        for row in range(region.columns.bottom + 1, region.end)
        for cell in grid.row_cells(row)
        for found in _YEAR.findall(cell.key)
    )
    return years.most_common(1)[0][0] if years else None


def _written(text: Text | None) -> str | None:
    return text.written if text else None


def _named(text: Text | None) -> str | None:
    """A name; what only marks where one belongs (`【待补充：项目名称】`, `XX`) is none."""
    written = _written(text)
    return None if written and why_empty(tidy(written)) is Absence.PLACEHOLDER else written


def _notes(grid: Grid, region: Region) -> list[Text]:
    """What stands under the table: rows of notes, and in documents the paragraphs that follow."""
    notes: list[Text] = []
    for row in range(region.end, region.stop):
        cells = [cell for cell in grid.row_cells(row) if cell.row == row]
        if cells:
            notes.append(Text(" ".join(one_line(cell.text) for cell in cells), cells[0].at))
    if region.stop > grid.height:
        notes.extend(grid.after[:12])
    return notes


def rows_not_read(grid: Grid, rows: Iterable[int], words: Vocabulary) -> list[Finding]:
    """What there is to say of rows outside of any table's body: some have the look of indicators."""
    cells = ((row, grid.row_cells(row)) for row in rows)
    found = (own for row, own in cells if own and looks_like_indicators(own, row, words))
    return [_not_read(own) for own in islice(found, MOST_ROWS_TOLD)]


def _not_read(cells: list[Cell]) -> Finding:
    return ROW_NOT_READ.at(cells[0].at, written=_shortened(" | ".join(one_line(cell.text) for cell in cells)))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def _with_execution_row(budget: Budget, execution: dict[str, Quantity | Absent]) -> Budget:
    """Some forms score the execution rate in a row of the indicator table instead of in the money block."""
    total = budget.total
    points, claimed = total.points, total.claimed
    if isinstance(points, Absent):
        points = execution.get("points", Absent(Absence.NO_COLUMN))
    if isinstance(claimed, Absent):
        claimed = execution.get("claimed", Absent(Absence.NO_COLUMN))
    return _with_total(budget, replace(total, points=points, claimed=claimed))


def _with_total(budget: Budget, total: BudgetLine) -> Budget:
    lines = tuple(total if line is budget.total else line for line in budget.lines)
    return replace(budget, total=total, lines=lines)


def _formula_findings(grid: Grid, region: Region) -> list[Finding]:
    return [
        FORMULA_WITHOUT_VALUE.at(cell.at)
        for row in range(region.start, region.end)
        for cell in grid.all_cells(row)
        if cell.formula_only
    ]
