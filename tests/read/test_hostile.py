"""Files made to hurt: each ends in one clear message, within 10 seconds and 256 MiB, and never ends the process."""

from __future__ import annotations

import contextlib
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import packages as make
import pytest
from packages import TABLE, sheet_xml, workbook_parts

from perfscore.read.files import read_bytes
from perfscore.read.findings import UnusableFile

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="limits of memory and time are those of POSIX"
)

MOST_SECONDS = 10
MOST_MEGABYTES = 256
MANY = 700_000


def repeated(part: str, times: int = MANY) -> str:
    return part * times


def bomb(name: str, content: bytes, **others: str) -> bytes:
    return make.packed({**workbook_parts(sheet_xml(TABLE)), **others, name: content}, zipfile.ZIP_DEFLATED)


def far_corner(last: str) -> bytes:
    row = "".join(c for c in last if c.isdigit())
    return make.workbook(
        f'<row r="1">{make.text_cell("A1", "一级指标")}</row><row r="{row}">{make.text_cell(last, "x")}</row>'
    )


def many_merges(times: int) -> bytes:
    refs = "".join(f'<mergeCell ref="A{n % 900 + 1}:XFD{n % 900 + 2}"/>' for n in range(times))
    return make.workbook(TABLE, f"<mergeCells>{refs}</mergeCells>")


def document_with_nesting(depth: int) -> bytes:
    inner = make.word_table(make.HEADER, make.ROW)
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    return make.document(inner)


def with_doctype(declarations: str, use: str = "") -> bytes:
    xml = f'<?xml version="1.0"?><!DOCTYPE worksheet [{declarations}]>' + sheet_xml(TABLE + use)
    return make.packed(workbook_parts(xml))


def laughs() -> str:
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return "".join(lines)


def ods_rows(attribute: str) -> bytes:
    header = make.open_row(*make.HEADER) + make.open_row(*make.ROW)
    cell = f'<table:table-cell {attribute} office:value-type="string"><text:p>x</text:p></table:table-cell>'
    return make.open_document(f"{header}<table:table-row {attribute}>{cell}</table:table-row>")


def old_with(*sheet: tuple[int, bytes]) -> bytes:
    return make.old_workbook(sheet=sheet)


def multi_numbers() -> bytes:
    row = struct.pack("<HH", 0, 0) + struct.pack("<HI", 0, 6) * 250 + struct.pack("<H", 249)
    return old_with(*[(0xBD, struct.pack("<H", n % 65536) + row[2:]) for n in range(4_000)])


def deep_names() -> bytes:
    return make.packed(
        {f"xl/worksheets/{n}.xml": "" for n in range(3_000)} | workbook_parts(sheet_xml(TABLE))
    )


def lying_directory() -> bytes:
    """The directory says that the sheet has one byte; the part has a hundred megabytes."""
    data = bytearray(bomb("xl/worksheets/sheet1.xml", b" " * 10**8))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", data, at + 24, 1)
    return bytes(data)


