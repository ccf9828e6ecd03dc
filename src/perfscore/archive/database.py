"""Where an archive lives: a SQLite file, or a PostgreSQL database by URL. The only module that knows the difference."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from perfscore.archive.migrate import HEAD, Tell, bring_up, revision_of
from perfscore.archive.told import ArchiveError

PATIENCE = 120
"""Seconds to wait while other programs write."""
_URL = re.compile(r"\w[\w+.-]*://|postgres\w*(\+\w+)?:", re.IGNORECASE)
"""How an address begins that is no file, also where a slash is missing: what follows may be a password."""
_TELLING = frozenset({"host", "hostaddr", "port", "dbname", "user", "service", "sslmode"})
"""What of a URL's options is shown to people."""
_SQLITE_SAYS = {
    "locked": "busy",
    "not a database": "not_archive",
    "malformed": "broken",
    "decode to UTF-8": "broken",
    "disk is full": "disk_full",
    "readonly": "read_only",
    "unable to open": "cannot_open",
}
"""Words of SQLite, and what is told instead."""


class Database:
    """One archive's database. where: its name for people, never with a password. file: None for PostgreSQL."""

    def __init__(self, address: str) -> None:
        if _URL.match(address):
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
        there = self._is_there()
        if not there:
            if not create:
                raise ArchiveError("no_archive", where=self.where)
            if self.file is not None and (self.file.is_dir() or not self.file.absolute().parent.is_dir()):
                raise ArchiveError("no_folder", where=self.where)
        if there and self._revision() == HEAD:
            return
        with self.writing() as connection:
            bring_up(connection, self.where, self.file, create, tell)
        if self.file is not None:
            self._let_readers_pass()

    def _is_there(self) -> bool:
        """Whether there is a file; a server always is."""
        try:
            return self.file is None or self.file.is_file()
        except OSError as error:  # a name too long, or a folder that may not be looked into
            raise ArchiveError("cannot_open", where=self.where) from error

    def _revision(self) -> str | None:
        """Which step the tables stand at. Where nothing can be written beside the file, it is opened for reading alone."""
        try:
            with self.reading() as connection:
                return revision_of(connection)
        except ArchiveError as error:
            if error.key != "cannot_open" or self.file is None or _is_pending(self.file):
                raise
        self.close()
        self.engine = _for_reading_alone(self.file)
        with self.reading() as connection:
            return revision_of(connection)

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
        except IntegrityError:
            raise
        except DBAPIError as error:
            words = " ".join(str(error.orig).split())
            keys = [key for sign, key in _SQLITE_SAYS.items() if self.file is not None and sign in words]
            raise ArchiveError(keys[0] if keys else "unreachable", where=self.where, reason=words) from error


def _postgres(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise ArchiveError("bad_address") from error
    if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise ArchiveError("bad_address")
    if any("@" in part for part in (url.host, url.database, address.partition("?")[2]) if part):
        raise ArchiveError(
            "bad_address"
        )  # of a password with @ the rest would be taken for a host, and shown
    return url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """An address without its password, wherever that stands."""
    kept = {name: value for name, value in url.query.items() if name in _TELLING}
    bare = url.set(query=kept, drivername="postgresql")
    return bare.render_as_string(hide_password=True)


def _is_pending(file: Path) -> bool:
    """Whether something was put in that SQLite has not yet brought into the file itself."""
    beside = file.with_name(f"{file.name}-wal")
    return beside.is_file() and beside.stat().st_size > 0


def _for_reading_alone(file: Path) -> Engine:
    """For a file on a disc, in a backup or in another's folder: SQLite then wants no file of its own beside it."""
    uri = f"{file.absolute().as_uri()}?immutable=1"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True),
        poolclass=NullPool,
        hide_parameters=True,
    )
    _for_sqlite(engine)
    return engine


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
