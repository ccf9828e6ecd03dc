"""The page of an official document (GB/T 9704-2012) in Word: paper, type area, fonts, lines, page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt

LATIN = "Times New Roman"
FANGSONG, KAITI, HEITI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"

LINE_TWIPS = 579  # 28.95 pt: 22 lines fill the 225 mm of the type area (28.99 pt would lose the last one)
TITLE_LINE_TWIPS = 700
BODY_SPACING = -5  # quarter of a point: 28 characters of 16 pt fill the 156 mm of a line
PAGE, MARGINS = (210, 297), (37, 26, 35, 28)  # mm; top, right, bottom, left
FOOTER_MM = 25  # the dash of the page number stands 7 mm under the type area
CONTENTS, CONTENTS_HEAD = ("toc 1", "toc 2"), "TOC Heading"  # as Word calls them
CONTENTS_SIZE = 14

# style name: East Asian face, size in points, alignment, first-line indent in characters, keep with next
_STYLES: Mapping[str, tuple[str, float, str, int, bool]] = {
    "Normal": (FANGSONG, 16, "both", 2, False),
    "Title": (TITLE, 22, "center", 0, True),
    "Heading 1": (HEITI, 16, "both", 2, True),
    "Heading 2": (KAITI, 16, "both", 2, True),
    "Heading 3": (FANGSONG, 16, "both", 2, True),
    "Footer": (SONG, 14, "left", 0, False),
    "Caption": (HEITI, 12, "center", 0, False),
    CONTENTS_HEAD: (HEITI, 16, "center", 0, True),
    CONTENTS[0]: (FANGSONG, CONTENTS_SIZE, "left", 0, False),
    CONTENTS[1]: (FANGSONG, CONTENTS_SIZE, "left", 2, False),
}
_OUTLINE = {"Heading 1": 0, "Heading 2": 1, "Heading 3": 2, CONTENTS_HEAD: 9}  # 9: not part of the outline


def element(tag: str, **attributes: object) -> Any:
    """A WordprocessingML element: `element("w:ind", firstLineChars=200)`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_styles(document: Document) -> None:
    for name, (face, size, align, indent, keep) in _STYLES.items():
        if name in CONTENTS:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style = document.styles[name].element
        for old in (style.find(qn("w:pPr")), style.find(qn("w:rPr"))):
            if old is not None:
                style.remove(old)
        paragraph = element("w:pPr")
        if keep:
            paragraph.append(element("w:keepNext"))
        if name in ("Normal", "Footer"):
            paragraph.append(element("w:widowControl", val=0))
        if name in CONTENTS:
            paragraph.append(_page_number_tab())
        if name == "Normal":  # no line begins with a closing sign; a full stop may hang into the margin
            paragraph.append(element("w:kinsoku", val=1))
            paragraph.append(element("w:overflowPunct", val=1))
        if name in ("Title", *CONTENTS):  # their lines are not those of the grid
            paragraph.append(element("w:snapToGrid", val=0))
        line = TITLE_LINE_TWIPS if name == "Title" else LINE_TWIPS
        paragraph.append(element("w:spacing", before=0, after=0, line=line, lineRule="exact"))
        paragraph.append(element("w:ind", firstLineChars=indent * 100, firstLine=int(indent * size * 20)))
        paragraph.append(element("w:jc", val=align))
        if name in _OUTLINE:
            paragraph.append(element("w:outlineLvl", val=_OUTLINE[name]))
        style.append(paragraph)
        # The standard sets the page number in half-width digits of 宋体, not in those of the text.
        latin = face if name == "Footer" else LATIN
        style.append(run_properties(face, size, spacing=BODY_SPACING if size == 16 else 0, latin=latin))


def set_contents_line(document: Document, twips: int) -> None:
    """The pitch of the table of contents' lines."""
    for name in CONTENTS:
        document.styles[name].element.find(f"{qn('w:pPr')}/{qn('w:spacing')}").set(qn("w:line"), str(twips))


def _page_number_tab() -> Any:
    tabs = element("w:tabs")
    width = PAGE[0] - MARGINS[1] - MARGINS[3]
    tabs.append(element("w:tab", val="right", leader="dot", pos=Mm(width).twips))
    return tabs


def run_properties(face: str, size: float, bold: bool = False, spacing: int = 0, latin: str = LATIN) -> Any:
    properties = element("w:rPr")
    properties.append(element("w:rFonts", ascii=latin, hAnsi=latin, cs=latin, eastAsia=face))
    properties.append(element("w:b", val=int(bold)))
    properties.append(element("w:i", val=0))
    properties.append(element("w:color", val="000000"))
    if spacing:
        properties.append(element("w:spacing", val=spacing))
    properties.append(element("w:kern", val=0))
    properties.append(element("w:sz", val=int(size * 2)))
    properties.append(element("w:szCs", val=int(size * 2)))
    properties.append(element("w:lang", val="en-US", eastAsia="zh-CN"))
    return properties


def set_page(section: Section, across: bool = False) -> None:
    """A4; an appendix page lies across, its type area turned with it."""
    width, height = PAGE
    top, right, bottom, left = MARGINS
    if across:
        width, height = height, width
        top, right, bottom, left = left, top, right, bottom
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(bottom - 10 if across else FOOTER_MM)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(element("w:docGrid", type="lines", linePitch=LINE_TWIPS))


def set_page_numbers(document: Document, section: Section) -> None:
    """`— 1 —`, one character in from the outer edge: odd pages on the right, even pages on the left."""
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, "right")
    _number(section.even_page_footer, "left")


def _number(footer: _Footer, side: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    properties = paragraph._p.get_or_add_pPr()
    indent = {f"{side}Chars": 100, side: int(Pt(14).pt * 20)}
    properties.append(element("w:ind", firstLineChars=0, firstLine=0, **indent))
    properties.append(element("w:jc", val=side))
    paragraph._p.append(_dash("— "))
    for made in field("PAGE", "1"):
        paragraph._p.append(made)
    paragraph._p.append(_dash(" —"))


def _dash(text: str) -> Any:
    made = element("w:r")
    properties = element("w:rPr")
    properties.append(element("w:rFonts", hint="eastAsia"))
    made.append(properties)
    made.append(words(text))
    return made


def field(instruction: str, shown: str) -> Iterator[Any]:
    """The runs of a field with the result it shows until it is updated."""
    for kind in ("begin", "", "separate", "shown", "end"):
        made = element("w:r")
        if kind in ("begin", "separate", "end"):
            made.append(element("w:fldChar", fldCharType=kind))
        else:
            made.append(words(shown) if kind else words(f" {instruction} ", "w:instrText"))
        yield made


def words(text: str, tag: str = "w:t") -> Any:
    made = element(tag)
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
