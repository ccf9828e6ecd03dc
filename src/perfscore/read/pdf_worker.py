"""The tables of a PDF, taken out in a process of its own: PDFs can keep a parser busy for hours.

Reads a PDF from standard input and writes JSON to standard output: `{"blocks": [...]}` in reading order, each a line of
text or a table as a list of cells `[row, column, rows, columns, text]`; or `{"error": "encrypted" | "damaged"}`.
Run as a script by `pdf.py`; knows nothing of perfscore.
"""

from __future__ import annotations

import io
import json
import sys
from bisect import bisect_left
from typing import Any

MOST_PAGES = 300
MOST_MEMORY = 2**30
_NEAR = 3.0
"""Edges nearer to each other than this, in points, are one edge drawn twice."""

Box = tuple[float, float, float, float]
Block = str | list[list[Any]]


def read(data: bytes) -> list[Block]:
    """Lines of text and tables; a table that goes on at the top of the next page is one table."""
    import pdfplumber

    blocks: list[Block] = []
    edges: list[float] = []  # the column edges of a table that ended at the foot of the page before
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages[:MOST_PAGES]:
            found = _blocks_of_page(page)
            open_edges: list[float] = []
            first = True
            for content, columns in found:
                if isinstance(content, list):
                    if first and _same(edges, columns) and blocks and isinstance(blocks[-1], list):
                        below = max(row + rows - 1 for row, _, rows, _, _ in blocks[-1])
                        blocks[-1] += [[row + below, *rest] for row, *rest in content]
                    else:
                        blocks.append(content)
                    first = False
                elif not _is_page_number(content):
                    blocks.append(content)
                    first = False
                open_edges = (
                    columns if isinstance(content, list) else open_edges if _is_page_number(content) else []
                )
            edges = open_edges
            page.close()
    return blocks


def _blocks_of_page(page: Any) -> list[tuple[Block, list[float]]]:
    """The blocks of a page from top to bottom, tables with the edges of their columns."""
    tables = page.find_tables() if page.rects or page.lines or page.curves else []
    found: list[tuple[float, Block, list[float]]] = []
    chars = [char for char in page.chars if char["text"].strip()]
    for table in tables:
        cells, columns = _cells(table.cells, chars)
        if len(cells) > 3 and len(columns) > 2:
            found.append((table.bbox[1], cells, columns))
    inside = [table.bbox for table in tables]
    rest = page.filter(lambda thing: not any(_within(thing, box) for box in inside)) if inside else page
    for line in rest.extract_text_lines(return_chars=False):
        found.append((line["top"], line["text"], []))
    return [(content, columns) for _, content, columns in sorted(found, key=lambda item: item[0])]


def _cells(boxes: list[Box], chars: list[dict[str, Any]]) -> tuple[list[list[Any]], list[float]]:
    """The cells of a table by the edges they share: one that reaches over several edges is merged."""
    from pdfplumber.utils.text import extract_text

    columns = _edges([x for box in boxes for x in (box[0], box[2])])
    rows = _edges([y for box in boxes for y in (box[1], box[3])])
    held: list[list[dict[str, Any]]] = [[] for _ in boxes]
    by_top = sorted(range(len(boxes)), key=lambda number: boxes[number][1])
    for char in chars:
        for number in by_top:
            if boxes[number][1] > char["bottom"]:
                break
            if _within(char, boxes[number]):
                held[number].append(char)
                break
    cells = []
    for box, text_chars in zip(boxes, held, strict=True):
        top, left = _index(rows, box[1]), _index(columns, box[0])
        height, width = _index(rows, box[3]) - top, _index(columns, box[2]) - left
        text = extract_text(text_chars) if text_chars else ""
        if height > 0 and width > 0:
            cells.append([top + 1, left + 1, height, width, text])
    return cells, columns


def _edges(places: list[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _index(edges: list[float], place: float) -> int:
    return max(bisect_left(edges, place + 0.01) - 1, 0) if place < edges[-1] else len(edges) - 1


def _within(thing: dict[str, Any], box: Box) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _same(edges: list[float], others: list[float]) -> bool:
    return (
        bool(edges)
        and len(edges) == len(others)
        and all(abs(a - b) < _NEAR for a, b in zip(edges, others, strict=True))
    )


def _is_page_number(line: str) -> bool:
    return len(line) < 16 and not line.strip(" -—–·第页共/0123456789")


def main() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        answer: dict[str, Any] = {"blocks": read(sys.stdin.buffer.read())}
    except Exception as error:  # whatever a broken PDF does to the parser, the answer is a word
        told = f"{type(error).__name__} {error!r}"
        answer = {"error": "encrypted" if "Password" in told or "Encrypt" in told else "damaged"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
