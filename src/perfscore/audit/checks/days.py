"""Checks of days: of the project, of its deadlines, and of what was done."""

from __future__ import annotations

from collections.abc import Iterator

from perfscore.audit.checks.rows import named, said
from perfscore.audit.findings import days as kinds
from perfscore.model.assessment import Scores
from perfscore.model.finding import Finding
from perfscore.model.place import NOWHERE
from perfscore.model.table import AssessmentTable, Stage
from perfscore.model.values import Comparator
from perfscore.rules.template import RuleTemplate


def check_days(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """A project ends after it begins, its deadlines lie within it, and what is reported was done in the year (AUD-34)."""
    period = table.period
    end = period.end if period else None
    if period and period.start and end and end < period.start:
        at = table.source if period.at == NOWHERE else period.at
        yield kinds.PERIOD_REVERSED.at(at, start=period.start, end=end)
        end = None
    for row in table.rows:
        deadline = row.target.deadline
        if end and row.target.comparator is Comparator.BY and deadline and deadline > end:
            yield kinds.DEADLINE_AFTER_END.at(
                row.target.at, indicator=named(row), written=said(row.target.written), end=end
            )
        done = row.actual.date
        if done and table.year and done.year > table.year and table.stage is Stage.SELF_ASSESSMENT:
            yield kinds.DONE_AFTER_THE_YEAR.at(
                row.actual.at, indicator=named(row), written=said(row.actual.written), year=table.year
            )
