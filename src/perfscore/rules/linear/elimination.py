"""Linear conditions -> figures that meet them all, or the proof that none do: one variable after the other is eliminated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import TypeAlias

from perfscore.rules.linear.forms import (
    CONSTANT,
    ZERO,
    Linear,
    added,
    constant_form,
    reduced,
    scaled,
    value_of,
)
from perfscore.rules.proved import Sample, UndecidedError

MOST_CONSTRAINTS = 3000


@dataclass(frozen=True, slots=True)
class Constraint:
    """`form >= 0`, or `form > 0` when strict."""

    form: Linear
    strict: bool

    @property
    def negated(self) -> Constraint:
        return Constraint(scaled(self.form, Fraction(-1)), not self.strict)


Constraints: TypeAlias = tuple[Constraint, ...]


def solve(constraints: Iterable[Constraint]) -> Sample | None:
    """Figures that meet all constraints; None when none do."""
    waiting = _distinct(constraints)
    levels: list[tuple[str, list[Constraint]]] = []
    while waiting is not None and (names := {key for each in waiting for key in each.form} - {CONSTANT}):
        name = min(sorted(names), key=lambda name: _work(waiting or [], name))
        bounding = [each for each in waiting if each.form.get(name)]
        levels.append((name, bounding))
        waiting = _distinct(
            [*(each for each in waiting if not each.form.get(name)), *_combined(bounding, name)]
        )
    if waiting is None:
        return None
    found: Sample = {}
    for name, bounding in reversed(levels):
        found[name] = _chosen(bounding, name, found)
    return found


def _work(constraints: Sequence[Constraint], name: str) -> int:
    """How many constraints come of eliminating a variable."""
    above = sum(1 for each in constraints if each.form.get(name, ZERO) > 0)
    below = sum(1 for each in constraints if each.form.get(name, ZERO) < 0)
    return above * below - above - below


def _combined(bounding: Sequence[Constraint], name: str) -> Iterator[Constraint]:
    lower = [each for each in bounding if each.form[name] > 0]
    upper = [each for each in bounding if each.form[name] < 0]
    for one, other in product(lower, upper):
        form = added(scaled(one.form, -other.form[name]), other.form, one.form[name])
        yield Constraint(form, one.strict or other.strict)


def _distinct(constraints: Iterable[Constraint]) -> list[Constraint] | None:
    """The constraints without those that others imply at sight; None when one can never be met."""
    tightest: dict[tuple[tuple[str, Fraction], ...], tuple[Fraction, bool]] = {}
    for each in constraints:
        form = reduced(each.form)
        constant = form.get(CONSTANT, ZERO)
        key = tuple(item for item in form.items() if item[0] != CONSTANT)
        if not key:
            if constant < 0 or (each.strict and constant == 0):
                return None
            continue
        known = tightest.get(key)
        if known is None or (constant, not each.strict) < (known[0], not known[1]):
            tightest[key] = (constant, each.strict)
    if len(tightest) > MOST_CONSTRAINTS:
        raise UndecidedError
    return [
        Constraint({**dict(key), **constant_form(constant)}, strict)
        for key, (constant, strict) in tightest.items()
    ]


def _chosen(bounding: Sequence[Constraint], name: str, found: Sample) -> Fraction:
    """A figure between the bounds that the figures already found leave, a round one where there is one."""
    lows: list[tuple[Fraction, bool]] = []
    highs: list[tuple[Fraction, bool]] = []
    for each in bounding:
        slope = each.form[name]
        rest = {key: value for key, value in each.form.items() if key != name}
        (lows if slope > 0 else highs).append((-value_of(rest, found) / slope, each.strict))

    def fits(figure: Fraction) -> bool:
        return all(figure > low or (figure == low and not strict) for low, strict in lows) and all(
            figure < high or (figure == high and not strict) for high, strict in highs
        )

    ends = [end for end, _ in (*lows, *highs)]
    low, high = max(end for end, _ in lows) if lows else None, min(end for end, _ in highs) if highs else None
    round_ones = [Fraction(n) for n in (1, 0, 10, 100, -1)]
    round_ones += [
        Fraction(n) for end in ends for n in (ceil(end), floor(end) + 1, floor(end), ceil(end) - 1)
    ]
    for figure in round_ones:
        if fits(figure):
            return figure
    assert low is not None and high is not None, "without a bound on one side a whole number fits"
    return _simplest(low, high) if low < high else low


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """A decimal between two numbers with as few digits as will do."""
    for places in range(1, 30):
        figure = Fraction(floor(low * 10**places) + 1, 10**places)
        if low < figure < high:
            return figure
    return (low + high) / 2
