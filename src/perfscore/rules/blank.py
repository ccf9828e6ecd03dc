"""Rules, typical indicators or last year's table -> the rows of an empty form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from perfscore.model.blank import BlankRow
from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.values import Comparator, Quantity, Target
from perfscore.rules.indicators import IndicatorSet
from perfscore.rules.listing import lines
from perfscore.rules.template import Item, LevelPoints, RuleTemplate
from perfscore.rules.typical import LEVELS

SIGN_OF: Mapping[Comparator, str] = {
    Comparator.AT_LEAST: "≥",
    Comparator.AT_MOST: "≤",
    Comparator.EQUAL: "＝",
    Comparator.MORE: "＞",
    Comparator.LESS: "＜",
    Comparator.QUALITATIVE: "定性",
    Comparator.BY: "期限",
}
SCALE = "优良中差"
"""What stands as the target of a row judged in words, where nobody said anything else."""
SPARE = {"数量指标": 3}
"""How many empty rows a level of two has; two for all others."""
OUTPUT = "产出指标"
_ASIDE = ("absent-level", "points-split", "word-for-number")
"""What a form with its points and figures filled in does not call on."""
MONEY = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")


def blank_rows(rules: RuleTemplate, typical: IndicatorSet | None) -> tuple[BlankRow, ...]:
    """The rows that the rules name themselves, then those of one kind of project, or empty rows by level."""
    division = division_of(rules, typical)
    levels = {level: points for level, points in division.levels.items() if points}
    items = tuple(_item_rows(rules))
    rows: list[BlankRow] = []
    for level, points in levels.items():
        named = [row for row in items if row.path[0] == level]
        rows += named
        if sum((row.points or Fraction(0) for row in named), Fraction(0)) < points:
            rows += (
                _typical_rows(typical, level, levels, rules) if typical else _spare_rows(level, bool(named))
            )
    rows += [row for row in items if row.path[0] not in levels]
    for extra in rules.extra_levels.value if rules.extra_levels else ():
        rows += [BlankRow((extra, "", ""), is_item=True, hint="填加减的分数（写“分”），或发生的次数")] * 3
    return tuple(rows)


def last_year_rows(
    table: AssessmentTable, rules: RuleTemplate
) -> tuple[tuple[BlankRow, ...], tuple[str, ...]]:
    """The rows of a table with their targets, and the names of those that were not taken: details, bonus and penalty."""
    rows, left_out = [], []
    for row in table.rows:
        item = rules.item_named(row.name)
        points = row.points.number if isinstance(row.points, Quantity) else None
        if item and not item.usual:
            rows.append(replace(_item_row(row.path, item), points=points or item.points.value))
        elif row.is_detail or rules.extra_level(row.path[0]):
            left_out.append(row.name)
        else:
            rows.append(_kept(row, points, rules))
    return tuple(rows), tuple(left_out)


def _kept(row: Indicator, points: Fraction | None, rules: RuleTemplate) -> BlankRow:
    target = row.target
    sign = SIGN_OF.get(target.comparator, "")
    kept = BlankRow(row.path, sign=sign, target=_promised(target), unit=target.unit, points=points)
    if target.comparator is Comparator.QUALITATIVE:
        return replace(kept, unit="", words=quality_words(rules))
    if target.comparator is Comparator.RANGE:
        return replace(kept, upper=target.upper, printed=target.written.strip())
    return kept


def _promised(target: Target) -> Fraction | date | str | None:
    if target.comparator is Comparator.BY:
        return target.deadline
    if target.comparator is Comparator.QUALITATIVE:
        return target.written.strip() or SCALE
    return target.value


def division_of(rules: RuleTemplate, typical: IndicatorSet | None) -> LevelPoints:
    """The division of the points that applies to these rows."""
    divisions = rules.level_points.value
    present = {row.level1 for row in typical.indicators} if typical else set(divisions[-1].levels)
    present |= {item.level[0] for item in rules.items.values()}
    return next((each for each in divisions if set(each.needs) <= present), divisions[-1])


def _spare_rows(level: str, goes_on: bool) -> Iterator[BlankRow]:
    """Empty rows of a level. goes_on: rows that the rules name stand above, so no standard names of level two do."""
    for level2 in ("",) if goes_on else LEVELS.get(level, ("",)):
        if level == "产出指标" and level2 == "成本指标":
            continue  # a level of its own in newer forms; older ones add it below 产出 by hand
        for _ in range(SPARE.get(level2, 2)):
            yield BlankRow((level, level2, ""))


def _typical_rows(
    typical: IndicatorSet, level: str, levels: Mapping[str, Fraction], rules: RuleTemplate
) -> Iterator[BlankRow]:
    """The typical indicators that belong to a level; the example is only a hint, for it sets no standard."""
    standard = {other: name for name, others in rules.level_names.items() for other in (name, *others)}
    for each in typical.indicators:
        own = each.level1 if each.level1 in levels else standard.get(each.level1, each.level1)
        if (own if own in levels else OUTPUT) != level:
            continue
        words = quality_words(rules) if each.sign == "定性" else ()
        yield BlankRow(
            (level, each.level2, each.name),
            sign="＝" if each.sign == "=" else each.sign,
            target=SCALE if words else None,
            unit=each.unit,
            words=words,
            hint=f"写法示例：{each.example}（只示写法，不是标准）",
        )


def _item_rows(rules: RuleTemplate) -> Iterator[BlankRow]:
    for item in rules.items.values():
        path = (item.level[0], item.level[1], item.name)
        yield replace(_item_row(path, item), points=item.points.value or None)


def _item_row(path: tuple[str, str, str], item: Item) -> BlankRow:
    if item.usual:
        return BlankRow(path, unit=item.unit, hint=item.meaning)
    names = item.formula.value.names if item.formula else frozenset({"actual"})
    return BlankRow(
        path,
        unit=item.unit,
        is_item=True,
        asks_actual="actual" in names,
        words=tuple(item.words),
        hint=item.meaning,
    )


def unverified(rules: RuleTemplate) -> tuple[str, ...]:
    """What takes part in a form's scores and was not read in a public source, named for people."""
    told = [f"“{name}”" for name, item in rules.items.items() if not item.scoring.verified]
    told += [f"“{name}”的分值" for name, item in rules.items.items() if not item.points.source.verified]
    for name, _, meaning, source in lines(rules):
        kind = name.partition("（")[0]
        if not source.verified and kind not in _ASIDE and "." not in kind:
            told.append(re.split("[；：]", meaning)[0])
    if any(band.words_source and not band.words_source.verified for band in rules.bands.value):
        told.append("定性指标各用词所得的比例")
    return tuple(dict.fromkeys(told))


def quality_words(rules: RuleTemplate) -> tuple[str, ...]:
    """The words of the three bands, the commonest grades first: what a drop-down list offers."""
    words = [word for band in rules.bands.value for word in band.words]
    grades = [word for word in ("优", "良", "中", "差") if word in words]
    return (*grades, *(band.name for band in rules.bands.value if band.name in words))


def division_told(rules: RuleTemplate, typical: IndicatorSet | None) -> str:
    """How the template divides the points among the levels."""
    division = division_of(rules, typical)
    parts = [f"{level}{plain(points)}分" for level, points in division.levels.items()]
    rate = [f"预算执行率{plain(division.execution)}分"] if division.execution else []
    return "、".join((*rate, *parts))
