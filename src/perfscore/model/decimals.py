"""Exact numbers as decimal strings: the one way numbers leave the engine."""

from __future__ import annotations

from fractions import Fraction


def plain(number: Fraction, most_places: int = 12) -> str:
    """The shortest decimal text of an exact number: 1/2 -> '0.5', 100 -> '100'.

    A number without a finite decimal form is cut to `most_places` digits, rounded half up.
    """
    top, bottom = number.numerator, number.denominator
    if bottom == 1:  # as most are
        return str(top)
    digits = (abs(top) * 10**most_places * 2 + bottom) // (2 * bottom)
    whole, rest = divmod(digits, 10**most_places)
    text = f"{whole}.{rest:0{most_places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if top < 0 and digits else text


def fixed(number: Fraction, places: int = 2) -> str:
    """A number with exactly `places` digits after the point: 2 -> '2.00'.

    Display only: what is shown this way was already rounded by the template's rule.
    """
    top, bottom = number.numerator, number.denominator
    digits = (abs(top) * 10**places * 2 + bottom) // (2 * bottom)
    whole, rest = divmod(digits, 10**places)
    text = f"{whole}.{rest:0{places}d}" if places else str(whole)
    return f"-{text}" if top < 0 and digits else text
