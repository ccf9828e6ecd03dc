"""What is asked of a formula, and what came of it: the nouns of the proofs, without the library that proves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from perfscore.rules.formula import DivisionByZero, Formula

Sample: TypeAlias = dict[str, Fraction]
"""Figures for all variables of a question."""


class Claim(StrEnum):
    WITHIN_POINTS = "within-points"
    """Never below zero, never above the points (or whatever else bounds the result), never without a result."""
    NEVER_FALLS = "never-falls"
    """More of the variable never lowers the score."""
    NEVER_RISES = "never-rises"
    CONTINUOUS = "continuous"
    """A little more of the variable changes the score a little only."""
    COVERS_ONCE = "covers-once"
    """A table of bands has exactly one band for every value of its range."""


class Verdict(StrEnum):
    PROVED = "proved"
    REFUTED = "refuted"
    JUMPS = "jumps"
    """Not continuous, which no rule has to be; the places are listed, and are all there are."""
    NOT_DECIDED = "not-decided"


class UndecidedError(Exception):
    """A method does not reach this formula."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A place where the result jumps as one variable grows.

    variable, place: the result jumps at `variable = place`, a formula of the other variables.
    left, value, right: what the result comes to just before, at, and just after it, as formulas of the other
        variables; left and right are None where the rule is not used on that side, `value` where it has none.
    when: the condition on the other variables under which it jumps there; "" when it always does, None when
        no short condition says it.
    example: figures at which it jumps.
    """

    variable: str
    place: str
    left: str | None
    value: str | None
    right: str | None
    when: str | None
    example: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one claim about one formula, or about one table of bands.

    variable: the one that moves; "" for a claim about all of them.
    counterexample: the figures that refute it, two sets for a claim about direction; empty otherwise.
    in_force: since when the formula is; None for one that stands in no template.
    formula: its text; for a table its bands.
    jumps: in the order of the cells looked at, for the claim `continuous` only.
    tried: for a claim that is not decided, how many figures were tried without finding a violation.
    bound: what the result may reach, for wording a jump to it as full marks.
    """

    rule: str
    reading: str
    claim: Claim
    verdict: Verdict
    counterexample: tuple[Sample, ...] = ()
    variable: str = ""
    in_force: date | None = None
    formula: str = ""
    jumps: tuple[Jump, ...] = ()
    tried: int = 0
    bound: str = "points"


@dataclass(frozen=True, slots=True)
class Question:
    """A formula, where it is used, what bounds it, and the variable that is to move."""

    formula: Formula
    domain: Formula
    bound: Formula
    main: str

    def inside(self, sample: Sample) -> bool:
        """Whether the rule is meant to be used with these figures."""
        try:
            return sample.get("points", Fraction(0)) >= 0 and self.domain.evaluate(sample) == 1
        except DivisionByZero:
            return False

    def breaks_bounds(self, sample: Sample) -> bool:
        try:
            return not 0 <= self.formula.evaluate(sample) <= self.bound.evaluate(sample)
        except DivisionByZero:
            return True

    @property
    def names(self) -> list[str]:
        """All variables but `points`, the main one last."""
        names = (self.formula.names | self.domain.names | self.bound.names) - {"points", self.main}
        return [*sorted(names), self.main]

    @property
    def reads_points(self) -> bool:
        return "points" in self.formula.names | self.domain.names | self.bound.names
