"""Comma-separated tables (.csv) to a grid. Takes decoded text, gives one grid; merges are lost in such files."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from perfscore.model.place import Place
from perfscore.read.grid import Grid, make_cell
from perfscore.read.guard import damage, refusal
from perfscore.read.notation.spelling import squeeze

MOST_CELLS = 150_000
_SAMPLE = 40
_LABEL = re.compile(r"^指标(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]$")


def delimiter_of(text: str) -> str | None:
    """The sign that parts the cells, None for text that is no such table.

    Most records must have the same number of cells, at least three. A tab counts only in quoted files: spreadsheet
    programs save them as "Unicode text", and cells with line breaks are quoted there.
    """
    for delimiter in ",;\t":
        if delimiter not in text or (delimiter == "\t" and '"' not in text):
            continue
        lengths: Counter[int] = Counter()
        try:
            for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
                if any(record):
                    lengths[len(record)] += 1
                if number > _SAMPLE:
                    break
        except csv.Error:
            continue
        if lengths:
            length, times = lengths.most_common(1)[0]
            if length >= 3 and times * 2 > lengths.total():
                return delimiter
    return None


def join_labels(row: list[str]) -> list[str]:
    """`指标1：` and the name behind it were two cells under one merged header: one cell now, the other left empty."""
    joined = list(row)
    for place, text in enumerate(row[:-1]):
        if _LABEL.match(squeeze(text)) and row[place + 1].strip():
            joined[place : place + 2] = [f"{text.strip()}{row[place + 1]}", ""]
    return joined


def read_delimited(text: str, delimiter: str, file: str) -> list[Grid]:
    """The whole file as one grid. Surplus delimiters at the ends of rows are no cells."""
    source = Place(file, None, 1)
    cells = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        for row, record in enumerate(reader, start=1):
            for column, value in enumerate(join_labels(record), start=1):
                if value.strip():
                    cells.append(make_cell(_plain(value), source, row, column))
            if len(cells) > MOST_CELLS:
                raise refusal(file, f"单元格超过 {MOST_CELLS} 个")
    except csv.Error as error:
        raise damage(file, "逗号分隔的内容读不出来") from error
    return [Grid(cells, source)]


def _plain(value: str) -> str:
    """`="0012"` is how programs keep a spreadsheet from reading a text as a number."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') and len(value) > 2 else value
