"""Facts of a comparison -> tables that know no file format."""

from __future__ import annotations

from collections.abc import Iterator

from perfscore.report.comparison_facts import ComparisonFacts, LineFacts, MovedFacts, PassageFacts
from perfscore.report.figures import Figure
from perfscore.report.tables import LANDSCAPE_MM, PORTRAIT_MM, Cell, Row, Table, Tint, head, number

MATCH_HEADERS = (
    "所在年度（前）",
    "上年指标",
    "所在年度（后）",
    "本年指标",
    "相似度",
    "判断",
    "依据",
    "是否同一指标",
)
"""The columns of the sheet that a person fills in and gives back."""


def totals_table(facts: ComparisonFacts) -> Table:
    """One row for each year: rules, total, grade, change; under one set of rules as well where that was asked for."""
    one = bool(facts.one_rules)
    names = ["年度", "评分规则", "核算总分", "等级", "填报总分", "较上期"]
    names += ["统一规则总分", "工作成效影响", "规则变化影响"] if one else []
    rows: list[Row] = [tuple(head(name) for name in names)]
    for each in facts.editions:
        cells = [
            Cell(each.label, centred=True),
            Cell(each.rules),
            _number(each.total),
            Cell(each.grade or "—", centred=True),
            _number(each.claimed),
            _signed(each.total_moved),
        ]
        if one:
            cells += [_number(each.under_one), _number(each.performance), _number(each.rule_change)]
        rows.append(tuple(cells))
    fixed = (18, 16, 12, 16, 15, *((17, 16, 16) if one else ()))
    return Table((fixed[0], PORTRAIT_MM - sum(fixed), *fixed[1:]), tuple(rows), header=1, together=True)


def money_table(facts: ComparisonFacts) -> Table:
    """One row for each year: the three figures, each with its change on the figure before."""
    names = ("年初预算数", "全年预算数", "全年执行数")
    rows: list[Row] = [
        (
            head("年度", rows=2),
            *(head(name, 3) for name in names),
            head("执行率", 2),
            head("预算调整率", rows=2),
        ),
        (*(head(name) for _ in names for name in ("金额", "较上期", "增减")), head("比率"), head("百分点")),
    ]
    for each in facts.editions:
        cells = [Cell(each.label, centred=True)]
        for figure, moved in (
            (each.initial, each.initial_moved),
            (each.adjusted, each.adjusted_moved),
            (each.spent, each.spent_moved),
        ):
            cells += [_number(figure), _signed(moved), Cell(_share(moved), centred=True)]
        cells += [Cell(each.rate or "—", centred=True), _signed(each.rate_moved)]
        cells.append(Cell(each.adjusted_share or "—", centred=True))
        rows.append(tuple(cells))
    return Table((23, 18, 17, 17, 18, 17, 17, 18, 17, 17, 17, 14, 15), tuple(rows), header=2)


def lines_table(facts: ComparisonFacts) -> Table:
    """Every indicator through the years, one row for each year it stands in.

    The headers are not those of a self-assessment: whoever reads the file must not take it for one.
    """
    names = (
        "层级",
        "现用名称",
        "变化",
        "所在年度",
        "当年指标值",
        "当年完成",
        "完成程度（%）",
        "当年分值",
        "当年得分",
        "达成",
        "与上期的对应",
    )
    rows: list[Row] = [tuple(head(name) for name in names)]
    for line in facts.lines:
        rows.extend(_line_rows(line))
    fixed = (24, 34, 15, 22, 26, 26, 16, 13, 13, 15)
    return Table((*fixed, LANDSCAPE_MM - sum(fixed)), tuple(rows), header=1)


def _line_rows(line: LineFacts) -> Iterator[Row]:
    count = len(line.standings)
    state = f"{line.state}\n{line.trait}" if line.trait else line.state
    first: Row = (
        Cell(line.level, rows=count, centred=True),
        Cell(line.name, rows=count),
        Cell(state, rows=count, centred=True),
    )
    for each in line.standings:
        tint = Tint.LOST if each.met == "未达成" else Tint.NONE
        match = f"原名“{each.name}”\n{each.match}" if each.name else each.match
        yield (
            *first,
            Cell(each.label, centred=True, tint=tint),
            Cell(f"{each.target}（{each.demand}）" if each.demand else each.target, centred=True, tint=tint),
            Cell(each.actual, centred=True, tint=tint),
            _number(each.achievement, tint),
            _number(each.points, tint),
            _number(each.score, tint),
            Cell(each.met or "—", centred=True, tint=tint),
            Cell(match, tint=tint if each.sure else Tint.OPEN),
        )
        first = ()


def parts_table(passage: PassageFacts) -> Table:
    """What each row adds to the change of the total; the last row is their sum, exactly."""
    rows: list[Row] = [tuple(head(name) for name in ("类别", "项目", "对总分的影响"))]
    rows += [(Cell(part.kind, centred=True), Cell(part.name), _number(part.change)) for part in passage.parts]
    told = f"合计（{passage.before}分→{passage.after}分）"
    rows.append((head(told, 2), _number(passage.moved.signed)))
    return Table((24, PORTRAIT_MM - 54, 30), tuple(rows), header=1)


def matches_table(facts: ComparisonFacts) -> Table:
    """Pairs that were supposed or are open. The last column is for a person."""
    rows: list[Row] = [tuple(head(name) for name in MATCH_HEADERS)]
    for each in facts.matches:
        tint = Tint.OPEN if each.open else Tint.NONE
        rows.append(
            (
                Cell(each.before_label, centred=True, tint=tint),
                Cell(each.before, tint=tint),
                Cell(each.after_label, centred=True, tint=tint),
                Cell(each.after, tint=tint),
                Cell(each.likeness, centred=True, tint=tint),
                Cell(each.judged, centred=True, tint=tint),
                Cell(each.because, tint=tint),
                Cell(each.answer, centred=True, tint=tint),
            )
        )
    fixed = (24, 40, 24, 40, 15, 26, 22)
    widths = (*fixed[:6], LANDSCAPE_MM - sum(fixed), fixed[6])
    return Table(widths, tuple(rows), header=1)


def _number(figure: Figure | None, tint: Tint = Tint.NONE) -> Cell:
    return number(figure, "—", tint)


def _signed(moved: MovedFacts | None) -> Cell:
    return number(moved.signed if moved else None, "—")


def _share(moved: MovedFacts | None) -> str:
    if moved is None or moved.share is None:
        return "—"
    return {"增加": "+", "减少": "-", "持平": ""}[moved.word] + moved.share
