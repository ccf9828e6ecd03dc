"""Tables of bands: shows that each value of a range falls into exactly one band, or gives a value that does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from perfscore.rules.build import RuleData
from perfscore.rules.linear.forms import number_text
from perfscore.rules.proved import Claim, Proof, Verdict


@dataclass(frozen=True, slots=True)
class Band:
    """Values from `low` to `high`; each end belongs to the band when it is closed."""

    name: str
    low: Fraction
    high: Fraction
    low_closed: bool = True
    high_closed: bool = False

    def holds(self, value: Fraction) -> bool:
        above = self.low < value or (self.low_closed and self.low == value)
        return above and (value < self.high or (self.high_closed and value == self.high))

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{self.name} {left}{number_text(self.low)}, {number_text(self.high)}{right}"


def prove_cover(rule: str, bands: Sequence[Band], low: Fraction, high: Fraction, variable: str) -> Proof:
    """Whether every value from `low` to `high`, both included, is in exactly one band and every band has values.

    Between two neighbouring ends nothing changes, so the ends and one value between each two of them speak for
    all. A counterexample names a value, the number of bands that hold it, and the place of an empty band.
    """
    ends = sorted(
        {low, high, *(end for band in bands for end in (band.low, band.high) if low <= end <= high)}
    )
    values = sorted({*ends, *((one + other) / 2 for one, other in pairwise(ends))})
    counted = ({variable: v, "bands": Fraction(sum(band.holds(v) for band in bands))} for v in values)
    wrong = next((figures for figures in counted if figures["bands"] != 1), None)
    if wrong is None:
        empty = (band for band in bands if not any(band.holds(value) for value in values))
        wrong = next(({variable: band.low, "bands": Fraction(0)} for band in empty), None)
    verdict = Verdict.PROVED if wrong is None else Verdict.REFUTED
    return Proof(
        rule,
        "",
        Claim.COVERS_ONCE,
        verdict,
        () if wrong is None else (wrong,),
        variable,
        formula="，".join(map(str, bands)),
    )


def prove_tables(data: RuleData) -> list[Proof]:
    """The quality bands over [0, 1] and the grades over [0, total], in all their dated versions."""
    return [*_quality_bands(data), *_grades(data)]


def _quality_bands(data: RuleData) -> Iterator[Proof]:
    for version in data["values"]["quality-bands"]["versions"]:
        bands = [
            Band(b["name"], Fraction(b["low"]), Fraction(b["high"]), high_closed=b["closed"] == "yes")
            for b in version["value"]
        ]
        yield _dated(
            prove_cover("quality-bands", bands, Fraction(0), Fraction(1), "share"), version["in_force"]
        )


def _grades(data: RuleData) -> Iterator[Proof]:
    """A grade reaches up to the next better one, the best up to the total of the day."""
    grades, totals = (data["values"][name]["versions"] for name in ("grades", "total-points"))
    for day in sorted({each["in_force"] for each in (*grades, *totals)}):
        total = Fraction(_on(totals, day)["value"])
        yield _dated(
            prove_cover(
                "grades", _grade_bands(_on(grades, day)["value"], total), Fraction(0), total, "total"
            ),
            day,
        )


def _grade_bands(grades: Sequence[RuleData], total: Fraction) -> list[Band]:
    bands, high, closed = [], total, True
    for grade in grades:
        bands.append(Band(grade["name"], low := Fraction(grade["at_least"]), high, high_closed=closed))
        high, closed = low, False
    return bands


def _on(versions: Sequence[RuleData], day: str) -> RuleData:
    """The version in force on a day, else the earliest; days in ISO form stand in the order of their text."""
    return next((each for each in reversed(versions) if each["in_force"] <= day), versions[0])


def _dated(proof: Proof, day: str) -> Proof:
    return replace(proof, in_force=date.fromisoformat(day))