def overlapping() -> bytes:
    """Two entries of the directory that lie on the same bytes."""
    data = bytearray(make.packed(workbook_parts(sheet_xml(TABLE)), zipfile.ZIP_STORED))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "corner": lambda: far_corner("XFD1048576"),
    "million-rows-apart": lambda: far_corner("A1048576"),
    "zip-bomb-sheet": lambda: bomb("xl/worksheets/sheet1.xml", b" " * 200 * 2**20),
    "zip-bomb-strings": lambda: bomb(
        "xl/sharedStrings.xml", b"<sst>" + b"<si><t>x</t></si>" * 3_600_000 + b"</sst>"
    ),
    "tags": lambda: make.workbook(repeated("<row><c><v>1</v></c></row>", 2_000_000)),
    "one-row": lambda: make.workbook("<row>" + repeated("<c><v>1</v></c>", 790_000 // 4) + "</row>"),
    "attributes": lambda: make.workbook("<row " + " ".join(f'a{n}=""' for n in range(MANY)) + "/>"),
    "unclosed-cells": lambda: make.packed(workbook_parts("<worksheet>" + "<c r='A1' " * 6_000_000)),
    "unclosed-rows": lambda: make.packed(workbook_parts(('<row r="1" ' + 'a="b" ' * 30) * 300_000)),
    "deep": lambda: make.workbook("<a>" * 5_000_000),
    "huge-text": lambda: make.workbook(make.text_cell("A1", "长" * 20_000_000)),
    "huge-attribute": lambda: make.workbook(f'<row r="{"1" * 60_000_000}"/>'),
    "merges": lambda: many_merges(300_000),
    "merges-overlapping": lambda: many_merges(40_000),
    "laughs": lambda: with_doctype(laughs(), "&a11;"),
    "quadratic": lambda: with_doctype(f'<!ENTITY a "{"x" * 60_000}">', "&a;" * 60_000),
    "file-entity": lambda: with_doctype('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "http-entity": lambda: with_doctype('<!ENTITY a SYSTEM "http://127.0.0.1:9/a">', "&a;"),
    "parameter-entity": lambda: with_doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;'),
    "entries": deep_names,
    "lying-directory": lying_directory,
    "overlapping": overlapping,
    "word-cells": lambda: make.document(f"<w:tbl><w:tr>{repeated('<w:tc/>', 790_000)}</w:tr></w:tbl>"),
    "word-tables": lambda: make.document(repeated("<w:tbl/>", 790_000)),
    "word-spans": lambda: make.document(
        "<w:tbl>"
        + repeated('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr><w:p/></w:tc></w:tr>', 80_000)
        + "</w:tbl>"
    ),
    "word-deep": lambda: make.document("<w:p><w:r>" * 400_000),
    "word-nested": lambda: document_with_nesting(200),
    "word-doctype": lambda: make.packed(make.document_parts("", '<!DOCTYPE a [<!ENTITY b "c">]>')),
    "ods-rows": lambda: ods_rows('table:number-rows-repeated="1048576"'),
    "ods-cells": lambda: ods_rows('table:number-columns-repeated="99999999999"'),
    "ods-doctype": lambda: make.packed({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
    "old-numbers": multi_numbers,
    "old-corner": lambda: old_with((0x203, struct.pack("<HHHd", 65535, 255, 0, 1))),
    "old-merges": lambda: old_with(
        (0x204, struct.pack("<HHH", 65535, 0, 0) + make.biff_text("x")),
        *[(0xE5, struct.pack("<H", 1000) + struct.pack("<4H", 0, 65535, 0, 255) * 1000)] * 100,
    ),
    "old-strings": lambda: make.old_workbook(
        (0xFC, struct.pack("<II", 0, 2**32 - 1) + struct.pack("<HB", 65535, 0)), sheet=()
    ),
    "old-records": lambda: old_with(*[(0x201, b"")] * 1_600_000),
    "old-loop": lambda: make.compound_file({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 9000}),
    "csv": lambda: b"a,b,c\n" * 1_300_000,
    "text-tabs": lambda: b"\tx\n" * 2_000_000,
    "text-lines": lambda: "指标\n\n".encode() * 900_000,
    "web-deep": lambda: b"<table>" + b"<div>" * 700_000,
    "web-spans": lambda: (
        b"<table>" + b"<tr><td rowspan=99999 colspan=99999>x</td></tr>" * 20_000 + b"</table>"
    ),
    "web-tables": lambda: b"<table><tr><td>x</td></tr></table>" * 80_000,
    "headers": lambda: make.workbook(
        "".join(
            f'<row r="{n}">'
            + "".join(make.text_cell(f"{c}{n}", t) for c, t in zip("ABC", make.HEADER[2:5], strict=True))
            + "</row>"
            for n in range(1, 20_000)
        )
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_ends_in_time_and_memory(name: str, tmp_path: Path) -> None:
    file = tmp_path / "自评表.xlsx"
    file.write_bytes(HOSTILE[name]())
    found = make.read_apart(file)
    assert found["seconds"] < MOST_SECONDS, found
    assert found["megabytes"] < MOST_MEGABYTES, found
    assert found["tables"] or found["message"].startswith("文件“自评表.xlsx”"), found


LONG = 30_000
NASTY = {
    "digits": "1",
    "commas": "1,111",
    "numerals": "一",
    "signs": "≥",
    "brackets": "(",
    "pairs": "（）",
    "dots": ".",
    "ranges": "1-2",
    "dates": "2023年",
    "units": "1万元",
    "items": "；1个",
    "enumerated": "1、",
    "labels": "指标1：",
    "phrases": "不低于",
    "shares": "百分之",
    "blanks": " \u200b",
}


@pytest.mark.parametrize("name", NASTY)
def test_long_cells_keep_no_pattern_busy(name: str) -> None:
    """Patterns that try each position again for each position take hours on such cells."""
    text = (NASTY[name] * LONG)[:LONG] + "x"
    slowest = 0.0
    for column in range(len(make.ROW)):
        row = (*make.ROW[:column], text, *make.ROW[column + 1 :])
        data = make.workbook(make.rows_xml((text,), ("项目名称", text), make.HEADER, row, (text,)))
        started = time.perf_counter()
        with contextlib.suppress(UnusableFile):
            read_bytes(data, "表.xlsx")
        slowest = max(slowest, time.perf_counter() - started)
    assert slowest < 1
