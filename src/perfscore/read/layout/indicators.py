"""The rows of the indicator table. Takes a region, gives indicators with everything their cells say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import Indicator
from perfscore.model.values import NO_COLUMN, Absence, Absent, Actual, Comparator, Quantity, Target
from perfscore.read.findings import (
    ACTUAL_UNREADABLE,
    CLAIM_UNREADABLE,
    SIGN_SUPPOSED,
    TARGET_UNREADABLE,
)
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.body import is_sum_row
from perfscore.read.layout.columns import Columns, is_label
from perfscore.read.layout.headings import heading_of, name_and_points
from perfscore.read.layout.regions import Region
from perfscore.read.layout.row_cells import RowCells, points_of
from perfscore.read.layout.shares import divide_merged_cells
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.names import promise_in_name
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.spelling import one_line, squeeze, tidy
from perfscore.read.notation.targets import parse_target, reads_as_lower_is_better

_LABEL = re.compile(
    r"^(?:三级)?指标\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：]|(?<=\d)[.、]?(?=[^\d%≥≤=]))"
)
_PART = re.compile(r"[#(（]{0,2}其中")
_FULL_MARKS = ("满分", "得满分")
_REASONS = {
    Absence.APPROXIMATE: "是约数",
    Absence.UNREADABLE: "不是可识别的写法",
    Absence.PLACEHOLDER: "是模板占位符",
    Absence.LONE_SIGN: "只有符号，没有数值",
}
_SENSES = {Comparator.AT_LEAST: "≥（不低于）", Comparator.AT_MOST: "≤（不超过）"}


@dataclass(slots=True)
class Rows:
    """What the indicator rows give.

    level_points: points printed in level-1 headings. group_points: those of the second level, by both names.
    execution: cells of a row that is the execution rate itself.
    totals: the rows that sum up, each as its non-empty cells.
    remarks: rows between the indicators that are none of these.
    """

    indicators: list[Indicator] = field(default_factory=list)
    level_points: dict[str, Fraction] = field(default_factory=dict)
    group_points: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    execution: dict[str, Quantity | Absent] = field(default_factory=dict)
    totals: list[list[Cell]] = field(default_factory=list)
    remarks: list[list[Cell]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_rows(grid: Grid, region: Region, words: Vocabulary, year: int | None) -> Rows:
    """Read every row between the header and the notes. Empty rows of the form are passed over."""
    rows = Rows()
    spans = region.columns.spans
    level1 = level2 = ""
    headed: set[str] = set()
    for row in range(region.columns.bottom + 1, region.end):
        cells = grid.row_cells(row)
        if not cells or row in region.again or _is_same_row(cells, row):
            continue
        if is_sum_row(cells, row, region.columns, words):
            rows.totals.append(cells)
            continue
        is_remark = row in region.remarks
        heading = None
        if _may_head(cells, row, region.columns):
            heading = heading_of(cells, row, level1, words, between=is_remark)
        if heading is None and is_remark:
            rows.remarks.append([cell for cell in cells if cell.row == row])
            continue
        if heading:
            level1, level2 = (heading.name, "") if heading.level == 1 else (level1, heading.name)
            if heading.level == 1 and heading.points is not None:
                rows.level_points[heading.name] = heading.points
                headed.add(heading.name)
            elif heading.level == 2 and heading.points is not None:
                rows.group_points[level1, level2] = heading.points
            continue
        above1, above2 = level1, level2
        get = RowCells(grid, row, spans)
        level1 = _level(grid, row, "level1", spans, rows.level_points) or above1
        of_group: dict[str, Fraction] = {}
        level2 = _level(grid, row, "level2", spans, of_group) or (above2 if level1 == above1 else "")
        if isinstance(of_second := get.number("level2_points"), Quantity):
            of_group[level2] = of_second.number
        if level2 in of_group:
            rows.group_points[level1, level2] = of_group[level2]
        if isinstance(of_level := get.number("level1_points"), Quantity):
            rows.level_points[level1] = of_level.number
        label, name, at = _name(grid, row, spans)
        if "level3" in spans:
            third = one_line(get.text("level3"))
            label, name = (third, name) if name else (label, third)
        if words.starts("rows", "execution", squeeze(level1)) or (
            not level2
            and words.role("rows", squeeze(name))
            and words.starts("rows", "execution", squeeze(name))
        ):
            rows.execution = {"points": get.number("points"), "claimed": get.number("claimed")}
            level1 = above1 if words.starts("rows", "execution", squeeze(level1)) else level1
            continue
        if _is_unused(name, get):
            continue
        indicator = _indicator((level1, level2, name), label, at, get, year, rows.findings)
        if _breaks_down(indicator, rows.indicators):
            indicator = replace(indicator, is_detail=True)
        rows.indicators.append(indicator)
    if "level1" in spans:  # headings above the first level are no level of the rows
        for name in headed.difference(indicator.path[0] for indicator in rows.indicators):
            del rows.level_points[name]
    divide_merged_cells(rows.indicators, rows.findings)
    return rows


def _is_same_row(cells: list[Cell], row: int) -> bool:
    """Whether a row is the rest of the one above: a row too tall for a sheet is printed on two, every cell merged."""
    return all(cell.row < row for cell in cells)


def _may_head(cells: list[Cell], row: int, columns: Columns) -> bool:
    """Whether a row is no ordinary one: its first own cell stands outside the columns of the levels, or over more."""
    own = next((cell for cell in cells if cell.row == row), None)
    if own is None:
        return False
    levels = [columns.spans[role] for role in ("level1", "level2") if role in columns.spans]
    return not any(first <= own.column and own.column + own.columns - 1 <= last for first, last in levels)


def _breaks_down(row: Indicator, above: list[Indicator]) -> bool:
    """Whether a row only breaks down one above it: `其中：…` without points, and rows like it that follow."""
    if isinstance(row.points, Quantity) or isinstance(row.claimed, Quantity):
        return False
    if _PART.match(row.name):
        return True
    follows = bool(above) and above[-1].is_detail and row.path[:2] == above[-1].path[:2]
    return follows and row.points != NO_COLUMN


def _level(
    grid: Grid,
    row: int,
    role: str,
    spans: Mapping[str, tuple[int, int]],
    points_of: dict[str, Fraction],
) -> str:
    """A level's name without the points it may print: `产 出 指 标 (50分)` -> `产出指标`."""
    if role not in spans:
        return ""
    cell = grid.cell(row, spans[role][0])
    if cell is None or not cell.key or why_empty(cell.key):
        return ""
    name, points = name_and_points(cell.text)
    if points is not None:
        points_of[name] = points
    return name


