"""A file's bytes to tables: what kind of file it is, judged by its content, and who reads that kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.read.findings import (
    FILE_EMPTY,
    FILE_ENCRYPTED,
    FILE_KIND_UNKNOWN,
    FILE_MISSING,
    FILE_NOT_ALLOWED,
    FILE_SUSPICIOUS,
    NO_TABLE,
    UnusableFile,
)
from perfscore.read.grid import Grid
from perfscore.read.guard import LARGEST_FILE, open_archive
from perfscore.read.layout.tables import read_tables

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {
    b"%PDF": "PDF 文档",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"{\\rtf": "RTF 文档",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
}


def read_file(path: Path) -> list[AssessmentTable]:
    """Every assessment table in a file, in reading order.

    Raises `UnusableFile` when there is none or the file cannot be read; its finding says why.
    """
    data = _load(path)
    tables: list[AssessmentTable] = []
    for grid in read_grids(data, path.name):
        numbered_by_file = grid.source.sheet is None and grid.source.table is None  # a text has only tables
        for table in read_tables(grid):
            if numbered_by_file:
                table = replace(table, source=replace(table.source, table=len(tables) + 1))
            tables.append(table)
    if not tables:
        raise UnusableFile(NO_TABLE.at(Place(path.name), file=path.name))
    return tables


def _load(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnusableFile(FILE_SUSPICIOUS.at(Place(name), file=name, reason="文件超过 64 MB"))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile(FILE_MISSING.at(Place(name), file=str(path))) from error
    except IsADirectoryError as error:
        raise UnusableFile(FILE_NOT_ALLOWED.at(Place(name), file=name, reason="这是一个文件夹")) from error
    except (OSError, ValueError) as error:
        reason = "没有读取权限" if isinstance(error, PermissionError) else "系统拒绝读取"
        raise UnusableFile(FILE_NOT_ALLOWED.at(Place(name), file=name, reason=reason)) from error
    if not data:
        raise UnusableFile(FILE_EMPTY.at(Place(name), file=name))
    return data


def read_grids(data: bytes, file: str) -> list[Grid]:
    """The grids of a file, by what the bytes are; the name's suffix is not asked."""
    if data.startswith(b"PK"):
        return _read_archive(data, file)
    if data.startswith(_OLE):
        return _read_ole(data, file)
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise UnusableFile(FILE_KIND_UNKNOWN.at(Place(file), file=file, kind=kind))
    text = _decode(data)
    if text is None:
        raise UnusableFile(FILE_KIND_UNKNOWN.at(Place(file), file=file, kind="无法识别的二进制内容"))
    from perfscore.read.text import read_text

    return read_text(text, file)


def _read_archive(data: bytes, file: str) -> list[Grid]:
    archive = open_archive(data, file)
    names = set(archive.namelist())
    if "word/document.xml" in names:
        from perfscore.read.docx import read_document

        return read_document(data, file)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        from perfscore.read.xlsx import read_workbook

        return read_workbook(data, file)
    raise UnusableFile(FILE_KIND_UNKNOWN.at(Place(file), file=file, kind="压缩包"))


def _read_ole(data: bytes, file: str) -> list[Grid]:
    """Old binary office files: the names in their directory tell workbooks, documents and encrypted files apart."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))
    if holds("Workbook") or holds("Book"):
        from perfscore.read.xlsx import read_workbook

        return read_workbook(data, file)
    kind = "旧版 Word 文档（.doc）" if holds("WordDocument") else "旧版办公文件"
    raise UnusableFile(FILE_KIND_UNKNOWN.at(Place(file), file=file, kind=kind))


def _decode(data: bytes) -> str | None:
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
