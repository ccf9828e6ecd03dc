"""Every writer and outline against its golden parts. Meant changes: `python tests/golden/build_writers.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"
sys.path.insert(0, str(GOLDEN))  # the script that writes the golden files knows the cases

import build_writers  # noqa: E402
from dumps import parts_of  # noqa: E402


@pytest.mark.parametrize("name", build_writers.CASES)
def test_a_written_file_is_the_golden_one_part_by_part(name: str, tmp_path: Path) -> None:
    written = parts_of(build_writers.CASES[name](tmp_path))
    golden = {path.name: path.read_text(encoding="utf-8") for path in (GOLDEN / "writers" / name).iterdir()}
    assert sorted(written) == sorted(golden)
    for part, text in golden.items():
        assert written[part].splitlines() == text.splitlines(), part


def test_no_golden_file_is_left_over() -> None:
    folders = {path.name for path in (GOLDEN / "writers").iterdir()}
    assert folders == set(build_writers.CASES)
