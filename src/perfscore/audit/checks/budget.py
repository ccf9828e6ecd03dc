"""Checks of the money block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfscore.audit.checks.rows import ratio_of
from perfscore.audit.findings import budget as kinds
from perfscore.model.assessment import Scores
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, BudgetLine, Indicator, Stage, says_something
from perfscore.model.units import convert, measure
from perfscore.model.values import Absent, Comparator, Quantity
from perfscore.rules.template import RuleTemplate

_ADJUSTED = re.compile(r"调整|追加|调减|追减|调剂|增减|变化")
_SPENDING = re.compile(r"执行率|未执行|结余|结转|未支付|尾款|支付节点")
_UNIT_COST = re.compile(r"人均|单价|单位成本|平均|均成本|标准|每[^一-龥]?|单次|单个|单件|元/")
_WHOLE_COST = re.compile(r"总成本|总投资|总支出|总费用|总经费|总额|总造价|项目成本")
_FIGURES = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("spent", "全年执行数"))


def check_money_not_negative(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """No budget and no spending is below zero. The other checks say nothing of an amount that is."""
    for line in table.budget.lines if table.budget else ():
        for field, title in _FIGURES:
            amount = getattr(line, field)
            if _is_negative(amount):
                yield kinds.NEGATIVE_MONEY.at(
                    amount.at, label=line.label, column=title, amount=plain(amount.number)
                )


def _is_negative(amount: Quantity | Absent) -> bool:
    return isinstance(amount, Quantity) and amount.number < 0


def _has_negative(line: BudgetLine) -> bool:
    return any(_is_negative(getattr(line, field)) for field, _ in _FIGURES)


def check_execution_rate(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """The printed rate must be what the figures give (AUD-01)."""
    for line in table.budget.lines if table.budget else ():
        printed = line.claimed_rate
        if isinstance(printed, Absent) or isinstance(line.adjusted, Absent) or isinstance(line.spent, Absent):
            continue
        if line.adjusted.number <= 0 or _has_negative(line):
            continue
        rate = line.spent.number / line.adjusted.number * 100
        whole = printed.number.denominator == 1
        limit = rules.limits["rate-tolerance-integer" if whole else "rate-tolerance-decimal"].value
        if abs(printed.number - rate) > limit:
            yield kinds.RATE_WRONG.at(
                printed.at,
                label=line.label,
                printed=plain(printed.number),
                rate=plain(rate, 2),
                spent=plain(line.spent.number),
                budget=plain(line.adjusted.number),
                limit=plain(limit),
            )


def check_money_present(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """An execution rate that is to be scored needs its two figures (AUD-02)."""
    if scores.execution.points == 0 or table.stage is not Stage.SELF_ASSESSMENT:
        return
    points = plain(scores.execution.points)
    if table.budget is None and _rows_claim_everything(table, rules):
        return  # the form does not score the execution rate
    if table.budget is None:
        yield kinds.MONEY_MISSING.at(table.source, what="表内没有预算资金情况", points=points)
    elif isinstance(table.budget.base, Absent):
        yield kinds.MONEY_MISSING.at(table.budget.total.at, what="没有填写全年预算数", points=points)
    elif isinstance(table.budget.total.spent, Absent):
        yield kinds.MONEY_MISSING.at(table.budget.total.at, what="没有填写全年执行数", points=points)
    elif table.budget.base.number == 0:
        yield kinds.MONEY_MISSING.at(table.budget.total.at, what="全年预算数为零", points=points)


def _rows_claim_everything(table: AssessmentTable, rules: RuleTemplate) -> bool:
    """Whether the claimed scores of the rows alone already make the full total."""
    claims = [row.claimed.number for row in table.rows if isinstance(row.claimed, Quantity)]
    return len(claims) == len(table.rows) and sum(claims) == rules.total_points.value


def check_spent_within_budget(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """More cannot be spent than was budgeted (AUD-02)."""
    for line in table.budget.lines if table.budget else ():
        if isinstance(line.adjusted, Quantity) and isinstance(line.spent, Quantity):
            if line.spent.number > line.adjusted.number and not _has_negative(line):
                yield kinds.SPENT_OVER_BUDGET.at(
                    line.spent.at,
                    label=line.label,
                    spent=plain(line.spent.number),
                    budget=plain(line.adjusted.number),
                )


def check_low_execution_explained(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A low execution rate needs a reason (AUD-19)."""
    rate = table.budget.execution_rate if table.budget else None
    limit = rules.limits["execution-reason"].value
    if table.budget is None or rate is None or rate >= limit or table.stage is not Stage.SELF_ASSESSMENT:
        return
    if _has_negative(table.budget.total):
        return
    notes = [str(note) for note in table.notes if _SPENDING.search(str(note))]
    notes += [row.deviation_note for row in table.rows if _SPENDING.search(row.deviation_note)]
    if not any(says_something(note) for note in (table.budget.total.deviation_note, *notes)):
        yield kinds.LOW_EXECUTION.at(
            table.budget.total.at, rate=plain(rate * 100, 2), limit=plain(limit * 100)
        )


