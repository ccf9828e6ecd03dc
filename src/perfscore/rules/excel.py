"""A formula's tree -> the same formula in a spreadsheet's language, with a gap for each variable.

A spreadsheet reckons in binary fractions, the engine exactly. So a comparison whose sides are reckoned first looks at
their difference at nine digits, and whoever shows a result takes off the noise at eleven digits before it is rounded
half up (`NOISE_PLACES`): closer to a tie than that no figures of a form come.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    Node,
    Not,
    Number,
    Relation,
    parts,
)

LONGEST, DEEPEST = 5_000, 40
"""A spreadsheet takes formulas of 8192 characters with functions 64 deep; what stands around this one needs the rest."""
DIFFERENCE_PLACES = 9
_RELATIONS: Mapping[Relation, str] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}
_SUM, _PRODUCT, _ATOM = 1, 2, 3

_made: dict[str, str | None] = {}


def excel(formula: Formula) -> str | None:
    """`IF({actual}>={target},{points},…)`: a gap in braces for each variable, no sign `=` before it.

    None where the formula is longer or deeper than a spreadsheet takes. A division by zero stays one: it is an error value in the
    cell. Only the branch that applies is worked out, as in the engine: a spreadsheet's IF is lazy, its AND is not.
    """
    if formula.text not in _made:
        length, depth = _size(formula.tree)
        _made[formula.text] = _arithmetic(formula.tree)[0] if length <= LONGEST and depth <= DEEPEST else None
    return _made[formula.text]


def _size(node: Node) -> tuple[int, int]:
    """How long the text can be at most, and how deep. The middle of `a < b < c` is said twice."""
    sizes = [_size(part) for part in parts(node)]
    twice = sizes[1:-1] if isinstance(node, Comparison) else []
    own = (
        len(node.id) + 4 if isinstance(node, Name) else len(node.written) if isinstance(node, Number) else 16
    )
    length = own + 12 * len(sizes) + sum(length for length, _ in (*sizes, *twice))
    return length, max((depth for _, depth in sizes), default=0) + len(sizes[1:])


def _arithmetic(node: Arithmetic) -> tuple[str, int]:
    """The text of a part that gives a number, and how tightly it holds together."""
    match node:
        case Number(written=written):
            return written, _ATOM
        case Name(id=name):
            return f"{{{name}}}", _ATOM
        case Negated(operand=operand):
            return f"(-{_inside(operand, _ATOM)})", _ATOM
        case Binary(sign=sign, left=left, right=right):
            strength = _SUM if sign in "+-" else _PRODUCT
            return f"{_inside(left, strength)}{sign}{_inside(right, strength + 1)}", strength
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return f"IF({_condition(condition)},{_inside(then, 0)},{_inside(otherwise, 0)})", _ATOM
        case Call(function="clip", arguments=(number, lowest, highest)):
            inner = f"MIN({_inside(number, 0)},{_inside(highest, 0)})"
            return f"MAX({_inside(lowest, 0)},{inner})", _ATOM
        case Call(function=function, arguments=arguments):
            return f"{function.upper()}({','.join(_inside(each, 0) for each in arguments)})", _ATOM


def _inside(node: Arithmetic, strength: int) -> str:
    text, own = _arithmetic(node)
    return text if own >= strength else f"({text})"


def _condition(condition: Condition) -> str:
    match condition:
        case Comparison(first=first, rest=rest):
            tests, left = [], first
            for relation, right in rest:
                tests.append(_compared(left, relation, right))
                left = right
            return _all(tests)
        case Logic(word="and", parts=several):
            return _all([_condition(each) for each in several])
        case Logic(parts=several):
            *others, last = (_condition(each) for each in several)
            return "".join(f"IF({each},TRUE," for each in others) + last + ")" * len(others)
        case Not(part=part):
            return f"NOT({_condition(part)})"


def _all(tests: list[str]) -> str:
    """All of the tests, looked at in order only as far as needed."""
    *others, last = tests
    return "".join(f"IF({each}," for each in others) + last + ",FALSE)" * len(others)


def _compared(left: Arithmetic, relation: Relation, right: Arithmetic) -> str:
    sign = _RELATIONS[relation]
    if all(isinstance(side, Number | Name) for side in (left, right)):
        return f"{_inside(left, 0)}{sign}{_inside(right, 0)}"
    return f"ROUND({_inside(left, _SUM)}-{_inside(right, _PRODUCT)},{DIFFERENCE_PLACES}){sign}0"
