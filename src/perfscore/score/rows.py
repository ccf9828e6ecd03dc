"""One indicator: target, actual value and points to a score with its story."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from perfscore.model.assessment import Outcome, Score, Step
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.table import Indicator
from perfscore.model.units import convert, may_lack_percent
from perfscore.model.values import Absence, Comparator, Quantity
from perfscore.rules.formula import DivisionByZero, Formula
from perfscore.rules.template import AWARDED, ExtraLevel, Ruled, RuleTemplate
from perfscore.score.case import Case, told
from perfscore.score.findings import (
    BONUS_ON_CLAIM,
    DEADLINE_WITHOUT_DATE,
    PERCENT_OR_NOT,
    SIGN_CONTRADICTS,
    TARGET_IS_ZERO,
    UNITS_DIFFER,
    WORD_FOR_NUMBER,
    ZERO_WITHOUT_SIGN,
)
from perfscore.score.items import score_item
from perfscore.score.levels import standard_level
from perfscore.score.points import Allotted
from perfscore.score.quality import JUDGEMENT, judge
from perfscore.score.rounding import compared

RULE_OF = {
    Comparator.AT_LEAST: "at-least",
    Comparator.AT_MOST: "at-most",
    Comparator.MORE: "more",
    Comparator.LESS: "less",
    Comparator.EQUAL: "equal",
    Comparator.RANGE: "range",
    Comparator.BY: "by",
}
OTHER_WAY = {
    Comparator.AT_LEAST: ("<", "≤"),
    Comparator.MORE: ("<", "≤"),
    Comparator.AT_MOST: (">", "≥"),
    Comparator.LESS: (">", "≥"),
}
"""Signs before an actual value that leave open whether the target was met."""
_STANDS: Mapping[Comparator, Callable[[int, int], bool]] = {
    Comparator.AT_LEAST: operator.ge,
    Comparator.AT_MOST: operator.le,
    Comparator.MORE: operator.gt,
    Comparator.LESS: operator.lt,
    Comparator.EQUAL: operator.eq,
}
_WHY = {
    Absence.BLANK: "为空",
    Absence.DASH: "为横线或斜线，等于未填",
    Absence.NOT_APPLICABLE: "填为不适用",
    Absence.PLACEHOLDER: "还是模板占位符",
    Absence.LONE_SIGN: "只有符号，没有数值",
    Absence.APPROXIMATE: "是约数",
    Absence.UNREADABLE: "无法识别",
    Absence.NO_COLUMN: "表内没有这一列",
}


NO_FIGURES: Mapping[str, Quantity] = {}
CUT_BEYOND_TARGET = (Comparator.AT_LEAST, Comparator.MORE, Comparator.EQUAL)


def score_row(
    row: Indicator, allotted: Allotted, rules: RuleTemplate, figures: Mapping[str, Quantity] = NO_FIGURES
) -> tuple[Score, list[Finding]]:
    """Score one row. Without a usable target or actual value it is not demonstrated: never a silent zero.

    figures: what an item of the rules may ask for besides its row.
    """
    case = Case(row, allotted, rules)
    target, actual = row.target, row.actual
    scales_out = rules.not_applicable is not None and rules.not_applicable.value == "scaled-out"
    if scales_out and Absence.NOT_APPLICABLE in (actual.absence, target.absence):
        return _not_applicable(case), []
    extra = rules.extra_level(row.path[0])
    if extra:
        return _on_top(case, extra)
    item = rules.item_named(row.name)
    if item and not item.usual:
        return score_item(case, item, figures)
    if target.comparator is Comparator.NONE:
        return case.not_demonstrated(f"年度指标值{_WHY[target.absence or Absence.UNREADABLE]}"), []
    if actual.absence is not None:
        return case.not_demonstrated(f"实际完成值{_WHY[actual.absence]}"), []
    if target.comparator is Comparator.QUALITATIVE:
        return _by_quality(case)
    if target.comparator is Comparator.BY:
        return _by_deadline(case)
    if actual.value is None:
        if rules.word_for_number.value == "band":
            return _by_quality(case)
        finding = WORD_FOR_NUMBER.at(actual.at, **_said(row))
        return case.not_demonstrated("定量指标只填了文字，没有数值", rules.word_for_number.source), [finding]
    return _by_number(case, actual.value)


def _by_number(case: Case, value: Fraction) -> tuple[Score, list[Finding]]:
    row, target, actual = case.row, case.row.target, case.row.actual
    if actual.sign and actual.sign in OTHER_WAY.get(target.comparator, ()):
        return case.not_demonstrated("实际完成值的符号与目标相反"), [
            SIGN_CONTRADICTS.at(actual.at, **_said(row))
        ]
    if target.value is not None and may_lack_percent(value, actual.unit, target.value, target.unit):
        percent = plain(value * 100)
        return case.not_demonstrated("分不清是百分数还是小数"), [
            PERCENT_OR_NOT.at(actual.at, percent=percent, **_said(row))
        ]
    if not target.sign_printed and target.comparator is Comparator.AT_LEAST and target.value == 0:
        finding = ZERO_WITHOUT_SIGN.at(target.at, **_said(row))
        return case.not_demonstrated("目标值为 0 而没有比较符号"), [finding]
    converted = convert(value, actual.unit, target.unit)
    if converted is None:
        finding = UNITS_DIFFER.at(actual.at, indicator=row.name, target=target.unit, actual=actual.unit)
        return case.not_demonstrated("计量单位不一致，不能比较"), [finding]
    extra: tuple[Step, ...] = ()
    if converted is not value and converted != value:
        text = f"{plain(value)}{actual.unit} 换算为 {plain(converted)}{target.unit}"
        extra = (Step("单位换算", text, converted, plain(converted), actual.at),)
    rule = _level_rule(case, converted) or case.rules.formulas[RULE_OF[target.comparator]]
    lower = target.value if target.value is not None else Fraction(0)
    values = {"points": case.allotted.points, "target": lower, "actual": converted}
    if target.comparator is Comparator.RANGE:
        values["lower"] = lower
        if target.upper is not None:
            values["upper"] = target.upper
    met = _is_met(target.comparator, converted, lower, target.upper)
    return _apply(case, rule, values, met, extra)


def _apply(
    case: Case, rule: Ruled[Formula], values: dict[str, Fraction], met: bool, extra: tuple[Step, ...]
) -> tuple[Score, list[Finding]]:
    try:
        exact, shown = rule.value.worked(values)
    except DivisionByZero:
        row = case.row
        finding = TARGET_IS_ZERO.at(row.target.at, **_said(row))
        return case.not_demonstrated("年度指标值为零，不能相除", rule.source), [finding]
    expression, source = told(shown, exact, case.allotted.points), rule.source
    cut = case.rules.formulas.get("over-achieved")
    if cut and case.row.target.comparator in CUT_BEYOND_TARGET:
        less = cut.value.evaluate({**values, "score": exact})
        if less != exact:
            before = Step("扣减前得分", expression, exact, plain(exact, 4), source)
            expression = told(cut.value.shown({**values, "score": exact}), less, case.allotted.points)
            return case.scored(less, expression, cut.source, met, *extra, before), []
    return case.scored(exact, expression, source, met, *extra), []


def _said(row: Indicator) -> dict[str, str]:
    return {"indicator": row.name, "target": row.target.written.strip(), "actual": row.actual.written.strip()}


def _level_rule(case: Case, actual: Fraction) -> Ruled[Formula] | None:
    """The formula that the rules lay down for all rows of a level; it is meant for one positive target only."""
    if not case.rules.level_rules:
        return None
    least, most = case.row.target.value, case.row.target.upper
    if least is None or least <= 0 or most is not None or actual < 0:
        return None
    level1, level2, _ = case.row.path
    standard = standard_level(case.row, case.rules)
    printed = ("".join(level.split()) for level in (level1, level2))
    names = (standard, *printed, *case.rules.level_names.get(standard, ()))
    level = next((name for name in names if name in case.rules.level_rules), None)
    if level is None:
        return None
    reach, target = case.rules.level_reach.get(level), case.row.target
    if reach and not reach.takes_in(target.unit, RULE_OF[target.comparator]):
        return None
    return case.rules.level_rules[level]


def _not_applicable(case: Case) -> Score:
    """A row that does not apply to the unit: its points are no part of the whole."""
    rule = case.rules.not_applicable
    assert rule is not None
    step = Step("得分", "填为不适用，不计入总分，其余指标按满分折算", None, "不适用", rule.source, case.basis)
    zero = Fraction(0)
    return Score(
        case.allotted.points, case.allotted.source, zero, zero, Outcome.NOT_APPLICABLE, None, (step,)
    )


def _on_top(case: Case, extra: ExtraLevel) -> tuple[Score, list[Finding]]:
    """A bonus or penalty row: the points reported as its actual value, else those it claims, within its cap.

    Where the rules say what one case counts, the actual value is how often it happened, unless it says 分.
    """
    row, findings = case.row, []
    number, times = row.actual.value, ""
    if number is not None and extra.each is not None and row.actual.unit != AWARDED:
        times = f"{plain(abs(number))} × {plain(extra.each)} 分，"
        number *= extra.each
    if number is None and isinstance(row.claimed, Quantity):
        number = row.claimed.number
        if number:
            findings.append(BONUS_ON_CLAIM.at(row.claimed.at, indicator=row.name, claimed=plain(number)))
    number = min(abs(number or Fraction(0)), extra.cap)
    assert case.rules.extra_levels is not None
    word = "加" if extra.is_bonus else "扣"
    expression = f"{times}{word}分，每级次合计不超过 {plain(extra.cap)} 分" if number else f"没有{word}分"
    score = case.scored(number, expression, case.rules.extra_levels.source, None)
    return replace(score, points=extra.cap, extra=1 if extra.is_bonus else -1), findings


def _is_met(comparator: Comparator, actual: Fraction, lower: Fraction, upper: Fraction | None) -> bool:
    if comparator is Comparator.RANGE:
        return lower <= actual and (upper is None or actual <= upper)
    return _STANDS[comparator](compared(actual, lower), 0)


def _by_deadline(case: Case) -> tuple[Score, list[Finding]]:
    row, deadline = case.row, case.row.target.deadline
    rule = case.rules.formulas["by"]
    if row.actual.date is not None and deadline is not None:
        late = Fraction((row.actual.date - deadline).days)
        step = Step("超期天数", f"{row.actual.date} − {deadline}", late, plain(late), row.actual.at)
        values = {"points": case.allotted.points, "days_late": late}
        return _apply(case, rule, values, late <= 0, (step,))
    finding = DEADLINE_WITHOUT_DATE.at(row.actual.at, **_said(row))
    if row.actual.value is not None:  # 100% done by then
        if row.actual.unit == "%" and row.actual.value >= 100:
            values = {"points": case.allotted.points, "days_late": Fraction(0)}
            score, _ = _apply(case, rule, values, True, ())
            return score, [finding]
        return case.not_demonstrated("没有填写完成时间"), [finding]
    score, findings = _by_quality(case)
    return score, [finding, *findings]


def _by_quality(case: Case) -> tuple[Score, list[Finding]]:
    row = case.row
    if row.actual.grade is None:
        finding = WORD_FOR_NUMBER.at(row.actual.at, **_said(row))
        return case.not_demonstrated("定性指标没有填写评定结果"), [finding]
    judged, findings = judge(row, case.allotted.points, case.rules)
    bands = case.rules.bands
    if judged.share is None:
        return case.not_demonstrated(judged.how, bands.source), findings
    words = judged.band.words_source if judged.band and not judged.claimed else None
    shown = f"{plain(judged.share * 100, 2)}%"
    judgement = Step(JUDGEMENT, judged.how, judged.share, shown, words or bands.source)
    points = case.allotted.points
    expression = f"{plain(points)} × {plain(judged.share * 100, 4)}%"
    return case.scored(points * judged.share, expression, bands.source, judged.met, judgement), findings
