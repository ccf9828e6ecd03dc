"""Which word would do for a qualitative row: the words of its own scale or of the rules, with what each would earn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.answers.levers import with_row
from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Actual, Quantity
from perfscore.rules.template import QualityBand, RuleTemplate


@dataclass(frozen=True, slots=True)
class Verdict:
    """One way to report on a qualitative row.

    band: the name of the word's band. claimed: the score to claim within it; None where the claim stays as it is.
    """

    word: str
    band: str
    claimed: Fraction | None
    table: AssessmentTable


def verdicts(
    table: AssessmentTable, index: int, rules: RuleTemplate, wanted: tuple[Fraction, ...]
) -> Iterator[Verdict]:
    """Every degree the row could be reported at, each by one word, the present word first.

    wanted: scores to claim, where the form has a claimed score and the word's band allows it.
    """
    row = table.rows[index]
    item = rules.item_named(row.name)
    if item is not None:
        for word in sorted(item.words, key=lambda word: word != row.actual.grade):
            actual = Actual(grade=word, written=word, at=row.actual.at)
            yield Verdict(word, "", None, with_row(table, index, replace(row, actual=actual)))
        return
    points = row.points.number if isinstance(row.points, Quantity) else Fraction(0)
    for word, band in _words(row.target.grades, row.actual.grade, rules):
        actual = row.actual
        if word != row.actual.grade:
            actual = Actual(grade=word, written=word, at=row.actual.at)
        reported = replace(row, actual=actual)
        yield Verdict(word, band.name, None, with_row(table, index, reported))
        if isinstance(row.claimed, Quantity) and points > 0:
            for claim in wanted:
                if 0 <= claim <= points and _holds(band, claim / points):
                    claimed = replace(row.claimed, number=claim, written=plain(claim))
                    yield Verdict(
                        word, band.name, claim, with_row(table, index, replace(reported, claimed=claimed))
                    )


def _words(
    scale: tuple[str, ...], present: str | None, rules: RuleTemplate
) -> Iterator[tuple[str, QualityBand]]:
    """The printed scale's words as far as the rules know them, else one for each share; the present word first."""
    bands = rules.bands.value
    known = [(word, band, share) for band in bands for word, share in band.words.items()]
    on_scale = [(word, band) for word, band, _ in known if word in scale]
    yield from ((word, band) for word, band, _ in known if word == present)
    if on_scale:
        yield from (pair for pair in on_scale if pair[0] != present)
        return
    shares: dict[Fraction, tuple[str, QualityBand]] = {}
    for word, band, share in known:
        if share not in shares or word == band.name:
            shares[share] = (word, band)
    yield from (pair for pair in shares.values() if pair[0] != present)


def _holds(band: QualityBand, share: Fraction) -> bool:
    return band.low <= share < band.high or (band.closed and share == band.high)
