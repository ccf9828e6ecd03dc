"""Charts on a worksheet, native and with their numbers beside them, so that a change of a number changes the picture."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.decimals import plain
from perfscore.report.charts import Chart, Shape
from perfscore.report.figures import Figure
from perfscore.report.xlsx_cells import put_text

WIDTH_CM, HEIGHT_CM = 21.0, 9.5
NUMBERS = 14
"""The column in which the charts' numbers begin, right of the charts and off the printed page."""
LAST_SHOWN = "L"
ROWS_HIGH = 20
"""Rows of ordinary height that a chart covers."""
ON_A_PAGE = 3
_COLOURS = ("1F4E79", "C55A11", "548235", "7F6000", "7030A0", "2E75B6", "A5A5A5", "833C0B")
_MARKS = ("circle", "square", "triangle", "diamond", "x", "star", "dash", "plus")
_UP, _DOWN, _WHOLE = "A9D18E", "F4B183", "9DC3E6"
"""Light, for the figures that stand on them."""


def put_chart(sheet: Worksheet, chart: Chart, top: int) -> int:
    """The chart from row `top` on, its numbers right of it. Gives the first free row."""
    put_text(_cell(sheet, top, NUMBERS), f"{chart.title}（{chart.unit}）")
    first = top + 1
    if chart.shape is Shape.WATERFALL:
        _waterfall(sheet, chart, first)
    else:
        _plain(sheet, chart, first)
    return max(first + len(chart.categories) + 3, top + ROWS_HIGH)


def _plain(sheet: Worksheet, chart: Chart, top: int) -> None:
    for column, series in enumerate(chart.series, NUMBERS + 1):
        put_text(_cell(sheet, top, column), series.name)
        for row, value in enumerate(series.values, top + 1):
            _put(sheet, row, column, value.number if value else None, value)
    drawn: Any = LineChart() if chart.shape is Shape.LINES else BarChart()
    if chart.shape is Shape.COLUMNS:
        drawn.type = "col"
    last = NUMBERS + len(chart.series)
    _finish(sheet, chart, drawn, top, last)
    for index, series in enumerate(drawn.series):
        colour = _COLOURS[index % len(_COLOURS)]
        if chart.shape is Shape.LINES:
            series.graphicalProperties.line.solidFill = colour
            series.graphicalProperties.line.width = 28_000
            series.marker.symbol = _MARKS[index % len(_MARKS)]
            series.marker.graphicalProperties.solidFill = colour
            series.smooth = False
        else:
            series.graphicalProperties.solidFill = colour
    if len(chart.series) == 1:
        _label(drawn)
        drawn.legend = None


def _waterfall(sheet: Worksheet, chart: Chart, top: int) -> None:
    """Stacked columns: an invisible base, then totals, rises and falls, each a series with a colour of its own.

    A step that crosses zero is drawn from zero: totals of a self-assessment are never below it.
    """
    for column, name in enumerate(("底（不显示）", "总分", "增加", "减少"), NUMBERS + 1):
        put_text(_cell(sheet, top, column), name)
    values = [value.number if value else Fraction(0) for value in chart.series[0].values]
    level = Fraction(0)
    for index, value in enumerate(values):
        row = top + 1 + index
        ends = index in (0, len(values) - 1)
        below = Fraction(0) if ends else min(level, level + value)
        level = value if ends else level + value
        kind = NUMBERS + (2 if ends else 3 if value >= 0 else 4)
        _put(sheet, row, NUMBERS + 1, below, None)
        _put(sheet, row, kind, abs(value), None)
        places = figure.places if (figure := chart.series[0].values[index]) else 0
        sign = "" if ends else '"+"' if value >= 0 else '"-"'
        _cell(sheet, row, kind).number_format = sign + ("0." + "0" * places if places else "0")
    drawn: Any = BarChart()
    drawn.type, drawn.grouping, drawn.overlap, drawn.gapWidth = "col", "stacked", 100, 40
    _finish(sheet, chart, drawn, top, NUMBERS + 4)
    base, *shown = drawn.series
    base.graphicalProperties.noFill = True
    base.graphicalProperties.line.noFill = True
    for series, colour in zip(shown, (_WHOLE, _UP, _DOWN), strict=True):
        series.graphicalProperties.solidFill = colour
        series.dLbls = _labels()
    drawn.legend = None
    lowest = min((level for level in _levels(values)), default=Fraction(0))
    if lowest > 10:  # so that small steps of a high total can be seen
        drawn.y_axis.scaling.min = int(lowest * 9 / 10) // 5 * 5


def _levels(values: list[Fraction]) -> list[Fraction]:
    """Where the total stands after each step."""
    reached, level = [values[0]], values[0]
    for value in values[1:-1]:
        level += value
        reached.append(level)
    return [*reached, values[-1]]


def _finish(sheet: Worksheet, chart: Chart, drawn: Any, top: int, last_column: int) -> None:
    bottom = top + len(chart.categories)
    for row, category in enumerate(chart.categories, top + 1):
        put_text(_cell(sheet, row, NUMBERS), category)
    data = Reference(sheet, min_col=NUMBERS + 1, max_col=last_column, min_row=top, max_row=bottom)
    drawn.add_data(data, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=NUMBERS, min_row=top + 1, max_row=bottom))
    drawn.title = f"{chart.title}（{chart.unit}）"
    drawn.width, drawn.height = WIDTH_CM, HEIGHT_CM
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if drawn.legend is not None:
        drawn.legend.position = "b"
    sheet.add_chart(drawn, f"A{top - 1}")


def _label(drawn: Any) -> None:
    for series in drawn.series:
        series.dLbls = _labels()


def _labels() -> DataLabelList:
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels


def _put(sheet: Worksheet, row: int, column: int, number: Fraction | None, figure: Figure | None) -> None:
    if number is None:
        return
    cell = _cell(sheet, row, column)
    cell.value = Decimal(plain(number))
    cell.number_format = "0." + "0" * figure.places if figure and figure.places else "General"


def _cell(sheet: Worksheet, row: int, column: int) -> Any:
    return sheet.cell(row, column)
