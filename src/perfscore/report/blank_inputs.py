"""What a person may put into the cells of an empty form: lists to choose from, checks, and hints where a cell is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.blank import SIGNS, BlankForm, BlankRow
from perfscore.report.xlsx_filled import Placed

LONGEST_PROMPT = 250  # a workbook allows 255 characters
LONGEST_LIST = 250
UNITS = "%,次,人次,人,个,项,件,份,场,期,户,家,台,套,万元,元,天,平方米,公里"
LEVELS2 = "数量指标,质量指标,时效指标,成本指标,经济效益指标,社会效益指标,生态效益指标,可持续影响指标,服务对象满意度指标"


def add_inputs(sheet: Worksheet, form: BlankForm, placed: Placed) -> None:
    """Lists, checks and hints for every cell that is filled in. Bounds refuse; doubtful entries only warn."""
    _money(sheet, placed)
    for row, index in zip(form.rows, placed.form.rows, strict=True):
        _row(sheet, row, placed, index, form.total_points)


def _money(sheet: Worksheet, placed: Placed) -> None:
    for index in placed.form.money:
        adjusted, spent = placed.cell(index, "adjusted"), placed.cell(index, "spent")
        for role in ("initial", "adjusted"):
            check = _check(
                "decimal", "greaterThanOrEqual", "0", error="请填不小于 0 的数字，不带单位，单位是万元。"
            )
            _hint(check, "万元", "只填数字，单位是万元。没有的填 0 或留空。")
            _add(sheet, check, placed.cell(index, role))
        check = _check(
            "custom", None, f'AND(ISNUMBER({spent}),{spent}>=0,OR({adjusted}="",{spent}<={adjusted}))'
        )
        check.errorStyle = "warning"
        check.error = "执行数应是不小于 0 的数字，且一般不大于全年预算数。确认无误可以继续。"
        _hint(check, "万元", "只填数字，单位是万元，一般不大于全年预算数。执行率自动计算。")
        _add(sheet, check, spent)


def _row(sheet: Worksheet, row: BlankRow, placed: Placed, index: int, most: Fraction) -> None:
    points = _check("decimal", "between", "0", str(most), error=f"分值应在 0 到 {most} 之间。")
    _hint(points, "分值", "各项分值与预算执行率的分值合计应为满分。")
    _add(sheet, points, placed.cell(index, "points"))
    if not row.path[1] and not row.path[2]:
        _add(sheet, _list(LEVELS2, strict=False), placed.cell(index, "level2"))
    if not row.is_item and not row.printed:
        _promise(sheet, row, placed, index)
    _actual(sheet, row, placed, index)


def _promise(sheet: Worksheet, row: BlankRow, placed: Placed, index: int) -> None:
    signs = _list(",".join(SIGNS), strict=True)
    _hint(signs, "指标性质", "≥ 不低于；≤ 不超过；＝ 等于；定性：按优良中差评定；期限：按完成日期核对。")
    _add(sheet, signs, placed.cell(index, "sign"))
    sign, target, unit = (placed.cell(index, role) for role in ("sign", "target", "unit"))
    check = _check("custom", None, f'OR({sign}="定性",ISNUMBER({target}))')
    check.errorStyle = "warning"
    check.error = "定量指标只填数字，符号选在“指标性质”，单位填在“度量单位”；期限填日期，如 2025-12-31。"
    usual = (
        "只填数字，不带符号和单位；度量单位为 % 的填 95，不填 95%。期限填日期；定性填评定等级，如 优良中差。"
    )
    _hint(check, "年度指标值", row.hint or usual)
    _add(sheet, check, target)
    units = _list(UNITS, strict=False)
    _hint(units, "度量单位", "可以从列表选，也可以自己填。定性和期限指标不填。")
    _add(sheet, units, unit)


def _actual(sheet: Worksheet, row: BlankRow, placed: Placed, index: int) -> None:
    actual, _sign, unit = (placed.cell(index, role) for role in ("actual", "sign", "unit"))
    if not row.asks_actual:
        check = _check("custom", None, "TRUE")
        _hint(check, "按数据计算", f"本项按“评分数据”或资金数计算，这里不填；不适用的填“不适用”。{row.hint}")
    elif row.words:
        check = _list(",".join(row.words), strict=False)
        _hint(check, "实际完成值", f"请从列表选择。{row.hint if row.is_item else ''}")
    elif row.is_item:
        check = _check("custom", None, f'OR(ISNUMBER({actual}),TRIM({actual})="不适用")')
        check.errorStyle = "warning"
        check.error = f"请填数字（{row.unit or '按说明'}），不适用的填“不适用”。"
        _hint(check, f"实际完成值（{row.unit}）" if row.unit else "实际完成值", row.hint)
    elif row.sign and row.sign != "期限":
        likely = f'{unit}<>"%",{actual}=0,{actual}>1.5' if not row.printed else "TRUE"
        check = _check("custom", None, f"AND(ISNUMBER({actual}),OR({likely}))")
        check.errorStyle = "warning"
        check.error = "请只填数字，不带单位；度量单位为 % 的填 95，不填 95% 或 0.95。"
        _hint(
            check,
            "实际完成值",
            "只填数字，不带单位；度量单位为 % 的填 95，不填 95%。没有完成的如实填写并说明原因。",
        )
    elif row.sign:
        check = _check("date", "greaterThan", "36526", error="请填完成的日期，如 2025-11-03。")
        _hint(check, "实际完成值", "填完成的日期，如 2025-11-03。")
    else:
        check = _list("优,良,中,差", strict=False)
        text = "定量填数字，不带单位；期限填日期；定性从列表选。度量单位为 % 的填 95，不填 95%。"
        _hint(check, "实际完成值", text)
    _add(sheet, check, actual)


def _list(choices: str, strict: bool) -> DataValidation:
    """A list to choose from; one that is not strict also takes other entries."""
    check = DataValidation(type="list", formula1=f'"{choices[:LONGEST_LIST]}"', allow_blank=True)
    check.showErrorMessage = strict
    if strict:
        check.errorTitle, check.error = "请从列表选择", "请从下拉列表中选择。"
    return check


def _check(
    kind: Literal["decimal", "date", "custom"],
    operator: Literal["between", "greaterThan", "greaterThanOrEqual"] | None,
    first: str,
    second: str | None = None,
    error: str = "",
) -> DataValidation:
    check = DataValidation(type=kind, operator=operator, formula1=first, formula2=second, allow_blank=True)
    check.showErrorMessage, check.errorTitle, check.error = True, "请核对", error or None
    return check


def _hint(check: DataValidation, title: str, text: str) -> None:
    check.showInputMessage = True
    check.promptTitle, check.prompt = title[:32], text[:LONGEST_PROMPT]


def _add(sheet: Worksheet, check: DataValidation, *cells: Sequence[str] | str) -> None:
    for cell in cells:
        check.add(cell)
    sheet.add_data_validation(check)
