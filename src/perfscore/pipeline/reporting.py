"""Assessments or comparisons -> the report that is handed in, and the gaps it leaves to a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.model.assessment import Assessment
from perfscore.model.comparison import Comparison
from perfscore.model.given import Given
from perfscore.model.money_text import MoneyTexts
from perfscore.pipeline.facts import report_facts

if TYPE_CHECKING:
    from perfscore.report.gaps import Gap
    from perfscore.report.outlines import Outline
    from perfscore.report.wanted import Wanted


def write_report(
    subject: Assessment | Comparison | Sequence[Assessment] | Sequence[Comparison | MoneyTexts],
    path: str | Path,
    lang: str = "zh",
    outline: str | Path | None = None,
    facts: Given | str | Path | None = None,
) -> Path:
    """Write a report of assessments or comparisons as .docx, .xlsx, .html, .pdf or .json, by suffix.

    The file is there whole or as it was before.
    outline: an id (`SC-R1`), an outline file or a folder of them, for .docx, .html and .pdf of assessments; None for
    the usual ones. facts: what the tables do not hold, or the file that tells it (YAML, or a workbook with a sheet
    报告资料). Raises ValueError for a suffix that is not known, for an outline or facts that cannot be used and for a
    .pdf without LibreOffice, OSError when the file cannot be written.
    """
    from perfscore.report.write import write_report as write

    return write(subject, path, lang, None if outline is None and facts is None else _wanted(outline, facts))


def _wanted(outline: str | Path | None, facts: Given | str | Path | None) -> Wanted:
    from perfscore.report.outlines import find_outlines
    from perfscore.report.wanted import Wanted

    given = facts if isinstance(facts, Given) else report_facts(facts)
    return Wanted(find_outlines(outline) if outline is not None else (), given)


def report_gaps(
    assessments: Sequence[Assessment],
    outline: str | Path | None = None,
    facts: Given | str | Path | None = None,
) -> list[Gap]:
    """What the reports of some assessments leave for a person to write. Raises ValueError as `write_report` does."""
    from perfscore.report.context import reports
    from perfscore.report.gaps import gaps_in
    from perfscore.report.prose import markdown

    written = reports([each for each in assessments if each.is_scored], wanted=_wanted(outline, facts))
    return [gap for report in written for gap in gaps_in(markdown(report))]


def report_has_text(path: Path) -> bool:
    """Whether a report of this suffix holds text, which outlines and facts are for.

    Raises ValueError for a suffix that no report has.
    """
    from perfscore.report.write import WITH_TEXT, writer_of

    writer_of(path)
    return path.suffix.lower() in WITH_TEXT


def report_outlines(folder: str | Path | None = None) -> tuple[Outline, ...]:
    """The outlines there are, or those of a bureau's own folder or file. Raises ValueError for one that is wrong."""
    from perfscore.report.outlines import find_outlines, outlines

    return outlines() if folder is None else find_outlines(Path(folder))
