"""Tables of several years made by hand, and their comparison."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from factory import row, table

from perfscore import assess
from perfscore.compare.compare import compare_tables
from perfscore.model.comparison import Comparison, GivenMatch
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, Indicator, Stage

LEVELS = {
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "成本": ("产出指标", "成本指标"),
    "效益": ("效益指标", "社会效益指标"),
    "满意": ("满意度指标", "服务对象满意度指标"),
}


def named(name: str, target: str, actual: str, level: str = "数量", **more: Any) -> Indicator:
    return row(target, actual, path=(*LEVELS[level], name), **more)


def year(number: int, *rows: Indicator, stage: Stage = Stage.SELF_ASSESSMENT, **more: Any) -> AssessmentTable:
    goals = {key: more.pop(key) for key in ("goal", "goal_result", "project", "unit") if key in more}
    return replace(table(*rows, year=number, **more), stage=stage, **goals)


def compared(*tables: AssessmentTable, given: Iterable[GivenMatch] = ()) -> Comparison:
    return compare_tables([assess(each) for each in tables], given=given)


def codes(comparison: Comparison) -> list[str]:
    return [finding.code for finding in comparison.findings]


def of_code(comparison: Comparison, code: str) -> list[Finding]:
    return [finding for finding in comparison.findings if finding.code == code]
