"""What the total and the grade hang on. Expected figures are worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from factory import line, row, table
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.answers.question import QuestionError
from perfscore.answers.sensitivity import Hold, Sensitivity, sensitivity_of
from perfscore.model.table import AssessmentTable, Stage
from perfscore.rules.template import RuleTemplate
from perfscore.score.table import score_table

Rules = Callable[..., RuleTemplate]
VISITS = ("产出指标", "数量指标", "走访次数")
CHECKS = ("产出指标", "质量指标", "检查次数")
COST = ("产出指标", "成本指标", "经费")
WORDS = ("效益指标", "社会效益指标", "影响")
BY = ("产出指标", "时效指标", "完成时间")


def simple() -> AssessmentTable:
    """40 x 30/40 = 30 for the visits, 50 for the checks, 8 of 10 for the money: 88 of 100."""
    return table(
        row("≥40次", "30次", path=VISITS, points=40),
        row("≥4次", "5次", path=CHECKS, points=50),
        budget=line(spent=80),
    )


def by_name(answer: Sensitivity, name: str) -> Hold:
    (hold,) = [hold for hold in answer.holds if hold.line.name == name]
    return hold


def test_what_a_row_loses_and_moves(rules: Rules) -> None:
    visits = by_name(sensitivity_of(simple(), rules()), "走访次数")
    assert (visits.lost, visits.if_more, visits.if_less) == (
        10,
        Fraction("0.3"),
        Fraction("-0.3"),
    )  # 40 x 0.3/40
    checks = by_name(sensitivity_of(simple(), rules()), "检查次数")
    assert (checks.lost, checks.if_more, checks.if_less) == (0, 0, 0)  # 4.95 is still more than 4
    money = by_name(sensitivity_of(simple(), rules()), "预算执行率")
    assert (money.lost, money.if_more) == (2, Fraction("0.08"))  # 10 x 0.8/100


def test_what_a_point_more_does(rules: Rules) -> None:
    answer = sensitivity_of(simple(), rules())
    # A point on the visits earns 0.75; the other 60 points earn 58, and give up 58/60 for it.
    assert by_name(answer, "走访次数").if_weighed == pytest.approx(
        Fraction(3, 4) - Fraction(58, 60), abs=1e-9
    )
    # on the checks 1; the other 50 earn 38
    assert by_name(answer, "检查次数").if_weighed == pytest.approx(1 - Fraction(38, 50), abs=1e-9)
    assert by_name(answer, "预算执行率").if_weighed == pytest.approx(
        Fraction(8, 10) - Fraction(80, 90), abs=1e-9
    )


def test_a_claimed_score_keeps_its_share_when_points_shift(rules: Rules) -> None:
    asked = table(
        row("定性：优良中低差", "优", path=WORDS, points=40, claimed=34),  # 85 %, in the best band
        row("≥4次", "5次", path=CHECKS, points=50),
    )
    hold = by_name(sensitivity_of(asked, rules()), "影响")
    assert hold.if_weighed == pytest.approx(Fraction(85, 100) - 1, abs=1e-9)


def test_how_far_the_grade_is_from_turning(rules: Rules) -> None:
    answer = sensitivity_of(simple(), rules())
    assert (answer.total, answer.grade) == (88, "良")
    assert (answer.next_grade, answer.to_next) == ("优", 2)
    assert (answer.lower_grade, answer.margin) == ("中", 8)
    # 88 + 10 = 98 and 88 + 2 = 90 are 优; the checks have nothing to gain
    assert [hold.line.name for hold in answer.raising] == ["走访次数", "预算执行率"]
    # 88 - 30 = 58, 88 - 50 = 38; 88 - 8 = 80 is still 良
    assert [hold.line.name for hold in answer.lowering] == ["走访次数", "检查次数"]
    visits = by_name(answer, "走访次数")
    assert (visits.total_if_zero, visits.grade_if_zero) == (58, "差")
    assert (visits.total_if_met, visits.grade_if_met) == (98, "优")


def test_department_table(department: AssessmentTable, department_rules: RuleTemplate) -> None:
    answer = sensitivity_of(department, department_rules)
    assert (answer.points, answer.cut) == (100, 0)
    assert (answer.next_grade, answer.to_next) == (None, None)
    assert (answer.lower_grade, answer.margin) == ("良", Fraction("8.53"))
    assert answer.raising == ()
    # 12.5, 15, 10 and 9.92 are more than 8.53; 7.5 is not
    assert [hold.line.score.score for hold in answer.lowering] == [
        Fraction("12.5"),
        15,
        10,
        Fraction("9.92"),
    ]
    staff = by_name(answer, "在职职工人数")
    assert staff.total_if_met == Fraction("99.92")
    # 4.16 x 6/9.09 = 2.75, 4.16 x 6/8.91 = 2.80
    assert (staff.if_more, staff.if_less) == (Fraction("-0.02"), Fraction("0.03"))


def test_words_and_dates_have_no_percent_but_can_be_met(rules: Rules) -> None:
    asked = table(
        row("定性：优良中低差", "中", path=WORDS, points=40),
        row("2023年6月30日前", "2023年9月1日", path=BY, points=50),
    )
    answer = sensitivity_of(asked, rules())  # 28 + 0 + 10
    words, by = by_name(answer, "影响"), by_name(answer, "完成时间")
    assert [(h.if_more, h.if_less) for h in (words, by)] == [(None, None), (None, None)]
    assert (words.total_if_met, by.total_if_met) == (50, 88)


def test_more_than_a_target_is_met_beyond_it(rules: Rules) -> None:
    # Nought visits where more than none was promised: only a number above does it.
    asked = table(row(">0次", "0次", path=VISITS, points=90))
    assert by_name(sensitivity_of(asked, rules()), "走访次数").total_if_met == 100


def test_a_row_without_a_target_cannot_be_met(rules: Rules) -> None:
    asked = table(row("", "3次", path=VISITS, points=40), row("≥4次", "5次", path=CHECKS, points=50))
    assert by_name(sensitivity_of(asked, rules()), "走访次数").total_if_met is None


def test_at_the_ends_of_the_scale(rules: Rules) -> None:
    worst = sensitivity_of(table(row("≥4次", "0次", path=VISITS, points=90)), rules())
    assert (worst.grade, worst.lower_grade, worst.margin, worst.next_grade) == ("差", None, None, "中")
    with pytest.raises(QuestionError):
        sensitivity_of(replace(simple(), stage=Stage.DECLARATION), rules())


def test_points_are_weighed_without_a_money_block_too(rules: Rules) -> None:
    asked = table(
        row("≥4次", "2次", path=VISITS, points=40), row("≥4次", "4次", path=CHECKS, points=50), no_budget=True
    )
    # 10 points for money that is nowhere: the other 60 earn 50
    hold = by_name(sensitivity_of(asked, rules()), "走访次数")
    assert hold.if_weighed == pytest.approx(Fraction(1, 2) - Fraction(50, 60), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_lost_adds_up(rules: Rules, data: st.DataObject) -> None:
    rows = []
    for i in range(data.draw(st.integers(1, 5))):
        sign = data.draw(st.sampled_from(["≥", "≤", "=", "定性：优良中低差"]))
        number = st.integers(1, 30)
        target = sign if sign[0] == "定" else f"{sign}{data.draw(number)}次"
        actual = data.draw(st.sampled_from("优良中差")) if sign[0] == "定" else f"{data.draw(number)}次"
        points = data.draw(st.one_of(st.none(), st.integers(0, 30)))
        rows.append(row(target, actual, path=("产出指标", "数量指标", f"指标{i}项"), points=points))
    asked = table(*rows, budget=line(spent=data.draw(st.integers(0, 120))))
    answer = sensitivity_of(asked, rules())
    assert answer.total == score_table(asked, rules()).total
    assert sum(hold.lost for hold in answer.holds) == answer.points - answer.total
    for hold in answer.holds:
        assert hold.total_if_zero == answer.total - hold.line.score.score
        assert hold.total_if_met is None or hold.total_if_met >= answer.total
