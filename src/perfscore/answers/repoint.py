"""The same table with other points: what the form prints, as if it printed something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.answers.levers import with_total
from perfscore.answers.question import EXECUTION
from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable, BudgetLine, Indicator
from perfscore.model.values import Absence, Absent, Quantity

_NONE = Absent(Absence.BLANK)


def with_points(
    table: AssessmentTable, now: Sequence[Fraction], rows: Sequence[Fraction | None], execution: Fraction
) -> AssessmentTable:
    """The table as if it printed these points for every row and for the execution rate.

    now: the points the rows have, so that a claimed score keeps its share of them: a qualitative row is held to the
    band of that share. rows: None for a row that keeps what it prints, as details and bonus rows do.
    """
    pointed = tuple(
        row if row.is_detail or after is None else _pointed(row, before, after)
        for row, before, after in zip(table.rows, now, rows, strict=True)
    )
    total = table.budget.total if table.budget else BudgetLine(EXECUTION, _NONE, _NONE, _NONE, _NONE)
    return with_total(replace(table, rows=pointed), replace(total, points=_quantity(execution)))


def _pointed(row: Indicator, before: Fraction, after: Fraction) -> Indicator:
    claimed = row.claimed
    if isinstance(claimed, Quantity) and before > 0:
        claimed = replace(claimed, number=claimed.number * after / before)
    return replace(row, points=_quantity(after), claimed=claimed)


def _quantity(number: Fraction) -> Quantity:
    return Quantity(number, "", plain(number))
