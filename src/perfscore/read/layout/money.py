"""The money block (年初预算 / 全年预算 / 执行数 / 执行率). Takes a region's rows, gives the budget in 万元."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from perfscore.model.finding import Finding
from perfscore.model.table import Budget, BudgetLine
from perfscore.model.values import Absence, Absent, Quantity
from perfscore.read.findings import HEADER_UNKNOWN, MONEY_UNREADABLE, TOTAL_FROM_SOURCES
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.money_cells import (
    FIGURES,
    TOTAL_LABEL,
    number_in,
    quantity_in,
    unit_in,
    unit_of_block,
)
from perfscore.read.layout.money_labels import read_labelled
from perfscore.read.layout.regions import Region
from perfscore.read.layout.vocabulary import Role, Vocabulary
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.spelling import one_line, tidy

_PRINTED_POINTS = re.compile(r"\((\d{1,3}(?:\.\d+)?)分")
_TITLES = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "spent": "全年执行数",
    "rate": "执行率",
    "points": "分值",
    "claimed": "得分",
}


def read_budget(grid: Grid, region: Region, words: Vocabulary) -> tuple[Budget | None, list[Finding]]:
    """The region's money block, None when it has none."""
    for row in range(region.start, region.columns.top):
        headers = _headers(grid, row, words)
        if headers:
            budget, findings = _read_block(grid, region, row, headers, words)
            if budget:
                return budget, findings
    return read_labelled(grid, region, words), []


def _headers(grid: Grid, row: int, words: Vocabulary) -> dict[str, Cell] | None:
    """Role -> header cell of a money header row, None when the row is none."""
    best: dict[str, tuple[Role, Cell]] = {}
    for cell in grid.row_cells(row):
        role = words.role("money", cell.key)
        if role and (role.name not in best or role.rank < best[role.name][0].rank):
            best[role.name] = (role, cell)
    figures = [name for name in best if name in FIGURES]
    headers = {name: cell for name, (_, cell) in best.items()}
    if len(figures) >= 2 or (
        len(figures) == 1 and ("rate" in best or _heads_a_number(grid, headers[figures[0]]))
    ):
        return headers
    return None


def _heads_a_number(grid: Grid, header: Cell) -> bool:
    """Whether a lone header has its figure below it, and not beside it as a label has."""
    below = grid.text(header.row + header.rows, header.column)
    beside = grid.text(header.row, header.column + header.columns)
    return number_in(below) is not None and number_in(beside) is None


def _read_block(
    grid: Grid, region: Region, header_row: int, headers: Mapping[str, Cell], words: Vocabulary
) -> tuple[Budget | None, list[Finding]]:
    findings: list[Finding] = _unknown_columns(grid, header_row, headers, words)
    unit = unit_of_block(grid, region, header_row)
    first_column = min(cell.column for cell in headers.values())
    lines: list[BudgetLine] = []
    top = max(cell.row + cell.rows for cell in headers.values())
    for row in range(top, region.columns.top):
        label = _label(grid, row, first_column, header_row)
        values = {role: grid.cell(row, cell.column) for role, cell in headers.items()}
        if not _is_line(label, values, words, has_lines=bool(lines)):
            if (row == top and _parts_columns(grid, row, headers)) or _is_item(label, values, words):
                continue
            break
        lines.append(
            _line(label, values, headers, unit, grid.row_cells(row)[0] if label is None else label, findings)
        )
    if not lines:
        return None, findings
    totals = (line for line in lines if TOTAL_LABEL.search(line.label))
    total = next((line for line in totals if not words.contains("terms", "longer", line.label)), lines[0])
    if isinstance(total.points, Absent):
        printed = _points_in_headers(grid, header_row, headers)
        if printed:
            lines = [replace(line, points=printed) if line is total else line for line in lines]
            total = replace(total, points=printed)
    budget = Budget(total, tuple(lines), headers[next(iter(headers))].at)
    return _with_total_from_sources(budget, findings), findings


def _with_total_from_sources(budget: Budget, findings: list[Finding]) -> Budget:
    """A total row left at zero or empty while its sources hold the figures takes their sums."""
    total = budget.total
    own = (total.initial, total.adjusted, total.spent)
    if any(isinstance(quantity, Quantity) and quantity.number for quantity in own):
        return budget
    sums = {name: budget.sum_of_sources(name) for name in FIGURES}
    if not any(sums.values()):
        return budget

    def figure(name: str, own: Quantity | Absent) -> Quantity | Absent:
        number = sums[name]
        return own if number is None else Quantity(number, "万元", "", total.at)

    rates = [line.claimed_rate for line in budget.lines if isinstance(line.claimed_rate, Quantity)]
    rate = rates[0] if isinstance(total.claimed_rate, Absent) and len(rates) == 1 else total.claimed_rate
    filled = replace(
        total,
        initial=figure("initial", total.initial),
        adjusted=figure("adjusted", total.adjusted),
        spent=figure("spent", total.spent),
        claimed_rate=rate,
    )
    findings.append(TOTAL_FROM_SOURCES.at(total.at, label=total.label))
    lines = tuple(filled if line is total else line for line in budget.lines)
    return Budget(filled, lines, budget.at)


