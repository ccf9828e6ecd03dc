"""How many points each row can earn: as the form prints them, else divided by the template.

A level's points are divided equally over its level-2 groups and then over the rows of each group, at each stage to
the template's places, so that what is printed adds up exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.assessment import PointsSource, Step
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.values import NO_COLUMN, Quantity
from perfscore.rules.template import Item, LevelPoints, RuleTemplate
from perfscore.score.findings import LEVEL_ABSENT, POINTS_BLANK, POINTS_BY_DEFAULT
from perfscore.score.levels import division_of, level_weights, standard_level
from perfscore.score.rounding import added, divided, rounded


class Allotted(NamedTuple):
    """The points of one row or of the execution rate, where they come from and why."""

    points: Fraction
    source: PointsSource
    step: Step


@dataclass(frozen=True, slots=True)
class Allotment:
    rows: tuple[Allotted, ...]
    execution: Allotted
    findings: tuple[Finding, ...]


def allot_points(table: AssessmentTable, rules: RuleTemplate) -> Allotment:
    """Give every row of a table its points: as printed, else as the rules name the row, else divided."""
    if rules.items or rules.extra_levels:
        return _with_named_rows(table, rules)
    return _divided(table, rules)


def _with_named_rows(table: AssessmentTable, rules: RuleTemplate) -> Allotment:
    """Rows that the rules name have their own points; bonus and penalty rows have none of the table's."""
    followed, about_levels = _following_their_levels(table, rules)
    named: dict[int, Allotted] = {}
    rows: list[Indicator] = []
    for position, row in enumerate(table.rows):
        item = rules.item_named(row.name)
        if rules.extra_level(row.path[0]):
            named[position] = Allotted(
                Fraction(0), PointsSource.FORM, Step("分值", "不计入满分", None, "不计入满分", row.at)
            )
            continue
        if item and not isinstance(row.points, Quantity):
            named[position] = followed.get(position) or _as_named(item)
            points = named[position].points
            row = replace(row, points=Quantity(points, "", plain(points), row.at))
        rows.append(row)
    others = _divided(replace(table, rows=tuple(rows)), rules)
    rest = iter(others.rows)
    extras = {i for i, row in enumerate(table.rows) if rules.extra_level(row.path[0])}
    allotted: list[Allotted] = []
    for position in range(len(table.rows)):
        divided_points = None if position in extras else next(rest)
        allotted.append(named.get(position) or divided_points or named[position])
    return Allotment(tuple(allotted), others.execution, (*about_levels, *others.findings))


def _as_named(item: Item) -> Allotted:
    points, text = item.points.value, plain(item.points.value)
    step = Step("分值", f"规则“{item.name}”", points, text, item.points.source)
    return Allotted(points, PointsSource.DEFAULT, step)


def _following_their_levels(
    table: AssessmentTable, rules: RuleTemplate
) -> tuple[dict[int, Allotted], list[Finding]]:
    """The points of the named rows of a table that lacks a level, where the rules let them follow their level's.

    By position in the table, with what is to be told of the absent levels. Nothing where the rules leave the items'
    points as they are, where the form prints points, or where no level with points is absent.
    """
    rule = rules.absent_level_items
    if rule is None or rule.value != "scale" or table.level_points:
        return {}, []
    counted = [(i, row) for i, row in enumerate(table.rows) if not rules.extra_level(row.path[0])]
    items = {i: item for i, row in counted if (item := rules.item_named(row.name))}
    if not items or any(isinstance(row.points, Quantity) for _, row in counted):
        return {}, []
    levels = {i: standard_level(row, rules) for i, row in counted}
    division = division_of(tuple(levels.values()), rules)
    execution = _execution(table, rules, division)
    findings: list[Finding] = []
    weights, notes = level_weights(table, tuple(levels.values()), rules, division, execution.points, findings)
    absent = [finding for finding in findings if finding.kind is LEVEL_ABSENT]
    if not absent:
        return {}, []
    followed: dict[int, Allotted] = {}
    for level in dict.fromkeys(levels[i] for i in items):
        whole = division.levels.get(level)
        if not whole:
            continue
        members = [i for i in items if levels[i] == level]
        own = [items[i].points.value for i in members]
        together = rounded(sum(own, Fraction(0)) * weights[level] / whole, rules.rounding.value)
        shares = divided(together, own, rules.rounding.value.places)
        for i, points in zip(members, shares, strict=True):
            text = f"{plain(items[i].points.value)} × {plain(weights[level])} ÷ {plain(whole)}"
            story = (_as_named(items[i]).step, notes[level])
            step = Step("分值", text, points, plain(points), rule.source, story)
            followed[i] = Allotted(points, PointsSource.DEFAULT, step)
    return followed, absent


