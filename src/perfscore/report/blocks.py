"""Markdown -> a small tree of blocks. Only what outlines need is read; the rest is an error in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_RULES = ("heading", "list", "fence", "hr", "escape", "newline", "text_join")


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1 is the title; its lines are the text's lines."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; printed with （1）, （2） …, the fourth step of numbering in official documents."""

    items: tuple[str, ...]

    @property
    def numbered(self) -> tuple[str, ...]:
        return tuple(f"（{number}）{item}" for number, item in enumerate(self.items, 1))


@dataclass(frozen=True, slots=True)
class Named:
    """A place for a table that the writer draws from the facts. index: of the report's table, from 0."""

    name: str
    index: int


@dataclass(frozen=True, slots=True)
class Appendix:
    """Here a part of the appendix begins: a new page, across."""


class TextError(ValueError):
    """Markdown that no writer draws. near: words by which its place in the outline can be found, "" for none."""

    def __init__(self, said: str, near: str = "") -> None:
        super().__init__(said)
        self.near = near


Block = Heading | Paragraph | Items | Named | Appendix


def parse(markdown: str) -> list[Block]:
    """The blocks in order. Raises TextError for what our templates do not use."""
    return list(_parsed(markdown))


@lru_cache(maxsize=2)
def _parsed(markdown: str) -> tuple[Block, ...]:
    """Kept for a moment: one text is checked, searched for gaps and drawn."""
    tokens = iter(MarkdownIt("zero").enable(_RULES).parse(markdown))
    blocks: list[Block] = []
    for block in _blocks(tokens):
        last = blocks[-1] if blocks else None
        if isinstance(block, Heading) and isinstance(last, Heading) and block.level == last.level == 1:
            blocks[-1] = Heading(1, f"{last.text}\n{block.text}")
        else:
            blocks.append(block)
    return tuple(blocks)


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    for token in tokens:
        if token.type == "heading_open":
            yield Heading(int(token.tag[1:]), _text(tokens))
        elif token.type == "paragraph_open":
            yield Paragraph(_text(tokens))
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            yield Items(tuple(_items(tokens, token.type.replace("open", "close"))))
        elif token.type == "fence":
            yield _named(token)
        elif token.type == "hr":
            yield Appendix()
        elif not token.type.endswith("_close"):
            raise TextError(f"不能用这种 Markdown 写法（{token.type}）")


def _items(tokens: Iterator[Token], end: str) -> Iterator[str]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "inline":
            yield _inline(token)


def _text(tokens: Iterator[Token]) -> str:
    return _inline(next(tokens))


def _inline(token: Token) -> str:
    """The text of a block. Its lines are joined with nothing: Chinese sentences may be broken anywhere."""
    return "".join(child.content for child in token.children or () if child.type == "text")


def _named(token: Token) -> Named:
    words = token.info.split()
    word, name, index, *more = [*words, *("", "", "1")[len(words) :]]
    if word != "block" or not name or token.content.strip():
        raise TextError("代码围栏只用来放图表，写作 ```block 名称，下一行写 ```", token.info)
    if more or not (index.isascii() and index.isdigit() and len(index) < 6):
        raise TextError(f"图表“{name}”后面只能写第几张表，如 ```block form 2", token.info)
    return Named(name, int(index) - 1)
