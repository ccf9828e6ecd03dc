"""Old binary workbooks (.xls, .et) to sheets of shown text: the records of Excel 5 to 2003, which WPS writes as well.

Only records that hold what a person sees are read; the rest is stepped over by its length. As in the newer files, a
number shows as its format shows it and a formula as its saved result.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from struct import unpack, unpack_from

from perfscore.model.decimals import plain
from perfscore.model.place import Place
from perfscore.read.findings import FILE_ENCRYPTED, UnusableFile
from perfscore.read.guard import damage, refusal
from perfscore.read.notation.numbers import from_float
from perfscore.read.number_formats import BUILT_IN, shown, tells
from perfscore.read.sheets import Merge, Sheet, SheetTooLarge, Shown, Workbook
from perfscore.read.xls_strings import long_text, shared_texts, short_text

MOST_RECORDS = 3_000_000
MOST_SHEETS = 1_000

_BOF, _EOF = 0x809, 0x0A
_FILEPASS, _CODEPAGE, _DATEMODE, _BOUNDSHEET = 0x2F, 0x42, 0x22, 0x85
_FORMAT, _XF, _SST, _CONTINUE = 0x41E, 0xE0, 0xFC, 0x3C
_ROW, _MERGES = 0x208, 0xE5
_NUMBER, _RK, _MULTIPLE_RK, _SHARED_TEXT = 0x203, 0x27E, 0xBD, 0xFD
_TEXT, _RICH_TEXT, _TRUTH, _FORMULA, _FORMULA_TEXT = 0x204, 0xD6, 0x205, 0x06, 0x207
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_WORKSHEET = 0

Record = tuple[int, int, int]
"""Kind, and where its content begins and ends in the stream."""


def read_workbook(stream: bytes, file: str) -> Workbook:
    """Every visible worksheet of a workbook stream, in order."""
    book = Workbook(file)
    try:
        opened = _Globals.read(stream, file)
        for sheet in opened.sheets[:MOST_SHEETS]:
            if sheet.kind != _WORKSHEET:
                continue
            if not sheet.visible:
                book.hide(sheet.name)
                continue
            try:
                found = _SheetReader(stream, opened, sheet.name).read(sheet.start)
            except SheetTooLarge as error:
                book.skip(sheet.name, error.reason)
            else:
                book.take(found)
    except (struct.error, IndexError) as error:
        raise damage(file, "工作簿的记录不完整") from error
    return book


def _records(stream: bytes, start: int, file: str) -> Iterator[Record]:
    """The records from `start` to the end of that substream; those of charts inside a sheet are left out."""
    at, depth = start, 0
    for _ in range(MOST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = unpack_from("<HH", stream, at)
        at += 4
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth <= 1:
            yield kind, at, min(at + length, len(stream))
        at += length
    raise refusal(file, f"工作簿的记录超过 {MOST_RECORDS} 条")


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    name: str
    start: int
    kind: int
    visible: bool


@dataclass(slots=True)
class _Globals:
    """What all sheets of a workbook share. is_new: Excel 97 and later, whose texts are Unicode."""

    file: str
    is_new: bool = True
    encoding: str = "gb18030"
    from_1904: bool = False
    sheets: list[_SheetEntry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    cell_formats: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, stream: bytes, file: str) -> _Globals:
        found = cls(file)
        segments: list[tuple[int, int]] = []
        previous = 0
        records = _records(stream, 0, file)
        first = next(records, None)
        if first is None or first[0] != _BOF or unpack_from("<H", stream, first[1])[0] not in (0x600, 0x500):
            raise damage(file, "不是 Excel 5.0 以后的工作簿")
        found.is_new = unpack_from("<H", stream, first[1])[0] == 0x600
        for kind, start, end in records:
            if kind == _FILEPASS:
                raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))
            if kind == _SST or (kind == _CONTINUE and previous == _SST):
                segments.append((start, end))
                previous = _SST
                continue
            previous = kind
            found._take(kind, stream, start, end)
        found.texts = shared_texts(stream, segments) if segments else []
        return found

    def _take(self, kind: int, stream: bytes, start: int, end: int) -> None:
        if kind == _CODEPAGE:
            page = unpack_from("<H", stream, start)[0]
            self.encoding = {936: "gb18030", 950: "big5", 1252: "cp1252", 1200: "utf-16-le"}.get(
                page, "gb18030"
            )
        elif kind == _DATEMODE:
            self.from_1904 = unpack_from("<H", stream, start)[0] == 1
        elif kind == _BOUNDSHEET:
            at, hidden, sheet_kind = unpack_from("<IBB", stream, start)
            name = short_text(stream, start + 6, end, self.encoding if not self.is_new else None)
            self.sheets.append(_SheetEntry(name, at, sheet_kind, hidden & 3 == 0))
        elif kind == _FORMAT:
            number = unpack_from("<H", stream, start)[0]
            code = self._format_code(stream, start + 2, end)
            self.formats[number] = code if tells(code) else ""
        elif kind == _XF:
            self.cell_formats.append(unpack_from("<H", stream, start + 2)[0])

    def _format_code(self, stream: bytes, start: int, end: int) -> str:
        if self.is_new:
            return long_text(stream, start, end, None)
        return short_text(stream, start, end, self.encoding)

    def show(self, number: Fraction, cell_format: int) -> str:
        known = cell_format < len(self.cell_formats)
        code = self.formats.get(self.cell_formats[cell_format], "") if known else ""
        return shown(number, code, self.from_1904) if code else plain(number)


class _SheetReader:
    """One pass over the records of a sheet."""

    def __init__(self, stream: bytes, book: _Globals, name: str) -> None:
        self._stream = stream
        self._book = book
        self._sheet = Sheet(name)
        self._merges: list[Merge] = []
        self._awaiting: tuple[int, int] | None = None  # a formula whose text comes in a record of its own

    def read(self, start: int) -> Sheet:
        for record in _records(self._stream, start, self._book.file):
            self._take(*record)
        self._sheet.merges = self._merges
        return self._sheet

    def _take(self, kind: int, start: int, end: int) -> None:
        stream = self._stream
        if kind == _SHARED_TEXT:
            index = unpack_from("<I", stream, start + 6)[0]
            texts = self._book.texts
            self._add(start, texts[index] if index < len(texts) else "")
        elif kind == _NUMBER:
            self._add_number(start, unpack_from("<d", stream, start + 6)[0])
        elif kind == _RK:
            self._add_number(start, _packed(unpack_from("<I", stream, start + 6)[0]))
        elif kind == _MULTIPLE_RK:
            self._take_numbers(start, end)
        elif kind in (_TEXT, _RICH_TEXT):
            self._add(
                start, long_text(stream, start + 6, end, None if self._book.is_new else self._book.encoding)
            )
        elif kind == _TRUTH:
            value, is_error = stream[start + 6], stream[start + 7]
            self._add(start, _ERRORS.get(value, "#ERR!") if is_error else "是" if value else "否")
        elif kind == _FORMULA:
            self._take_formula(start)
        elif kind == _FORMULA_TEXT and self._awaiting:
            row, column = self._awaiting
            text = long_text(stream, start, end, None if self._book.is_new else self._book.encoding)
            self._put(row, column, text)
            self._awaiting = None
        elif kind == _MERGES:
            count = min(unpack_from("<H", stream, start)[0], (end - start - 2) // 8)
            for number in range(count):
                top, bottom, left, right = unpack_from("<4H", stream, start + 2 + 8 * number)
                self._merges.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _ROW:
            if unpack_from("<H", stream, start + 12)[0] & 0x20:
                self._sheet.hidden.add(unpack_from("<H", stream, start)[0] + 1)

    def _take_numbers(self, start: int, end: int) -> None:
        row, first = unpack_from("<HH", self._stream, start)
        for number in range((end - start - 6) // 6):
            cell_format, packed = unpack_from("<HI", self._stream, start + 4 + 6 * number)
            self._put(row, first + number, self._number(_packed(packed), cell_format))

    def _take_formula(self, start: int) -> None:
        result = self._stream[start + 6 : start + 14]
        self._awaiting = None
        if result[6:8] != b"\xff\xff":
            self._add_number(start, unpack("<d", result)[0])
        elif result[0] == 0:
            row, column = unpack_from("<HH", self._stream, start)
            self._awaiting = row, column
        elif result[0] == 1:
            self._add(start, "是" if result[2] else "否")
        elif result[0] == 2:
            self._add(start, _ERRORS.get(result[2], "#ERR!"))

    def _add_number(self, start: int, number: float) -> None:
        self._add(start, self._number(number, unpack_from("<H", self._stream, start + 4)[0]))

    def _number(self, number: float, cell_format: int) -> str:
        try:
            return self._book.show(from_float(number), cell_format)
        except ValueError:  # not a number, or infinite
            return ""

    def _add(self, start: int, text: str) -> None:
        row, column = unpack_from("<HH", self._stream, start)
        self._put(row, column, text)

    def _put(self, row: int, column: int, text: str) -> None:
        if text:
            self._sheet.add(Shown(row + 1, column + 1, text))


def _packed(number: int) -> float:
    """A number in four bytes: thirty bits of an integer or of a float, perhaps in hundredths."""
    if number & 2:
        value = float((number >> 2) - (1 << 30 if number & 0x80000000 else 0))
    else:
        value = unpack("<d", b"\0\0\0\0" + (number & 0xFFFFFFFC).to_bytes(4, "little"))[0]
    return value / 100 if number & 1 else value
