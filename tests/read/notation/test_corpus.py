"""Every clean row of the published tables is read as a person reads it; the damaged ones do not crash."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _bench() -> ModuleType:
    """bench/corpus.py, which the test and the benchmark share."""
    path = Path(__file__).parents[3] / "bench" / "corpus.py"
    spec = importlib.util.spec_from_file_location("bench_corpus", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BENCH = _bench()
ROWS: list[dict[str, Any]] = BENCH.corpus()


def test_the_corpus_is_there() -> None:
    assert len(ROWS) == 133
    assert sum("expect" in row for row in ROWS) == 96
    damaged = {row["flag"] for row in ROWS if "expect" not in row}
    assert damaged == {"ocr", "garbled", "truncated"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["row"]))
def test_row(row: dict[str, Any]) -> None:
    target, actual = BENCH.read_row(row)
    assert (target.written, actual.written) == (row["target"] or "", row["actual"] or "")
    assert "expect" not in row or list(BENCH.misses(row)) == []
