"""A chart -> SVG inside a page: it takes its colours from the page, prints its values, and tells itself in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import pairwise

from perfscore.report.charts import Chart, Shape
from perfscore.report.figures import Figure
from perfscore.report.text import one_line

# In units of the drawing; shown at about their size in pixels.
LEAST_WIDTH, LEAST_BAND = 420, 76
LETTER, DIGIT = 13.0, 7.4
TOP, PLOT, SIDE = 22, 170, 8
LINE_HEIGHT, MOST_LINES = 16, 3
LABEL_HEIGHT = 14
LEGEND_ROW = 20
WIDEST_BAR = 46.0
COLOURS = 4
"""How many series the page has colours for (`s1` to `s4`); more begin again."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand: the width of a category and of a series in it, the value axis, its top and bottom.

    foot: where the names of the categories begin; a value may stand between it and the bottom.
    """

    bands: int
    band: float
    slot: float
    low: float
    high: float
    top: float
    bottom: float
    foot: float

    @property
    def width(self) -> float:
        return self.bands * self.band + 2 * SIDE

    def centre(self, index: int) -> float:
        return SIDE + (index + 0.5) * self.band

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * PLOT


def draw(chart: Chart, mark: str) -> str:
    """The chart as one `<svg>`. mark: begins the ids of its parts, unlike any other on the page."""
    plan = _plan(chart)
    shape = {Shape.COLUMNS: _columns, Shape.LINES: _lines, Shape.WATERFALL: _waterfall}[chart.shape]
    parts = [*_drawn_legend(chart, plan.width), *shape(chart, plan), *_categories(chart, plan)]
    names = max((len(_wrapped(name, plan.band)) for name in chart.categories), default=1)
    height = plan.foot + names * LINE_HEIGHT + 8
    if plan.low > 0:
        height += LINE_HEIGHT
        parts.append(_text(SIDE, height - 4, "注：纵轴不从零起。", "start"))
    width = plan.width
    size = f"min-width:{width * 0.8:.0f}px;max-width:{width * 1.35:.0f}px"
    return (
        f'<svg role="img" aria-labelledby="{mark}-title {mark}-told" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'style="{size}">\n<title id="{mark}-title">{escape(chart.title)}（{escape(chart.unit)}）</title>\n'
        f'<desc id="{mark}-told">{escape(one_line(chart.told))}</desc>\n' + "\n".join(parts) + "\n</svg>\n"
    )


# --- Where things stand ---------------------------------------------------------------------------------------


def _plan(chart: Chart) -> _Plan:
    texts = [_value(chart, figure) for one in chart.series for figure in one.values]
    longest = max((len(text) for text in texts), default=1) * DIGIT + 6
    side_by_side = max(1, len(chart.series)) if chart.shape is Shape.COLUMNS else 1
    band = max(LEAST_BAND, side_by_side * longest + 14)
    count = max(1, len(chart.categories))
    band = max(band, (LEAST_WIDTH - 2 * SIDE) / count)
    low, high = _range(chart)
    rows = len(_legend(chart, count * band + 2 * SIDE))
    top = TOP + (LEGEND_ROW * rows + 4 if rows else 0)
    below = low < 0 or (low == 0 and chart.shape is Shape.LINES)
    foot = top + PLOT + (LINE_HEIGHT if below else 0)
    return _Plan(count, band, (band - 14) / side_by_side, low, high, top, top + PLOT, foot)


def _range(chart: Chart) -> tuple[float, float]:
    """The value axis. Columns stand on zero; lines and steps that differ little begin above it."""
    values = [float(number) for number in _levels(chart)]
    low, high = min(0.0, *values), max(0.0, *values)
    if chart.shape is not Shape.COLUMNS and values:
        least, span = min(values), max(values) - min(values)
        if 0 < span < least / 2:
            low = max(0.0, least - span * 0.6)
    return (low, high) if high > low else (low, low + 1)


def _levels(chart: Chart) -> list[Fraction]:
    """Every height that is drawn."""
    if chart.shape is Shape.WATERFALL:
        return [level for step in _steps(chart) for level in step[1:]]
    return [figure.number for one in chart.series for figure in one.values if figure is not None] or [
        Fraction(0)
    ]


def _steps(chart: Chart) -> list[tuple[Figure | None, Fraction, Fraction]]:
    """A waterfall's bars: what is printed, where it begins and where it ends. A total begins at zero."""
    values = chart.series[0].values if chart.series else ()
    steps: list[tuple[Figure | None, Fraction, Fraction]] = []
    reached = Fraction(0)
    for index, figure in enumerate(values):
        number = figure.number if figure else Fraction(0)
        if index in (0, len(values) - 1):
            steps.append((figure, number, number))
            reached = number
        else:
            steps.append((figure, reached, reached + number))
            reached += number
    return steps or [(None, Fraction(0), Fraction(0))]


