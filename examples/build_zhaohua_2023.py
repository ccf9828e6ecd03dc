"""Build the five self-assessment tables of examples/zhaohua-2023, each as .xlsx and as .docx.

Takes the tables as plain data (below), gives ten files that are the same byte for byte on every run:

    python examples/build_zhaohua_2023.py [FOLDER]

The path: Form (what is printed) -> lay_out -> placed cells -> one writer per format -> fixed zip -> file.
"""

import argparse
import io
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Literal

import docx
import openpyxl
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import _Element
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

# --- What the tables say ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that is a real number in the workbook.

    shown_as: the workbook's number format.
    printed: the digits of the published document, trailing blank included; the Word file carries these.
    """

    value: Decimal
    shown_as: str
    printed: str


Value = str | Number


@dataclass(frozen=True, slots=True)
class Money:
    """One row of the money block: its name, then 年初预算数, 全年预算数, 全年执行数, 执行率 ("" for an empty cell)."""

    name: str
    figures: tuple[Value, Value, Value, Value] = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table, as printed; 偏差原因分析及改进措施 is empty in every row of these tables."""

    level1: str
    level2: str
    label: str  # "指标1：", a cell of its own left of the name
    name: str
    target: Value
    actual: Value


@dataclass(frozen=True, slots=True)
class Form:
    """One printed self-assessment table.

    project: 项目（政策）名称; None in the table of the whole department, which has no such row.
    money_header: the texts over the money block, from its name column to 执行率.
    notes: lines below the table. They are ours, not part of the published table.
    """

    title: str
    year: str
    project: str | None
    money_header: tuple[str, str, str, str, str]
    money: tuple[Money, ...]
    goal_label: str
    goal_header: tuple[str, str]
    goal: tuple[str, str]
    indicators_label: str
    indicators: tuple[Indicator, ...]
    notes: tuple[str, ...] = ()


UNIT = "广元市昭化区目标绩效事务中心"
MONEY_LABEL = "项目（政策）资金（万元）"


def plain(digits: str) -> Number:
    """A number in the format General: 146.1 is shown as 146.1."""
    return Number(Decimal(digits), "General", digits)


DEPARTMENT_MONEY = (plain("146.1"), plain("209.95"), plain("208.23"), plain("99"))

DEPARTMENT = Form(
    title="广元市昭化区部门整体支出绩效目标自评表",
    year="（2023年度）",
    project=None,
    money_header=("", "年初预算数", "全年预算数", "全年执行数", "执行率（%）"),
    money=(
        Money("年度资金总额", DEPARTMENT_MONEY),
        Money("（一）财政拨款小计"),
        Money("  1.一般公共预算", DEPARTMENT_MONEY),
    ),
    goal_label="整体\n目标",
    goal_header=("年度目标", "完成情况"),
    goal=(
        (
            "   保障日常运行。落实中央、省、市、区各项决策，紧贴区委区政府中心工作，扎实开展疫情防控常态化、"
            "民生实事等事项督查，以区委常委会议定事项，区政府常务会议定事项，全区重（难）点事项和区委区政府主要领导"
            "批示件办理事项为主要内容，对全区区级各部门、各镇进行督查检查考核。开展区级目标绩效管理学习，"
            "全年召开全区目标绩效管理工作会议4次，全年培训200人次，适时开展目标调度，做好市对区目标考评工作、"
            "重点工作运行，完成年度综合目标考核等工作。"
        ),
        "2023年绩效指标按照要求完成全年任务内容。",
    ),
    indicators_label="部门整体绩效指标",
    indicators=(
        Indicator("产出指标", "数量指标", "指标1：", "目标管理会议次数", "≥4次", "=5次"),
        Indicator("产出指标", "数量指标", "指标2：", "目标管理会议培训人次", "≥200次", "=200次"),
        Indicator("产出指标", "数量指标", "指标3：", "在职职工人数", "=6人", "9人"),
        Indicator("产出指标", "质量指标", "指标1：", "督查事项执行率", "=100", "=100"),
        Indicator("产出指标", "质量指标", "指标2：", "目标管理事项执行率", "=100", "=100"),
        Indicator(
            "产出指标",
            "时效指标",
            "指标1：",
            "督查、目标管理各项业务完成的时间、效率情况",
            "定性：优良中低差",
            "优",
        ),
        Indicator("产出指标", "成本指标", "指标1：", "督查工作经费", "≤50万元", "=50万元"),
        Indicator("产出指标", "成本指标", "指标2：", "目标管理工作经费", "≤10万元", "=10万元"),
        Indicator("产出指标", "成本指标", "指标3：", "人员工资、保险", "=102.55万元", "=102.55万元"),
        Indicator(
            "产出指标",
            "成本指标",
            "指标4：",
            "人员工作经费，主要用于下乡补贴、办公经费、督查会议费等",
            "≤8.4万元",
            "=8.4万元",
        ),
        Indicator("产出指标", "成本指标", "指标5：", "省委巡视经费", "≤7万元", "=7万元"),
        Indicator("产出指标", "成本指标", "指标6：", "解决2023年工作经费差口资金", "≤32万元", "=32万元"),
        Indicator("效益指标", "社会效益\n指标", "指标1：", "督查事项整改落实率", "=100", "=100"),
        Indicator(
            "效益指标", "社会效益\n指标", "指标2：", "目标管理、督查事项检查结果公开度", "=100", "=100"
        ),
        Indicator(
            "效益指标", "可持续影响指标", "指标1：", "长期督查考核、目标绩效管理", "定性：优良中差", "优"
        ),
        Indicator("满意度\n指标", "服务对象满意度指标", "指标1：", "被督导单位满意度", "≥90", "=95"),
    ),
    notes=("自评结论：经自评，我单位2023年部门整体支出绩效评价得分为99分（引自附件1第三部分“自评质量”）。",),
)

