"""Flattened text of a document to grids: one cell per line, each cell begun by a tab, rows parted by empty lines.

That is what remains of a Word table when a page is saved as text. Merges are lost; a cell merged downwards shows as
an empty cell, one merged sideways as one cell, so rows have unequal lengths and are aligned by what they hold.
Lines with tabs inside are read as one row per line. Web pages and comma-separated tables, which are text as well, are
handed on to their readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfscore.model.place import Place
from perfscore.model.values import Text
from perfscore.read.delimited import delimiter_of, read_delimited
from perfscore.read.findings import FILE_KIND_UNKNOWN, UnusableFile
from perfscore.read.grid import Cell, Grid
from perfscore.read.guard import refusal
from perfscore.read.notation.spelling import squeeze

_LABEL = re.compile(r"^指标(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]$")
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
LARGEST_TEXT = 8 * 2**20
MOST_LINES = 200_000
MOST_TABS = 400_000
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WEB_PAGE = re.compile(r"<table[\s>]", re.IGNORECASE)
_PIPED_LINE = re.compile(r"^[ \t]{0,8}\|[^|\n\r]*\|.*$", re.MULTILINE)
_PIPED_RULE = re.compile(r"[ \t]{0,8}\|[-:| \t]*")
OLD_WORKBOOK = b"urn:schemas-microsoft-com:office:spreadsheet"
Row = list[tuple[str, int]]
"""The cells of a row: text and line number."""


def read_plain(data: bytes, file: str) -> list[Grid]:
    """Whatever table a text file holds: a web page's, comma-separated values, or a flattened document."""
    text = decode(data)
    if text is None:
        raise UnusableFile(FILE_KIND_UNKNOWN.at(Place(file), file=file, kind="无法识别的二进制内容"))
    if len(text) > LARGEST_TEXT:
        raise refusal(file, "文本过长")
    if _WEB_PAGE.search(text):
        from perfscore.read.web_page import read_web_page

        return read_web_page(data, text, file)
    if len(_LINE_END.findall(text)) > MOST_LINES or text.count("\t") > MOST_TABS:
        raise refusal(file, f"文本超过 {MOST_LINES} 行或 {MOST_TABS} 格")
    if len(_PIPED_LINE.findall(text)) > 1:
        text = _with_tabs(text)
    delimiter = delimiter_of(text)
    if delimiter:
        return read_delimited(text, delimiter, file)
    return read_text(text, file)


def _with_tabs(text: str) -> str:
    """Tables drawn with `|`, as notes and chat programs write them, in tabs; their lines of dashes left empty."""
    return "\n".join(_bars_as_tabs(line) for line in _LINE_END.split(text))


def _bars_as_tabs(line: str) -> str:
    if _PIPED_RULE.fullmatch(line):
        return ""
    if not _PIPED_LINE.match(line):
        return line
    return "\t".join(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def decode(data: bytes) -> str | None:
    """The text of a text file in the encodings that Chinese office software writes; None for binary content."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\0" in data:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_text(text: str, file: str) -> list[Grid]:
    """Every run of table lines as a grid, with the prose around it."""
    before: list[Text] = []
    runs: list[tuple[list[Text], list[Row]]] = []
    for block in _runs(_LINE_END.split(text), file):
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
                yield Cell(text, squeeze(text), row_number, column, source=at)


def _join_labels(row: Row) -> Row:
    """`指标1：` and the name behind it were two cells under one header: make them one, so that columns line up."""
    joined: Row = []
    for text, line in row:
        if joined and _LABEL.match(squeeze(joined[-1][0])) and text.strip():
            joined[-1] = (f"{joined[-1][0].strip()}{text}", line)
        else:
            joined.append((text, line))
    return joined