# --- The three shapes -----------------------------------------------------------------------------------------


def _columns(chart: Chart, plan: _Plan) -> Iterator[str]:
    yield _axis(plan, 0.0)
    for at, _ in enumerate(chart.categories):
        left = plan.centre(at) - plan.slot * len(chart.series) / 2
        for number, series in enumerate(chart.series):
            middle, figure = left + plan.slot * (number + 0.5), series.values[at]
            value = float(figure.number) if figure else 0.0
            colour = f"s{number % COLOURS + 1}" if len(chart.series) > 1 else "s2"
            if figure:
                yield _bar(plan, middle, 0.0, value, colour)
            yield _above(chart, plan, middle, figure, value)


def _waterfall(chart: Chart, plan: _Plan) -> Iterator[str]:
    yield _axis(plan, max(plan.low, 0.0))
    steps = _steps(chart)
    for at, (figure, begin, end) in enumerate(steps):
        total = at in (0, len(steps) - 1)
        colour = "s2" if total else "s4" if end >= begin else "s3"
        bottom = max(plan.low, 0.0) if total else float(begin)
        if figure:
            yield _bar(plan, plan.centre(at), bottom, float(end), colour)
        yield _above(chart, plan, plan.centre(at), figure, max(bottom, float(end)))
    for at, ((_, _, end), _) in enumerate(pairwise(steps)):
        half = min(plan.slot, WIDEST_BAR) / 2
        y = _n(plan.y(float(end)))
        yield f'<path class="joint" d="M{_n(plan.centre(at) + half)} {y}H{_n(plan.centre(at + 1) - half)}"/>'


def _lines(chart: Chart, plan: _Plan) -> Iterator[str]:
    yield _axis(plan, plan.low)
    for number, series in enumerate(chart.series):
        kind = f"s{number % COLOURS + 1}"
        points = [
            (at, plan.y(float(figure.number)))
            for at, figure in enumerate(series.values)
            if figure is not None
        ]
        path = "".join(
            f"{'M' if before is None or before != at - 1 else 'L'}{_n(plan.centre(at))} {_n(y)}"
            for before, (at, y) in zip((None, *(at for at, _ in points)), points, strict=False)
        )
        if path:
            yield f'<path class="line {kind}" d="{path}"/>'
        for at, y in points:
            yield _marker(number, plan.centre(at), y, kind)
    for at, _ in enumerate(chart.categories):
        known = [figure for one in chart.series if (figure := one.values[at]) is not None]
        for y, text in _apart(
            [(plan.y(float(each.number)) - 9, _value(chart, each)) for each in known], plan
        ):
            yield _text(plan.centre(at), y, text)
        if not known:
            yield _text(plan.centre(at), plan.bottom - 6, "未提供")


def _apart(wanted: Sequence[tuple[float, str]], plan: _Plan) -> Iterator[tuple[float, str]]:
    """Values over their points, from the top down; each text once, and none over another."""
    last = plan.top - LABEL_HEIGHT - 9
    for text, y in sorted({text: y for y, text in wanted}.items(), key=lambda pair: pair[1]):
        last = max(y, last + LABEL_HEIGHT)
        yield last, text


