"""An empty form -> a workbook that a person fills in: live scores, lists, checks, hints, locked formulas, 填表说明."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.blank import BlankForm, BlankRow
from perfscore.model.decimals import plain
from perfscore.model.live import LiveRow
from perfscore.report.archive import steady
from perfscore.report.blank_form import SIGNED, blank_table
from perfscore.report.blank_inputs import add_inputs
from perfscore.report.live_cells import DAY, PERCENT
from perfscore.report.words import UNVERIFIED
from perfscore.report.xlsx_cells import FACE, Content, draw, line, put, rows_at, set_widths
from perfscore.report.xlsx_figures import FIGURES, figure_sheet
from perfscore.report.xlsx_filled import Placed, rate_formula, rounded_from, score_format
from perfscore.report.xlsx_live import (
    FIRST_ROW,
    TOTAL,
    LineCells,
    LiveSheet,
    WholeCells,
    grade_formula,
    reference,
)
from perfscore.report.xlsx_page import highlight, set_up
from perfscore.report.xlsx_results import Result, with_results

SHEET, GUIDE, CALCULATION = "自评表", "填表说明", "核算"
EPOCH = date(1899, 12, 30)
_INPUT = PatternFill("solid", start_color="FFFFE5")


def render(form: BlankForm) -> bytes:
    book = Workbook()
    sheet, guide, calc = book.worksheets[0], book.create_sheet(GUIDE), book.create_sheet(CALCULATION)
    sheet.title = SHEET
    figures: dict[str, str] = {}
    if form.live.figures:
        inputs = book.create_sheet(FIGURES, 1)
        figures = figure_sheet(inputs, form.live.figures)
        _protect(inputs)
    placed = Placed(blank_table(form), SHEET, ())
    table = placed.form.table
    placed = Placed(placed.form, SHEET, rows_at(table, 3))
    results: dict[str, dict[str, Result]] = {SHEET: _form_sheet(sheet, form, placed)}
    lines = tuple(_lines(form, placed))
    written = LiveSheet(calc, form.live, _whole(form, placed, figures), lines)
    written.write()
    results[CALCULATION] = written.results
    _guide(guide, form)
    for each in (sheet, guide, calc):
        _protect(each)
    book.properties.creator = book.properties.lastModifiedBy = "perfscore"
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    numbered = {book.sheetnames.index(title) + 1: of_sheet for title, of_sheet in results.items()}
    return steady(with_results(out.getvalue(), numbered), form.on)


def _form_sheet(sheet: Worksheet, form: BlankForm, placed: Placed) -> dict[str, Result]:
    table = placed.form.table
    set_widths(sheet, table.widths)
    line(sheet, 1, form.title, table.widths, size=16, centred=True)
    line(sheet, 2, f"（{form.year}年度）", table.widths, centred=True)
    overlay = {**_inputs(form, placed), **_formulas(form, placed)}
    row = draw(sheet, table, 3, overlay)
    for (index, column), content in overlay.items():
        if content.is_input:
            sheet.cell(placed.firsts[index], column + 1).fill = _INPUT
    line(sheet, row, SIGNED, table.widths)
    sheet.cell(row, 1).protection = Protection(locked=False)
    add_inputs(sheet, form, placed)
    highlight(sheet, placed, open_role="actual")
    set_up(sheet, frozen="A3", repeated=placed.firsts[placed.form.header])
    sheet.print_area = f"A1:{get_column_letter(len(table.widths))}{row}"
    return {
        f"{get_column_letter(column + 1)}{placed.firsts[index]}": content.value
        for (index, column), content in overlay.items()
        if content.formula
    }


def _inputs(form: BlankForm, placed: Placed) -> dict[tuple[int, int], Content]:
    """The cells that are filled in, with what stands in them beforehand."""
    columns = placed.form.columns
    found: dict[tuple[int, int], Content] = {}
    texts = {"project": form.project, "department": form.department, "unit": form.unit}
    for name, cell in (placed.form.names or {}).items():
        found[cell] = Content(texts[name] or None, is_input=True)
    for cell in placed.form.goals:
        found[cell] = Content(None, is_input=True)
    for index in placed.form.money:
        for role in ("initial", "adjusted", "spent"):
            found[index, columns[role]] = Content(None, is_input=True)
    first = placed.form.money[0]
    found[first, columns["money_points"]] = Content(form.execution, is_input=True)
    for row, index in zip(form.rows, placed.form.rows, strict=True):
        for role, content in _row_inputs(row, form.live.scales_out).items():
            found[index, columns[role]] = content
    return found


def _row_inputs(row: BlankRow, can_be_left_out: bool) -> dict[str, Content]:
    points = Content(row.points, is_input=True)
    cells = {"points": points, "note": Content(None, is_input=True)}
    if not row.path[2]:
        cells["name"] = Content(None, is_input=True)
        if not row.path[1]:
            cells["level2"] = Content(None, is_input=True)
    if row.asks_actual or can_be_left_out:
        form = DAY if row.sign == "期限" else PERCENT if row.printed and row.unit == "%" else "General"
        cells["actual"] = Content(None, number_format=form, is_input=True)
    if row.is_item or row.printed:
        return cells
    target, form = row.target, "General"
    if isinstance(target, date):
        target, form = Fraction((target - EPOCH).days), DAY
    elif row.sign == "期限":
        form = DAY
    cells |= {
        "sign": Content(row.sign or None, is_input=True),
        "unit": Content(row.unit or None, is_input=True),
    }
    cells["target"] = Content(target, number_format=form, is_input=True)
    return cells


def _formulas(form: BlankForm, placed: Placed) -> dict[tuple[int, int], Content]:
    columns, calc, show = placed.form.columns, reference(CALCULATION), score_format(form.places)
    found: dict[tuple[int, int], Content] = {}
    for position, index in enumerate(placed.form.rows):
        source = f"{calc}!$K${FIRST_ROW + position}"
        found[index, columns["score"]] = Content(None, rounded_from(source, form.places), show)
    for index in placed.form.money:
        spent, base = placed.cell(index, "spent"), placed.cell(index, "adjusted")
        base = f"{calc}!$B$5" if index == placed.form.money[0] else base
        found[index, columns["rate"]] = Content(None, rate_formula(base, spent), "0.00%")
    first = placed.form.money[0]
    rate_points, rate_score = placed.cell(first, "money_points"), rounded_from(f"{calc}!$B$6", form.places)
    found[first, columns["money_score"]] = Content(None, f'IF(N({rate_points})=0,"",{rate_score})', show)
    rows = placed.form.rows
    parts = [placed.cell(first, "money_points")]
    parts += [f"{placed.cell(rows[0], 'points')}:{placed.cell(rows[-1], 'points')}"] if rows else []
    whole = sum((row.points or Fraction(0) for row in form.rows), form.execution)
    found[placed.form.total, columns["points"]] = Content(whole, f"ROUND(SUM({','.join(parts)}),6)")
    total = f"{calc}!{TOTAL}"
    found[placed.form.total, columns["score"]] = Content(None, f'IF(ISNUMBER({total}),{total},"")', show)
    said, full = placed.cell(placed.form.total, "points"), plain(form.total_points)
    wrong = f"分值合计应为{full}分，请核对"
    found[placed.form.total, columns["note"]] = Content(
        wrong if whole != form.total_points else None, f'IF({said}<>{full},"{wrong}","")'
    )
    own = placed.cell(placed.form.total, "score")
    found[placed.form.grade, columns["points"]] = Content(None, grade_formula(own, form.grades))
    return found


def _lines(form: BlankForm, placed: Placed) -> Iterator[LineCells]:
    for row, live, index in zip(form.rows, form.live.rows, placed.form.rows, strict=True):
        yield _line(row, live, placed, index)


def _line(row: BlankRow, live: LiveRow, placed: Placed, index: int) -> LineCells:
    roles = ["name", "actual", "points", "score"]
    roles += [] if row.is_item or row.printed else ["sign", "target", "unit"]
    target = row.target
    number = Fraction((target - EPOCH).days) if isinstance(target, date) else target
    return LineCells(
        row=placed.firsts[index],
        name=row.path[2],
        live=live,
        cells={role: placed.at(index, role) for role in roles},
        scale=Fraction(100) if row.printed and row.unit == "%" else Fraction(1),
        target=number if isinstance(number, Fraction) else None,
        points=row.points,
    )


def _whole(form: BlankForm, placed: Placed, figures: dict[str, str]) -> WholeCells:
    first = placed.form.money[0]
    roles = ("initial", "adjusted", "spent", "money_points", "money_score")
    exceptions = "；".join(form.live.exceptions)
    rules = f"计算规则：{form.name}（编号{form.template}，版本{form.version}），得分保留{form.places}位小数，四舍五入。"
    return WholeCells(
        money={role: placed.at(first, role) for role in roles},
        figures=figures,
        budget=None,
        execution_score=None,
        execution_points=form.execution,
        total=None,
        possible=sum((row.points or Fraction(0) for row in form.rows), form.execution),
        total_points=form.total_points,
        places=form.places,
        notes=(
            rules,
            f"不能随单元格变化的固定值：{exceptions}。" if exceptions else "各项得分都随单元格变化。",
        ),
        is_blank=True,
    )


def _guide(sheet: Worksheet, form: BlankForm) -> None:
    """填表说明: what to fill in, what fills itself, and on what rules."""
    lines = (
        f"{form.title}填表说明",
        "1. 只填浅黄色单元格；其余单元格已锁定（没有密码，确需调整时在“审阅”中撤销工作表保护）。",
        "2. 每行填：三级指标名称、指标性质（从列表选）、年度指标值、度量单位、实际完成值、分值；用不到的空行留空即可。",
        "3. 定量指标的年度指标值和实际完成值只填数字，符号和单位填在各自的栏里；度量单位为 % 的填 95，不填 95%。",
        "4. 定性指标从列表选评定等级；期限指标填日期。实在不适用的，按所用规则填“不适用”或留空。",
        "5. 得分、执行率、总分、等级自动计算。橙色是填了而无法核算的，黄色是未得满分的，请在末栏说明原因和改进措施。",
        "6. 资金单位是万元。执行率按全年执行数除以全年预算数计算；没有全年预算数的按年初预算数。",
        f"7. 各项分值与预算执行率的分值合计应为{plain(form.total_points)}分。" + "".join(form.notes),
        f"8. 得分按“{form.name}”（编号{form.template}，版本{form.version}）计算，适用日期{form.on.isoformat()}。",
        "9. 定性指标写了列表以外的话、一格里写了几个数的，公式不计分；可把填好的表交 perfscore score 核算，那里能读更多写法。",
        *(
            (f"10. 以下规则{UNVERIFIED}，不是正式规定：{'；'.join(form.unverified)}。",)
            if form.unverified
            else ()
        ),
        *((f"上年的表中没有带入的行：{'、'.join(form.left_out)}。",) if form.left_out else ()),
    )
    sheet.column_dimensions["A"].width = 76
    for row, text in enumerate(lines, 1):
        put(sheet.cell(row, 1), Content(text))  # type: ignore[arg-type]
        sheet.cell(row, 1).font = Font(name=FACE, size=14 if row == 1 else 11, bold=row == 1)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[row].height = 30 if row == 1 else 18 * (1 + len(text) // 36)
    set_up(sheet, frozen="A2", repeated=1)
    sheet.page_setup.orientation = "portrait"
    sheet.print_title_rows = None
    sheet.print_area = f"A1:A{len(lines)}"


def _protect(sheet: Worksheet) -> None:
    """Locked without a password: it keeps from slips, not from people."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.formatCells = False
