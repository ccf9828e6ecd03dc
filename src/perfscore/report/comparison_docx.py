"""Comparisons -> one Word document on the page of GB/T 9704."""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.model.comparison import Comparison
from perfscore.report.comparison_context import comparison_facts
from perfscore.report.docx_writer import document_of
from perfscore.report.prose import comparison_markdown


def render(comparisons: Sequence[Comparison], lang: str = "zh") -> bytes:
    facts = [comparison_facts(comparison, lang) for comparison in comparisons]
    days = (edition.assessment.template.on for each in comparisons for edition in each.editions)
    return document_of([(each, comparison_markdown(each)) for each in facts], facts[0].title, max(days))
