"""Rounding, and the division of points into parts that add up. Nothing else in the engine rounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from perfscore.rules.template import Rounding


def rounded(number: Fraction, rounding: Rounding) -> Fraction:
    """The number at the template's places, ties away from zero (四舍五入): 1.005 -> 1.01, unlike Python's round()."""
    top, bottom, scale = number.numerator, number.denominator, 10**rounding.places
    if scale % bottom == 0:
        return number
    whole = (2 * abs(top) * scale + bottom) // (2 * bottom)
    return Fraction(whole if top >= 0 else -whole, scale)


def added(numbers: Iterable[Fraction]) -> Fraction:
    """The sum; scores share a few denominators, and whole numbers add up faster than fractions."""
    parts = tuple(numbers)
    common = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (common // part.denominator) for part in parts), common)


def divided(total: Fraction, shares: Sequence[Fraction], places: int) -> list[Fraction]:
    """A total divided in proportion to `shares`, each part at `places` digits, the parts adding up exactly.

    What is left over after cutting goes, a last digit each, to the parts that lost most; of equals, to the
    earlier one. A total with more digits than `places` leaves its rest with the first part.
    """
    whole = sum(shares, Fraction(0))
    if not shares or whole <= 0:
        return [Fraction(0) for _ in shares]
    step = Fraction(1, 10**places)
    exact = [total * share / whole for share in shares]
    parts = [(part // step) * step for part in exact]
    left = (total - sum(parts)) // step
    losers = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in losers[: int(left)]:
        parts[i] += step
    parts[losers[0]] += total - sum(parts)
    return parts
