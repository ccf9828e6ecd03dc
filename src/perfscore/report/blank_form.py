"""An empty form laid out for a worksheet: sign, unit and target in columns of their own, so that formulas can read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from perfscore.model.blank import BlankForm, BlankRow
from perfscore.model.decimals import plain
from perfscore.model.table import Form
from perfscore.report.tables import LANDSCAPE_MM, Cell, Row, Table, head
from perfscore.report.xlsx_form import RATE, SCORE, UNSCORED, FormTable, money_head

WIDTHS = (22, 25, 50, 17, 22, 16, 26, 15, 16)
COLUMNS = {
    "initial": 2,
    "adjusted": 3,
    "spent": 5,
    "money_points": 7,
    "rate": 8,
    "money_score": 9,
    "level1": 0,
    "level2": 1,
    "name": 2,
    "sign": 3,
    "target": 4,
    "unit": 5,
    "actual": 6,
    "points": 7,
    "score": 8,
    "note": 9,
}
NAMES = (
    *("一级指标", "二级指标", "三级指标", "指标性质", "年度指标值", "度量单位", "实际完成值", "分值", SCORE),
    "偏差原因分析及改进措施",
)
SIGNED = "填表人：　　　　　　　　　　联系电话：　　　　　　　　　　填报日期：　　　　年　　月　　日"
EMPTY = Cell("", centred=True)


def blank_table(form: BlankForm) -> FormTable:
    widths = (*WIDTHS, LANDSCAPE_MM + 25 - sum(WIDTHS))
    department = form.form is Form.DEPARTMENT
    rows: list[Row] = []
    names: dict[str, tuple[int, int]] = {}
    if not department:
        names["project"] = (0, 2)
        rows.append((head("项目（政策）名称", 2), Cell(form.project, 8)))
    names |= {"department": (len(rows), 2), "unit": (len(rows), 5)}
    rows.append((head("主管部门", 2), Cell(form.department, 1), head("实施单位", 2), Cell(form.unit, 5)))
    first = len(rows) + 1
    rows.extend(_money_rows(form, department))
    money = tuple(range(first, len(rows)))
    goals = len(rows) + 1
    rows.append((head("年度总体目标", rows=2), head("预期目标", 4), head("实际完成情况", 5)))
    rows.append((Cell("\n\n\n", 4), Cell("\n\n\n", 5)))
    header = len(rows)
    rows.append(tuple(head(name) for name in NAMES))
    rows.extend(_indicator_rows(form.rows))
    total = len(rows)
    rows.append((head("总分", 7), EMPTY, EMPTY, Cell("")))
    rows.append((head("等级", 7), Cell("", 2, centred=True), Cell("")))
    return FormTable(
        Table(widths, tuple(rows)),
        COLUMNS,
        money,
        header,
        tuple(range(header + 1, total)),
        total,
        total + 1,
        names=names,
        goals=((goals, 1), (goals, 5)),
    )


def _money_rows(form: BlankForm, department: bool) -> Iterator[Row]:
    titles = [
        head("年初预算数"),
        head("全年预算数", 2),
        head("全年执行数", 2),
        head("分值"),
        head(RATE),
        head(SCORE),
    ]
    yield money_head(department, len(form.money), titles)
    for index, label in enumerate(form.money):
        dash = Cell(UNSCORED, centred=True)
        two = Cell("", 2, centred=True)
        points = Cell(plain(form.execution), centred=True) if index == 0 else dash
        yield (Cell(label), EMPTY, two, two, points, EMPTY, EMPTY if index == 0 else dash)


def _indicator_rows(rows: Sequence[BlankRow]) -> Iterator[Row]:
    """Names of level one are merged over their rows; so are those of level two, where they are given."""
    for level1, first in groupby(rows, key=lambda row: row.path[0]):
        of_level1 = list(first)
        outer: Row = (Cell(level1, rows=len(of_level1), centred=True),)
        for level2, second in groupby(of_level1, key=lambda row: row.path[1]):
            of_level2 = list(second)
            merged = bool(level2) or all(row.path[2] for row in of_level2)
            inner: Row = (Cell(level2, rows=len(of_level2) if merged else 1, centred=True),)
            for row in of_level2:
                yield (*outer, *inner, *_row(row))
                outer = ()
                inner = () if merged else (EMPTY,)


def _row(row: BlankRow) -> Row:
    target = row.printed or (row.target if isinstance(row.target, str) else "")
    texts = (row.sign, target, "" if row.printed else row.unit)
    return (Cell(row.path[2]), *(Cell(text, centred=True) for text in texts), EMPTY, EMPTY, EMPTY, Cell(""))
