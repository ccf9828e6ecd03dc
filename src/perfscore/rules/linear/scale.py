"""A question -> the points for which it must be settled: 1 and 0 are enough where the result is in proportion to them."""

from __future__ import annotations

from perfscore.rules.linear.forms import ONE, ZERO
from perfscore.rules.proved import Question, Sample
from perfscore.rules.tree import (
    Binary,
    Choice,
    Logic,
    Name,
    Node,
    Not,
    Number,
    parts,
)


def fixed_points(question: Question) -> list[Sample]:
    """Points as 1 and as 0 where the result is in proportion to them, else nothing fixed."""
    trees = (question.formula.tree, question.bound.tree)
    if question.reads_points and all(_degree(tree) == 1 for tree in trees):
        if "points" not in question.domain.names:
            return [{"points": ONE}, {"points": ZERO}]
    return [{}]


_ANY = -99
"""The degree of zero, which is that of everything."""


def _degree(node: Node) -> int | None:
    """By which power of `points` a part grows with them; None when by none."""
    match node:
        case Number(value=value):
            return 0 if value else _ANY
        case Name(id=name):
            return int(name == "points")
        case Binary(sign=("*" | "/") as sign, left=left, right=right):
            one, other = _degree(left), _degree(right)
            if one is None or other is None or other == _ANY:
                return None if sign == "/" or other is None or one is None else _ANY
            return _ANY if one == _ANY else one + other if sign == "*" else one - other
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return None if _degree(condition) is None else _common((_degree(then), _degree(otherwise)))
        case Logic(parts=several):
            return None if None in [_degree(each) for each in several] else 0
        case Not(part=part):
            return _degree(part)
        case _:
            return _common(tuple(_degree(part) for part in parts(node)))


def _common(degrees: tuple[int | None, ...]) -> int | None:
    """The degree that all parts of a sum, a choice or a comparison have."""
    found = {degree for degree in degrees if degree != _ANY}
    return _ANY if not found else found.pop() if len(found) == 1 else None


def all_figures(question: Question, fixed: Sample, found: Sample) -> Sample:
    """Figures for all variables of the question."""
    names = [*(["points"] if question.reads_points else []), *question.names]
    return {name: fixed.get(name, found.get(name, ZERO)) for name in names}
