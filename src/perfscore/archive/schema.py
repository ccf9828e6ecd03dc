"""The tables of an archive. The migrations make them; a test holds that both say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

VERSION_TABLE = "perfscore_archive_version"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called: a migration can only change what has a name, and the same one in every database."""

DIGEST = 64
"""Letters of a SHA-256 in hexadecimal."""


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone: it is put on again when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if dialect.name == "sqlite" else moment.astimezone(UTC)


metadata = MetaData(naming_convention=NAMES)

files = Table(
    "perfscore_files",
    metadata,
    Column("digest", String(DIGEST), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)
"""Originals, byte for byte. digest: SHA-256 of the content, hexadecimal."""

deliveries = Table(
    "perfscore_deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", ForeignKey("perfscore_files.digest"), nullable=False),
    Column("name", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("file", "name"),
)
"""Under which names a file came, who put it in and when."""

tables = Table(
    "perfscore_tables",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", ForeignKey("perfscore_files.digest"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("form", String(32), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("year", Integer),
    Column("unit", Text),
    Column("project", Text),
    Column("unit_letters", Text),
    Column("project_letters", Text),
    Column("subject", String(DIGEST)),
    Column("version", Integer),
    UniqueConstraint("file", "position"),
    UniqueConstraint("subject", "version"),
    Index(None, "unit_letters"),
    Index(None, "project_letters"),
    Index(None, "year"),
)
"""Tables found in files. position: in the file, from 1. unit_letters, project_letters: the names without spaces and
punctuation, by which they are looked up. subject: digest of form, stage, year, unit and project, by which corrected
tables follow each other; it and the version are null where unit or year is not printed."""

results = Table(
    "perfscore_results",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("table", ForeignKey("perfscore_tables.id"), nullable=False),
    Column("template", Text, nullable=False),
    Column("template_version", Text, nullable=False),
    Column("template_digest", String(DIGEST), nullable=False),
    Column("in_force_on", String(10), nullable=False),
    Column("terms", Text, nullable=False),
    Column("terms_digest", String(DIGEST), nullable=False),
    Column("total", Text),
    Column("total_possible", Text),
    Column("grade", Text),
    Column("engine", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("scores", LargeBinary, nullable=False),
    Column("traces", LargeBinary, nullable=False),
    UniqueConstraint(
        *("table", "template_digest", "in_force_on", "terms_digest"),
        name="uq_perfscore_results_terms_of_table",  # PostgreSQL takes 63 letters
    ),
)
"""What came of a table under one set of rules. terms: JSON of what else was said for it (readings chosen, header words,
figures given). total, total_possible: exact, as `9853/100`; null, as the grade, where nothing is scored. document,
scores, traces: see `documents`."""
