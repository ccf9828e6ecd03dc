"""What if other values stood in the table. Expected figures are worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import forms
import pytest
from drawn import drawn
from factory import line, row, table
from hypothesis import given
from hypothesis import strategies as st

import perfscore
from perfscore.answers.question import QuestionError
from perfscore.answers.whatif import what_if
from perfscore.model.table import AssessmentTable, Stage
from perfscore.pipeline import rules_for
from perfscore.rules.template import RuleTemplate

Rules = Callable[..., RuleTemplate]
VISITS = ("产出指标", "数量指标", "走访次数")
CHECKS = ("产出指标", "质量指标", "检查次数")
PLEASED = ("满意度指标", "服务对象满意度指标", "满意度")


def simple() -> AssessmentTable:
    """40 x 30/40 = 30 for the visits, 50 for the rest, 8 of 10 for the money: 88."""
    return table(
        row("≥40次", "30次", path=VISITS, points=40),
        row("≥4次", "5次", path=CHECKS, points=30),
        row("≥90%", "95%", path=PLEASED, points=20),
        budget=line(spent=80),
    )


def refusal(asked: AssessmentTable, rules: RuleTemplate, *values: tuple[str, str]) -> str:
    with pytest.raises(QuestionError) as caught:
        what_if(asked, rules, values)
    assert "\n" not in caught.value.text("zh") + caught.value.text("en")
    return caught.value.text("zh")


def test_six_employees_instead_of_nine_give_the_lost_points_back(
    department: AssessmentTable, department_rules: RuleTemplate
) -> None:
    # 4.16 x 6/9 = 2.77 becomes 4.16: 1.39 more, 98.53 + 1.39 = 99.92
    answer = what_if(department, department_rules, [("在职职工人数", "6")])
    (moved,) = answer.moved
    assert moved.line.name == "在职职工人数"
    assert (moved.line.score.score, moved.after.score) == (Fraction("2.77"), Fraction("4.16"))
    assert (moved.change, answer.change) == (Fraction("1.39"), Fraction("1.39"))
    assert (answer.total_before, answer.total_after) == (Fraction("98.53"), Fraction("99.92"))
    (setting,) = answer.settings
    assert (setting.before, setting.after, setting.at.cell) == ("9人", "6", "G13")


def test_rows_and_money_change_together(department: AssessmentTable, department_rules: RuleTemplate) -> None:
    answer = what_if(department, department_rules, [("职工人数", "=6人"), ("全年执行数", "209.95")])
    assert [moved.line.name for moved in answer.moved] == ["在职职工人数", "预算执行率"]
    assert answer.total_after == 100


def test_the_budget_is_what_the_execution_rate_divides_by(rules: Rules) -> None:
    # 80 of 160 is half: 5 of 10 points, 3 less than 8
    answer = what_if(simple(), rules(), [("全年预算数", "160")])
    assert (answer.total_before, answer.total_after) == (88, 85)
    # 年初预算数 counts only where no 全年预算数 is given
    assert what_if(simple(), rules(), [("年初预算数", "160")]).moved == ()


def test_the_grade_follows(rules: Rules) -> None:
    answer = what_if(simple(), rules(), [("走访", "32次")])  # 40 x 32/40 = 32: two more, 90
    assert (answer.grade_before, answer.grade_after) == ("良", "优")


def test_money_takes_the_unit_of_the_form(rules: Rules) -> None:
    asked = simple()
    assert asked.budget
    spent = replace(asked.budget.total.spent, number=Fraction(80), written="800000")
    adjusted = replace(asked.budget.total.adjusted, number=Fraction(100), written="1000000")
    initial = replace(asked.budget.total.initial, number=Fraction(100), written="1000000")
    total = replace(asked.budget.total, initial=initial, adjusted=adjusted, spent=spent)
    in_yuan = replace(asked, budget=replace(asked.budget, total=total, lines=(total,)))
    for text in ("900000", "90万元", "900,000元"):
        assert what_if(in_yuan, rules(), [("全年执行数", text)]).total_after == 89
    assert what_if(asked, rules(), [("全年执行数", "90")]).total_after == 89


def test_a_unit_column_is_read_with_the_value(tmp_path: Path, rules: Rules) -> None:
    """The Sichuan form prints `%` beside its figures: 0.95 there is 0.95 %, not a share of one."""
    (asked,) = perfscore.read(drawn(forms.SICHUAN, tmp_path, "xlsx"))
    answer = what_if(asked, rules(), [("足额保障率", "47.5")])  # 30 x 47.5/95 = 15
    assert answer.change == -15
    assert what_if(asked, rules(), [("足额保障率", "0.95")]).moved[0].after.score == Fraction("0.3")


def test_not_applicable_may_be_asked_about(rules: Rules) -> None:
    answer = what_if(simple(), rules(), [("满意度", "不适用")])
    assert (answer.total_after, answer.possible_after) == (68, 88)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("走访", "很多", "只填了文字"),
        ("走访", "约30", "约数"),
        ("走访", "30万元", "单位不一致"),
        ("走访", "<30次", "符号与目标相反"),
        ("走访", "  ", "没有写数值"),
        ("满意度", "0.95", "百分数还是小数"),
        ("全年执行数", "很多", "不是可识别的金额"),
        ("全年执行数", "约80", "不是可识别的金额"),
        ("全年执行数", "80人", "不是可识别的金额"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(rules: Rules, name: str, text: str, told: str) -> None:
    assert told in refusal(simple(), rules(), (name, text))


def test_a_name_must_fit_one_row(rules: Rules) -> None:
    assert "走访次数、检查次数、满意度" in refusal(simple(), rules(), ("人数", "1"))
    said = refusal(simple(), rules(), ("次数", "1"))
    assert "走访次数" in said and "检查次数" in said and "满意度" not in said
    assert "给了两次" in refusal(simple(), rules(), ("走访", "1次"), ("走访次数", "2次"))


def test_rows_of_one_name_are_told_apart_by_level_or_cell(rules: Rules) -> None:
    first, second = row("≥4次", "4次", path=VISITS, points=40), row("≥4次", "4次", path=CHECKS, points=40)
    first = replace(
        first, path=(*VISITS[:2], "次数"), actual=replace(first.actual, at=first.at._replace(cell="F9"))
    )
    asked = table(first, replace(second, path=(*CHECKS[:2], "次数")))
    assert "F9" in refusal(asked, rules(), ("次数", "2次"))
    for name in ("数量指标/次数", "F9"):
        answer = what_if(asked, rules(), [(name, "2次")])
        assert [moved.line.path for moved in answer.moved] == [(*VISITS[:2], "次数")]


def test_a_claim_that_nobody_judged_for_the_new_word_is_named(rules: Rules) -> None:
    effect = row("定性", "达成年度指标", path=("效益指标", "社会效益指标", "影响"), points=10, claimed=9)
    asked = table(row("≥4次", "2次", path=VISITS, points=80, claimed=80), effect)

    def claim(name: str, value: str) -> tuple[Fraction | None, Fraction]:
        answer = what_if(asked, rules(), [(name, value)])
        (setting,) = answer.settings
        return setting.claim, answer.total_after

    # 40 for the visits, 10 for the money; nine tenths lie in the band of full achievement (80 % to 100 %)
    assert claim("影响", "达成年度指标") == (9, 59)
    # the band of partial achievement ends before: the rule's own share, 70 % of 10 by default
    assert claim("影响", "部分达成年度指标并具有一定效果") == (None, 57)
    # a word that names no degree: the claim stands as it is
    assert claim("影响", "群众反映较好") == (9, 59)
    assert claim("走访次数", "4") == (None, 99)  # a number is judged by its rule


def test_a_very_small_value_is_told_as_it_is(rules: Rules) -> None:
    asked = table(row("≥4次", "2次", path=VISITS, points=90))
    answer = what_if(asked, rules(), [("走访次数", "0.0000000000001次")])
    (moved,) = answer.moved
    (step,) = moved.after.trace
    assert (step.expression, moved.after.score) == ("90 × 0.0000000000001 ÷ 4", 0)
    assert step.because[-1].value == Fraction(1, 10**13)


def test_a_declaration_is_refused(rules: Rules) -> None:
    assert "申报表" in refusal(replace(simple(), stage=Stage.DECLARATION), rules(), ("走访", "1次"))


def test_money_without_a_money_block_is_no_name(rules: Rules) -> None:
    asked = table(row("≥40次", "30次", path=VISITS, points=40), no_budget=True)
    assert "没有名称含" in refusal(asked, rules(), ("全年执行数", "1"))


def test_present_values_change_nothing_in_the_department_table(
    department: AssessmentTable, department_rules: RuleTemplate
) -> None:
    values = [(row.at.cell or "", row.actual.written) for row in department.rows] + [("全年执行数", "208.23")]
    answer = what_if(department, department_rules, values)
    assert len(answer.settings) == 17
    assert (answer.moved, answer.change) == ((), 0)


@given(data=st.data())
def test_present_values_never_change_anything(rules: Rules, data: st.DataObject) -> None:
    texts = st.one_of(
        st.integers(0, 60).map(lambda n: f"{n}次"),
        st.decimals(0, 60, places=1).map(lambda n: f"={n}次"),
        st.integers(1, 60).map(str),
    )
    drawn_texts = [data.draw(texts) for _ in range(3)]
    rows = [
        row("≥20次", text, path=(*VISITS[:2], f"指标{i}项"), points=30) for i, text in enumerate(drawn_texts)
    ]
    asked = table(*rows, budget=line(spent=data.draw(st.integers(0, 120))))
    values = [(row.name, row.actual.written) for row in rows]
    assert asked.budget
    spent = asked.budget.total.spent.written
    answer = what_if(asked, rules(), [*values, ("全年执行数", spent)])
    assert (answer.moved, answer.change) == ((), 0)


def test_rules_are_those_of_the_table(department: AssessmentTable) -> None:
    strict = rules_for(department, None, {"equal": "strict"})
    assert what_if(department, strict, [("在职职工人数", "6")]).change == Fraction("4.16")
