"""A table and its rules -> answers: what if, what would it take, which reading was meant, what hangs on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable
from perfscore.pipeline.reading import read_tables, with_figures
from perfscore.pipeline.terms import Terms, rules_for
from perfscore.read.findings import UnusableFile
from perfscore.rules.template import RuleTemplate

if TYPE_CHECKING:
    from perfscore.answers.goalseek import GoalSeek
    from perfscore.answers.reconcile import Reconciliation
    from perfscore.answers.sensitivity import Sensitivity
    from perfscore.answers.whatif import WhatIf


@dataclass(frozen=True, slots=True)
class FileTables:
    """The tables of one file, or the finding that says why there are none."""

    path: Path
    tables: tuple[AssessmentTable, ...] = ()
    unusable: Finding | None = None


def tables_in(path: Path, terms: Terms) -> FileTables:
    """The tables of a file, to be asked about, each with the figures that its rules need."""
    try:
        tables = read_tables(path, terms)
    except UnusableFile as error:
        return FileTables(path, unusable=error.finding)
    ruled = ((table, rules_for(table, terms.templates.get(table.form), terms.choices)) for table in tables)
    return FileTables(path, tuple(with_figures(t, rules, (*terms.figures, path)) for t, rules in ruled))


def what_if(
    table: AssessmentTable,
    values: Iterable[tuple[str, str]],
    template: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
) -> WhatIf:
    """The table scored with other values, each given by the name of its row or money figure.

    Raises QuestionError for a name or a value that cannot be used.
    """
    from perfscore.answers.whatif import what_if as answer

    return answer(table, rules_for(table, template, choices), values)


def goal_seek(
    table: AssessmentTable,
    total: Fraction,
    row: str | None = None,
    template: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
) -> GoalSeek:
    """What single change, of the row named or of any, brings the total to a goal. Raises QuestionError."""
    from perfscore.answers.goalseek import goal_seek as answer

    return answer(table, rules_for(table, template, choices), total, row)


def reconcile(
    table: AssessmentTable,
    claimed: Fraction | None = None,
    template: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
) -> Reconciliation:
    """Which readings of the rules make a claimed total (the table's own by default) true. Raises QuestionError."""
    from perfscore.answers.reconcile import reconcile_total

    def readings(others: Mapping[str, str]) -> RuleTemplate:
        return rules_for(table, template, {**(choices or {}), **others})

    return reconcile_total(table, readings({}), readings, claimed)


def sensitivity(
    table: AssessmentTable, template: str | Path | None = None, choices: Mapping[str, str] | None = None
) -> Sensitivity:
    """Which rows and points the total and the grade hang on. Raises QuestionError."""
    from perfscore.answers.sensitivity import sensitivity_of

    return sensitivity_of(table, rules_for(table, template, choices))
