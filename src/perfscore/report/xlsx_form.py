"""The self-assessment form as bureaus print it, laid out for a worksheet: which row and column holds what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from perfscore.report import words
from perfscore.report.facts import AssessmentFacts, MoneyLineFacts, RowFacts
from perfscore.report.figures import Figure
from perfscore.report.tables import LANDSCAPE_MM, Cell, Row, Table, Tint, head, number

MONEY_DEPARTMENT, MONEY_PROJECT = "部门预算资金\n（万元）", "项目资金\n（万元）"
RATE, SCORE, OUR_SCORE, CLAIM = "执行率", "得分", "核算得分", "填报得分"
UNSCORED = "—"
"""In the money block only the total row is scored."""


@dataclass(frozen=True, slots=True)
class FormTable:
    """The form as one table, and where in it things stand. All rows and columns are counted from 0.

    columns: by role: of the indicators `name`, `sign`, `target`, `unit`, `actual`, `points`, `score`, `claim`, `note`, of the
        money block `initial`, `adjusted`, `spent`, `money_points`, `rate`, `money_score`, `money_claim`; a role that the
        form has no column for is left out. reach: how many columns a cell of a role takes, where that is not one.
    money: rows of the money block, the total first; empty where the form has none.
    header: the row of the indicators' headers. rows: one for each indicator. total, grade: their rows. names: the cells
        of project, department and unit. goals: the cells of the year's goal and its result.
    """

    table: Table
    columns: Mapping[str, int]
    money: tuple[int, ...]
    header: int
    rows: tuple[int, ...]
    total: int
    grade: int
    possible: int | None = None
    names: Mapping[str, tuple[int, int]] | None = None
    goals: tuple[tuple[int, int], ...] = ()


def filled_form(facts: AssessmentFacts, tinted: bool) -> FormTable:
    """The form of a scored table. tinted: whether rows that lost points are coloured for good."""
    claims = facts.claim.itemised
    fixed = (21, 24, 42, 27, 28, 15, 17, 16) if claims else (22, 25, 46, 28, 29, 15, 17)
    widths = (*fixed, LANDSCAPE_MM + 12 - sum(fixed))
    rest = len(widths) - 5
    rows: list[Row] = []
    if not facts.department:
        rows.append((head("项目（政策）名称", 2), Cell(facts.project, len(widths) - 2)))
    rows.append((head("主管部门", 2), Cell(facts.authority, 2), head("实施单位"), Cell(facts.unit, rest)))
    scored = bool(facts.money or facts.execution.result.points.number)
    money_rows: tuple[int, ...] = ()
    if scored:
        first = len(rows) + 1
        rows.extend(_money_rows(facts, claims))
        money_rows = tuple(range(first, len(rows)))
    if facts.goal or facts.goal_result:
        rows.append((head("年度总体目标", rows=2), head("预期目标", 3), head("实际完成情况", rest + 1)))
        rows.append((Cell(facts.goal, 3), Cell(facts.goal_result, rest + 1)))
    header = len(rows)
    names = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"]
    names += [OUR_SCORE, CLAIM] if claims else [SCORE]
    rows.append(tuple(head(name) for name in (*names, "偏差原因分析及改进措施")))
    rows.extend(_indicator_rows(facts.rows, claims, tinted))
    total = len(rows)
    rows.extend(_closing_rows(facts, claims))
    return FormTable(
        Table(widths, tuple(rows)),
        _columns(claims),
        money_rows,
        header,
        tuple(range(header + 1, total)),
        total,
        len(rows) - 1,
        total + 1 if facts.open else None,
    )


def _columns(claims: bool) -> Mapping[str, int]:
    """Money sums stand under 三级指标 to 实际完成值, their points under 分值, their rate under 得分, the score behind."""
    columns = {"initial": 2, "adjusted": 3, "spent": 4, "money_points": 5, "rate": 6, "money_score": 7}
    columns |= {"name": 2, "target": 3, "actual": 4, "points": 5, "score": 6, "note": 7}
    return columns | ({"claim": 7, "note": 8, "money_claim": 8} if claims else {})


def money_head(department: bool, lines: int, names: Sequence[Cell]) -> Row:
    """The header of the money block; its first cell reaches down beside all lines."""
    label = MONEY_DEPARTMENT if department else MONEY_PROJECT
    return (head(label, rows=lines + 1), head("资金来源"), *names)


def _money_rows(facts: AssessmentFacts, claims: bool) -> Iterator[Row]:
    lines: Sequence[MoneyLineFacts] = facts.money.lines if facts.money else ()
    names = [head(name) for name in ("年初预算数", "全年预算数", "全年执行数", "分值", RATE)]
    names += [head(OUR_SCORE), head(CLAIM)] if claims else [head(SCORE)]
    yield money_head(facts.department, max(len(lines), 1), names)
    result = facts.execution.result
    rate = (facts.money.rate if facts.money else None) or ""
    for index, line in enumerate(lines or (_NO_LINE,)):
        sums = (line.initial, line.adjusted, line.spent)
        cells: list[Cell] = [Cell(line.label)]
        cells += [number(figure, blank) for figure, blank in zip(sums, line.blanks, strict=True)]
        if index == 0:
            score: Figure | None = result.score
            cells += [number(result.points), Cell(rate, centred=True), number(score)]
            cells += [number(facts.execution.claimed)] if claims else []
        else:
            dash = Cell(UNSCORED, centred=True)
            cells += [dash, Cell(line.claimed_rate, centred=True), dash, *([dash] if claims else [])]
        yield tuple(cells)


_NO_LINE = MoneyLineFacts("年度资金总额", "年度资金总额", None, None, None, "", ("", "", ""))


def _indicator_rows(rows: Sequence[RowFacts], claims: bool, tinted: bool) -> Iterator[Row]:
    """Rows with the cells of levels one and two merged over neighbours of the same name."""
    for level1, first in groupby(rows, key=lambda row: row.level1):
        of_level1 = list(first)
        outer: Row = (Cell(level1, rows=len(of_level1), centred=True),)
        for level2, second in groupby(of_level1, key=lambda row: row.level2):
            of_level2 = list(second)
            inner: Row = (Cell(level2, rows=len(of_level2), centred=True),)
            for row in of_level2:
                yield (*outer, *inner, *_indicator(row, claims, tinted))
                outer = inner = ()


def _indicator(row: RowFacts, claims: bool, tinted: bool) -> Row:
    result = row.result
    tint = Tint.NONE
    if tinted:
        tint = Tint.LOST if result.reduced else Tint.NONE if result.proved else Tint.OPEN
    note = words.ask("偏差原因及改进措施") if row.note_missing else row.note
    if tinted and not result.proved:
        remark = f"核算说明：{result.outcome}；补正后最高{result.possible}分"
        note = f"{note}\n{remark}" if note else remark
    cells = [Cell(row.name, tint=tint), Cell(row.target, centred=True, tint=tint)]
    cells += [Cell(row.actual, centred=True, tint=tint)]
    cells += [number(result.points, tint=tint), number(result.score if result.proved else None, tint=tint)]
    cells += [number(row.claimed, tint=tint)] if claims else []
    return (*cells, Cell(note, tint=tint))


def _closing_rows(facts: AssessmentFacts, claims: bool) -> Iterator[Row]:
    total = facts.claim.total
    claimed = (number(total.claimed if total else facts.claim.items_sum),) if claims else ()
    said = f"填报总分{total.claimed}分" if total and not claims else ""
    yield (head("总分", 5), number(facts.points), number(facts.total), *claimed, Cell(said))
    span = 3 if claims else 2
    if facts.open:
        yield (head("补正后最高", 5), number(facts.total_possible, columns=span), Cell("补充佐证后重新核算"))
    claim = f"填报等级：{facts.claim.grade}" if facts.claim.grade else ""
    yield (head("等级", 5), Cell(facts.grade, span, centred=True), Cell(claim))
