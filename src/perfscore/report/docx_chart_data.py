"""Chart -> the columns of figures that Word draws, and keeps in the workbook behind the chart.

Columns and lines are drawn as they are. A waterfall becomes columns that stand on an invisible one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from perfscore.report.charts import Chart, Series, Shape
from perfscore.report.figures import Figure

MOST_LABELS = 24
"""More figures than these in one picture cover each other; the report's tables hold them."""

LOW_PART = 7
"""A column lower than this part of the picture has its label above it."""

TOTAL, RISE, FALL, BASE = "合计", "增加", "减少", "底座（不显示）"
_SIGNS = {TOTAL: "", RISE: '"+"', FALL: '"-"'}


@dataclass(frozen=True, slots=True)
class Column:
    """A series as Word draws it, one value for each category.

    format: of the labels, as Excel writes it; "" for none. seen: whether it is drawn. named: whether the legend has it.
    kind: TOTAL, RISE or FALL in a waterfall. place: of the labels, as Word calls it. said: labels that are not the value itself, by category.
    lifted: the categories whose column is too low to have its label within.
    """

    name: str
    values: tuple[Fraction | None, ...]
    format: str = ""
    seen: bool = True
    named: bool = True
    kind: str = ""
    place: str = "ctr"
    said: Mapping[int, str] = field(default_factory=dict)
    lifted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Plot:
    """lowest: where the value axis begins; None for where the program that draws it thinks best."""

    columns: tuple[Column, ...]
    lowest: Fraction | None


def plot(chart: Chart) -> Plot:
    if chart.shape is Shape.WATERFALL:
        return _waterfall(chart)
    figures = [figure for series in chart.series for figure in series.values if figure is not None]
    lines = chart.shape is Shape.LINES
    labelled = len(figures) <= MOST_LABELS and not (lines and len(chart.series) > 2)
    columns = tuple(
        Column(
            series.name,
            tuple(None if figure is None else figure.number for figure in series.values),
            _format(series.values) if labelled else "",
            place=("b" if series is _lower(chart.series) else "t") if lines else "outEnd",
        )
        for series in chart.series
    )
    zero = chart.shape is Shape.COLUMNS and all(figure.number >= 0 for figure in figures)
    return Plot(columns, Fraction(0) if zero else None)


def _lower(several: Sequence[Series]) -> Series | None:
    """Of two lines, the one whose labels stand below it."""
    if len(several) != 2:
        return None
    one, other = several
    both = [(a.number, b.number) for a, b in zip(one.values, other.values, strict=True) if a and b]
    return one if sum(a - b for a, b in both) < 0 else other


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
        hangs = self.low < 0 and self.high <= 0
        return self.low - self.high if hangs else self.high - max(self.low, Fraction(0))


def _waterfall(chart: Chart) -> Plot:
    [series] = chart.series
    steps = _steps(series.values)
    main, lowest, height = _format(series.values), *_extent(list(steps.values()))

    def row(values: Mapping[int, Fraction]) -> tuple[Fraction | None, ...]:
        return tuple(values.get(at) for at in range(len(series.values)))

    stood_on = {at: step.base for at, step in steps.items() if step.base}
    columns = [Column(BASE, row(stood_on), seen=False, named=False)]
    for kind, sign in _SIGNS.items():
        own = {at: step for at, step in steps.items() if step.kind == kind}
        if not own:
            continue
        through = {at: step for at, step in own.items() if step.crosses}
        columns.append(
            Column(
                kind,
                row({at: step.body for at, step in own.items()}),
                f"{sign}{main};{sign or '-'}{main};{main}",
                said={at: step.text for at, step in through.items()},
                kind=kind,
                lifted=frozenset(at for at, step in own.items() if abs(step.body) * LOW_PART < height),
            )
        )
        if through:
            under = row({at: step.low for at, step in through.items()})
            columns.append(Column(f"{kind}（零以下部分）", under, kind=kind, named=False))
    return Plot(tuple(columns), lowest)


def _steps(figures: Sequence[Figure | None]) -> dict[int, _Step]:
    """The columns by category; none where there is no figure."""
    steps: dict[int, _Step] = {}
    height = Fraction(0)
    for at, figure in enumerate(figures):
        if figure is None:
            continue
        total = at in (0, len(figures) - 1)
        before, height = (Fraction(0), figure.number) if total else (height, height + figure.number)
        kind = TOTAL if total else RISE if figure.number >= 0 else FALL
        sign = "+" if kind == RISE and figure.number > 0 else ""
        steps[at] = _Step(kind, min(before, height), max(before, height), f"{sign}{figure}")
    return steps


def _extent(steps: Sequence[_Step]) -> tuple[Fraction | None, Fraction]:
    """Where the axis begins, and how high the picture is: small steps between high totals need an axis from above zero."""
    ends = [step.high if step.kind == TOTAL else step.low for step in steps]
    low, high = min(ends, default=Fraction(0)), max((step.high for step in steps), default=Fraction(0))
    span = high - low
    if span <= 0 or low < span * 2:
        return None, high - min((step.low for step in steps), default=Fraction(0))
    unit = Fraction(10) ** 12
    while unit > span:
        unit /= 10
    lowest = max((low - span / 2) // unit * unit, Fraction(0))
    return lowest, high - lowest
