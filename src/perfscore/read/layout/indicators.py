"""The rows of the indicator table. Takes a region, gives indicators with everything their cells say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

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
from perfscore.read.layout.headings import heading_of, name_and_points
from perfscore.read.layout.regions import Columns, Region, is_label, is_total_row
from perfscore.read.layout.shares import divide_merged_cells
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.names import promise_in_name
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import scan_quantity
from perfscore.read.notation.spelling import one_line, squeeze, tidy
from perfscore.read.notation.targets import parse_target, reads_as_lower_is_better

_LABEL = re.compile(
    r"^(?:三级)?指标\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：]|(?<=\d)[.、]?(?=[^\d%≥≤=]))"
)
_PART = re.compile(r"[#(（]{0,2}其中")
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

    level_points: points printed in level-1 headings. execution: cells of a row that is the execution rate itself.
    totals: the rows that sum up, each as its non-empty cells.
    """

    indicators: list[Indicator] = field(default_factory=list)
    level_points: dict[str, Fraction] = field(default_factory=dict)
    execution: dict[str, Quantity | Absent] = field(default_factory=dict)
    totals: list[list[Cell]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_rows(grid: Grid, region: Region, words: Vocabulary, year: int | None) -> Rows:
    """Read every row between the header and the notes. Empty rows of the form are passed over."""
    rows = Rows()
    spans = region.columns.spans
    level1 = level2 = ""
    for row in range(region.columns.bottom + 1, region.end):
        cells = grid.row_cells(row)
        if not cells:
            continue
        if is_total_row(cells, region.columns, words):
            rows.totals.append(cells)
            continue
        heading = heading_of(cells, row, level1, words) if _may_head(cells, row, region.columns) else None
        if heading:
            level1, level2 = (heading.name, "") if heading.level == 1 else (level1, heading.name)
            if heading.level == 1 and heading.points is not None:
                rows.level_points[heading.name] = heading.points
            continue
        above1, above2 = level1, level2
        level1 = _level(grid, row, "level1", spans, rows.level_points) or above1
        level2 = _level(grid, row, "level2", spans, None) or (above2 if level1 == above1 else "")
        label, name, at = _name(grid, row, spans)
        get = _Getter(grid, row, spans)
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
    divide_merged_cells(rows.indicators, rows.findings)
    return rows


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


class _Getter:
    """The cells of one row by role."""

    def __init__(self, grid: Grid, row: int, spans: Mapping[str, tuple[int, int]]) -> None:
        self.grid, self.row, self.spans = grid, row, spans
        self._texts: dict[str, str] = {}

    def cell(self, role: str) -> Cell | None:
        first, last = self.spans.get(role, (0, 0))
        found = None
        for column in range(first, last + 1):
            cell = self.grid.cell(self.row, column)
            if cell and cell.key:
                found = cell
                break
        return found

    def text(self, role: str) -> str:
        """All text under a header, which may span several columns (`≥ | 95 | %` under one 年度指标值)."""
        if role not in self.spans:
            return ""
        if role not in self._texts:
            self._texts[role] = self._text(role)
        return self._texts[role]

    def _text(self, role: str) -> str:
        first, last = self.spans[role]
        if first == last:
            return self.grid.text(self.row, first).strip()
        parts: list[str] = []
        previous = None
        for column in range(first, last + 1):
            cell = self.grid.cell(self.row, column)
            if cell and cell is not previous and cell.text.strip():
                parts.append(cell.text.strip())
            previous = cell
        return (
            "".join(parts) if role in ("target", "actual", "adjusted_target", "forecast") else " ".join(parts)
        )

    def place(self, role: str) -> Place:
        return self.grid.place(self.row, self.spans[role][0]) if role in self.spans else self.grid.source

    def number(self, role: str) -> Quantity | Absent:
        """A points or score cell."""
        if role not in self.spans:
            return Absent(Absence.NO_COLUMN)
        cell = self.cell(role)
        if cell is None:
            return Absent(Absence.BLANK, at=self.place(role))
        number = _points_of(cell.text)
        if isinstance(number, Absence):
            return Absent(number, cell.text, cell.at)
        return Quantity(number, "", cell.text, cell.at)


@lru_cache(maxsize=4096)
def _points_of(written: str) -> Fraction | Absence:
    """Points or a score as printed: `10`, `9.5分`."""
    text = tidy(written)
    empty = why_empty(text)
    if empty:
        return empty
    measured = scan_quantity(text)
    if measured is None or measured.unit not in ("", "分", "%") or text[measured.end :]:
        return Absence.UNREADABLE
    return measured.number


def _level(
    grid: Grid,
    row: int,
    role: str,
    spans: Mapping[str, tuple[int, int]],
    level_points: dict[str, Fraction] | None,
) -> str:
    """A level's name without the points it may print: `产 出 指 标 (50分)` -> `产出指标`."""
    if role not in spans:
        return ""
    cell = grid.cell(row, spans[role][0])
    if cell is None or not cell.key or why_empty(cell.key):
        return ""
    name, points = name_and_points(cell.text)
    if points is not None and level_points is not None:
        level_points[name] = points
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


def _is_unused(name: str, get: _Getter) -> bool:
    """A row of the empty form: no name, nothing promised, nothing reported."""
    filled = [
        role for role in ("target", "adjusted_target", "actual") if why_empty(tidy(get.text(role))) is None
    ]
    if not name:
        return not filled
    return why_empty(tidy(name)) is not None and not filled


def _indicator(
    path: tuple[str, str, str], label: str, at: Place, get: _Getter, year: int | None, findings: list[Finding]
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
    name = path[2] or label
    findings.extend(_reading_findings(name, target, actual, points, claimed))
    note = get.text("deviation_note")
    return Indicator(
        path=path,
        target=target,
        actual=actual,
        points=points,
        claimed=claimed,
        deviation_note=note.strip(),
        label=label,
        forecast=forecast,
        at=at,
    )


def _unit(path: tuple[str, str, str], get: _Getter) -> str | None:
    """The unit that stands in a column of its own, else in the indicator's name."""
    in_name = promise_in_name(path[2])
    return get.text("unit") or (in_name.unit if in_name else None)


def _target(path: tuple[str, str, str], unit: str | None, get: _Getter, year: int | None) -> Target:
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
            found.append(
                CLAIM_UNREADABLE.at(cell.at, indicator=name, column=column, written=one_line(cell.written))
            )
    return found
