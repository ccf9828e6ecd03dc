"""Where the cells and paragraphs of a Word document stand, numbered as the reader numbers them.

Takes the body, gives elements: tables in reading order from 1, a table within a cell right after its own; cells by
their grid position.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from perfscore.model.place import cell_name

_WRAPPERS = frozenset("sdt sdtContent ins smartTag customXml moveTo".split())
MOST_COLUMNS = 200
"""As for the reader: a wider span is a mistake or a trap."""


def tables(body: etree._Element) -> list[etree._Element]:
    """Every table of the document; the first is number 1."""
    found: list[etree._Element] = []
    for block in _blocks(body):
        if _name(block) == "tbl":
            _take(block, found)
    return found


def _take(table: etree._Element, found: list[etree._Element]) -> None:
    found.append(table)
    within = [block for cell in cells(table).values() for block in _blocks(cell) if _name(block) == "tbl"]
    for inner in within:
        _take(inner, found)


def cells(table: etree._Element) -> dict[str, etree._Element]:
    """The cells of a table by name; one merged downwards goes by its first."""
    found: dict[str, etree._Element] = {}
    open_columns: set[int] = set()
    for number, row in enumerate(_children(table, "tr"), 1):
        column = 1 + _number(row, "trPr", "gridBefore", 0)
        seen: set[int] = set()
        for cell in _children(row, "tc"):
            if not (_continues(cell) and column in open_columns):
                found[cell_name(number, column)] = cell
            seen.add(column)
            column += min(max(_number(cell, "tcPr", "gridSpan", 1), 1), MOST_COLUMNS)
            if column > MOST_COLUMNS:
                break
        open_columns = seen
    return found


def paragraphs(parent: etree._Element) -> list[etree._Element]:
    """The paragraphs that stand in a body or cell itself."""
    return [block for block in _blocks(parent) if _name(block) == "p"]


def text_of(paragraph: etree._Element) -> str:
    """The paragraph's text with insertions, without deletions."""
    return "".join(item.text or "" for item in paragraph.iter() if _name(item) == "t")


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if _name(child) in ("p", "tbl"):
            yield child
        elif _name(child) in _WRAPPERS:
            yield from _blocks(child)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in _WRAPPERS:
            yield from _children(child, name)


def _name(item: etree._Element) -> str:
    """The local name; "" for a comment or an instruction."""
    return etree.QName(item).localname if isinstance(item.tag, str) else ""


def _property(item: etree._Element, properties: str, name: str) -> etree._Element | None:
    for child in item:
        if _name(child) == properties:
            return next((found for found in child if _name(found) == name), None)
    return None


def _value(item: etree._Element, default: str) -> str:
    return item.get(f"{{{etree.QName(item).namespace}}}val", default)


def _number(item: etree._Element, properties: str, name: str, default: int) -> int:
    found = _property(item, properties, name)
    value = _value(found, "0") if found is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else default


def _continues(cell: etree._Element) -> bool:
    found = _property(cell, "tcPr", "vMerge")
    return found is not None and _value(found, "continue") == "continue"
