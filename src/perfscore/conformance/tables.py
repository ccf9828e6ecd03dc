"""A worked case of a whole table: rows as text, through reading and scoring, to total, grade and scores.

    rows:
      - 产出指标 | 数量指标 | 培训场次 | ≥4场 | 5场 | 50
      - 效益指标 | 社会效益指标 | 知晓率 | ≥90% | 81% | 40

The columns are level 1, level 2, name, target, actual value, points, claimed score; those on the right may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from perfscore.model.decimals import fixed
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Quantity
from perfscore.read.figures import figure_of
from perfscore.read.grid import Cell, Grid, make_cell
from perfscore.read.layout.tables import read_tables
from perfscore.rules.exercises import Case
from perfscore.rules.template import RuleTemplate
from perfscore.score.table import score_table

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