def _divided(table: AssessmentTable, rules: RuleTemplate) -> Allotment:
    levels = [standard_level(row, rules) for row in table.rows]
    division = division_of(levels, rules)
    execution = _execution(table, rules, division)
    open_rows = [
        i for i, row in enumerate(table.rows) if not isinstance(row.points, Quantity) and not row.is_detail
    ]
    findings: list[Finding] = []
    shares: dict[int, Allotted] = {}
    if open_rows:
        about_levels: list[Finding] = []  # of interest only where the template divides all the points
        weights, notes = level_weights(table, levels, rules, division, execution.points, about_levels)
        for level in dict.fromkeys(levels):
            rows_of_level = [i for i, name in enumerate(levels) if name == level]
            shares |= _within_level(table.rows, rows_of_level, level, weights[level], notes, rules)
        if not any(isinstance(row.points, Quantity) for row in table.rows):
            findings += about_levels
        blank = [i for i in open_rows if shares[i].points == 0]
        if blank:
            names = "、".join(table.rows[i].name for i in blank)
            findings.append(POINTS_BLANK.at(table.rows[blank[0]].at, indicators=names))
        if len(blank) < len(open_rows):
            method = "一级指标分值按二级、三级指标逐级平均分配"
            count = len(open_rows) - len(blank)
            findings.append(POINTS_BY_DEFAULT.at(table.source, count=count, method=method))
    rows = tuple(
        _printed(row.points) if isinstance(row.points, Quantity) else shares.get(i) or _detail(row)
        for i, row in enumerate(table.rows)
    )
    return Allotment(rows, execution, tuple(findings))


def _printed(quantity: Quantity) -> Allotted:
    points = quantity.number
    text = plain(points)
    return Allotted(points, PointsSource.FORM, Step("分值", text, points, text, quantity.at))


def _detail(row: Indicator) -> Allotted:
    """A row that breaks down the one above it is scored with that one."""
    source = PointsSource.DEFAULT if row.points == NO_COLUMN else PointsSource.FORM
    return Allotted(Fraction(0), source, Step("分值", "上一指标的细项，不另计分", Fraction(0), "0", row.at))


def _execution(table: AssessmentTable, rules: RuleTemplate, division: LevelPoints) -> Allotted:
    """The execution rate's points: printed in the money block, else the template's.

    A form whose rows alone already make up the full total does not score the execution rate; nor does one without
    points whose rows claim more than the template leaves to rows, for no row can earn more than its points.
    """
    printed = table.budget.total.points if table.budget else None
    if isinstance(printed, Quantity):
        return _printed(printed)
    row_points = [row.points.number for row in table.rows if isinstance(row.points, Quantity)]
    scored_rows = [row for row in table.rows if not row.is_detail]
    full = len(row_points) == len(scored_rows) and added(row_points) == rules.total_points.value
    points = Fraction(0) if full and row_points else division.execution
    why = "各指标分值合计已为满分，本表不对执行率计分" if not points else plain(points)
    claims = [row.claimed.number for row in table.rows if isinstance(row.claimed, Quantity)]
    left = rules.total_points.value - points
    own_claim = isinstance(table.budget.total.claimed, Quantity) if table.budget else False
    if points and not row_points and not own_claim and sum(claims) > left:
        why = f"各指标填报得分合计 {plain(sum(claims, Fraction(0)))} 分，超过除执行率外的 {plain(left)} 分，本表不对执行率计分"
        points = Fraction(0)
    return Allotted(
        points,
        PointsSource.DEFAULT,
        Step("分值", why, points, plain(points), division.source or rules.level_points.source),
    )


def _quotient(whole: Fraction, parts: int, got: Fraction) -> str:
    """The division as it is told: where it does not come out even, that the last digit was settled."""
    if parts == 1:
        return plain(whole)
    exact = whole / parts == got
    return f"{plain(whole)} ÷ {parts}" + ("" if exact else "（按位数取舍，尾差归靠前的指标）")


def _within_level(
    rows: Sequence[Indicator],
    members: Sequence[int],
    level: str,
    weight: Fraction,
    notes: Mapping[str, Step],
    rules: RuleTemplate,
) -> dict[int, Allotted]:
    """Divide what a level's printed points leave over, first by level-2 group, then by row."""
    printed = sum((p.number for i in members if isinstance(p := rows[i].points, Quantity)), Fraction(0))
    open_rows = [i for i in members if not isinstance(rows[i].points, Quantity) and not rows[i].is_detail]
    left = max(weight - printed, Fraction(0))
    groups = {
        name: [i for i in open_rows if rows[i].path[1] == name]
        for name in dict.fromkeys(rows[i].path[1] for i in open_rows)
    }
    places, split = rules.rounding.value.places, rules.points_split.source
    shares: dict[int, Allotted] = {}
    for (name, group), points in zip(
        groups.items(), divided(left, [Fraction(1)] * len(groups), places), strict=True
    ):
        above = notes[level]
        if printed:
            above = Step(
                above.label,
                f"{above.shown} − 表内已列 {plain(printed)}",
                left,
                plain(left),
                above.source,
                (above,),
            )
        step = Step(
            f"{name or level or '本组'}分值",
            f"{plain(left)} ÷ {len(groups)}",
            points,
            plain(points),
            split,
            (above,),
        )
        for i, part in zip(group, divided(points, [Fraction(1)] * len(group), places), strict=True):
            text = _quotient(points, len(group), part)
            shares[i] = Allotted(
                part, PointsSource.DEFAULT, Step("分值", text, part, plain(part), split, (step,))
            )
    return shares
