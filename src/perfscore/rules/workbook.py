"""Decision tables -> a workbook. The only place of the rules that knows openpyxl; called when a workbook is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.decimals import plain
from perfscore.rules.sheets import (
    ABOUT,
    BASIS,
    FIGURE,
    FORMULA,
    HIGH_IN,
    LOW_IN,
    MEANING,
    NO,
    PLACE,
    POINTS,
    SINCE,
    YES,
    RuleTable,
    rows_of,
)

HELP = (
    "每张工作表是一张规则表，可以直接修改，改完存盘，再用 perfscore templates sheet 本文件.xlsx 读出，并入模板文件。",
    "分档：下限、上限写数值（0.9 或 90%），“含下限”“含上限”写“是”或“否”。第一档不写下限，最后一档不写上限；"
    "上一档的上限就是下一档的下限，一边含、一边不含，不能有空档，也不能重叠。",
    "得分：可写数值，也可写算式，如 分值 × 0.8、分值 × 完成值 ÷ 目标值。可用的词：分值、目标值、完成值、全年执行数、"
    "全年预算数、年初预算数、总分、得分，以及“数据名称”一栏所列的名称。",
    "等级、定性档次由高到低排列，最后一行从 0 起。",
    "施行日期写成 2020-02-25；截止日期没有就空着。规定变了，不改旧表：复制一张工作表，写新的施行日期。",
    "可靠程度：seen 读过原文，seen-2nd 读过转述，seen-code 见于公开系统，seed 见于公开材料，memory 未核对，derived 约定或推算。",
    "“位置”一行供程序认表，请不要改；行、列可以移动，标题文字请不要改。",
)
NAME_LENGTH = 31  # UTF-16 units that Excel allows in a sheet's name
NUMBER_DIGITS = 15
ABOUT_WIDTH = 110
LINE_POINTS = 15.0
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # `_x0041_` means "A" in a workbook
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_HEAD = PatternFill("solid", start_color="EDEDED")
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WIDTHS = (18, 16, 14, 14, 28, 18, 48, 14, 40)


def workbook(title: str, found: Sequence[RuleTable]) -> bytes:
    """The file: first a sheet that explains, then one for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    about = book.create_sheet(ABOUT)
    about.column_dimensions["A"].width = ABOUT_WIDTH
    for number, text in enumerate((f"{title}：规则表", *HELP), start=1):
        cell = _put(about, number, 1, text)
        cell.font = Font(name="宋体", size=14 if number == 1 else 11, bold=number == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        about.row_dimensions[number].height = _height([(text, ABOUT_WIDTH)])
    taken = {ABOUT}
    for table in found:
        several = sum(other.place == table.place for other in found) > 1
        name = f"{table.title} {table.version['in_force']}" if several else table.title
        _fill(book.create_sheet(_free(name, taken)), rows_of(table))
    book.properties.creator = book.properties.lastModifiedBy = "perfscore"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _free(wanted: str, taken: set[str]) -> str:
    """A name that Excel allows and that no sheet has yet; it is added to `taken`."""
    base = _NOT_IN_NAMES.sub("", wanted).strip() or "规则表"
    name, number = _cut(base, NAME_LENGTH), 1
    while name.casefold() in {each.casefold() for each in taken}:
        number += 1
        tail = f"（{number}）"
        name = _cut(base, NAME_LENGTH - len(tail)) + tail
    taken.add(name)
    return name


def _cut(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    head = len(rows)
    for number, row in enumerate(rows, start=1):
        if LOW_IN in row or (row and row[0] in ("用词", "一级指标", "划分")):
            head = number
        titles = number == head or (row and row[0] in (SINCE, FIGURE))
        for column, text in enumerate(row, start=1):
            cell = _put(sheet, number, column, text)
            label = column == 1 and text in (MEANING, PLACE, POINTS, BASIS, FORMULA)
            cell.font = Font(name="宋体", size=14 if number == 1 else 11, bold=number == 1)
            # a long meaning runs on over the empty cells beside it, as a title does
            runs_on = number == 1 or (column == 2 and row[0] in (MEANING, PLACE))
            centred = isinstance(cell.value, Decimal) or text in (YES, NO)
            side = "center" if centred and not runs_on else "left"
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=not runs_on)
            if titles or label:
                cell.fill = _HEAD
            if number >= head or titles:
                cell.border = _BORDER
        wrapped = row if number != 1 and not (row and row[0] in (MEANING, PLACE)) else row[:1]
        sheet.row_dimensions[number].height = _height(list(zip(wrapped, _WIDTHS, strict=False)))
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    choices = DataValidation(type="list", formula1=f'"{YES},{NO}"', allow_blank=True)
    for column, title in enumerate(rows[head - 1], start=1):
        if title in (LOW_IN, HIGH_IN):
            letter = get_column_letter(column)
            choices.add(f"{letter}{head + 1}:{letter}{head + 60}")
    if LOW_IN in rows[head - 1]:
        sheet.add_data_validation(choices)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.freeze_panes = f"A{head + 1}"


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Points that a row needs: office programs do not all find out by themselves. cells: text and width of each."""
    lines = (ceil(sum(1.1 if letter < "⺀" else 2.2 for letter in text) / width) for text, width in cells)
    return LINE_POINTS * max(1, *lines, 1) + 4


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A number that a workbook keeps as it is, else a text: never a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if not text:
        return cell
    short = len(text.lstrip("-").replace(".", "")) <= NUMBER_DIGITS
    if short and _NUMBER.fullmatch(text) and plain(Fraction(text)) == text:
        cell.value = Decimal(text)
        return cell
    cell.value = _CODE.sub("_x005F_", text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