PUBLISHED_PROJECT_GOAL = (
    "对于长期督查的工作和单位，通过定期督查，促进完成目标任务。",
    "全面完成全年目标任务",
)


def project_form(
    project: str,
    amount: str,
    goal: tuple[str, str],
    indicators: tuple[Indicator, ...],
    notes: tuple[str, ...] = (),
) -> Form:
    """A project table of the district; each of them was fully funded and fully spent.

    amount: 年初预算数, 全年预算数 and 全年执行数 alike, as printed ("10.00 " with its trailing blank).
    """
    whole = Number(Decimal(amount.strip()), "0.00", amount)
    figures = (whole, whole, whole, Number(Decimal(1), "0.00%", "100.00%"))
    return Form(
        title="广元市昭化区财政项目（政策）支出绩效自评表",
        year="（ 2023年度）",
        project=project,
        money_header=("年度预算数（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"),
        money=(
            Money("年度资金总额", figures),
            Money("（一）财政拨款小计", figures),
            Money("   1.一般公共预算", figures),
            Money("   2.政府性基金"),
            Money("   3.国有资本经营预算"),
            Money("（二）其他资金"),
        ),
        goal_label="年度总体目标",
        goal_header=("预期目标", "全年实际完成情况"),
        goal=goal,
        indicators_label="绩效\n指标",
        indicators=indicators,
        notes=notes,
    )


TARGET_MANAGEMENT = project_form(
    project="目标管理经费",
    amount="10.00 ",
    goal=PUBLISHED_PROJECT_GOAL,
    indicators=(
        Indicator("产出指标", "数量指标", "指标1：", "抽检覆盖率", "≥95", plain("95")),
        Indicator("产出指标", "数量指标", "指标2：", "会议培训次数", "≥4", plain("4")),
        Indicator("产出指标", "数量指标", "指标3：", "培训人次数", "≥200", plain("200")),
        Indicator("产出指标", "质量指标", "指标1：", "各镇目标任务完成率", "≥90", plain("90")),
        Indicator("产出指标", "时效指标", "指标1：", "及时反馈目标管理运行", plain("10"), plain("10")),
        Indicator("产出指标", "成本指标", "指标1：", "经费控制额", "≤10", plain("10")),
        Indicator("效益指标", "社会效益\n指标", "指标1：", "检查结果公开度", plain("100"), plain("100")),
    ),
)

