"""A facts file -> what a report says and no table holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import reduce
from pathlib import Path

from perfscore.model.assessment import Assessment
from perfscore.model.given import Given
from perfscore.model.table import Form
from perfscore.pipeline.reading import STDIN
from perfscore.read.findings import UnusableFile
from perfscore.read.given import SHEET as FACTS_SHEET
from perfscore.read.given import GivenEntry, GivenError, entries_in_sheet, entries_of, given_from

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
FACTS_FILE = "facts.yaml"
"""Facts for the reports of a folder are looked for under this name."""


def report_facts(path: str | Path | None) -> Given:
    """The facts of a YAML file, or of a workbook's sheet 报告资料; none for None. Raises ValueError with every mistake."""
    if path is None:
        return Given()
    path = Path(path)
    if path.suffix.lower() in (".yaml", ".yml"):
        return given_from(_entries_in_yaml(path))
    try:
        entries = entries_in_sheet(path)
    except UnusableFile as error:
        words = error.finding.wording("zh")
        raise GivenError([f"{path.name}：{words.message}{words.mend}"]) from None
    if entries is None:
        raise GivenError([f"{path.name}：没有名为“{FACTS_SHEET}”的工作表。"])
    return given_from(entries)


def unused_projects(given: Given, assessments: Sequence[Assessment]) -> list[tuple[str, str | None]]:
    """Projects that facts name and no table of a report is about, each with the nearest name among the tables.

    They are no mistake in themselves: the facts of a whole hand-in are also used for one of its files.
    """
    from perfscore.report.text import one_line

    tables = [each.table for each in assessments if each.is_scored and each.table.form is not Form.DEPARTMENT]
    names = list(dict.fromkeys(one_line(table.project) for table in tables if table.project))
    return [
        (name, next(iter(get_close_matches(name, names, n=1, cutoff=0.4)), None))
        for name in given.projects
        if name not in names
    ]


def facts_beside(paths: Iterable[Path]) -> Path | None:
    """The facts that lie with some inputs: `facts.yaml` in a folder of theirs, else a workbook with the sheet."""
    inputs = [path for path in paths if path != STDIN]
    for folder in dict.fromkeys(path.parent for path in inputs):
        if (folder / FACTS_FILE).is_file():
            return folder / FACTS_FILE
    return next((path for path in inputs if path.suffix.lower() in _WORKBOOKS and _has_facts(path)), None)


def _has_facts(path: Path) -> bool:
    try:
        return entries_in_sheet(path) is not None
    except UnusableFile:
        return False


def _entries_in_yaml(path: Path) -> list[GivenEntry]:
    from perfscore.rules.yaml_document import MOST_BYTES, join, read_document

    try:
        with path.open("rb") as file:
            document = read_document(file.read(MOST_BYTES + 1), path.name)
    except OSError:
        raise GivenError([f"无法读取资料文件“{path}”。"]) from None
    if document.problems:
        raise GivenError([problem.text() for problem in document.problems])
    return list(
        entries_of(document.data, lambda keys: f"{path.name}:{document.line_of(reduce(join, keys, ''))}")
    )
