"""Workbooks (.xlsx .xlsm .xls .et .ods) to grids, one per visible sheet."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from perfscore.model.decimals import plain
from perfscore.model.place import Place, cell_name
from perfscore.read.findings import FILE_DAMAGED, FILE_ENCRYPTED, FILE_SUSPICIOUS, UnusableFile
from perfscore.read.grid import Cell, Grid, make_cell
from perfscore.read.guard import MOST_CELLS, check_used_range, open_archive, read_xml_part
from perfscore.read.notation.numbers import from_float
from perfscore.read.number_formats import NumberFormats, shown

MOST_MERGES = 50_000
_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


def read_workbook(data: bytes, file: str) -> list[Grid]:
    """Every visible worksheet as a grid, in order.

    A number shows as its format shows it; a date as `2023年12月31日`; a formula as its saved result.
    """
    package = _Package(data, file) if data[:2] == b"PK" else None
    if package:
        package.check()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        wanted = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible
        ]
        return [
            grid
            for name in wanted
            if (grid := _read_sheet(workbook.get_sheet_by_name(name), name, file, package))
        ]
    except PasswordError as error:
        raise UnusableFile(FILE_ENCRYPTED.at(file=file)) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnusableFile(FILE_DAMAGED.at(file=file, reason="工作簿内容读不出来")) from error


def _read_sheet(sheet: CalamineSheet, name: str, file: str, package: _Package | None) -> Grid | None:
    if sheet.start is None:
        return None
    if sheet.height * sheet.width > MOST_CELLS:
        raise UnusableFile(FILE_SUSPICIOUS.at(file=file, reason=f"工作表“{name}”使用范围过大"))
    source = Place(file, name)
    first_row, first_column = sheet.start
    spans = {}
    merges = sheet.merged_cell_ranges or []
    for (top, left), (bottom, right) in merges[:MOST_MERGES]:
        spans[top, left] = (bottom - top + 1, right - left + 1)
    unsaved = package.formulas_without_value(name) if package else frozenset()

    def cells() -> Iterator[Cell]:
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(sheet.to_python(skip_empty_area=True), start=first_row):
            for c, value in enumerate(row, start=first_column):
                where = cell_name(r + 1, c + 1)
                if (value == "" and where not in unsaved) or (r, c) in covered:
                    continue
                rows, columns = _within(spans.get((r, c), (1, 1)), sheet, r, c)
                if rows * columns > 1:
                    covered.update((r + i, c + j) for i in range(rows) for j in range(columns))
                format_code = ""
                if package and isinstance(value, (int, float)) and not isinstance(value, bool):
                    format_code = package.format_of(name, where)
                text = _as_text(value, format_code)
                yield make_cell(text, source, r + 1, c + 1, rows, columns, formula_only=where in unsaved)

    return Grid(cells(), source)


def _within(span: tuple[int, int], sheet: CalamineSheet, row: int, column: int) -> tuple[int, int]:
    """A merge cut to the used range: merges to the last row of the sheet exist and carry nothing."""
    bottom, right = sheet.end or (row, column)
    return min(span[0], max(bottom - row + 1, 1)), min(span[1], max(right - column + 1, 1))


def _as_text(value: object, format_code: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        number = Fraction(value) if isinstance(value, int) else from_float(value)
        return shown(number, format_code) if format_code else plain(number)
    if isinstance(value, (datetime, date)):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, (time, timedelta)):
        return str(value)
    return str(value)


class _Package:
    """The parts of an .xlsx that the value reader does not tell about; opened once, behind the guard."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.archive = open_archive(data, file)
        self.formats = NumberFormats(self.archive, file)
        self._parts: dict[str, str] | None = None

    def check(self) -> None:
        """Refuse sheets that would exhaust memory."""
        for entry in self.archive.namelist():
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                check_used_range(
                    read_xml_part(self.archive, entry, self.file) or b"", self.file, posixpath.basename(entry)
                )

    def format_of(self, sheet: str, cell: str) -> str:
        part = self._part_of(sheet)
        return self.formats.format_of(part, cell) if part else ""

    def formulas_without_value(self, sheet: str) -> frozenset[str]:
        """Names of the cells that have a formula and no saved result."""
        part = self._part_of(sheet)
        data = read_xml_part(self.archive, part, self.file) if part else None
        if not data or (b"<f>" not in data and b"<f " not in data):
            return frozenset()
        return frozenset(name.decode("ascii") for name in _FORMULA_CELL.findall(data))

    def _part_of(self, sheet: str) -> str | None:
        if self._parts is None:
            self._parts = _sheet_parts(self.archive, self.file)
        return self._parts.get(sheet)


def _sheet_parts(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Sheet name -> name of its part, by way of the workbook's relations."""
    targets: dict[str, str] = {}
    parts: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = path

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            id_ = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            parts[attributes.get("name", "")] = targets.get(id_, "")

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = expat.ParserCreate()
        parser.StartElementHandler = handler
        try:
            parser.Parse(read_xml_part(archive, part, file) or b"", True)
        except expat.ExpatError:
            return {}
    return parts