INSPECTION_RECTIFICATION = project_form(
    project="省委巡视整改工作经费",
    amount="7.00 ",
    goal=PUBLISHED_PROJECT_GOAL,
    indicators=(
        Indicator("产出指标", "数量指标", "指标1：", "抽查覆盖率", "≥90", plain("90")),
        Indicator("产出指标", "数量指标", "指标2：", "上常委会议研究次数", "≥2", plain("2")),
        Indicator("产出指标", "质量指标", "指标1：", "督查的单位整改落实率", "≥95", plain("95")),
        Indicator("产出指标", "时效指标", "指标1：", "被督查的单位对巡视及时整改率", "≥90", plain("90")),
        Indicator("产出指标", "成本指标", "指标1：", "经费控制额", "≤7", plain("7")),
        Indicator("效益指标", "社会效益\n指标", "指标1：", "检查结果公开度", plain("100"), plain("100")),
    ),
)

FUNDING_GAP = project_form(
    project="解决2023年度工作经费差口资金",
    amount="32.00 ",
    goal=PUBLISHED_PROJECT_GOAL,
    indicators=(
        Indicator("产出指标", "数量指标", "指标：", "抽查覆盖率", "≥90", plain("90")),
        Indicator("产出指标", "质量指标", "指标：", "抽查频次", "≥90", plain("95")),
        Indicator("产出指标", "时效指标", "指标：", "整改率", "≥100", plain("100")),
        Indicator("产出指标", "成本指标", "指标：", "经费控制额", "≤32", plain("32")),
        Indicator("效益指标", "社会效益\n指标", "指标：", "整改落实率", plain("95"), plain("100")),
        # The published target is a lone "=": the number behind it is missing there, so it is missing here.
        Indicator("满意度\n指标", "服务对象满意度指标", "指标：", "受惠群众满意度", "=", plain("100")),
    ),
)

# Ours: the published document has a report on this project but no table (see zhaohua-2023/README.md).
SUPERVISION = project_form(
    project="督查经费",
    amount="50.00",
    goal=(
        (
            "围绕区委常委会议、区政府常务会议议定事项、全区重（难）点事项和区委区政府主要领导批示事项，"
            "对区级各部门、各镇开展督查和绩效考评，抽检覆盖率达到90%；细化分解民生实事目标任务，跟踪督办、"
            "每月随机抽查，检查频次达到90%；做好市对区目标考评工作；受惠群众满意度达到90%。"
        ),
        "原报告未给出各项指标的实际完成数值，仅称“较好地完成了年度目标绩效任务”。",
    ),
    indicators=(
        Indicator("产出指标", "数量指标", "指标1：", "抽检覆盖率", "≥90%", "100%"),
        Indicator("产出指标", "数量指标", "指标2：", "检查频次", "≥90%", "100%"),
        Indicator("产出指标", "质量指标", "指标1：", "督查事项执行率", "=100", "=100"),
        Indicator(
            "产出指标",
            "时效指标",
            "指标1：",
            "督查、目标管理各项业务完成的时间、效率情况",
            "定性：优良中低差",
            "优",
        ),
        Indicator("产出指标", "成本指标", "指标1：", "督查工作经费", "≤50万元", "=50万元"),
        Indicator("效益指标", "社会效益\n指标", "指标1：", "督查事项整改落实率", "=100", "=100"),
        Indicator(
            "效益指标", "社会效益\n指标", "指标2：", "目标管理、督查事项检查结果公开度", "=100", "=100"
        ),
        Indicator("满意度\n指标", "服务对象满意度指标", "指标1：", "受惠群众满意度", "≥90%", "95%"),
    ),
    notes=(
        (
            "注：1. 本表根据附件2《2023年督查经费专项预算项目绩效评价报告》编制。该报告未附自评表，"
            "给出了抽检覆盖率、检查频次、受惠群众满意度的目标值，未给出实际完成值。"
        ),
        (
            "2. 实际完成值为替代佐证，取自同年度部门整体支出绩效目标自评表：抽检覆盖率、检查频次取自“督查事项执行率”"
            "（=100），受惠群众满意度取自“被督导单位满意度”（=95），其余各项（督查事项执行率，督查事项整改落实率，"
            "目标管理、督查事项检查结果公开度，督查、目标管理各项业务完成的时间、效率情况，督查工作经费）"
            "的目标值和实际完成值取自同名指标；全年执行数取自“督查工作经费”（=50万元）。"
        ),
        "3. 自评结论：原报告对本项目总体自评，评价结果为：优，得分100分。",
    ),
)

