"""Reports -> one Word document on the page of GB/T 9704."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from perfscore.model.assessment import Assessment
from perfscore.report import gbt9704
from perfscore.report.archive import steady
from perfscore.report.blocks import Appendix, Block, Heading, Items, Named, Paragraph, parse
from perfscore.report.context import reports
from perfscore.report.docx_tables import paragraph, run, table_element
from perfscore.report.facts import ReportFacts
from perfscore.report.gbt9704 import element
from perfscore.report.prose import markdown
from perfscore.report.tables import (
    Table,
    findings_table,
    form_notes,
    form_tables,
    level_table,
    rules_notes,
    rules_table,
)
from perfscore.report.wanted import NOTHING_WANTED, Wanted
from perfscore.report.words import spans

_STYLE_OF_LEVEL = {1: "Title", 2: "Heading 1", 3: "Heading 2", 4: "Heading 3"}


def render(assessments: Sequence[Assessment], lang: str = "zh", wanted: Wanted = NOTHING_WANTED) -> bytes:
    document = docx.Document()
    gbt9704.set_styles(document)
    gbt9704.set_page(document.sections[0])
    gbt9704.set_page_numbers(document, document.sections[0])
    written = reports(assessments, lang, wanted)
    for index, report in enumerate(written):
        if index:
            gbt9704.set_page(document.add_section(WD_SECTION.NEW_PAGE))
        for block in parse(markdown(report)):
            _write(document, block, report)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "perfscore"
    properties.title = f"{written[0].main.about}绩效自评报告"
    properties.comments = ""
    properties.language = "zh-CN"
    out = BytesIO()
    document.save(out)
    return steady(out.getvalue(), max(assessment.template.on for assessment in assessments))


def _write(document: Document, block: Block, report: ReportFacts) -> None:
    match block:
        case Heading(level, text):
            _paragraph(document, text, _STYLE_OF_LEVEL[level])
            if level == 1:
                document.add_paragraph()
        case Paragraph(text):
            _paragraph(document, text)
        case Items():
            for item in block.numbered:
                _paragraph(document, item)
        case Appendix():
            gbt9704.set_page(document.add_section(WD_SECTION.NEW_PAGE), across=True)
        case Named(name, index):
            _named(document, report, name, index)


def _paragraph(document: Document, text: str, style: str = "Normal") -> None:
    for line in text.split("\n"):
        made = document.add_paragraph(style=style)
        for piece, asks in spans(line):
            made._p.append(run(piece, element("w:rPr"), asks))


def _named(document: Document, report: ReportFacts, name: str, index: int) -> None:
    facts = report.tables[index]
    if name == "form":
        _line(document, f"（{facts.year_line}）", centred=True)
        top, indicators = form_tables(facts)
        _table(document, top)
        _gap(document)
        _table(document, indicators)
        for note in form_notes(facts):
            _line(document, f"注：{note}")
    elif name == "levels":
        _table(document, level_table(facts))
        _gap(document)
    elif name == "findings":
        _table(document, findings_table(report.findings, several=bool(report.projects)))
        _gap(document)
    elif name == "rules":
        if report.rules:
            _table(document, rules_table(report))
        for note in rules_notes(report):
            _line(document, f"注：{note}")
    else:
        raise ValueError(f"A report template names a block that does not exist: {name}")


def _table(document: Document, table: Table) -> None:
    _place(document, table_element(table))


def _line(document: Document, text: str, centred: bool = False) -> None:
    _place(document, paragraph(text, centred=centred))


def _gap(document: Document) -> None:
    """A paragraph as low as Word allows, so that two tables do not grow together."""
    made = paragraph("")
    spacing = made.pPr.find(qn("w:spacing"))
    spacing.set(qn("w:line"), "20")
    spacing.set(qn("w:lineRule"), "exact")
    _place(document, made)


def _place(document: Document, made: Any) -> None:
    document.element.body.insert_element_before(made, "w:sectPr")
