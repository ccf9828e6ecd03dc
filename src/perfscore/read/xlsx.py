"""Workbooks (.xlsx .xlsm) to sheets of shown text, straight from their parts.

A number shows as its format shows it; a date as `2023年12月31日`; a formula as its saved result. No library stands
in between: the ones that are quick tell no formats and fall to a cell in a far corner, the others are slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice

from lxml import etree

from perfscore.model.decimals import plain
from perfscore.read.guard import Archive, PartTooLarge, damage, parse_xml, relations
from perfscore.read.notation.numbers import from_float
from perfscore.read.number_formats import BUILT_IN, shown, tells
from perfscore.read.sheets import MOST_CELLS, Merge, Sheet, SheetTooLarge, Shown, Workbook

THIN_FROM = 2**18
"""Sheets larger than this are rid of cells that only carry a style before anything is parsed."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT = 32_767

_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?(?: t="n")?(?:/>|></c>)')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]{1,7}"(?: [^<>]{0,200})?(?:/>|></row>)')
_NUMBER_FORMAT = re.compile(rb"""<(?:\w{1,20}:)?numFmt\s[^<>]{0,600}>""")
_ATTRIBUTE = re.compile(rb"""\s(\w{1,20})\s{0,3}=\s{0,3}(?:"([^"]{0,2000})"|'([^']{0,2000})')""")
_CELL_FORMAT = re.compile(
    rb"""<(?:\w{1,20}:)?xf\s(?:[^<>]{0,400}?\s)??numFmtId\s{0,3}=\s{0,3}["'](\d{1,5})["']"""
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"
_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,11})\.[0-9]{0,11}[1-9]")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


def read_workbook(archive: Archive) -> Workbook:
    """Every visible worksheet, in order."""
    part = next(
        (target for kind, target, _ in relations(archive, "").values() if kind == "officeDocument"), ""
    )
    root = archive.xml(part or "xl/workbook.xml")
    if root is None:
        raise damage(archive.file, "缺少工作簿部件")
    parts = relations(archive, part or "xl/workbook.xml")
    kinds = {kind: target for kind, target, _ in parts.values()}
    texts = _Texts(archive, kinds.get("sharedStrings", "xl/sharedStrings.xml"))
    styles = _Styles(archive, kinds.get("styles", "xl/styles.xml"), _counts_from_1904(root))
    book = Workbook(archive.file)
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        name = sheet.get("name", "")
        id_ = next((value for key, value in sheet.items() if str(key).endswith("}id")), "")
        kind, target, external = parts.get(str(id_), ("", "", False))
        if kind != "worksheet" or external:
            continue
        if sheet.get("state", "visible") != "visible":
            book.hide(str(name))
            continue
        try:
            found = _read_sheet(archive, target, str(name), texts, styles)
        except (SheetTooLarge, PartTooLarge) as error:
            book.skip(str(name), error.reason)
        else:
            book.take(found)
    return book


