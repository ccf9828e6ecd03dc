"""Reports -> one Word document on the page of GB/T 9704."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from perfscore.model.assessment import Assessment
from perfscore.report import docx_settings, gbt9704
from perfscore.report.archive import steady
from perfscore.report.blocks import parse
from perfscore.report.context import reports
from perfscore.report.docx_blocks import Drawing, Reported
from perfscore.report.docx_contents import Entry, contents, fit_lines
from perfscore.report.docx_pages import pages
from perfscore.report.docx_sections import place
from perfscore.report.docx_tables import low_paragraph
from perfscore.report.prose import markdown
from perfscore.report.wanted import NOTHING_WANTED, Wanted

CONTENTS_FROM_PAGES = 10
"""A report of as many pages has a table of contents; in a shorter one, as most of projects are, it would be in the way."""


def render(assessments: Sequence[Assessment], lang: str = "zh", wanted: Wanted = NOTHING_WANTED) -> bytes:
    written = reports(assessments, lang, wanted)
    day = max(assessment.template.on for assessment in assessments)
    title = f"{written[0].main.about}绩效自评报告"
    return document_of([(report, markdown(report)) for report in written], title, day)


def document_of(texts: Sequence[tuple[Reported, str]], title: str, day: date) -> bytes:
    """The reports with their texts in Markdown, each from a new page on. title, day: of the file's properties."""
    document = docx.Document()
    docx_settings.set_up(document)
    gbt9704.set_styles(document)
    gbt9704.set_page(document.sections[0])
    gbt9704.set_page_numbers(document, document.sections[0])
    drawing = Drawing(document)
    for index, (report, text) in enumerate(texts):
        pieces = drawing.pieces(parse(text), report)
        place(
            document,
            [replace(piece, fresh=piece.fresh or (index > 0 and not at)) for at, piece in enumerate(pieces)],
        )
    if len(texts) == 1:
        _add_contents(document, drawing.title, drawing.entries)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "perfscore"
    properties.title = title
    properties.comments = ""
    properties.language = "zh-CN"
    out = BytesIO()
    document.save(out)
    return steady(out.getvalue(), day)


def _add_contents(document: Document, title: Sequence[Any], entries: Sequence[Entry]) -> None:
    """Title and contents take the first page; the text begins on the next.

    A file of several reports has none: Word would list the headings of all of them under the first title.
    """
    if not entries or not title or pages(document).count < CONTENTS_FROM_PAGES:
        return
    *lines, gap = title
    fit_lines(document, len(entries), above=len(lines) * gbt9704.TITLE_LINE_TWIPS + gbt9704.LINE_TWIPS)
    listed = contents(document, entries)
    if (
        gap.find(f".//{qn('w:sectPr')}") is not None
    ):  # an outline that goes from the title to a wide table at once
        gap.addprevious(listed)
    else:
        if gap.getnext().tag != qn("w:p"):
            gap.addnext(low_paragraph())
        Paragraph(gap.getnext(), document._body).paragraph_format.page_break_before = True
        gap.addnext(listed)
    laid = pages(document).of
    numbered = [replace(entry, page=str(laid[entry.mark])) for entry in entries]
    listed.getparent().replace(listed, contents(document, numbered))
