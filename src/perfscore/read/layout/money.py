"""The money block (年初预算 / 全年预算 / 执行数 / 执行率). Takes a region's rows, gives the budget in 万元."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from perfscore.model.finding import Finding
from perfscore.model.table import Budget, BudgetLine
from perfscore.model.units import convert
from perfscore.model.values import Absence, Absent, Quantity
from perfscore.read.findings import MONEY_UNREADABLE
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.regions import Region
from perfscore.read.layout.vocabulary import Role, Vocabulary
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import scan_quantity
from perfscore.read.notation.spelling import one_line, tidy

_FIGURES = ("initial", "adjusted", "spent")
_PRINTED_UNIT = re.compile(r"[(（:：](?:单位[:：])?(亿元|万元|千元|百万元|元)[)）]?")
_TOTAL_LABEL = re.compile(r"总额|合计|总计|资金总量|总数|^资金$")
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
            return _read_block(grid, region, row, headers, words)
    return None, []


def _headers(grid: Grid, row: int, words: Vocabulary) -> dict[str, Cell] | None:
    """Role -> header cell of a money header row, None when the row is none."""
    best: dict[str, tuple[Role, Cell]] = {}
    for cell in grid.row_cells(row):
        role = words.role("money", cell.key)
        if role and (role.name not in best or role.rank < best[role.name][0].rank):
            best[role.name] = (role, cell)
    figures = [name for name in best if name in _FIGURES]
    if len(figures) >= 2 or (len(figures) == 1 and "rate" in best):
        return {name: cell for name, (_, cell) in best.items()}
    return None


def _read_block(
    grid: Grid, region: Region, header_row: int, headers: Mapping[str, Cell], words: Vocabulary
) -> tuple[Budget | None, list[Finding]]:
    findings: list[Finding] = []
    unit = _unit(grid, region, header_row)
    first_column = min(cell.column for cell in headers.values())
    lines: list[BudgetLine] = []
    top = max(cell.row + cell.rows for cell in headers.values())
    for row in range(top, region.columns.top):
        label = _label(grid, row, first_column, header_row)
        values = {role: grid.cell(row, cell.column) for role, cell in headers.items()}
        if not _is_line(label, values, words, has_lines=bool(lines)):
            break
        lines.append(
            _line(label, values, headers, unit, grid.row_cells(row)[0] if label is None else label, findings)
        )
    if not lines:
        return None, findings
    total = next((line for line in lines if _TOTAL_LABEL.search(line.label)), lines[0])
    return Budget(total, tuple(lines), headers[next(iter(headers))].at), findings


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
            cell and _number(cell.text) is not None for role, cell in values.items() if role in _FIGURES
        )
    return words.contains("rows", "funds", label.key) and not words.role("header", label.key)


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
        quantity = _quantity(cell, into)
        if isinstance(quantity, Absent) and quantity.reason is Absence.UNREADABLE:
            findings.append(
                MONEY_UNREADABLE.at(cell.at, label=name, column=_TITLES[role], written=one_line(cell.text))
            )
        return quantity

    rate = read("rate", "%")
    if (
        isinstance(rate, Quantity)
        and not rate.unit
        and "%" not in headers["rate"].key
        and rate.number <= Fraction(3, 2)
    ):
        rate = Quantity(rate.number * 100, "%", rate.written, rate.at)  # 0.9918 under a header without a unit
    note = values.get("deviation_note")
    return BudgetLine(
        label=name,
        initial=read("initial", unit),
        adjusted=read("adjusted", unit),
        spent=read("spent", unit),
        claimed_rate=rate,
        points=read("points", "分"),
        claimed=read("claimed", "分"),
        deviation_note=note.text.strip()
        if note and why_empty(note.key) is None and id(note) not in seen
        else "",
        at=anchor.at,
    )


def _unit(grid: Grid, region: Region, header_row: int) -> str:
    """The unit of the figures, printed in the block's header or above it; 万元 where nothing is printed."""
    rows = [header_row, header_row + 1, *range(header_row - 1, region.start - 1, -1)]
    for row in rows:
        for cell in grid.row_cells(row):
            printed = _PRINTED_UNIT.search(cell.key)
            if printed:
                return printed[1]
    return "万元"


def _number(text: str) -> Fraction | None:
    measured = scan_quantity(tidy(text))
    return measured.number if measured else None


def _quantity(cell: Cell, unit: str) -> Quantity | Absent:
    """A figure; money comes out in 万元 whatever it was printed in."""
    text = tidy(cell.text)
    empty = why_empty(text)
    if empty:
        return Absent(empty, cell.text, cell.at)
    measured = scan_quantity(text)
    if measured is None or measured.approximate or text[measured.end :].strip("()"):
        return Absent(Absence.UNREADABLE, cell.text, cell.at)
    if unit in ("%", "分"):
        return Quantity(measured.number, measured.unit if unit == "%" else "", cell.text, cell.at)
    in_standard = convert(measured.number, measured.unit or unit, "万元")
    if in_standard is None:
        return Absent(Absence.UNREADABLE, cell.text, cell.at)
    return Quantity(in_standard, "万元", cell.text, cell.at)