def _counts_from_1904(root: etree._Element) -> bool:
    properties = root.find("{*}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


class _Texts:
    """The shared strings, read when the first cell asks for one."""

    def __init__(self, archive: Archive, part: str) -> None:
        self._archive = archive
        self._part = part
        self._texts: list[str] | None = None

    def __getitem__(self, index: str) -> str:
        if self._texts is None:
            root = self._archive.xml(self._part)
            self._texts = [] if root is None else [_string(item) for item in root]
        try:
            return self._texts[int(index)]
        except (ValueError, IndexError):
            return ""


def _string(item: etree._Element) -> str:
    """A string item, shared or in its cell; nearly all are one plain text."""
    if len(item) == 1 and not len(item[0]):
        text = item[0].text or ""
        if item[0].tag.endswith("}t"):
            return _unescape(text) if "_x" in text or len(text) > LONGEST_TEXT else text
    return _rich_text(item)


def _rich_text(item: etree._Element) -> str:
    """The text of a string item: plain, or in runs; the reading aids (`rPh`) are not part of it."""
    parts = []
    for child in item:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [t.text or "" for t in child if t.tag.rpartition("}")[2] == "t"]
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    """`_x000D_` is how a workbook writes characters that XML cannot hold."""
    text = text[:LONGEST_TEXT]
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Styles:
    """The formats of cells that change what a number says, by style number; read when the first number asks.

    The part is searched, not parsed: in files that went through many hands it grows to tens of thousands of entries.
    """

    def __init__(self, archive: Archive, part: str, from_1904: bool) -> None:
        self._archive = archive
        self._part = part
        self.from_1904 = from_1904
        self._codes: list[str] | None = None

    def code(self, style: str) -> str:
        """The format of a style when it changes what a number says, else ""."""
        if self._codes is None:
            self._codes = _cell_formats(self._archive.part(self._part) or b"")
        return (
            self._codes[int(style)]
            if style.isdecimal() and len(style) < 7 and int(style) < len(self._codes)
            else ""
        )


def _cell_formats(styles: bytes) -> list[str]:
    codes = {str(number).encode(): code for number, code in BUILT_IN.items()}
    for found in _NUMBER_FORMAT.findall(styles):
        attributes = {key: one or other for key, one, other in _ATTRIBUTE.findall(found)}
        code = unescape(attributes.get(b"formatCode", b"").decode("utf-8", "replace"))
        codes[attributes.get(b"numFmtId", b"")] = code if tells(code) else ""
    start = styles.find(b"cellXfs")
    end = styles.find(b"cellXfs", start + 1)
    return [codes.get(number, "") for number in _CELL_FORMAT.findall(styles, max(start, 0), max(end, 0))]


def _read_sheet(archive: Archive, part: str, name: str, texts: _Texts, styles: _Styles) -> Sheet:
    data = archive.thinned(part, _thin) if archive.size(part) > THIN_FROM else archive.part(part)
    if data is None:
        raise damage(archive.file, f"缺少工作表“{name}”的部件")
    root = parse_xml(data, archive.file, part)
    sheet = Sheet(name)
    rows = root.find("{*}sheetData")
    if rows is not None:
        sheet.cells = list(islice(_cells(rows, sheet.hidden, texts, styles), MOST_CELLS + 1))
        sheet.check()
    merges = root.find("{*}mergeCells")
    if merges is not None:
        sheet.merges = [found for merge in merges if (found := _merge(merge.get("ref", "")))]
    return sheet


def _thin(piece: bytes) -> bytes:
    """Without the cells and rows that have only a style: a slip of Ctrl+End leaves a million of them."""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", piece))


def _cells(rows: etree._Element, hidden: set[int], texts: _Texts, styles: _Styles) -> Iterator[Shown]:
    """The cells with content. Rows and cells may leave out their names; then they follow the one before."""
    if not len(rows):
        return
    namespace = rows.tag[: rows.tag.rindex("}") + 1] if "}" in rows.tag else ""
    tags = _Tags(f"{namespace}f", f"{namespace}v", f"{namespace}is")
    columns: dict[str, int] = {}
    number = 0
    for row in rows:
        name = row.get("r") or ""
        number = int(name) if name.isdecimal() and len(name) < 8 else number + 1
        if row.get("hidden") in ("1", "true"):
            hidden.add(number)
        at, column = number, 0
        for cell in row:
            reference = cell.get("r")
            if reference:
                letters = reference.rstrip(_DIGITS)
                column = columns.get(letters) or columns.setdefault(letters, _column_number(letters))
                digits = reference[len(letters) :]
                at = number if digits == name else int(digits or 0) if len(digits) < 8 else 0
            else:
                column += 1
            if not len(cell) or not (0 < column <= LAST_COLUMN and 0 < at <= LAST_ROW):
                continue
            text, formula_only = _show(cell, tags, texts, styles)
            if text or formula_only:
                yield Shown(at, column, text, formula_only)


@dataclass(frozen=True, slots=True)
class _Tags:
    """The names of a cell's children in the namespace of this file: there is a transitional and a strict one."""

    formula: str
    value: str
    inline: str


def _show(cell: etree._Element, tags: _Tags, texts: _Texts, styles: _Styles) -> tuple[str, bool]:
    """A cell's text as shown, and whether it is a formula whose result was never saved."""
    kind = cell.get("t", "n")
    value: str | None = None
    formula = False
    for child in cell:
        tag = child.tag
        if tag == tags.value:
            value = child.text or ""
        elif tag == tags.formula:
            formula = True
        elif tag == tags.inline:
            return _string(child), False
    if not value:
        # An empty text is a result like any other; programs that compute nothing leave an empty value without a type.
        return "", formula and not (value == "" and kind == "str")
    if kind == "s":
        return texts[value], False
    if kind == "n":
        return _show_number(value, str(cell.get("s", "")), styles), False
    if kind == "b":
        return ("是" if value == "1" else "否"), False
    if kind == "d":
        return _show_iso_date(value), False
    return _unescape(value), False  # texts and errors (#REF!)


def _show_number(value: str, style: str, styles: _Styles) -> str:
    code = styles.code(style) if style else ""
    if not code and len(value) <= 15 and _PLAIN.fullmatch(value):
        return value  # as nearly all are: nothing to reckon
    try:
        number = from_float(float(value))
    except ValueError:  # no number at all, or infinite
        return value[:LONGEST_TEXT]
    return shown(number, code, styles.from_1904) if code else plain(number)


def _show_iso_date(value: str) -> str:
    year, month, day = [*value[:10].split("-"), "", ""][:3]
    known = year.isdecimal() and month.isdecimal() and day.isdecimal()
    return f"{int(year)}年{int(month)}月{int(day)}日" if known else value[:LONGEST_TEXT]


def _column_number(letters: str) -> int:
    """'A' -> 1, 'AA' -> 27; 0 for what is no column's name."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return 0
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _merge(reference: str) -> Merge | None:
    found = _RANGE.fullmatch(reference)
    if found is None or found[3] is None:
        return None
    return int(found[2]), _column_number(found[1]), int(found[4]), _column_number(found[3])
