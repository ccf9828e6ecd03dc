"""The officer's own document with comments at the very table cells or sentences. Takes the .docx, gives a copy.

What has no cell is listed on a last page. Every other part of the file stays the bytes it was.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from perfscore.model.checked import FileFindings, Found, families
from perfscore.model.place import Place
from perfscore.model.verdict import VERDICTS
from perfscore.report.docx_cells import cells, paragraphs, tables, text_of
from perfscore.report.package import NotEditable, Package, new_root
from perfscore.report.text import clean
from perfscore.report.words import comment_text
from perfscore.report.write import replace_file

AUTHOR, INITIALS = "perfscore", "PS"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LIST_TITLE = "审核问题清单（系统附加，不属于原文）"
"""The last page begins with it, so that a later run writes it anew; `read.docx` stops there."""
_LIST_LINE = re.compile(r"审核结论：|[0-9]+．|各处问题见批注。$|没有发现问题。$")
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def annotate_document(file: FileFindings, out: Path, lang: str = "zh") -> Path:
    """Write a copy of the document in which each finding is a comment, or a line of the list at its end.

    The original is not touched. Raises NotEditable, and OSError when the copy cannot be written.
    """
    package = Package(file.path.read_bytes())
    part = next(
        (name for _, name in package.related("", "officeDocument") if name in package), "word/document.xml"
    )
    root = package.xml(part)
    space = f"{{{etree.QName(root).namespace}}}"
    body = root.find(f"{space}body")
    if body is None:
        raise NotEditable("文档没有正文，不能写入批注。")
    comments_part = next((name for _, name in package.related(part, "comments") if name in package), "")
    comments = package.xml(comments_part) if comments_part else new_root(space[1:-1], "comments", "w")
    had_ours = _drop_ours(space, body, comments)
    taken = [int(old) for item in comments if (old := item.get(f"{space}id", "")).isdecimal()]
    number = max(taken, default=-1) + 1
    where = _Finder(body)
    listed: list[Found] = []
    at_paragraph: dict[int, tuple[etree._Element, list[Found]]] = {}
    for family in families(file.findings):
        for found in (family.root, *family.followers):
            paragraph = where.paragraph(found.finding.at)
            if found.waiver or paragraph is None:
                listed.append(found)
            else:
                at_paragraph.setdefault(id(paragraph), (paragraph, []))[1].append(found)
    for paragraph, findings in at_paragraph.values():
        texts = [comment_text(found.finding, lang) for found in findings]
        comments.append(_comment(space, number, texts))
        _anchor(space, paragraph, number)
        number += 1
    _append_list(space, body, file, listed, lang)
    if at_paragraph or had_ours:
        if not comments_part:
            comments_part = (
                package.free_name("word/comments{}.xml")
                if "word/comments.xml" in package
                else "word/comments.xml"
            )
            package.relate(part, "comments", comments_part)
            package.declare(_COMMENTS_TYPE, part=comments_part)
        package.write_xml(comments_part, comments)
    package.write_xml(part, root)
    replace_file(out, package.whole())
    return out


def _drop_ours(space: str, body: etree._Element, comments: etree._Element) -> bool:
    """Take away what an earlier run wrote: its comments, what ties them to the text, and its last page."""
    own = [item for item in comments if item.get(f"{space}author") == AUTHOR]
    numbers = {item.get(f"{space}id") for item in own}
    for item in own:
        comments.remove(item)
    ties = [f"{space}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
    for tie in list(body.iter(*ties)):
        if tie.get(f"{space}id") in numbers:
            _remove(space, tie)
    _drop_list(body)
    return bool(own)


def _drop_list(body: etree._Element) -> None:
    """The list goes by its title and by how its lines begin: that is what every program keeps."""
    found = False
    for paragraph in paragraphs(body):
        text = text_of(paragraph)
        if text == _LIST_TITLE or (found and _LIST_LINE.match(text)):
            found = True
            if (parent := paragraph.getparent()) is not None:
                parent.remove(paragraph)
        else:
            found = False


def _remove(space: str, tie: etree._Element) -> None:
    """A tie goes, and the run with it that holds nothing else; text behind it in the markup stays."""
    parent = tie.getparent()
    if parent is None:
        return
    alone = parent.tag == f"{space}r" and all(item is tie or item.tag == f"{space}rPr" for item in parent)
    if alone and (above := parent.getparent()) is not None:
        above.remove(parent)
    else:
        parent.remove(tie)


class _Finder:
    """From the place of a finding to the paragraph that its comment is tied to."""

    def __init__(self, body: etree._Element) -> None:
        self._tables = tables(body)
        self._cells = [cells(table) for table in self._tables]
        self._texts = [(item, _squeezed(text_of(item))) for item in paragraphs(body)]

    def paragraph(self, at: Place) -> etree._Element | None:
        """None when the place names no cell and no sentence that can be found."""
        if at.quote:
            return next((item for item, text in self._texts if _squeezed(at.quote) in text), None)
        if not at.cell or not at.table or at.table > len(self._cells):
            return None
        cell = self._cells[at.table - 1].get(at.cell)
        return next(iter(paragraphs(cell)), None) if cell is not None else None


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _comment(space: str, number: int, texts: list[str]) -> etree._Element:
    made = etree.Element(f"{space}comment")
    for name, value in (("id", str(number)), ("author", AUTHOR), ("initials", INITIALS)):
        made.set(f"{space}{name}", value)
    for text in texts:
        made.append(_paragraph(space, text))
    return made


def _paragraph(space: str, text: str, bold: bool = False, new_page: bool = False) -> etree._Element:
    made = etree.Element(f"{space}p")
    if new_page:
        properties = etree.SubElement(made, f"{space}pPr")
        etree.SubElement(properties, f"{space}pageBreakBefore")
    run = etree.SubElement(made, f"{space}r")
    if bold:
        etree.SubElement(etree.SubElement(run, f"{space}rPr"), f"{space}b")
    words = etree.SubElement(run, f"{space}t")
    words.set(_SPACE, "preserve")
    words.text = clean(text).replace("\n", " ")
    return made


def _anchor(space: str, paragraph: etree._Element, number: int) -> None:
    """The whole paragraph is what the comment is about; nothing in it changes."""
    start, end = (etree.Element(f"{space}commentRange{name}") for name in ("Start", "End"))
    run = etree.Element(f"{space}r")
    reference = etree.SubElement(run, f"{space}commentReference")
    for item in (start, end, reference):
        item.set(f"{space}id", str(number))
    properties = paragraph.find(f"{space}pPr")
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.append(end)
    paragraph.append(run)


def _append_list(
    space: str, body: etree._Element, file: FileFindings, listed: list[Found], lang: str
) -> None:
    """A last page: the verdict, what could not be tied to a place, and what was accepted."""
    lines = [_paragraph(space, _LIST_TITLE, bold=True, new_page=True)]
    lines.append(_paragraph(space, f"审核结论：{VERDICTS['zh'][file.verdict]}（结论分级为系统约定）。"))
    if not listed:
        lines.append(_paragraph(space, "各处问题见批注。" if file.findings else "没有发现问题。"))
    for number, found in enumerate(listed, 1):
        where = f"【{place}】" if (place := str(found.finding.at)) != file.path.name else ""
        said = f"（已接受，理由：{found.waiver.reason}）" if found.waiver else ""
        lines.append(_paragraph(space, f"{number}．{where}{said}{comment_text(found.finding, lang)}"))
    last = body.find(f"{space}sectPr")
    for line in lines:
        if last is None:
            body.append(line)
        else:
            last.addprevious(line)