FORMS = {
    "department": DEPARTMENT,
    "project-target-management": TARGET_MANAGEMENT,
    "project-inspection-rectification": INSPECTION_RECTIFICATION,
    "project-funding-gap": FUNDING_GAP,
    "project-supervision": SUPERVISION,
}

# --- Where each text stands: the same grid for both formats ----------------------------------------------------

Look = Literal["title", "year", "centre", "left"]

# Millimetres; together the text width of an A4 page with 15 mm left and right.
# Column by column: block label, 一级, 二级, "指标1：", name, 年度指标值, 实际完成值, 偏差原因.
WIDTHS = (15, 17, 20, 17, 43, 31, 20, 17)
MARGIN = 15
LAST = len(WIDTHS)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid; row and column count from 1, down and across are how many it is merged over."""

    row: int
    column: int
    down: int
    across: int
    value: Value
    look: Look


def lay_out(form: Form) -> list[Cell]:
    """Every cell of the printed table, merged and empty ones included, without the notes below it."""
    cells: list[Cell] = []
    row = 1

    def place(columns: tuple[int, int], value: Value, look: Look = "centre", down: int = 1) -> None:
        first, last = columns
        cells.append(Cell(row, first, down, last - first + 1, value, look))

    place((1, LAST), form.title, "title")
    row += 1
    place((1, LAST), form.year, "year")
    row += 1

    if form.project is not None:
        place((1, 2), "项目（政策）名称")
        place((3, LAST), form.project)
        row += 1
    place((1, 2), "主管部门")
    place((3, 5), UNIT)
    place((6, 6), "实施单位")
    place((7, LAST), UNIT)
    row += 1

    place((1, 1), MONEY_LABEL, down=1 + len(form.money))
    money_columns = ((2, 4), (5, 5), (6, 6), (7, 7), (8, 8))
    for columns, header in zip(money_columns, form.money_header, strict=True):
        place(columns, header)
    row += 1
    for money in form.money:
        place(money_columns[0], money.name, "left")
        for columns, figure in zip(money_columns[1:], money.figures, strict=True):
            place(columns, figure)
        row += 1

    place((1, 1), form.goal_label, down=2)
    goal_columns = ((2, 5), (6, LAST))
    for columns, header in zip(goal_columns, form.goal_header, strict=True):
        place(columns, header)
    row += 1
    for columns, text in zip(goal_columns, form.goal, strict=True):
        place(columns, text, "left")
    row += 1

    place((1, 1), form.indicators_label, down=1 + len(form.indicators))
    place((2, 2), "一级指标")
    place((3, 3), "二级指标")
    place((4, 5), "三级指标")
    place((6, 6), "年度指标值")
    place((7, 7), "实际完成值")
    place((8, 8), "偏差原因分析及改进措施")
    row += 1
    first_level = run_lengths(form.indicators, lambda indicator: (indicator.level1,))
    second_level = run_lengths(form.indicators, lambda indicator: (indicator.level1, indicator.level2))
    for indicator, down1, down2 in zip(form.indicators, first_level, second_level, strict=True):
        if down1:
            place((2, 2), indicator.level1, down=down1)
        if down2:
            place((3, 3), indicator.level2, down=down2)
        place((4, 4), indicator.label)
        place((5, 5), indicator.name, "left")
        place((6, 6), indicator.target)
        place((7, 7), indicator.actual)
        place((8, 8), "")
        row += 1
    return cells


def run_lengths(
    indicators: Sequence[Indicator], key: Callable[[Indicator], tuple[str, ...]]
) -> Iterator[int]:
    """For each row: over how many rows the cell that begins here is merged; 0 where it began further up."""
    for _, group in groupby(indicators, key):
        length = len(list(group))
        yield from (length, *[0] * (length - 1))


# --- The workbook -----------------------------------------------------------------------------------------

FONT = "宋体"
XLSX_SIZES: dict[Look, int] = {"title": 16, "year": 11, "centre": 10, "left": 10}
MM_PER_POINT = 25.4 / 72
MM_PER_XLSX_CHARACTER = 1.85  # one unit of column width: 7 pixels at 96 dpi
LEAST_ROW_HEIGHT = 21.0  # points
FIXED_DATE = datetime(2024, 1, 1)


def write_xlsx(form: Form) -> bytes:
    """The table and its notes as a workbook of one sheet, A4 upright, one page wide."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评表"
    for letter, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width / MM_PER_XLSX_CHARACTER

    cells = lay_out(form)
    rows = max(cell.row for cell in cells)
    notes = [Cell(rows + 1 + i, 1, 1, LAST, text, "left") for i, text in enumerate(form.notes)]
    line = Side(style="thin")
    frame = Border(left=line, right=line, top=line, bottom=line)
    for cell in cells:
        put_in_sheet(sheet, cell, frame if cell.look in ("centre", "left") else Border())
    for cell in notes:
        put_in_sheet(sheet, cell, Border())
    for number, height in enumerate(row_heights([*cells, *notes]), start=1):
        sheet.row_dimensions[number].height = height

    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes
    sheet.page_margins.left = sheet.page_margins.right = MARGIN / 25.4
    sheet.page_margins.top = sheet.page_margins.bottom = MARGIN / 25.4
    sheet.print_options.horizontalCentered = True
    sheet.print_area = f"A1:H{rows + len(notes)}"

    book.properties.creator = "perfscore"
    book.properties.title = form.title
    book.properties.created = FIXED_DATE
    raw = io.BytesIO()
    book.save(raw)
    # Saving stamps the time of day as "modified": write that one part again with the fixed date.
    book.properties.modified = FIXED_DATE
    return fixed_zip(raw.getvalue(), {"docProps/core.xml": tostring(book.properties.to_tree())})


