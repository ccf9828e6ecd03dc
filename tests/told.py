"""What was read from a table, in short lines that tests can state by hand."""

from __future__ import annotations

from pathlib import Path

from drawn import drawn

from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable, BudgetLine, Indicator
from perfscore.model.values import Absent, Quantity
from perfscore.read.files import read_file

KINDS = ["xlsx", "docx"]


def only(drawing: str, folder: Path, kind: str) -> AssessmentTable:
    (table,) = read_file(drawn(drawing, folder, kind))
    return table


def number(value: Quantity | Absent | None) -> str:
    return plain(value.number) if isinstance(value, Quantity) else "-"


def told(row: Indicator) -> str:
    """A row in one line: path, target, actual, points, claimed."""
    target, actual = row.target, row.actual
    lower = "" if target.value is None else plain(target.value)
    promised = f"{target.comparator}{lower}{target.unit}{target.deadline or ''}"
    reached = (
        plain(actual.value) + actual.unit
        if actual.value is not None
        else str(actual.grade or actual.date or "-")
    )
    return f"{'/'.join(row.path)} {promised} {reached} {number(row.points)} {number(row.claimed)}"


def money(line: BudgetLine) -> str:
    figures = (line.initial, line.adjusted, line.spent, line.claimed_rate, line.points, line.claimed)
    return f"{line.label} {' '.join(number(figure) for figure in figures)}"
