"""Points that are printed as something else: one cell for several rows, or weights that make up one.

Takes the rows as their cells print them, gives rows with points and scores of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import BudgetLine, Indicator
from perfscore.model.values import Absent, Quantity
from perfscore.read.findings import ACTUAL_SHARED, CELL_SHARED, WEIGHTS_OF_ONE

_LEAST_SUM_OF_WEIGHTS = Fraction(1, 2)
"""Weights leave at most this much to what the table does not list: execution rate, level headings."""


def divide_merged_cells(rows: list[Indicator], findings: list[Finding]) -> None:
    """A 分值 or 得分 cell merged over several rows belongs to all of them.

    Points are divided equally; a score in proportion to the points of its rows, for that is what full marks would be.
    An actual value over several rows is each row's, which is worth a remark when numbers were promised.
    """
    for group in _groups(rows, "points"):
        _divide(rows, group, "points", [Fraction(1)] * len(group), "平均", findings)
    for group in _groups(rows, "claimed"):
        points = [rows[i].points for i in group]
        weights = [cell.number for cell in points if isinstance(cell, Quantity) and cell.number > 0]
        if len(weights) == len(group) and len(set(weights)) > 1:
            _divide(rows, group, "claimed", weights, "按分值比例", findings)
        else:
            _divide(rows, group, "claimed", [Fraction(1)] * len(group), "平均", findings)
    for group in _groups(rows, "actual"):
        if sum(rows[i].target.value is not None for i in group) > 1:
            names = "、".join(rows[i].name for i in group)
            findings.append(ACTUAL_SHARED.at(rows[group[0]].actual.at, indicators=names))


def _groups(rows: Sequence[Indicator], role: str) -> list[list[int]]:
    """The rows that share one filled cell, where more than one does."""
    groups: dict[Place, list[int]] = {}
    for position, row in enumerate(rows):
        content = getattr(row, role)
        if isinstance(content, Absent) or (role == "actual" and content.absence is not None):
            continue
        groups.setdefault(content.at, []).append(position)
    return [group for place, group in groups.items() if len(group) > 1 and place.cell is not None]


def _divide(
    rows: list[Indicator],
    group: Sequence[int],
    role: str,
    weights: Sequence[Fraction],
    way: str,
    findings: list[Finding],
) -> None:
    whole: Quantity = getattr(rows[group[0]], role)
    for position, weight in zip(group, weights, strict=True):
        part = replace(whole, number=whole.number * weight / sum(weights))
        row = rows[position]
        rows[position] = replace(row, points=part) if role == "points" else replace(row, claimed=part)
    names = "、".join(rows[position].name for position in group)
    column = "分值" if role == "points" else "得分"
    findings.append(CELL_SHARED.at(whole.at, column=column, indicators=names, way=way))


def are_weights_of_one(rows: Sequence[Indicator]) -> bool:
    """Whether a table prints weights (0.5, 0.4) where others print points: none above one, and not more in sum."""
    weights = [row.points.number for row in rows if isinstance(row.points, Quantity)]
    return len(weights) > 1 and max(weights) < 1 and _LEAST_SUM_OF_WEIGHTS <= sum(weights) <= 1


def rows_in_points(rows: Sequence[Indicator], findings: list[Finding]) -> list[Indicator]:
    """Rows of weights that make up one, times 100; scores too where they are in the same measure."""
    findings.append(
        WEIGHTS_OF_ONE.at(next(row.points.at for row in rows if isinstance(row.points, Quantity)))
    )
    claims = [row.claimed.number for row in rows if isinstance(row.claimed, Quantity)]
    scale = bool(claims) and max(claims) <= 1 and sum(claims) <= 1
    return [
        replace(
            row, points=_hundredfold(row.points), claimed=_hundredfold(row.claimed) if scale else row.claimed
        )
        for row in rows
    ]


def line_in_points(line: BudgetLine) -> BudgetLine:
    """The money line of a table of weights: its own weight and score, where they are no more than one, times 100."""
    return replace(line, points=_hundredfold(line.points), claimed=_hundredfold(line.claimed))


def _hundredfold(cell: Quantity | Absent) -> Quantity | Absent:
    return (
        replace(cell, number=cell.number * 100) if isinstance(cell, Quantity) and cell.number <= 1 else cell
    )
