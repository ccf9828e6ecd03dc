"""Blocks of a report's text -> Word elements: headings, paragraphs, captions, named tables and charts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from docx.document import Document

from perfscore.report.blocks import Appendix, Block, Heading, Items, Named, Paragraph
from perfscore.report.charts import Chart, execution_chart, levels_chart
from perfscore.report.comparison_contents import Titled, contents_of
from perfscore.report.comparison_facts import ComparisonFacts
from perfscore.report.docx_charts import chart_element
from perfscore.report.docx_contents import Entry, bookmark
from perfscore.report.docx_sections import Piece
from perfscore.report.docx_tables import NOTE_SIZE, low_paragraph, paragraph, run, table_element
from perfscore.report.facts import ReportFacts
from perfscore.report.gbt9704 import LINE_TWIPS, element, field
from perfscore.report.tables import (
    PORTRAIT_MM,
    Table,
    findings_table,
    form_notes,
    form_tables,
    level_table,
    rules_notes,
    rules_table,
)
from perfscore.report.texts_facts import TextsFacts
from perfscore.report.words import spans

Reported = ReportFacts | ComparisonFacts | TextsFacts
"""What a document can be about."""
_STYLES = {1: "Title", 2: "Heading 1", 3: "Heading 2", 4: "Heading 3"}
_LONG_WORD = re.compile("[!-~]{16}")
"""No line breaks within it: a justified line before it would be torn apart."""
_CONTENTS_LEVELS = {2: 1, 3: 2}
_CHARTS = {"levels-chart": levels_chart, "execution-chart": execution_chart}


class Drawing:
    """Draws blocks one after the other; counts captions and bookmarks, and notes title and headings for the contents."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.title: list[Any] = []
        self.entries: list[Entry] = []
        self._captions: Counter[str] = Counter()

    def pieces(self, blocks: Iterable[Block], report: Reported) -> list[Piece]:
        made: list[Piece] = []
        fresh = False
        for block in blocks:
            if isinstance(block, Appendix):
                fresh = True
                continue
            elements, across = self._elements(block, report)
            if elements:
                heading = (
                    isinstance(block, Heading) and block.level > 1
                )  # the title stands upright in any case
                made.append(Piece(tuple(elements), heading, across, fresh))
                fresh = False
        return made

    def _elements(self, block: Block, report: Reported) -> tuple[list[Any], bool]:
        """The elements, and whether they need a page that lies across."""
        match block:
            case Heading(level, text):
                return self._heading(level, text), False
            case Paragraph(text):
                return [self._styled(line) for line in text.split("\n")], False
            case Items():
                return [self._styled(item) for item in block.numbered], False
            case Named(name, index) if not isinstance(report, ReportFacts):
                return self._compared(contents_of(report, name, index))
            case Named(name, index) if name in _CHARTS and isinstance(report, ReportFacts):
                chart = _CHARTS[name](report.tables[index])
                return (self.chart(chart) if chart else []), False
            case Named(name, index) if isinstance(report, ReportFacts):
                return self._tables(report, name, index)
            case _:
                raise ValueError(f"A report has a block that Word is not taught: {block}")

    def chart(self, chart: Chart) -> list[Any]:
        """Any chart with its caption."""
        caption = self._caption("图", f"{chart.title}（单位：{chart.unit}）")
        return [chart_element(self.document, chart), caption]

    def _compared(self, contents: Iterable[Titled]) -> tuple[list[Any], bool]:
        made: list[Any] = []
        across = False
        for title, drawn, _ in contents:
            if isinstance(drawn, Chart):
                made += self.chart(drawn)
                continue
            table, wide = self._captioned(drawn, title)
            made += table
            across = across or wide
        return made, across

    def _heading(self, level: int, text: str) -> list[Any]:
        made = [self._styled(line, _STYLES[level]) for line in text.split("\n")]
        if level == 1:
            self.title = [*made, element("w:p")]
            return self.title
        if level in _CONTENTS_LEVELS:
            number = len(self.entries) + 1
            self.entries.append(Entry(_CONTENTS_LEVELS[level], text, bookmark(number)))
            properties = made[0].pPr
            properties.addnext(element("w:bookmarkStart", id=number, name=bookmark(number)))
            made[-1].append(element("w:bookmarkEnd", id=number))
        return made

    def _tables(self, report: ReportFacts, name: str, index: int) -> tuple[list[Any], bool]:
        facts = report.tables[index]
        if name == "form":
            top, indicators = form_tables(facts)
            year = paragraph(f"（{facts.year_line}）", centred=True, keep=True)
            drawn = [year, table_element(top, facts.title), low_paragraph()]
            return [*drawn, table_element(indicators, facts.title), *_notes(form_notes(facts))], _wide(
                indicators
            )
        if name == "levels":
            return self._captioned(level_table(facts), "一级指标得分情况")
        if name == "findings":
            listed = findings_table(report.findings, several=bool(report.projects))
            return [table_element(listed, "问题清单"), low_paragraph()], _wide(listed)
        if name == "rules":
            rules = rules_table(report)
            drawn = [table_element(rules, "评分规则依据")] if report.rules else []
            return [*drawn, *_notes(rules_notes(report))], bool(drawn) and _wide(rules)
        raise ValueError(f"A report template names a block that does not exist: {name}")

    def _captioned(self, table: Table, title: str) -> tuple[list[Any], bool]:
        caption = self._caption("表", title)
        caption.pPr.append(element("w:keepNext"))
        return [caption, table_element(table, title), low_paragraph(LINE_TWIPS // 3)], _wide(table)

    def _caption(self, kind: str, title: str) -> Any:
        """`表1　…`, its number a field that Word counts on."""
        self._captions[kind] += 1
        made = self._styled(kind, "Caption")
        made.extend(field(f"SEQ {kind} \\* ARABIC", str(self._captions[kind])))
        made.append(run(f"　{title}", element("w:rPr"), asks=False))
        return made

    def _styled(self, text: str, style: str = "Normal") -> Any:
        made, properties = element("w:p"), element("w:pPr")
        if style != "Normal":
            properties.append(element("w:pStyle", val=self.document.styles[style].style_id))
        elif _LONG_WORD.search(text):
            properties.append(element("w:jc", val="left"))
        made.append(properties)
        for piece, asks in spans(text):
            made.append(run(piece, element("w:rPr"), asks))
        return made


def _wide(table: Table) -> bool:
    return sum(table.widths) > PORTRAIT_MM


def _notes(notes: Iterable[str]) -> list[Any]:
    return [paragraph(f"注：{note}", size=NOTE_SIZE) for note in notes]
