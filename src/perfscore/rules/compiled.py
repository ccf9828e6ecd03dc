"""A formula's tree -> functions, made once and called for every row. Nothing is run from text.

Inside, a number is a pair of whole numbers, top and (positive) bottom, not in lowest terms: one fraction is made at the
end, and no step in between asks for a common divisor.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from perfscore.rules.said import Said
from perfscore.rules.tree import (
    Arithmetic,
    Binary,
    Call,
    Choice,
    Comparison,
    Condition,
    DivisionByZero,
    FormulaError,
    Logic,
    Name,
    Negated,
    Not,
    Number,
    Relation,
    Sign,
    all_nodes,
)

Values: TypeAlias = Mapping[str, Fraction]
Pair: TypeAlias = tuple[int, int]
Work: TypeAlias = Callable[[Values], Pair]
Test: TypeAlias = Callable[[Values], bool]

COMPARE: Mapping[Relation, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a formula comes down to when its outer choices are made.

    names: the variables it reads.
    text: the branch with a gap for each variable (`{points} × {actual}`), where it reads the same for all figures that
        are not negative; None where it does not.
    """

    node: Arithmetic
    work: Work
    names: tuple[str, ...]
    text: str | None

    def value(self, values: Values) -> Fraction:
        return Fraction(*self.work(values))


@dataclass(frozen=True, slots=True)
class Fork:
    """An outer choice."""

    test: Test
    then: Branches
    otherwise: Branches


Branches: TypeAlias = "Leaf | Fork"


def compiled(tree: Arithmetic, text_of: Callable[[Arithmetic], str | None]) -> Branches:
    """The outer choices of a formula, and functions for what they lead to. text_of: gives `Leaf.text`."""
    if isinstance(tree, Choice):
        return Fork(test(tree.condition), compiled(tree.then, text_of), compiled(tree.otherwise, text_of))
    names = dict.fromkeys(node.id for node in all_nodes(tree) if isinstance(node, Name))
    return Leaf(tree, work(tree), tuple(names), text_of(tree))


def leaf(branches: Branches, values: Values) -> Leaf:
    """The branch that applies for these figures."""
    while isinstance(branches, Fork):
        branches = branches.then if branches.test(values) else branches.otherwise
    return branches


def work(node: Arithmetic) -> Work:
    """A function that gives the value of a part."""
    match node:
        case Number(value=value):
            constant = value.numerator, value.denominator
            return lambda _: constant
        case Name(id=name):
            return _figure(name)
        case Negated(operand=operand):
            inner = work(operand)
            return lambda values: _times(inner(values), (-1, 1))
        case Binary(sign=sign, left=left, right=right):
            return _combined(sign, work(left), work(right))
        case Choice(condition=condition, then=then, otherwise=otherwise):
            holds, yes, no = test(condition), work(then), work(otherwise)
            return lambda values: yes(values) if holds(values) else no(values)
        case Call(function=function, arguments=arguments):
            return _called(function, [work(argument) for argument in arguments])


def test(condition: Condition) -> Test:
    """A function that says whether a condition holds."""
    match condition:
        case Comparison(first=first, rest=rest):
            sides = [work(first), *(work(other) for _, other in rest)]
            relations = [COMPARE[relation] for relation, _ in rest]
            if len(relations) == 1:
                (left, right), (stands,) = sides, relations
                return lambda values: stands(_difference(left(values), right(values)), 0)
            return lambda values: _chain(sides, relations, values)
        case Logic(word=word, parts=several):
            each = [test(part) for part in several]
            if word == "and":
                return lambda values: all(part(values) for part in each)
            return lambda values: any(part(values) for part in each)
        case Not(part=part):
            inner = test(part)
            return lambda values: not inner(values)


def _figure(name: str) -> Work:
    def figure(values: Values) -> Pair:
        try:
            value = values[name]
        except KeyError:
            raise FormulaError(Said(f"没有给出 {name} 的值", f"no value is given for {name}")) from None
        return value.numerator, value.denominator

    return figure


def _combined(sign: Sign, left: Work, right: Work) -> Work:
    match sign:
        case "+":
            return lambda values: _plus(left(values), right(values))
        case "-":
            return lambda values: _plus(left(values), _times(right(values), (-1, 1)))
        case "*":
            return lambda values: _times(left(values), right(values))
        case "/":
            return lambda values: _over(left(values), right(values))


def _called(function: str, arguments: list[Work]) -> Work:
    if function == "abs":
        (inner,) = arguments

        def absolute(values: Values) -> Pair:
            top, bottom = inner(values)
            return abs(top), bottom

        return absolute
    if function == "clip":
        number, lowest, highest = arguments
        return lambda values: _greatest([lowest(values), _least([number(values), highest(values)])])
    choose = _least if function == "min" else _greatest
    return lambda values: choose([argument(values) for argument in arguments])


def _chain(sides: list[Work], relations: list[Callable[[int, int], bool]], values: Values) -> bool:
    """`a <= b < c`: a side is worked out only while all before it stand."""
    left = sides[0](values)
    for stands, side in zip(relations, sides[1:], strict=True):
        right = side(values)
        if not stands(_difference(left, right), 0):
            return False
        left = right
    return True


def _difference(left: Pair, right: Pair) -> int:
    """A number with the sign of the difference."""
    return left[0] * right[1] - right[0] * left[1]


def _plus(left: Pair, right: Pair) -> Pair:
    return left[0] * right[1] + right[0] * left[1], left[1] * right[1]


def _times(left: Pair, right: Pair) -> Pair:
    return left[0] * right[0], left[1] * right[1]


def _over(left: Pair, right: Pair) -> Pair:
    top, bottom = right
    if top == 0:
        raise DivisionByZero(Said("除数为零，算不出结果", "division by zero: there is no result"))
    return (left[0] * bottom, left[1] * top) if top > 0 else (-left[0] * bottom, -left[1] * top)


def _least(numbers: list[Pair]) -> Pair:
    best = numbers[0]
    for number in numbers[1:]:
        if _difference(number, best) < 0:
            best = number
    return best


def _greatest(numbers: list[Pair]) -> Pair:
    best = numbers[0]
    for number in numbers[1:]:
        if _difference(number, best) > 0:
            best = number
    return best
