"""Linear forms: a constant and a factor for each variable, exactly; their arithmetic, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from perfscore.model.decimals import plain
from perfscore.rules.proved import Sample, UndecidedError

ZERO, ONE = Fraction(0), Fraction(1)


CONSTANT = ""
"""The key of the constant in a linear form; every other key is a variable."""


Linear: TypeAlias = Mapping[str, Fraction]
"""Constant and factors; what is not there is zero."""


def constant_form(value: Fraction) -> Linear:
    return {CONSTANT: value} if value else {}


def scaled(form: Linear, factor: Fraction) -> Linear:
    return {key: value * factor for key, value in form.items()} if factor else {}


def added(one: Linear, other: Linear, factor: Fraction = ONE) -> Linear:
    """`one + factor * other`."""
    keys = dict.fromkeys((*one, *other))
    summed = {key: one.get(key, ZERO) + factor * other.get(key, ZERO) for key in keys}
    return {key: value for key, value in summed.items() if value}


def arithmetic(sign: str, left: Linear, right: Linear) -> Linear:
    if sign in "+-":
        return added(left, right, ONE if sign == "+" else -ONE)
    if sign == "*" and not set(left) - {CONSTANT}:
        return scaled(right, left.get(CONSTANT, ZERO))
    if set(right) - {CONSTANT} or (sign == "/" and not right):
        raise UndecidedError
    factor = right.get(CONSTANT, ZERO)
    return scaled(left, factor if sign == "*" else 1 / factor)


def with_main_at(form: Linear, main: str, place: Linear) -> Linear:
    """A form with another form in place of the main variable."""
    rest = {key: value for key, value in form.items() if key != main}
    return added(rest, place, form.get(main, ZERO))


def value_of(form: Linear, figures: Sample) -> Fraction:
    return sum((v if key == CONSTANT else v * figures.get(key, ZERO) for key, v in form.items()), ZERO)


def reduced(form: Linear) -> Linear:
    """The form in a scale that does not depend on how it came about; its sign stays."""
    ordered = {key: form[key] for key in sorted(form) if form[key]}
    lead = next((value for key, value in ordered.items() if key != CONSTANT), ONE)
    return scaled(ordered, 1 / abs(lead))


def form_text(form: Linear) -> str:
    """A linear form in the formula language."""
    told = ""
    for key in [*sorted(set(form) - {CONSTANT}), *({CONSTANT} & set(form))]:
        value = form[key]
        size = number_text(abs(value))
        term = size if key == CONSTANT else key if abs(value) == 1 else f"{size} * {key}"
        sign = "-" if value < 0 else "+"
        told += f" {sign} {term}" if told else f"-{term}" if value < 0 else term
    return told or "0"


def times_points(text: str) -> str:
    """A share of the points, as a formula."""
    if text in ("0", "1"):
        return "points" if text == "1" else "0"
    return f"({text}) * points" if " " in text else f"{text} * points"


def number_text(number: Fraction) -> str:
    """An exact number in the formula language."""
    decimal = plain(number)
    return decimal if Fraction(decimal) == number else f"{number.numerator} / {number.denominator}"
