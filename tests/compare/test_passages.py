"""Sums and effects between two years, worked by hand under the national template (10 + 50 + 30 + 10)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from compare.years import compared, named, year
from factory import line, row, table
from hypothesis import given
from hypothesis import strategies as st

from perfscore import assess, compare
from perfscore.compare.compare import compare_tables
from perfscore.model.comparison import Part, Relation, Trait
from perfscore.model.table import Stage


def test_the_change_of_the_total_is_the_sum_of_its_parts() -> None:
    """2022: 8 of 10 times, 40 of 50 points; with 9 of 10 next year 45. Execution 9.00 and then 10.00."""
    rest = named("带动就业", "≥10人", "10人", "效益"), named("群众满意度", "≥90%", "95%", "满意")
    before = year(2022, named("检查次数", "≥10次", "8次"), *rest, budget=line(spent=90))
    after = year(2023, named("检查次数", "≥10次", "9次"), *rest, budget=line(spent=100))
    [passage] = compared(before, after).passages
    assert (passage.before, passage.after) == (Fraction(89), Fraction(95))
    told = {each.name: each.change for each in passage.contributions}
    assert told == {
        "预算执行率": Fraction(1),
        "检查次数": Fraction(5),
        "带动就业": Fraction(0),
        "群众满意度": Fraction(0),
    }


def test_new_and_dropped_rows_carry_their_points() -> None:
    before = year(2022, named("检查次数", "≥10次", "10次"))
    after = year(2023, named("道路里程", "≥10公里", "5公里"))
    [passage] = compared(before, after).passages
    parts = {(each.part, each.name): each.change for each in passage.contributions}
    assert parts[Part.DROPPED, "检查次数"] == -assess(before).rows[0].result.score
    assert parts[Part.NEW, "道路里程"] == assess(after).rows[0].result.score
    assert sum(parts.values()) == passage.after - passage.before  # type: ignore[operator]


def test_money_changes_on_the_base_of_the_earlier_year() -> None:
    """From 145.07 to 210.03 is 64.96 more, 44.78 % of 145.07 and not 30.93 % of 210.03."""
    rows = (named("检查次数", "≥4次", "4次"),)
    before = year(2022, *rows, budget=line(initial="145.07", adjusted="145.07", spent="145.07"))
    after = year(2023, *rows, budget=line(initial="210.03", adjusted="220", spent="210.03"))
    comparison = compared(before, after)
    [passage] = comparison.passages
    assert passage.spent is not None and passage.spent.share is not None
    assert passage.spent.amount == Fraction("64.96")
    assert round(passage.spent.share * 100, 2) == Fraction("44.78")
    adjustment = comparison.money[1].adjustment
    assert adjustment is not None and adjustment.amount == Fraction("9.97")
    assert passage.rate == Fraction("210.03") / 220 - 1


def test_no_share_of_nothing() -> None:
    rows = (named("检查次数", "≥4次", "4次"),)
    [passage] = compared(
        year(2022, *rows, budget=line(initial=0)), year(2023, *rows, budget=line(initial=50))
    ).passages
    assert passage.initial is not None
    assert (passage.initial.amount, passage.initial.share) == (Fraction(50), None)
    [passage] = compared(year(2022, *rows, no_budget=True), year(2023, *rows)).passages
    assert passage.initial is None


def test_the_effect_of_rules_is_told_from_that_of_performance() -> None:
    """`=6` with 9: 6/9 of the points by the symmetric reading, all of them by the one-sided one.

    The only row has 50 of the points here; 50 x 6/9 = 33.33. Nothing changed but the rules.
    """
    from datetime import date

    from perfscore import load_template

    strict = load_template("cn.mof.project-self-assessment", on=date(2023, 12, 31))
    lenient = load_template(
        "cn.mof.project-self-assessment", on=date(2023, 12, 31), choices={"equal": "one-sided"}
    )
    rows = (
        named("人数", "=6人", "9人"),
        named("就业", "≥1人", "1人", "效益"),
        named("满意度", "≥90%", "95%", "满意"),
    )
    before, after = assess(year(2022, *rows), strict), assess(year(2023, *rows), lenient)
    [passage] = compare([before, after], under=strict).passages
    assert passage.after is not None and passage.before is not None
    assert passage.after - passage.before == Fraction("16.67")
    assert (passage.performance, passage.rules) == (Fraction(0), Fraction("16.67"))
    [open_passage] = compare([before, after]).passages
    assert (open_passage.performance, open_passage.rules) == (None, None)


def test_a_declaration_has_no_total() -> None:
    rows = (named("检查次数", "≥4次", "4次"),)
    [passage] = compared(year(2023, *rows, stage=Stage.DECLARATION), year(2023, *rows)).passages
    assert passage.relation is Relation.STAGES
    assert (passage.before, passage.contributions) == (None, ())


def test_editions_stand_in_the_order_of_years_and_stages() -> None:
    rows = (named("检查次数", "≥4次", "4次"),)
    comparison = compared(
        year(2023, *rows), year(2021, *rows), year(2023, *rows, stage=Stage.DECLARATION), year(2023, *rows)
    )
    assert [edition.label for edition in comparison.editions] == [
        "2021年", "2023年申报", "2023年自评第1稿", "2023年自评第2稿",
    ]  # fmt: skip
    assert [passage.relation for passage in comparison.passages] == ["years", "stages", "versions"]


@pytest.mark.parametrize("count", [0, 1, 11])
def test_how_many_can_be_compared(count: int) -> None:
    with pytest.raises(ValueError, match="2至10张表"):
        compare([assess(year(2010 + each, named("检查次数", "≥4次", "4次"))) for each in range(count)])


@pytest.mark.parametrize(
    ("actuals", "trait"),
    [
        (("4次", "5次", "4次"), Trait.STEADY),
        (("3次", "4次"), Trait.RECOVERED),
        (("4次", "3次", "2次"), Trait.MISSED_AGAIN),
        (("5次", "4次", "3次"), Trait.DECLINED),
        (("3次", "4次", "3次"), None),
        (("4次",), None),
    ],
)
def test_what_a_line_shows(actuals: tuple[str, ...], trait: Trait | None) -> None:
    years = [year(2020 + i, named("检查次数", "≥4次", actual)) for i, actual in enumerate(actuals)]
    if len(years) == 1:
        years.append(year(2021, named("里程", "≥4公里", "4公里")))
    lines = {line.name: line for line in compared(*years).lines}
    assert lines["检查次数"].trait is trait


_ACTUALS = st.lists(st.integers(0, 30), min_size=1, max_size=5)


@given(_ACTUALS, _ACTUALS, st.integers(0, 120), st.integers(1, 120))
def test_parts_always_add_up(first: list[int], second: list[int], spent: int, adjusted: int) -> None:
    def of(number: int, actuals: list[int]) -> object:
        rows = [
            row("≥10次", f"{actual}次", path=("产出指标", "数量指标", f"事项{index}"))
            for index, actual in enumerate(actuals)
        ]
        return assess(table(*rows, year=number, budget=line(adjusted=adjusted, spent=spent)))

    [passage] = compare_tables([of(2022, first), of(2023, second)]).passages  # type: ignore[list-item]
    assert passage.after is not None and passage.before is not None
    assert sum(each.change for each in passage.contributions) == passage.after - passage.before


def test_a_line_tells_where_its_target_was_raised_or_lowered() -> None:
    targets = ("≥4次", "≥5次", "≥5次", "≥3次", "4次以内")
    years = [year(2019 + i, named("检查次数", target, "5次")) for i, target in enumerate(targets)]
    [line] = compared(*years).lines
    assert [each.demand for each in line.standings if each] == [None, 1, 0, -1, None]
