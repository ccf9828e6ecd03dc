"""The page on how well the audit does is current, and every judgement it rests on judges something."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_audit_table", ROOT / "docs" / "build_audit_table.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_current(build: ModuleType) -> None:
    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    assert page == build.listing(), "run: python docs/build_audit_table.py"


def test_every_judgement_is_used_and_reasoned(build: ModuleType) -> None:
    among, found = build.judgements(), build.fired()
    assert len(found) > 80, "looked at too few findings: this test is broken"
    used = {build.judged(table, finding, among) for table, finding in found}
    assert [j for j in among if j.verdict != "missed" and j not in used] == []
    assert all(j.verdict in build.VERDICTS and j.why for j in among)
