"""Flattened text of a document to grids: one cell per line, each cell begun by a tab, rows parted by empty lines.

That is what remains of a Word table when a page is saved as text. Merges are lost; a cell merged downwards shows as
an empty cell, one merged sideways as one cell, so rows have unequal lengths and are aligned by what they hold.
Lines with tabs inside are read as one row per line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfscore.model.place import Place
from perfscore.model.values import Text
from perfscore.read.grid import Cell, Grid
from perfscore.read.notation.spelling import squeeze

_LABEL = re.compile(r"^指标(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]$")
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
Row = list[tuple[str, int]]
"""The cells of a row: text and line number."""


def read_text(text: str, file: str) -> list[Grid]:
    """Every run of table lines as a grid, with the prose around it."""
    before: list[Text] = []
    runs: list[tuple[list[Text], list[Row]]] = []
    for block in _runs(text.splitlines(), file):
        if isinstance(block, Text):
            before.append(block)
        else:
            runs.append((before, block))
            before = []
    grids = []
    for number, (prose, rows) in enumerate(runs):
        after = runs[number + 1][0] if number + 1 < len(runs) else before
        grids.append(Grid(_cells(rows, file), Place(file), prose, after))
    return grids


def _runs(lines: list[str], file: str) -> Iterator[Text | list[Row]]:
    """Prose lines and runs of table rows, in order.

    A run ends where prose begins. A short line without a tab directly under a cell continues that cell.
    """
    rows: list[Row] = []
    row: Row = []

    def flush() -> Iterator[list[Row]]:
        nonlocal rows, row
        if row:
            rows.append(row)
        if rows:
            yield rows
        rows, row = [], []

    for number, line in enumerate(lines, start=1):
        line = _BOOKMARK.sub("", line).rstrip("\r")
        if "\t" in line.strip("\t") or (line.startswith("\t") and line.count("\t") > 1 and line.strip()):
            if row:
                rows.append(row)
            rows.append([(cell, number) for cell in line.split("\t")])
            row = []
        elif line.startswith("\t"):
            row.append((line[1:], number))
        elif not line.strip():
            if row:
                rows.append(row)
            row = []
        elif row:
            cell, started = row[-1]
            row[-1] = (f"{cell}\n{line}", started)
        else:
            yield from flush()
            yield Text(line, Place(file, None, None, f"L{number}"))
    yield from flush()


def _cells(rows: list[Row], file: str) -> Iterator[Cell]:
    for row_number, row in enumerate(rows, start=1):
        for column, (text, line) in enumerate(_join_labels(row), start=1):
            if text.strip():
                at = Place(file, None, None, f"L{line}")
                yield Cell(text, squeeze(text), row_number, column, at=at)


def _join_labels(row: Row) -> Row:
    """`指标1：` and the name behind it were two cells under one header: make them one, so that columns line up."""
    joined: Row = []
    for text, line in row:
        if joined and _LABEL.match(squeeze(joined[-1][0])) and text.strip():
            joined[-1] = (f"{joined[-1][0].strip()}{text}", line)
        else:
            joined.append((text, line))
    return joined
