"""The published tables, redrawn with merged and with unmerged levels, as workbook and as document, read back whole."""

from __future__ import annotations

from pathlib import Path

import corpus_tables
import pytest
from drawn import drawn

from perfscore.read.files import read_file

TABLES = {facts["table"]: facts for facts in corpus_tables.tables()}
CLEAN = [name for name, facts in TABLES.items() if corpus_tables.is_clean(facts)]


def test_the_corpus_is_there() -> None:
    assert len(TABLES) == 18
    assert len(CLEAN) == 14


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "unmerged"])
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("name", CLEAN)
def test_published_table_is_read_back_whole(name: str, kind: str, merged: bool, tmp_path: Path) -> None:
    facts = TABLES[name]
    (table,) = read_file(drawn(corpus_tables.drawing_of(facts, merged), tmp_path, kind))
    assert corpus_tables.differences(facts, table) == []


@pytest.mark.parametrize("name", [name for name in TABLES if name not in CLEAN])
def test_damaged_table_is_read_without_a_crash(name: str, tmp_path: Path) -> None:
    (table,) = read_file(drawn(corpus_tables.drawing_of(TABLES[name], True), tmp_path, "xlsx"))
    assert len(table.rows) == len(TABLES[name]["rows"])
