"""A formula as a sentence that a finance officer reads without knowing the formula language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

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
    Relation,
)

NAMES: Mapping[str, str] = {
    "points": "分值",
    "target": "目标值",
    "actual": "完成值",
    "lower": "下限",
    "upper": "上限",
    "spent": "全年执行数",
    "budget": "全年预算数",
    "days_late": "逾期天数",
    "score": "得分",
    "total": "总分",
    "total_points": "满分",
    "rate": "执行率",
    "initial": "年初预算数",
    "final": "决算数",
    "june": "六月末执行进度",
    "september": "九月末执行进度",
    "november": "十一月末执行进度",
    "adjusted": "年中调整金额",
    "written_off": "年末注销金额",
    "defects": "缺陷个数",
    "findings": "问题个数",
}
"""The variables in the words of the forms."""

KEPT = frozenset({"score", "total"})
"""What a rule takes in and may hand on: to earn one's score is to keep it."""

RELATIONS: Mapping[Relation, str] = {
    ">=": "不低于",
    "<=": "不高于",
    ">": "大于",
    "<": "小于",
    "==": "等于",
    "!=": "不等于",
}
OPPOSITE: Mapping[Relation, Relation] = {
    ">=": "<",
    "<": ">=",
    "<=": ">",
    ">": "<=",
    "==": "!=",
    "!=": "==",
}
MIRRORED: Mapping[Relation, Relation] = {
    ">=": "<=",
    "<=": ">=",
    ">": "<",
    "<": ">",
    "==": "==",
    "!=": "!=",
}
SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}

PHRASE, SUM, PRODUCT, ATOM = 0, 1, 2, 3
"""How tightly words hold together: what binds less than its surroundings is put in brackets."""

_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z_])|(?<=[0-9A-Za-z_])(?=[\u4e00-\u9fff])")
"""Where a blank stands in print: between Chinese and a number or an unknown name."""


def sentence(formula: Formula, names: Mapping[str, str] = NAMES) -> str:
    """`完成值不低于目标值的，得满分；否则，……；其余得 0 分。`

    names: how to call the variables; one that is not among them is printed as it is.
    """
    return _BETWEEN.sub(" ", f"{_Teller(names).cases(formula.tree)}。")


