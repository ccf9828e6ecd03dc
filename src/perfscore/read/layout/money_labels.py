"""A budget told in labels instead of a block: `年度资金总额：854`, `预算数 | 300 | 执行数 | 259.45`."""

from __future__ import annotations

from dataclasses import replace

from perfscore.model.table import Budget, BudgetLine
from perfscore.model.values import Absence, Absent, Quantity
from perfscore.read.grid import Cell, Grid
from perfscore.read.layout.money_cells import FIGURES, TOTAL_LABEL, quantity_in, unit_in, unit_of_block
from perfscore.read.layout.regions import Region
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.spelling import squeeze


def read_labelled(grid: Grid, region: Region, words: Vocabulary) -> Budget | None:
    """The budget of the labels above the header, None when they tell none.

    A total without further word is the budget at the year's beginning: that is what target forms ask for. A total
    over several years is not the year's. Points and a score count beside the figures or in the row below them.
    """
    found: dict[str, Quantity] = {}
    anchor: Cell | None = None
    last_row = region.columns.top
    for row in range(region.start, region.columns.top):
        cells = grid.row_cells(row)
        unit = unit_of_block(grid, region, row)
        for position, cell in enumerate(cells):
            label, value = _label_and_value(cell, cells[position + 1] if position + 1 < len(cells) else None)
            name = _role_of(label, words)
            if name in found or value is None or not name:
                continue
            if name in ("points", "claimed") and not 0 <= row - last_row <= 1:
                continue
            into = {"rate": "%", "points": "分", "claimed": "分"}.get(name) or unit_in(cell) or unit
            quantity = quantity_in(value, into)
            if isinstance(quantity, Quantity):
                found[name] = quantity
                if name in (*FIGURES, "rate"):
                    anchor, last_row = anchor or cell, row
    if anchor is None:
        return None

    def told(name: str) -> Quantity | Absent:
        return found.get(name, Absent(Absence.NO_COLUMN))

    total = BudgetLine(
        label="年度资金总额",
        initial=told("initial"),
        adjusted=told("adjusted"),
        spent=told("spent"),
        claimed_rate=told("rate"),
        points=told("points"),
        claimed=told("claimed"),
        at=anchor.at,
    )
    return Budget(total, (total,), anchor.at)


def _role_of(label: str, words: Vocabulary) -> str:
    if words.contains("terms", "longer", label):
        return ""
    role = words.role("money", label)
    name = role.name if role else "initial" if TOTAL_LABEL.search(label) else ""
    return name if name in (*FIGURES, "rate", "points", "claimed") else ""


def _label_and_value(cell: Cell, following: Cell | None) -> tuple[str, Cell | None]:
    """A label and its value: behind a colon in the same cell, else the cell to the right."""
    label, colon, rest = cell.text.replace(":", "：").partition("：")
    if colon and rest.strip():
        return squeeze(label), replace(cell, text=rest, key=squeeze(rest))
    return cell.key.rstrip(":"), following
