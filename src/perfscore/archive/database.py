"""Where an archive lives: a SQLite file, or a PostgreSQL database by URL. The only module that knows the difference."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.exc import InterfaceError as Interface

from perfscore.archive.migrate import HEAD, Tell, bring_up, revision_of
from perfscore.archive.told import ArchiveError

PATIENCE = 120
"""Seconds to wait while other programs write."""


class Database:
    """One archive's database. where: its name for people, never with a password. file: None for PostgreSQL."""

    def __init__(self, address: str) -> None:
        if "://" in address:
            url, self.file = _postgres(address), None
            self.where = shown(url)
        else:
            self.file = Path(address)
            self.where = address
            url = URL.create("sqlite", database=str(self.file.absolute()))
        try:
            self.engine = create_engine(url, connect_args=self._arguments(), hide_parameters=True)
        except ModuleNotFoundError as error:
            raise ArchiveError("no_driver") from error
        if self.file is not None:
            _for_sqlite(self.engine)

    def _arguments(self) -> dict[str, Any]:
        return {"timeout": PATIENCE} if self.file is not None else {"connect_timeout": 20}

    def open(self, create: bool, tell: Tell) -> None:
        """See that it is an archive of this version's shape. Raises ArchiveError."""
        if self.file is not None and not self.file.is_file():
            if not create:
                raise ArchiveError("no_archive", where=self.where)
            if self.file.is_dir() or not self.file.absolute().parent.is_dir():
                raise ArchiveError(
                    "unreachable", where=self.where, reason="上级文件夹不存在，或这是一个文件夹"
                )
        if self.file is None or self.file.is_file():
            with self.reading() as connection:
                if revision_of(connection) == HEAD:
                    return
        with self.writing() as connection:
            bring_up(connection, self.where, self.file, create, tell)
        if self.file is not None:
            self._let_readers_pass()

    def _let_readers_pass(self) -> None:
        """Readers need not wait for writers. A property of the file; set only once it is known to be an archive."""
        raw = self.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            pass  # another program is just opening it and sets the same
        finally:
            raw.close()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the archive, whatever others write meanwhile."""
        with self._failures(), self.engine.connect() as connection:
            if self.file is None:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it stands at the end, or nothing when it fails or the process dies."""
        with (
            self._failures(),
            self.engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """What the database itself cannot do, in one line. The driver's own words name no password."""
        try:
            yield
        except (OperationalError, Interface) as error:
            told = str(error.orig).strip()
            if "locked" in told:
                raise ArchiveError("busy", where=self.where) from error
            raise ArchiveError("unreachable", where=self.where, reason=" ".join(told.split())) from error
        except DatabaseError as error:
            if self.file is not None and "not a database" in str(error.orig):
                raise ArchiveError("not_archive", where=self.where) from error
            raise


def _postgres(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise ArchiveError("bad_address") from error
    if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise ArchiveError("bad_address")
    return url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """An address without its password, wherever that stands."""
    kept = {name: value for name, value in url.query.items() if "password" not in name.lower()}
    bare = url.set(query=kept, drivername="postgresql")
    return bare.render_as_string(hide_password=True)


def _for_sqlite(engine: Engine) -> None:
    """Writers wait for each other from the start of a transaction, and what is committed survives a loss of power."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, also around changes of tables
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
