"""A file's bytes to tables: what kind of file it is, judged by its content, and who reads that kind."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.read.compound import CompoundFile
from perfscore.read.file_remarks import SHEET_SKIPPED, SUFFIX_DIFFERS
from perfscore.read.findings import (
    FILE_EMPTY,
    FILE_ENCRYPTED,
    FILE_KIND_UNKNOWN,
    FILE_MISSING,
    FILE_NOT_ALLOWED,
    FORMULA_WITHOUT_VALUE,
    NO_TABLE,
    UnusableFile,
)
from perfscore.read.grid import Grid
from perfscore.read.guard import LARGEST_FILE, Archive, refusal
from perfscore.read.hazards import of_archive, of_compound_file
from perfscore.read.layout.joining import join_pieces
from perfscore.read.layout.tables import MOST_ROWS_TOLD, read_tables, rows_not_read
from perfscore.read.layout.vocabulary import ExtraWords, vocabulary

_SUFFIXES = {
    "Excel 工作簿": ".xlsx .xlsm .xltx .xltm .et",
    "旧版工作簿（.xls）": ".xls .et .xlt",
    "OpenDocument 表格": ".ods .ots",
    "Word 文档": ".docx .docm .dotx .dotm .wps",
    "旧版文字文档": ".doc .wps .dot .wpt .rtf .odt",
    "PDF 文档": ".pdf",
    "文本": ".txt .csv .tsv .html .htm .mht .xml",
}
"""What the kinds of content are called, and the suffixes they usually have."""
_KNOWN_SUFFIXES = frozenset(" ".join(_SUFFIXES.values()).split())

MOST_LOST_FORMULAS = 100
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_DOCUMENT = 0x01
"""A bit in the twelfth byte of an old Word document's first stream."""
_OTHER_KINDS = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"II*\0": "图片",
    b"MM\0*": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"MZ": "程序",
    b"%!PS": "PostScript 文档",
    b"OFD": "OFD 文档",
}


def read_file(path: Path, words: ExtraWords = ()) -> list[AssessmentTable]:
    """Every assessment table in a file, in reading order.

    words: header words that a bureau adds to the known ones.
    Raises `UnusableFile` when there is none or the file cannot be read; its finding says why.
    """
    return read_bytes(load(path), path.name, words)


def read_bytes(data: bytes, name: str, words: ExtraWords = ()) -> list[AssessmentTable]:
    """As `read_file`, for content that is already here (standard input, an upload).

    name: what the content is called in findings; its suffix decides nothing.
    """
    if not data:
        raise UnusableFile(FILE_EMPTY.at(Place(name), file=name))
    if len(data) > LARGEST_FILE:
        raise refusal(name, "文件超过 64 MB")
    kind, grids, remarks = _read_grids(data, name)
    suffix = Path(name).suffix.lower()
    if suffix in _KNOWN_SUFFIXES and suffix not in _SUFFIXES[kind].split():
        remarks = [*remarks, SUFFIX_DIFFERS.at(Place(name), file=name, kind=kind)]
    tables: list[AssessmentTable] = []
    unread: list[Finding] = []
    for grid in join_pieces(grids, vocabulary(words)):
        numbered_by_file = grid.source.sheet is None and grid.source.table is None  # a text has only tables
        found = read_tables(grid, vocabulary(words))
        if not found:
            unread += rows_not_read(grid, range(1, grid.height + 1), vocabulary(words))
        for table in _with_lost_formulas(found, grid) if grid.formulas else found:
            if numbered_by_file:
                table = replace(table, source=table.source._replace(table=len(tables) + 1))
            tables.append(replace(table, findings=(*table.findings, *remarks)) if remarks else table)
    if not tables:
        raise _no_table(name, remarks)
    if unread:
        tables[-1] = replace(tables[-1], findings=(*tables[-1].findings, *unread[:MOST_ROWS_TOLD]))
    return tables


def file_grids(path: Path) -> list[Grid]:
    """The grids of a file, whatever stands in them. Raises `UnusableFile` as `read_file` does."""
    data = load(path)
    if not data:
        raise UnusableFile(FILE_EMPTY.at(Place(path.name), file=path.name))
    if len(data) > LARGEST_FILE:
        raise refusal(path.name, "文件超过 64 MB")
    return _read_grids(data, path.name)[1]


def _with_lost_formulas(tables: list[AssessmentTable], grid: Grid) -> list[AssessmentTable]:
    """A row of nothing but formulas without results looks empty, so that a table seems to end above it.

    What no table tells of such cells is told with the last one.
    """
    told = {
        finding.at for table in tables for finding in table.findings if finding.kind is FORMULA_WITHOUT_VALUE
    }
    lost = [cell.at for cell in grid.formulas if cell.at not in told][:MOST_LOST_FORMULAS]
    if tables and lost:
        last = tables[-1]
        findings = (*last.findings, *(FORMULA_WITHOUT_VALUE.at(place) for place in lost))
        tables = [*tables[:-1], replace(last, findings=findings)]
    return tables


