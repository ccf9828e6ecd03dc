"""A worked case of a whole table: rows as text, through reading and scoring, to total, grade and scores.

    rows:
      - 产出指标 | 数量指标 | 培训场次 | ≥4场 | 5场 | 50
      - 效益指标 | 社会效益指标 | 知晓率 | ≥90% | 81% | 40

The columns are level 1, level 2, name, target, actual value, points, claimed score; those on the right may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from perfscore.model.decimals import fixed
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Absence, Quantity
from perfscore.read.figures import figure_of
from perfscore.read.grid import Cell, Grid, make_cell
from perfscore.read.layout.tables import read_tables
from perfscore.rules.exercises import BEYOND, WITHIN, Case, Side
from perfscore.rules.template import RuleTemplate
from perfscore.score.findings import LEVEL_ABSENT
from perfscore.score.table import score_table
from perfscore.score.total import rows_of_extra, rows_of_level

HEADER = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分".split()
MONEY = {"initial": "年初预算数", "budget": "全年预算数", "spent": "全年执行数"}
SOURCE = Place("算例")


def work_table(rules: RuleTemplate, case: Case) -> dict[str, Any]:
    """What the case expects, as it comes out: `total`, `possible`, `grade`, and `scores` of the rows in order."""
    table = table_of(case.given)
    if table is None:
        return dict.fromkeys(case.expect, "none")
    scores = score_table(table, rules)
    places = rules.rounding.value.places
    came_out = {
        "total": fixed(scores.total, places),
        "possible": fixed(scores.total_possible, places),
        "grade": scores.grade,
        "scores": " ".join(fixed(row.result.score, places) for row in scores.rows),
    }
    return {name: came_out[name] for name in case.expect}


def sides_tried(rules: RuleTemplate, case: Case) -> Iterator[Side]:
    """Which sides of what the rules lay down for whole tables a case tries."""
    table = table_of(case.given)
    if table is None:
        return
    scores = score_table(table, rules)
    for level, cap in rules.level_caps.value.items() if rules.level_caps else ():
        if own := rows_of_level(scores.rows, level, rules):
            earned = sum((row.result.score for row in own), Fraction(0))
            yield Side("level-caps", level, BEYOND if earned > cap else WITHIN)
    for name, extra in rules.extra_levels.value.items() if rules.extra_levels else ():
        points = sum((row.result.score for row in rows_of_extra(scores.rows, name)), Fraction(0))
        if points:
            yield Side("extra-levels", name, BEYOND if points >= extra.cap else WITHIN)
    stood = [value for row in table.rows for value in (row.target.absence, row.actual.absence)]
    yield Side("not-applicable", "", BEYOND if Absence.NOT_APPLICABLE in stood else WITHIN)
    absent = any(finding.kind is LEVEL_ABSENT for finding in scores.findings)
    yield Side("absent-level-items", "", BEYOND if absent else WITHIN)


def table_of(given: Mapping[str, Any]) -> AssessmentTable | None:
    """The table that a case describes; None when its rows are no table."""
    tables = read_tables(Grid(_cells(given), SOURCE))
    if len(tables) != 1:
        return None
    figures = {
        name: quantity for name, text in given.get("figures", {}).items() if (quantity := _figure(text))
    }
    return replace(tables[0], figures=figures)


def _figure(text: str) -> Quantity | None:
    return figure_of(make_cell(text, SOURCE, 1, 1))


def _cells(given: Mapping[str, Any]) -> Iterator[Cell]:
    lines = [["项目支出绩效自评表"]]
    if money := {title: given[name] for name, title in MONEY.items() if name in given}:
        lines += [["资金（万元）", *money], ["年度资金总额", *money.values()]]
    lines += [HEADER, *([part.strip() for part in row.split("|")] for row in given["rows"])]
    for row, parts in enumerate(lines, start=1):
        for column, text in enumerate(parts, start=1):
            if text:
                yield make_cell(text, SOURCE, row, column)
