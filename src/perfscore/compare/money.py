"""Money over the years: figures as printed, changes on the base of the earlier figure."""

from __future__ import annotations

from fractions import Fraction

from perfscore.model.comparison import Change, MoneyYear
from perfscore.model.table import Budget
from perfscore.model.values import Absent, Quantity


def money_of(budget: Budget | None) -> MoneyYear:
    if budget is None:
        return MoneyYear(None, None, None, None, None)
    initial, adjusted = _number(budget.total.initial), _number(budget.total.adjusted)
    return MoneyYear(
        initial=initial,
        adjusted=adjusted,
        spent=_number(budget.total.spent),
        execution_rate=budget.execution_rate,
        adjustment=change(initial, adjusted),
    )


def change(earlier: Fraction | None, later: Fraction | None) -> Change | None:
    """From one figure to the next; None when one is not known."""
    if earlier is None or later is None:
        return None
    return Change(later - earlier, (later - earlier) / earlier if earlier > 0 else None)


def _number(figure: Quantity | Absent) -> Fraction | None:
    return figure.number if isinstance(figure, Quantity) else None
