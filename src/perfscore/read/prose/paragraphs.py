"""A file's bytes to its paragraphs: documents, plain texts, web pages; what only LibreOffice reads is converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from perfscore.model.place import Place
from perfscore.model.prose import Document, Paragraph
from perfscore.read.compound import CompoundFile
from perfscore.read.docx import read_paragraphs
from perfscore.read.files import load
from perfscore.read.findings import FILE_EMPTY, FILE_ENCRYPTED, FILE_KIND_UNKNOWN, UnusableFile
from perfscore.read.guard import LARGEST_FILE, Archive, refusal
from perfscore.read.libreoffice import convert
from perfscore.read.text import LARGEST_TEXT, decode
from perfscore.read.web_page import read_lines

MOST_PARAGRAPHS = 50_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_DOCUMENT = 0x01
_WEB_PAGE = re.compile(r"<(?:!doctype html|html|body|table|p|div)[\s>]", re.IGNORECASE)
_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]{0,80}\]")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_STOPS = "。;；:：!！?？|"
_LIST_MARK = re.compile(
    r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）、]|[0-9]{1,2}[.．](?![0-9])|第.{1,3}[部章节]|#|[一二三四五]是)"
)
_FIGURE_AND_MORE = re.compile(r"[0-9] ?(?:[亿万千]?元|%)[^,，]{0,4}[,，]")
SHORTEST_BROKEN_LINE = 15
"""A line shorter than this that ends without a stop is a heading, not the upper half of a sentence."""


def read_prose(path: Path) -> Document:
    """The running text of a file, without its tables. Raises `UnusableFile` when it has none or cannot be read."""
    return prose_of(load(path), path.name)


def prose_of(data: bytes, file: str) -> Document:
    """As `read_prose`, for content that is already here."""
    if not data:
        raise UnusableFile(FILE_EMPTY.at(Place(file), file=file))
    if len(data) > LARGEST_FILE:
        raise refusal(file, "文件超过 64 MB")
    if data.startswith(b"PK"):
        return _numbered(_of_archive(data, file), file)
    if data.startswith(_OLE):
        return _numbered(_of_compound_file(data, file), file)
    if data.startswith(b"{\\rtf"):
        return _numbered(_converted(data, file, "rtf", "RTF 文档"), file)
    if b"%PDF-" in data[:1024]:
        raise _unread(file, "PDF 文档")
    text = decode(data)
    if text is None:
        raise _unread(file, "无法识别的二进制内容")
    if len(text) > LARGEST_TEXT:
        raise refusal(file, "文本过长")
    if _WEB_PAGE.search(text[:20_000]):
        return _numbered(read_lines(data, text, file), file)
    return Document(file, tuple(_of_text(text, file)))


def _of_archive(data: bytes, file: str) -> list[str]:
    archive = Archive(data, file)
    if "word/document.xml" in archive:
        return read_paragraphs(archive)
    if b"opendocument.text" in (archive.part("mimetype") or b""):
        return _converted(data, file, "odt", "OpenDocument 文档（.odt）")
    raise _unread(file, "工作簿或压缩包")


def _of_compound_file(data: bytes, file: str) -> list[str]:
    compound = CompoundFile(data, file)
    if "encryptedpackage" in compound:
        raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))
    document = compound.stream("WordDocument")
    if not document:
        raise _unread(file, "旧版工作簿或演示文稿")
    if len(document) > 11 and document[11] & _ENCRYPTED_DOCUMENT:
        raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))
    return _converted(data, file, "doc", "旧版文字文档")


def _converted(data: bytes, file: str, suffix: str, kind: str) -> list[str]:
    return read_paragraphs(Archive(convert(data, file, suffix, "docx", kind), file))


def _unread(file: str, kind: str) -> UnusableFile:
    return UnusableFile(FILE_KIND_UNKNOWN.at(Place(file), file=file, kind=kind))


def _numbered(texts: list[str], file: str) -> Document:
    if len(texts) > MOST_PARAGRAPHS:
        raise refusal(file, f"段落超过 {MOST_PARAGRAPHS} 个")
    found = enumerate(texts, start=1)
    return Document(
        file,
        tuple(
            Paragraph(number, text, Place(file, paragraph=number)) for number, text in found if text.strip()
        ),
    )


def _of_text(text: str, file: str) -> Iterator[Paragraph]:
    """Lines, each a paragraph; a sentence broken over several lines is one. Lines with tabs are of tables."""
    lines: list[tuple[int, int, str]] = []  # number, where it starts, text
    start = 0
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if number > 4 * MOST_PARAGRAPHS:
            raise refusal(file, f"文本超过 {4 * MOST_PARAGRAPHS} 行")
        ends = start + len(line)
        after = ends + (2 if text.startswith("\r\n", ends) else 1)
        blanked = _BOOKMARK.sub(lambda found: " " * len(found.group()), line)
        if not line.startswith("\t") and not blanked.lstrip().startswith("#") and blanked.strip():
            lines.append((number, start, blanked))
        start = after
    held: list[tuple[int, int, str]] = []
    for line_of in lines:
        if held and not (_goes_on(held[-1][2], line_of[2]) and held[-1][0] + 1 == line_of[0]):
            yield _paragraph(held, text, file)
            held = []
        held.append(line_of)
    if held:
        yield _paragraph(held, text, file)


def _goes_on(line: str, below: str) -> bool:
    """Whether a sentence that breaks off at the end of a line is continued by the line below."""
    line = line.rstrip()
    if line[-1] in _STOPS or (line[-1] == "." and not line[-2:-1].isdigit()):
        return False
    if _LIST_MARK.match(below) or "|" in line:
        return False
    if line[-1] in ",，、":
        return True
    is_heading = _LIST_MARK.match(line) is not None and not _FIGURE_AND_MORE.search(line)
    return len(line) >= SHORTEST_BROKEN_LINE and not is_heading


def _paragraph(lines: list[tuple[int, int, str]], text: str, file: str) -> Paragraph:
    number, start, _ = lines[0]
    end = lines[-1][1] + len(lines[-1][2])
    printed = _BOOKMARK.sub(lambda found: " " * len(found.group()), text[start:end])
    return Paragraph(number, printed, Place(file, paragraph=number), start)
