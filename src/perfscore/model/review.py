"""The bureau's score of a self-assessment itself: what a machine settles, and what a person must still judge."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from perfscore.model.assessment import Citation
from perfscore.model.finding import Finding

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An item that a person judges. look_at: what to look at. hints: findings that bear on it."""

    name: str
    level: str
    points: Fraction
    meaning: str
    look_at: str
    hints: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """A finding that counts as a mistake of calculation. sort: which of the form's three sorts; because: why it counts."""

    sort: str
    finding: Finding
    because: str


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one file.

    template, name: the review form. in_force: whether it was in force for the year assessed.
    error_level: what the form calls its deductions. each, cap: points off for one case, and at most.
    source: what these deductions rest on.
    """

    path: Path
    template: str
    name: str
    year: int | None
    unit: str
    in_force: bool
    error_level: str
    each: Fraction
    cap: Fraction
    source: Citation
    items: tuple[ReviewItem, ...]
    cases: tuple[ReviewCase, ...]

    @property
    def lost(self) -> Fraction:
        """Settled: what the mistakes of calculation cost."""
        return min(self.cap, self.each * len(self.cases))

    @property
    def open_points(self) -> Fraction:
        """What is left to a person."""
        return sum((item.points for item in self.items), ZERO)

    @property
    def lowest(self) -> Fraction:
        return max(ZERO, -self.lost)

    @property
    def highest(self) -> Fraction:
        return max(ZERO, self.open_points - self.lost)
