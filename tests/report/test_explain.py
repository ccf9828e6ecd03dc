"""A trace reads as the story of its number."""

from __future__ import annotations

from dataclasses import replace

from perfscore.model.assessment import Assessment, Citation, Outcome, Step
from perfscore.model.place import Place
from perfscore.report.explain import explain_lines, rule_of


def test_a_ratio_an_unverified_rule_and_the_cells_read(department: Assessment) -> None:
    assert explain_lines(department.rows[2].result) == [
        "分值：系统默认分配 4.16 = 4.16（依据 M101-02，来源未核实）",
        "得分：4.16 × min(9 ÷ 6, 6 ÷ 9) = 2.77（依据 LOC-03b，来源未核实）",
        "　年度指标值：“=6人”，读作 6（取自 表1!D14）",
        "　实际完成值：“9人”，读作 9（取自 表1!E14）",
    ]


def test_a_verified_rule_shows_its_document_and_how_it_is_known(department: Assessment) -> None:
    assert explain_lines(department.rows[0].result)[-1] == (
        "得分：达到年度指标值，得满分 = 4.17（依据 MOF-06，财预〔2020〕10号，据公开业务系统的规则）"
    )


def test_an_unverified_rule_never_shows_a_document(department: Assessment) -> None:
    lines = "\n".join(line for row in department.rows for line in explain_lines(row.result))
    assert "M101-02，来源未核实" in lines
    assert "101号" not in lines


def test_a_step_that_the_result_rests_on_is_told_once(department: Assessment) -> None:
    score = department.rows[2].result
    step = score.trace[-1]
    assert explain_lines(replace(score, trace=(*step.because, step))) == explain_lines(score)[1:]


def test_no_value_is_said_in_words(project: Assessment) -> None:
    score = project.rows[2].result
    assert score.outcome is Outcome.NOT_DEMONSTRATED
    assert explain_lines(score) == [
        "得分：实际完成值为空，佐证不足，暂不得分（依据 LOC-09，据公开业务系统的规则）"
    ]


def test_a_text_of_the_file_cannot_break_a_line(department: Assessment) -> None:
    step = Step("实际完成值", "甲\n乙\x07", None, "甲\n乙\x07", Place("f", "表", 1, "A1"))
    assert explain_lines(replace(department.execution, trace=(step,))) == ["实际完成值：甲乙（取自 [表]A1）"]


def test_the_rule_of_a_score_is_that_of_the_step_that_earns(department: Assessment) -> None:
    rule = rule_of(department.rows[2].result)
    assert isinstance(rule, Citation)
    assert rule.rule == "LOC-03b"
    assert rule_of(replace(department.execution, trace=())) is None