def _no_table(file: str, remarks: Iterable[Finding]) -> UnusableFile:
    """No table was found; if a sheet had to be left out, that is the reason worth telling."""
    for remark in remarks:
        if remark.kind is SHEET_SKIPPED:
            facts = dict(remark.facts)
            return refusal(file, f"工作表“{facts['sheet']}”{facts['reason']}")
    return UnusableFile(NO_TABLE.at(Place(file), file=file))


def load(path: Path) -> bytes:
    """A file's bytes, at most one more than is read of any. Raises `UnusableFile` when they cannot be had."""
    name = path.name or str(path)

    def closed(reason: str) -> UnusableFile:
        return UnusableFile(FILE_NOT_ALLOWED.at(Place(name), file=name, reason=reason))

    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise closed("这是一个文件夹")
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
            raise closed("这不是普通文件")
        if status.st_size > LARGEST_FILE:
            raise refusal(name, "文件超过 64 MB")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise UnusableFile(FILE_MISSING.at(Place(name), file=str(path))) from error
    except (OSError, ValueError) as error:
        raise closed("没有读取权限" if isinstance(error, PermissionError) else "系统拒绝读取") from error


Reading = tuple[str, list[Grid], Sequence[Finding]]
"""The kind of content (a key of `_SUFFIXES`), its grids, and what there is to say of the file itself."""


def _read_grids(data: bytes, file: str) -> Reading:
    """The grids of a file, by what the bytes are. Readers are imported when a file needs them."""
    if data.startswith(b"PK"):
        return _read_archive(data, file)
    if data.startswith(_OLE):
        return _read_compound_file(data, file)
    if b"%PDF-" in data[:1024]:
        from perfscore.read.pdf import read_pdf

        return "PDF 文档", *read_pdf(data, file)
    if data.startswith(b"{\\rtf"):
        return "旧版文字文档", *_converted(data, file, "rtf", "RTF 文档")
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise _unread(file, kind)
    from perfscore.read.text import OLD_WORKBOOK, read_plain

    if OLD_WORKBOOK in data[:4096]:
        from perfscore.read.conversion import read_workbook_by_conversion

        return "文本", *read_workbook_by_conversion(data, file, "xml", "XML 电子表格 2003")
    return "文本", read_plain(data, file), ()


def _read_archive(data: bytes, file: str) -> Reading:
    archive = Archive(data, file)
    if "word/document.xml" in archive:
        from perfscore.read.docx import read_document

        return (
            "Word 文档",
            read_document(archive),
            of_archive(archive, archive.part("word/document.xml") or b""),
        )
    if "xl/workbook.xml" in archive:
        from perfscore.read.xlsx import read_workbook

        book = read_workbook(archive)
        return "Excel 工作簿", book.grids, [*book.findings, *of_archive(archive)]
    if "content.xml" in archive:
        if b"opendocument.text" in (archive.part("mimetype") or b""):
            return "旧版文字文档", *_converted(data, file, "odt", "OpenDocument 文档（.odt）")
        from perfscore.read.ods import read_workbook as read_open_document

        book = read_open_document(archive)
        return "OpenDocument 表格", book.grids, [*book.findings, *of_archive(archive)]
    for part, kind in (("xl/workbook.bin", "二进制工作簿（.xlsb）"), ("ofd.xml", "OFD 版式文档")):
        if part in archive:
            raise _unread(file, kind)
    raise _unread(file, "压缩包")


def _read_compound_file(data: bytes, file: str) -> Reading:
    """Files of the old office programs, by the streams they hold."""
    compound = CompoundFile(data, file)
    if "encryptedpackage" in compound:
        raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))
    workbook = compound.stream("Workbook") or compound.stream("Book")
    if workbook:
        from perfscore.read.xls import read_workbook

        book = read_workbook(workbook, file)
        return "旧版工作簿（.xls）", book.grids, [*book.findings, *of_compound_file(compound)]
    document = compound.stream("WordDocument")
    if document:
        if len(document) > 11 and document[11] & _ENCRYPTED_DOCUMENT:
            raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))
        is_wps = file.lower().endswith((".wps", ".wpt"))
        grids, remarks = _converted(
            data, file, "doc", "WPS 文字文档（.wps）" if is_wps else "旧版 Word 文档（.doc）"
        )
        return "旧版文字文档", grids, [*remarks, *of_compound_file(compound)]
    raise _unread(file, "演示文稿" if "powerpoint document" in compound else "旧版办公文件")


def _converted(data: bytes, file: str, suffix: str, kind: str) -> tuple[list[Grid], list[Finding]]:
    from perfscore.read.conversion import read_document_by_conversion

    return read_document_by_conversion(data, file, suffix, kind)


def _unread(file: str, kind: str) -> UnusableFile:
    return UnusableFile(FILE_KIND_UNKNOWN.at(Place(file), file=file, kind=kind))
