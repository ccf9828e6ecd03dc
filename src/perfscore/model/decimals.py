"""Exact numbers as decimal strings: the one way numbers leave the engine."""

from __future__ import annotations

from fractions import Fraction


def plain(number: Fraction, most_places: int = 12) -> str:
    """The shortest decimal text of an exact number: 1/2 -> '0.5', 100 -> '100'.

    A number without a finite decimal form is cut to `most_places` digits, rounded half up.
    """
    scaled = number * 10**most_places
    digits = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(digits, 10**most_places)
    text = f"{whole}.{rest:0{most_places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and digits else text


def fixed(number: Fraction, places: int = 2) -> str:
    """A number with exactly `places` digits after the point: 2 -> '2.00'.

    Display only: what is shown this way was already rounded by the template's rule.
    """
    scaled = abs(number) * 10**places
    digits = (scaled.numerator * 2 + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(digits, 10**places)
    text = f"{whole}.{rest:0{places}d}" if places else str(whole)
    return f"-{text}" if number < 0 and digits else text
