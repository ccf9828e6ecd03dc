"""Formula text -> syntax tree. Python's parser gives the shape; only what is on the lists here comes through.

The text is never run. It is held to a short alphabet, length and depth before Python's parser sees it, so
that no text can keep the parser busy.
"""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from typing import NoReturn

from perfscore.rules.said import Said
from perfscore.rules.tree import (
    Arithmetic,
    Binary,
    Call,
    Choice,
    Comparison,
    Condition,
    FormulaError,
    Logic,
    Name,
    Negated,
    Not,
    Number,
    Relation,
    Sign,
)

MOST_CHARACTERS = 600
MOST_DEPTH = 24
MOST_DIGITS = 30

ARGUMENTS = {"min": (1, 12), "max": (1, 12), "abs": (1, 1), "clip": (3, 3)}
"""The functions, with the fewest and the most arguments each takes."""

NOT_NUMBERS = frozenset({"nan", "inf", "infinity"})

SIGNS: dict[type[ast.operator], Sign] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
RELATIONS: dict[type[ast.cmpop], Relation] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}

TOKEN = re.compile(
    r"(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9A-Za-z_.]))"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign><=|>=|==|!=|\*(?!\*)|/(?!/)|[-+<>(),])"
    r"|(?P<space> +)"
)
PIECE = re.compile(r"[0-9A-Za-z_.]+|\*\*|//|.", re.DOTALL)


def parse_tree(text: str) -> Arithmetic:
    """The tree of a formula that gives a number; FormulaError names what is refused and its column."""
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(
            Said(
                f"公式过长：{len(text)} 个字符，最多 {MOST_CHARACTERS} 个",
                f"the formula is too long: {len(text)} characters, at most {MOST_CHARACTERS}",
            )
        )
    line = re.sub(r"[\r\n\t]", " ", text)
    _check_pieces(line)
    start = len(line) - len(line.lstrip())
    try:
        body = ast.parse(line[start:], mode="eval").body
    except SyntaxError as error:
        column = min(start + (error.offset or 1), len(line) + 1)
        said = Said(f"公式不完整，或第 {column} 列附近有误", f"incomplete, or wrong near column {column}")
        raise FormulaError(said, column) from None
    except (ValueError, RecursionError, MemoryError):
        raise FormulaError(Said("公式嵌套过深", "the formula is nested too deep")) from None
    return _Reader(line, start).arithmetic(body, 0)


def _check_pieces(line: str) -> None:
    """Hold the text to the alphabet of the language and to its depth of parentheses."""
    column, depth, digits = 0, 0, 0
    while column < len(line):
        token = TOKEN.match(line, column)
        if token is None:
            found = PIECE.match(line, column)
            _refuse(found[0] if found else line[column], column)
        word = token[0]
        depth += {"(": 1, ")": -1}.get(word, 0)
        digits = len(word) if token["number"] else 0
        if depth > MOST_DEPTH:
            raise _too_deep(column)
        if digits > MOST_DIGITS or word.lower() in NOT_NUMBERS:
            _refuse(word, column)
        column = token.end()
    if not line.strip():
        raise FormulaError(Said("公式为空", "the formula is empty"))


def _refuse(piece: str, column: int) -> NoReturn:
    """Say which piece of the text is not part of the language."""
    shown = _shortened(piece)
    raise FormulaError(
        Said(
            f"第 {column + 1} 列：公式里不能写“{shown}”",
            f"column {column + 1}: '{shown}' is not allowed in a formula",
        ),
        column + 1,
    )


def _shortened(piece: str) -> str:
    return piece if len(piece) <= 20 else f"{piece[:20]}…"


def _too_deep(column: int) -> FormulaError:
    return FormulaError(
        Said(
            f"第 {column + 1} 列：嵌套超过 {MOST_DEPTH} 层",
            f"column {column + 1}: nested deeper than {MOST_DEPTH} levels",
        ),
        column + 1,
    )


class _Reader:
    """Walks Python's tree of one formula and builds ours.

    line: the text in one line. start: how far Python's columns lie behind the line's own.
    """

    def __init__(self, line: str, start: int) -> None:
        self.line = line
        self.start = start

    def arithmetic(self, node: ast.expr, depth: int) -> Arithmetic:
        """A part that gives a number."""
        deeper = self.step(node, depth)
        match node:
            case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
                written = self.source(node)
                return Number(Fraction(written), written)
            case ast.Name(id=name) if name not in ARGUMENTS:
                return Name(name)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.arithmetic(operand, deeper)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negated(self.arithmetic(operand, deeper))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
                return Binary(SIGNS[type(op)], self.arithmetic(left, deeper), self.arithmetic(right, deeper))
            case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]) if function in ARGUMENTS:
                fewest, most = ARGUMENTS[function]
                if not fewest <= len(arguments) <= most:
                    self.miscounted(node, function, len(arguments))
                return Call(function, tuple(self.arithmetic(argument, deeper) for argument in arguments))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return Choice(
                    self.condition(test, deeper),
                    self.arithmetic(body, deeper),
                    self.arithmetic(orelse, deeper),
                )
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                self.misplaced(node, Said("是条件，这里需要数值", "is a condition; a number is needed here"))
        _refuse(self.source(node), self.column(node))

    def condition(self, node: ast.expr, depth: int) -> Condition:
        """A part that holds or does not hold."""
        deeper = self.step(node, depth)
        match node:
            case ast.Compare(left=left, ops=ops, comparators=others) if all(
                type(op) in RELATIONS for op in ops
            ):
                pairs = zip(ops, others, strict=True)
                rest = tuple((RELATIONS[type(op)], self.arithmetic(other, deeper)) for op, other in pairs)
                return Comparison(self.arithmetic(left, deeper), rest)
            case ast.BoolOp(op=op, values=parts):
                read = tuple(self.condition(part, deeper) for part in parts)
                return Logic("and" if isinstance(op, ast.And) else "or", read)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.condition(operand, deeper))
            case ast.Compare():
                _refuse(self.source(node), self.column(node))
        return self.misplaced(node, Said("不是条件，这里需要比较", "is no condition; compare something here"))

    def step(self, node: ast.expr, depth: int) -> int:
        if depth >= MOST_DEPTH:
            raise _too_deep(self.column(node))
        return depth + 1

    def column(self, node: ast.expr) -> int:
        return self.start + node.col_offset

    def source(self, node: ast.expr) -> str:
        return self.line[self.column(node) : self.start + (node.end_col_offset or node.col_offset + 1)]

    def misplaced(self, node: ast.expr, said: Said) -> NoReturn:
        column, piece = self.column(node) + 1, _shortened(self.source(node))
        message = Said(f"第 {column} 列：“{piece}”{said.zh}", f"column {column}: '{piece}' {said.en}")
        raise FormulaError(message, column)

    def miscounted(self, node: ast.expr, function: str, count: int) -> NoReturn:
        fewest, most = ARGUMENTS[function]
        wanted = str(fewest) if fewest == most else f"{fewest}–{most}"
        self.misplaced(
            node,
            Said(
                f"有 {count} 个参数，{function} 需要 {wanted} 个",
                f"has {count} arguments; {function} takes {wanted}",
            ),
        )
