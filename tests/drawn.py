"""Forms drawn as text, written as workbook or document.

One line a row, cells parted by `|`. `<` continues the cell to its left, `^` the cell above; `⏎` begins a new line
within a cell. A cell that is a plain number becomes a number in the workbook.
"""

from __future__ import annotations

import re
from pathlib import Path

import docx
from docx.document import Document
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def cells_of(drawing: str) -> list[list[str]]:
    rows = [
        [cell.strip().replace("⏎", "\n") for cell in line.split("|")] for line in drawing.strip().splitlines()
    ]
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def spans_of(rows: list[list[str]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Top left corner -> rows and columns of every merged cell."""
    spans = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            width = height = 1
            while c + width < len(row) and row[c + width] == "<":
                width += 1
            while r + height < len(rows) and rows[r + height][c] == "^":
                height += 1
            if width * height > 1:
                spans[r, c] = (height, width)
    return spans


def fill_sheet(sheet: Worksheet, drawing: str, top: int = 1, left: int = 1) -> int:
    """Write a drawing into a sheet; gives the next free row."""
    rows = cells_of(drawing)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text and text not in ("<", "^"):
                cell = sheet.cell(top + r, left + c)
                assert isinstance(cell, Cell)
                if NUMBER.fullmatch(text):
                    cell.value = float(text) if "." in text else int(text)
                else:
                    cell.value = text
                    cell.data_type = "s"
    for (r, c), (height, width) in spans_of(rows).items():
        sheet.merge_cells(
            start_row=top + r,
            start_column=left + c,
            end_row=top + r + height - 1,
            end_column=left + c + width - 1,
        )
    return top + len(rows)


def as_workbook(drawing: str, file: Path, top: int = 1, left: int = 1) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill_sheet(sheet, drawing, top, left)
    book.save(file)
    return file


def as_document(drawing: str, file: Path, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> Path:
    document = docx.Document()
    for text in before:
        document.add_paragraph(text)
    _add_table(document, drawing)
    for text in after:
        document.add_paragraph(text)
    document.save(str(file))
    return file


def _add_table(document: Document, drawing: str) -> None:
    rows = cells_of(drawing)
    table = document.add_table(len(rows), len(rows[0]))
    for (r, c), (height, width) in spans_of(rows).items():
        table.cell(r, c).merge(table.cell(r + height - 1, c + width - 1))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text and text not in ("<", "^"):
                table.cell(r, c).text = text


def as_pieces(pieces: tuple[str, ...], file: Path) -> Path:
    """A document of several tables, or a workbook of several sheets. A piece of one line without `|` is a paragraph."""
    if file.suffix == ".xlsx":
        book = Workbook()
        book.remove(book.worksheets[0])
        for piece in pieces:
            if "|" in piece:
                fill_sheet(book.create_sheet(), piece)
        book.save(file)
        return file
    document = docx.Document()
    for piece in pieces:
        if "|" in piece:
            _add_table(document, piece)
        else:
            document.add_paragraph(piece)
    document.save(str(file))
    return file


def drawn(drawing: str, folder: Path, kind: str) -> Path:
    return (
        as_workbook(drawing, folder / "form.xlsx")
        if kind == "xlsx"
        else as_document(drawing, folder / "form.docx")
    )
