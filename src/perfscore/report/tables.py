"""Facts -> tables that know no file format. Word, HTML and Excel draw the same cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from perfscore.report import words
from perfscore.report.facts import AssessmentFacts, FindingFacts, MoneyLineFacts, ReportFacts, RowFacts
from perfscore.report.figures import Figure

PORTRAIT_MM = 156
LANDSCAPE_MM = 225


class Tint(StrEnum):
    NONE = ""
    HEAD = "head"
    LOST = "lost"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. columns, rows: how far it reaches right and down. figure: set where the cell is a number."""

    text: str
    columns: int = 1
    rows: int = 1
    centred: bool = False
    tint: Tint = Tint.NONE
    figure: Figure | None = None


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells over columns of given widths.

    widths: in millimetres on paper. header: how many leading rows are repeated on each page.
    rows: cells in reading order; a place covered by a cell above or to the left has none.
    together: whether the table is small enough to stand on one page.
    """

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    header: int = 0
    together: bool = False


Slot = tuple[int, Cell, bool]
"""Column from 0, cell, and whether the cell began in a row above."""


def slots(table: Table) -> Iterator[list[Slot]]:
    """Each row's cells from left to right, with those that reach down into it from rows above."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        given, filled, column = iter(row), [], 0
        while column < len(table.widths):
            continued = column in reaching
            cell, left = reaching.pop(column) if continued else (next(given), 0)
            left = left or cell.rows
            if left > 1:
                reaching[column] = (cell, left - 1)
            filled.append((column, cell, continued))
            column += cell.columns
        yield filled


def head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows, centred=True, tint=Tint.HEAD)


def number(figure: Figure | None, blank: str = "", tint: Tint = Tint.NONE, columns: int = 1) -> Cell:
    return Cell(str(figure) if figure else blank, columns, centred=True, tint=tint, figure=figure)


def form_tables(facts: AssessmentFacts) -> tuple[Table, Table]:
    """The self-assessment form: its head (names, money, goal), and its indicators with the total."""
    return _head_table(facts), _indicator_table(facts)


def form_notes(facts: AssessmentFacts) -> tuple[str, ...]:
    """What a reader must know under the form."""
    template = facts.template
    notes = [
        f"评分规则：{template.name}（编号{template.id}，版本{template.version}，适用日期{template.day}）。",
    ]
    if template.points_source:
        notes.append(f"分值来源：{template.points_source}")
    if facts.template.grades:
        notes.append(f"等级标准：{facts.template.grades}。")
    if facts.whole_trace:
        told = "；".join(f"{line.label}，{line.told}（{line.basis}）" for line in facts.whole_trace)
        notes.append(f"总分在各项得分之和的基础上计算：{told}。")
    if facts.unproved:
        names = "、".join(f"“{row.name}”" for row in facts.unproved)
        notes.append(f"佐证不足、暂不得分：{names}；总分{facts.total_words}。")
    return tuple(notes)


def _widths(facts: AssessmentFacts) -> tuple[int, ...]:
    claims = facts.claim.itemised
    fixed = (21, 24, 42, 27, 27, 15, 15, 15) if claims else (22, 24, 48, 29, 29, 15, 15)
    return (*fixed, LANDSCAPE_MM - sum(fixed))


def _head_table(facts: AssessmentFacts) -> Table:
    widths = _widths(facts)
    rest = len(widths) - 5
    rows: list[Row] = []
    if not facts.department:
        rows.append((head("项目（政策）名称", 2), Cell(facts.project, len(widths) - 2)))
    rows.append((head("主管部门", 2), Cell(facts.authority, 2), head("实施单位"), Cell(facts.unit, rest)))
    rows.extend(_money_rows(facts, rest))
    if facts.goal or facts.goal_result:
        rows.append((head("年度总体目标", rows=2), head("年度目标", 3), head("完成情况", rest + 1)))
        rows.append((Cell(facts.goal, 3), Cell(facts.goal_result, rest + 1)))
    return Table(widths, tuple(rows))


def _money_rows(facts: AssessmentFacts, rest: int) -> Iterator[Row]:
    money = facts.money
    if money is None:
        return
    yield (
        head("资金（万元）", rows=len(money.lines) + 2),
        head("资金来源", 2),
        head("年初预算数"),
        head("全年预算数"),
        head("全年执行数", rest - 1),
        head("填报执行率"),
    )
    for line in money.lines:
        yield _money_row(line, rest - 1)
    yield (
        head("核算执行率", 2),
        Cell(money.rate or "无法计算", rest + 2, centred=True),
    )


def _money_row(line: MoneyLineFacts, span: int) -> Row:
    initial, adjusted, spent = line.blanks
    return (
        Cell(line.label, 2),
        number(line.initial, initial),
        number(line.adjusted, adjusted),
        number(line.spent, spent, columns=span),
        Cell(line.claimed_rate, centred=True),
    )


def _indicator_table(facts: AssessmentFacts) -> Table:
    claims = facts.claim.itemised
    names = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "核算得分"]
    names += ["填报得分"] if claims else []
    rows: list[Row] = [tuple(head(name) for name in (*names, "偏差原因分析及改进措施"))]
    if facts.money or facts.execution.result.points.number:
        rows.append((_tinted(facts.execution, words.EXECUTION, 3), *_values(facts.execution, claims)))
    rows.extend(_indicator_rows(facts.rows, claims))
    rows.extend(_total_rows(facts, claims))
    return Table(_widths(facts), tuple(rows), header=1)


