"""The total: the rounded scores added up, then what the rules say of the whole table.

In this order: a level never earns more than its cap; rows that do not apply are scaled out; bonus and penalty rows
come on top; a bound on the total comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfscore.model.assessment import ADDED_UP, Outcome, RowScore, Score, Step
from perfscore.model.decimals import plain
from perfscore.model.values import Quantity
from perfscore.rules.formula import DivisionByZero
from perfscore.rules.template import RuleTemplate
from perfscore.score.levels import standard_level
from perfscore.score.rounding import added, rounded

Pick = Callable[[Score], Fraction]
"""Which figure of a score is added up: what it earns, or what it could still become."""


@dataclass(frozen=True, slots=True)
class Total:
    """The total and how it came about."""

    number: Fraction
    trace: tuple[Step, ...]


def total_of(
    execution: Score,
    rows: Sequence[RowScore],
    rules: RuleTemplate,
    figures: Mapping[str, Quantity],
    pick: Pick = lambda score: score.score,
) -> Total:
    """Add up a table. figures: `spent` and `budget`, where the money block has them."""
    left_out = Outcome.NOT_APPLICABLE
    counted = [row for row in rows if not row.result.extra and row.result.outcome is not left_out]
    parts = [pick(execution), *[pick(row.result) for row in counted]]
    total = added(parts)
    terms = " + ".join([text for part in parts if (text := plain(part)) != "0"]) or "0"
    steps = [Step("各项得分合计", terms, total, plain(total), ADDED_UP)]
    total = _with_level_caps(total, counted, rules, pick, steps)
    total = _scaled(total, rows, rules, steps)
    total = _with_extras(total, rows, rules, pick, steps)
    return Total(_bounded(total, rules, figures, steps), tuple(steps))


def rows_of_level(rows: Sequence[RowScore], level: str, rules: RuleTemplate) -> list[RowScore]:
    """The rows below a level-1 indicator, by its standard name, another name of that, or its printed name."""
    names = {level, *(standard for standard, others in rules.level_names.items() if level in others)}
    return [row for row in rows if names & {standard_level(row.indicator, rules), row.indicator.path[0]}]


def rows_of_extra(rows: Sequence[RowScore], level: str) -> list[RowScore]:
    """The rows of a bonus or penalty level."""
    return [row for row in rows if "".join(row.indicator.path[0].split()) == level and row.result.extra]


def _with_level_caps(
    total: Fraction, rows: Sequence[RowScore], rules: RuleTemplate, pick: Pick, steps: list[Step]
) -> Fraction:
    if rules.level_caps is None:
        return total
    for level, cap in rules.level_caps.value.items():
        earned = sum((pick(row.result) for row in rows_of_level(rows, level, rules)), Fraction(0))
        if earned > cap:
            total -= earned - cap
            text = f"“{level}”合计 {plain(earned)}，最高 {plain(cap)}"
            steps.append(Step("分组封顶", text, total, plain(total), rules.level_caps.source))
    return total


def _scaled(total: Fraction, rows: Sequence[RowScore], rules: RuleTemplate, steps: list[Step]) -> Fraction:
    """`earned ÷ (100 − points that do not apply) × 100`."""
    if rules.not_applicable is None:
        return total
    out = added(row.result.points for row in rows if row.result.outcome is Outcome.NOT_APPLICABLE)
    whole = rules.total_points.value
    if not out or out >= whole:
        return total
    text = f"{plain(total)} ÷ ({plain(whole)} − {plain(out)}) × {plain(whole)}"
    scaled = rounded(total / (whole - out) * whole, rules.rounding.value)
    steps.append(Step("不适用指标折算", text, scaled, plain(scaled), rules.not_applicable.source))
    return scaled


def _with_extras(
    total: Fraction, rows: Sequence[RowScore], rules: RuleTemplate, pick: Pick, steps: list[Step]
) -> Fraction:
    """Bonus and penalty, each level at most its cap; a penalty never takes the total below zero."""
    if rules.extra_levels is None:
        return total
    for level, extra in rules.extra_levels.value.items():
        own = rows_of_extra(rows, level)
        points = min(sum((pick(row.result) for row in own), Fraction(0)), extra.cap)
        if points:
            text = f"{plain(total)} {'+' if extra.is_bonus else '−'} {plain(points)}"
            total = max(total + (points if extra.is_bonus else -points), Fraction(0))
            steps.append(Step(level, text, total, plain(total), rules.extra_levels.source))
    return total


def _bounded(
    total: Fraction, rules: RuleTemplate, figures: Mapping[str, Quantity], steps: list[Step]
) -> Fraction:
    """The bound that the rules put on a total, such as by the execution rate; none where its figures are missing."""
    cap = rules.formulas.get("total-cap")
    if cap is None:
        return total
    values = {"total": total, "total_points": rules.total_points.value}
    values |= {name: figures[name].number for name in ("spent", "budget") if name in figures}
    if not cap.value.names <= set(values):
        return total
    try:
        bounded = rounded(cap.value.evaluate(values), rules.rounding.value)
    except DivisionByZero:
        return total
    if bounded != total:
        steps.append(Step("总分封顶", cap.value.shown(values), bounded, plain(bounded), cap.source))
    return bounded
