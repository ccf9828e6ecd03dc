"""Putting one file in: what is there already is found, what is new is added, all within one transaction."""

from __future__ import annotations

import re

from sqlalchemy import Connection, func, insert, select

from perfscore.archive.documents import documents_of
from perfscore.archive.entries import Added, Given, Outcome, Terms, digest_of, subjects_of
from perfscore.archive.schema import deliveries, files, results, tables
from perfscore.model.assessment import Assessment
from perfscore.model.names import squeezed
from perfscore.model.table import AssessmentTable

_UNKEEPABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""What a database cannot hold in a text, or nobody can read; the documents hold it all the same."""


def put(connection: Connection, given: Given) -> Added:
    """Add a file, its name, its tables and results as far as they are not there. Raises IntegrityError when another was quicker."""
    digest, name = digest_of(given.content), _kept(given.name) or "-"
    known = list(
        connection.execute(
            select(deliveries.c.name).where(deliveries.c.file == digest).order_by(deliveries.c.id)
        ).scalars()
    )
    if not known:
        connection.execute(
            insert(files).values(digest=digest, content=given.content, size=len(given.content))
        )
    if name not in known:
        connection.execute(
            insert(deliveries).values(file=digest, name=name, by=_kept(given.by) or "-", at=given.at)
        )
    found: list[tuple[int, int | None, bool]] = []
    subjects = subjects_of([each.table for each in given.assessments])
    for position, (assessment, terms, subject) in enumerate(
        zip(given.assessments, given.terms, subjects, strict=True), 1
    ):
        table, version = _put_table(connection, digest, position, assessment.table, subject)
        number, new = _put_result(connection, table, assessment, terms, given)
        found.append((number, version, new))
    versions = tuple(version for _, version, _ in found)
    return Added(
        outcome=_outcome(bool(known), name in known, [new for *_, new in found], versions),
        digest=digest,
        results=tuple(number for number, *_ in found),
        versions=versions,
        earlier_name=known[0] if known else "",
    )


def _outcome(known: bool, known_name: bool, new: list[bool], versions: tuple[int | None, ...]) -> Outcome:
    if not known:
        return Outcome.CORRECTED if any(version and version > 1 for version in versions) else Outcome.ADDED
    if any(new):
        return Outcome.FURTHER_RESULT
    return Outcome.KNOWN if known_name else Outcome.ANOTHER_NAME


def _put_table(
    connection: Connection, digest: str, position: int, table: AssessmentTable, subject: str | None
) -> tuple[int, int | None]:
    """The id and version of a table that is there already or is put in."""
    row = connection.execute(
        select(tables.c.id, tables.c.version).where(tables.c.file == digest, tables.c.position == position)
    ).first()
    if row is not None:
        return row.id, row.version
    version = None
    if subject is not None:
        newest = connection.execute(
            select(func.max(tables.c.version)).where(tables.c.subject == subject)
        ).scalar()
        version = (newest or 0) + 1
    values = {
        "file": digest,
        "position": position,
        "form": table.form.value,
        "stage": table.stage.value,
        "year": table.year,
        "unit": _kept(table.unit),
        "project": _kept(table.project),
        "unit_letters": squeezed(table.unit or ""),
        "project_letters": squeezed(table.project or ""),
        "subject": subject,
        "version": version,
    }
    number: int = connection.execute(insert(tables).values(values)).inserted_primary_key[0]  # type: ignore[index]
    return number, version


def _put_result(
    connection: Connection, table: int, assessment: Assessment, terms: Terms, given: Given
) -> tuple[int, bool]:
    """The id of a result, and whether it was not there before."""
    rules = assessment.template
    key = {
        "table": table,
        "template_digest": rules.digest,
        "in_force_on": rules.on.isoformat(),
        "terms_digest": terms.digest,
    }
    known = connection.execute(
        select(results.c.id).where(*(results.c[name] == value for name, value in key.items()))
    ).scalar()
    if known is not None:
        return known, False
    scored = assessment.is_scored
    documents = documents_of(assessment)
    values = {
        **key,
        "template": rules.id,
        "template_version": rules.version,
        "terms": terms.to_json(),
        "total": str(assessment.total) if scored else None,
        "total_possible": str(assessment.total_possible) if scored else None,
        "grade": _kept(assessment.grade) if scored else None,
        "engine": given.engine,
        "by": _kept(given.by) or "-",
        "at": given.at,
        "document": documents.table,
        "scores": documents.scores,
        "traces": documents.traces,
    }
    number: int = connection.execute(insert(results).values(values)).inserted_primary_key[0]  # type: ignore[index]
    return number, True


def _kept(text: str | None) -> str | None:
    """A text as a column holds it: in one line, without what no database takes."""
    return None if text is None else _UNKEEPABLE.sub("", text).strip() or None
