"""A comparison -> its charts: totals and execution over the years, the slope of indicators, the steps of the total."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfscore.model.comparison import Comparison, Line, Passage
from perfscore.model.decimals import fixed
from perfscore.report.charts import Chart, Series, Shape
from perfscore.report.figures import Figure, points
from perfscore.report.text import one_line

MOST_LINES = 4
"""More lines in one picture cannot be told apart."""
MOST_STEPS = 10
LONGEST_LABEL = 12


def charts_of(comparison: Comparison, places: int) -> tuple[Chart, ...]:
    return tuple(_charts(comparison, places))


def _charts(comparison: Comparison, places: int) -> Iterator[Chart]:
    labels = tuple(edition.label for edition in comparison.editions)
    totals = tuple(
        points(edition.assessment.total, places) if edition.assessment.is_scored else None
        for edition in comparison.editions
    )
    series = [Series("总分", totals)]
    if all(edition.under_one for edition in comparison.editions):
        one: tuple[Figure | None, ...] = tuple(
            points(e.under_one.total, places) if e.under_one and e.assessment.is_scored else None
            for e in comparison.editions
        )
        if one != totals:  # else one line would hide the other
            series.append(Series("统一规则下的总分", one))
    if sum(total is not None for total in totals) > 1:
        yield Chart("历年总分", Shape.LINES, "分", labels, tuple(series))
    rates = tuple(
        None if money.execution_rate is None else _share(money.execution_rate) for money in comparison.money
    )
    if sum(rate is not None for rate in rates) > 1:
        yield Chart("历年预算执行率", Shape.LINES, "%", labels, (Series("执行率", rates),))
    slopes = [line for line in comparison.lines if _swing(line)]
    slopes = sorted(slopes, key=_swing, reverse=True)[:MOST_LINES]
    if slopes:
        # Back in the order of the table, which the reader knows.
        chosen = [line for line in comparison.lines if line in slopes]
        yield Chart(
            "指标完成程度（变化最大的指标）" if len(chosen) == MOST_LINES else "指标完成程度",
            Shape.LINES,
            "%",
            labels,
            tuple(
                Series(_short(line.name), tuple(None if a is None else _share(a) for a in _reached(line)))
                for line in chosen
            ),
        )


def waterfall(passage: Passage, labels: tuple[str, str], places: int) -> Chart:
    """From one total to the next by the parts that moved it; the small ones of many stand together, nothing is lost."""
    before, after = passage.before or Fraction(0), passage.after or Fraction(0)
    moving = [(_short(each.name), each.change) for each in passage.contributions if each.change]
    if len(moving) > MOST_STEPS:
        largest = sorted(moving, key=lambda step: -abs(step[1]))[: MOST_STEPS - 1]
        rest = sum((change for name, change in moving), Fraction(0)) - sum(
            (change for _, change in largest), Fraction(0)
        )
        moving = [step for step in moving if step in largest] + [("其他各项", rest)]
    values = (before, *(change for _, change in moving), after)
    return Chart(
        f"总分变化的构成（{labels[0]}至{labels[1]}）",
        Shape.WATERFALL,
        "分",
        (labels[0], *(name for name, _ in moving), labels[1]),
        (Series("总分", tuple(points(value, places) for value in values)),),
    )


def _reached(line: Line) -> list[Fraction | None]:
    return [each.achievement if each is not None else None for each in line.standings]


def _swing(line: Line) -> Fraction:
    """How far it moved; 0 where less than two years are known."""
    known = [each for each in _reached(line) if each is not None]
    return max(known) - min(known) if known else Fraction(0)


def _short(name: str) -> str:
    """A name as a label in a picture: a long one would take the place of what is drawn. The tables print it in full."""
    label = one_line(name)
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _share(ratio: Fraction) -> Figure:
    text = fixed(ratio * 100, 2)
    return Figure(Fraction(text), text, 2)
