"""Indicators that the rules name themselves: the item's own formula over the row, the money block and other figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfscore.model.assessment import Score, Step
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.units import convert
from perfscore.model.values import Quantity
from perfscore.rules.formula import DivisionByZero
from perfscore.rules.template import AWARDED, Input, Item
from perfscore.score.case import Case, told
from perfscore.score.findings import (
    FIGURE_INADMISSIBLE,
    FIGURES_MISSING,
    ITEM_DIVIDES_BY_ZERO,
    WORD_NOT_KNOWN,
)

DIVISORS = frozenset({"budget", "initial"})
"""Of the figures of a row and of the money block these must be above zero; the others must not be below."""
MONEY = {"spent": "全年执行数", "budget": "全年预算数", "initial": "年初预算数"}


def figures_of(table: AssessmentTable) -> Mapping[str, Quantity]:
    """Everything a table has to offer to an item: the total row of its money block, and figures by name."""
    money: dict[str, Quantity] = {}
    if table.budget:
        total = table.budget.total
        own = {"spent": total.spent, "budget": table.budget.base, "initial": total.initial}
        money = {name: figure for name, figure in own.items() if isinstance(figure, Quantity)}
    return {**table.figures, **money}


def score_item(case: Case, item: Item, figures: Mapping[str, Quantity]) -> tuple[Score, list[Finding]]:
    """Score a row as the item it is. What its formula needs and nobody supplied is named, not supposed."""
    if item.formula is None:
        return _by_word(case, item)
    row = case.row
    values: dict[str, Fraction] = {"points": case.allotted.points}
    steps: list[Step] = []
    missing: list[str] = []
    if "actual" in item.formula.value.names and row.actual.absence is None:
        fits = _own_value(row, item)
        if fits is None or not item.admits(fits, case.allotted.points):
            finding = FIGURE_INADMISSIBLE.at(
                row.actual.at,
                indicator=row.name,
                figure=_SAID["actual"],
                value=row.actual.written.strip(),
            )
            return case.not_demonstrated("实际完成值超出可用范围", item.formula.source), [finding]
    for name in sorted(item.formula.value.names - {"points"}):
        figure = _figure(name, case, item, figures)
        if figure is None:
            missing.append(item.inputs[name].name if name in item.inputs else _SAID[name])
            continue
        found, shown = figure
        asked = item.inputs.get(name)
        admitted = asked.admits(found) if asked else _usable(name, found)
        value = plain(found)
        if asked and _may_lack_percent(asked, figures):
            admitted, value = False, f"{value} ({plain(found * 100)}%? {value}%?)"
        if not admitted:
            finding = FIGURE_INADMISSIBLE.at(
                row.at, indicator=row.name, figure=asked.name if asked else _SAID[name], value=value
            )
            return case.not_demonstrated("数据超出可用范围", item.formula.source), [finding]
        values[name] = found
        if name not in ("target", "actual"):
            steps.append(shown)
    if missing:
        finding = FIGURES_MISSING.at(row.at, indicator=row.name, figures="、".join(missing))
        return case.not_demonstrated(f"缺少{'、'.join(missing)}", item.formula.source), [finding]
    try:
        exact = item.formula.value.evaluate(values)
    except DivisionByZero:
        finding = ITEM_DIVIDES_BY_ZERO.at(row.at, indicator=row.name)
        return case.not_demonstrated("作分母的数据为零，不能相除", item.formula.source), [finding]
    points = case.allotted.points
    reckoned = told(item.formula.value.shown(values), exact, points)
    expression = f"评定得 {plain(exact)} 分" if item.unit == AWARDED else reckoned
    return case.scored(exact, expression, item.formula.source, exact == points, *steps), []


_POINTS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,4})?)\s*分?")
_SAID = {"target": "年度指标值", "actual": "实际完成值", **MONEY}


def _figure(
    name: str, case: Case, item: Item, figures: Mapping[str, Quantity]
) -> tuple[Fraction, Step] | None:
    """A variable's value, with where it comes from; None when nobody supplies it."""
    row = case.row
    if name == "target":
        return (row.target.value, case.basis[1]) if row.target.value is not None else None
    if name == "actual":
        number = _own_value(row, item)
        return (number, case.basis[2]) if number is not None else None
    if name in MONEY:
        quantity = figures.get(name)
        return (quantity.number, _step(MONEY[name], quantity, quantity.number)) if quantity else None
    asked = item.inputs[name]
    quantity = _supplied(asked, figures)
    number = _in_unit_of(asked, quantity) if quantity else None
    return (number, _step(asked.name, quantity, number)) if quantity and number is not None else None


def _supplied(asked: Input, figures: Mapping[str, Quantity]) -> Quantity | None:
    """The first figure by one of the names of an input that can be put in its unit."""
    known = (figures.get(name) for name in (asked.name, *asked.also))
    return next((each for each in known if each and _in_unit_of(asked, each) is not None), None)


def _in_unit_of(asked: Input, quantity: Quantity) -> Fraction | None:
    return convert(quantity.number, quantity.unit or asked.unit, asked.unit)


def _may_lack_percent(asked: Input, figures: Mapping[str, Quantity]) -> bool:
    """Whether a bare 0.6 stands where a percentage is asked for: 60% or 0.6%, and nobody may choose for the unit."""
    quantity = _supplied(asked, figures)
    return asked.unit == "%" and quantity is not None and not quantity.unit and 0 < quantity.number <= 1


def _usable(name: str, number: Fraction) -> bool:
    """Whether a figure of the table may be negative or nought; of its actual value the item itself has said."""
    return name == "actual" or number > 0 or (number == 0 and name not in DIVISORS)


def _own_value(row: Indicator, item: Item) -> Fraction | None:
    """The row's actual value in the item's unit, else in that of its target; None where it cannot be put so.

    Points awarded are a number also where the target says 定性 and the cell was read as a word.
    """
    if row.actual.value is None:
        awarded = _POINTS.fullmatch((row.actual.grade or "").strip()) if item.unit == AWARDED else None
        return Fraction(awarded[1]) if awarded else None
    reads_target = item.formula is not None and "target" in item.formula.value.names
    wanted = item.unit or (row.target.unit if reads_target else "") or row.actual.unit
    return convert(row.actual.value, row.actual.unit or wanted, wanted)


def _step(label: str, quantity: Quantity, number: Fraction) -> Step:
    return Step(label, quantity.written.strip(), number, plain(number), quantity.at)


def _by_word(case: Case, item: Item) -> tuple[Score, list[Finding]]:
    row, source = case.row, item.scoring
    if row.actual.value is None and row.actual.grade is None:
        return case.not_demonstrated("没有填写评定结果", source), []
    word = "".join((row.actual.grade or row.actual.written).split()).strip("。.;；")
    share = item.words.get(word)
    if share is None:
        known = "、".join(item.words)
        finding = WORD_NOT_KNOWN.at(
            row.actual.at, indicator=row.name, actual=row.actual.written.strip(), words=known
        )
        return case.not_demonstrated("结果不在规则列明的用词之内", source), [finding]
    points = case.allotted.points
    expression = f"{plain(points)} × {plain(share * 100, 4)}%"
    return case.scored(points * share, expression, source, share == 1), []


def inputs_of(items: Mapping[str, Item]) -> Iterator[Input]:
    """Every figure that the items ask for."""
    for item in items.values():
        yield from item.inputs.values()
