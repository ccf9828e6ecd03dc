"""Derivations -> one page to read, fold and print: no script, nothing loaded, dark or light as the reader's device."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from perfscore.model.assessment import Assessment, Citation, Step
from perfscore.report.explain import basis, rests_on, told
from perfscore.report.html_page import page
from perfscore.report.text import clean, one_line
from perfscore.report.trace import NOT_SCORED, Derivation, Derivations, derivations

UNSURE = " class='unsure'"
"""The mark of a rule whose source was not read."""


def render(assessments: Sequence[Assessment], name: str | None = None) -> bytes:
    """The derivations of several tables. name: only of rows whose name holds it, or of the total."""
    body: list[str] = []
    for assessment in assessments:
        found = derivations(assessment, name)
        if found.rows or found.total or not assessment.is_scored:
            body += _table(found)
    first = assessments[0].table
    return page(f"{clean(first.project or first.unit or '')}得分说明", "trace.css", body)


def _table(found: Derivations) -> Iterator[str]:
    table, ref = found.assessment.table, found.assessment.template
    about = [str(table.year or ""), table.project or table.unit or "", str(table.source.file)]
    yield "<main>\n"
    yield f"<h1>{_text(table.title or '绩效自评表')}</h1>\n"
    yield f"<p class='about'>{_text(' · '.join(part for part in about if part))}</p>\n"
    yield f"<p class='about'>评分规则：{_text(f'{ref.name}（{ref.id} {ref.version}，{ref.on}）')}</p>\n"
    if not found.assessment.is_scored:
        yield f"<p>{NOT_SCORED}。</p>\n"
    if found.total:
        yield from _derivation(found.total, found.assessment.grade)
    for row in found.rows:
        yield from _derivation(row)
    yield "</main>\n"


def _derivation(told_of: Derivation, grade: str = "") -> Iterator[str]:
    levels = " / ".join(told_of.path[:-1])
    marked = f" <b class='grade'>{_text(grade)}</b>" if grade else ""
    small = f"<small>{_text(levels)}</small> " if levels else ""
    yield "<details class='part' open>\n"
    yield (
        f"<summary>{small}<span class='name'>{_text(told_of.name)}</span> "
        f"<span class='score'>{_text(told_of.score)} / {_text(told_of.points)}</span>{marked}</summary>\n"
    )
    yield from _steps(told_of.steps)
    yield "</details>\n"


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    """Steps as a list; one that rests on others opens on them. A step that another rests on is told there."""
    shown = [step for step in steps if not any(rests_on(other, step) for other in steps)]
    if not shown:
        return
    yield "<ul>\n"
    for step in shown:
        line = f"<span class='label'>{_text(step.label)}</span> {_text(told(step))} {_basis(step)}"
        if step.because:
            yield f"<li><details open><summary>{line}</summary>\n"
            yield from _steps(step.because)
            yield "</details></li>\n"
        else:
            yield f"<li>{line}</li>\n"
    yield "</ul>\n"


def _basis(step: Step) -> str:
    unsure = isinstance(step.source, Citation) and not step.source.verified
    return f"<cite{UNSURE if unsure else ''}>{_text(basis(step))}</cite>"


def _text(text: str) -> str:
    return escape(one_line(text))
