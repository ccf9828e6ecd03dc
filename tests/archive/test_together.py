"""Several programs at once, and programs that die in the middle: every file is there whole, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kept import write_form
from sqlalchemy import func, select

from perfscore.archive.database import Database
from perfscore.archive.schema import deliveries, files, results, tables
from perfscore.pipeline import Selection, open_archive

PROGRAMS = 4


def begin(address: str, paths: Sequence[Path], by: str = "张三") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-u", "-X", "utf8", "-m", "perfscore", "archive", "add", *map(str, paths)),
            *("--archive", address, "--by", by),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def counts(address: str) -> tuple[int, int, int, int]:
    """Files, deliveries, tables, results; and no file without all of them, nor any of them without its file."""
    database = Database(address)
    with database.reading() as connection:
        digests = [
            set(connection.execute(select(column)).scalars())
            for column in (files.c.digest, deliveries.c.file, tables.c.file)
        ]
        assert digests[0] == digests[1] == digests[2]
        with_results = set(connection.execute(select(results.c.table)).scalars())
        assert with_results == set(connection.execute(select(tables.c.id)).scalars())
        found = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (files, deliveries, tables, results)
        ]
    database.close()
    return found[0], found[1], found[2], found[3]


def test_four_programs_put_the_same_files_in_at_once(address: str, tmp_path: Path) -> None:
    paths = [write_form(tmp_path, f"{n}.csv", unit=f"单位{n}") for n in range(12)]
    running = [begin(address, paths, by=f"经办{n}") for n in range(PROGRAMS)]
    ended = [(*each.communicate(timeout=240), each.returncode) for each in running]
    assert [(err, code) for _, err, code in ended] == [("", 0)] * PROGRAMS
    assert counts(address) == (12, 12, 12, 12)
    lines = [line for out, *_ in ended for line in out.splitlines()]
    told = Counter("已存入" if "已存入" in line else "已在" if "已在档案中" in line else "" for line in lines)
    assert (told["已存入"], told["已在"]) == (12, 12 * (PROGRAMS - 1))


def test_four_programs_correct_the_same_table_at_once(address: str, tmp_path: Path) -> None:
    """24 corrections of one table are versions 1 to 24, whoever came first."""
    paths = [write_form(tmp_path, f"{n}.csv", satisfied=60 + n) for n in range(24)]
    running = [begin(address, paths[n::PROGRAMS]) for n in range(PROGRAMS)]
    ended = [(*each.communicate(timeout=240), each.returncode) for each in running]
    assert [(err, code) for _, err, code in ended] == [("", 0)] * PROGRAMS
    assert counts(address) == (24, 24, 24, 24)
    with open_archive(address) as archive:
        entries = archive.entries()
        assert sorted(entry.version or 0 for entry in entries) == list(range(1, 25))
        assert len(archive.entries(Selection(newest_only=True))) == 1


def test_a_program_killed_in_the_middle_leaves_whole_files_only(address: str, tmp_path: Path) -> None:
    paths = [write_form(tmp_path, f"{n:03}.csv", unit=f"单位{n}") for n in range(80)]
    for wait_for in (1, 7, 23):
        program = begin(address, paths)
        assert program.stdout
        new = 0
        for line in program.stdout:
            new += "已存入" in line
            if new == wait_for:
                break
        program.send_signal(signal.SIGKILL)
        program.communicate(timeout=60)
        assert program.returncode == -signal.SIGKILL
        kept = counts(address)
        assert kept == (kept[0],) * 4
        assert wait_for <= kept[0] < len(paths), "killed before or after the middle: this test is broken"
    program = begin(address, paths)
    out, err = program.communicate(timeout=240)
    assert (err, program.returncode) == ("", 0)
    assert counts(address) == (80, 80, 80, 80)
    with open_archive(address) as archive:
        entries = archive.entries()
        assert [entry.total for entry in entries] == [100] * 80
        assert {assessment.total for assessment in archive.load([entry.id for entry in entries])} == {100}
        assert all(
            archive.original(entry.digest) == (tmp_path / entry.file).read_bytes() for entry in entries
        )
    assert f"共 80 个文件：新存 {80 - kept[0]}，更正 0，已有 {kept[0]}，无法使用 0" in out
