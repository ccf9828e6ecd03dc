"""What a person said of names, and whether any of it was of use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfscore.model.comparison import Comparison, GivenMatch
from perfscore.model.names import squeezed


def idle_matches(given: Iterable[GivenMatch], comparisons: Iterable[Comparison]) -> tuple[GivenMatch, ...]:
    """Those without an effect: a yes for rows that are not compared all the same, a no for names that no table has.

    A name that is misspelt, or two rows of one table called one, would otherwise go unnoticed.
    """
    compared = tuple(comparisons)
    joined = {pair for comparison in compared for pair in _joined(comparison)}
    present = {
        squeezed(standing.row.indicator.name)
        for comparison in compared
        for line in comparison.lines
        for standing in line.standings
        if standing is not None
    }
    return tuple(
        each
        for each in given
        if (
            (squeezed(each.before), squeezed(each.after)) not in joined
            if each.same
            else not _both(each, present)
        )
    )


def _both(each: GivenMatch, present: set[str]) -> bool:
    return squeezed(each.before) in present and squeezed(each.after) in present


def _joined(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """The names of rows that follow each other."""
    for line in comparison.lines:
        before = ""
        for standing in line.standings:
            if standing is None:
                continue
            name = squeezed(standing.row.indicator.name)
            if standing.link:
                yield before, name
            before = name
