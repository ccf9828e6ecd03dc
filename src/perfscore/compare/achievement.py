"""How much of a target was reached, and which of two targets asks for more."""

from __future__ import annotations

from fractions import Fraction

from perfscore.model.table import Indicator
from perfscore.model.units import convert
from perfscore.model.values import Comparator, Target

_MORE = frozenset({Comparator.AT_LEAST, Comparator.MORE})
_LESS = frozenset({Comparator.AT_MOST, Comparator.LESS})


def achievement(indicator: Indicator) -> Fraction | None:
    """Actual against target in the sense of the target: 1 when it is met exactly, more when exceeded.

    `=` counts a deviation to either side; in a range there is nothing above 1. None where one of the two is no
    number, is negative, or the units do not agree, and where nothing was promised (a target of zero), unless that
    is what was kept.
    """
    target = indicator.target
    got = actual_in_unit(indicator)
    if got is None or target.value is None or got < 0 or target.value < 0:
        return None
    if target.comparator in _MORE:
        return got / target.value if target.value else None
    if target.comparator in _LESS:
        return target.value / got if got else (Fraction(1) if not target.value else None)
    if target.comparator is Comparator.EQUAL:
        if got == target.value:
            return Fraction(1)
        return min(got / target.value, target.value / got) if got and target.value else Fraction(0)
    if target.comparator is Comparator.RANGE and target.upper is not None:
        if target.value <= got <= target.upper:
            return Fraction(1)
        return got / target.value if got < target.value else target.upper / got
    return None


def actual_in_unit(indicator: Indicator) -> Fraction | None:
    """The actual value in the target's unit; None when there is none."""
    if indicator.actual.value is None:
        return None
    return convert(indicator.actual.value, indicator.actual.unit, indicator.target.unit)


def direction(target: Target) -> int:
    """1 where more is better, -1 where less is, 0 where neither can be said."""
    return 1 if target.comparator in _MORE else -1 if target.comparator in _LESS else 0


def demands(target: Target, earlier: Target) -> int | None:
    """Whether a target asks for more (1), for less (-1) or for the same (0) as the earlier one.

    None where that cannot be said: no numbers, other units, or another sense.
    """
    sense = direction(target)
    if not sense or sense != direction(earlier) or target.value is None or earlier.value is None:
        return None
    before = convert(earlier.value, earlier.unit, target.unit)
    if before is None:
        return None
    return sense * ((target.value > before) - (target.value < before))
