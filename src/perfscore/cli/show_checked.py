"""Everything found in some files on the terminal: file by file, gravest first, each file with its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from perfscore.cli.show import Text
from perfscore.cli.words import SEVERITY, STYLE, Say
from perfscore.model.checked import FileFindings, Found, families
from perfscore.model.finding import Severity
from perfscore.model.verdict import GRAVEST_FIRST, VERDICTS, Verdict, gravest

_STYLES = {
    Verdict.RETURN: "red",
    Verdict.CORRECT: "yellow",
    Verdict.COMPLETE: "yellow",
    Verdict.PASS: "green",
}


def show_files(out: Console, files: Sequence[FileFindings], say: Say) -> None:
    """Files that could not be used are told elsewhere."""
    usable = [file for file in files if file.unusable is None]
    for file in usable:
        _show_file(out, file, say)
        out.print()
    if usable:
        out.print(_whole(usable, say))


def _show_file(out: Console, file: FileFindings, say: Say) -> None:
    out.print(Text(file.path.name, style="bold"))
    for one in file.assessments:
        table = one.table
        about = (
            table.source.told(say.lang),
            str(table.year or ""),
            table.project or table.title or table.unit or "",
        )
        out.print(Text("  ".join(part for part in about if part), style="dim"))
    if file.findings:
        counts = Counter(finding.severity for finding in file.standing)
        out.print(
            Text(
                say(
                    "findings",
                    count=len(file.standing),
                    errors=counts[Severity.ERROR],
                    warnings=counts[Severity.WARNING],
                    infos=counts[Severity.INFO],
                )
            )
        )
        out.print(_grid(file, say))
    else:
        out.print(Text(say("no_findings"), style="green"))
    if file.statements:
        told = file.statements
        out.print(Text(say("statements", checkable=told.checkable, understood=told.understood), style="dim"))
    out.print(_verdict(file.verdict, file, say))


def _grid(file: FileFindings, say: Say) -> Table:
    """Each finding with its place and how to mend it; what follows from one stands below it, what is accepted last."""
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    for _ in range(3):
        grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    accepted: list[Found] = []
    for family in families(file.findings):
        for found in (family.root, *family.followers):
            if found.waiver:
                accepted.append(found)
            else:
                _add(grid, found, say, follows=found in family.followers)
    for found in accepted:
        _add(grid, found, say)
    return grid


def _add(grid: Table, found: Found, say: Say, follows: bool = False) -> None:
    finding, words = found.finding, found.finding.wording(say.lang)
    unverified = say("unverified") if finding.kind.evidence in ("memory", "derived") else ""
    text = Text(say("follows" if follows else "follows_alone", root=finding.root) if finding.root else "")
    text.append_text(Text(f"{words.message}{unverified}"))
    if found.waiver:
        severity = Text(say("accepted"), style="dim")
        text.append_text(Text(f"\n{say('accepted_because', reason=found.waiver.reason)}", style="green"))
    else:
        severity = Text(SEVERITY[say.lang][finding.severity], style=STYLE[finding.severity])
        text.append_text(Text(f"\n{say('mend')}{words.mend}", style="dim"))
    grid.add_row(
        severity, Text(finding.code, style="dim"), Text(finding.at.told(say.lang), style="dim"), text
    )


def _verdict(verdict: Verdict, file: FileFindings, say: Say) -> Text:
    accepted = len(file.findings) - len(file.standing)
    line = Text(say("verdict", verdict=VERDICTS[say.lang][verdict]), style=_STYLES[verdict])
    if accepted:
        line.append(say("accepted_count", count=accepted), style="dim")
    return line


def _whole(files: Sequence[FileFindings], say: Say) -> Text:
    counts = Counter(file.verdict for file in files)
    parts = [
        f"{VERDICTS[say.lang][verdict]} {counts[verdict]}" for verdict in GRAVEST_FIRST if counts[verdict]
    ]
    verdict = gravest(counts)
    line = Text(
        say(
            "whole_verdict",
            count=len(files),
            verdict=VERDICTS[say.lang][verdict],
            parts=say("comma").join(parts),
        ),
        style=f"bold {_STYLES[verdict]}",
    )
    line.append(say("verdict_derived"), style="dim")
    return line
