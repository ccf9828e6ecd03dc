"""The cells of one row by the role their column plays. Takes a grid, a row and the columns, gives texts and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from perfscore.model.place import Place
from perfscore.model.values import Absence, Absent, Quantity
from perfscore.read.grid import Cell, Grid
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import scan_quantity
from perfscore.read.notation.spelling import tidy


class RowCells:
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
        number = points_of(cell.text)
        if isinstance(number, Absence):
            return Absent(number, cell.text, cell.at)
        if (
            number < 0 and role == "points"
        ):  # no row can earn less than nothing; what was meant a person must say
            return Absent(Absence.UNREADABLE, cell.text, cell.at)
        return Quantity(number, "", cell.text, cell.at)


@lru_cache(maxsize=4096)
def points_of(written: str) -> Fraction | Absence:
    """Points or a score as printed: `10`, `9.5分`."""
    text = tidy(written).replace("(分)", "分")
    empty = why_empty(text)
    if empty:
        return empty
    measured = scan_quantity(text)
    if measured is None or measured.unit not in ("", "分", "%") or text[measured.end :]:
        return Absence.UNREADABLE
    return measured.number
