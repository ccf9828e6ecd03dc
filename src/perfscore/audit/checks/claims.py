"""Checks of what the unit says of itself: points, scores, total, grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfscore.audit.checks.readings import why_rounded, why_row, why_total
from perfscore.audit.checks.rows import may_be_met
from perfscore.audit.findings import claims as kinds
from perfscore.model.assessment import Outcome, PointsSource, RowScore, Scores
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Absent, Quantity
from perfscore.rules.template import RuleTemplate

MOST_REASONS = 6
"""A sentence that lists more deductions than this is not read."""


def check_points_sum(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """Points that are printed, or that the rules give to indicators they name, must add up to the total (AUD-03)."""
    results = [scores.execution, *(row.result for row in scores.rows if not row.result.extra)]
    printed = [row.result for row in scores.rows if row.result.points_source is PointsSource.FORM]
    total = sum((result.points for result in results), Fraction(0))
    if (printed or rules.items) and total != rules.total_points.value:
        place = table.columns.get("points", table.source)
        yield kinds.POINTS_SUM.at(place, got=plain(total), want=plain(rules.total_points.value))
    for level, points in table.level_points.items():
        own = [row for row in scores.rows if row.indicator.path[0] == level]
        groups = {row.indicator.path[:2] for row in own}
        below = _points_of(own)
        if below is None and groups <= table.group_points.keys():  # points stop at the second level
            below = sum((table.group_points[group] for group in groups), Fraction(0))
        if own and below is not None and below != points:
            yield kinds.LEVEL_POINTS_SUM.at(table.source, level=level, got=plain(below), want=plain(points))
    for (level, group), points in table.group_points.items():
        own = [row for row in scores.rows if row.indicator.path[:2] == (level, group)]
        below = _points_of(own)
        if own and below is not None and below != points:
            name = f"{level} {group}".strip()
            yield kinds.LEVEL_POINTS_SUM.at(table.source, level=name, got=plain(below), want=plain(points))


def _points_of(rows: Sequence[RowScore]) -> Fraction | None:
    """The points of some rows in sum; None where the form does not print those of each."""
    if any(row.result.points_source is not PointsSource.FORM for row in rows):
        return None
    return sum((row.result.points for row in rows), Fraction(0))


def check_claimed_scores(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """A claimed score must be what the rules give (AUD-04)."""
    limit = rules.limits["score-tolerance"].value
    places = rules.rounding.value.places
    budget_claim = table.budget.total.claimed if table.budget else None
    pairs = [("预算执行率", budget_claim, scores.execution)]
    by_result = {id(row.result): row for row in scores.rows}
    claims_alone = [
        row
        for row in scores.rows
        if row.result.points_source is PointsSource.DEFAULT and isinstance(row.indicator.claimed, Quantity)
    ]
    if claims_alone:
        place = table.columns.get("claimed", table.source)
        yield kinds.CLAIMS_WITHOUT_POINTS.at(place, count=len(claims_alone))
    pairs += [
        (row.indicator.name, row.indicator.claimed, row.result)
        for row in scores.rows
        if row.result.points_source is PointsSource.FORM
    ]
    for name, claimed, result in pairs:
        if not isinstance(claimed, Quantity):
            continue
        if abs(claimed.number) > result.points if result.extra else claimed.number > result.points:
            yield kinds.CLAIM_OVER_POINTS.at(
                claimed.at, indicator=name, claimed=plain(claimed.number), points=plain(result.points)
            )
        elif abs((abs(claimed.number) if result.extra else claimed.number) - result.score) > limit:
            scored = by_result.get(id(result))
            if scored and claimed.number == result.points and may_be_met(scored.indicator):
                continue
            reason = "；目前没有可用的数据支持该得分"
            if result.outcome is not Outcome.NOT_DEMONSTRATED:
                reason = (
                    why_row(scored, claimed.number, rules)
                    if scored
                    else why_rounded(result.score, claimed.number)
                )
            yield kinds.CLAIM_DIFFERS.at(
                claimed.at,
                indicator=name,
                claimed=plain(claimed.number),
                score=fixed(result.score, places),
                reason=reason,
                limit=plain(limit),
            )


def check_claimed_total_adds_up(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """The claimed total must be the sum of the claimed scores (AUD-05)."""
    rows = [row.claimed for row in table.rows]
    if table.claimed_total is None or not rows or any(isinstance(claimed, Absent) for claimed in rows):
        return
    parts = [
        -abs(claimed.number) if scored.result.extra < 0 else claimed.number
        for claimed, scored in zip(rows, scores.rows, strict=True)
        if isinstance(claimed, Quantity)
    ]
    budget_claim = table.budget.total.claimed if table.budget else None
    if isinstance(budget_claim, Quantity):
        parts.append(budget_claim.number)
    elif scores.execution.points:
        return  # the execution rate's claimed score is not printed: nothing to add up
    total = sum(parts, Fraction(0))
    if total != table.claimed_total.number:
        yield kinds.CLAIMED_SUM.at(
            table.claimed_total.at, claimed=plain(table.claimed_total.number), sum=plain(total)
        )


def check_claimed_total_within_full(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """Nobody can claim more than the full total, bonus rows aside (MOF-09)."""
    full = rules.total_points.value
    if table.claimed_total and table.claimed_total.number > full and rules.extra_levels is None:
        yield kinds.CLAIMED_TOTAL_OVER_FULL.at(
            table.claimed_total.at, claimed=plain(table.claimed_total.number), full=plain(full)
        )


def check_claimed_total(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """Set the claimed total beside the computed one and say where the difference comes from (SC-D2-12)."""
    if table.claimed_total is None:
        return
    claimed, places = table.claimed_total.number, rules.rounding.value.places
    gap = claimed - scores.total
    if gap == 0:
        return
    near = abs(gap) <= rules.limits["accuracy-tolerance"].value * scores.total
    kind = kinds.CLAIMED_TOTAL_NEAR if near else kinds.CLAIMED_TOTAL_FAR
    yield kind.at(
        table.claimed_total.at,
        claimed=plain(claimed),
        total=fixed(scores.total, places),
        gap=f"{'高' if gap > 0 else '低'} {fixed(abs(gap), places)} 分",
        reasons=_reasons(table, rules, scores),
    )


def _reasons(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> str:
    places = rules.rounding.value.places
    named = [("预算执行率", scores.execution), *((row.indicator.name, row.result) for row in scores.rows)]
    lost = [
        (name, result)
        for name, result in named
        if result.score < result.points and not result.extra and result.outcome is not Outcome.NOT_APPLICABLE
    ]
    lost.sort(key=lambda pair: pair[1].score - pair[1].points)
    texts = [
        f"“{name}”{'未提供可用数据' if result.outcome is Outcome.NOT_DEMONSTRATED else '扣'} "
        f"{fixed(result.points - result.score, places)} 分"
        for name, result in lost[:MOST_REASONS]
    ]
    more = f"等 {len(lost)} 处" if len(lost) > MOST_REASONS else ""
    text = f"核算扣分：{'，'.join(texts)}{more}。" if texts else "核算没有扣分。"
    if on_the_whole := scores.total_trace[1:]:
        text += "".join(f"{step.label}：{step.expression} = {step.shown}。" for step in on_the_whole)
    return text + (why_total(scores, table.claimed_total.number, rules) if table.claimed_total else "")


def check_claimed_grade(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """The claimed grade must be the grade of the score (AUD-22)."""
    if table.claimed_grade is None:
        return
    if table.claimed_total is None and table.claimed_grade.written in (scores.grade, scores.possible_grade):
        return
    base = table.claimed_total.number if table.claimed_total else scores.total
    bands = rules.grades.value
    grade = next((band.name for band in bands if base >= band.at_least), bands[-1].name)
    if table.claimed_grade.written != grade:
        yield kinds.GRADE_WRONG.at(
            table.claimed_grade.at, claimed=table.claimed_grade.written, total=plain(base), grade=grade
        )
