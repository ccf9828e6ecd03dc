"""Comparisons of quotients, for proofs: where `budget` is positive, `spent / budget < 0.5` is `spent < budget * 0.5`.

Takes a formula and the domain it is meant for, gives the formula that says the same there and is linear more often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from perfscore.rules.formula import Formula
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
)


def without_quotients(formula: Formula, domain: Formula) -> Formula:
    """The formula with its comparisons multiplied out, as far as the domain says that the divisor is positive.

    Only the tree is another one: inside the domain the formula gives what it gave.
    """
    positive = frozenset(_positive(domain.tree.condition)) if isinstance(domain.tree, Choice) else frozenset()
    return replace(formula, tree=_result(formula.tree, positive)) if positive else formula


def _positive(condition: Condition) -> Iterator[str]:
    """The variables that a condition asks to be above zero."""
    match condition:
        case Logic(word="and", parts=several):
            for part in several:
                yield from _positive(part)
        case Comparison(first=first, rest=rest):
            sides = [first, *(side for _, side in rest)]
            for (low, high), (relation, _) in zip(pairwise(sides), rest, strict=True):
                if relation == ">":
                    low, high = high, low
                if relation in "<>" and isinstance(low, Number) and isinstance(high, Name) and low.value >= 0:
                    yield high.id


def _result(node: Arithmetic, positive: frozenset[str]) -> Arithmetic:
    match node:
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return Choice(_asked(condition, positive), _result(then, positive), _result(otherwise, positive))
        case Binary(left=left, right=right):
            return replace(node, left=_result(left, positive), right=_result(right, positive))
        case Call(arguments=arguments):
            return replace(node, arguments=tuple(_result(each, positive) for each in arguments))
        case Negated(operand=operand):
            return Negated(_result(operand, positive))
        case _:
            return node


def _asked(condition: Condition, positive: frozenset[str]) -> Condition:
    match condition:
        case Not(part=part):
            return Not(_asked(part, positive))
        case Logic(parts=several):
            return replace(condition, parts=tuple(_asked(part, positive) for part in several))
        case Comparison(first=first, rest=rest):
            sides = [first, *(side for _, side in rest)]
            divisors = {side.right for side in sides if isinstance(side, Binary) and side.sign == "/"}
            if len(divisors) != 1 or not all(isinstance(side, (Binary, Number)) for side in sides):
                return condition
            (divisor,) = divisors
            if not isinstance(divisor, Name) or divisor.id not in positive:
                return condition
            multiplied = [_times(side, divisor) for side in sides]
            relations = [relation for relation, _ in rest]
            return Comparison(multiplied[0], tuple(zip(relations, multiplied[1:], strict=True)))


def _times(side: Arithmetic, divisor: Name) -> Arithmetic:
    """A side of a comparison times the divisor."""
    if isinstance(side, Binary) and side.sign == "/" and side.right == divisor:
        return side.left
    return Binary("*", divisor, side)
