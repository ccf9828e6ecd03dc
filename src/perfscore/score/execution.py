"""The execution rate (预算执行率): what was spent of the adjusted budget."""

from __future__ import annotations

from fractions import Fraction

from perfscore.model.assessment import Outcome, Score, Step
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Absent, Quantity
from perfscore.rules.formula import DivisionByZero
from perfscore.rules.template import RuleTemplate
from perfscore.score.case import NO_VALUE
from perfscore.score.findings import INITIAL_FOR_ADJUSTED
from perfscore.score.points import Allotted
from perfscore.score.rounding import rounded


def score_execution(
    table: AssessmentTable, allotted: Allotted, rules: RuleTemplate
) -> tuple[Score, list[Finding]]:
    """Score the total row of the money block; sub-rows only show where the money came from."""
    if allotted.points == 0:
        return _score(allotted, Fraction(0), Outcome.SCORED, None, (allotted.step,)), []
    if table.budget is None:
        return _missing(allotted, "表内没有预算资金情况"), []
    total, budget = table.budget.total, table.budget.base
    findings: list[Finding] = []
    if isinstance(total.adjusted, Absent) and isinstance(budget, Quantity):
        findings.append(INITIAL_FOR_ADJUSTED.at(total.at, initial=plain(budget.number)))
    if isinstance(budget, Absent) or isinstance(total.spent, Absent):
        missing = "全年预算数" if isinstance(budget, Absent) else "全年执行数"
        return _missing(allotted, f"没有填写{missing}"), findings
    rule = rules.formulas["execution-rate"]
    values = {"points": allotted.points, "spent": total.spent.number, "budget": budget.number}
    basis = (
        allotted.step,
        Step("全年预算数", budget.written.strip(), budget.number, plain(budget.number), budget.at),
        Step(
            "全年执行数",
            total.spent.written.strip(),
            total.spent.number,
            plain(total.spent.number),
            total.spent.at,
        ),
    )
    try:
        exact, expression = rule.value.worked(values)
    except DivisionByZero:
        return _missing(allotted, "全年预算数为零，执行率无法计算"), findings
    score = rounded(exact, rules.rounding.value)
    shown = fixed(score, rules.rounding.value.places)
    step = Step("得分", expression, exact, shown, rule.source, basis)
    met = total.spent.number == budget.number
    return _score(allotted, score, Outcome.SCORED, met, (step,)), findings


def _missing(allotted: Allotted, why: str) -> Score:
    step = Step("得分", why, None, "暂不得分", NO_VALUE, (allotted.step,))
    return _score(allotted, Fraction(0), Outcome.NOT_DEMONSTRATED, None, (step,))


def _score(
    allotted: Allotted, score: Fraction, outcome: Outcome, met: bool | None, trace: tuple[Step, ...]
) -> Score:
    possible = score if outcome is Outcome.SCORED else allotted.points
    return Score(allotted.points, allotted.source, score, possible, outcome, met, trace)
