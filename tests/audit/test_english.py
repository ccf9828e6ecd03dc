"""With --lang en only what officers wrote is in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from audit.test_twins import TWINS
from factory import line, row, table

from perfscore.model.english import OFFICERS_OWN, in_english, label_in_english
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.pipeline import assess, assess_files, check_prose, explain_lines, total_score

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile("“[^“”]*”")


def ours(finding: Finding) -> str:
    """The English message without what the officer wrote."""
    text = QUOTED.sub("", finding.wording("en").message)
    for name, fact in finding.facts:
        if name in OFFICERS_OWN and fact:
            text = text.replace(fact, "")
    return text


TABLES = [each for twins in TWINS.values() for each in twins]


@pytest.mark.parametrize("made", TABLES)
def test_findings_say_nothing_of_ours_in_chinese(made: AssessmentTable) -> None:
    told = [ours(finding) for finding in assess(made).findings]
    assert [text for text in told if CHINESE.search(text)] == []


def test_explanations_say_nothing_of_ours_in_chinese() -> None:
    for result in assess_files(sorted(EXAMPLES.glob("*.xlsx"))):
        for assessment in result.assessments:
            officers = {name for each in assessment.rows for name in each.indicator.path if name}
            for score in (assessment.execution, *(each.result for each in assessment.rows)):
                lines = explain_lines(score, "en")
                assert lines[0].startswith("Score: ")
                for told in lines:
                    text = QUOTED.sub("", told.replace("财预〔2020〕10号", "").replace("[自评表]", ""))
                    for name in sorted(officers, key=len, reverse=True):
                        text = text.replace(name, "")
                    printed = text.strip().startswith(("Target: ", "Actual: "))
                    assert printed or not CHINESE.search(text), told
            assert explain_lines(total_score(assessment), "en")[-1].strip().startswith("Grade: ")


@pytest.mark.parametrize(
    ("phrase", "english"),
    [
        ("调减 12.5 万元（5%）", "down 12.5 (5%)"),
        ("没有填写全年执行数", "no spending"),
        ("年初预算数", "initial budget"),
        ("全年预算数", "adjusted budget"),
        ("“检查次数”未提供可用数据 10.00 分", "“检查次数” no usable data 10.00"),
        ("；若按“达到或超过目标得满分”的读法（来源未核实），为 5 分", "; read as “达到或超过目标得满分” (source not verified), it is 5"),
        ("年度指标值为空", "target is blank"),
        ("实际完成值为横线或斜线，等于未填", "actual value is a dash, which is as good as blank"),
        ("40 ÷ 19（按位数取舍，尾差归靠前的指标）", "40 ÷ 19 (rounded; what is left over goes to the first rows)"),
        ("评定“优”，按该档默认比例 100%", "graded “优”, by default 100%"),
        ("部件 xl/workbook.xml 不是完整的 XML", "part xl/workbook.xml is no proper XML"),
        ("plain 5%", "plain 5%"),
    ],
)  # fmt: skip
def test_a_phrase_of_ours_in_english(phrase: str, english: str) -> None:
    assert in_english(phrase) == english


def test_quotations_and_names_stay() -> None:
    assert in_english("“没有填写全年执行数”") == "“没有填写全年执行数”"
    assert (label_in_english("得分"), label_in_english("数量指标分值")) == ("Score", "Points of 数量指标")
    assert label_in_english("检查次数") == "检查次数"
    made = table(row("≥10次", "8次", note="全年预算数为零"), budget=line(spent=None))
    told = {finding.code: finding.wording("en").message for finding in assess(made).findings}
    assert told["A207"] == "No execution rate (no spending); 10 points are open."


def test_places_are_told_in_english() -> None:
    places = (Place("a", None, 2, "F5"), Place("a", None, None, None, 7), Place("a", "自评表", None, "F5"))
    assert [place.told("en") for place in places] == ["table 2!F5", "para. 7", "[自评表]F5"]
    assert [place.told() for place in places] == ["表2!F5", "第7段", "[自评表]F5"]


def test_running_text_is_told_in_english(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("总计210.03万元，比上年增加64.96万元，增长30.93%。", encoding="utf-8")
    (found,) = check_prose(path).findings
    assert "by rounding of the printed amounts, 44.77% to 44.78%, and half a last unit" in ours(found)
