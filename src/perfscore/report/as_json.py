"""Assessments -> JSON, `perfscore.assessments/1`: numbers are decimal strings, absent values null."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from perfscore.model.assessment import Assessment, Citation, RowScore, Score, Step
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.values import Absent, Quantity
from perfscore.report.figures import points_text
from perfscore.report.text import carried

SCHEMA = "perfscore.assessments/1"
RATE_PLACES = 6

Document = dict[str, Any]


def render(assessments: Sequence[Assessment], lang: str = "zh") -> bytes:
    return to_json(assessments, lang=lang).encode()


def to_json(
    assessments: Iterable[Assessment], unusable: Iterable[Mapping[str, str]] = (), lang: str = "zh"
) -> str:
    return json.dumps(to_document(assessments, unusable, lang), ensure_ascii=False, indent=2) + "\n"


def to_document(
    assessments: Iterable[Assessment], unusable: Iterable[Mapping[str, str]] = (), lang: str = "zh"
) -> Document:
    """The document as plain data. unusable: files without a table, by `file`, `code` and `message`."""
    return {
        "schema": SCHEMA,
        "engine": engine_name(),
        "assessments": [_assessment(assessment, lang) for assessment in assessments],
        "unusable": [{key: _text(item[key]) for key in ("file", "code", "message")} for item in unusable],
    }


def engine_name() -> str:
    """Which program wrote a document, with its version."""
    try:
        return f"perfscore {version('perfscore')}"
    except PackageNotFoundError:
        return "perfscore 0"


def _assessment(assessment: Assessment, lang: str) -> Document:
    table, template, places = assessment.table, assessment.template, assessment.template.places
    scored = assessment.is_scored
    return {
        "title": _text(table.title),
        "form": table.form.value,
        "stage": table.stage.value,
        "year": table.year,
        "unit": _text(table.unit),
        "project": _text(table.project),
        "source": source_document(table.source),
        "template": {"id": template.id, "version": template.version, "digest": template.digest},
        "budget": _budget(assessment),
        "rows": [_row(row, places) for row in assessment.rows],
        "total": points_text(assessment.total, places) if scored else None,
        "total_possible": points_text(assessment.total_possible, places) if scored else None,
        "grade": assessment.grade if scored else None,
        "possible_grade": assessment.possible_grade if scored else None,
        "grade_trace": [_step(step) for step in assessment.grade_trace],
        "claimed_total": _number(table.claimed_total),
        "claimed_grade": _text(table.claimed_grade.written) if table.claimed_grade else None,
        "findings": [finding_document(finding, lang) for finding in assessment.findings],
    }


def _budget(assessment: Assessment) -> Document:
    """The money block; there even without one, because the execution rate's points belong to the total."""
    budget = assessment.table.budget
    total = budget.total if budget else None
    rate = budget.execution_rate if budget else None
    return {
        "initial": _number(total.initial) if total else None,
        "adjusted": _number(total.adjusted) if total else None,
        "spent": _number(total.spent) if total else None,
        "execution_rate": None if rate is None else plain(rate, RATE_PLACES),
        "claimed_rate": _number(total.claimed_rate) if total else None,
        **_score(assessment.execution, assessment.template.places),
    }


def _row(row: RowScore, places: int) -> Document:
    indicator = row.indicator
    target, actual = indicator.target, indicator.actual
    return {
        "path": [carried(level) for level in indicator.path],
        "label": _text(indicator.label),
        "target": _text(target.written),
        "actual": _text(actual.written),
        "unit": _text(target.unit or actual.unit),
        "actual_unit": _text(actual.unit),
        "comparator": target.comparator.value,
        "target_value": _decimal(target.value),
        "target_upper": _decimal(target.upper),
        "actual_value": _decimal(actual.value),
        "claimed": _number(indicator.claimed),
        "deviation_note": _text(indicator.deviation_note),
        "at": cell_document(indicator.at),
        **_score(row.result, places),
    }


def _score(score: Score, places: int) -> Document:
    return {
        "points": points_text(score.points, places),
        "points_source": score.points_source.value,
        "score": points_text(score.score, places),
        "possible": points_text(score.possible, places),
        "met": score.met,
        "outcome": score.outcome.value,
        "trace": [_step(step) for step in score.trace],
    }


def _step(step: Step) -> Document:
    return {
        "label": carried(step.label),
        "expression": carried(step.expression),
        "value": _decimal(step.value),
        "shown": carried(step.shown),
        "source": _citation(step.source) if isinstance(step.source, Citation) else cell_document(step.source),
        "because": [_step(reason) for reason in step.because],
    }


def _citation(citation: Citation) -> Document:
    return {
        "rule": citation.rule,
        "document": citation.document or None,
        "article": citation.article or None,
        "evidence": citation.evidence,
        "verified": citation.verified,
    }


def finding_document(finding: Finding, lang: str) -> Document:
    wording = finding.wording(lang)
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": carried(wording.message),
        "why": wording.why,
        "mend": wording.mend,
        "at": {"file": _text(finding.at.file), "table": finding.at.table, **cell_document(finding.at)},
        "rule": finding.kind.rule or None,
        "evidence": finding.kind.evidence or None,
    }


def cell_document(place: Place) -> Document:
    return {"sheet": _text(place.sheet), "cell": place.cell}


def source_document(place: Place) -> Document:
    return {"file": _text(place.file), "sheet": _text(place.sheet), "table": place.table}


def _number(quantity: Quantity | Absent | None) -> str | None:
    return plain(quantity.number) if isinstance(quantity, Quantity) else None


def _decimal(number: Fraction | None) -> str | None:
    return None if number is None else plain(number)


def _text(text: str | None) -> str | None:
    return carried(text) if text else None
