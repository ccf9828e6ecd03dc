"""Comparing years on the terminal and into files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from perfscore import pipeline
from perfscore.cli.calls import print_json, writing
from perfscore.cli.refused import Refused
from perfscore.cli.show import Text, console, show_findings
from perfscore.cli.words import Say
from perfscore.model.assessment import Assessment
from perfscore.model.comparison import Change, Comparison
from perfscore.model.decimals import fixed, plain
from perfscore.model.money_text import MoneyTexts
from perfscore.pipeline import ComparedFiles, GivenMatch, UnusableFile

MOST_BESIDE = 4
"""More years than these do not fit beside each other on a screen."""
SUFFIXES = (".xlsx", ".docx", ".html", ".htm", ".json")


def given_matches(file: Path | None, say: Say) -> tuple[GivenMatch, ...]:
    """What a person has said of names of indicators. Raises Refused for a file that cannot be used."""
    if file is None:
        return ()
    try:
        return pipeline.matches_in(file)
    except UnusableFile as error:
        words = error.finding.wording(say.lang)
        raise Refused(say("unusable", file=file, message=words.message, mend=words.mend)) from error
    except ValueError as error:
        raise Refused(str(error)) from error


def report_files(out: Sequence[Path] | None, say: Say) -> list[Path]:
    """The files that a comparison is to be written to. Raises Refused for a kind that is not known."""
    outputs = list(out or ())
    for path in outputs:
        if path.suffix.lower() not in SUFFIXES:
            raise Refused(say("need_report", file=path.name))
    return outputs


def deliver(compared: ComparedFiles, outputs: Sequence[Path], as_json: bool, say: Say) -> None:
    """Show or print what was compared, and write its reports. Raises Refused when nothing could be compared."""
    if as_json:
        print_json(pipeline.comparisons_to_json(compared, say.lang))
    else:
        for comparison in compared.comparisons:
            show_comparison(console(), comparison, say)
        if compared.texts:
            show_texts(console(), compared.texts, say)
        show_alone(console(), compared.alone, say)
    show_idle(console(stderr=as_json), compared.idle, say)
    for reason in compared.refused:
        print(reason, file=sys.stderr)
    if not compared.subjects and not compared.refused and not any(r.unusable for r in compared.results):
        raise Refused(say("nothing_to_compare"))
    for path in outputs if compared.subjects else ():
        writing(partial(path.parent.mkdir, parents=True, exist_ok=True), path.parent, say)
        writing(partial(pipeline.write_report, compared.subjects, path, say.lang), path, say)
        print(say("wrote", path=path), file=sys.stderr if as_json else sys.stdout)


def show_comparison(out: Console, comparison: Comparison, say: Say) -> None:
    """Totals and money by year, what is open, and the findings."""
    names = (comparison.unit, comparison.project)
    out.print(Text(" · ".join(name.strip() for name in names if name), style="bold"))
    out.print(_years(comparison, say))
    for passage, later in zip(comparison.passages, comparison.editions[1:], strict=True):
        if passage.performance is not None and passage.rules is not None:
            told = say(
                "effects", label=later.label, work=_signed(passage.performance), rules=_signed(passage.rules)
            )
            out.print(Text(told))
    supposed = sum(
        standing.link is not None and standing.link.certainty == "likely"
        for line in comparison.lines
        for standing in line.standings
        if standing is not None
    )
    if supposed or comparison.open_matches or comparison.regrouped:
        out.print(
            Text(
                say(
                    "matches",
                    supposed=supposed,
                    open=len(comparison.open_matches),
                    regrouped=len(comparison.regrouped),
                ),
                style="yellow",
            )
        )
    show_findings(out, comparison.findings, say)
    out.print()


def show_texts(out: Console, texts: MoneyTexts, say: Say) -> None:
    """The money of budget and final-account texts, item by item, and where they contradict each other."""
    out.print(Text(say("texts"), style="bold"))
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    grid.add_column("")
    for text in texts.texts:
        grid.add_column(Text(f"{text.year} {say(text.account)}"), justify="right")
    for item in texts.items:
        amounts = (plain(amount.amount) if amount else "—" for amount in item.printed)
        if any(item.printed):
            grid.add_row(Text(item.name), *amounts)
    out.print(grid)
    show_findings(out, texts.findings, say)
    out.print()


def show_alone(out: Console, alone: Iterable[Assessment], say: Say) -> None:
    for assessment in alone:
        table = assessment.table
        about = " · ".join(part.strip() for part in (table.unit, table.project) if part) or table.source.file
        out.print(Text(say("alone", about=about, file=table.source.file), style="yellow"))


def show_idle(out: Console, idle: Iterable[GivenMatch], say: Say) -> None:
    for each in idle:
        same = "是" if each.same else "否"
        out.print(Text(say("idle", before=each.before, after=each.after, same=same), style="yellow"))


def _years(comparison: Comparison, say: Say) -> Table:
    """A column for each year; more years than fit beside each other stand below each other."""
    rows = [["", *(edition.label for edition in comparison.editions)], *_figures(comparison, say)]
    below = len(comparison.editions) > MOST_BESIDE
    heads, *others = zip(*rows, strict=True) if below else rows
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for position, head in enumerate(heads):
        grid.add_column(head, justify="right" if position else "left", overflow="fold")
    for row in others:
        grid.add_row(*row)
    return grid


def _figures(comparison: Comparison, say: Say) -> Iterator[list[str]]:
    """A name and its figure in every year."""
    editions, money = comparison.editions, comparison.money
    yield [
        say("total"),
        *(
            fixed(e.assessment.total, e.assessment.template.places) if e.assessment.is_scored else "—"
            for e in editions
        ),
    ]
    yield [say("grade"), *(e.assessment.grade if e.assessment.is_scored else "—" for e in editions)]
    if editions[-1].under_one:
        yield [say("under_one"), *(fixed(e.under_one.total, 2) if e.under_one else "—" for e in editions)]
    for name in ("initial", "adjusted", "spent"):
        figures = [getattr(year, name) for year in money]
        changes = [None, *(getattr(passage, name) for passage in comparison.passages)]
        yield [say(f"money_{name}"), *map(_money, figures, changes)]
    rates = [year.execution_rate for year in money]
    yield [say("money_rate"), *("—" if rate is None else f"{fixed(rate * 100)}%" for rate in rates)]


def _money(figure: Fraction | None, change: Change | None) -> str:
    if figure is None:
        return "—"
    shown = plain(figure)
    if change is None or change.share is None:
        return shown
    sign = "+" if change.share > 0 else ""
    return f"{shown} ({sign}{fixed(change.share * 100)}%)"


def _signed(number: Fraction) -> str:
    text = plain(number)
    return text if text.startswith("-") or text == "0" else f"+{text}"
