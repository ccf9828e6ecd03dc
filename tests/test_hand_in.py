"""`check_files` over the files of one hand-in: what is found stands at one file, names the other, and can be accepted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copy

import pytest

from perfscore.model.checked import FileFindings, Waiver
from perfscore.model.table import Form
from perfscore.pipeline import Terms, check_files

EXAMPLES = Path(__file__).parents[1] / "examples" / "zhaohua-2023"
TABLES = sorted(EXAMPLES.glob("*.xlsx"))
REPORT = """\
广元市昭化区目标绩效事务中心
关于2023年部门整体支出绩效自评报告
一、概况
二、收支情况
2023年全年预算209.95万元，全年预算执行{spent}万元，剩余部分结转。
3、绩效情况
经自评，我单位2023年部门整体支出绩效评价得分为{score}分。
四、问题
"""
LOOSE = """\
id: my.rules
name: 我的规则
form: project
version: "1"
extends: cn.mof.project-self-assessment
source: {rule: X-1, evidence: derived}
limits:
  same-goal-length:
    meaning: m
    versions: [{in_force: 2020-01-01, value: 99, source: {rule: X-1, evidence: derived}}]
"""


def between(files: Sequence[FileFindings]) -> list[tuple[str, str]]:
    """File and code of what stands between files, and of headings."""
    return [
        (file.path.name, found.finding.code)
        for file in files
        for found in file.findings
        if found.finding.code.startswith("A6") or found.finding.code == "A520"
    ]


def test_the_published_tables_contradict_each_other_as_they_did() -> None:
    """Three goals are one, one project is no cost row, the meetings are five or four, and 整改落实率 is to be 100 or 95."""
    assert between(check_files(TABLES)) == [
        ("department.xlsx", "A602"),
        ("department.xlsx", "A618"),
        ("project-inspection-rectification.xlsx", "A603"),
        ("project-inspection-rectification.xlsx", "A606"),
        ("project-target-management.xlsx", "A603"),
    ]


def test_one_file_alone_is_not_held_against_itself() -> None:
    assert [between(check_files([path])) for path in TABLES] == [[]] * 5


@pytest.mark.parametrize(
    ("spent", "score", "codes"),
    [("208.23", "99", ["A520"]), ("210.03", "99", ["A520", "A614"]), ("208.23", "98", ["A520", "A612"])],
)
def test_a_report_is_held_against_the_tables_of_other_files(
    tmp_path: Path, spent: str, score: str, codes: list[str]
) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(REPORT.format(spent=spent, score=score), encoding="utf-8")
    found = check_files([report, EXAMPLES / "department.docx"])
    assert sorted(between(found)) == [("报告.txt", code) for code in codes]
    assert found[0].unusable is None
    assert all("department.docx" in each.message for each in found[0].standing if each.code[:2] == "A6")
    assert between(check_files([report])) == [("报告.txt", "A520")]


ACCOUNTS = """\
2023年度部门决算情况说明
一、支出决算情况说明
2023年本年支出合计{outlay}万元，其中：基本支出141.23万元，占68%。
二、绩效管理情况
纳入评价的广元市昭化区目标绩效事务中心，其中督查经费专项预算项目绩效自评得分为100分。
"""


def test_final_accounts_are_held_against_the_assessment_and_ask_for_the_tables(tmp_path: Path) -> None:
    """208.23 was spent by the department's table, 210.03 by the accounts as they were published."""
    text = tmp_path / "决算.txt"
    text.write_text(ACCOUNTS.format(outlay="210.03"), encoding="utf-8")
    without = [path for path in TABLES if path.stem != "project-supervision"]
    assert [code for name, code in between(check_files([text, *without])) if name == text.name] == [
        "A607",
        "A615",
    ]
    text.write_text(ACCOUNTS.format(outlay="208.23"), encoding="utf-8")
    assert [code for name, code in between(check_files([text, *TABLES])) if name == text.name] == []


def test_waivers_come_last_and_reach_what_stands_between_files() -> None:
    waiver = Waiver("A603", "三个项目共用一个目标", home=Path("perfscore.toml"))
    found = check_files(TABLES, lambda _: Terms(waivers=(waiver,)))
    accepted = [each for file in found for each in file.findings if each.waiver == waiver]
    assert [each.finding.code for each in accepted] == ["A603", "A603"]


def test_the_thresholds_are_those_of_the_rules_that_were_chosen(tmp_path: Path) -> None:
    """The goals have fewer than 99 characters."""
    path = tmp_path / "template.yaml"
    path.write_text(LOOSE, encoding="utf-8")
    projects = [each for each in TABLES if each.name.startswith("project")]
    chosen = Terms({Form.PROJECT: str(path)})
    assert {code for _, code in between(check_files(projects))} == {"A603"}
    assert between(check_files(projects, lambda _: chosen)) == []


def test_two_files_of_one_name_each_have_their_own_findings(tmp_path: Path) -> None:
    for folder, name in (("甲", "project-target-management"), ("乙", "project-funding-gap")):
        (tmp_path / folder).mkdir()
        copy(EXAMPLES / f"{name}.xlsx", tmp_path / folder / "自评表.xlsx")
    first, second = check_files([tmp_path / "甲" / "自评表.xlsx", tmp_path / "乙" / "自评表.xlsx"])
    assert between([first]) == []
    (told,) = [each.message for each in second.standing if each.code == "A603"]
    assert "甲/自评表.xlsx [自评表]" in told
