"""Bringing an archive's tables to the shape this version knows, or saying why that cannot be."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from perfscore.archive.schema import VERSION_TABLE
from perfscore.archive.told import ArchiveError

REVISIONS = ("0001", "0002")
"""Every step there is, oldest first; a test holds them against the files."""
HEAD = REVISIONS[-1]
_LOCK = 7_202_311_905
"""Of PostgreSQL's advisory locks, the one that only one program holds while it changes tables."""

Tell = Callable[[str, dict[str, object]], None]
"""Is told by key and facts what is done besides what was asked."""


def revision_of(connection: Connection) -> str | None:
    """Which step the tables stand at; None for a database that holds no archive."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return found


def bring_up(connection: Connection, where: str, file: Path | None, create: bool, tell: Tell) -> None:
    """Make or upgrade the tables, within the transaction of the connection.

    where: the archive's name for people. file: its file where it is SQLite. create: whether an empty database may
    become an archive. Raises ArchiveError for no archive, one of another program, or a newer one.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = revision_of(connection)
    if found == HEAD:
        return
    if found is None:
        if file is not None and inspect(connection).get_table_names():
            raise ArchiveError("not_archive", where=where)
        if not create:
            raise ArchiveError("no_archive", where=where)
    elif found not in REVISIONS:
        raise ArchiveError("newer", where=where, found=found, known=HEAD)
    else:
        tell("upgrading", {"where": where, "found": found, "known": HEAD})
        if file is not None:
            tell("copied", {"where": str(_copied(file, found))})
    migrate(connection, HEAD)


def migrate(connection: Connection, to: str) -> None:
    """Run the steps up or down to a revision (`base` for none), within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    here = revision_of(connection)
    down = to == "base" or (here in REVISIONS and REVISIONS.index(to) < REVISIONS.index(here))
    (command.downgrade if down else command.upgrade)(config, to)


def _copied(file: Path, revision: str) -> Path:
    """A copy of a SQLite archive beside it, whole or not there at all."""
    copy = file.with_name(f"{file.stem}.结构{revision}{file.suffix}")
    draft = file.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(draft)) as target:
            source.backup(target)
        os.replace(draft, copy)  # noqa: PTH105 - beside each other
    finally:
        draft.unlink(missing_ok=True)
    return copy
