"""OpenDocument workbooks (.ods) to sheets of shown text, from their one content part.

Such a file says for each cell both its value and what it shows; equal neighbours are written once with a count, which
hostile files set to millions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from perfscore.model.decimals import plain
from perfscore.model.place import Place
from perfscore.read.findings import FILE_ENCRYPTED, UnusableFile
from perfscore.read.guard import Archive, damage
from perfscore.read.notation.numbers import from_float
from perfscore.read.sheets import Merge, Sheet, SheetTooLarge, Shown, Workbook

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ROW, _CELL, _COVERED = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_ROW_GROUPS = frozenset(f"{_TABLE}table-{name}" for name in ("header-rows", "row-group", "rows"))
_FARTHEST = 2_000_000
LONGEST_TEXT = 32_767
_DIGIT = re.compile(r"\d")
_ONLY_MONTH = re.compile(r"^\d{2,4}\s*[年./-]\s*\d{1,2}\s*月?$")
_MEANING = frozenset("≥≤＞＜><=＝±‰")


def read_workbook(archive: Archive) -> Workbook:
    """Every visible sheet, in order."""
    if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        raise UnusableFile(FILE_ENCRYPTED.at(Place(archive.file), file=archive.file))
    root = archive.xml("content.xml")
    if root is None:
        raise damage(archive.file, "缺少内容部件")
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    book = Workbook(archive.file)
    if body is None:
        return book
    hidden = _hidden_styles(root)
    for table in body.iterfind(f"{_TABLE}table"):
        name = str(table.get(f"{_TABLE}name", ""))
        if table.get(f"{_TABLE}style-name") in hidden:
            book.hide(name)
            continue
        try:
            sheet = _read_sheet(table, name)
        except SheetTooLarge as error:
            book.skip(name, error.reason)
        else:
            book.take(sheet)
    return book


def _hidden_styles(root: etree._Element) -> set[str]:
    return {
        str(style.get(f"{_STYLE}name"))
        for style in root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
        for properties in style.iterfind(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _read_sheet(table: etree._Element, name: str) -> Sheet:
    sheet = Sheet(name)
    merges: list[Merge] = []
    number = 1
    for row in _rows(table):
        times = _count(row, "number-rows-repeated")
        cells = list(_cells(row, number, merges))
        if cells:
            for repeat in range(times):  # ends by the bound on cells of a sheet
                for column, text, formula_only in cells:
                    sheet.add(Shown(number + repeat, column, text, formula_only))
            if row.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                sheet.hidden.update(range(number, number + times))
        number += times
        if number > _FARTHEST:
            break
    sheet.merges = merges
    return sheet


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _ROW:
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _cells(row: etree._Element, number: int, merges: list[Merge]) -> Iterator[tuple[int, str, bool]]:
    """Column, text, and whether it is a formula without a result, of the cells with content."""
    column = 1
    for cell in row:
        if cell.tag not in (_CELL, _COVERED):
            continue
        times = _count(cell, "number-columns-repeated")
        if cell.tag == _CELL:
            text = _show(cell)
            formula_only = not text and _is_uncalculated(cell)
            if text or formula_only:
                columns, rows = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
                if columns * rows > 1:
                    merges.append((number, column, number + rows - 1, column + columns - 1))
                for repeat in range(min(times, _FARTHEST)):
                    if repeat > 16_384:
                        raise SheetTooLarge("同一内容横向重复过多")
                    yield column + repeat, text, formula_only
        column += times
        if column > _FARTHEST:
            return


def _count(element: etree._Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return min(max(int(value), 1), _FARTHEST) if value.isdecimal() and len(value) < 12 else 1


def _is_uncalculated(cell: etree._Element) -> bool:
    return cell.get(f"{_TABLE}formula") is not None and cell.get(f"{_OFFICE}value-type") is None


def _show(cell: etree._Element) -> str:
    """What a cell says: its number in full with the words around it, its date, else its text."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        return _show_number(cell, kind)
    if kind == "date":
        return _show_date(str(cell.get(f"{_OFFICE}date-value", "")), _text(cell))
    if kind == "boolean":
        return "是" if cell.get(f"{_OFFICE}boolean-value") == "true" else "否"
    return _text(cell)


def _show_number(cell: etree._Element, kind: str) -> str:
    seen = _text(cell)
    try:
        number = from_float(float(cell.get(f"{_OFFICE}value", "")))
    except ValueError:
        return seen
    if seen.startswith("#") or "Err:" in seen:  # an error is written as the number zero
        return seen
    digits = [match.start() for match in _DIGIT.finditer(seen)]
    if seen and not digits:
        return (number == 0 and _words(seen)) or plain(number)
    before, after = (_words(seen[: digits[0]]), _words(seen[digits[-1] + 1 :])) if digits else ("", "")
    if kind == "percentage" or "%" in seen:
        return f"{before}{plain(number * 100)}%{after}"
    return f"{before}{plain(number)}{after}" if kind == "float" else plain(number)


def _words(text: str) -> str:
    """Of what stands around the digits, what has a meaning: units and comparison signs."""
    return "".join(c for c in text if c.isalpha() or c in _MEANING)


def _show_date(value: str, seen: str) -> str:
    year, month, day = [*value[:10].split("-"), "", ""][:3]
    if not (year.isdecimal() and month.isdecimal() and day.isdecimal()):
        return seen
    only_month = _ONLY_MONTH.match(seen.strip())
    return f"{int(year)}年{int(month)}月" + ("" if only_month else f"{int(day)}日")


def _text(cell: etree._Element) -> str:
    return "\n".join(_line(line) for line in cell if line.tag == f"{_TEXT}p")[:LONGEST_TEXT]


def _line(element: etree._Element) -> str:
    """A paragraph's text; blanks and line breaks are elements, notes are not part of it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * (min(int(count), 200) if count.isdecimal() and len(count) < 9 else 1))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag not in (f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"):
            parts.append(_line(child))
        parts.append(child.tail or "")
    return "".join(parts)
