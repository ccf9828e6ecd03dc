"""Exact numbers as decimal strings: the one way numbers leave the engine."""

from __future__ import annotations

from fractions import Fraction

MOST_PLACES = 12
"""Digits after the point of a number that has no end."""
FEWEST_DIGITS = 3
"""Digits that a number keeps which would else be printed as 0."""
_LONGEST = 40
_PLACES = {2**twos * 5**fives: max(twos, fives) for twos in range(_LONGEST) for fives in range(_LONGEST)}
"""How many decimals a fraction in lowest terms has, by its denominator; none but these come to an end soon enough."""


def plain(number: Fraction, most_places: int | None = None) -> str:
    """The shortest decimal text of an exact number: 1/2 -> '0.5', 100 -> '100', 10^-13 -> '0.0000000000001'.

    A number without an end is cut to MOST_PLACES digits, any number to `most_places` where that is given, rounded half
    up. What would leave nothing of a number but 0 leaves its first three digits instead.
    """
    top, bottom = number.as_integer_ratio()
    if bottom == 1:  # as most are
        return str(top)
    exact = _PLACES.get(bottom)
    if exact is not None and (most_places is None or exact <= most_places):
        return _text(top, top * 10**exact // bottom if top > 0 else -top * 10**exact // bottom, exact)
    size, places = abs(top), MOST_PLACES if most_places is None else most_places
    if 2 * size * 10**places < bottom:  # rounds to 0
        places = len(str(bottom // size)) + FEWEST_DIGITS - 1
    digits = (2 * size * 10**places + bottom) // (2 * bottom)
    return _text(top, digits, places).rstrip("0").rstrip(".")


def fixed(number: Fraction, places: int = 2) -> str:
    """A number with exactly `places` digits after the point: 2 -> '2.00'.

    Display only: what is shown this way was already rounded by the template's rule.
    """
    top, bottom = number.as_integer_ratio()
    if bottom == 1 and places:
        return f"{top}.{'0' * places}"
    digits = (2 * abs(top) * 10**places + bottom) // (2 * bottom)
    return _text(top, digits, places)


def _text(sign: int, digits: int, places: int) -> str:
    """Digits with a point before the last `places`, and the sign of `sign` unless they are all 0."""
    if not places:
        text = str(digits)
    else:
        text = str(digits).zfill(places + 1)
        text = f"{text[:-places]}.{text[-places:]}"
    return f"-{text}" if sign < 0 and digits else text