def put_in_sheet(sheet: Worksheet, cell: Cell, frame: Border) -> None:
    """Write and style one cell, then merge it: merging carries its frame around the whole area."""
    target = sheet.cell(cell.row, cell.column)
    if isinstance(cell.value, Number):
        target.value = cell.value.value
        target.number_format = cell.value.shown_as
    elif cell.value:
        target.value = cell.value
        if cell.value.startswith("="):
            # "=5次" is what the officer typed, not a formula.
            target.data_type = "s"
            target.quotePrefix = True
    target.font = Font(name=FONT, size=XLSX_SIZES[cell.look], bold=cell.look == "title")
    target.alignment = Alignment(
        horizontal="left" if cell.look == "left" else "center", vertical="center", wrap_text=True
    )
    target.border = frame
    if (cell.down, cell.across) != (1, 1):
        sheet.merge_cells(
            start_row=cell.row,
            start_column=cell.column,
            end_row=cell.row + cell.down - 1,
            end_column=cell.column + cell.across - 1,
        )


def row_heights(cells: Sequence[Cell]) -> list[float]:
    """Points per row: a spreadsheet does not grow a row for the text of a merged cell, so it is worked out here.

    A cell merged downwards that is still too tall for its rows makes the last of them taller.
    """
    heights = [LEAST_ROW_HEIGHT] * max(cell.row + cell.down - 1 for cell in cells)
    for cell in sorted(cells, key=lambda cell: cell.down):
        size = XLSX_SIZES[cell.look]
        room = sum(WIDTHS[cell.column - 1 : cell.column - 1 + cell.across]) - 2
        needed = lines_needed(printed(cell.value), room / MM_PER_POINT / size) * size * 1.45 + 6
        last = cell.row + cell.down - 2
        heights[last] += max(0.0, needed - sum(heights[cell.row - 1 : last + 1]))
    return heights


def lines_needed(text: str, room: float) -> int:
    """Lines of a text in a cell that is `room` characters wide; a Latin letter or digit takes about half of one."""
    lines = 0
    for part in text.split("\n"):
        lines += 1
        used = 0.0
        for character in part:
            width = 0.55 if character.isascii() else 1.0
            if used + width > room:
                lines += 1
                used = 0.0
            used += width
    return lines


def printed(value: Value) -> str:
    return value.printed if isinstance(value, Number) else value


# --- The Word file ----------------------------------------------------------------------------------------

DOCX_SIZES: dict[Look, int] = {"title": 16, "year": 10, "centre": 9, "left": 9}

