"""Web pages to grids, one per table: what old systems export under the name of .xls, and what programs save as .html."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from perfscore.model.place import Place
from perfscore.model.values import Text
from perfscore.read.grid import Cell, Grid, make_cell
from perfscore.read.guard import LARGEST_TREE, damage, refusal, tree_size

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_AREA = 300_000
_UNREAD = frozenset({"script", "style", "head", "noscript", "template", "svg", "object", "iframe"})
_LINES = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})


def read_web_page(data: bytes, text: str, file: str) -> list[Grid]:
    """Every table of the page, with the text around it; tables that only lay out others give their cells' text.

    data is what was read, text the same decoded; nothing that the page refers to is fetched.
    """
    root = _root(data, text, file)
    if root is None:
        return []
    grids: list[Grid] = []
    tables = _innermost(root)
    before: list[Text] = []
    texts = _texts_around(root, tables, file)
    for number, table in enumerate(tables, start=1):
        before, after = texts[number - 1], texts[number]
        source = Place(file, None, number)
        grids.append(Grid(_cells(table, source), source, before, after))
    return grids


def read_lines(data: bytes, text: str, file: str) -> list[str]:
    """The page's lines of text in order, those in tables left out."""
    root = _root(data, text, file)
    if root is None:
        return []
    return [line.written for lines in _texts_around(root, _innermost(root), file) for line in lines]


def _innermost(root: etree._Element) -> list[etree._Element]:
    return [table for table in root.iter("table") if table.find(".//table") is None]


def _root(data: bytes, text: str, file: str) -> etree._Element | None:
    if tree_size(data) > LARGEST_TREE:
        raise refusal(file, "网页结构过大")
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damage(file, "网页内容读不出来") from error


def _texts_around(root: etree._Element, tables: list[etree._Element], file: str) -> list[list[Text]]:
    """The lines of text before the first table, between each two, and after the last."""
    found: list[list[Text]] = [[]]
    inside = set(tables)
    line: list[str] = []

    def end_line() -> None:
        text = " ".join("".join(line).split())
        if text:
            found[-1].append(Text(text, Place(file)))
        line.clear()

    def walk(element: etree._Element) -> None:
        if element in inside:
            end_line()
            found.append([])
            return
        if element.tag in _UNREAD:
            return
        if element.tag in _LINES or element.tag == "br":
            end_line()
        line.append(element.text or "")
        for child in element:
            walk(child)
            line.append(child.tail or "")
        if element.tag in _LINES:
            end_line()

    walk(root)
    end_line()
    return found


def _cells(table: etree._Element, source: Place) -> Iterator[Cell]:
    """The table's cells with their spans, placed the way browsers place them."""
    taken: set[tuple[int, int]] = set()
    area = 0
    rows = list(table.iter("tr"))[:MOST_ROWS]
    for row_number, row in enumerate(rows, start=1):
        column = 1
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (row_number, column) in taken:
                column += 1
            if column > MOST_COLUMNS:
                break
            height = min(_span(cell, "rowspan"), len(rows) - row_number + 1)
            width = min(_span(cell, "colspan"), MOST_COLUMNS)
            area += height * width
            if area > MOST_AREA:
                raise refusal(source.file, f"表格超过 {MOST_AREA} 格")
            if height > 1:
                taken.update((row_number + r, column + c) for r in range(1, height) for c in range(width))
            yield make_cell(_text(cell), source, row_number, column, height, width)
            column += width


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(int(value), 1) if value.isdecimal() and len(value) < 6 else 1


def _text(cell: etree._Element) -> str:
    """A cell's text; the page's own line breaks are blanks, its `<br>` and paragraphs are line breaks."""
    parts: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.tag in _UNREAD:
            return
        parts.append(" ".join((element.text or "").split()))
        for child in element:
            if child.tag == "br" or (child.tag in _LINES and "".join(parts).strip()):
                parts.append("\n")
            walk(child)
            parts.append(" ".join((child.tail or "").split()))

    walk(cell)
    return "".join(parts).strip()
