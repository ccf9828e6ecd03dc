"""What must hold of every table, whatever stands in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.conformance.tables import table_of
from perfscore.model.assessment import Outcome, Scores
from perfscore.model.decimals import fixed
from perfscore.rules.load import load_template
from perfscore.score.table import score_table

RULES = load_template("cn.mof.project-self-assessment")
LEVELS = ("产出指标 | 数量指标", "产出指标 | 质量指标", "效益指标 | 社会效益指标", "满意度指标 | 满意度指标")
NUMBERS = st.decimals(0, 500, places=1).map(str)
TARGETS = st.one_of(
    st.tuples(st.sampled_from(["≥", "≤", "=", ">", "<", ""]), NUMBERS).map("".join),
    st.tuples(st.integers(1, 50), st.integers(51, 99)).map(lambda ends: f"{ends[0]}-{ends[1]}"),
    st.sampled_from(["定性：优良中低差", "2023年12月底前", "……", ""]),
)
ACTUALS = st.one_of(
    NUMBERS, st.sampled_from(["优", "良", "差", "2023年11月", "2024年1月", "", "完成", "约5"])
)
POINTS = st.sampled_from(["1", "2.5", "5", "10", "12.34", ""])


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    count = draw(st.integers(1, 7))
    return [
        f"{draw(st.sampled_from(LEVELS))} | 事项{i} | {draw(TARGETS)} | {draw(ACTUALS)} | {draw(POINTS)}"
        for i in range(count)
    ]


def scored(lines: list[str], **money: Any) -> Scores | None:
    table = table_of({"rows": lines, "budget": "100", "spent": "91.3", **money})
    return score_table(table, RULES) if table else None


@settings(max_examples=150, deadline=None)
@given(rows())
def test_every_score_lies_within_its_points_and_what_it_could_become(lines: list[str]) -> None:
    result = scored(lines)
    if result is None:
        return
    for score in [result.execution, *(row.result for row in result.rows)]:
        assert 0 <= score.score <= score.possible <= score.points
        assert (score.outcome is Outcome.NOT_DEMONSTRATED) <= (score.score == 0)


@settings(max_examples=150, deadline=None)
@given(rows())
def test_what_is_printed_of_the_rows_adds_up_to_what_is_printed_of_the_total(lines: list[str]) -> None:
    result = scored(lines)
    if result is None:
        return
    printed = [fixed(result.execution.score), *(fixed(row.result.score) for row in result.rows)]
    assert fixed(sum((Fraction(each) for each in printed), Fraction(0))) == fixed(result.total)


@settings(max_examples=100, deadline=None)
@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_score_where_points_are_printed(lines: list[str], chance: Any) -> None:
    lines = [line if line.rsplit("|", 1)[1].strip() else f"{line}5" for line in lines]
    mixed = chance.sample(lines, len(lines))
    one, other = scored(lines), scored(mixed)
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    by_name = [
        {row.indicator.name: (row.result.score, row.result.outcome) for row in result.rows}
        for result in (one, other)
    ]
    assert by_name[0] == by_name[1]
    assert one.total == other.total


@settings(max_examples=100, deadline=None)
@given(st.decimals("0.01", 5000, places=2), st.decimals(0, 5000, places=2))
def test_the_unit_that_money_is_told_in_changes_nothing(target: Any, actual: Any) -> None:
    """10000元 is 1万元: the target in one unit and the actual value in the other score the same."""
    ten_thousands = scored([f"成本指标 | 经济成本 | 总成本 | ≤{target}万元 | {actual}万元 | 90"])
    yuan = scored([f"成本指标 | 经济成本 | 总成本 | ≤{target}万元 | {actual * 10000}元 | 90"])
    assert ten_thousands is not None and yuan is not None
    assert ten_thousands.total == yuan.total
