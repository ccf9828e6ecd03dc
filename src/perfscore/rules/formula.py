"""The formula language: text in, a checked formula out, worked out exactly on `Fraction`.

Numbers, names, `+ - * /`, comparisons, `and or not`, `a if condition else b`, and min, max, abs, clip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from perfscore.model.decimals import plain
from perfscore.rules.compiled import COMPARE, Branches, Leaf, Pairs, compiled, leaf
from perfscore.rules.parse import parse_tree
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
    Node,
    Not,
    Number,
    Relation,
    all_nodes,
    parts,
)

__all__ = ["DivisionByZero", "Formula", "FormulaError", "parse_formula"]

PRINTED_SIGN = {"+": "+", "-": "−", "*": "×", "/": "÷"}
SUM, PRODUCT, ATOM = 1, 2, 3
"""How tightly a printed part holds together: what binds less than its surroundings is put in parentheses."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A checked formula.

    text: as it was written. tree: its parts. names: the variables it reads. branches: the tree made into functions.
    """

    text: str
    tree: Arithmetic
    names: frozenset[str]
    branches: Branches = field(compare=False, repr=False)

    def evaluate(self, values: Mapping[str, Fraction]) -> Fraction:
        """The exact result. Only the branch that applies is worked out.

        Raises DivisionByZero where that branch divides by zero, FormulaError for a variable without a value.
        """
        figures = {name: value.as_integer_ratio() for name, value in values.items()}
        return self._branch(figures, values)[1]

    def worked(self, values: Mapping[str, Fraction]) -> tuple[Fraction, str]:
        """`evaluate` and `shown` in one go: the conditions are gone through once."""
        figures = {name: value.as_integer_ratio() for name, value in values.items()}
        branch, result = self._branch(figures, values)
        if branch.text is not None:
            shown = branch.text.format_map({name: plain(values[name]) for name in branch.names})
            if "-" not in shown:  # a rule's own minus is printed as −
                return result, shown
        return result, _Printer(values, {}).printed(branch.node)[0]

    def _branch(self, figures: Pairs, values: Mapping[str, Fraction]) -> tuple[Leaf, Fraction]:
        """The branch that applies, and its value. figures: the values, taken apart."""
        try:
            branch = leaf(self.branches, figures)
            if isinstance(branch.node, Name):  # full points, mostly: nothing to reckon
                return branch, values[branch.node.id]
            return branch, Fraction(*branch.work(figures))
        except KeyError as missing:
            raise _no_value(missing.args[0]) from None

    def shown(self, values: Mapping[str, Fraction], as_text: Mapping[str, str] | None = None) -> str:
        """The branch that applies, with the figures put in: `4.16 × min(9 ÷ 6, 6 ÷ 9)`.

        as_text: how to print a variable, where that is not the shortest decimal form of its value.
        """
        return _Printer(values, as_text or {}).printed(self.tree)[0]


def parse_formula(text: str) -> Formula:
    """Read a formula. FormulaError names the piece that is not part of the language, and its column."""
    tree = parse_tree(text)
    names = frozenset(node.id for node in all_nodes(tree) if isinstance(node, Name))
    return Formula(text, tree, names, compiled(tree, _with_gaps))


def _with_gaps(node: Arithmetic) -> str | None:
    """A branch as `{points} × {actual} ÷ {target}`; None where how it is printed hangs on the figures."""
    inside = list(all_nodes(node))
    if any(
        isinstance(each, Choice) or (isinstance(each, Call) and each.function == "clip") for each in inside
    ):
        return None
    gaps = {each.id: f"{{{each.id}}}" for each in inside if isinstance(each, Name)}
    return _Printer({}, gaps).printed(node)[0]


def value_of(node: Arithmetic, values: Mapping[str, Fraction]) -> Fraction:
    """The exact value of a part that gives a number, by the tree: the plain way, which proofs and tests go."""
    match node:
        case Number(value=value):
            return value
        case Name(id=name):
            return _figure(name, values)
        case Negated(operand=operand):
            return -value_of(operand, values)
        case Binary(sign=sign, left=left, right=right):
            return _combined(sign, value_of(left, values), value_of(right, values))
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return value_of(then if holds(condition, values) else otherwise, values)
        case Call(function="clip", arguments=(number, lowest, highest)):
            return max(value_of(lowest, values), min(value_of(number, values), value_of(highest, values)))
        case Call(function=function, arguments=arguments):
            results = [value_of(argument, values) for argument in arguments]
            return (
                abs(results[0]) if function == "abs" else min(results) if function == "min" else max(results)
            )


def holds(condition: Condition, values: Mapping[str, Fraction]) -> bool:
    """Whether a condition holds for these figures."""
    match condition:
        case Comparison(first=first, rest=rest):
            left = value_of(first, values)
            for relation, other in rest:
                right = value_of(other, values)
                if not _stands(left, relation, right):
                    return False
                left = right
            return True
        case Logic(word="and", parts=several):
            return all(holds(each, values) for each in several)
        case Logic(parts=several):
            return any(holds(each, values) for each in several)
        case Not(part=part):
            return not holds(part, values)


def decisions(tree: Arithmetic, values: Mapping[str, Fraction]) -> Iterator[tuple[Choice, bool]]:
    """The choices on the way to the result, each with whether its condition holds."""
    for node in _path(tree, values):
        if isinstance(node, Choice):
            yield node, holds(node.condition, values)


def possible_decisions(tree: Arithmetic) -> Iterator[tuple[Choice, bool]]:
    """All that `decisions` may give for some figures or other."""
    for node in all_nodes(tree):
        if isinstance(node, Choice):
            yield from ((node, True), (node, False))


def _path(node: Node, values: Mapping[str, Fraction]) -> Iterator[Node]:
    """The nodes that take part in the result, conditions left out."""
    yield node
    if isinstance(node, Choice):
        yield from _path(node.then if holds(node.condition, values) else node.otherwise, values)
    else:
        for part in parts(node):
            yield from _path(part, values)


def _figure(name: str, values: Mapping[str, Fraction]) -> Fraction:
    try:
        return values[name]
    except KeyError:
        raise _no_value(name) from None


def _no_value(name: str) -> FormulaError:
    return FormulaError(Said(f"没有给出 {name} 的值", f"no value is given for {name}"))


def _combined(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if right == 0:
        raise DivisionByZero(Said("除数为零，算不出结果", "division by zero: there is no result"))
    return left / right


def _stands(left: Fraction, relation: Relation, right: Fraction) -> bool:
    return COMPARE[relation]((left - right).numerator, 0)


class _Printer:
    """Prints the parts that take part in the result, each with how tightly it holds together."""

    def __init__(self, values: Mapping[str, Fraction], as_text: Mapping[str, str]) -> None:
        self.values = values
        self.as_text = as_text

    def printed(self, node: Arithmetic) -> tuple[str, int]:
        match node:
            case Number(written=written):
                return written, ATOM
            case Name(id=name):
                text = self.as_text.get(name) or plain(_figure(name, self.values))
                return (f"−{text[1:]}", SUM) if text[:1] in "-−" else (text, ATOM)
            case Negated(operand=operand):
                return f"−{self.inside(operand, ATOM)}", SUM
            case Binary(sign=sign, left=left, right=right):
                strength = SUM if sign in "+-" else PRODUCT
                # `a − (b − c)` and `a × (b ÷ c)` keep their parentheses: they are how the rule is worded.
                return (
                    f"{self.inside(left, strength)} {PRINTED_SIGN[sign]} {self.inside(right, strength + 1)}",
                    strength,
                )
            case Choice(condition=condition, then=then, otherwise=otherwise):
                return self.printed(then if holds(condition, self.values) else otherwise)
            case Call(function="clip", arguments=(number, lowest, highest)):
                return self.clipped(number, lowest, highest)
            case Call(function=function, arguments=arguments):
                return f"{function}({', '.join(self.printed(each)[0] for each in arguments)})", ATOM

    def inside(self, node: Arithmetic, strength: int) -> str:
        """A part as it stands next to a sign that binds with `strength`."""
        text, own = self.printed(node)
        return text if own >= strength else f"({text})"

    def clipped(self, number: Arithmetic, lowest: Arithmetic, highest: Arithmetic) -> tuple[str, int]:
        """`min(60 ÷ 50, 1)` where the highest value applies; between the bounds the number alone."""
        value, low, high = (value_of(each, self.values) for each in (number, lowest, highest))
        if low <= value <= high:
            return self.printed(number)
        word, bound = ("max", lowest) if value < low else ("min", highest)
        return f"{word}({self.printed(number)[0]}, {self.printed(bound)[0]})", ATOM
