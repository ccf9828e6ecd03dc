"""What the caller wants written: by which outlines, with which facts; and which tables go into which report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfscore.model.given import Given
from perfscore.report.outlines import (
    ANY,
    DEPARTMENT,
    PROJECT,
    Outline,
    OutlineError,
    default_outline,
    for_form,
    outlines,
)

if TYPE_CHECKING:  # its report facts hold an outline
    from perfscore.report.facts import AssessmentFacts


@dataclass(frozen=True, slots=True)
class Wanted:
    """outlines: those asked for, none for the usual one of each form. given: what was told beside the tables."""

    outlines: tuple[Outline, ...] = ()
    given: Given = field(default_factory=Given)


NOTHING_WANTED = Wanted()


def outline_of(main: AssessmentFacts, wanted: Sequence[Outline]) -> Outline:
    form = _form(main)
    return for_form(wanted, form) or default_outline(form)


def grouped(
    tables: Sequence[AssessmentFacts], wanted: Sequence[Outline]
) -> Iterator[tuple[AssessmentFacts, tuple[AssessmentFacts, ...]]]:
    """Each report's main table with the project tables that belong to it.

    A single department takes all projects in; of several, by an outline for departments, each takes its own unit's
    (a project of no such unit goes to the first). By an outline for projects alone the departments are left out.
    """
    departments = [table for table in tables if table.department]
    projects = [table for table in tables if not table.department]
    forms = {outline.form for outline in wanted} or {ANY}
    if forms == {PROJECT}:
        _need(projects, wanted[0], PROJECT)
        yield from ((project, ()) for project in projects)
    elif forms == {DEPARTMENT}:
        _need(departments, wanted[0], DEPARTMENT)
        for department in departments:
            yield department, tuple(p for p in projects if _owner(p, departments) is department)
    elif len(departments) == 1:
        yield departments[0], tuple(projects)
    else:
        yield from ((table, ()) for table in tables)


def _owner(project: AssessmentFacts, departments: Sequence[AssessmentFacts]) -> AssessmentFacts:
    names = (project.unit, project.authority)
    return next((each for name in names for each in departments if each.unit == name), departments[0])


def _need(tables: Sequence[AssessmentFacts], outline: Outline, form: str) -> None:
    if not tables:
        others = "、".join(each.id for each in outlines() if each.form != form)
        raise OutlineError(
            f"提纲 {outline.id} 用于{form}自评报告，所给文件里没有{form}自评表。其他表可用的提纲：{others}。"
        )


def _form(table: AssessmentFacts) -> str:
    return DEPARTMENT if table.department else PROJECT
