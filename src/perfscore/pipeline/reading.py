"""A file -> its tables, with the figures that rules ask for by name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Form
from perfscore.model.values import Quantity
from perfscore.pipeline.terms import Terms
from perfscore.read.figures import figures_in_file
from perfscore.read.files import read_bytes, read_file
from perfscore.read.findings import UnusableFile
from perfscore.read.guard import LARGEST_FILE
from perfscore.rules.template import RuleTemplate
from perfscore.score.items import inputs_of

STDIN = Path("-")
"""Stands for the standard input wherever a file is named."""


def read(path: str | Path) -> list[AssessmentTable]:
    """Every assessment table in a file, in reading order, each with its findings.

    Bad content never raises: a file without any usable table gives one table without rows whose only finding
    says what is wrong. Raises OSError when there is no such file or it may not be read.
    """
    path = Path(path)
    with path.open("rb"):
        pass
    try:
        return read_file(path)
    except UnusableFile as error:
        nothing = AssessmentTable(
            title=None,
            form=Form.PROJECT,
            year=None,
            unit=None,
            department=None,
            project=None,
            budget=None,
            rows=(),
        )
        return [replace(nothing, source=Place(path.name), findings=(error.finding,))]


def read_tables(path: Path, terms: Terms) -> list[AssessmentTable]:
    """The tables of a file, or of what is piped in. Raises UnusableFile."""
    if path == STDIN:
        return read_bytes(_standard_input(), "-", terms.words)
    return read_file(path, terms.words)


def _standard_input() -> bytes:
    """What is piped in, one byte more than is read of any file."""
    return sys.stdin.buffer.read(LARGEST_FILE + 1)


def with_figures(table: AssessmentTable, rules: RuleTemplate, files: Sequence[Path]) -> AssessmentTable:
    """The table with the figures that the rules ask for by name, out of the first file that has each."""
    names = [name for asked in inputs_of(rules.items) for name in (asked.name, *asked.also)]
    if not names:
        return table
    found: dict[str, Quantity] = dict(table.figures)
    for file in files:
        if file != STDIN:
            found = {**figures_in_file(file, names), **found}
    return replace(table, figures=found)
