"""Rounding, and the division of points into parts that add up. Nothing else in the engine rounds.

Sums and comparisons, of which every table takes many, go by whole numbers: fractions take several times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from perfscore.rules.template import Rounding


def rounded(number: Fraction, rounding: Rounding) -> Fraction:
    """The number at the template's places, ties away from zero (四舍五入): 1.005 -> 1.01, unlike Python's round()."""
    top, bottom = number.as_integer_ratio()
    if bottom == 1:
        return number
    scale = 10**rounding.places
    if scale % bottom == 0:
        return number
    whole = (2 * abs(top) * scale + bottom) // (2 * bottom)
    return Fraction(whole if top >= 0 else -whole, scale)


def added(numbers: Iterable[Fraction]) -> Fraction:
    """The sum; scores share a few denominators, and whole numbers add up faster than fractions."""
    tops: defaultdict[int, int] = defaultdict(int)
    for number in numbers:
        top, bottom = number.as_integer_ratio()
        tops[bottom] += top
    common = lcm(*tops)
    return Fraction(sum(top * (common // bottom) for bottom, top in tops.items()), common)


def compared(one: Fraction, other: Fraction) -> int:
    """Below, at or above 0 as the first number is below, at or above the second."""
    top, bottom = one.as_integer_ratio()
    other_top, other_bottom = other.as_integer_ratio()
    return top * other_bottom - other_top * bottom


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
