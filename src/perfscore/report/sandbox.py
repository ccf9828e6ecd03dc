"""Where outlines run: jinja2's sandbox, with strict names, no functions but macros, and an end to every loop.

A template only reads facts. Steps and characters are counted while it runs, so that one that loops, calls itself or
grows its text without end is stopped and told, wherever it does so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.loaders import BaseLoader
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from perfscore.report.figures import Figure
from perfscore.report.outlines import SHARED
from perfscore.report.text import one_line

MOST_STEPS = 2_000_000
"""Turns of loops and calls of macros; a department with fifty projects takes some ten thousand."""
MOST_CHARACTERS = 20_000_000
LARGEST_NUMBER = 10**15
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class LimitError(Exception):
    """A template that does not come to an end, or asks for what no outline may."""


@dataclass(slots=True)
class _Budget:
    """What is left to one rendering."""

    steps: int = MOST_STEPS
    characters: int = MOST_CHARACTERS

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise LimitError(f"循环或者调用超过 {MOST_STEPS} 次，已停止")

    def write(self, length: int) -> None:
        self.characters -= length
        if self.characters < 0:
            raise LimitError(f"生成的文字超过 {MOST_CHARACTERS} 字，已停止")


_budget: ContextVar[_Budget | None] = ContextVar("budget", default=None)


def rendered(environment: ImmutableSandboxedEnvironment, name: str, facts: Mapping[str, object]) -> str:
    """The text of a template, within its limits. Raises LimitError and whatever jinja2 raises."""
    token = _budget.set(_Budget())
    try:
        return environment.get_template(name).render(facts)
    finally:
        _budget.reset(token)


def plain_text(value: object) -> Markup:
    """A value as Markdown that reads exactly like the value: one line, every sign of punctuation escaped.

    What is marked up already comes from a template's own macro and passes. None never gets into a sentence.
    """
    if value is None:
        raise ValueError("A template prints a value that is not there: ask `is none` first.")
    if isinstance(value, Undefined):
        str(value)  # raises, and names what is not there
    if isinstance(value, bool) or not isinstance(value, str | int | Figure):
        raise ValueError("此处写出的不是文字或者数字，请写明要它的哪一项")
    text = value if isinstance(value, Markup) else Markup(_PUNCTUATION.sub(r"\\\1", one_line(str(value))))
    _spend(len(text))
    return text


def environment_of(loader: BaseLoader) -> ImmutableSandboxedEnvironment:
    return _Sandbox(
        loader=loader,
        undefined=StrictUndefined,
        finalize=plain_text,
        autoescape=True,  # only so that a macro's result is Markup and is not escaped again
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _spend(length: int) -> None:
    if budget := _budget.get():
        budget.write(length)


def _step() -> None:
    if budget := _budget.get():
        budget.step()


def _counted(items: Iterable[Any], text: int) -> Iterator[Any]:
    """The turns of a loop. text: how many characters its body has of its own."""
    for item in items:
        _step()
        _spend(text)
        yield item


def _joined(parts: Iterable[object]) -> str:
    """`~`: of plain texts a plain text; beside what is marked up already, plain text becomes Markdown first."""
    texts = list(parts)
    if any(isinstance(part, Markup) for part in texts):
        return Markup("").join(plain_text(part) for part in texts)
    plain = [str(part) for part in texts]
    _spend(sum(map(len, plain)))
    return "".join(plain)


class _Limits(NodeTransformer):
    """Puts a counter into every loop, and a measure on every place where text is joined."""

    def get_visitor(self, node: nodes.Node) -> Any:
        return {
            nodes.For: self.count,
            nodes.Concat: self.measure,
            nodes.Include: self.refuse,
            nodes.Extends: self.refuse,
            nodes.Import: self.check_shared,
            nodes.FromImport: self.check_shared,
        }.get(type(node))

    def count(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        own = sum(len(text.data) for text in node.find_all(nodes.TemplateData))
        size = nodes.Const(own, lineno=node.lineno, environment=node.environment)
        node.iter = _filtered("counted", node.iter, node, [size])
        return node

    def measure(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno, environment=node.environment)
        return _filtered("joined", parts, node, [])

    def refuse(self, node: nodes.Node) -> nodes.Node:
        raise TemplateSyntaxError("提纲里不能用 include 和 extends", node.lineno)

    def check_shared(self, node: nodes.Import | nodes.FromImport) -> nodes.Node:
        if not (isinstance(node.template, nodes.Const) and node.template.value == SHARED):
            raise TemplateSyntaxError(f'只能引用 "{SHARED}"', node.lineno)
        return node


def _filtered(name: str, of: nodes.Node, like: nodes.Node, arguments: list[nodes.Expr]) -> nodes.Filter:
    return nodes.Filter(of, name, arguments, [], None, None, lineno=like.lineno, environment=like.environment)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Macros are the only functions; arithmetic is for numbers of a size that a budget has."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters.clear()
        self.globals.clear()
        self.filters["counted"] = _counted
        self.filters["joined"] = _joined

    def _generate(self, source: nodes.Template, *rest: Any, **more: Any) -> str:
        return super()._generate(_Limits().visit(source), *rest, **more)

    def is_safe_callable(self, obj: object) -> bool:
        return isinstance(obj, Macro)

    def call(__self, __context: Context, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        _step()
        if isinstance(__obj, Undefined):
            str(__obj)  # raises, and names what is not there
        if not __self.is_safe_callable(__obj):
            raise SecurityError("提纲里只能调用宏，不能调用其他函数")
        result = super().call(__context, __obj, *args, **kwargs)
        _spend(len(result) if isinstance(result, str) else 0)
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        numbers = all(isinstance(each, int) and abs(each) < LARGEST_NUMBER for each in (left, right))
        if operator in ("**", "%") or not numbers:
            raise SecurityError(f"提纲里的“{operator}”只能用于不大的整数")
        return super().call_binop(context, operator, left, right)
