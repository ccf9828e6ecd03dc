"""How figures and tolerances are told in messages: amounts in the unit they were printed in, percentages in theirs."""

from __future__ import annotations

from fractions import Fraction

from perfscore.model.decimals import fixed, plain
from perfscore.model.place import Place
from perfscore.model.prose import Figure, Span, half_up

MOST_NAMED = 14


def quote(place: Place) -> str:
    """The statement on one line."""
    return "".join(place.quote.split("\n")).strip()


def amount(value: Fraction, like: Figure) -> str:
    """An amount in the unit of a figure, with its places."""
    return f"{plain(value / like.scale, max(like.places, 2))}{like.unit}"


def percent(value: Fraction, places: int) -> str:
    return f"{fixed(half_up(value, places), places)}%"


def within(span: Span, places: int) -> str:
    """The tolerance of a percentage: what it could be, given the rounding of the printed figures."""
    low, high = (percent(each, max(places, 2)) for each in span)
    return f"按印出金额的舍入，可在 {low} 至 {high} 之间，另加末位半个单位"


def step(value: Fraction, like: Figure) -> str:
    return f"{plain(value / like.scale, 6)}{like.unit}"


def parts(figures: tuple[Figure, ...]) -> str:
    """`161.83+13.62+…`, and how many more."""
    told = "+".join(figure.written for figure in figures[:MOST_NAMED])
    more = len(figures) - MOST_NAMED
    return f"{told}+另 {more} 项" if more > 0 else told.replace("+-", "-")