def check_progress_and_money(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """All done and the money not spent: savings, or results that are not true (AUD-21). Low execution is A203's."""
    rate = table.budget.execution_rate if table.budget else None
    if table.budget is None or rate is None or table.stage is not Stage.SELF_ASSESSMENT:
        return
    if rate < rules.limits["execution-reason"].value or _has_negative(table.budget.total):
        return
    ratios = [
        min(ratio, Fraction(1))
        for row in table.rows
        if row.target.comparator in (Comparator.AT_LEAST, Comparator.MORE)
        and not row.is_cost
        and (ratio := ratio_of(row)) is not None
    ]
    if len(ratios) < 3:
        return
    done = sum(ratios, Fraction(0)) / len(ratios)
    limit = rules.limits["progress-gap"].value
    notes = [table.budget.total.deviation_note, *map(str, table.notes)]
    notes += [row.deviation_note for row in table.rows]
    explained = any(_SPENDING.search(note) and says_something(note) for note in notes)
    explained = explained or says_something(notes[0]) or any(row.is_explained for row in table.rows)
    if done > 0 and (done - rate) / done > limit and not explained:
        yield kinds.PROGRESS_AHEAD.at(
            table.budget.total.spent.at,
            done=plain(done * 100, 2),
            rate=plain(rate * 100, 2),
            gap=plain((done - rate) / done * 100, 2),
            limit=plain(limit * 100),
        )


def check_adjustment_explained(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A budget changed during the year must be explained (AUD-20)."""
    if table.budget is None:
        return
    total = table.budget.total
    if isinstance(total.initial, Absent) or isinstance(total.adjusted, Absent) or _has_negative(total):
        return
    change = total.adjusted.number - total.initial.number
    notes = [total.deviation_note, *(str(note) for note in table.notes)]
    if change and not any(_ADJUSTED.search(note) for note in notes):
        share = (
            f"（{plain(abs(change) / total.initial.number * 100, 2)}%）" if total.initial.number > 0 else ""
        )
        yield kinds.ADJUSTMENT_UNEXPLAINED.at(
            total.adjusted.at,
            initial=plain(total.initial.number),
            adjusted=plain(total.adjusted.number),
            change=f"{'调增' if change > 0 else '调减'} {plain(abs(change))} 万元{share}",
        )


def check_sources_add_up(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """The sources of the money must add up to its total (AUD-18)."""
    if table.budget is None:
        return
    total = table.budget.total
    for field, title in _FIGURES:
        whole = getattr(total, field)
        parts = table.budget.sum_of_sources(field)
        if isinstance(whole, Absent) or parts is None:
            continue
        if any(_is_negative(getattr(line, field)) for line in (total, *table.budget.lines)):
            continue
        limit = rules.limits["sources-tolerance"].value
        if abs(parts - whole.number) > limit:
            yield kinds.SOURCES_DIFFER.at(
                whole.at, column=title, total=plain(whole.number), sum=plain(parts), limit=plain(limit)
            )


def check_cost_actuals(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """What the cost rows say was spent cannot exceed what was spent (AUD-23).

    Only money counts: unit costs (`元/人`) and rates say nothing about the sum. Cost rows that cover a part of
    the spending are in order; that is why less is no finding.
    """
    if table.budget is None or isinstance(table.budget.total.spent, Absent):
        return
    if _has_negative(table.budget.total):
        return
    spent = table.budget.total.spent.number
    costs = [
        (row, cost)
        for row in table.rows
        if row.is_cost
        and not row.is_detail
        and not _UNIT_COST.search(row.name)
        and (cost := _money(row.actual.value, row.actual.unit or row.target.unit))
    ]
    wholes = [(row, cost) for row, cost in costs if _WHOLE_COST.search(row.name)]
    parts = [pair for pair in costs if pair not in wholes]
    for group in (parts, *([whole] for whole in wholes)):
        yield from _costs_over_spent(table, group, spent, rules)


def _costs_over_spent(
    table: AssessmentTable, costs: list[tuple[Indicator, Fraction]], spent: Fraction, rules: RuleTemplate
) -> Iterator[Finding]:
    total = sum((cost for _, cost in costs), Fraction(0))
    if table.budget and total - spent > rules.limits["money-tolerance"].value:
        adjusted = table.budget.total.adjusted
        same = isinstance(adjusted, Quantity) and adjusted.number == total
        hint = "，恰等于全年预算数，疑似照抄预算" if same else ""
        yield kinds.COSTS_OVER_SPENT.at(
            table.budget.total.spent.at,
            count=len(costs),
            costs=plain(total),
            spent=plain(spent),
            gap=plain(total - spent),
            hint=hint,
        )


def _money(value: Fraction | None, unit: str) -> Fraction | None:
    if value is None or measure(unit).dimension != "money":
        return None
    return convert(value, unit, "万元")
