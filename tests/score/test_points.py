"""How points are given to rows. Expected points are worked by hand from 10/50/30/10."""

from __future__ import annotations

from fractions import Fraction

import pytest
from factory import line, row, table

from perfscore.model.assessment import PointsSource
from perfscore.rules.load import load_template
from perfscore.score.points import Allotment, allot_points

OUTPUT = ("产出指标", "数量指标", "检查次数")
QUALITY = ("产出指标", "质量指标", "合格率")
EFFECT = ("效益指标", "社会效益指标", "知晓率")
PLEASED = ("满意度指标", "服务对象满意度指标", "满意度")
RULES = load_template("cn.mof.project-self-assessment")


def allot(*rows_and: tuple[str, str, str], **options: object) -> Allotment:
    rows = [row("≥1次", "1次", path=path) for path in rows_and]
    return allot_points(table(*rows, **options), RULES)  # type: ignore[arg-type]


def points_of(allotment: Allotment) -> list[Fraction]:
    return [allotted.points for allotted in allotment.rows]


def test_each_level_is_split_over_groups_and_then_rows() -> None:
    allotment = allot(OUTPUT, OUTPUT, QUALITY, EFFECT, PLEASED)
    assert points_of(allotment) == [Fraction("12.5"), Fraction("12.5"), 25, 30, 10]
    assert allotment.execution.points == 10
    assert {allotted.source for allotted in allotment.rows} == {PointsSource.DEFAULT}


def test_absent_satisfaction_goes_to_effect_and_is_said() -> None:
    allotment = allot(OUTPUT, EFFECT)
    assert points_of(allotment) == [50, 40]
    assert [finding.code for finding in allotment.findings] == ["S109", "S101"]


def test_absent_effect_is_scaled_out() -> None:
    # 90 points over 50 : 10 -> 75 and 15
    assert points_of(allot(OUTPUT, PLEASED)) == [75, 15]


def test_cost_as_a_level_of_its_own_uses_the_division_with_costs() -> None:
    cost = ("成本指标", "经济成本指标", "总成本")
    assert points_of(allot(OUTPUT, cost, EFFECT, PLEASED)) == [40, 20, 20, 10]


@pytest.mark.parametrize("name", ["产出", "产 出 指 标", "项目产出"])
def test_other_names_of_a_level_are_known(name: str) -> None:
    assert points_of(allot((name, "数量指标", "次数"), EFFECT, PLEASED)) == [50, 30, 10]


def test_a_missing_level_is_inferred_from_level_two() -> None:
    allotment = allot(("", "数量指标", "次数"), ("", "社会效益指标", "率"), ("", "服务对象满意度", "率"))
    assert points_of(allotment) == [50, 30, 10]


def test_levels_unknown_to_the_rules_share_equally_and_are_named() -> None:
    allotment = allot(("履职效能", "", "重点工作"), ("管理效率", "", "预算管理"))
    assert points_of(allotment) == [45, 45]
    finding = next(finding for finding in allotment.findings if finding.code == "S108")
    assert "履职效能、管理效率" in finding.message


def test_printed_points_stand() -> None:
    rows = [row("≥1次", "1次", path=OUTPUT, points=60), row("≥1", "1", path=EFFECT, points=30)]
    allotment = allot_points(table(*rows), RULES)
    assert points_of(allotment) == [60, 30]
    assert {allotted.source for allotted in allotment.rows} == {PointsSource.FORM}
    assert allotment.execution.points == 10
    assert allotment.findings == ()


def test_rows_without_points_share_what_the_printed_ones_leave_over() -> None:
    rows = [
        row("≥1次", "1次", path=OUTPUT, points=20),
        row("≥1次", "1次", path=QUALITY),
        row("≥1", "1", path=EFFECT),
    ]
    rows.append(row("≥1", "1", path=PLEASED))
    assert points_of(allot_points(table(*rows), RULES)) == [20, 30, 30, 10]


def test_a_row_for_which_no_points_are_left_is_named() -> None:
    rows = [
        row("≥1次", "1次", path=OUTPUT, points=50),
        row("≥4次", "1次", path=("产出指标", "数量指标", "培训")),
    ]
    rows += [row("≥1", "1", path=EFFECT, points=40)]
    allotment = allot_points(table(*rows), RULES)
    assert points_of(allotment) == [50, 0, 40]
    (finding,) = allotment.findings
    assert finding.code == "S114"
    assert "培训" in finding.message


def test_points_printed_in_a_level_heading_stand() -> None:
    allotment = allot(
        OUTPUT, EFFECT, PLEASED, level_points={"产出指标": Fraction(40), "效益指标": Fraction(40)}
    )
    assert points_of(allotment) == [40, 40, 10]


def test_printed_execution_points_stand() -> None:
    allotment = allot(OUTPUT, EFFECT, PLEASED, budget=line(points=20))
    assert allotment.execution.points == 20
    # 80 points over 50 : 30 : 10, to two places: 44.444…, 26.666…, 8.888… -> 44.44, 26.67, 8.89
    assert points_of(allotment) == [Fraction("44.44"), Fraction("26.67"), Fraction("8.89")]


def test_a_form_whose_rows_make_up_the_full_total_does_not_score_the_execution_rate() -> None:
    rows = [row("≥1次", "1次", path=OUTPUT, points=60), row("≥1", "1", path=EFFECT, points=40)]
    assert allot_points(table(*rows), RULES).execution.points == 0


def test_default_points_always_add_up_to_the_full_total() -> None:
    paths = [("产出指标", f"二级{i % 7}", f"三级{i}") for i in range(23)] + [EFFECT] * 7 + [PLEASED] * 3
    allotment = allot(*paths)
    assert sum(points_of(allotment)) + allotment.execution.points == 100
