"""Where each score comes from, to be opened one by one without a script. What lost points is open from the start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfscore.report.explain import Line
from perfscore.report.facts import AssessmentFacts, RowFacts
from perfscore.report.html_page import shown
from perfscore.report.html_tables import Links
from perfscore.report.words import NOT_APPLICABLE, UNVERIFIED

NOTE = "点开一项，看这一分怎样算出、依据什么；点表中的得分可直达。打印时只印展开的各项。"


def links_of(facts: AssessmentFacts, mark: str) -> Links:
    """Where each score of a table is explained. mark: of the table on its page."""
    links = {
        id(row.result.earned): f"{mark}-{number}"
        for number, row in _rows(facts)
        if row.result.trace and row.result.earned
    }
    if _whole(facts):
        links[id(facts.total)] = f"{mark}-total"
    return links


def explanation(facts: AssessmentFacts, mark: str, level: int) -> Iterator[str]:
    """level: of the heading."""
    rows = [(number, row) for number, row in _rows(facts) if row.result.trace]
    if not rows and not _whole(facts):
        return
    yield f'<section class="explain" aria-labelledby="{mark}-why">\n'
    yield f'<h{level} class="clause" id="{mark}-why">得分说明</h{level}>\n<p class="note">{NOTE}</p>\n'
    for number, row in rows:
        score = f'<span class="score">{shown(_earned(row))}</span>'
        small = f"<small>{shown(row.level)}</small> " if row.level else ""
        unproved = "" if row.result.proved else f" <small>{shown(row.result.outcome)}</small>"
        marked = row.result.reduced or not row.result.proved
        head = f'{small}<span class="name">{shown(row.name)}</span> {score}{unproved}'
        yield from _part(head, row.result.trace, f"{mark}-{number}", marked)
    if _whole(facts):
        score = f'<span class="score">{shown(f"{facts.total} / {facts.points}")}</span>'
        head = f'<span class="name">总分和等级</span> {score} {shown(facts.grade)}'
        yield from _part(head, _whole(facts), f"{mark}-total", False)
    yield "</section>\n"


def _earned(row: RowFacts) -> str:
    """`2.77 / 4.16`; a bonus or penalty alone, which is part of no whole."""
    result = row.result
    if result.earned is None:
        return NOT_APPLICABLE
    return str(result.earned) if result.on_top else f"{result.earned} / {result.points}"


def _rows(facts: AssessmentFacts) -> Iterator[tuple[int, RowFacts]]:
    return enumerate((facts.execution, *facts.rows))


def _whole(facts: AssessmentFacts) -> Sequence[Line]:
    return (*facts.whole_trace, *facts.grade_trace)


def _part(head: str, lines: Sequence[Line], mark: str, is_open: bool) -> Iterator[str]:
    """The id is inside, so that a link to it opens what it is in."""
    yield f'<details{" open" if is_open else ""}>\n<summary>{head}</summary>\n<div id="{mark}">\n'
    depth = -1
    for line in lines:
        yield "<ul>" if line.depth > depth else "</li>\n" + "</ul></li>\n" * (depth - line.depth)
        depth = line.depth
        unsure = ' class="unsure"' if UNVERIFIED in line.basis else ""
        yield (
            f'<li><span class="label">{shown(line.label)}</span> {shown(line.told)} '
            f"<cite{unsure}>{shown(line.basis)}</cite>"
        )
    yield "</li></ul>\n" * (depth + 1)
    yield "</div>\n</details>\n"
