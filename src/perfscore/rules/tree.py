"""The formula language's own syntax tree: the parser makes it, evaluation and proofs walk it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from perfscore.rules.said import Said

Sign: TypeAlias = Literal["+", "-", "*", "/"]
Relation: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]


class FormulaError(ValueError):
    """A formula that cannot be read or worked out.

    said: the message. column: where in the text, counted from 1; None when no single place is to blame.
    """

    def __init__(self, said: Said, column: int | None = None) -> None:
        super().__init__(said.zh)
        self.said = said
        self.column = column


class DivisionByZero(FormulaError):
    """The formula has no value for these figures: it would have to divide by zero."""


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number, exact, and as it was written."""

    value: Fraction
    written: str


@dataclass(frozen=True, slots=True)
class Name:
    """A variable."""

    id: str


@dataclass(frozen=True, slots=True)
class Negated:
    operand: Arithmetic


@dataclass(frozen=True, slots=True)
class Binary:
    sign: Sign
    left: Arithmetic
    right: Arithmetic


@dataclass(frozen=True, slots=True)
class Call:
    """`min` and `max` of one or more, `abs` of one, `clip` of a number, a lowest and a highest value."""

    function: str
    arguments: tuple[Arithmetic, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`then if condition else otherwise`."""

    condition: Condition
    then: Arithmetic
    otherwise: Arithmetic


@dataclass(frozen=True, slots=True)
class Comparison:
    """`first < a <= b`: each pair of neighbours stands in the relation between them."""

    first: Arithmetic
    rest: tuple[tuple[Relation, Arithmetic], ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """All of the parts (`and`) or any of them (`or`), looked at in order only as far as needed."""

    word: Literal["and", "or"]
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Arithmetic: TypeAlias = Number | Name | Negated | Binary | Call | Choice
Condition: TypeAlias = Comparison | Logic | Not
Node: TypeAlias = Arithmetic | Condition


def parts(node: Node) -> tuple[Node, ...]:
    """The parts a node is made of, in the order written."""
    match node:
        case Number() | Name():
            return ()
        case Negated(operand=part) | Not(part=part):
            return (part,)
        case Binary(left=left, right=right):
            return (left, right)
        case Call(arguments=several) | Logic(parts=several):
            return several
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return (then, condition, otherwise)
        case Comparison(first=first, rest=rest):
            return (first, *(other for _, other in rest))


def all_nodes(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for part in parts(node):
        yield from all_nodes(part)
