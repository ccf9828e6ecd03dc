"""How a claimed total could have come about. Expected totals are worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from factory import line, row, table
from hypothesis import given
from hypothesis import strategies as st

from perfscore.answers.departures import Kind
from perfscore.answers.question import QuestionError
from perfscore.answers.reconcile import Explanation, Reconciliation, reconcile_total
from perfscore.model.table import AssessmentTable, Stage
from perfscore.pipeline import reconcile, rules_for
from perfscore.rules.template import RuleTemplate

Rules = Callable[..., RuleTemplate]
VISITS = ("产出指标", "数量指标", "走访次数")
CHECKS = ("产出指标", "数量指标", "检查次数")
STAFF = ("产出指标", "质量指标", "人数")
COST = ("产出指标", "成本指标", "经费")


def asked(table: AssessmentTable, claimed: str | None = None) -> Reconciliation:
    return reconcile(table, None if claimed is None else Fraction(claimed))


def ways(found: tuple[Explanation, ...]) -> list[tuple[str, ...]]:
    """By what each explanation departs from us: `equal=strict`, `whole-number`, `row-in-full 走访次数`."""
    return [
        tuple(
            f"{d.rule}={d.reading}" if d.kind is Kind.READING else f"{d.kind} {d.line}".strip()
            for d in e.departures
        )
        for e in found
    ]


def test_department_table_claims_99(department: AssessmentTable) -> None:
    answer = asked(department)
    assert (answer.claimed, answer.total, answer.gap) == (99, Fraction("98.53"), Fraction("0.47"))
    assert ways(answer.exact) == [
        ("whole-number",),  # 98.53 -> 99
        ("equal=one-sided", "cut-to-whole-number"),  # 9 >= 6 in full: 98.53 + 1.39 = 99.92 -> 99
        ("row-in-full 在职职工人数", "cut-to-whole-number"),  # the same sum by another way
    ]
    assert [(e.total, e.shown) for e in answer.exact] == [
        (Fraction("98.53"), 99),
        (Fraction("99.92"), 99),
        (Fraction("99.92"), 99),
    ]
    assert (answer.near, answer.complete) == ((), True)


@pytest.mark.parametrize(
    ("claimed", "way"),
    [
        ("95.76", ("equal=strict",)),  # 98.53 - 2.77
        ("97.84", ("equal=deviation",)),  # 4.16 x (1 - 3/6) = 2.08 instead of 2.77
        ("98.5", ("one-place",)),
        ("98", ("cut-to-whole-number",)),
        ("98.51", ("printed-rate",)),  # 10 x 99 % = 9.9 instead of 9.92
        ("98.53", ()),
    ],
)
def test_each_reading_and_rounding_is_found(
    department: AssessmentTable, claimed: str, way: tuple[str, ...]
) -> None:
    assert ways(asked(department, claimed).exact)[0] == way


def test_an_unverified_reading_says_so(department: AssessmentTable) -> None:
    (strict, _) = asked(department, "95.76").exact  # the other: the row not counted at all
    assert strict.departures[0].verified is False
    (one_sided, _) = asked(department, "99.92").exact
    assert one_sided.departures[0].verified is True


def test_points_may_have_been_split_over_the_rows_of_a_level() -> None:
    # 产出 has 50 (90 scaled to its only level): by groups 45/2 = 22.5 each and 45; over rows 30 each.
    rows = (row("≥4次", "2次", path=VISITS), row("≥4次", "4次", path=CHECKS), row("≥4人", "4人", path=STAFF))
    answer = asked(table(*rows), "85")  # ours: 10 + 11.25 + 22.5 + 45 = 88.75; equal: 10 + 15 + 30 + 30 = 85
    assert answer.total == Fraction("88.75")
    assert ways(answer.exact) == [("equal-split-in-level",)]


def test_rows_count_as_claimed_in_full_or_not_at_all() -> None:
    rows = (
        row("≥4次", "2次", path=VISITS, points=40, claimed=36),
        row("≥4次", "4次", path=CHECKS, points=50, claimed=50),
    )
    whole = table(*rows, budget=line(spent=90))  # 20 + 50 + 9 = 79
    assert ways(asked(whole, "95").exact)[0] == ("row-as-claimed 走访次数",)  # 79 + 16
    assert ways(asked(whole, "99").exact)[0] == ("row-in-full 走访次数",)  # 79 + 20
    assert ways(asked(whole, "59").exact) == [("row-left-out 走访次数",)]  # 79 - 20
    assert ways(asked(whole, "80").exact) == [("row-in-full 预算执行率",)]  # 79 + 1


def test_claimed_scores_may_simply_have_been_added_up() -> None:
    rows = (
        row("≥4次", "2次", path=VISITS, points=40, claimed=37),
        row("≥4次", "3次", path=CHECKS, points=50, claimed=47),
    )
    whole = table(*rows, budget=line(spent=90, claimed=8))
    assert ways(asked(whole, "92").exact)[0] == ("claims-added",)  # 37 + 47 + 8


def test_readings_are_combined() -> None:
    # symmetric 30 x 6/9 = 20, linear 60 x (1 - 0.5) = 30, 10 for the money: 60
    rows = (row("=6人", "9人", path=STAFF, points=30), row("≤50万元", "75万元", path=COST, points=60))
    # one-sided 30 and inverse 60 x 50/75 = 40: 80
    answer = asked(table(*rows), "80")
    assert answer.total == 60
    assert ways(answer.exact)[0] == ("at-most=inverse", "equal=one-sided")


def test_a_row_may_explain_what_readings_leave_over() -> None:
    # as before; inverse gives 10 more, the staff as claimed 3 more than ours: 73
    staff = row("=6人", "9人", path=STAFF, points=30, claimed=23)
    answer = asked(table(staff, row("≤50万元", "75万元", path=COST, points=60)), "73")
    assert ways(answer.exact) == [("at-most=inverse", "row-as-claimed 人数")]


def test_readings_that_change_nothing_are_not_told(department: AssessmentTable) -> None:
    texts = [
        way
        for claimed in ("95", "96", "97.84", "99", "99.92")
        for way in ways(asked(department, claimed).exact)
    ]
    assert texts
    assert not any("at-most" in part or "less" in part for way in texts for part in way)


def test_what_nothing_explains_is_said_with_what_comes_nearest(department: AssessmentTable) -> None:
    answer = asked(department, "97.3")
    assert answer.exact == ()
    assert len(answer.near) == 3
    # 97.84 under the deviation reading, cut off 97: 0.3 away, nearer than any other
    assert (answer.near[0].shown, ways(answer.near)[0]) == (97, ("equal=deviation", "cut-to-whole-number"))
    distances = [abs(each.shown - answer.claimed) for each in answer.near]
    assert distances == sorted(distances)
    assert answer.tried > 50


def test_a_simpler_explanation_leaves_no_room_for_a_longer_one(department: AssessmentTable) -> None:
    for claimed in ("98", "98.5", "99", "100"):
        found = [frozenset(each.departures) for each in asked(department, claimed).exact]
        assert not any(one < other for one in found for other in found)


def test_without_a_claimed_total_one_must_be_given() -> None:
    bare = table(row("≥4次", "2次", path=VISITS, points=90))
    with pytest.raises(QuestionError, match="--claimed"):
        asked(bare)
    with pytest.raises(QuestionError, match="申报表"):
        asked(replace(bare, stage=Stage.DECLARATION), "90")
    assert asked(table(row("≥4次", "2次", path=VISITS, points=90), total="55")).exact[0].departures == ()


def test_choices_of_the_call_are_where_it_starts(department: AssessmentTable) -> None:
    answer = reconcile(department, Fraction("98.53"), None, {"equal": "strict"})
    assert answer.total == Fraction("95.76")
    assert ways(answer.exact)[0] == ("equal=symmetric",)


@given(
    actual=st.integers(1, 20),
    spent=st.integers(1, 100),
    claimed=st.decimals(0, 110, places=2),
    points=st.integers(1, 90),
)
def test_every_exact_explanation_gives_what_is_claimed(
    rules: Rules, actual: int, spent: int, claimed: object, points: int
) -> None:
    rows = (
        row("=6人", f"{actual}人", path=STAFF, points=points),
        row("≥4次", "3次", path=VISITS, points=90 - points),
    )
    whole = table(*rows, budget=line(spent=spent, rate=95))
    answer = reconcile_total(
        whole, rules(), lambda others: rules_for(whole, None, others), Fraction(str(claimed))
    )
    assert all(each.shown == answer.claimed for each in answer.exact)
    assert bool(answer.exact) != bool(answer.near)
    assert all(each.shown != answer.claimed for each in answer.near)
