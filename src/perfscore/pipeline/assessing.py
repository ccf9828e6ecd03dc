"""A table -> its assessment: choose rules, score, audit. Files -> what became of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from perfscore.audit.audit import audit_table
from perfscore.model.assessment import Assessment
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.pipeline.reading import read_tables, with_figures
from perfscore.pipeline.terms import Terms, rules_for
from perfscore.read.files import read_bytes
from perfscore.read.findings import FILE_TOO_MUCH, UnusableFile
from perfscore.rules.load import TemplateError
from perfscore.rules.template import RuleTemplate
from perfscore.score.live import live_form
from perfscore.score.table import score_table, template_ref


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its assessments, or the finding that says why there are none."""

    path: Path
    assessments: tuple[Assessment, ...] = ()
    unusable: Finding | None = None


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
        total_trace=scores.total_trace,
        live=live_form(table, rules, scores),
    )


def assess_files(
    paths: Iterable[Path], terms: Callable[[Path], Terms] = lambda _: Terms()
) -> Iterator[FileResult]:
    """Read and assess files one after the other; one unusable file never stops the others.

    Raises TemplateError when the rules themselves cannot be used.
    """
    for path in paths:
        yield assess_file(path, terms)


def assess_file(
    path: Path, terms: Callable[[Path], Terms] = lambda _: Terms(), content: bytes | None = None
) -> FileResult:
    """Read and assess one file. content: its bytes where they are already here.

    Raises TemplateError when the rules themselves cannot be used.
    """
    try:
        return FileResult(path, tuple(_assess_file(path, terms(path), content)))
    except UnusableFile as error:
        return FileResult(path, unusable=error.finding)
    except (TemplateError, KeyboardInterrupt):
        raise
    except Exception as error:  # a defect of ours must not cost the other files their result
        if os.environ.get("PERFSCORE_DEBUG"):
            raise
        kind = type(error).__name__
        return FileResult(path, unusable=FILE_TOO_MUCH.at(Place(path.name), file=path.name, kind=kind))


def _assess_file(path: Path, terms: Terms, content: bytes | None = None) -> Iterator[Assessment]:
    tables = read_tables(path, terms) if content is None else read_bytes(content, path.name, terms.words)
    for table in tables:
        rules = rules_for(table, terms.templates.get(table.form), terms.choices)
        yield assess(with_figures(table, rules, (*terms.figures, path)), rules)
