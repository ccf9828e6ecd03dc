"""A score -> the story of how it came about, as lines and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfscore.model.assessment import Assessment, Score


def explain_lines(score: Score, lang: str = "zh") -> list[str]:
    """The story of a score, one line a step; what a step rests on is set in below it."""
    from perfscore.report.explain import explain_lines as render

    return render(score, lang)


def total_score(assessment: Assessment) -> Score:
    """The total as a score of its own, its story telling what it is the sum of and why it earns its grade."""
    from perfscore.report.trace import total_score as told

    return told(assessment)


def write_trace(assessments: Sequence[Assessment], path: Path, row: str | None = None) -> Path:
    """The same as a page to read and print. Raises OSError when it cannot be written."""
    from perfscore.report.trace_page import render
    from perfscore.report.write import replace_file

    replace_file(path, render(assessments, row))
    return path