class _Teller:
    """Tells parts of a formula with one table of names."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    # --- results

    def cases(self, node: Arithmetic) -> str:
        """A result: each case with its condition, the rest last."""
        told: list[str] = []
        while isinstance(node, Choice):
            lead = "否则，" if told else ""
            told.append(f"{lead}{self.condition(node.condition)}的，{self.case(node.then)}")
            node = node.otherwise
        told.append(f"其余{self.earned(node)}" if told else self.earned(node))
        return "；".join(told)

    def case(self, node: Arithmetic) -> str:
        """What is earned in one case, which may fall into cases of its own."""
        return f"（{self.cases(node)}）" if isinstance(node, Choice) else self.earned(node)

    def earned(self, node: Arithmetic) -> str:
        match node:
            case Name(id="points"):
                return "得满分"
            case Name(id=name) if name in KEPT:
                return f"{self.name(name)}不变"
            case Number(written=written):
                return f"得 {written} 分"
        return f"得 {self.number(node)[0]}"

    # --- numbers

    def number(self, node: Arithmetic) -> tuple[str, int]:
        """Words for a number, and how tightly they hold together."""
        match node:
            case Number(written=written):
                return written, ATOM
            case Name(id=name):
                return self.name(name), ATOM
            case Negated(operand=operand):
                return f"−{self.inside(operand, ATOM)}", SUM
            case Binary(sign=sign, left=left, right=right):
                strength = SUM if sign in "+-" else PRODUCT
                # As in the figures of an explanation: `a−（b−c）` and `a×（b÷c）` keep their brackets.
                return (
                    f"{self.inside(left, strength)}{SIGNS[sign]}{self.inside(right, strength + 1)}",
                    strength,
                )
            case Choice():
                return self.cases_inside(node), PHRASE
            case Call(function="clip", arguments=(number, lowest, highest)):
                return self.held(number, f"不低于{self.end(lowest)}，不高于{self.end(highest)}"), PHRASE
            case Call(function="abs", arguments=(Binary(sign="-", left=left, right=right),)):
                return f"{self.inside(left, SUM)}与{self.inside(right, SUM)}之差的绝对值", PHRASE
            case Call(function="abs", arguments=(part,)):
                return f"{self.inside(part, ATOM)}的绝对值", PHRASE
            case Call(function=function, arguments=arguments):
                return self.extreme("min" if function == "min" else "max", arguments), PHRASE

    def extreme(self, function: Literal["min", "max"], arguments: tuple[Arithmetic, ...]) -> str:
        """`x（不高于 1）` where one of two is a plain number, else `a 与 b 中较小的`."""
        limit = "不高于" if function == "min" else "不低于"
        if len(arguments) == 1:
            return self.number(arguments[0])[0]
        if len(arguments) == 2:
            for one, other in (arguments, arguments[::-1]):
                if isinstance(other, Number) and not isinstance(one, Number):
                    return self.held(one, f"{limit}{self.end(other)}")
        *first, last = (self.inside(each, SUM) for each in arguments)
        which = ("较" if len(arguments) == 2 else "最") + ("小" if function == "min" else "大")
        return f"{'、'.join(first)} 与 {last} 中{which}的"

    def held(self, node: Arithmetic, limits: str) -> str:
        """A number that is held within limits."""
        return f"{self.inside(node, PRODUCT)}（{limits}）"

    def end(self, node: Arithmetic) -> str:
        return self.inside(node, SUM)

    def inside(self, node: Arithmetic, strength: int) -> str:
        """A part beside a sign that binds with `strength`. Words get other brackets than plain arithmetic."""
        text, own = self.number(node)
        if own >= strength:
            return text
        return f"［{text}］" if own == PHRASE else f"（{text}）"

    def cases_inside(self, node: Arithmetic) -> str:
        told = []
        while isinstance(node, Choice):
            told.append(f"{self.condition(node.condition)}时为 {self.number(node.then)[0]}")
            node = node.otherwise
        return "；".join([*told, f"其余为 {self.number(node)[0]}"])

    def name(self, name: str) -> str:
        return self.names.get(name, name)

    # --- conditions

    def condition(self, condition: Condition, holds: bool = True) -> str:
        match condition:
            case Not(part=part):
                return self.condition(part, not holds)
            case Comparison(first=first, rest=rest):
                return self.comparison(first, rest, holds)
            case Logic(word=word, parts=several):
                every = (word == "and") == holds
                told = [
                    f"（{text}）" if isinstance(part, Logic) else text
                    for part, text in ((part, self.condition(part, holds)) for part in several)
                ]
                return "，且".join(told) if every else "，或者".join(told)

    def comparison(
        self, first: Arithmetic, rest: tuple[tuple[Relation, Arithmetic], ...], holds: bool
    ) -> str:
        """`a < b <= c` is told from its middle: b 大于 a 且不高于 c."""
        if len(rest) == 2 and holds:
            (one, middle), (other, last) = rest
            told = f"{self.side(middle)}{RELATIONS[MIRRORED[one]]}{self.side(first)}"
            return f"{told}且{RELATIONS[other]}{self.side(last)}"
        sides = [first, *(side for _, side in rest)]
        relations = [relation if holds else OPPOSITE[relation] for relation, _ in rest]
        pairs = [self.pair(*each) for each in zip(sides, relations, sides[1:], strict=False)]
        return ("且" if holds else "，或者").join(pairs)

    def pair(self, left: Arithmetic, relation: Relation, right: Arithmetic) -> str:
        """One comparison; `1 < a` is told as `a > 1`."""
        if isinstance(left, Number) and not isinstance(right, Number):
            left, relation, right = right, MIRRORED[relation], left
        return f"{self.side(left)}{RELATIONS[relation]}{self.side(right)}"

    def side(self, node: Arithmetic) -> str:
        """A side of a comparison; what falls into cases or names two things is bracketed."""
        text, own = self.number(node)
        plain = own > PHRASE or (isinstance(node, Call) and node.function == "abs")
        return text if plain else f"［{text}］"
