"""Checked files -> the quality score that a bureau gives each self-assessment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from perfscore.audit.review import FORM as REVIEW_FORM
from perfscore.audit.review import review_file
from perfscore.model.checked import FileFindings
from perfscore.model.review import Review
from perfscore.pipeline.terms import rules_on
from perfscore.rules.template import RuleTemplate


def review_files(files: Sequence[FileFindings]) -> list[Review]:
    """The bureau's quality score of each self-assessment, by the review form in force for its year."""
    return [review_file(file, _review_form(file)) for file in files if file.assessments]


def _review_form(file: FileFindings) -> RuleTemplate:
    year = max((one.table.year for one in file.assessments if one.table.year), default=None)
    return rules_on(REVIEW_FORM, date(year, 12, 31) if year else date.today(), ())