def _indicator_rows(rows: Sequence[RowFacts], claims: bool) -> Iterator[Row]:
    """Rows with the cells of levels one and two merged over neighbours of the same name."""
    for level1, first in groupby(rows, key=lambda row: row.level1):
        of_level1 = list(first)
        outer: Row = (Cell(level1, rows=len(of_level1), centred=True),)
        for level2, second in groupby(of_level1, key=lambda row: row.level2):
            of_level2 = list(second)
            inner: Row = (Cell(level2, rows=len(of_level2), centred=True),)
            for row in of_level2:
                yield (*outer, *inner, _tinted(row, row.name), *_values(row, claims))
                outer = inner = ()


def _tint(row: RowFacts) -> Tint:
    return Tint.LOST if row.result.reduced else Tint.NONE if row.result.proved else Tint.OPEN


def _tinted(row: RowFacts, text: str, columns: int = 1) -> Cell:
    return Cell(text, columns, tint=_tint(row), centred=columns > 1)


def _values(row: RowFacts, claims: bool) -> Row:
    tint, result = _tint(row), row.result
    cells = [Cell(row.target, centred=True, tint=tint), Cell(row.actual, centred=True, tint=tint)]
    full = Cell("—", centred=True, tint=tint) if result.on_top else number(result.points, tint=tint)
    cells += [full, number(result.earned, words.NOT_APPLICABLE, tint)]
    if claims:
        cells.append(number(row.claimed, tint=tint))
    return (*cells, Cell(_note(row), tint=tint))


def _note(row: RowFacts) -> str:
    """The officer's note; where it is due and missing, the mark that asks for it; then our own remark."""
    note = words.ask("偏差原因及改进措施") if row.note_missing else row.note
    if row.result.proved:
        return note
    remark = f"核算说明：{row.result.outcome}；补正后最高{row.result.possible}分"
    return f"{note}\n{remark}" if note else remark


def _total_rows(facts: AssessmentFacts, claims: bool) -> Iterator[Row]:
    total = facts.claim.total
    claimed = (number(total.claimed if total else facts.claim.items_sum),) if claims else ()
    said = f"填报总分{total.claimed}分" if total and not claims else ""
    yield (head("合计", 5), number(facts.points), number(facts.total), *claimed, Cell(said))
    span = 3 if claims else 2
    if facts.open:
        yield (head("补正后最高", 5), number(facts.total_possible, columns=span), Cell("补充佐证后重新核算"))
    claim = f"填报等级：{facts.claim.grade}" if facts.claim.grade else ""
    changed = f"补正后最高等级：{facts.possible_grade}" if facts.possible_grade != facts.grade else ""
    yield (
        head("等级", 5),
        Cell(facts.grade, span, centred=True),
        Cell("；".join(part for part in (claim, changed) if part)),
    )


def level_table(facts: AssessmentFacts) -> Table:
    """Scores by level-1 indicator, with the execution rate and the total."""
    undecided = facts.counts.undecided > 0
    states = ("已达成", "未达成", "佐证不足", "未判定")[: 4 if undecided else 3]
    names = ("一级指标", "指标数", *states, "分值", "得分")
    rows: list[Row] = [tuple(head(name) for name in names)]
    blank = Cell("—", centred=True)
    lines = [(level.name, level.counts, level.points, level.score) for level in facts.levels]
    for name, counts, full, score in [*lines, ("合计", None, facts.points, facts.total)]:
        if counts is None:
            counts = facts.counts
            result = facts.execution.result
            empty = (blank,) * (len(names) - 3)
            rows.append((Cell(words.EXECUTION), *empty, number(result.points), number(result.score)))
        figures = (counts.all, counts.met, counts.missed, counts.unproved, counts.undecided)
        cells = (Cell(str(count), centred=True) for count in figures[: len(states) + 1])
        rows.append((Cell(name), *cells, number(full) if full.number else blank, number(score)))
    first = PORTRAIT_MM - 18 * (len(names) - 1)
    return Table((first, *(18,) * (len(names) - 1)), tuple(rows), header=1, together=True)


def findings_table(findings: Sequence[FindingFacts], several: bool) -> Table:
    """All findings, gravest first. several: whether they belong to more than one table."""
    names = ("编号", *(("所属表",) if several else ()), "级别", "代码", "位置", "问题", "依据", "如何改")
    rows: list[Row] = [tuple(head(name) for name in names)]
    for found in findings:
        about = (found.about,) if several else ()
        cells = (str(found.number), *about, found.severity, found.code, found.where)
        centred = (Cell(text, centred=True) for text in cells)
        rows.append((*centred, Cell(found.message), Cell(found.basis), Cell(found.mend)))
    fixed = (12, *((25,) if several else ()), 14, 16, 28)
    rest = LANDSCAPE_MM - sum(fixed) - 32
    message = rest * 11 // 20
    return Table((*fixed, message, 32, rest - message), tuple(rows), header=1)


def rules_notes(report: ReportFacts) -> tuple[str, ...]:
    """Which files the rules were read from, each template once."""
    used = dict.fromkeys(table.template for table in report.tables)
    return tuple(
        f"{template.name}（编号{template.id}，版本{template.version}）的文件摘要（SHA-256）："
        f"{template.digest or '未提供'}"
        for template in dict.fromkeys(replace(one, points_source="") for one in used)
    )


def rules_table(report: ReportFacts) -> Table:
    """The rules that took part, with what is known of their sources."""
    rows: list[Row] = [tuple(head(name) for name in ("规则编号", "文件及条款", "来源情况", "说明"))]
    for rule in report.rules:
        rows.append((Cell(rule.rule, centred=True), Cell(rule.document), Cell(rule.status), Cell(rule.note)))
    return Table((24, 48, 30, PORTRAIT_MM - 102), tuple(rows), header=1)
