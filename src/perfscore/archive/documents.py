"""An assessment as three documents: the table as it was read, its scores, and where each point comes from.

Comparing years needs the first two; the third is the largest and is unpacked only for those who ask for it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from perfscore.archive.codec import Unknown, decode, encode
from perfscore.model.assessment import Assessment, RowScore, Score, Step, TemplateRef
from perfscore.model.finding import Finding
from perfscore.model.live import LiveForm
from perfscore.model.table import AssessmentTable, Indicator

LEVEL = 6


class Documents(NamedTuple):
    """Each is JSON, compressed with zlib."""

    table: bytes
    scores: bytes
    traces: bytes


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row's score. row: which of the table's rows it is; own: the row itself where it is none of them."""

    row: int | None
    own: Indicator | None
    result: Score


@dataclass(frozen=True, slots=True)
class KeptScores:
    """An assessment without its table and traces. from_table: how many of the findings, the first, are the table's."""

    template: TemplateRef
    execution: Score
    rows: tuple[KeptRow, ...]
    total: Fraction
    total_possible: Fraction
    grade: str
    possible_grade: str
    from_table: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class KeptTraces:
    """How every score came about. rows: in the order of the scores. live: how the scores follow a workbook's cells."""

    execution: tuple[Step, ...]
    rows: tuple[tuple[Step, ...], ...]
    grade: tuple[Step, ...]
    total: tuple[Step, ...]
    live: LiveForm | None = None


def documents_of(assessment: Assessment) -> Documents:
    return Documents(
        _packed(encode(assessment.table, AssessmentTable)),
        _packed(encode(_scores(assessment), KeptScores)),
        _packed(encode(_traces(assessment), KeptTraces)),
    )


def assessment_of(table: bytes, scores: bytes, traces: bytes | None = None) -> Assessment:
    """The assessment that was kept; without `traces` it is the same, but no score tells how it came about.

    Raises codec.Unknown for documents that cannot be read.
    """
    read: AssessmentTable = decode(_unpacked(table), AssessmentTable)
    kept: KeptScores = decode(_unpacked(scores), KeptScores)
    told: KeptTraces | None = decode(_unpacked(traces), KeptTraces) if traces is not None else None
    execution, results = kept.execution, [each.result for each in kept.rows]
    if told is not None:
        execution = replace(execution, trace=told.execution)
        results = [replace(one, trace=trace) for one, trace in zip(results, told.rows, strict=True)]
    indicators = [each.own or read.rows[each.row or 0] for each in kept.rows]
    return Assessment(
        table=read,
        template=kept.template,
        execution=execution,
        rows=tuple(RowScore(row, result) for row, result in zip(indicators, results, strict=True)),
        total=kept.total,
        total_possible=kept.total_possible,
        grade=kept.grade,
        possible_grade=kept.possible_grade,
        findings=(*read.findings[: kept.from_table], *kept.findings),
        grade_trace=told.grade if told else (),
        total_trace=told.total if told else (),
        live=told.live if told else None,
    )


def _scores(assessment: Assessment) -> KeptScores:
    table, findings = assessment.table, assessment.findings
    shared = len(table.findings) if findings[: len(table.findings)] == table.findings else 0
    return KeptScores(
        template=assessment.template,
        execution=replace(assessment.execution, trace=()),
        rows=tuple(_row(table.rows, position, each) for position, each in enumerate(assessment.rows)),
        total=assessment.total,
        total_possible=assessment.total_possible,
        grade=assessment.grade,
        possible_grade=assessment.possible_grade,
        from_table=shared,
        findings=findings[shared:],
    )


def _row(rows: tuple[Indicator, ...], position: int, scored: RowScore) -> KeptRow:
    known = position < len(rows) and rows[position] == scored.indicator
    return KeptRow(
        position if known else None, None if known else scored.indicator, replace(scored.result, trace=())
    )


def _traces(assessment: Assessment) -> KeptTraces:
    return KeptTraces(
        execution=assessment.execution.trace,
        rows=tuple(row.result.trace for row in assessment.rows),
        grade=assessment.grade_trace,
        total=assessment.total_trace,
        live=assessment.live,
    )


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("ascii"), LEVEL)


def _unpacked(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error as error:
        raise Unknown(f"zlib: {error}") from error
