"""The archive itself: put files in, list, find and load what is there. Nothing is ever changed or taken out."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import Any, Self

from sqlalchemy import Column, ColumnElement, Connection, Row, false, func, select
from sqlalchemy.exc import IntegrityError

from perfscore.archive.codec import Unknown
from perfscore.archive.database import Database
from perfscore.archive.documents import assessment_of
from perfscore.archive.entries import (
    Added,
    Entry,
    Given,
    Selection,
    Terms,
    digest_of,
)
from perfscore.archive.migrate import Tell
from perfscore.archive.putting import put
from perfscore.archive.schema import deliveries, files, results, tables
from perfscore.archive.told import ArchiveError
from perfscore.model.assessment import Assessment
from perfscore.model.names import squeezed
from perfscore.model.table import Form, Stage

TRIES = 100
"""How often a file is put in anew because another program was quicker with the same one."""
TOGETHER = 200
"""Results fetched with one question."""
HIGHEST = 2**31 - 1
"""The highest number a result can have: a database refuses to look for a higher one."""


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
                    return put(connection, given)
            except IntegrityError:  # another program put the same in between our looking and our writing
                if left == 1:
                    raise ArchiveError("busy", where=self.where) from None
        raise AssertionError("unreachable")

    # --- Finding ----------------------------------------------------------------------------------------------

    def entries(self, wanted: Selection | None = None) -> list[Entry]:
        """The results asked for, by unit, project, year and version."""
        wanted = wanted or Selection()
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
        row = None
        if 0 < number <= HIGHEST:
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
            askable = [number for number in some if 0 < number <= HIGHEST]
            with self._database.reading() as connection:
                kept = {
                    row[0]: tuple(row[1:])
                    for row in connection.execute(asked.where(results.c.id.in_(askable)))
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
    """Raises ArchiveError for what no program of ours wrote."""
    try:
        return _read(row)
    except (ValueError, TypeError, KeyError, ZeroDivisionError) as error:
        raise ArchiveError("damaged", id=row.id, reason=type(error).__name__) from error


def _read(row: Row[Any]) -> Entry:
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
