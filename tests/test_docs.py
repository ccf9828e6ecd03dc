"""The documents say what the program does: commands, output, Python, links, and the listing of findings."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

from perfscore.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "zhaohua-2023"
YEARS = EXAMPLES.with_name("zhaohua-2022-2024")
READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "conformance/*.md", "examples/*/*.md", "indicator_templates/*/*.md")
    for page in ROOT.glob(pattern)
)
SKIPPED = "…"
"""A line that stands for any number of lines of output."""


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no {language} block: this test is broken"
    return found


def squeezed(line: str) -> str:
    return " ".join(line.split())


def run_in(folder: Path, *arguments: str) -> str:
    """Output of a command in a folder that holds copies of the example files."""
    for example in (*EXAMPLES.glob("*.*x"), *YEARS.glob("*-department.xlsx")):
        shutil.copy(example, folder)
    command = [sys.executable, "-X", "utf8", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    assert not done.stderr
    return done.stdout


# --- The command line -----------------------------------------------------------------------------------------


def commands_and_options() -> Iterator[str]:
    """`templates show` and `--on`, for everything that can be typed."""
    root = typer.main.get_command(app)
    waiting = [("", root)]
    while waiting:
        name, command = waiting.pop()
        yield from (option for parameter in command.params for option in parameter.opts if option[:1] == "-")
        for below, child in getattr(command, "commands", {}).items():
            waiting.append((f"{name} {below}".strip(), child))
            yield f"{name} {below}".strip()


@pytest.mark.parametrize("page", READMES)
def test_every_command_and_option_is_mentioned(page: str) -> None:
    known = set(commands_and_options())
    assert {"score", "templates show", "--template"} <= known, "looked at no commands: this test is broken"
    text = text_of(page)
    commands = {f"perfscore {word}" if word[0] != "-" else word for word in known}
    assert sorted(word for word in commands if not re.search(rf"{re.escape(word)}(?![\w-])", text)) == []


SHOWN = [(page, block) for page in READMES for block in blocks(page, "console")]


@pytest.mark.parametrize(
    ("page", "block"), SHOWN, ids=[f"{page}: {block.splitlines()[0]}" for page, block in SHOWN]
)
def test_shown_output_is_what_the_command_prints(page: str, block: str, tmp_path: Path) -> None:
    """Each shown line stands in the output, in order; columns may be set closer, and `…` leaves lines out."""
    command, *shown = block.splitlines()
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "perfscore"
    printed = [squeezed(line) for line in run_in(tmp_path, "-m", "perfscore", *arguments).splitlines()]
    for line in shown:
        if line != SKIPPED:
            assert squeezed(line) in printed, f"{page}: not printed, or in another order: {line}"
            del printed[: printed.index(squeezed(line)) + 1]


# --- Python ---------------------------------------------------------------------------------------------------

PYTHON = blocks("README.md", "python")


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_python_of_the_readme_runs_and_prints_what_it_says(code: str, tmp_path: Path) -> None:
    said = re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)
    assert said, "the block prints nothing: this test is broken"
    assert run_in(tmp_path, "-W", "error", "-c", code).splitlines() == said


# --- Links ----------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The names that headings of a page go by in links."""
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_links_are_found() -> None:
    assert {*READMES, "docs/findings.md", "CONTRIBUTING.md", "CHANGELOG.md"} <= set(PAGES)
    assert "](docs/findings.md)" in text_of("README.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_resolves(page: str) -> None:
    missing = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        name, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (ROOT / page).parent / name if name else ROOT / page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)
    assert missing == []


# --- Findings -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def build_findings() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_findings", ROOT / "docs" / "build_findings.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_listing_of_findings_is_current(build_findings: ModuleType) -> None:
    assert text_of("docs/findings.md") == build_findings.listing(), "run: python docs/build_findings.py"


def test_codes_and_names_of_findings_are_unique(build_findings: ModuleType) -> None:
    kinds = build_findings.kinds()
    assert len(kinds) > 50, "looked at no kinds: this test is broken"
    assert len({kind.code for kind in kinds}) == len({kind.name for kind in kinds}) == len(kinds)


def test_every_finding_is_complete_in_both_languages(build_findings: ModuleType) -> None:
    for kind in build_findings.kinds():
        assert re.fullmatch(r"[FRTSAC]\d{3}", kind.code)
        for wording in (kind.zh, kind.en):
            assert all((wording.title, wording.message, wording.why, wording.mend)), kind.code
        assert bool(kind.rule) == bool(kind.evidence), f"{kind.code}: a rule without evidence, or the reverse"
