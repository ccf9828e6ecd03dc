"""Checks of single rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfscore.audit.findings import rows as kinds
from perfscore.model.assessment import Outcome, Scores
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, Indicator, Stage
from perfscore.model.units import convert
from perfscore.model.values import Absence, Actual, Comparator, Target
from perfscore.rules.indicators import typical_for
from perfscore.rules.template import RuleTemplate
from perfscore.rules.typical import Direction, TypicalIndicator

_EMPTY = (Absence.BLANK, Absence.DASH, Absence.NOT_APPLICABLE, Absence.LONE_SIGN, Absence.NO_COLUMN)
_NUMERIC = (
    Comparator.AT_LEAST,
    Comparator.AT_MOST,
    Comparator.EQUAL,
    Comparator.MORE,
    Comparator.LESS,
    Comparator.RANGE,
)
_UPWARD = (Comparator.AT_LEAST, Comparator.MORE, Comparator.EQUAL)
_SHARE_NAME = re.compile(
    r"(?:(?<![汇频速效斜])(?<!容积)率|比例|占比|比重|满意度|公开度|知晓度|覆盖面|达标度)$"
)
_GROWTH = re.compile(r"增长|增速|提高|提升|增加|增幅|倍")
_MAY_GROW = re.compile(r"增长|完成率|执行率|进度|比上年|同比")
_PEOPLE_TIMES = re.compile(r"人次")
_GAP_IN_NAME = re.compile(r"[≥≤=<>＝＞＜]\s*[*＊]+")
"""Some forms print `仓库（≥**平方米）` as the indicator's name: the gap is the target's, not a leftover."""
_PLACEHOLDER = re.compile(r"[xX×]{2,}|\*{2,}|＊{2,}|…{2,}|\.{4,}|_{3,}")


def is_empty(value: Target | Actual) -> bool:
    """Whether the cell says nothing at all, as against something that cannot be used."""
    return value.absence in _EMPTY


def check_target_and_actual_present(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A row needs both a target and an actual value (AUD-11)."""
    for scored in scores.rows:
        row = scored.indicator
        item = rules.item_named(row.name)
        if (
            scored.result.extra
            or scored.result.outcome is Outcome.NOT_APPLICABLE
            or (item and not item.usual)
        ):
            continue  # needs no target, or nothing at all; what an item lacks the scorer says
        name, target, actual = named(row), row.target, row.actual
        if is_empty(target) and is_empty(actual):
            yield kinds.ROW_EMPTY.at(row.at, indicator=name)
        elif is_empty(target):
            yield kinds.TARGET_MISSING.at(
                target.at, indicator=name, written=said(target.written), actual=said(actual.written)
            )
        elif is_empty(actual) and actual.absence is not Absence.NO_COLUMN:
            yield kinds.ACTUAL_MISSING.at(
                actual.at, indicator=name, target=said(target.written), written=said(actual.written)
            )


