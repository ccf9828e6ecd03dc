"""Files that only an office program reads whole (.doc .wps .rtf .odt, workbooks of 2003 as XML), converted first."""

from __future__ import annotations

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.read.docx import read_document
from perfscore.read.file_remarks import CONVERTED
from perfscore.read.grid import Grid
from perfscore.read.guard import Archive
from perfscore.read.libreoffice import convert
from perfscore.read.xlsx import read_workbook

Found = tuple[list[Grid], list[Finding]]


def read_document_by_conversion(data: bytes, file: str, suffix: str, kind: str) -> Found:
    """suffix: that of the content; kind: what to call the file in messages."""
    archive = Archive(convert(data, file, suffix, "docx", kind), file)
    return read_document(archive), [CONVERTED.at(Place(file), file=file, kind=kind)]


def read_workbook_by_conversion(data: bytes, file: str, suffix: str, kind: str) -> Found:
    """As `read_document_by_conversion`, for workbooks."""
    book = read_workbook(Archive(convert(data, file, suffix, "xlsx", kind), file))
    return book.grids, [CONVERTED.at(Place(file), file=file, kind=kind), *book.findings]
