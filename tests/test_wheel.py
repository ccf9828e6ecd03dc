"""What is shipped: the wheel holds the templates and works from an installed copy, away from the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_rules_words_and_report_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "indicator_templates/cn.mof.project-self-assessment/template.yaml",
        "indicator_templates/cn.sc.zhaohua.department-self-assessment/template.yaml",
        "indicator_templates/published.lock",
        "indicator_templates/indicators/meetings-training.yaml",
        "indicator_templates/indicators/published.lock",
        "read/layout/words.toml",
        "compare/words.toml",
        "read/prose/money_items.toml",
        "report/templates/outlines/SC-R1.md.j2",
        "report/templates/comparison.md.j2",
        "py.typed",
    ):
        assert f"perfscore/{name}" in names


def test_an_installed_copy_finds_its_templates(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    file = shutil.copy(ROOT / "examples" / "zhaohua-2023" / "department.xlsx", tmp_path / "表.xlsx")
    code = (
        "import sys, perfscore, runpy\n"
        "assert perfscore.__file__.startswith(sys.argv[1])\n"
        "sys.argv[:2] = ['perfscore']\n"
        "runpy.run_module('perfscore', run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(site), "score", file],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "98.53" in result.stdout
