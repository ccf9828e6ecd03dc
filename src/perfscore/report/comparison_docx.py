"""Comparisons -> one Word document on the page of GB/T 9704."""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.report.comparison_reports import Compared, comparison_reports, day_of
from perfscore.report.docx_writer import document_of


def render(subjects: Sequence[Compared], lang: str = "zh") -> bytes:
    reports = list(comparison_reports(subjects, lang))
    return document_of(reports, reports[0][0].title, day_of(subjects))
