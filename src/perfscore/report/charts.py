"""Facts -> charts that know no file format. Word, HTML and Excel draw the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from perfscore.report.facts import AssessmentFacts
from perfscore.report.figures import Figure


class Shape(StrEnum):
    """columns: side by side. lines: one line a series. waterfall: from the first value by steps to the last."""

    COLUMNS = "columns"
    LINES = "lines"
    WATERFALL = "waterfall"


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values, one for each category of the chart; None where there is none to draw."""

    name: str
    values: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers that the report prints as well.

    unit: of the value axis, as printed (`分`, `万元`, `%`). In a waterfall the first and the last value of its only
    series are totals, those between are changes with their sign, and the sum is exact.
    """

    title: str
    shape: Shape
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def told(self) -> str:
        """The chart in words, for those who do not see it."""
        return f"{self.title}（{self.unit}）。" + "".join(
            f"{category}：{'、'.join(self._values(index))}。"
            for index, category in enumerate(self.categories)
        )

    def _values(self, index: int) -> Sequence[str]:
        several = len(self.series) > 1
        texts = [(one.name, one.values[index]) for one in self.series]
        return [f"{name}{value or '未提供'}" if several else f"{value or '未提供'}" for name, value in texts]


def levels_chart(facts: AssessmentFacts) -> Chart | None:
    """Points and scores of each level-1 group; None when no row carries points."""
    levels = [level for level in facts.levels if level.points.number > 0]
    if not levels:
        return None
    return Chart(
        title="各级指标得分情况",
        shape=Shape.COLUMNS,
        unit="分",
        categories=tuple(level.name for level in levels),
        series=(
            Series("分值", tuple(level.points for level in levels)),
            Series("得分", tuple(level.score for level in levels)),
        ),
    )


def execution_chart(facts: AssessmentFacts) -> Chart | None:
    """The budget at the start, as adjusted and as spent; None when less than two of the three are known."""
    money = facts.money
    if money is None:
        return None
    named = (("年初预算数", money.initial), ("全年预算数", money.adjusted), ("全年执行数", money.spent))
    known = [(name, figure) for name, figure in named if figure is not None]
    if len(known) < 2:
        return None
    return Chart(
        title="预算执行情况",
        shape=Shape.COLUMNS,
        unit="万元",
        categories=tuple(name for name, _ in known),
        series=(Series("金额", tuple(figure for _, figure in known)),),
    )
