"""How a worksheet stands on screen and on paper, and the colours of rows that lose points."""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.report.xlsx_filled import Placed

LOST_FILL, OPEN_FILL = "FFF2CC", "FCE4D6"


def set_up(sheet: Worksheet, frozen: str, repeated: int) -> None:
    """Screen: top rows stay. Paper: A4 across, as wide as one page, the header row on every page."""
    sheet.freeze_panes = frozen
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"{repeated}:{repeated}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


def highlight(sheet: Worksheet, placed: Placed, open_role: str = "") -> None:
    """Rows that lose points and rows that are not demonstrated have a colour as long as that is so.

    open_role: a cell of the row that must be filled before the row counts as not demonstrated; "" for none.
    """
    form = placed.form
    if not form.rows:
        return
    first, last = placed.firsts[form.rows[0]], placed.firsts[form.rows[-1]]
    points, score, name = (get_column_letter(form.columns[role] + 1) for role in ("points", "score", "name"))
    area = f"{name}{first}:{get_column_letter(len(form.table.widths))}{last}"
    filled = f',${get_column_letter(form.columns[open_role] + 1)}{first}<>""' if open_role else ""
    unscored = f"AND(NOT(ISNUMBER(${score}{first})),N(${points}{first})>0{filled})"
    reduced = f"AND(ISNUMBER(${score}{first}),ISNUMBER(${points}{first}),${score}{first}<${points}{first})"
    for colour, test in ((OPEN_FILL, unscored), (LOST_FILL, reduced)):
        fill = PatternFill("solid", bgColor=colour)
        sheet.conditional_formatting.add(area, FormulaRule([test], fill=fill))  # type: ignore[no-untyped-call]