# All that is kept of python-docx's own template; its other styles and parts would be the bulk of the file.
KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}
DROPPED_PARTS = ("stylesWithEffects", "customXml", "numbering", "thumbnail")


def write_docx(form: Form) -> bytes:
    """The table and its notes as an A4 document in which every cell is text, as printed."""
    document = blank_document(form.title)
    cells = lay_out(form)
    table = document.add_table(max(cell.row for cell in cells), LAST, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    narrow_margins(table._tbl.tblPr)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row.height = Mm(6.5)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    grid = [list(row.cells) for row in table.rows]
    for line in grid:
        for grid_cell, width in zip(line, WIDTHS, strict=True):
            grid_cell.width = Mm(width)
    for cell in cells:
        target = grid[cell.row - 1][cell.column - 1]
        corner = grid[cell.row + cell.down - 2][cell.column + cell.across - 2]
        if target is not corner:
            target = target.merge(corner)
        target.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        write_paragraph(target.paragraphs[0], printed(cell.value), cell.look)
        if cell.look in ("title", "year"):
            unframe(target, cell.look)

    # Word wants a paragraph after a table, even where there is nothing to say.
    for text in form.notes or ("",):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(4)
        write_paragraph(paragraph, text, "left")
    raw = io.BytesIO()
    document.save(raw)
    return fixed_zip(raw.getvalue())


def blank_document(title: str) -> Document:
    """An empty A4 document in 宋体, without the parts and styles that a table does not use."""
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in relations.items() if rel.reltype.endswith(DROPPED_PARTS)]:
            del relations[key]
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.delete()

    normal = document.styles.get_by_id("Normal", WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(normal, ParagraphStyle)
    normal.font.name = FONT
    normal.font.size = Pt(DOCX_SIZES["left"])
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    properties = normal.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), FONT)
    properties.append(element("w:lang", val="en-US", eastAsia="zh-CN"))

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)

    about = document.core_properties
    about.author, about.last_modified_by, about.comments = "perfscore", "", ""
    about.title = title
    about.created = about.modified = FIXED_DATE
    return document


def write_paragraph(paragraph: Paragraph, text: str, look: Look) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if look == "left" else WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.bold = True if look == "title" else None
    if DOCX_SIZES[look] != DOCX_SIZES["left"]:
        run.font.size = Pt(DOCX_SIZES[look])


def narrow_margins(properties: BaseOxmlElement) -> None:
    """One millimetre left and right in each cell instead of Word's two: the columns are narrow."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="57", type="dxa"))
    # The order inside w:tblPr is fixed: w:tblCellMar stands just before w:tblLook, which is last.
    properties.insert(len(properties) - 1, margins)


def unframe(cell: _Cell, look: Look) -> None:
    """No lines around the title and the year, except below the year, where the frame of the table begins."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right") if look == "title" else ("top", "left", "right"):
        borders.append(element(f"w:{side}", val="nil"))
    properties = cell._tc.get_or_add_tcPr()
    # The order inside w:tcPr is fixed: w:tcBorders stands before w:vAlign, which is last here.
    properties.insert(len(properties) - 1, borders)


def element(name: str, **attributes: str) -> _Element:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


# --- The files --------------------------------------------------------------------------------------------


def fixed_zip(raw: bytes, replaced: dict[str, bytes] | None = None) -> bytes:
    """The same parts in a fixed order with a fixed date.

    Stored, not deflated: what deflate gives differs between builds of zlib.
    """
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as new:
        # The list of content types comes first, as office programs write it.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.create_system = 0
            new.writestr(part, (replaced or {}).get(name) or old.read(name))
    return fixed.getvalue()


def write_file(path: Path, content: bytes) -> None:
    """Write beside, then rename: a reader never sees half a file."""
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(content)
    beside.replace(path)


def build(folder: Path) -> list[Path]:
    """Write all ten files into the folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, form in FORMS.items():
        for suffix, write in ((".xlsx", write_xlsx), (".docx", write_docx)):
            path = folder / (name + suffix)
            write_file(path, write(form))
            paths.append(path)
    return paths


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the tables of examples/zhaohua-2023.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).with_name("zhaohua-2023"))
    for path in build(parser.parse_args().folder):
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
