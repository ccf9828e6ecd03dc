"""Polynomials in one unknown with exact coefficients, their quotients, and where they are zero."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import isqrt
from typing import TypeAlias

Polynomial: TypeAlias = tuple[Fraction, ...]
"""Coefficients, lowest power first, the last one not zero; `()` is zero."""

ZERO: Polynomial = ()
ONE: Polynomial = (Fraction(1),)
FINEST = Fraction(1, 2**60)
"""How closely a zero is known that is no fraction."""
LARGEST_DENOMINATOR = 10**9


@dataclass(frozen=True, slots=True)
class Ratio:
    """over / under; `under` is never the zero polynomial."""

    over: Polynomial
    under: Polynomial = ONE

    def at(self, x: Fraction) -> Fraction:
        return value(self.over, x) / value(self.under, x)

    def __add__(self, other: Ratio) -> Ratio:
        crossed = plus(times(self.over, other.under), times(other.over, self.under))
        return Ratio(crossed, times(self.under, other.under))

    def __neg__(self) -> Ratio:
        return Ratio(negative(self.over), self.under)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(times(self.over, other.over), times(self.under, other.under))

    def __truediv__(self, other: Ratio) -> Ratio:
        return Ratio(times(self.over, other.under), times(self.under, other.over))


def constant(number: Fraction) -> Polynomial:
    return (number,) if number else ZERO


def plus(one: Polynomial, other: Polynomial) -> Polynomial:
    return _trimmed([a + b for a, b in zip_longest(one, other, fillvalue=Fraction(0))])


def negative(polynomial: Polynomial) -> Polynomial:
    return tuple(-coefficient for coefficient in polynomial)


def times(one: Polynomial, other: Polynomial) -> Polynomial:
    if not one or not other:
        return ZERO
    product = [Fraction(0)] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            product[i + j] += a * b
    return _trimmed(product)


def value(polynomial: Polynomial, x: Fraction) -> Fraction:
    result = Fraction(0)
    for coefficient in reversed(polynomial):
        result = result * x + coefficient
    return result


def zeros(polynomial: Polynomial) -> list[Fraction]:
    """Where the polynomial is zero, each place once, in order; none for the zero polynomial.

    Zeros that are fractions come out exactly, as all of a first degree do; others as closely as FINEST.
    """
    degree = len(polynomial) - 1
    if degree < 1:
        return []
    if degree == 1:
        return [-polynomial[0] / polynomial[1]]
    if degree == 2 and (exact := _of_square(polynomial)) is not None:
        return exact
    # Between two neighbouring zeros of the slope it runs one way, so it crosses zero there once at most.
    turns = zeros(tuple(power * c for power, c in enumerate(polynomial))[1:])
    reach = 1 + max(abs(c / polynomial[-1]) for c in polynomial[:-1])
    ends = [-reach, *(turn for turn in turns if -reach < turn < reach), reach]
    found = {end for end in ends if value(polynomial, end) == 0}
    for low, high in pairwise(ends):
        if value(polynomial, low) * value(polynomial, high) < 0:
            found.add(_between(polynomial, low, high))
    return sorted(found)


def _of_square(polynomial: Polynomial) -> list[Fraction] | None:
    """The zeros of a second degree; None when they are no fractions."""
    c, b, a = polynomial
    inner = b * b - 4 * a * c
    if inner < 0:
        return []
    over, under = isqrt(inner.numerator), isqrt(inner.denominator)
    if over * over != inner.numerator or under * under != inner.denominator:
        return None
    root = Fraction(over, under)
    return sorted({(-b - root) / (2 * a), (-b + root) / (2 * a)})


def _between(polynomial: Polynomial, low: Fraction, high: Fraction) -> Fraction:
    """The one zero between two places where the signs differ."""
    rising = value(polynomial, high) > 0
    while high - low > FINEST:
        middle = (low + high) / 2
        here = value(polynomial, middle)
        if here == 0:
            return middle
        low, high = (low, middle) if (here > 0) == rising else (middle, high)
    simple = ((low + high) / 2).limit_denominator(LARGEST_DENOMINATOR)
    return simple if value(polynomial, simple) == 0 else low


def _trimmed(coefficients: list[Fraction]) -> Polynomial:
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    return tuple(coefficients)
