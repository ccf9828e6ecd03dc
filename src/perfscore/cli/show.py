"""Assessments on the terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from perfscore.cli.plain import without_control
from perfscore.cli.words import SEVERITY, STYLE, Say
from perfscore.model.assessment import Assessment, Outcome, PointsSource, Score
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding, Severity
from perfscore.model.values import Absent, Quantity


class Text(RichText):
    """Text from a file, rid of the control characters that would steer the terminal."""

    def __init__(self, text: str = "", style: str = "") -> None:
        super().__init__(without_control(text), style=style)


PIPE_WIDTH = 140
"""Columns when nobody knows how wide the reader's window is."""
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def console(stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(stderr=stderr, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show_assessment(out: Console, assessment: Assessment, say: Say) -> None:
    """The scored table, the totals and the findings of one assessment."""
    table = assessment.table
    heading = " · ".join(
        part for part in (table.title, str(table.year or ""), table.project or table.unit) if part
    )
    out.print(Text(heading, style="bold"))
    out.print(Text(f"{table.source.file}  {table.source.told(say.lang)}", style="dim"))
    out.print(_rows(assessment, say))
    out.print(_totals(assessment, say))
    ref = assessment.template
    about = say("brackets", text=say("comma").join((ref.id, str(ref.on))))
    out.print(Text(say("heading", name=say("rules"), text=f"{ref.name}{about}"), style="dim"))
    show_findings(out, assessment.findings, say)
    out.print()


def _rows(assessment: Assessment, say: Say) -> Table:
    claimed = any(isinstance(row.indicator.claimed, Quantity) for row in assessment.rows)
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=False)
    grid.add_column(say("level"), style="dim", ratio=2, min_width=12)
    grid.add_column(say("indicator"), ratio=4, min_width=16)
    grid.add_column(say("target"), ratio=2, min_width=8)
    grid.add_column(say("actual"), ratio=2, min_width=8)
    grid.add_column(say("points"), justify="right", no_wrap=True)
    grid.add_column(say("score"), justify="right", no_wrap=True)
    if claimed:
        grid.add_column(say("claimed"), justify="right", no_wrap=True)
    places = assessment.template.places
    for row in assessment.rows:
        indicator = row.indicator
        cells = [
            Text(" / ".join(level for level in indicator.path[:2] if level)),
            Text(indicator.name or indicator.label),
            Text(indicator.target.written.strip()),
            Text(indicator.actual.written.strip()),
            Text(fixed(row.result.points, places)),
            score_text(row.result, places, say) if assessment.is_scored else Text("—"),
        ]
        grid.add_row(*cells, *([_claim_text(indicator.claimed)] if claimed else []))
    execution = [Text(""), Text(say("execution")), Text(""), Text(_rate(assessment))]
    execution += [
        Text(fixed(assessment.execution.points, places)),
        score_text(assessment.execution, places, say) if assessment.is_scored else Text("—"),
    ]
    budget_claim = assessment.table.budget.total.claimed if assessment.table.budget else None
    grid.add_row(*execution, *([_claim_text(budget_claim)] if claimed else []))
    return grid


def score_text(score: Score, places: int, say: Say) -> Text:
    if score.outcome is Outcome.NOT_DEMONSTRATED:
        return Text(say("not_demonstrated"), style="red")
    if score.outcome is Outcome.NOT_APPLICABLE:
        return Text(say("not_applicable"), style="dim")
    if score.extra:
        return Text(f"{'+' if score.extra > 0 else '−'}{fixed(score.score, places)}")
    return Text(fixed(score.score, places), style="" if score.score == score.points else "yellow")


def _claim_text(claimed: Quantity | Absent | None) -> Text:
    return Text(plain(claimed.number) if isinstance(claimed, Quantity) else "—")


def _rate(assessment: Assessment) -> str:
    rate = assessment.table.budget.execution_rate if assessment.table.budget else None
    return f"{fixed(rate * 100, 2)}%" if rate is not None else "—"


def _totals(assessment: Assessment, say: Say) -> Text:
    places = assessment.template.places
    if not assessment.is_scored:
        return Text(say("not_scored"), style="bold")
    line = Text()
    line.append(f"{say('total')} {fixed(assessment.total, places)}", style="bold")
    if assessment.total_possible != assessment.total:
        possible = f"{say('possible')} {fixed(assessment.total_possible, places)}"
        line.append(say("brackets", text=say("comma").join((possible, assessment.possible_grade))))
    line.append(f"  {say('grade')} {assessment.grade}", style="bold")
    table = assessment.table
    if table.claimed_total:
        line.append(f"  {say('claimed_total')} {plain(table.claimed_total.number)}")
    if table.claimed_grade:
        line.append(f"  {say('claimed_grade')} {table.claimed_grade}")
    results = [assessment.execution, *(row.result for row in assessment.rows)]
    if any(result.points_source is PointsSource.DEFAULT for result in results[1:]):
        line.append(f"  {say('brackets', text=say('by_default'))}", style="dim")
    return line


def show_findings(out: Console, findings: Iterable[Finding], say: Say) -> None:
    """Errors first; each with its place and how to mend it."""
    listed = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    if not listed:
        out.print(Text(say("no_findings"), style="green"))
        return
    counts = Counter(finding.severity for finding in listed)
    out.print(
        Text(
            say(
                "findings",
                count=len(listed),
                errors=counts[Severity.ERROR],
                warnings=counts[Severity.WARNING],
                infos=counts[Severity.INFO],
            ),
            style="bold",
        )
    )
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1, overflow="fold")
    for finding in listed:
        words = finding.wording(say.lang)
        unverified = say("unverified") if finding.kind.evidence in ("memory", "derived") else ""
        follows = say("follows_alone", root=finding.root) if finding.root else ""
        text = Text(f"{follows}{words.message}{unverified}")
        text.append(f"\n{say('mend')}{words.mend}", style="dim")
        severity = Text(SEVERITY[say.lang][finding.severity], style=STYLE[finding.severity])
        grid.add_row(severity, finding.code, finding.at.told(say.lang), text)
    out.print(grid)


def show_summary(out: Console, assessments: Iterable[tuple[str, Assessment]], say: Say) -> None:
    """One line for each table of many files."""
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    grid.add_column(say("file"), overflow="fold")
    grid.add_column(say("table"), overflow="fold")
    for title in ("total", "grade", "claimed_total"):
        grid.add_column(say(title), justify="right", no_wrap=True)
    for severity in _ORDER:
        grid.add_column(SEVERITY[say.lang][severity], justify="right", no_wrap=True)
    for file, assessment in assessments:
        table = assessment.table
        counts = Counter(finding.severity for finding in assessment.findings)
        claimed = plain(table.claimed_total.number) if table.claimed_total else "—"
        total = fixed(assessment.total, assessment.template.places) if assessment.is_scored else "—"
        grid.add_row(
            Text(file),
            Text(table.project or table.unit or table.title or str(table.source)),
            total,
            assessment.grade if assessment.is_scored else "—",
            claimed,
            *(str(counts[severity]) for severity in _ORDER),
        )
    out.print(grid)
