"""The table of contents: a field that Word can update, with entries and page numbers that are there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document

from perfscore.report import gbt9704
from perfscore.report.docx_tables import run
from perfscore.report.gbt9704 import CONTENTS, CONTENTS_HEAD, element, field

TITLE = "目　　录"
_ROOM_TWIPS = 637 * 20  # 22 lines
_NARROWEST_LINE_TWIPS = 360


@dataclass(frozen=True, slots=True)
class Entry:
    """level: 1 or 2. mark: the heading's bookmark. page: "" while it is not known."""

    level: int
    text: str
    mark: str
    page: str = ""


def bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def fit_lines(document: Document, entries: int, above: int) -> None:
    """Entries that would run over one page by little stand a little closer. above: twips of the title above them."""
    line = (_ROOM_TWIPS - above - 2 * gbt9704.LINE_TWIPS) // max(entries, 1)
    if line >= _NARROWEST_LINE_TWIPS:
        gbt9704.set_contents_line(document, min(line, gbt9704.LINE_TWIPS))


def contents(document: Document, entries: Sequence[Entry]) -> Any:
    """A block that Word knows as a table of contents, so that it offers to update it."""
    made, properties, content = element("w:sdt"), element("w:sdtPr"), element("w:sdtContent")
    part = element("w:docPartObj")
    part.append(element("w:docPartGallery", val="Table of Contents"))
    part.append(element("w:docPartUnique"))
    properties.append(part)
    content.append(_paragraph(document, CONTENTS_HEAD, [run(TITLE, element("w:rPr"), asks=False)]))
    opening = list(field('TOC \\o "1-2" \\h \\z \\u', ""))[:3]
    for entry in entries:
        link = element("w:hyperlink", anchor=entry.mark, history=1)
        link.extend(_entry(entry))
        content.append(_paragraph(document, CONTENTS[entry.level - 1], [*opening, link]))
        opening = []
    content.append(_end())
    made.append(properties)
    made.append(content)
    return made


def _entry(entry: Entry) -> Iterator[Any]:
    yield run(entry.text, element("w:rPr"), asks=False)
    tab = element("w:r")
    tab.append(element("w:tab"))
    yield tab
    yield from field(f"PAGEREF {entry.mark} \\h", entry.page)


def _end() -> Any:
    """The field's end, in a line too low to be seen."""
    made, properties, last = element("w:p"), element("w:pPr"), element("w:r")
    properties.append(element("w:snapToGrid", val=0))
    properties.append(element("w:spacing", before=0, after=0, line=20, lineRule="exact"))
    made.append(properties)
    last.append(element("w:fldChar", fldCharType="end"))
    made.append(last)
    return made


def _paragraph(document: Document, style: str, parts: Sequence[Any]) -> Any:
    made, properties = element("w:p"), element("w:pPr")
    properties.append(element("w:pStyle", val=document.styles[style].style_id))
    made.append(properties)
    made.extend(parts)
    return made
