"""The formula that a row's number goes through: the rules of a day and a row to one tree over `actual`."""

from __future__ import annotations

from dataclasses import replace

from perfscore.model.table import Indicator
from perfscore.model.values import Comparator
from perfscore.rules.template import RuleTemplate
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
from perfscore.score.levels import standard_level
from perfscore.score.rows import RULE_OF

_MAY_BE_CUT = (Comparator.AT_LEAST, Comparator.MORE, Comparator.EQUAL)
"""Rows that can go too far beyond their target."""


def row_tree(row: Indicator, rules: RuleTemplate) -> Arithmetic | None:
    """The formula of a row with a number for its target; None for a row that is scored in another way.

    It only guides the search: what the rules make of an answer is found by scoring it.
    """
    rule = rules.formulas.get(RULE_OF.get(row.target.comparator, ""))
    if rule is None or rules.item_named(row.name) or rules.extra_level(row.path[0]):
        return None
    tree = rule.value.tree
    if row.target.upper is None and row.target.value is not None and row.target.value > 0:
        names = (standard_level(row, rules), *("".join(level.split()) for level in row.path[:2]))
        level = next((rules.level_rules[name] for name in names if name in rules.level_rules), None)
        tree = level.value.tree if level else tree
    cut = rules.formulas.get("over-achieved")
    if cut is None or row.target.comparator not in _MAY_BE_CUT:
        return tree
    return _put_in(cut.value.tree, "score", tree)


def _put_in(node: Arithmetic, name: str, part: Arithmetic) -> Arithmetic:
    """The tree with a part in the place of a variable."""
    match node:
        case Name(id=found):
            return part if found == name else node
        case Number():
            return node
        case Negated(operand=operand):
            return replace(node, operand=_put_in(operand, name, part))
        case Binary(left=left, right=right):
            return replace(node, left=_put_in(left, name, part), right=_put_in(right, name, part))
        case Call(arguments=arguments):
            return replace(node, arguments=tuple(_put_in(each, name, part) for each in arguments))
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return Choice(
                _put_into(condition, name, part), _put_in(then, name, part), _put_in(otherwise, name, part)
            )


def _put_into(condition: Condition, name: str, part: Arithmetic) -> Condition:
    match condition:
        case Comparison(first=first, rest=rest):
            others = tuple((relation, _put_in(other, name, part)) for relation, other in rest)
            return Comparison(_put_in(first, name, part), others)
        case Logic(parts=several):
            return replace(condition, parts=tuple(_put_into(each, name, part) for each in several))
        case Not(part=inner):
            return Not(_put_into(inner, name, part))