def _name(grid: Grid, row: int, spans: Mapping[str, tuple[int, int]]) -> tuple[str, str, Place]:
    """Label, name and place of a row's indicator. The label may have a column of its own under the same header."""
    if "name" not in spans:
        return "", "", grid.source
    first, last = spans["name"]
    label = ""
    parts: list[str] = []
    at = grid.place(row, first)
    previous = None
    for column in range(first, last + 1):
        cell = grid.cell(row, column)
        if cell is None or cell is previous or not cell.key:
            continue
        previous = cell
        text = one_line(cell.text)
        if not parts and not label and is_label(cell.text) and column < last:
            label = text
            continue
        if not parts:
            at = cell.at
        parts.append(text)
    name = " ".join(parts)
    found = _LABEL.match(name)
    if found and not label:
        label, name = found.group().strip(), name[found.end() :].strip()
    return label, "" if is_label(name) else name, at


def _is_unused(name: str, get: RowCells) -> bool:
    """A row of the empty form: no name, nothing promised, nothing reported."""
    filled = [
        role for role in ("target", "adjusted_target", "actual") if why_empty(tidy(get.text(role))) is None
    ]
    if not name:
        return not filled
    return why_empty(tidy(name)) is not None and not filled


def _indicator(
    path: tuple[str, str, str],
    label: str,
    at: Place,
    get: RowCells,
    year: int | None,
    findings: list[Finding],
) -> Indicator:
    unit = _unit(path, get)
    target = _target(path, unit, get, year)
    actual = parse_actual(
        get.text("actual"), target, unit=unit, year=year, name=path[2], at=get.place("actual")
    )
    if "actual" not in get.spans:
        actual = Actual(absence=Absence.NO_COLUMN)
    forecast = None
    if "forecast" in get.spans:
        place = get.place("forecast")
        forecast = parse_actual(get.text("forecast"), target, unit=unit, year=year, at=place)
    points, claimed = get.number("points"), get.number("claimed")
    if (
        isinstance(claimed, Absent)
        and isinstance(points, Quantity)
        and squeeze(claimed.written) in _FULL_MARKS
    ):
        claimed = replace(points, written=claimed.written, at=claimed.at)
    name = path[2] or label
    findings.extend(_reading_findings(name, target, actual, points, claimed))
    note = get.text("deviation_note").strip()
    if why_empty(tidy(note)) is Absence.PLACEHOLDER:
        note = ""  # the mark that asks for a reason, or the form's own filler, gives none
    return Indicator(
        path=path,
        target=target,
        actual=actual,
        points=points,
        claimed=claimed,
        deviation_note=note,
        label=label,
        forecast=forecast,
        at=at,
    )


def _unit(path: tuple[str, str, str], get: RowCells) -> str | None:
    """The unit that stands in a column of its own, else in the indicator's name."""
    in_name = promise_in_name(path[2])
    return get.text("unit") or (in_name.unit if in_name else None)


def _target(path: tuple[str, str, str], unit: str | None, get: RowCells, year: int | None) -> Target:
    role = "adjusted_target" if why_empty(tidy(get.text("adjusted_target"))) is None else "target"
    in_name = promise_in_name(path[2])
    return parse_target(
        get.text(role),
        unit,
        sign=get.text("sign") or (in_name.sign if in_name else None),
        lower_is_better=reads_as_lower_is_better(*path),
        year=year,
        name=path[2],
        at=get.place(role),
    )


def _reading_findings(
    name: str, target: Target, actual: Actual, points: Quantity | Absent, claimed: Quantity | Absent
) -> list[Finding]:
    found: list[Finding] = []
    if target.absence in (Absence.APPROXIMATE, Absence.UNREADABLE, Absence.PLACEHOLDER):
        reason = _REASONS[target.absence]
        found.append(
            TARGET_UNREADABLE.at(target.at, indicator=name, written=one_line(target.written), reason=reason)
        )
    if actual.absence in (Absence.APPROXIMATE, Absence.UNREADABLE, Absence.PLACEHOLDER, Absence.LONE_SIGN):
        reason = _REASONS[actual.absence]
        found.append(
            ACTUAL_UNREADABLE.at(actual.at, indicator=name, written=one_line(actual.written), reason=reason)
        )
    if not target.sign_printed and target.absence is None:
        sense = _SENSES[target.comparator]
        found.append(
            SIGN_SUPPOSED.at(target.at, indicator=name, written=one_line(target.written), sense=sense)
        )
    for column, cell in (("分值", points), ("得分", claimed)):
        if isinstance(cell, Absent) and cell.reason is Absence.UNREADABLE:
            written = one_line(cell.written)
            number = points_of(written)
            fault = "是负数" if isinstance(number, Fraction) and number < 0 else "不是数字"
            found.append(
                CLAIM_UNREADABLE.at(cell.at, indicator=name, column=column, written=written, fault=fault)
            )
    return found
