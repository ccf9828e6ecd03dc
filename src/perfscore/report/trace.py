"""Assessments -> where every point comes from, as steps within steps; and the same as JSON, `perfscore.trace/1`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfscore.model.assessment import ADDED_UP, Assessment, Citation, Outcome, Score, Step
from perfscore.model.decimals import plain
from perfscore.model.place import Place
from perfscore.report.as_json import engine_name
from perfscore.report.explain import rule_of
from perfscore.report.figures import points_text
from perfscore.report.text import carried, one_line
from perfscore.report.words import EXECUTION

SCHEMA = "perfscore.trace/1"
TOTAL = "总分"
NOT_SCORED = "绩效目标表，尚无实际完成值，不评分"


@dataclass(frozen=True, slots=True)
class Derivation:
    """Where one number comes from.

    path: the levels of an indicator; `预算执行率` or `总分` alone for those.
    score, points: as printed; the score of the total with the template's places as well.
    steps: what it rests on, each with what that rests on in turn.
    """

    path: tuple[str, ...]
    score: str
    points: str
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Derivations:
    """What is told of one table.

    total: None when it was not asked for, or when the table is not scored.
    """

    assessment: Assessment
    total: Derivation | None
    rows: tuple[Derivation, ...]


def derivations(assessment: Assessment, name: str | None = None) -> Derivations:
    """The derivation of the total and of every row; or of those alone whose name holds `name`.

    A declaration of targets has no scores, so nothing is derived.
    """
    if not assessment.is_scored:
        return Derivations(assessment, None, ())
    wanted = "".join((name or "").split())
    every = [_of(assessment, (EXECUTION,), assessment.execution)]
    for row in assessment.rows:
        own = row.indicator.name or one_line(row.indicator.label)
        every.append(_of(assessment, (*row.indicator.path[:2], own), row.result))
    rows = tuple(each for each in every if wanted in "".join(each.name.split()))
    return Derivations(assessment, _total(assessment) if wanted in TOTAL else None, rows)


def total_score(assessment: Assessment) -> Score:
    """The total as a score of its own, so that its story is told like that of a row."""
    ref = assessment.template
    places, earned = ref.places, assessment.total
    parts = [_part(EXECUTION, assessment.execution, places)]
    on_top: defaultdict[str, list[Step]] = defaultdict(list)
    for row in assessment.rows:
        if row.result.outcome is Outcome.NOT_APPLICABLE:
            continue
        part = _part(row.indicator.name or one_line(row.indicator.label), row.result, places)
        if row.result.extra:  # told with the step that adds or deducts it
            on_top["".join(row.indicator.path[0].split())].append(part)
        else:
            parts.append(part)
    added = sum((part.value for part in parts if part.value is not None), Fraction(0))
    terms = " + ".join(part.shown for part in parts)
    after = assessment.total_trace[1:]
    label = "各项得分合计" if after else TOTAL
    steps = [Step(label, terms, added, points_text(added, places), ADDED_UP, tuple(parts))]
    if after:
        steps += [step._replace(because=(*step.because, *on_top[step.label])) for step in after]
        shown = points_text(earned, places)
        steps.append(Step(TOTAL, shown, earned, shown, ADDED_UP))
    steps += [step for step in assessment.grade_trace if step.label != TOTAL]
    execution = assessment.execution
    return Score(
        ref.total_points,
        execution.points_source,
        earned,
        assessment.total_possible,
        execution.outcome,
        None,
        tuple(steps),
    )


def _part(name: str, score: Score, places: int) -> Step:
    """One of the scores that make up the total, by the rule that gave it; what it rests on is told in its row."""
    shown = points_text(score.score, places)
    return Step(one_line(name), shown, score.score, shown, rule_of(score) or ADDED_UP)


def _total(assessment: Assessment) -> Derivation:
    return _of(assessment, (TOTAL,), total_score(assessment))


def _of(assessment: Assessment, path: tuple[str, ...], score: Score) -> Derivation:
    places = assessment.template.places
    levels = tuple(one_line(level) for level in path if level.strip())
    return Derivation(
        levels or ("",),
        points_text(score.score, places),
        points_text(score.points, places),
        score.trace,
    )


# --- JSON -----------------------------------------------------------------------------------------------------


def to_json(
    assessments: Iterable[Assessment], unusable: Iterable[Mapping[str, str]] = (), name: str | None = None
) -> str:
    """The derivations of several tables. name: only of rows whose name holds it, or of the total."""
    told = [derivations(assessment, name) for assessment in assessments]
    document = {
        "schema": SCHEMA,
        "engine": engine_name(),
        "tables": [_table(each) for each in told if _answers(each, name)],
        "unusable": [{key: carried(text) for key, text in item.items()} for item in unusable],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _answers(each: Derivations, name: str | None) -> bool:
    """Whether a table has what was asked for; one that is not scored says so."""
    return name is None or bool(each.rows) or each.total is not None or not each.assessment.is_scored


def _table(told: Derivations) -> dict[str, Any]:
    assessment = told.assessment
    source, ref = assessment.table.source, assessment.template
    return {
        "source": {
            "file": carried(source.file),
            "sheet": None if source.sheet is None else carried(source.sheet),
            "table": source.table,
        },
        "title": carried(assessment.table.title) if assessment.table.title else None,
        "template": {
            "id": ref.id,
            "version": ref.version,
            "digest": ref.digest,
            "on": ref.on.isoformat(),
        },
        "scored": assessment.is_scored,
        "note": None if assessment.is_scored else NOT_SCORED,
        "total": _total_data(told.total, assessment) if told.total else None,
        "rows": [_derivation_data(row) for row in told.rows],
    }


def _total_data(total: Derivation, assessment: Assessment) -> dict[str, Any]:
    return {
        "score": total.score,
        "points": total.points,
        "grade": assessment.grade,
        "trace": _steps(total.steps),
    }


def _derivation_data(row: Derivation) -> dict[str, Any]:
    return {
        "path": [carried(level) for level in row.path],
        "score": row.score,
        "points": row.points,
        "trace": _steps(row.steps),
    }


def _steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {
            "label": carried(step.label),
            "expression": carried(step.expression),
            "value": None if step.value is None else plain(step.value),
            "shown": carried(step.shown),
            "source": _source(step.source),
            "because": _steps(step.because),
        }
        for step in steps
    ]


def _source(source: Place | Citation) -> dict[str, Any]:
    if isinstance(source, Citation):
        return {
            "rule": source.rule,
            "evidence": source.evidence,
            "document": source.document or None,
            "article": source.article or None,
            "note": source.note or None,
            "verified": source.verified,
        }
    return {
        "sheet": None if source.sheet is None else carried(source.sheet),
        "table": source.table,
        "cell": source.cell,
    }
