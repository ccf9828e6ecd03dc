"""Which tables of several files are of one unit or project."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfscore.model.assessment import Assessment
from perfscore.model.names import squeezed, yearless
from perfscore.model.table import Form

_CODE = re.compile(r"^[0-9A-Za-z]{8,}\s*[-—]\s*")

Subject = tuple[Form, str, str]


def by_subject(files: Sequence[Sequence[Assessment]]) -> list[list[Assessment]]:
    """The tables of each unit or project, in the order first met. files: the tables of each file.

    Where no two tables are of one subject by their names, and every file has one table of the same form, all are
    taken as one: a person chose them, and the names may have changed.
    """
    groups: dict[Subject, list[Assessment]] = {}
    for assessment in (each for tables in files for each in tables):
        groups.setdefault(_subject(assessment), []).append(assessment)
    groups = _with_nameless(groups)
    found = list(groups.values())
    alone = all(len(group) == 1 for group in found) and all(len(tables) <= 1 for tables in files)
    if alone and len({form for form, _, _ in groups}) == 1:
        return [[assessment for group in found for assessment in group]]
    return found


def _with_nameless(groups: dict[Subject, list[Assessment]]) -> dict[Subject, list[Assessment]]:
    """Tables of a project that print no unit go with the one unit that has a project of that name, where there is only one."""
    units: dict[tuple[Form, str], list[str]] = {}
    for form, project, unit in groups:
        if unit:
            units.setdefault((form, project), []).append(unit)
    joined: dict[Subject, list[Assessment]] = {}
    for (form, project, unit), tables in groups.items():
        theirs = units.get((form, project), [])
        known = theirs[0] if project and not unit and len(theirs) == 1 else unit
        joined.setdefault((form, project, known), []).extend(tables)
    return joined


def _subject(assessment: Assessment) -> Subject:
    """Form, project and unit: two units may well have a project of the same name."""
    table = assessment.table
    project = _bare(_CODE.sub("", (table.project or "").strip())) if table.form is Form.PROJECT else ""
    return table.form, project, _bare(table.unit or table.department or "")


def _bare(name: str) -> str:
    return yearless(squeezed(name))
