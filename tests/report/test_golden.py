"""The reports of the examples by every outline, part by part, as they were last read and found good."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from perfscore.report.outlines import Outline, outlines

GOLDEN = Path(__file__).parents[1] / "golden" / "report"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_golden_reports", GOLDEN / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts(text: str) -> list[str]:
    """A heading with what stands below it."""
    return re.split(r"\n(?=#)", text)


def test_every_outline_has_its_golden() -> None:
    assert {path.stem for path in GOLDEN.glob("*.md")} == {outline.id for outline in outlines()}


@pytest.mark.parametrize("outline", outlines(), ids=lambda outline: outline.id)
def test_the_report_is_what_it_was(outline: Outline, build: ModuleType) -> None:
    expected, made = parts(build.file_of(outline).read_text("utf-8")), parts(build.golden(outline))
    assert len(expected) > 20, "the golden has no parts: this test is broken"
    for was, now in zip(expected, made, strict=True):
        assert now == was, "if this is meant: python tests/golden/report/build.py"
