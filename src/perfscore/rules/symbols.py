"""A formula's tree as sympy expressions, built node by node (never from text), for printing and proofs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import sympy

from perfscore.rules.formula import Formula, holds, value_of
from perfscore.rules.tree import (
    Arithmetic,
    Binary,
    Call,
    Choice,
    Comparison,
    Condition,
    Logic,
    Name,
    Negated,
    Not,
    Number,
    all_nodes,
)

Expression = Any
"""A sympy expression; sympy publishes no types."""

RELATIONS = {
    "<": sympy.StrictLessThan,
    "<=": sympy.LessThan,
    ">": sympy.StrictGreaterThan,
    ">=": sympy.GreaterThan,
    "==": sympy.Equality,
    "!=": sympy.Unequality,
}


def latex(formula: Formula) -> str:
    """The formula in LaTeX, its variables as written."""
    return str(sympy.latex(expression(formula.tree)))


def symbol(name: str) -> Expression:
    return sympy.Symbol(name, real=True)


def rational(number: Fraction) -> Expression:
    return sympy.Rational(number.numerator, number.denominator)


def expression(node: Arithmetic) -> Expression:
    """The same formula in sympy: a choice is a Piecewise, min and max are Min and Max."""
    match node:
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return sympy.Piecewise((expression(then), truth(condition)), (expression(otherwise), True))
        case Call(function="clip", arguments=(number, lowest, highest)):
            low, high = expression(lowest), expression(highest)
            return sympy.Max(low, sympy.Min(expression(number), high))
        case Call(function=function, arguments=arguments):
            functions = {"min": sympy.Min, "max": sympy.Max, "abs": sympy.Abs}
            return functions[function](*(expression(each) for each in arguments))
        case _:
            return _joined(node, tuple(expression(part) for part in operands(node)))


def truth(condition: Condition) -> Expression:
    """A condition in sympy."""
    match condition:
        case Comparison(first=first, rest=rest):
            sides = [expression(first), *(expression(other) for _, other in rest)]
            pairs = zip(rest, sides, sides[1:], strict=False)
            return sympy.And(*(RELATIONS[relation](left, right) for (relation, _), left, right in pairs))
        case Logic(word=word, parts=parts):
            return (sympy.And if word == "and" else sympy.Or)(*(truth(part) for part in parts))
        case Not(part=part):
            return sympy.Not(truth(part))


def branches(node: Arithmetic) -> list[Expression]:
    """Every expression without choices that the formula can come down to, for some figures or other."""
    match node:
        case Choice(then=then, otherwise=otherwise):
            found = [*branches(then), *branches(otherwise)]
        case Call(function="abs", arguments=(part,)):
            found = [sign * each for each in branches(part) for sign in (1, -1)]
        case Call(arguments=arguments):
            found = [each for argument in arguments for each in branches(argument)]
        case _:
            found = [_joined(node, parts) for parts in product(*(branches(part) for part in operands(node)))]
    return list(dict.fromkeys(found))


def branch_at(node: Arithmetic, values: Mapping[str, Fraction]) -> Expression:
    """The expression without choices that applies for these figures."""
    match node:
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return branch_at(then if holds(condition, values) else otherwise, values)
        case Call(function="abs", arguments=(part,)):
            return branch_at(part, values) * (-1 if value_of(part, values) < 0 else 1)
        case Call(arguments=arguments):
            result = value_of(node, values)
            return next(branch_at(each, values) for each in arguments if value_of(each, values) == result)
        case _:
            return _joined(node, tuple(branch_at(part, values) for part in operands(node)))


def turning_points(tree: Arithmetic) -> Iterator[Expression]:
    """Expressions on whose sign it depends which branch applies, and all divisors."""
    for node in all_nodes(tree):
        match node:
            case Comparison(first=first, rest=rest):
                yield from _differences((first, *(other for _, other in rest)))
            case Call(function="abs", arguments=(part,)):
                yield from branches(part)
            case Call(arguments=arguments):
                yield from _differences(arguments)
            case Binary(sign="/", right=right):
                yield from branches(right)


def _differences(sides: tuple[Arithmetic, ...]) -> Iterator[Expression]:
    for position, left in enumerate(sides):
        for right in sides[position + 1 :]:
            yield from (one - other for one, other in product(branches(left), branches(right)))


def operands(node: Arithmetic) -> tuple[Arithmetic, ...]:
    """The parts of plain arithmetic."""
    match node:
        case Negated(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
    return ()


def _joined(node: Arithmetic, parts: tuple[Expression, ...]) -> Expression:
    """A number, a name, or plain arithmetic on parts that are expressions already."""
    match node:
        case Number(value=value):
            return rational(value)
        case Name(id=name):
            return symbol(name)
        case Negated():
            return -parts[0]
        case Binary(sign=sign):
            left, right = parts
            return {"+": left + right, "-": left - right, "*": left * right, "/": left / right}[sign]
    raise TypeError(f"not plain arithmetic: {type(node).__name__}")