def _points_in_headers(grid: Grid, header_row: int, headers: Mapping[str, Cell]) -> Quantity | None:
    """Points that the block's own heading prints: `预算执行情况（20分）`, `得分（20分×执行率）`."""
    for cell in [*grid.row_cells(header_row), *headers.values()]:
        printed = _PRINTED_POINTS.search(cell.key)
        if printed:
            return Quantity(Fraction(printed[1]), "", cell.text, cell.at)
    return None


def _unknown_columns(
    grid: Grid, header_row: int, headers: Mapping[str, Cell], words: Vocabulary
) -> list[Finding]:
    """Columns of the block that are not understood: their figures are lost, and the officer must know."""
    first = min(cell.column for cell in headers.values())
    return [
        HEADER_UNKNOWN.at(cell.at, header=one_line(cell.text))
        for cell in grid.row_cells(header_row)
        if cell.column > first and words.role("money", cell.key) is None and number_in(cell.text) is None
    ]


def _label(grid: Grid, row: int, first_column: int, header_row: int) -> Cell | None:
    """The line's own label: the nearest text left of the figures that does not reach up into the header row."""
    for column in range(first_column - 1, 0, -1):
        cell = grid.cell(row, column)
        if cell and cell.key and cell.row > header_row:
            return cell
    return None


def _is_line(
    label: Cell | None, values: Mapping[str, Cell | None], words: Vocabulary, *, has_lines: bool
) -> bool:
    if label is None:
        return not has_lines and any(
            cell and number_in(cell.text) is not None for role, cell in values.items() if role in FIGURES
        )
    figures = [cell for role in FIGURES if (cell := values.get(role)) and cell.key]
    prose = [cell for cell in figures if why_empty(tidy(cell.text)) is None and number_in(cell.text) is None]
    if len(prose) > 1 or (prose and len(prose) == len(figures) and len(prose[0].key) > 4):
        return False  # 资金管理情况 and the like: words where the block has figures
    return words.contains("rows", "funds", label.key) and not words.role("header", label.key)


def _parts_columns(grid: Grid, row: int, headers: Mapping[str, Cell]) -> bool:
    """Whether a row only parts the columns above it: `总额 | 财政拨款` below a 预算金额 merged over both."""
    wide = [cell for role, cell in headers.items() if role in FIGURES and cell.columns > 1]
    parts = [grid.text(row, column) for cell in wide for column in (cell.column, cell.column + 1)]
    return bool(parts) and all(part.strip() and number_in(part) is None for part in parts)


def _is_item(label: Cell | None, values: Mapping[str, Cell | None], words: Vocabulary) -> bool:
    """Whether a row is the money of one task; the row of their sum is what counts."""
    figures = [cell for role in FIGURES if (cell := values.get(role)) and cell.key]
    return (
        label is not None
        and not words.role("header", label.key)
        and len(figures) > 1
        and all(number_in(cell.text) is not None for cell in figures)
    )


def _line(
    label: Cell | None,
    values: Mapping[str, Cell | None],
    headers: Mapping[str, Cell],
    unit: str,
    anchor: Cell,
    findings: list[Finding],
) -> BudgetLine:
    name = one_line(label.text) if label else "年度资金总额"
    seen: set[int] = set()

    def read(role: str, into: str) -> Quantity | Absent:
        if role not in headers:
            return Absent(Absence.NO_COLUMN)
        cell = values.get(role)
        if cell is None or id(cell) in seen:  # one empty cell merged over several figures
            return Absent(Absence.BLANK, at=cell.at if cell else anchor.at)
        seen.add(id(cell))
        own = unit_in(headers[role]) if into not in ("%", "分") else None
        quantity = quantity_in(cell, own or into)
        if isinstance(quantity, Absent) and quantity.reason is Absence.UNREADABLE:
            findings.append(
                MONEY_UNREADABLE.at(cell.at, label=name, column=_TITLES[role], written=one_line(cell.text))
            )
        return quantity

    initial, adjusted, spent = read("initial", unit), read("adjusted", unit), read("spent", unit)
    rate = read("rate", "%")
    if isinstance(rate, Quantity) and _is_fraction(rate, headers["rate"], adjusted, spent):
        rate = Quantity(rate.number * 100, "%", rate.written, rate.at)
    note = values.get("deviation_note")
    return BudgetLine(
        label=name,
        initial=initial,
        adjusted=adjusted,
        spent=spent,
        claimed_rate=rate,
        points=read("points", "分"),
        claimed=read("claimed", "分"),
        deviation_note=note.text.strip()
        if note and why_empty(note.key) is None and id(note) not in seen
        else "",
        at=anchor.at,
    )


def _is_fraction(rate: Quantity, header: Cell, adjusted: Quantity | Absent, spent: Quantity | Absent) -> bool:
    """Whether a printed rate is a share of one: 0.9918 under a header without %, or under any that the money bears out."""
    if rate.unit or rate.number > Fraction(3, 2):
        return False
    if "%" not in header.key:
        return True
    if isinstance(adjusted, Absent) or isinstance(spent, Absent) or adjusted.number <= 0:
        return False
    return abs(spent.number / adjusted.number - rate.number) < Fraction(1, 100)
