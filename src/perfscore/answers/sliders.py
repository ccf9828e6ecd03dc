"""What of a line can be moved along a scale (a number, money spent, days late), and what comes of it.

Takes a table and a line of it; gives a slider, or the reason why the line has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from perfscore.answers.curve import Curve, TooManyPiecesError, curve_of
from perfscore.answers.formulas import row_tree
from perfscore.answers.levers import MONEY, name_of, with_actual, with_spent
from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.units import convert, measure
from perfscore.model.values import Absent, Actual, Comparator
from perfscore.rules.template import RuleTemplate
from perfscore.rules.tree import Arithmetic, Name, all_nodes
from perfscore.score.rows import RULE_OF

MOST_PLACES = 8
MORE_PLACES = 6
"""How many digits may come after those that the present value and its target have."""
FAR_OFF = 3650
"""Days before and after a deadline that are looked at."""
BEYOND = 100
"""So many times the target is where an unknown value under an upper limit is taken to start from."""
_UPPER = (Comparator.AT_MOST, Comparator.LESS)
_WHOLE = Fraction(100)
"""No share of a whole is more per cent."""
_GROWTH = re.compile("增|涨|升|提高|倍")
_RATES = ("率", "度", "比例", "比重", "占比", "比", "指数")
"""What a name ends with whose number without a unit is a percentage."""
_NOT_COUNTED = frozenset(
    "倍 分 百分点 美元 欧元 港元 千伏 伏 安 兆 吨公里 吨标准煤 分贝 ℃ °C 摄氏度 dB kV Mbps GB TB MB μg/m3 mg/L 级 岁".split()
)
"""Counting words of the unit table whose amounts need not be whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Slider:
    """A value on a scale.

    row: the row's number in its table; None for the execution rate.
    start: the present value; where there is none, the place from which the least effort is counted.
    known: whether start is the present value.
    low, high: the least and the most that make sense, None for any.
    aim: the target on the same scale. places: how many decimals a value may have, fewest first.
    curve: the line's formula over the value; None where it cannot be cut up.
    put: the table with another value. written: a value as it is typed into its cell.
    far: limits that are only there to end the scale.
    """

    row: int | None
    start: Fraction
    known: bool
    low: Fraction | None
    high: Fraction | None
    aim: Fraction | None
    places: tuple[int, ...]
    curve: Curve | None
    put: Callable[[Fraction], AssessmentTable]
    written: Callable[[Fraction], str]
    far: tuple[Fraction, ...] = ()

    @property
    def step(self) -> Fraction:
        return Fraction(1, 10 ** self.places[0])

    def marks(self) -> list[Fraction]:
        """Values at which the score may turn, each with its neighbours, the present value and the limits between."""
        turns = self.turns()
        found = {self.start, *turns}
        for turn in turns:
            below = turn // self.step * self.step
            found |= {below - self.step, below, below + self.step, below + 2 * self.step}
        return sorted(
            x for x in found if (x == self.start or (x / self.step).denominator == 1) and self.makes_sense(x)
        )

    def makes_sense(self, x: Fraction) -> bool:
        return (self.low is None or x >= self.low) and (self.high is None or x <= self.high)

    def turns(self) -> list[Fraction]:
        """Where the formula turns, and ends wide enough to hold all of that."""
        turns = set(self.curve.turns if self.curve else ()) | ({self.aim} if self.aim is not None else set())
        reach = 1 + 2 * max(abs(x) for x in (*turns, self.start))
        turns.add(-reach if self.low is None else self.low)
        turns.add(reach if self.high is None else self.high)
        return sorted(x for x in turns if self.makes_sense(x))

    def stretches(self, places: int) -> Iterator[tuple[int, int]]:
        """The line from turn to turn, in steps of so many places: turns by themselves, and what lies between."""
        grain = 10**places
        turns = self.turns()
        for one, other in pairwise(turns):
            low, high = one * grain, other * grain
            if low.denominator == 1:
                yield int(low), int(low)
            first, last = low // 1 + 1, -(-high // 1) - 1
            if first <= last:
                yield int(first), int(last)
        if (turns[-1] * grain).denominator == 1:
            yield int(turns[-1] * grain), int(turns[-1] * grain)


