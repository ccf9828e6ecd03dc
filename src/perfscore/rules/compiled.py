"""A formula's tree -> functions, made once and called for every row. Nothing is run from text.

Inside, a number is a pair of whole numbers, top and (positive) bottom, not in lowest terms: figures are taken apart once
when they come in, one fraction is made at the end, and no step in between asks for a common divisor. A variable without
a figure raises KeyError; `Formula` says it in words.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    Logic,
    Name,
    Negated,
    Not,
    Number,
    Relation,
    Sign,
    all_nodes,
)

Pair: TypeAlias = tuple[int, int]
Pairs: TypeAlias = Mapping[str, Pair]
Work: TypeAlias = Callable[[Pairs], Pair]
Test: TypeAlias = Callable[[Pairs], bool]

Relate: TypeAlias = Callable[[int, int], bool]

COMPARE: Mapping[Relation, Relate] = {
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


def leaf(branches: Branches, figures: Pairs) -> Leaf:
    """The branch that applies for these figures."""
    while isinstance(branches, Fork):
        branches = branches.then if branches.test(figures) else branches.otherwise
    return branches


def work(node: Arithmetic) -> Work:
    """A function that gives the value of a part."""
    match node:
        case Number(value=value):
            constant = value.as_integer_ratio()
            return lambda _: constant
        case Name(id=name):
            return operator.itemgetter(name)
        case Negated(operand=operand):
            return _negated(work(operand))
        case Binary(sign=sign, left=left, right=right):
            return COMBINED[sign](work(left), work(right))
        case Choice(condition=condition, then=then, otherwise=otherwise):
            holds, yes, no = test(condition), work(then), work(otherwise)
            return lambda figures: yes(figures) if holds(figures) else no(figures)
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
                return _compared(left, right, stands)
            return lambda figures: _chain(sides, relations, figures)
        case Logic(word=word, parts=several):
            each = [test(part) for part in several]
            if word == "and":
                return lambda figures: all(part(figures) for part in each)
            return lambda figures: any(part(figures) for part in each)
        case Not(part=part):
            inner = test(part)
            return lambda figures: not inner(figures)


def _compared(left: Work, right: Work, stands: Relate) -> Test:
    def compared(figures: Pairs) -> bool:
        (top, bottom), (other_top, other_bottom) = left(figures), right(figures)
        return stands(top * other_bottom, other_top * bottom)

    return compared


def _chain(sides: list[Work], relations: list[Relate], figures: Pairs) -> bool:
    """`a <= b < c`: a side is worked out only while all before it stand."""
    left = sides[0](figures)
    for stands, side in zip(relations, sides[1:], strict=True):
        right = side(figures)
        if not stands(_difference(left, right), 0):
            return False
        left = right
    return True


def _negated(inner: Work) -> Work:
    def negated(figures: Pairs) -> Pair:
        top, bottom = inner(figures)
        return -top, bottom

    return negated


def _sum(left: Work, right: Work) -> Work:
    def added(figures: Pairs) -> Pair:
        (top, bottom), (other_top, other_bottom) = left(figures), right(figures)
        return top * other_bottom + other_top * bottom, bottom * other_bottom

    return added


def _product(left: Work, right: Work) -> Work:
    def multiplied(figures: Pairs) -> Pair:
        (top, bottom), (other_top, other_bottom) = left(figures), right(figures)
        return top * other_top, bottom * other_bottom

    return multiplied


def _quotient(left: Work, right: Work) -> Work:
    def divided(figures: Pairs) -> Pair:
        (top, bottom), (other_top, other_bottom) = left(figures), right(figures)
        if other_top > 0:
            return top * other_bottom, bottom * other_top
        if other_top == 0:
            raise DivisionByZero(Said("除数为零，算不出结果", "division by zero: there is no result"))
        return -top * other_bottom, -bottom * other_top

    return divided


COMBINED: Mapping[Sign, Callable[[Work, Work], Work]] = {
    "+": _sum,
    "-": lambda left, right: _sum(left, _negated(right)),
    "*": _product,
    "/": _quotient,
}


def _called(function: str, arguments: list[Work]) -> Work:
    if function == "abs":
        (inner,) = arguments

        def absolute(figures: Pairs) -> Pair:
            top, bottom = inner(figures)
            return abs(top), bottom

        return absolute
    if function == "clip":
        number, lowest, highest = arguments
        return lambda figures: _greatest([lowest(figures), _least([number(figures), highest(figures)])])
    choose = _least if function == "min" else _greatest
    return lambda figures: choose([argument(figures) for argument in arguments])


def _difference(left: Pair, right: Pair) -> int:
    """A number with the sign of the difference."""
    return left[0] * right[1] - right[0] * left[1]


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
