"""The same table with other points: what the form prints, as if it printed something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from perfscore.answers.levers import with_total
from perfscore.answers.question import EXECUTION
from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable, BudgetLine, Indicator
from perfscore.model.values import Absence, Absent, Quantity

_NONE = Absent(Absence.BLANK)
Known: TypeAlias = dict[tuple[int, Fraction], Indicator]
"""Rows with other points, by their number in the table and the points."""


def with_points(
    table: AssessmentTable,
    now: Sequence[Fraction],
    rows: Sequence[Fraction | None],
    execution: Fraction,
    known: Known | None = None,
) -> AssessmentTable:
    """The table as if it printed these points for every row and for the execution rate.

    now: the points the rows have, so that a claimed score keeps its share of them: a qualitative row is held to the
    band of that share. rows: None for a row that keeps what it prints, as details and bonus rows do.
    known: keeps the rows made, so that several versions with the same points of a row share it.
    """
    known = {} if known is None else known
    pointed = list(table.rows)
    for i, (row, after) in enumerate(zip(table.rows, rows, strict=True)):
        if after is not None and not row.is_detail:
            if (i, after) not in known:
                known[i, after] = _pointed(row, now[i], after)
            pointed[i] = known[i, after]
    total = table.budget.total if table.budget else BudgetLine(EXECUTION, _NONE, _NONE, _NONE, _NONE)
    return with_total(replace(table, rows=tuple(pointed)), replace(total, points=_quantity(execution)))


def _pointed(row: Indicator, before: Fraction, after: Fraction) -> Indicator:
    claimed = row.claimed
    if isinstance(claimed, Quantity) and before > 0:
        claimed = replace(claimed, number=claimed.number * after / before)
    return replace(row, points=_quantity(after), claimed=claimed)


def _quantity(number: Fraction) -> Quantity:
    return Quantity(number, "", plain(number))
