"""The steps of an archive's tables, both ways, on both databases; and archives that are not of this version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from kept import write_form
from sqlalchemy import inspect, text

from perfscore.archive import migrate
from perfscore.archive.database import Database
from perfscore.archive.migrate import HEAD, REVISIONS, revision_of
from perfscore.archive.schema import VERSION_TABLE, metadata
from perfscore.pipeline import ArchiveError, open_archive

OURS = set(metadata.tables)


def names_of_all(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names())


def indexes(database: Database) -> set[str | None]:
    with database.reading() as connection:
        return {each["name"] for each in inspect(connection).get_indexes("perfscore_tables")}


def step(database: Database, to: str) -> None:
    with database.writing() as connection:
        migrate.migrate(connection, to)


def test_the_steps_known_are_the_steps_there_are() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_heads() == [HEAD]


def test_the_steps_make_the_tables_that_the_code_uses(address: str) -> None:
    open_archive(address, create=True).close()
    database = Database(address)
    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        found = {
            (name, each["name"]) for name in OURS for each in inspect(connection).get_unique_constraints(name)
        }
    assert ("perfscore_tables", "uq_perfscore_tables_subject_version") in found
    assert ("perfscore_results", "uq_perfscore_results_terms_of_table") in found
    database.close()


def test_every_step_goes_up_and_down_and_keeps_what_is_there(address: str, tmp_path: Path) -> None:
    with open_archive(address, create=True) as archive:
        list(archive.add_files([write_form(tmp_path, "a.csv")]))
    database = Database(address)
    with_indexes = indexes(database)
    for down, up in zip(REVISIONS[-2::-1], REVISIONS[:0:-1], strict=True):
        step(database, down)
        with database.reading() as connection:
            assert revision_of(connection) == down
        assert indexes(database) < with_indexes
        step(database, up)
        assert indexes(database) == with_indexes
    with open_archive(address) as archive:
        (entry,) = archive.entries()
        assert archive.assessment(entry.id).total == 100
    step(database, "base")
    assert OURS & names_of_all(database) == set()
    step(database, HEAD)
    assert names_of_all(database) >= OURS
    database.close()


def test_an_older_archive_is_upgraded_after_saying_so(address: str, tmp_path: Path) -> None:
    with open_archive(address, create=True) as archive:
        list(archive.add_files([write_form(tmp_path, "a.csv")]))
    database = Database(address)
    step(database, "0001")
    database.close()
    told: list[str] = []
    with open_archive(address, tell=told.append) as archive:
        assert [entry.total for entry in archive.entries()] == [100]
    assert told[0].endswith(f"的结构较旧（0001），正在升级到 {HEAD}。")
    if "://" in address:
        assert len(told) == 1
    else:
        copy = tmp_path / "档案.结构0001.sqlite"
        assert told[1:] == [f"升级前的档案另存为“{copy}”。"]
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchall() == [("0001",)]
            assert connection.execute("SELECT count(*) FROM perfscore_results").fetchone() == (1,)
    again: list[str] = []
    open_archive(address, tell=again.append).close()
    assert again == []


def test_a_newer_archive_is_refused_and_left_as_it_is(address: str) -> None:
    open_archive(address, create=True).close()
    database = Database(address)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0999'"))
    for create in (False, True):
        with pytest.raises(ArchiveError, match="更新版本的程序建立的（结构 0999"):
            open_archive(address, create=create)
    with database.reading() as connection:
        assert revision_of(connection) == "0999"
    database.close()


def test_nothing_is_made_where_an_archive_is_only_looked_for(address: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="没有档案"):
        open_archive(address)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
        connection.commit()
    before = file.read_bytes()
    for create in (False, True):
        with pytest.raises(ArchiveError, match="不是 perfscore 的档案"):
            open_archive(file, create=create)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database, but some hundred bytes of text " * 9, b"PK\x03\x04" * 300]
)
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "自评表.xlsx"
    file.write_bytes(content)
    for create in (False, True):
        with pytest.raises(ArchiveError, match="不是 perfscore 的档案"):
            open_archive(file, create=create)
    assert file.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["自评表.xlsx"]


def test_an_empty_file_left_by_a_dead_program_becomes_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").touch()
    with pytest.raises(ArchiveError, match="没有档案"):
        open_archive(tmp_path / "a.sqlite")
    open_archive(tmp_path / "a.sqlite", create=True).close()
    open_archive(tmp_path / "a.sqlite").close()


def test_sqlite_keeps_what_is_committed_and_lets_readers_pass(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "a.sqlite"))
    database.open(create=True, tell=lambda *_: None)
    with database.reading() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 120_000}
    database.close()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://root:geheim-7@host/db", "档案地址写得不对"),
        ("postgresql://bureau:geheim-7@host:port/db", "档案地址写得不对"),
        ("postgresql://bureau:geheim-7@/db?host=/nowhere/at/all", "无法使用档案"),
        ("postgresql://bureau@/db?host=/nowhere/at/all&password=geheim-7", "无法使用档案"),
        ("postgresql://bureau@/db?host=/nowhere/at/all&pwd=geheim-7", "无法使用档案"),
        ("postgresql://bureau:ein@geheim-7@/db", "%40"),
        ("postgresql://bureau:ein@h/geheim-7@host/db", "%40"),
        ("postgresql:/bureau:geheim-7@host/db", "档案地址写得不对"),
        ("postgres:bureau:geheim-7@host/db", "档案地址写得不对"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(address: str, told: str) -> None:
    with pytest.raises(ArchiveError) as raised:
        open_archive(address, create=True)
    assert told in str(raised.value)
    for text_shown in (str(raised.value), raised.value.wording("en")):
        assert "geheim" not in text_shown and "\n" not in text_shown


def archive_in(folder: Path) -> Path:
    folder.mkdir()
    with open_archive(folder / "a.sqlite", create=True) as archive:
        list(archive.add_files([write_form(folder, "a.csv", satisfied=81)]))
    return folder / "a.sqlite"


def refusal(address: object, create: bool = True) -> tuple[str, str]:
    with pytest.raises(ArchiveError) as raised:
        open_archive(str(address), create=create)
    assert "\n" not in str(raised.value)
    return raised.value.key, raised.value.wording("en")


def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    whole = archive_in(tmp_path / "office").read_bytes()
    for name, content in (
        ("cut.sqlite", whole[: len(whole) // 2]),
        ("begun.sqlite", whole[:50]),
        ("emptied.sqlite", whole[:100] + bytes(4000) + whole[4100:]),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        key, english = refusal(file)
        assert key in ("broken", "not_archive"), name
        assert english.endswith(("from a backup.", "left as it is."))
        assert file.read_bytes() == content


def test_a_result_that_no_program_of_ours_wrote_is_told_by_its_number(tmp_path: Path) -> None:
    file = archive_in(tmp_path / "office")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE perfscore_results SET total = 'much'")
        connection.commit()
    with (
        open_archive(file) as archive,
        pytest.raises(ArchiveError, match="编号 1 的结果无法读出（ValueError）"),
    ):
        archive.entries()


def test_a_file_beside_which_nothing_can_be_written_is_read_and_not_added_to(tmp_path: Path) -> None:
    """Of a disc, a backup or another's folder. A folder in the place of SQLite's own file keeps it from writing there."""
    file = archive_in(tmp_path / "office")
    shm = file.with_name("a.sqlite-shm")
    shm.mkdir()
    before = file.read_bytes()
    with open_archive(file) as archive:
        assert [entry.file for entry in archive.entries()] == ["a.csv"]
        assert archive.verify(1).reproduced
    with open_archive(file, create=True) as archive, pytest.raises(ArchiveError, match="只能读取，不能存入"):
        list(archive.add_files([write_form(tmp_path, "b.csv", satisfied=90)]))
    assert file.read_bytes() == before
    file.with_name("a.sqlite-wal").write_bytes(b"what another program has just put in")
    assert refusal(file)[0] in ("cannot_open", "unreachable")


def test_a_name_that_no_file_can_have_is_refused_in_one_line(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 300))[0] == "cannot_open"
    assert refusal(tmp_path / "nowhere" / "a.sqlite")[1].startswith("the archive “")
    assert refusal(tmp_path)[0] == "no_folder"


def test_a_number_that_no_result_can_have_is_not_there(address: str) -> None:
    with open_archive(address, create=True) as archive:
        for number in (0, -1, 2**31, 10**20):
            with pytest.raises(ArchiveError) as raised:
                archive.entry(number)
            assert raised.value.key == "no_result"
            with pytest.raises(ArchiveError, match=f"没有编号 {number} 的结果"):
                archive.assessment(number)
