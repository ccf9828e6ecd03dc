"""Rules borrowed for earlier years: they hold from the day the template says, and nobody takes them for official."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from perfscore.conformance.tables import table_of
from perfscore.model.assessment import Assessment
from perfscore.model.decimals import fixed
from perfscore.pipeline import assess
from perfscore.rules.load import load_template, template_data

Write = Callable[[str], Path]
Own = Callable[[str], str]
SINCE = (
    "extends_since: {in_force: 2017-01-01, source: {rule: MY-1, evidence: derived, note: 当时的没有读到}}\n"
)
ROWS = {
    "cn.sc.project-2017": [
        "项目决策 | 科学决策 | 必要性 | 定性 | 4 | 20",
        "项目管理 | 项目管理 | 资金使用 | 定性 | 4 | 10",
        "项目绩效 | 项目完成 | 完成数量 | ≥60场 | 57场 | 60",
        "项目绩效 | 满意度 | 项目满意度 | ≥90% | 95% | 10",
    ],
    "cn.sc.department-2017": [
        "部门决策 | 目标任务 | 相关性 | 定性 | 4 | 25",
        "综合管理 | 内控 | 内控 | 定性 | 4 | 30",
        "部门绩效情况 | 履职成效 | 办件数 | ≥60件 | 57件 | 35",
        "部门绩效情况 | 满意度 | 公众满意度 | ≥90% | 95% | 10",
    ],
}
TOTALS = {"cn.sc.project-2017": "75.00", "cn.sc.department-2017": "51.25"}
"""4 + 4 + 60 × 57 ÷ 60 + 10 = 75;  4 + 4 + 35 × 57 ÷ 60 + 10 = 51.25."""


def assessed(id: str, year: int) -> Assessment:
    table = table_of({"rows": ROWS[id]})
    assert table is not None
    return assess(replace(table, year=year), load_template(id, date(year, 12, 31)))


@pytest.mark.parametrize("year", [2017, 2018, 2019])
@pytest.mark.parametrize("id", ROWS)
def test_a_table_of_those_years_is_scored_without_a_warning_and_with_the_label(id: str, year: int) -> None:
    assessment = assessed(id, year)
    assert fixed(assessment.total, 2) == TOTALS[id]
    assert "T101" not in {finding.code for finding in assessment.findings}
    borrowed = [each for each in assessment.template.citations if each.rule == "OWN-19"]
    assert {each.note for each in borrowed} >= {
        "当时的规定没有读到；借用 2020-02-25 起的规则（MOF-10）",
        "当时的规定没有读到；借用 2020-02-25 起的规则（LOC-01）",
    }
    assert not any(each.verified for each in borrowed)
    assert not {"MOF-10", "LOC-01"} & {each.rule for each in assessment.template.citations}


@pytest.mark.parametrize(("year", "told"), [(2016, True), (2020, True), (2023, True)])
@pytest.mark.parametrize("id", ROWS)
def test_a_table_of_another_year_is_warned_of(id: str, year: int, told: bool) -> None:
    assert ("T101" in {finding.code for finding in assessed(id, year).findings}) is told


@pytest.mark.parametrize("id", ROWS)
def test_everything_in_force_in_2018_that_was_borrowed_is_unverified(id: str) -> None:
    rules = load_template(id, date(2018, 12, 31))
    assert rules.covers
    ruled = [
        rules.grades,
        rules.rounding,
        rules.bands,
        rules.points_split,
        rules.word_for_number,
        rules.total_points,
    ]
    ruled += [*rules.formulas.values(), *rules.limits.values()]
    assert {each.source.rule for each in ruled} - {"AUD-21", "AUD-26"} == {"OWN-19"}
    mode = rules.rounding.value.mode_source
    assert mode is not None and mode.rule == "OWN-19"
    assert rules.level_points.source.verified


def test_the_base_keeps_its_own_versions_behind_the_borrowed_ones(write: Write, own: Own) -> None:
    versions = template_data(write(own(SINCE)))["values"]["absent-level"]["versions"]
    days = [(each["in_force"], each.get("until"), each["source"]["rule"]) for each in versions]
    assert days == [
        ("2017-01-01", "2020-02-25", "MY-1"),
        ("2020-02-25", None, "OWN-05"),
        ("2021-08-18", None, "M101-04"),
    ]
    assert versions[0]["value"] == versions[1]["value"]


def test_what_holds_earlier_already_is_left_alone(write: Write, own: Own) -> None:
    later = SINCE.replace("2017-01-01", "2021-01-01")
    versions = template_data(write(own(later)))["values"]["grades"]["versions"]
    assert [each["in_force"] for each in versions] == ["2020-02-25"]


def test_without_it_earlier_years_are_not_covered(write: Write, own: Own) -> None:
    assert not load_template(write(own("")), date(2018, 12, 31)).covers
    assert load_template(write(own(SINCE)), date(2018, 12, 31)).covers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            SINCE.replace("derived", "seen"),
            "template.yaml:7: extends_since must have the evidence memory or derived: later rules are borrowed",
        ),
        (
            "extends_since: {in_force: 2017}\n",
            "template.yaml:7: extends_since.in_force '2017' is no date (write 2020-02-25)",
        ),
    ],
)
def test_a_borrowed_rule_is_never_called_official(
    text: str, said: str, own: Own, complaints: Callable[[str], list[str]]
) -> None:
    assert said in complaints(own(text))


def test_nothing_can_be_borrowed_from_nobody(own: Own, complaints: Callable[[str], list[str]]) -> None:
    alone = own(SINCE).replace("extends: cn.mof.project-self-assessment\n", "")
    assert "template.yaml:1: has extends_since and needs extends as well" in complaints(alone)


def test_how_a_tie_is_broken_is_not_called_seen() -> None:
    rules = load_template("cn.mof.project-self-assessment")
    mode = rules.rounding.value.mode_source
    assert (rules.rounding.source.rule, rules.rounding.source.evidence) == ("LOC-17", "seen-code")
    assert "四舍五入" not in rules.rounding.source.note
    assert mode is not None and (mode.rule, mode.evidence, mode.verified) == ("OWN-18", "derived", False)
