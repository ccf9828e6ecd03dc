"""Indicators through the editions: each row continues a line or begins one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from perfscore.compare.achievement import achievement, demands
from perfscore.compare.matching import Alias, match
from perfscore.model.assessment import RowScore
from perfscore.model.comparison import Edition, GivenMatch, Line, OpenMatch, Regrouped, Standing, Trait
from perfscore.model.table import Stage


class Drawn(NamedTuple):
    lines: tuple[Line, ...]
    open_matches: tuple[OpenMatch, ...]
    regrouped: tuple[Regrouped, ...]


class _Thread:
    """A line while it is drawn: its rows by the edition's position."""

    def __init__(self) -> None:
        self.standings: dict[int, Standing] = {}

    @property
    def newest(self) -> int:
        return max(self.standings)

    def last_row(self) -> RowScore:
        return self.standings[self.newest].row


def draw_lines(
    editions: Sequence[Edition], given: Iterable[GivenMatch] = (), alias: Alias = lambda _: None
) -> Drawn:
    """A row may continue a line that was missing for some editions: an indicator dropped and taken up again."""
    given = tuple(given)
    threads: list[_Thread] = []
    open_matches: list[OpenMatch] = []
    regrouped: list[Regrouped] = []
    for position, edition in enumerate(editions):
        rows = edition.assessment.rows
        found = match(
            [thread.last_row().indicator for thread in threads],
            [row.indicator for row in rows],
            given,
            alias,
            [thread.newest for thread in threads],
        )
        for doubt in found.doubtful:
            thread = threads[doubt.before]
            open_matches.append(
                OpenMatch(thread.newest, position, thread.last_row(), rows[doubt.after], doubt.link)
            )
        for group in found.groups:
            splits = group.kind == "split"
            one = threads[group.one].last_row() if splits else rows[group.one]
            several = [rows[i] if splits else threads[i].last_row() for i in group.several]
            earlier = threads[group.one].newest if splits else max(threads[i].newest for i in group.several)
            regrouped.append(Regrouped(group.kind, earlier, position, one, tuple(several), group.sums))
        continued = {pair.after: pair for pair in found.pairs}
        known = tuple(threads)
        for index, row in enumerate(rows):
            pair = continued.get(index)
            reached = achievement(row.indicator)
            if pair is None:
                threads.append(_Thread())
                threads[-1].standings[position] = Standing(row, reached)
            else:
                thread = known[pair.before]
                demand = demands(row.indicator.target, thread.last_row().indicator.target)
                thread.standings[position] = Standing(row, reached, pair.link, demand)
    return Drawn(tuple(_ordered(threads, editions)), tuple(open_matches), tuple(regrouped))


def _ordered(threads: Sequence[_Thread], editions: Sequence[Edition]) -> Iterable[Line]:
    """The newest table's lines in its order, then those that ended before it, the later ones first."""

    def place(thread: _Thread) -> tuple[int, int]:
        rows = editions[thread.newest].assessment.rows
        row = thread.last_row()
        return -thread.newest, next(i for i, each in enumerate(rows) if each is row)

    for thread in sorted(threads, key=place):
        standings = tuple(thread.standings.get(position) for position in range(len(editions)))
        yield Line(standings, _trait(standings, editions))


def _trait(standings: Sequence[Standing | None], editions: Sequence[Edition]) -> Trait | None:
    """What the self-assessments of different years show; None for less than two years, and for what shows nothing."""
    by_year = {
        edition.year: each
        for each, edition in zip(standings, editions, strict=True)
        if each is not None and edition.assessment.table.stage is Stage.SELF_ASSESSMENT and edition.year
    }
    years = list(by_year.values())
    if len(years) < 2 or standings[-1] is None:
        return None
    met = [each.row.result.met for each in years]
    if all(met):
        return Trait.STEADY
    if met[-1]:
        return Trait.RECOVERED if False in met else None
    if met[-1] is False and met[-2] is False:
        return Trait.MISSED_AGAIN
    return Trait.DECLINED if _falls([each.achievement for each in years]) else None


def _falls(reached: Sequence[Fraction | None]) -> bool:
    """Whether each year is below the one before, and the last below the whole target."""
    numbers = [each for each in reached if each is not None]
    if len(numbers) < len(reached):
        return False
    return all(later < earlier for earlier, later in pairwise(numbers)) and numbers[-1] < 1
