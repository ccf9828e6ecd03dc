"""The order of the steps, written once: read, choose rules, score, audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from perfscore.audit.audit import audit_table
from perfscore.model.assessment import Assessment
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Form
from perfscore.read.files import read_file
from perfscore.read.findings import UnusableFile
from perfscore.rules.load import load_template, template_for
from perfscore.rules.template import RuleTemplate
from perfscore.score.table import score_table, template_ref


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its assessments, or the finding that says why there are none."""

    path: Path
    assessments: tuple[Assessment, ...] = ()
    unusable: Finding | None = None


def read(path: str | Path) -> list[AssessmentTable]:
    """Every assessment table in a file, in reading order, each with its findings.

    Bad content never raises: a file without any usable table gives one table without rows whose only finding
    says what is wrong. Raises OSError when there is no such file or it may not be read.
    """
    path = Path(path)
    with path.open("rb"):
        pass
    try:
        return read_file(path)
    except UnusableFile as error:
        return [
            AssessmentTable(
                title=None, form=Form.PROJECT, year=None, unit=None, department=None, project=None, budget=None,
                rows=(), source=Place(path.name), findings=(error.finding,),
            )
        ]  # fmt: skip


def assess(table: AssessmentTable, template: RuleTemplate | str | Path | None = None) -> Assessment:
    """Score a table and audit it.

    template: rules, or the id or path of rules; without it the default rules of the table's form, as in force
    on the last day of the year assessed (today where the table prints no year).
    Raises TemplateError for rules that cannot be loaded.
    """
    rules = template if isinstance(template, RuleTemplate) else rules_for(table, template)
    scores = score_table(table, rules)
    audited = audit_table(table, rules, scores)
    return Assessment(
        table=table,
        template=template_ref(rules, scores),
        execution=scores.execution,
        rows=scores.rows,
        total=scores.total,
        total_possible=scores.total_possible,
        grade=scores.grade,
        possible_grade=scores.possible_grade,
        findings=(*table.findings, *scores.findings, *audited),
        grade_trace=scores.grade_trace,
    )


def rules_for(
    table: AssessmentTable, template: str | Path | None = None, choices: Mapping[str, str] | None = None
) -> RuleTemplate:
    """The rules that were in force at the end of the year a table assesses."""
    on = date(table.year, 12, 31) if table.year else None
    return load_template(template or template_for(table.form), on=on, choices=choices)


def assess_files(
    paths: Sequence[Path], template: str | Path | None = None, choices: Mapping[str, str] | None = None
) -> Iterator[FileResult]:
    """Read and assess files one after the other; one unusable file never stops the others."""
    for path in paths:
        try:
            tables = read_file(path)
        except UnusableFile as error:
            yield FileResult(path, unusable=error.finding)
            continue
        yield FileResult(path, tuple(assess(table, rules_for(table, template, choices)) for table in tables))
