"""Figures that stand in a file as a name and a number side by side: `6月执行进度 | 38%`. Takes grids, gives quantities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from perfscore.model.values import Quantity
from perfscore.read.delimited import read_delimited
from perfscore.read.files import file_grids, load
from perfscore.read.grid import Cell, Grid
from perfscore.read.notation.quantities import read_unit, scan_quantity
from perfscore.read.notation.spelling import squeeze, tidy
from perfscore.read.text import decode

_UNIT = re.compile(r"[(（]([^()（）]{1,8})[)）]$")


def figures_in_file(path: Path, names: Iterable[str]) -> dict[str, Quantity]:
    """The named figures that a file of any readable kind holds. Raises `UnusableFile` when it cannot be read."""
    names = tuple(names)
    found = figures_in(file_grids(path), names)
    return found or figures_in(_two_columns(path), names)


def _two_columns(path: Path) -> Iterator[Grid]:
    """A .csv file of names and numbers: too narrow to be taken for a table where nobody says that it is one."""
    text = decode(load(path)) if path.suffix.lower() == ".csv" else None
    if text is not None:
        for delimiter in ",;":
            yield from read_delimited(text, delimiter, path.name)


def figures_in(grids: Iterable[Grid], names: Iterable[str]) -> dict[str, Quantity]:
    """The named figures of some grids; of a name that stands several times the first with a number counts.

    names: as people call the figures; blanks, a colon and a unit in brackets behind them are passed over.
    """
    wanted = {squeeze(name): name for name in names}
    found: dict[str, Quantity] = {}
    for grid in grids:
        for row in range(1, grid.height + 1):
            cells = grid.row_cells(row)
            for position, cell in enumerate(cells):
                name = _named(cell, wanted)
                if name is None or name in found:
                    continue
                beside = cells[position + 1] if position + 1 < len(cells) else None
                below = grid.cell(cell.row + cell.rows, cell.column)
                for holder in (beside, below):
                    quantity = figure_of(holder, _unit(cell)) if holder else None
                    if quantity:
                        found[name] = quantity
                        break
    return found


def _named(cell: Cell, wanted: Mapping[str, str]) -> str | None:
    key = cell.key.rstrip(":：")
    return wanted.get(key) or wanted.get(_UNIT.sub("", key).rstrip(":："))


def _unit(label: Cell) -> str:
    printed = _UNIT.search(label.key)
    return read_unit(printed[1]) if printed else ""


def figure_of(cell: Cell, unit: str = "") -> Quantity | None:
    """A cell that is nothing but a number with its unit; None for any other. unit: where the cell prints none."""
    text = tidy(cell.text)
    measured = scan_quantity(text)
    if measured is None or measured.approximate or measured.end != len(text):
        return None
    measured = measured.within(unit)
    return Quantity(measured.number, measured.unit, cell.text, cell.at)
