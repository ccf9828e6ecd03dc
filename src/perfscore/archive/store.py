"""The archive itself: put files in, list, find and load what is there. Nothing is ever changed or taken out."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import Any, Self

from sqlalchemy import Column, ColumnElement, Connection, Row, false, func, insert, select
from sqlalchemy.exc import IntegrityError

from perfscore.archive.codec import Unknown
from perfscore.archive.database import Database
from perfscore.archive.documents import assessment_of, documents_of
from perfscore.archive.entries import (
    Added,
    Entry,
    Given,
    Outcome,
    Terms,
    Wanted,
    digest_of,
    subjects_of,
)
from perfscore.archive.migrate import Tell
from perfscore.archive.schema import deliveries, files, results, tables
from perfscore.archive.told import ArchiveError
from perfscore.model.assessment import Assessment
from perfscore.model.names import squeezed
from perfscore.model.table import AssessmentTable, Form, Stage

TRIES = 100
"""How often a file is put in anew because another program was quicker with the same one."""
TOGETHER = 200
"""Results fetched with one question."""
_UNKEEPABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""What a database cannot hold in a text, or nobody can read; the documents hold it all the same."""


class Store:
    """An open archive. A context manager; `where` is its name for people, without any password."""

    def __init__(self, address: str, create: bool = False, tell: Tell | None = None) -> None:
        """address: a file, or a URL of PostgreSQL. create: whether an archive is made where there is none.

        tell: is told, by key and facts, when an older archive is upgraded. Raises ArchiveError.
        """
        self._database = Database(address)
        self.where = self._database.where
        try:
            self._database.open(create, tell or (lambda *_: None))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    # --- Putting in -------------------------------------------------------------------------------------------

    def add(self, given: Given) -> Added:
        """Put one file in, with all that came of it or not at all. Raises ArchiveError."""
        for left in range(TRIES, 0, -1):
            try:
                with self._database.writing() as connection:
                    return _put(connection, given)
            except IntegrityError:  # another program put the same in between our looking and our writing
                if left == 1:
                    raise
        raise AssertionError("unreachable")

    # --- Finding ----------------------------------------------------------------------------------------------

    def entries(self, wanted: Wanted | None = None) -> list[Entry]:
        """The results asked for, by unit, project, year and version."""
        wanted = wanted or Wanted()
        asked = _listed()
        if wanted.years:
            asked = asked.where(tables.c.year.between(*wanted.years))
        with self._database.reading() as connection:
            for column, name in (
                (tables.c.unit_letters, wanted.unit),
                (tables.c.project_letters, wanted.project),
            ):
                if name is not None:
                    asked = asked.where(_named(connection, column, squeezed(name)))
            found = [_entry(row) for row in connection.execute(asked)]
        if wanted.newest_only:
            found = [entry for entry in found if entry.newest]
        return sorted(found, key=_order)

    def entry(self, number: int) -> Entry:
        """One result. Raises ArchiveError when there is none of that number."""
        with self._database.reading() as connection:
            row = connection.execute(_listed().where(results.c.id == number)).first()
        if row is None:
            raise ArchiveError("no_result", id=number)
        return _entry(row)

    def load(self, numbers: Sequence[int], traces: bool = True) -> Iterator[Assessment]:
        """The assessments of results, in the order asked for; without `traces` quicker, and no score tells its story.

        Raises ArchiveError for a result that is not there or cannot be read.
        """
        columns = [results.c.id, results.c.document, results.c.scores]
        asked = select(*columns, *([results.c.traces] if traces else []))
        for start in range(0, len(numbers), TOGETHER):
            some = numbers[start : start + TOGETHER]
            with self._database.reading() as connection:
                kept = {
                    row[0]: tuple(row[1:]) for row in connection.execute(asked.where(results.c.id.in_(some)))
                }
            with _collector_at_rest():
                read = [_unpacked(number, kept) for number in some]
            yield from read

    def original(self, digest: str) -> bytes:
        """The bytes of a file. Raises ArchiveError when they are no longer what was put in."""
        with self._database.reading() as connection:
            content = connection.execute(select(files.c.content).where(files.c.digest == digest)).scalar_one()
        if digest_of(content) != digest:
            raise ArchiveError("damaged_file", name=self.names(digest)[0])
        return bytes(content)

    def names(self, digest: str) -> list[str]:
        """The names a file came under, the first one first."""
        asked = select(deliveries.c.name).where(deliveries.c.file == digest).order_by(deliveries.c.id)
        with self._database.reading() as connection:
            return list(connection.execute(asked).scalars())


def _unpacked(number: int, kept: Mapping[int, tuple[bytes, ...]]) -> Assessment:
    if number not in kept:
        raise ArchiveError("no_result", id=number)
    try:
        return assessment_of(*kept[number])
    except Unknown as error:
        raise ArchiveError("damaged", id=number, reason=error) from error


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Frozen nouns cannot hold each other in a ring, yet looking for rings among them takes half the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _put(connection: Connection, given: Given) -> Added:
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


def _listed() -> Any:
    """The question for entries: every result with its table, the first name of its file and the newest version."""
    first = (
        select(deliveries.c.file, func.min(deliveries.c.id).label("id"))
        .group_by(deliveries.c.file)
        .subquery()
    )
    newest = (
        select(tables.c.subject, func.max(tables.c.version).label("version"))
        .where(tables.c.subject.is_not(None))
        .group_by(tables.c.subject)
        .subquery()
    )
    columns = [column for column in results.c if column.name not in ("document", "scores", "traces", "table")]
    return (
        select(
            *columns,
            tables.c.year,
            tables.c.form,
            tables.c.stage,
            tables.c.unit,
            tables.c.project,
            tables.c.version,
            tables.c.file,
            tables.c.position,
            deliveries.c.name,
            newest.c.version.label("newest"),
        )
        .join_from(results, tables, results.c.table == tables.c.id)
        .join(first, first.c.file == tables.c.file)
        .join(deliveries, deliveries.c.id == first.c.id)
        .outerjoin(newest, newest.c.subject == tables.c.subject)
    )


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        year=row.year,
        form=Form(row.form),
        stage=Stage(row.stage),
        unit=row.unit,
        project=row.project,
        version=row.version,
        newest=row.version == row.newest,
        total=None if row.total is None else Fraction(row.total),
        total_possible=None if row.total_possible is None else Fraction(row.total_possible),
        grade=row.grade,
        file=row.name,
        digest=row.file,
        position=row.position,
        template=row.template,
        template_version=row.template_version,
        template_digest=row.template_digest,
        in_force_on=date.fromisoformat(row.in_force_on),
        terms=Terms.from_json(row.terms),
        engine=row.engine,
        by=row.by,
        at=row.at,
    )


def _order(entry: Entry) -> tuple[str, str, str, int, str, int, int]:
    return (
        entry.unit or "",
        entry.form.value,
        entry.project or "",
        entry.year or 0,
        entry.stage.value,
        entry.version or 0,
        entry.id,
    )


def _named(connection: Connection, column: Column[Any], letters: str) -> ColumnElement[bool]:
    """That a name is the one wanted; where none is that as a whole, that it holds its letters."""
    if not letters:
        return false()
    whole = connection.execute(select(tables.c.id).where(column == letters).limit(1)).first()
    return column == letters if whole else column.contains(letters, autoescape=True)
