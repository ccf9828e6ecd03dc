"""A formula -> its paths: the conditions of each way through its choices, minimums and maximums, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from perfscore.rules.linear.elimination import Constraint, Constraints
from perfscore.rules.linear.forms import CONSTANT, ONE, ZERO, Linear, added, arithmetic, constant_form, scaled
from perfscore.rules.proved import Question, Sample, UndecidedError
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
    Relation,
)

MOST_PATHS = 400


MOST_PAIRS = 12_000


@dataclass(frozen=True, slots=True)
class Path:
    """The conditions of one way through a formula, and where it leads; None: the formula is not used there."""

    conditions: Constraints
    result: Linear | None


NEGATED: Mapping[Relation, Relation] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "==": "!=",
    "!=": "==",
}


class PathReader:
    """Reads the paths of a formula. fixed: variables that are numbers already."""

    def __init__(self, fixed: Sample) -> None:
        self.fixed = fixed

    def paths(self, node: Arithmetic) -> list[Path]:
        found = self._paths(node)
        if len(found) > MOST_PATHS:
            raise UndecidedError
        return found

    def _paths(self, node: Arithmetic) -> list[Path]:
        match node:
            case Number(value=value):
                return [Path((), constant_form(value))]
            case Name(id=name):
                if name in self.fixed:
                    return [Path((), constant_form(self.fixed[name]))]
                known = (Constraint({name: ONE}, False),) if name == "points" else ()
                return [Path(known, {name: ONE})]
            case Negated(operand=operand):
                return [Path(path.conditions, scaled(result_of(path), -ONE)) for path in self.paths(operand)]
            case Binary(sign=sign, left=left, right=right):
                return self._joined((left, right), lambda forms: [((), arithmetic(sign, forms[0], forms[1]))])
            case Choice(condition=condition, then=then, otherwise=otherwise):
                both = [
                    *product(self.ways(condition, True), self.paths(then)),
                    *product(self.ways(condition, False), self.paths(otherwise)),
                ]
                return [Path((*way, *path.conditions), path.result) for way, path in both]
            case Call(function="abs", arguments=arguments):
                return self._joined(arguments, _absolute)
            case Call(function="clip", arguments=(number, lowest, highest)):
                return self.paths(Call("max", (lowest, Call("min", (number, highest)))))
            case Call(function=function, arguments=arguments):
                least = ONE if function == "min" else -ONE
                return self._joined(arguments, lambda forms: _extreme(forms, least))

    def _joined(
        self,
        several: Sequence[Arithmetic],
        join: Callable[[tuple[Linear, ...]], list[tuple[Constraints, Linear]]],
    ) -> list[Path]:
        found = []
        for choice in product(*(self.paths(each) for each in several)):
            conditions = tuple(each for path in choice for each in path.conditions)
            for more, form in join(tuple(result_of(path) for path in choice)):
                found.append(Path((*conditions, *more), form))
                if len(found) > MOST_PATHS:
                    raise UndecidedError
        return found

    def ways(self, condition: Condition, holds: bool) -> list[Constraints]:
        """The ways in which a condition holds, or does not."""
        match condition:
            case Not(part=part):
                return self.ways(part, not holds)
            case Comparison(first=first, rest=rest):
                sides = [first, *(other for _, other in rest)]
                each = [
                    self._compared(left, relation if holds else NEGATED[relation], right)
                    for left, (relation, _), right in zip(sides, rest, sides[1:], strict=False)
                ]
                return _all(each) if holds else [way for ways in each for way in ways]
            case Logic(word=word, parts=several):
                each = [self.ways(part, holds) for part in several]
                return _all(each) if (word == "and") == holds else [way for ways in each for way in ways]

    def _compared(self, left: Arithmetic, relation: Relation, right: Arithmetic) -> list[Constraints]:
        found = []
        for one, other in product(self.paths(left), self.paths(right)):
            base = (*one.conditions, *other.conditions)
            above = added(result_of(one), result_of(other), -ONE)
            below = scaled(above, -ONE)
            ways: Mapping[Relation, list[Constraints]] = {
                ">": [(Constraint(above, True),)],
                ">=": [(Constraint(above, False),)],
                "<": [(Constraint(below, True),)],
                "<=": [(Constraint(below, False),)],
                "==": [(Constraint(above, False), Constraint(below, False))],
                "!=": [(Constraint(above, True),), (Constraint(below, True),)],
            }
            found += [(*base, *way) for way in ways[relation]]
        return found


def _all(ways: Sequence[list[Constraints]]) -> list[Constraints]:
    """Every way in which all of several conditions hold."""
    found = [tuple(each for way in choice for each in way) for choice in product(*ways)]
    if len(found) > MOST_PATHS:
        raise UndecidedError
    return found


def result_of(path: Path) -> Linear:
    assert path.result is not None
    return path.result


def _absolute(forms: tuple[Linear, ...]) -> list[tuple[Constraints, Linear]]:
    (form,) = forms
    turned = scaled(form, -ONE)
    return [((Constraint(form, False),), form), ((Constraint(turned, True),), turned)]


def _extreme(forms: tuple[Linear, ...], sign: Fraction) -> list[tuple[Constraints, Linear]]:
    """The least of several forms (sign 1) or the greatest (sign -1), the first of equal ones."""
    found: list[tuple[Constraints, Linear]] = []
    for position, form in enumerate(forms):
        ahead = [
            Constraint(scaled(added(other, form, -ONE), sign), strict=place < position)
            for place, other in enumerate(forms)
            if place != position
        ]
        found.append((tuple(ahead), form))
    return found


def domain_ways(question: Question, reader: PathReader) -> list[Constraints]:
    """The ways to be inside the domain; points are never negative."""
    return [path.conditions for path in reader.paths(question.domain.tree) if is_one(path)]


def is_one(path: Path) -> bool:
    if path.result is None or set(path.result) - {CONSTANT}:
        raise UndecidedError  # a domain is 1 or 0, nothing in between
    return path.result.get(CONSTANT, ZERO) == 1
