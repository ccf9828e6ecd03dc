"""Chart -> the columns of figures that Word draws, and keeps in the workbook behind the chart.

Columns and lines are drawn as they are. A waterfall becomes columns that stand on an invisible one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from perfscore.report.charts import Chart, Shape
from perfscore.report.figures import Figure

MOST_LABELS = 24
"""More figures than these in one picture cover each other; the report's tables hold them."""

TOTAL, RISE, FALL, BASE = "合计", "增加", "减少", "底座（不显示）"
_SIGNS = {TOTAL: "", RISE: '"+"', FALL: '"-"'}


@dataclass(frozen=True, slots=True)
class Column:
    """A series as Word draws it, one value for each category.

    format: of the labels, as Excel writes it; "" for none. seen: whether it is drawn. named: whether the legend has it.
    said: labels that are not the value itself, by category.
    """

    name: str
    values: tuple[Fraction | None, ...]
    format: str = ""
    seen: bool = True
    named: bool = True
    said: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plot:
    """lowest: where the value axis begins; None for where the program that draws it thinks best."""

    columns: tuple[Column, ...]
    lowest: Fraction | None


def plot(chart: Chart) -> Plot:
    if chart.shape is Shape.WATERFALL:
        return _waterfall(chart)
    figures = [figure for series in chart.series for figure in series.values if figure is not None]
    labelled = len(figures) <= MOST_LABELS
    columns = tuple(
        Column(
            series.name,
            tuple(figure and figure.number for figure in series.values),
            _format(series.values) if labelled else "",
        )
        for series in chart.series
    )
    zero = chart.shape is Shape.COLUMNS and all(figure.number >= 0 for figure in figures)
    return Plot(columns, Fraction(0) if zero else None)


def _format(figures: Sequence[Figure | None]) -> str:
    """Two places where every figure is printed with two; else as many as each needs."""
    places = {figure.places for figure in figures if figure is not None}
    [same] = places if len(places) == 1 else [None]
    return "General" if same is None else f"0.{'0' * same}" if same else "0"


@dataclass(frozen=True, slots=True)
class _Step:
    """A column of the waterfall. low, high: its ends."""

    kind: str
    low: Fraction
    high: Fraction
    text: str

    @property
    def crosses(self) -> bool:
        return self.low < 0 < self.high

    @property
    def base(self) -> Fraction:
        """What the column stands on, or hangs from."""
        return max(self.low, Fraction(0)) + min(self.high, Fraction(0))

    @property
    def body(self) -> Fraction:
        """Its length: down from its base when all of it is below zero; above zero when it crosses."""
        return (
            self.low - self.high
            if self.high <= 0 and self.low < 0
            else self.high - max(self.low, Fraction(0))
        )


def _waterfall(chart: Chart) -> Plot:
    [series] = chart.series
    steps = list(_steps(series.values))
    main = _format(series.values)
    columns = [Column(BASE, tuple(step and (step.base or None) for step in steps), seen=False, named=False)]
    for kind, sign in _SIGNS.items():
        own = [step if step is not None and step.kind == kind else None for step in steps]
        if not any(own):
            continue
        shown = f"{sign}{main};{sign or '-'}{main};{main}"
        said = {at: step.text for at, step in enumerate(own) if step is not None and step.crosses}
        columns.append(Column(kind, tuple(step and step.body for step in own), shown, said=said))
        if said:
            under = tuple(step.low if step is not None and step.crosses else None for step in own)
            columns.append(Column(f"{kind}（零以下部分）", under, named=False))
    return Plot(tuple(columns), _lowest([step for step in steps if step is not None]))


def _steps(figures: Sequence[Figure | None]) -> Iterator[_Step | None]:
    height = Fraction(0)
    for at, figure in enumerate(figures):
        if figure is None:
            yield None
            continue
        total = at in (0, len(figures) - 1)
        before, height = (Fraction(0), figure.number) if total else (height, height + figure.number)
        kind = TOTAL if total else RISE if figure.number >= 0 else FALL
        sign = "+" if kind == RISE and figure.number > 0 else ""
        yield _Step(kind, min(before, height), max(before, height), f"{sign}{figure}")


def _lowest(steps: Sequence[_Step]) -> Fraction | None:
    """Small steps between high totals are seen only on an axis that begins above zero."""
    ends = [step.high if step.kind == TOTAL else step.low for step in steps]
    low, high = min(ends, default=Fraction(0)), max((step.high for step in steps), default=Fraction(0))
    span = high - low
    if span <= 0 or low < span * 2:
        return None
    unit = Fraction(10) ** 12
    while unit > span:
        unit /= 10
    return max((low - span / 2) // unit * unit, Fraction(0))
