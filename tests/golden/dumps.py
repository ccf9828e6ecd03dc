"""What a written file says, part by part, as texts that a person can read in a difference."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(path: Path) -> dict[str, str]:
    """Name of a part -> its text: the body, each sheet, each chart, or the whole page."""
    content = path.read_bytes()
    if path.suffix == ".html":
        return {"page.html": content.decode("utf-8")}
    found = dict(_charts(content))
    found |= _sheets(content) if path.suffix == ".xlsx" else {"body.txt": "\n".join(_body(content)) + "\n"}
    return found


def _body(content: bytes) -> Iterator[str]:
    """Paragraphs with their styles, rows of tables, and sections with their pages, in order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    for block in body:
        if block.tag == f"{_W}tbl":
            for row in block.iter(f"{_W}tr"):
                head = "=" if row.find(f"{_W}trPr/{_W}tblHeader") is not None else "|"
                yield head + head.join(_text(cell) for cell in row.iter(f"{_W}tc"))
        elif block.tag == f"{_W}p":
            style = block.find(f"{_W}pPr/{_W}pStyle")
            name = style.get(f"{_W}val") if style is not None else "Normal"
            chart = " <chart>" if any("chart" in str(each.tag) for each in block.iter()) else ""
            yield f"[{name}]{chart} {_text(block)}".rstrip()
        for section in block.iter(f"{_W}sectPr"):
            yield _section(section)


def _section(section: Any) -> str:
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    page = " ".join(size.get(f"{_W}{name}") for name in ("w", "h"))
    around = " ".join(margins.get(f"{_W}{name}") for name in ("top", "right", "bottom", "left"))
    return f"--- section: page {page}, margins {around}"


def _text(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_W}t")).replace("\n", "⏎")


def _sheets(content: bytes) -> dict[str, str]:
    """Cells with what they hold, how it is shown and whether they are merged; formulas with their saved results."""
    book = openpyxl.load_workbook(BytesIO(content))
    results = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {
        f"{sheet.title}.txt": "\n".join(_cells(sheet, results[sheet.title])) + "\n"
        for sheet in book.worksheets
    }


def _cells(sheet: Any, results: Any) -> Iterator[str]:
    yield f"merged: {' '.join(sorted(str(area) for area in sheet.merged_cells.ranges))}"
    yield f"print: {sheet.print_area} {sheet.print_title_rows} {sheet.page_setup.orientation}"
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            shown = str(cell.value).replace("\n", "⏎")
            if cell.data_type == "f":
                shown += f" -> {results[cell.coordinate].value}"
            form = "" if cell.number_format == "General" else f" {{{cell.number_format}}}"
            note = f" <comment {len(cell.comment.text)}>" if cell.comment else ""
            yield f"{cell.coordinate}: {shown}{form}{note}"


def _charts(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if "/charts/chart" in name and name.endswith(".xml"):
                texts = etree.fromstring(archive.read(name)).itertext()
                yield Path(name).stem + ".txt", "\n".join(text for text in texts if text.strip()) + "\n"
