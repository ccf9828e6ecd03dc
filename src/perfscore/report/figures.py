"""Numbers, rates and dates as they are printed. A figure keeps its exact number for cells that hold one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from perfscore.model.decimals import fixed, plain
from perfscore.model.values import Absent, Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its text. places: digits always shown after the point; None for as many as needed."""

    number: Fraction
    text: str
    places: int | None = None

    def __str__(self) -> str:
        return self.text


def points_text(number: Fraction, places: int) -> str:
    """A score with the template's places. A longer number keeps its digits: nothing is rounded."""
    return fixed(number, places) if (number * 10**places).denominator == 1 else plain(number)


def points(number: Fraction, places: int) -> Figure:
    exact = (number * 10**places).denominator == 1
    return Figure(number, points_text(number, places), places if exact else None)


def amount(number: Fraction) -> Figure:
    """Money or a printed figure, with the digits it needs."""
    return Figure(number, plain(number))


def printed(quantity: Quantity | Absent | None) -> Figure | None:
    """A figure the form prints; None when it prints none."""
    return amount(quantity.number) if isinstance(quantity, Quantity) else None


def percent(ratio: Fraction) -> str:
    """1/3 -> '33.33%', 1/2 -> '50%', as official texts print it.

    Two places, but more where two would make it 0% or 100% and it is not: who has not spent all reads 99.9995%.
    """
    hundredths = ratio * 100
    for places in range(2, 10):
        told = fixed(hundredths, places)
        if Fraction(told) not in (0, 100) or Fraction(told) == hundredths:
            break
    return f"{told.rstrip('0').rstrip('.')}%"


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
