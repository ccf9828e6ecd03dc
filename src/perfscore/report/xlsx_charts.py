"""The sheet 图表: scores by level-1 indicator and the money, each as a small table and a chart over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.report.xlsx_cells import FACE, Content, put
from perfscore.report.xlsx_results import Result

TITLE = "图表"
TALLEST = 17
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", start_color="EDEDED")


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with two figures, each a formula (\"\" for none) and what it comes to."""

    name: str
    first: Content
    second: Content


def section(
    sheet: Worksheet, top: int, title: str, levels: Sequence[Bar], money: Sequence[Bar]
) -> dict[str, Result]:
    """The two tables of one form with their charts, from row `top` on. Gives what the formulas come to."""
    results: dict[str, Result] = {}
    sheet.cell(top, 1).value = None
    put(sheet.cell(top, 1), Content(title))  # type: ignore[arg-type]
    sheet.cell(top, 1).font = Font(name=FACE, size=14, bold=True)
    after = _table(sheet, top + 1, ("一级指标", "分值", "得分", "得分占分值"), levels, results)
    _chart(sheet, top + 1, len(levels), "各级指标得分", f"F{top + 1}")
    if money:
        below = max(after, top + TALLEST) + 1
        _table(sheet, below, ("资金来源", "预算（万元）", "执行（万元）", "执行占预算"), money, results)
        _chart(sheet, below, len(money), "预算与执行（万元）", f"F{below}")
    return results


def height(levels: int, money: int) -> int:
    """How many rows a section takes."""
    return max(levels + 3, TALLEST + 2) + (max(money + 3, TALLEST + 2) if money else 0)


def _table(
    sheet: Worksheet,
    top: int,
    names: tuple[str, ...],
    bars: Sequence[Bar],
    results: dict[str, Result],
) -> int:
    for column, name in enumerate(names, 1):
        put(sheet.cell(top, column), Content(name))  # type: ignore[arg-type]
        sheet.cell(top, column).fill = _HEAD
    for row, bar in enumerate(bars, top + 1):
        share = _share(bar)
        formula = f'IF(N(B{row})>0,N(C{row})/B{row},"")' if bar.first.formula else ""
        contents = (Content(bar.name), bar.first, bar.second, Content(share, formula, "0.00%"))
        for column, content in enumerate(contents, 1):
            cell = sheet.cell(row, column)
            put(cell, content)  # type: ignore[arg-type]
            if content.formula:
                results[cell.coordinate] = content.value
    for cells in sheet.iter_rows(min_row=top, max_row=top + len(bars), max_col=len(names)):
        for each in cells:
            each.border = _BORDER
            each.font = Font(name=FACE, size=10, bold=each.row == top)
            each.alignment = Alignment(horizontal="left" if each.column == 1 else "center", wrap_text=True)
    if bars:
        rule = DataBarRule("num", 0, "num", 1, color="5B9BD5")  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(f"D{top + 1}:D{top + len(bars)}", rule)
    return top + len(bars)


def _share(bar: Bar) -> Fraction | None:
    whole, part = bar.first.value, bar.second.value
    if not isinstance(whole, Fraction) or whole <= 0:
        return None
    return (part if isinstance(part, Fraction) else Fraction(0)) / whole


def _chart(sheet: Worksheet, top: int, count: int, title: str, anchor: str) -> None:
    chart = BarChart()
    chart.type, chart.style, chart.title = "col", 10, title
    chart.height, chart.width = 8, 16
    values = Reference(sheet, min_col=2, max_col=3, min_row=top, max_row=top + count)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=top + count))
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for kind in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, kind, False)
    chart.legend.position = "b"
    chart.y_axis.scaling.min = 0  # cut off below, nearly equal bars look far apart
    chart.y_axis.majorGridlines = None
    chart.gapWidth = 80
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.series[0].graphicalProperties.solidFill = "BDD7EE"
    chart.series[1].graphicalProperties.solidFill = "2F75B5"
    sheet.add_chart(chart, anchor)