def check_deviation_explained(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A target that was missed needs a reason (AUD-06); during the year it is not missed yet."""
    if table.stage is not Stage.SELF_ASSESSMENT:
        return
    for scored in scores.rows:
        row, result = scored.indicator, scored.result
        lost = result.outcome is Outcome.SCORED and result.score < result.points and not result.extra
        if lost and result.met is False and not row.is_explained and not may_be_met(row):
            yield kinds.DEVIATION_WITHOUT_REASON.at(
                row.actual.at,
                indicator=named(row),
                **_compared(row),
                said=f"偏差原因栏只写了“{said(row.deviation_note)}”"
                if row.deviation_note
                else "偏差原因栏为空",
                lost=fixed(result.points - result.score, rules.rounding.value.places),
            )


def check_over_achievement_explained(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A target exceeded by far needs a reason too (AUD-07)."""
    limit, note = rules.limits["over-achievement"].value, rules.limits["over-achievement"].source.note
    for scored in scores.rows:
        row = scored.indicator
        ratio = ratio_of(row)
        unpunished = scored.result.score == scored.result.points  # else the deviation itself is the finding
        exceeds = row.target.comparator in _UPWARD and unpunished and ratio is not None and ratio >= limit
        if exceeds and ratio is not None and not row.is_explained:
            yield kinds.OVER_ACHIEVEMENT_WITHOUT_REASON.at(
                row.actual.at,
                indicator=named(row),
                target=said(row.target.written),
                actual=said(row.actual.written),
                percent=plain(ratio * 100, 2),
                limit=plain(limit * 100),
                at_limit=f"，恰在限度上，{note}" if ratio == limit and note else "",
            )


def check_units_printed(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """A number needs its unit, and 人次 are not 次 (AUD-12)."""
    for row in table.rows:
        target = row.target
        if target.comparator not in _NUMERIC or target.value is None:
            continue
        if not target.unit and not row.actual.unit:
            yield kinds.UNIT_MISSING.at(
                target.at, indicator=named(row), written=said(target.written), guess=_likely_unit(row)
            )
        elif _PEOPLE_TIMES.search(row.name) and target.unit == "次":
            yield kinds.UNIT_WRONG.at(
                target.at,
                indicator=named(row),
                written=said(target.written),
                wanted="人次",
                unit=target.unit,
            )


def check_cost_direction(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """A cost is kept below a limit, not above one (AUD-14)."""
    for row in table.rows:
        upward = row.target.comparator in (Comparator.AT_LEAST, Comparator.MORE) and row.target.sign_printed
        if (
            row.is_cost
            and upward
            and row.target.unit != "%"
            and not re.search(r"节约|节省|降低|减少|下降|率", row.name)
        ):
            yield kinds.COST_UPWARD.at(row.target.at, indicator=named(row), written=said(row.target.written))


def check_share_not_over_whole(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A share of a whole cannot be promised above 100 % (AUD-15)."""
    for row in table.rows:
        target = row.target
        if (
            target.unit == "%"
            and target.value is not None
            and target.value > 100
            and not _GROWTH.search(row.name)
        ):
            yield kinds.SHARE_OVER_WHOLE.at(target.at, indicator=named(row), written=said(target.written))
        actual = row.actual
        if (
            actual.unit == "%"
            and actual.value is not None
            and actual.value > 100
            and not _MAY_GROW.search(row.name)
        ):
            if not _GROWTH.search(row.name) and _SHARE_NAME.search(row.name):
                yield kinds.SHARE_OVER_WHOLE.at(actual.at, indicator=named(row), written=said(actual.written))


def check_placeholders(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """The form's own filler must not be left in names and texts (AUD-16); in values the reader has found it."""
    texts = [(row.at, "三级指标", row.name or row.label) for row in table.rows]
    texts += [(row.at, "偏差原因", row.deviation_note) for row in table.rows]
    texts += [(table.source, "项目名称", table.project or ""), (table.source, "年度目标", table.goal)]
    texts += [(table.source, "完成情况", table.goal_result)]
    for place, field, text in texts:
        if _PLACEHOLDER.search(_GAP_IN_NAME.sub("", text)) or re.fullmatch(r"指标\s*\d*\s*[:：]?", text):
            yield kinds.PLACEHOLDER_LEFT.at(place, field=field, text=text[:40])


def ratio_of(row: Indicator) -> Fraction | None:
    """Actual over target, None where there is no positive target or the units do not match."""
    target, actual = row.target.value, row.actual.value
    if target is None or actual is None or target <= 0:
        return None
    converted = convert(actual, row.actual.unit, row.target.unit)
    return None if converted is None else converted / target


def may_be_met(row: Indicator) -> bool:
    """Whether a target is missed only because we supposed a sign that the library has the other way round; A115 asks."""
    ratio, typical = ratio_of(row), sign_against_library(row)
    if row.target.sign_printed or typical is None or ratio is None:
        return False
    return ratio <= 1 if typical.direction is Direction.LESS else ratio >= 1


def sign_against_library(row: Indicator) -> TypicalIndicator | None:
    """The library's indicator of the row's name where its direction is the other one; None where they agree."""
    against = {
        Comparator.AT_LEAST: Direction.LESS,
        Comparator.MORE: Direction.LESS,
        Comparator.AT_MOST: Direction.MORE,
        Comparator.LESS: Direction.MORE,
    }.get(row.target.comparator)
    typical = typical_for(row.name, row.path[0], row.path[1]) if against else None
    return typical if typical and typical.direction is against else None


def _likely_unit(row: Indicator) -> str:
    if _SHARE_NAME.search(row.name):
        return "，应为“%”"
    if row.is_cost:
        return "，应为“万元”或“元”"
    return ""


def named(row: Indicator) -> str:
    """What a message calls a row."""
    return row.name or row.label or "（未命名指标）"


def _compared(row: Indicator) -> dict[str, str]:
    """What the row is judged by, in both languages: its two values, or the figures that its own rule reads."""
    if is_empty(row.target) and is_empty(row.actual):
        return {"basis": "按所列数据计算未得满分", "basis_en": "not in full by the figures its rule reads"}
    target, actual = said(row.target.written), said(row.actual.written)
    if is_empty(row.target):
        return {"basis": f"的实际完成值为“{actual}”，未得满分", "basis_en": f"actual “{actual}”, not in full"}
    return {
        "basis": f"的年度指标值为“{target}”，实际完成值为“{actual}”",
        "basis_en": f"target “{target}”, actual “{actual}”",
    }


def said(written: str) -> str:
    """A cell's text in one line."""
    return " ".join(written.split()) or "（空）"
