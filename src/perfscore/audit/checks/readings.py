"""Which other reading of the rules, or which rounding, would make a claimed figure true; "" where none does."""

from __future__ import annotations

from fractions import Fraction

from perfscore.model.assessment import RowScore, Scores
from perfscore.model.decimals import fixed, plain
from perfscore.model.units import convert
from perfscore.model.values import Comparator
from perfscore.rules.formula import DivisionByZero, Formula, FormulaError
from perfscore.rules.template import Ruled, RuleTemplate

_RULE_OF = {
    Comparator.AT_LEAST: "at-least",
    Comparator.AT_MOST: "at-most",
    Comparator.MORE: "more",
    Comparator.LESS: "less",
    Comparator.EQUAL: "equal",
}


def why_row(scored: RowScore, claimed: Fraction, rules: RuleTemplate) -> str:
    """How a row's claimed score could have come about, as a clause."""
    limit = rules.limits["score-tolerance"].value
    for named, score in _other_scores(scored, rules).values():
        if abs(score - claimed) <= limit:
            return f"；若{_meant(named)}，为 {plain(score)} 分"
    return why_rounded(scored.result.score, claimed)


def why_rounded(score: Fraction, claimed: Fraction) -> str:
    """A claimed score that is ours rounded to a whole number or cut to one."""
    if claimed == score:
        return ""
    if claimed == (score + Fraction(1, 2)) // 1:
        return "；四舍五入到整数即为填报数"
    return "；舍去小数即为填报数" if claimed == score // 1 and score >= 1 else ""


def why_total(scores: Scores, claimed: Fraction, rules: RuleTemplate) -> str:
    """How a claimed total could have come about, as a sentence; the rows' other readings are tried one rule a time.

    Where the rules scale or bound the total, a row read otherwise does not simply add to it, and nothing is said.
    """
    if claimed == scores.total:
        return ""
    if claimed == (scores.total + Fraction(1, 2)) // 1:
        return f"核算总分四舍五入到整数为 {plain(claimed)} 分，与填报一致。"
    if claimed == scores.total // 1 and claimed > 0:
        return f"核算总分舍去小数为 {plain(claimed)} 分，与填报一致。"
    if len(scores.total_trace) > 1:
        return ""
    others = [_other_scores(row, rules) for row in scores.rows]
    for key in dict.fromkeys(key for each in others for key in each):
        total, named = scores.total, None
        for row, each in zip(scores.rows, others, strict=True):
            if key in each:
                named, score = each[key]
                total += score - row.result.score
        if named and total != scores.total and claimed in (total, (total + Fraction(1, 2)) // 1, total // 1):
            how = "，与填报一致" if claimed == total else "，取整后与填报一致"
            return f"若{_meant(named)}，总分为 {plain(total)} 分{how}。"
    return ""


def _other_scores(
    scored: RowScore, rules: RuleTemplate
) -> dict[tuple[str, str], tuple[Ruled[Formula], Fraction]]:
    """By rule and reading: what a row earns where its rule is read otherwise; empty for a row scored in another way."""
    row, result = scored.indicator, scored.result
    rule = _RULE_OF.get(row.target.comparator, "")
    target, actual = row.target.value, row.actual.value
    if rule not in rules.readings or target is None or actual is None:
        return {}
    converted = convert(actual, row.actual.unit, row.target.unit)
    if converted is None:
        return {}
    values = {"points": result.points, "target": target, "actual": converted}
    places = rules.rounding.value.places
    if _worked(rules.formulas[rule], values, places) != result.score:
        return {}  # scored by a rule of its own
    return {
        (rule, reading): (named, score)
        for reading, named in rules.readings[rule].items()
        if (score := _worked(named, values, places)) is not None and score != result.score
    }


def _worked(named: Ruled[Formula], values: dict[str, Fraction], places: int) -> Fraction | None:
    try:
        return Fraction(fixed(named.value.evaluate(values), places))
    except (DivisionByZero, FormulaError):
        return None


def _meant(named: Ruled[Formula]) -> str:
    """The reading's own words; what was not read in a public source is marked."""
    own = named.meaning.partition("；")[2] if "；" in named.meaning else named.meaning
    unverified = "" if named.source.verified else "（来源未核实）"
    return f"按“{own}”的读法{unverified}"
