"""A whole table: points, rows, execution rate, total and grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from perfscore.model.assessment import Citation, RowScore, Score, Scores, Step, TemplateRef
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.rules.template import RuleTemplate
from perfscore.score.execution import score_execution
from perfscore.score.findings import RULES_NOT_YET_IN_FORCE, SCORE_OUT_OF_BOUNDS, YEAR_UNKNOWN
from perfscore.score.items import figures_of
from perfscore.score.points import allot_points
from perfscore.score.rounding import compared
from perfscore.score.rows import score_row
from perfscore.score.total import total_of


def score_table(table: AssessmentTable, rules: RuleTemplate) -> Scores:
    """Score every row and the execution rate of a table under the rules in force."""
    allotment = allot_points(table, rules)
    findings = [*_about_rules(table, rules), *allotment.findings]
    execution, found = score_execution(table, allotment.execution, rules)
    findings += found
    figures = figures_of(table)
    rows: list[RowScore] = []
    for row, allotted in zip(table.rows, allotment.rows, strict=True):
        result, found = score_row(row, allotted, rules, figures)
        rows.append(RowScore(row, result))
        findings += found
    findings += _out_of_bounds(execution, rows, table, rules)
    whole = total_of(execution, rows, rules, figures)
    total = whole.number
    missing = any(score.possible is not score.score for score in (execution, *[row.result for row in rows]))
    possible = (
        total_of(execution, rows, rules, figures, lambda score: score.possible).number if missing else total
    )
    grade = grade_of(total, rules)
    places = rules.rounding.value.places
    bounds = "，".join(f"{band.name} ≥ {plain(band.at_least)}" for band in rules.grades.value)
    graded = Step("等级", f"{fixed(total, places)} 分（{bounds}）", total, grade, rules.grades.source)
    return Scores(
        execution,
        tuple(rows),
        total,
        possible,
        grade,
        grade_of(possible, rules),
        (graded,),
        tuple(findings),
        whole.trace,
    )


def _out_of_bounds(
    execution: Score, rows: Sequence[RowScore], table: AssessmentTable, rules: RuleTemplate
) -> Iterable[Finding]:
    """Scores that no sound rule gives: a bureau's own template need not have been proved."""
    if _is_out_of_bounds(execution):
        yield _told_out_of_bounds("预算执行率", table.source, execution, rules)
    for row in rows:
        if _is_out_of_bounds(row.result):
            yield _told_out_of_bounds(row.indicator.name, row.indicator.at, row.result, rules)


def _is_out_of_bounds(result: Score) -> bool:
    score, points = result.score, result.points
    return score.numerator < 0 or (score is not points and compared(score, points) > 0)


def _told_out_of_bounds(name: str, place: Place, result: Score, rules: RuleTemplate) -> Finding:
    score, points = plain(result.score), plain(result.points)
    return SCORE_OUT_OF_BOUNDS.at(place, indicator=name, template=rules.name, score=score, points=points)


def grade_of(total: Fraction, rules: RuleTemplate) -> str:
    """The grade of a total; a total below every bound has the last grade."""
    bands = rules.grades.value
    return next((band.name for band in bands if total >= band.at_least), bands[-1].name)


def template_ref(rules: RuleTemplate, scores: Scores) -> TemplateRef:
    """Which rules were applied, with every citation that took part."""
    traces = [scores.execution.trace, *(row.result.trace for row in scores.rows)]
    if len(scores.total_trace) > 1:  # a plain sum rests on nothing worth citing
        traces.append(scores.total_trace[1:])
    traces.append(scores.grade_trace)
    cited = dict.fromkeys(citation for trace in traces for citation in _citations(trace))
    return TemplateRef(
        id=rules.id,
        name=rules.name,
        version=rules.version,
        digest=rules.digest,
        on=rules.on,
        grades=rules.grades.value,
        total_points=rules.total_points.value,
        places=rules.rounding.value.places,
        citations=tuple(cited),
    )


def _citations(steps: Iterable[Step]) -> Iterable[Citation]:
    for step in steps:
        yield from _citations(step.because)
        if isinstance(step.source, Citation):
            yield step.source


def _about_rules(table: AssessmentTable, rules: RuleTemplate) -> list[Finding]:
    found = []
    if not rules.covers:
        found.append(RULES_NOT_YET_IN_FORCE.at(table.source, template=rules.name, on=rules.on.isoformat()))
    if table.year is None:
        found.append(YEAR_UNKNOWN.at(table.source, on=rules.on.isoformat()))
    return found
