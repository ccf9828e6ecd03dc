"""What stands between a stranger's file and every parser: sizes, names, ratios, ranges.

Takes the bytes of a file, gives an opened archive or raises `UnusableFile`. Nothing is unpacked to disk, no
nested archive is opened, no link is followed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from perfscore.read.findings import FILE_DAMAGED, FILE_ENCRYPTED, FILE_SUSPICIOUS, UnusableFile

LARGEST_FILE = 64 * 2**20
MOST_ENTRIES = 2_000
LARGEST_PART = 64 * 2**20
LARGEST_TOTAL = 256 * 2**20
HIGHEST_RATIO = 200
RATIO_FROM = 2**20
"""Parts smaller than this may be compressed as well as they like: a page of equal rows is no bomb."""
MOST_CELLS = 400_000
"""Rows times columns of a sheet's used range. The largest real table collections stay far below."""

# A cell that has content. Cells that only carry a style (files whose last cell was once far away) are no burden.
_CELL_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>')
_UNNAMED_CELL = re.compile(rb"<(?:\w+:)?c(?:>| (?![^>]*\br=)[^>]*>)")
_ROW_REFERENCE = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')


def open_archive(data: bytes, file: str) -> zipfile.ZipFile:
    """A zip archive whose directory promises nothing unreasonable."""

    def refuse(reason: str) -> UnusableFile:
        return UnusableFile(FILE_SUSPICIOUS.at(file=file, reason=reason))

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise UnusableFile(FILE_DAMAGED.at(file=file, reason="压缩包目录读不出来")) from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refuse(f"内含 {len(entries)} 个部件，超过 {MOST_ENTRIES} 个")
    names = set()
    total = 0
    for entry in entries:
        name = entry.filename
        if entry.flag_bits & 0x1:
            raise UnusableFile(FILE_ENCRYPTED.at(file=file))
        if name in names:
            raise refuse("内含同名部件")
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise refuse("部件名指向文件之外")
        names.add(name)
        total += entry.file_size
        if entry.file_size > LARGEST_PART or total > LARGEST_TOTAL:
            raise refuse("展开后过大")
        if entry.file_size > RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise refuse("压缩比异常")
    return archive


def read_part(archive: zipfile.ZipFile, name: str, file: str) -> bytes | None:
    """The bytes of a part, None when the archive has none of that name."""
    try:
        with archive.open(name) as part:
            data = part.read(LARGEST_PART + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnusableFile(FILE_DAMAGED.at(file=file, reason=f"部件 {name} 读不全")) from error
    if len(data) > LARGEST_PART:
        raise UnusableFile(FILE_SUSPICIOUS.at(file=file, reason="展开后过大"))
    return data


def read_xml_part(archive: zipfile.ZipFile, name: str, file: str) -> bytes | None:
    """An XML part without a document type: no entities, hence no entity tricks."""
    data = read_part(archive, name, file)
    if data is not None and b"<!DOCTYPE" in _as_ascii(data):
        raise UnusableFile(FILE_SUSPICIOUS.at(file=file, reason="内含文档类型声明（DOCTYPE）"))
    return data


def _as_ascii(data: bytes) -> bytes:
    """The bytes with zero bytes taken out, so that a UTF-16 part is searched as well."""
    return data.replace(b"\0", b"") if data[:4].count(0) or data[:2] in (b"\xff\xfe", b"\xfe\xff") else data


def check_used_range(sheet: bytes, file: str, name: str) -> None:
    """Refuse a sheet whose corners lie so far apart that a dense reader would need gigabytes."""
    rows: set[int] = set()
    columns: set[bytes] = set()
    for letters, row in _CELL_REFERENCE.findall(sheet):
        columns.add(letters)
        rows.add(int(row))
    if _UNNAMED_CELL.search(sheet):  # cells may leave out their names; then only the rows tell
        rows.update(int(row) for row in _ROW_REFERENCE.findall(sheet))
        columns.update((b"A", b"Z"))
    if not rows:
        return
    numbers = [_column_number(letters) for letters in columns]
    area = (max(rows) - min(rows) + 1) * (max(numbers) - min(numbers) + 1)
    if area > MOST_CELLS:
        raise UnusableFile(
            FILE_SUSPICIOUS.at(file=file, reason=f"工作表“{name}”使用范围达 {area} 格，超过 {MOST_CELLS} 格")
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
