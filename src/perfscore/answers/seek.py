"""The least change along a slider that brings the total to a goal. Totals on the way are counted row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from perfscore.answers.curve import Span, nearest
from perfscore.answers.sliders import Slider
from perfscore.score.rounding import rounded
from perfscore.score.tally import Tally

MOST_GRAINS = 3
"""How many numbers of decimals are tried where values have to be tried."""


@dataclass(frozen=True, slots=True)
class Goal:
    """The total wanted, and from where.

    rises: whether the goal lies above the present total.
    """

    wanted: Fraction
    present: Fraction

    @property
    def rises(self) -> bool:
        return self.wanted > self.present

    def is_passed(self, total: Fraction) -> bool:
        """Whether a total is the goal or lies on its far side."""
        return total >= self.wanted if self.rises else total <= self.wanted

    def best(self, totals: Iterator[Fraction]) -> Fraction:
        """The total that goes furthest towards the goal and beyond."""
        return max(totals) if self.rises else min(totals)


@dataclass(frozen=True, slots=True)
class Found:
    """A value that brings the total to the goal or past it.

    span: the stretch around it that does as well; None where that is not known.
    exact: a value further off that hits the goal itself, where x passes it and there is one.
    """

    x: Fraction
    span: Span | None = None
    exact: Fraction | None = None


@dataclass(slots=True)
class Seeker:
    """Seeks along the sliders of one table.

    adds_up: whether the total is the mere sum of what the lines earn. Where it is not (a cap, a scaling), a line's
    own formula does not tell the total, and values are tried by halving instead.
    tally: counts versions of the table under its rules.
    """

    goal: Goal
    adds_up: bool
    tally: Tally
    _totals: dict[tuple[Slider, Fraction], Fraction] = field(default_factory=dict)

    def find(self, slider: Slider, score: Fraction) -> Found | None:
        """The least change of a line that earns `score` now: to the goal, or just past it where no step lies on it."""
        if self.adds_up and slider.curve is not None:
            found, promised = self._solved(slider, score)
            if found or not promised:
                return found
        return self._tried(slider)

    def best(self, slider: Slider, score: Fraction) -> Fraction:
        """The furthest that this slider alone, on a line that earns `score` now, brings the total towards the goal."""
        marks = slider.marks()
        if self.adds_up and slider.curve is not None:
            curve = slider.curve
            worth = {x: result for x in marks if (result := curve.at(x)) is not None}
            if worth:
                pick = max if self.goal.rises else min
                x = pick(worth, key=lambda x: worth[x])
                earned = rounded(worth[x], self.tally.rules.rounding.value)
                if earned <= score if self.goal.rises else earned >= score:
                    return self.goal.present
                marks = [x]
        return self.goal.best(iter([self.goal.present, *(self.total(slider, x) for x in marks)]))

    def total(self, slider: Slider, x: Fraction) -> Fraction:
        """The total of the table with another value."""
        key = (slider, x)
        if key not in self._totals:
            self._totals[key] = self.tally.total(slider.put(x))
        return self._totals[key]

    def _solved(self, slider: Slider, score: Fraction) -> tuple[Found | None, bool]:
        """By the line's own formula, and whether the formula promised anything at all."""
        rounding = self.tally.rules.rounding.value
        needed = score + self.goal.wanted - self.goal.present
        half = Fraction(1, 2 * 10**rounding.places)
        levels = sorted({base + side for base in _on_grid(needed, 2 * half) for side in (-half, half)})

        def exactly(earned: Fraction) -> bool:
            return rounded(earned, rounding) == needed

        def reaches(earned: Fraction) -> bool:
            got = rounded(earned, rounding)
            return got >= needed if self.goal.rises else got <= needed

        spans = self._where(slider, reaches, levels)
        if not spans:
            return None, False
        found = self._least(slider, spans)
        if found is None or self.total(slider, found.x) == self.goal.wanted:
            return found, True
        exact = self._least(slider, self._where(slider, exactly, levels))
        if exact is not None and self.total(slider, exact.x) == self.goal.wanted:
            found = replace(found, exact=exact.x)
        return found, True

    def _least(self, slider: Slider, spans: list[Span]) -> Found | None:
        """The nearest value in the spans that keeps its promise: with the fewest decimals that hit the goal itself,
        else with as many as the cell has."""
        first: Found | None = None
        for places in slider.places:
            x = nearest(spans, slider.start, Fraction(1, 10**places))
            if x is None or not self.goal.is_passed(self.total(slider, x)):
                continue
            found = Found(x, next(span for span in spans if span.holds(x)))
            if self.total(slider, x) == self.goal.wanted:
                return found
            first = first or found
        return first

    @staticmethod
    def _where(slider: Slider, accepted: Callable[[Fraction], bool], levels: list[Fraction]) -> list[Span]:
        return slider.curve.where(accepted, levels, slider.low, slider.high) if slider.curve else []

    def _tried(self, slider: Slider) -> Found | None:
        """By scoring: between two turns the total runs one way, so halving finds where it passes the goal."""
        least: list[Fraction] = []
        exact: list[Fraction] = []
        for places in slider.places[:: max(1, len(slider.places) // MOST_GRAINS)]:
            grain = 10**places
            steps = [
                Fraction(n, grain)
                for first, last in slider.stretches(places)
                for n in self._passing(slider, first, last, grain)
            ]
            exact += [x for x in steps if self.total(slider, x) == self.goal.wanted]
            least += _nearest_to(slider.start, steps)
            if any(x in exact for x in least):
                break
        hits = [x for x in least if x in exact]
        if not least:
            return None
        return Found((hits or least)[0], exact=next(iter(_nearest_to(slider.start, exact)), None))

    def _passing(self, slider: Slider, first: int, last: int, grain: int) -> Iterator[int]:
        """Of the steps from first to last those worth a look: where the goal is passed, nearest to the start."""

        def passes(n: int) -> bool:
            return self.goal.is_passed(self.total(slider, Fraction(n, grain)))

        at_first, at_last = passes(first), passes(last)
        if at_first and at_last:
            near = min(max(slider.start * grain // 1, first), last)
            yield from (n for n in {first, last, int(near)} if passes(n))
        elif at_first or at_last:
            good, bad = (first, last) if at_first else (last, first)
            while abs(good - bad) > 1:
                middle = (good + bad) // 2
                good, bad = (middle, bad) if passes(middle) else (good, middle)
            yield good


def _nearest_to(start: Fraction, several: list[Fraction]) -> list[Fraction]:
    """The nearest of several, of two the smaller; nothing of none."""
    return sorted(several, key=lambda x: (abs(x - start), x))[:1]


def _on_grid(number: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
    below = number // step * step
    return (below, -(-number // step) * step)
