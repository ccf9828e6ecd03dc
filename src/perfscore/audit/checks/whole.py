"""Checks of the table as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfscore.audit.checks.rows import ratio_of
from perfscore.audit.findings import whole as kinds
from perfscore.model.assessment import Outcome, Scores
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, Indicator, says_something
from perfscore.model.values import Comparator
from perfscore.rules.template import RuleTemplate

_STAND_IN = re.compile(
    r"替代佐证|替代数据|佐证不足|未给出(?:各项|实际)?|没有给出|未附自评表|没有.{0,4}自评表"
)
_EVIDENCE = re.compile(r"(?:佐证(?:材料)?|证明材料|存在(?:的)?问题|改进措施|问卷)\s*[:：]?")
_NUMERIC = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL, Comparator.MORE, Comparator.LESS)


def check_actuals_copied(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """Actual values that all equal their targets look copied (AUD-09)."""
    numeric = [
        row for row in table.rows if row.target.comparator in _NUMERIC and row.actual.value is not None
    ]
    if len(numeric) < rules.limits["copied-actuals"].value:
        return
    if all(ratio_of(row) == 1 or row.actual.value == row.target.value for row in numeric):
        yield kinds.ACTUALS_COPIED.at(table.columns.get("actual", table.source), count=len(numeric))


def check_all_over_achieved(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """Targets that are all far exceeded were set too low (AUD-08)."""
    limit = rules.limits["all-over-achieved"].value
    upward = [row for row in table.rows if row.target.comparator in (Comparator.AT_LEAST, Comparator.MORE)]
    ratios = [ratio for row in upward if (ratio := ratio_of(row)) is not None]
    if len(ratios) >= 3 and all(ratio > limit for ratio in ratios):
        yield kinds.TARGETS_TOO_LOW.at(
            table.columns.get("target", table.source), count=len(ratios), percent=plain((limit - 1) * 100)
        )


def check_groups_present(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """Output, effect and satisfaction each need an indicator (AUD-17)."""
    if any(not row.path[0] and not row.path[1] for row in table.rows):
        return  # a row that says nothing of its level may belong to any
    printed = {_level_of(row) for row in table.rows}
    known = {name for level, others in rules.level_names.items() for name in (level, *others)}
    if printed.isdisjoint(known):
        return  # other levels, or damaged text: nothing can be said of these
    for level, others in rules.level_names.items():
        wanted = any(division.levels.get(level) for division in rules.level_points.value[-1:])
        if wanted and not printed.intersection({level, *others}):
            yield kinds.GROUP_MISSING.at(table.columns.get("level1", table.source), level=level)


_LEVEL_BY_GROUP = (
    ("满意", "满意度指标"),
    ("效益", "效益指标"),
    ("影响", "效益指标"),
    ("数量", "产出指标"),
    ("质量", "产出指标"),
    ("时效", "产出指标"),
    ("成本", "产出指标"),
)


def _level_of(row: Indicator) -> str:
    """The printed level 1, or the one that the level 2 below it belongs to."""
    printed = row.path[0].replace(" ", "")
    return printed or next((level for word, level in _LEVEL_BY_GROUP if word in row.path[1]), "")


def check_scales_alike(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """One table uses one qualitative scale (AUD-30)."""
    scales = {"".join(row.target.grades): row for row in table.rows if len(row.target.grades) > 1}
    if len(scales) > 1:
        place = list(scales.values())[1].target.at
        yield kinds.SCALES_DIFFER.at(place, scales="、".join(f"“{scale}”" for scale in scales))


def _has_evidence(notes: list[str]) -> bool:
    """Whether a note under the table names evidence, a problem or a measure, and says something behind its label."""
    for note in notes:
        label = _EVIDENCE.search(note)
        if label and says_something(note[label.end() :]):
            return True
    return False


def check_full_marks_have_evidence(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """Full marks everywhere need something to show for them (AUD-10, AUD-29)."""
    results = [scores.execution, *(row.result for row in scores.rows)]
    if any(result.outcome is not Outcome.SCORED or result.score < result.points for result in results):
        return
    claimed = table.claimed_total
    if not table.rows or (claimed is not None and claimed.number < rules.total_points.value):
        return
    notes = [str(note) for note in table.notes]
    stand_in = next((note for note in notes if _STAND_IN.search(note)), None)
    if stand_in:
        said = "表注说明实际值并非该项目自身的记录，而是替代佐证"
    elif any(row.is_explained for row in table.rows) or _has_evidence(notes):
        return
    else:
        said = "没有任何扣分，也没有写明佐证、存在问题或改进措施"
    yield kinds.FULL_MARKS_WITHOUT_EVIDENCE.at(
        table.source, total=fixed(scores.total, rules.rounding.value.places), said=said
    )
