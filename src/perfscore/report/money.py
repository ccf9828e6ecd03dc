"""The money block as it is told: sums, the change during the year, what is left, and the rate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.model.decimals import plain
from perfscore.model.table import Budget, BudgetLine
from perfscore.model.values import Absent, Quantity
from perfscore.report.facts import ChangeFacts, MoneyFacts, MoneyLineFacts
from perfscore.report.figures import amount, percent, printed
from perfscore.report.text import clean, one_line

_SUBTOTAL = re.compile(r"小计|合计|总额|^财政拨款$")
_LABEL_NUMBER = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+\s*[.．、]|其中[：:])\s*")


def money_facts(budget: Budget) -> MoneyFacts:
    total = budget.total
    initial, adjusted, spent = printed(total.initial), printed(total.adjusted), printed(total.spent)
    rate = budget.execution_rate
    others = tuple(_line(line) for line in budget.lines if line != total)
    balance = adjusted.number - spent.number if adjusted and spent else None
    return MoneyFacts(
        initial=initial,
        adjusted=adjusted,
        spent=spent,
        change=_change(initial.number, adjusted.number) if initial and adjusted else None,
        balance=None if balance is None else amount(balance),
        excess=amount(-balance) if balance is not None and balance < 0 else None,
        rate=None if rate is None else percent(rate),
        claimed_rate=_rate_text(total.claimed_rate) or None,
        lines=(_line(total), *others),
        sources=_sources(others, adjusted.number if adjusted else None),
        outlays=_outlays(others, spent.number if spent else None),
        note=clean(total.deviation_note),
    )


def _sources(lines: Sequence[MoneyLineFacts], budget: Fraction | None) -> tuple[MoneyLineFacts, ...]:
    """The lines that make up the budget: all that state one, or those that are no subtotal; else it is not told."""
    stated = [line for line in lines if line.adjusted and line.adjusted.number]
    plain_lines = [line for line in stated if not _SUBTOTAL.search(line.name)]
    for parts in (stated, plain_lines):
        if sum((line.adjusted.number for line in parts if line.adjusted), Fraction(0)) == budget != 0:
            return tuple(parts)
    return ()


def _outlays(lines: Sequence[MoneyLineFacts], spent: Fraction | None) -> tuple[MoneyLineFacts, ...]:
    """The kinds of outlay, where the table tells all of them: 基本支出 and 项目支出, and what else adds up to it."""
    kinds = [line for line in lines if line.spent and line.spent.number and line.name.endswith("支出")]
    if {"基本支出", "项目支出"} <= {line.name for line in kinds} and spent:
        if sum((line.spent.number for line in kinds if line.spent), Fraction(0)) == spent:
            return tuple(
                replace(line, share=percent(line.spent.number / spent)) for line in kinds if line.spent
            )
    return ()


def _line(line: BudgetLine) -> MoneyLineFacts:
    label = clean(line.label)
    return MoneyLineFacts(
        label=label,
        name=_LABEL_NUMBER.sub("", one_line(label)),
        initial=printed(line.initial),
        adjusted=printed(line.adjusted),
        spent=printed(line.spent),
        claimed_rate=_rate_text(line.claimed_rate),
        blanks=(_blank(line.initial), _blank(line.adjusted), _blank(line.spent)),
    )


def _change(initial: Fraction, adjusted: Fraction) -> ChangeFacts | None:
    """None when nothing changed."""
    difference = adjusted - initial
    if not difference:
        return None
    share = percent(abs(difference) / initial) if initial > 0 else None
    return ChangeFacts("增加" if difference > 0 else "减少", amount(abs(difference)), share)


def _rate_text(rate: Quantity | Absent) -> str:
    """A printed rate with its sign, which may have stood in the header; else the cell's text."""
    return f"{plain(rate.number)}%" if isinstance(rate, Quantity) else clean(rate.written)


def _blank(cell: Quantity | Absent) -> str:
    return clean(cell.written) if isinstance(cell, Absent) else ""
