"""Whether a result leaves its bounds, or runs against a claim; figures at which it does are the refutation."""

from __future__ import annotations

from itertools import product

from perfscore.rules.linear.elimination import Constraint, solve
from perfscore.rules.linear.forms import ONE, ZERO, Linear, added, scaled
from perfscore.rules.linear.paths import MOST_PAIRS, PathReader, domain_ways, result_of
from perfscore.rules.linear.scale import all_figures, fixed_points
from perfscore.rules.proved import Claim, Question, Sample, UndecidedError


def out_of_bounds(question: Question) -> Sample | None:
    """Figures at which the result is below zero or above its bound; None proves that there are none."""
    for fixed in fixed_points(question):
        reader = PathReader(fixed)
        bounds = reader.paths(question.bound.tree)
        for where, path in product(domain_ways(question, reader), reader.paths(question.formula.tree)):
            base = (*where, *path.conditions)
            broken = [(*base, Constraint(scaled(result_of(path), -ONE), True))]
            for bound in bounds:
                above = Constraint(added(result_of(path), result_of(bound), -ONE), True)
                broken.append((*base, *bound.conditions, above))
            for conditions in broken:
                if (found := solve(conditions)) is not None:
                    return all_figures(question, fixed, found)
    return None


def turned_back(question: Question, claim: Claim) -> tuple[Sample, Sample] | None:
    """Two sets of figures, the main variable growing, between which the result runs against the claim."""
    sign, main = (ONE if claim is Claim.NEVER_FALLS else -ONE), question.main
    for fixed in fixed_points(question):
        reader = PathReader(fixed)
        every = product(domain_ways(question, reader), reader.paths(question.formula.tree))
        met = [
            (base, result_of(path))
            for where, path in every
            if solve(base := (*where, *path.conditions)) is not None
        ]
        if len(met) ** 2 > MOST_PAIRS:
            raise UndecidedError
        grows = Constraint({_AFTER: ONE, main: -ONE}, True)
        for (earlier, first), (later, second) in product(met, repeat=2):
            moved = [Constraint(_renamed(each.form, main), each.strict) for each in later]
            against = Constraint(scaled(added(first, _renamed(second, main), -ONE), sign), True)
            if (found := solve((*earlier, *moved, grows, against))) is not None:
                after = found.pop(_AFTER, ZERO)
                less = all_figures(question, fixed, found)
                return less, {**less, main: after}
    return None


_AFTER = "main later on"
"""The main variable at the second of two points; no variable of a formula has a blank in its name."""


def _renamed(form: Linear, main: str) -> Linear:
    return {_AFTER if key == main else key: value for key, value in form.items()}
