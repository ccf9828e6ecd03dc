"""Comparisons of tables and of texts -> the facts of their reports with the text of each, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from perfscore.model.comparison import Comparison
from perfscore.model.money_text import MoneyTexts
from perfscore.report.comparison_context import comparison_facts
from perfscore.report.comparison_facts import ComparisonFacts
from perfscore.report.prose import comparison_markdown, texts_markdown
from perfscore.report.texts_facts import TextsFacts, texts_facts

Compared = Comparison | MoneyTexts


def comparison_reports(
    subjects: Sequence[Compared], lang: str
) -> Iterator[tuple[ComparisonFacts | TextsFacts, str]]:
    for subject in subjects:
        if isinstance(subject, MoneyTexts):
            texts = texts_facts(subject, lang)
            yield texts, texts_markdown(texts)
        else:
            facts = comparison_facts(subject, lang)
            yield facts, comparison_markdown(facts)


def day_of(subjects: Sequence[Compared]) -> date:
    """The day that a file of these reports is dated: one that the same input always gives."""
    days = [
        edition.assessment.template.on
        for subject in subjects
        if isinstance(subject, Comparison)
        for edition in subject.editions
    ]
    years = [text.year for subject in subjects if isinstance(subject, MoneyTexts) for text in subject.texts]
    return max([*days, *(date(year, 12, 31) for year in years)])
