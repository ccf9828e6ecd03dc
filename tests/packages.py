"""Office files put together part by part, well-formed or not: what no library would write."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
ROW = ("产出指标", "数量指标", "会议次数", "≥4次", "5次", "50", "50")


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(*items: tuple[str, str, str], external: bool = False) -> str:
    """id, kind, target of each."""
    mode = ' TargetMode="External"' if external else ""
    inner = "".join(
        f'<Relationship Id="{i}" Type="{RELATIONS}/{kind}" Target="{to}"{mode}/>' for i, kind, to in items
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def workbook_parts(
    sheet: str | bytes,
    *,
    styles: str | None = None,
    strings: str | None = None,
    sheets: str = '<sheet name="自评表" sheetId="1" r:id="rId1"/>',
    properties: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, given as its whole XML."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if styles is not None:
        parts["xl/styles.xml"] = styles
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    return parts


def sheet_xml(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def text_cell(name: str, text: str) -> str:
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def rows_xml(*rows: tuple[str, ...]) -> str:
    """Rows of text cells from A1 on."""
    return "".join(
        f'<row r="{r}">'
        + "".join(text_cell(f"{chr(64 + c)}{r}", text) for c, text in enumerate(row, start=1))
        + "</row>"
        for r, row in enumerate(rows, start=1)
    )


TABLE = rows_xml(HEADER, ROW)
"""The smallest sheet that is an assessment table."""


def workbook(rows: str = TABLE, after: str = "", **parts: str) -> bytes:
    return packed(workbook_parts(sheet_xml(rows, after), **parts))


def document_parts(body: str, head: str = "") -> dict[str, str | bytes]:
    return {
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }


def document(body: str) -> bytes:
    return packed(document_parts(body))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_table(*rows: tuple[str, ...]) -> str:
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{lines}</w:tbl>"


def open_document(table: str, name: str = "自评表", **parts: str) -> bytes:
    """An .ods with one sheet, given as the rows' XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{table}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, **parts}
    )


def open_row(*cells: str) -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


def old_workbook(*records: tuple[int, bytes], sheet: tuple[tuple[int, bytes], ...]) -> bytes:
    """A compound file with one BIFF8 workbook: global records, and those of its one sheet."""
    name = "自评表".encode("utf-16-le")
    entry_length = 8 + len(name)
    start = record(0x809, struct.pack("<HH12x", 0x600, 5)) + b"".join(record(*one) for one in records)
    sheet_at = len(start) + 4 + entry_length + 4
    start += record(0x85, struct.pack("<IBBBB", sheet_at, 0, 0, 3, 1) + name) + record(0x0A, b"")
    inner = record(0x809, struct.pack("<HH12x", 0x600, 0x10)) + b"".join(record(*one) for one in sheet)
    return compound_file({"Workbook": start + inner + record(0x0A, b"")})


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def biff_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file whose streams all lie in whole sectors."""
    fat: list[int] = []
    sectors = b""
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if streams else 0xFFFFFFFF)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % 512)
        first = len(fat)
        count = len(content) // 512
        fat += [*range(first + 1, first + count), 0xFFFFFFFE]
        sectors += content
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(content), right=right))
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % 512)
    directory_at = len(fat)
    count = len(directory) // 512
    fat += [*range(directory_at + 1, directory_at + count), 0xFFFFFFFE]
    fat_at = len(fat)
    fat_count = -(-(len(fat) + 1) // 127)
    fat += [0xFFFFFFFD] * fat_count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_count * 512, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        fat_count,
        directory_at,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    header += struct.pack("<109I", *[*range(fat_at, fat_at + fat_count), *[0xFFFFFFFF] * (109 - fat_count)])
    return header + sectors + directory + table


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", written, len(written), kind, 1, 0xFFFFFFFF, right, child, start, size
    )


_CHILD = """
import json, sys, time
from pathlib import Path
from perfscore.read.files import read_file
from perfscore.read.findings import UnusableFile
started = time.perf_counter()
try:
    tables = read_file(Path(sys.argv[1]))
    said = {"tables": len(tables), "codes": sorted({f.code for t in tables for f in t.findings}), "message": ""}
except UnusableFile as error:
    said = {"tables": 0, "codes": [error.finding.code], "message": error.finding.message}
said["seconds"] = time.perf_counter() - started
status = Path("/proc/self/status")  # the other way counts in what the parent had when it forked
peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) if status.exists() else 0
said["megabytes"] = peak / 1024
print(json.dumps(said))
"""


def read_apart(file: Path) -> dict[str, Any]:
    """What reading a file gives in a process of its own, with the time and the memory it took.

    The process may not use more than 1.5 GB of addresses or 30 seconds; it dies rather than take the machine down.
    """

    import resource  # not on Windows

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (3 * 2**29, 3 * 2**29))
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))

    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(file)],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        timeout=60,
    )
    assert done.returncode == 0, f"the process died with {done.returncode}: {done.stderr[-600:]}"
    found: dict[str, Any] = json.loads(done.stdout)
    return found
