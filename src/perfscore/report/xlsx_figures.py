"""The sheet 评分数据: figures that rules ask for and no row holds, each a name and a number side by side."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.live import LiveFigure
from perfscore.report.live_cells import PERCENT
from perfscore.report.xlsx_cells import FACE, Content, put
from perfscore.report.xlsx_live import reference

FIGURES = "评分数据"
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_INPUT = PatternFill("solid", start_color="FFFFE5")


def figure_sheet(sheet: Worksheet, figures: Iterable[LiveFigure]) -> dict[str, str]:
    """Write the figures; gives what stands for each number in formulas, by the figure's name. A missing number is left empty."""
    put(sheet["A1"], Content("评分所需、自评表里没有的数据，填在“数值”一栏"))
    sheet["A1"].font = Font(name=FACE, size=12, bold=True)
    for cell, text in zip(("A2", "B2", "C2"), ("名称", "数值", "用于"), strict=True):
        put(sheet[cell], Content(text))
    addresses: dict[str, str] = {}
    row = 2
    for row, figure in enumerate(figures, 3):
        put(sheet[f"A{row}"], Content(f"{figure.name}（{figure.unit}）" if figure.unit else figure.name))
        percent = figure.unit == "%"
        value = figure.value / 100 if percent and figure.value is not None else figure.value
        form = PERCENT if percent else "General"
        put(sheet[f"B{row}"], Content(value, number_format=form, is_input=True))
        sheet[f"B{row}"].fill = _INPUT
        put(sheet[f"C{row}"], Content(f"“{figure.hint}”"))
        cell = f"{reference(sheet.title)}!$B${row}"
        addresses[figure.name] = f'IF(ISNUMBER({cell}),ROUND({cell}*100,10),"")' if percent else cell
    for cells in sheet.iter_rows(min_row=2, max_row=row, max_col=3):
        for each in cells:
            each.border = _BORDER
            each.font = Font(name=FACE, size=10, bold=each.row == 2)
            each.alignment = Alignment(horizontal="left" if each.column != 2 else "center", wrap_text=True)
    for column, width in zip("ABC", (40, 16, 30), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return addresses