def number_slider(table: AssessmentTable, index: int, rules: RuleTemplate, points: Fraction) -> Slider | None:
    """The actual value of a row that is scored by a number; None where that number says nothing."""
    row = table.rows[index]
    target, actual = row.target, row.actual
    tree, item = row_tree(row, rules), rules.item_named(row.name)
    by_item = item is not None and item.formula is not None and "actual" in item.formula.value.names
    if tree is None and not by_item:
        return None
    known = actual.value is not None and convert(actual.value, actual.unit, target.unit) is not None
    unit = (actual.unit if known else "") or target.unit
    scale = convert(Fraction(1), unit, target.unit) or Fraction(1)
    lower = target.value if target.value is not None else Fraction(0)
    values = {"points": points, "target": lower, "lower": lower}
    if target.upper is not None:
        values["upper"] = target.upper
    start = actual.value if known and actual.value is not None else _unknown_start(row, scale)
    low = None if start < 0 or lower < 0 else Fraction(0)
    high = _most(row, unit, max(start if known else Fraction(0), lower, target.upper or lower))
    aim = lower / scale

    def put(x: Fraction) -> AssessmentTable:
        return with_actual(
            table, index, Actual(value=x, unit=unit, written=f"{plain(x)}{unit}", at=actual.at)
        )

    return Slider(
        index,
        start,
        known,
        low,
        high,
        aim,
        _places(start if known else aim, aim, _is_counted(row, unit)),
        None if tree is None else _curve(tree, values, "actual", scale),
        put,
        lambda x: f"{plain(x)}{unit}",
    )


def spent_slider(table: AssessmentTable, rules: RuleTemplate, points: Fraction) -> Slider | None:
    """全年执行数; None where there is no budget to hold it against."""
    if table.budget is None or isinstance(table.budget.base, Absent):
        return None
    base, spent = table.budget.base.number, table.budget.total.spent
    rule = rules.formulas.get("execution-rate")
    if base <= 0 or rule is None:
        return None
    known = not isinstance(spent, Absent)
    start = Fraction(0) if isinstance(spent, Absent) else spent.number
    first = max(2, _decimals(start), _decimals(base))
    return Slider(
        None,
        start,
        known,
        min(Fraction(0), start),
        None,
        base,
        tuple(range(first, max(first, MOST_PLACES) + 1)),
        _curve(rule.value.tree, {"points": points, "budget": base}, "spent", Fraction(1)),
        lambda x: with_spent(table, x),
        lambda x: f"{plain(x)}{MONEY}",
    )


def date_slider(table: AssessmentTable, index: int, rules: RuleTemplate, points: Fraction) -> Slider | None:
    """The day on which a row with a deadline was done, as days after the deadline; None without a deadline."""
    row = table.rows[index]
    deadline = row.target.deadline
    rule = rules.formulas.get(RULE_OF[Comparator.BY])
    if deadline is None or rule is None:
        return None
    done = row.actual.date

    def day(x: Fraction) -> date:
        return deadline + timedelta(days=int(x))

    def put(x: Fraction) -> AssessmentTable:
        return with_actual(table, index, Actual(date=day(x), written=_written(day(x)), at=row.actual.at))

    late = Fraction((done - deadline).days) if done else Fraction(0)
    low, high = min(Fraction(-FAR_OFF), late), max(Fraction(FAR_OFF), late)
    return Slider(
        index,
        late,
        done is not None,
        low,
        high,
        Fraction(0),
        (0,),
        _curve(rule.value.tree, {"points": points}, "days_late", Fraction(1)),
        put,
        lambda x: _written(day(x)),
        (low, high),
    )


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _curve(tree: Arithmetic, values: dict[str, Fraction], variable: str, scale: Fraction) -> Curve | None:
    """None for a formula that turns too often, or reads a figure that is not known here."""
    if not {node.id for node in all_nodes(tree) if isinstance(node, Name)} <= {*values, variable}:
        return None
    try:
        return curve_of(tree, values, variable, scale)
    except TooManyPiecesError:
        return None


def _unknown_start(row: Indicator, scale: Fraction) -> Fraction:
    """Where the way to a target begins when nothing usable was reported: below it, or far above an upper limit."""
    if row.target.comparator in _UPPER and row.target.value is not None:
        return abs(row.target.value) / scale * BEYOND
    return Fraction(0)


def _is_counted(row: Indicator, unit: str) -> bool:
    """Whether the row counts things, so that only whole numbers make sense."""
    if not unit:
        return not name_of(row).endswith(_RATES)
    return measure(unit).dimension == unit and "/" not in unit and unit not in _NOT_COUNTED


def _most(row: Indicator, unit: str, largest: Fraction) -> Fraction | None:
    """A hundred per cent for a share of a whole (`合格率`), unless the row itself goes beyond or tells of growth."""
    share = unit == "%" or (not unit and name_of(row).endswith(_RATES))
    return _WHOLE if share and largest <= _WHOLE and not _GROWTH.search(name_of(row)) else None


def _places(start: Fraction, aim: Fraction, counted: bool) -> tuple[int, ...]:
    first = max(_decimals(start), _decimals(aim))
    if counted and first == 0:
        return (0,)
    return tuple(range(first, min(first + MORE_PLACES, max(first, MOST_PLACES)) + 1))


def _decimals(number: Fraction) -> int:
    """How many decimals a number has; 2 for one that has no end."""
    exact = (k for k in range(MOST_PLACES + 1) if (number * 10**k).denominator == 1)
    return next(exact, 2)
