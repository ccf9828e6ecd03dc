"""Charts as SVG: heights in proportion to the numbers, every number printed, the whole told in words."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from lxml import etree

from perfscore.model.assessment import Assessment
from perfscore.report.charts import Chart, Series, Shape, execution_chart, levels_chart
from perfscore.report.context import assessment_facts
from perfscore.report.figures import Figure
from perfscore.report.svg import draw


def figure(text: str) -> Figure:
    return Figure(Fraction(text), text)


def chart(shape: Shape, *series: tuple[str | None, ...], categories: str = "甲 乙 丙 丁") -> Chart:
    rows = tuple(
        Series(f"系列{number}", tuple(figure(text) if text else None for text in texts))
        for number, texts in enumerate(series, 1)
    )
    return Chart("图题", shape, "分", tuple(categories.split()[: len(series[0])]), rows)


def drawn(subject: Chart) -> etree._Element:
    return etree.fromstring(draw(subject, "c1"))


def words(svg: etree._Element) -> list[str]:
    return [text.text or "" for text in svg.iter("text")]


def bars(svg: etree._Element) -> list[tuple[float, float]]:
    """Top and height of each bar, in the order drawn."""
    return [(float(bar.get("y", "")), float(bar.get("height", ""))) for bar in svg.iter("rect")]


def test_a_chart_is_an_image_with_a_name_and_a_description() -> None:
    svg = drawn(chart(Shape.COLUMNS, ("50", "30"), ("48.61", "30")))
    assert svg.get("role") == "img"
    named = {part.get("id"): part.text for part in svg if part.tag in ("title", "desc")}
    assert list(named) == svg.get("aria-labelledby", "").split() == ["c1-title", "c1-told"]
    assert named["c1-title"] == "图题（分）"
    assert named["c1-told"] == "图题（分）。甲：系列150、系列248.61。乙：系列130、系列230。"


def test_columns_are_as_high_as_their_numbers_and_print_them() -> None:
    svg = drawn(chart(Shape.COLUMNS, ("50", "30"), ("25", None)))
    first, second, third = bars(svg)
    assert (first[1], second[1], third[1]) == (170.0, 85.0, 102.0)  # of 170: 50/50, 25/50, 30/50
    assert {round(top + height, 1) for top, height in (first, second, third)} == {216.0}, "one ground line"
    assert words(svg) == ["系列1", "系列2", "50", "25", "30", "未提供", "甲", "乙"]


def test_columns_below_zero_hang_from_the_line() -> None:
    (up, down) = bars(drawn(chart(Shape.COLUMNS, ("30", "-10"))))
    assert (up[1], down[1]) == (127.5, 42.5)  # 170 × 30/40 and 170 × 10/40
    assert up[0] + up[1] == down[0]


def test_a_waterfall_steps_from_the_first_total_to_the_last() -> None:
    svg = drawn(chart(Shape.WATERFALL, ("100", "-1.39", "0.5", "99.11")))
    begin, loss, gain, end = bars(svg)
    assert begin[0] == loss[0], "the first step begins at the top of the first total"
    assert round(loss[0] + loss[1], 1) == round(gain[0] + gain[1], 1), "each step begins where the last ended"
    assert abs(gain[0] - end[0]) < 0.11, "the last step ends at the last total"
    assert loss[1] / gain[1] == pytest.approx(1.39 / 0.5, rel=0.01)
    assert words(svg)[:4] == ["100", "-1.39", "+0.5", "99.11"]
    assert words(svg)[-1] == "注：纵轴不从零起。"
    assert [bar.get("class") for bar in svg.iter("rect")] == ["s2", "s3", "s4", "s2"]


def test_a_waterfall_with_large_steps_stands_on_zero() -> None:
    svg = drawn(chart(Shape.WATERFALL, ("100", "-60", "40")))
    assert [height for _, height in bars(svg)] == [170.0, 102.0, 68.0]
    assert not any("不从零" in text for text in words(svg))


def test_a_line_breaks_where_a_value_is_missing() -> None:
    svg = drawn(chart(Shape.LINES, ("92", None, "95", "98"), ("90", None, "91", "97")))
    lines = [path.get("d", "") for path in svg.iter("path") if "line" in path.get("class", "")]
    assert [(line.count("M"), line.count("L")) for line in lines] == [(2, 1), (2, 1)]
    assert words(svg)[2:9] == ["92", "90", "未提供", "95", "91", "98", "97"]


@pytest.mark.parametrize("shape", Shape)
def test_extreme_charts_are_drawn(shape: Shape) -> None:
    cases = [
        chart(shape, ("0",), categories="甲"),
        chart(shape, ("0", "0", "0")),
        chart(shape, (None, None)),
        chart(shape, ("1234567890.12", "0.01", "-5")),
        Chart("无", shape, "分", (), ()),
        Chart("<b>&", shape, "%", ("很长" * 40, "]]>&"), (Series('"', (figure("1"), figure("2"))),)),
    ]
    for case in cases:
        svg = drawn(case)
        assert "nan" not in etree.tostring(svg).decode()
        assert all(height >= 0 for _, height in bars(svg))


def test_the_labels_of_neighbours_do_not_meet() -> None:
    svg = drawn(chart(Shape.COLUMNS, ("123456.78", "223456.78"), ("123456.78", "323456.78")))
    values = [text for text in svg.iter("text") if (text.text or "").endswith(".78")]
    places = [float(text.get("x", "")) for text in values]
    assert min(right - left for left, right in itertools.pairwise(places)) >= 9 * 7.4


def test_the_charts_of_a_report(department: Assessment) -> None:
    facts = assessment_facts(department)
    levels, money = levels_chart(facts), execution_chart(facts)
    assert levels
    assert money
    assert {"50.00", "48.61", "30.00", "10.00"} <= set(words(drawn(levels)))
    assert words(drawn(money))[:3] == ["146.1", "209.95", "208.23"]