# --- Marks ----------------------------------------------------------------------------------------------------


def _axis(plan: _Plan, value: float) -> str:
    return f'<path class="axis" d="M{SIDE} {_n(plan.y(value))}H{_n(plan.width - SIDE)}"/>'


def _bar(plan: _Plan, middle: float, begin: float, end: float, colour: str) -> str:
    width = min(plan.slot - 4, WIDEST_BAR)
    top, bottom = plan.y(max(begin, end)), plan.y(min(begin, end))
    return (
        f'<rect class="{colour}" x="{_n(middle - width / 2)}" y="{_n(top)}" '
        f'width="{_n(width)}" height="{_n(max(bottom - top, 1))}"/>'
    )


def _above(chart: Chart, plan: _Plan, middle: float, figure: Figure | None, value: float) -> str:
    """The value at the far end of its bar."""
    y = plan.y(value)
    return _text(middle, y + 16 if value < 0 else y - 6, _value(chart, figure))


def _marker(number: int, x: float, y: float, kind: str) -> str:
    """Series are told apart without colour too."""
    paths = (
        f"M{_n(x - 4)} {_n(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
        f"M{_n(x - 4)} {_n(y - 4)}h8v8h-8z",
        f"M{_n(x)} {_n(y - 5)}l5 9h-10z",
        f"M{_n(x)} {_n(y - 5)}l5 5l-5 5l-5 -5z",
    )
    return f'<path class="{kind}" d="{paths[number % COLOURS]}"/>'


def _legend(chart: Chart, width: float) -> list[list[tuple[int, str]]]:
    """The series' numbers and names, in as many rows as they need."""
    rows: list[list[tuple[int, str]]] = []
    x = width
    for number, series in enumerate(chart.series if len(chart.series) > 1 else ()):
        takes = _legend_width(series.name)
        if x + takes > width:
            rows.append([])
            x = 2.0 * SIDE
        rows[-1].append((number, series.name))
        x += takes
    return rows


def _legend_width(name: str) -> float:
    return 32 + LETTER * len(name)


def _drawn_legend(chart: Chart, width: float) -> Iterator[str]:
    for row, entries in enumerate(_legend(chart, width)):
        x, y = float(SIDE), 12 + row * LEGEND_ROW
        for number, name in entries:
            kind = f"s{number % COLOURS + 1}"
            yield _marker(1 if chart.shape is Shape.COLUMNS else number, x + 6, y, kind)
            yield _text(x + 16, y + 4, name, "start")
            x += _legend_width(name)


def _categories(chart: Chart, plan: _Plan) -> Iterator[str]:
    for at, name in enumerate(chart.categories):
        for line, text in enumerate(_wrapped(name, plan.band)):
            yield _text(plan.centre(at), plan.foot + LINE_HEIGHT * (line + 1) + 3, text)


def _wrapped(name: str, width: float) -> Sequence[str]:
    """A name in lines that its band can hold; what no line is left for is in the chart's words."""
    room = max(2, int((width - 6) / LETTER))
    name = one_line(name)
    lines = [name[start : start + room] for start in range(0, len(name), room)] or [""]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][: room - 1] + "…"]
    return lines


def _value(chart: Chart, figure: Figure | None) -> str:
    """As the report prints it; a step up in a waterfall has its sign."""
    if figure is None:
        return "未提供"
    ends = chart.series[0].values[0], chart.series[0].values[-1]
    step = chart.shape is Shape.WATERFALL and not any(figure is end for end in ends)
    return f"+{figure}" if step and figure.number > 0 and not str(figure).startswith("+") else str(figure)


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    where = "" if anchor == "middle" else f' text-anchor="{anchor}"'
    return f'<text x="{_n(x)}" y="{_n(y)}"{where}>{escape(text)}</text>'


def _n(number: float) -> str:
    """A coordinate with one digit after the point, the same on every machine."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
