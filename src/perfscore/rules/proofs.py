"""Proves what every scoring formula must keep: it stays within the points, and runs in one direction.

Method: the plane of the variables is cut into cells on which every polynomial that matters (each condition,
divisor, result, slope) keeps its sign: a cylindrical decomposition, exact on rational numbers. One sample
then speaks for its whole cell, and the formula's own evaluation gives the sample's value. Where the cut
would need irrational numbers or more than two free variables, the answer is `not-decided`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import TypeAlias

import sympy

from perfscore.rules.formula import DivisionByZero, Formula, parse_formula
from perfscore.rules.load import load_template
from perfscore.rules.symbols import Expression, branch_at, branches, latex, rational, symbol, turning_points

__all__ = ["Claim", "Proof", "Verdict", "latex", "prove", "prove_template"]

Sample: TypeAlias = dict[str, Fraction]


class Claim(StrEnum):
    WITHIN_POINTS = "within-points"
    NEVER_FALLS = "never-falls"
    """More of the main variable never lowers the score."""
    NEVER_RISES = "never-rises"


class Verdict(StrEnum):
    PROVED = "proved"
    REFUTED = "refuted"
    NOT_DECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one claim about one formula.

    counterexample: the figures that refute it, two sets for a claim about direction; empty otherwise.
    """

    rule: str
    reading: str
    claim: Claim
    verdict: Verdict
    counterexample: tuple[Sample, ...] = ()


DIRECTIONS = {
    "execution-rate": ("spent", Claim.NEVER_FALLS),
    "at-least": ("actual", Claim.NEVER_FALLS),
    "more": ("actual", Claim.NEVER_FALLS),
    "at-most": ("actual", Claim.NEVER_RISES),
    "less": ("actual", Claim.NEVER_RISES),
    "by": ("days_late", Claim.NEVER_RISES),
}
"""The main variable of each rule that has a direction."""

DOMAINS = {
    "execution-rate": parse_formula("1 if budget > 0 else 0"),
    "range": parse_formula("1 if lower <= upper else 0"),
    "over-achieved": parse_formula("1 if 0 <= score and score <= points else 0"),
}
"""Where a rule is meant to be used, 1 inside; a rule not named here must hold for all real numbers."""

EVERYWHERE = parse_formula("1")
MOST_POLYNOMIALS = 40
TRIED = tuple(Fraction(n, 2) for n in (-4, -2, -1, 0, 1, 2, 3, 4, 20))


class _UndecidedError(Exception):
    """The method does not reach this formula."""


def prove_template(id: str) -> list[Proof]:
    """Every claim about every formula of a template, in all its readings, as they stand today."""
    proofs = []
    template = load_template(id)
    for rule in template.formulas:
        if rule == "total-cap":
            continue  # it is bound by the total it is given, not by points: the cases try it on both sides
        for reading in template.offered.get(rule, ("",)):
            chosen = load_template(id, choices={rule: reading}) if reading else template
            proofs += prove(rule, chosen.formulas[rule].value, reading)
    return proofs


def prove(rule: str, formula: Formula, reading: str = "") -> list[Proof]:
    """The claims about one formula, read as the formula of `rule`."""
    domain = DOMAINS.get(rule, EVERYWHERE)
    main, direction = DIRECTIONS.get(rule, ("actual", None))
    claims = [Claim.WITHIN_POINTS] + ([direction] if direction else [])
    return [
        Proof(rule, reading, claim, *_settle(_Question(formula, domain, main), claim)) for claim in claims
    ]


@dataclass(frozen=True, slots=True)
class _Question:
    """A formula, where it is used, and the variable that is to move."""

    formula: Formula
    domain: Formula
    main: str

    def inside(self, sample: Sample) -> bool:
        return sample["points"] >= 0 and self.domain.evaluate(sample) == 1

    def breaks_bounds(self, sample: Sample) -> bool:
        try:
            return not 0 <= self.formula.evaluate(sample) <= sample["points"]
        except DivisionByZero:
            return True

    @property
    def names(self) -> list[str]:
        """All variables but `points`, the main one last."""
        names = (self.formula.names | self.domain.names) - {"points", self.main}
        return [*sorted(names), self.main]


def _settle(question: _Question, claim: Claim) -> tuple[Verdict, tuple[Sample, ...]]:
    try:
        stacks = list(_stacks(question))
    except _UndecidedError:
        tried = _tried(question) if claim is Claim.WITHIN_POINTS else []
        return _verdict(_out_of_bounds(question, tried), decided=False)
    if claim is Claim.WITHIN_POINTS:
        return _verdict(_out_of_bounds(question, stacks), decided=True)
    sign = 1 if claim is Claim.NEVER_FALLS else -1
    turning = [stack for stack in stacks if _turns_back(question, stack, sign)]
    return _verdict(_pair(question, turning, sign), decided=not turning)


def _verdict(refuted: tuple[Sample, ...], decided: bool) -> tuple[Verdict, tuple[Sample, ...]]:
    if refuted:
        return Verdict.REFUTED, refuted
    return (Verdict.PROVED if decided else Verdict.NOT_DECIDED), ()


def _tried(question: _Question) -> list[list[Sample]]:
    """Figures to try where there is no proof: a counterexample may still turn up."""
    names = ["points", *question.names]
    samples = (dict(zip(names, figures, strict=True)) for figures in product(TRIED, repeat=len(names)))
    return [[sample] for sample in samples if question.inside(sample)]


def _out_of_bounds(question: _Question, stacks: list[list[Sample]]) -> tuple[Sample, ...]:
    return next(((sample,) for stack in stacks for sample in stack if question.breaks_bounds(sample)), ())


def _turns_back(question: _Question, stack: list[Sample], sign: int) -> bool:
    """Whether the score runs against `sign` somewhere on a line; True as well where that cannot be said.

    The samples of a line are interval, point, interval, ... An interval counts by its slope, a point by how
    the intervals beside it end there.
    """
    main, tree = symbol(question.main), question.formula.tree
    try:
        for sample in stack:
            question.formula.evaluate(sample)  # sympy would cancel `a / a` and not notice the zero
        results = [branch_at(tree, sample).subs(_numbers(sample, {question.main})) for sample in stack]
    except DivisionByZero:
        return True
    for position, (sample, result) in enumerate(zip(stack, results, strict=True)):
        here = rational(sample[question.main])
        if position % 2 == 0:
            values = [sympy.Integer(0), sign * sympy.diff(result, main).subs(main, here)]
        else:
            beside = results[position - 1 : position + 2]
            values = [sign * each.subs(main, here) for each in beside]
        if not all(value.is_Rational for value in values):
            return True
        if any(earlier > later for earlier, later in pairwise(values)):
            return True
    return False


def _pair(question: _Question, stacks: list[list[Sample]], sign: int) -> tuple[Sample, ...]:
    """Two sets of figures, the main variable growing, between which the score runs against `sign`."""
    for stack, step in product(stacks, (Fraction(1, 2**power) for power in range(0, 24, 3))):
        places = {sample[question.main] + side * step for sample in stack for side in (-1, 0, 1)}
        line = [{**stack[0], question.main: place} for place in sorted(places)]
        for earlier, later in pairwise(line):
            with suppress(DivisionByZero):
                if sign * question.formula.evaluate(earlier) > sign * question.formula.evaluate(later):
                    return earlier, later
    return ()


def _stacks(question: _Question) -> Iterator[list[Sample]]:
    """Samples of all cells inside the domain, as lines along the main variable."""
    polynomials = _polynomials(question)
    fixed, names = _without_scale(polynomials, question)
    for choice in fixed:
        at = _factors((polynomial.subs(_numbers(choice)) for polynomial in polynomials), names)
        for stack in _cells(at, names):
            whole = [{**choice, **sample} for sample in stack]
            if question.inside(whole[0]):
                yield whole


def _polynomials(question: _Question) -> list[Expression]:
    """Everything whose sign matters: conditions, divisors, results, distance to the points, slopes, jumps."""
    points, main = symbol("points"), symbol(question.main)
    results = branches(question.formula.tree)
    matter = [points, *turning_points(question.formula.tree), *turning_points(question.domain.tree)]
    matter += [*results, *(points - result for result in results)]
    matter += [sympy.diff(result, main) for result in results]
    matter += [one - other for one, other in combinations(results, 2)]
    names = [points, *(symbol(name) for name in question.names)]
    found: dict[Expression, None] = {}
    for expression in matter:
        if expression.has(sympy.zoo, sympy.nan):
            raise _UndecidedError
        for part in sympy.fraction(sympy.cancel(sympy.together(expression))):
            found.update(dict.fromkeys(factor for factor, _ in sympy.factor_list(part, *names)[1]))
    if len(found) > MOST_POLYNOMIALS:
        raise _UndecidedError
    return list(found)


def _without_scale(polynomials: list[Expression], question: _Question) -> tuple[list[Sample], list[str]]:
    """Figures that may be fixed because only proportions matter, and the variables that stay free.

    When `points` is in no polynomial but itself, only its sign matters. When the polynomials are homogeneous
    in the rest, neither does the size of one variable there.
    """
    points, names = symbol("points"), question.names
    rest = [each for each in polynomials if each != points]
    if any(each.has(points) for each in rest):
        rest, names, fixed = polynomials, ["points", *names], [Sample()]
    else:
        fixed = [{"points": Fraction(1)}, {"points": Fraction(0)}]
    if len(names) <= 2:
        return fixed, names
    symbols = [symbol(name) for name in names]
    if len(names) > 3 or not all(sympy.Poly(each, *symbols).is_homogeneous for each in rest):
        raise _UndecidedError
    return [{**each, names[0]: Fraction(sign)} for each in fixed for sign in (-1, 0, 1)], names[1:]


def _cells(factors: list[Expression], names: list[str]) -> Iterator[list[Sample]]:
    """Lines of samples along the last variable, one line for each cell of the first where there are two."""
    *outer, main = names
    if not outer:
        yield [{main: value} for value in _line(factors, main)]
        return
    for value in _line(_projection(factors, symbol(main)), outer[0]):
        at = [factor.subs(symbol(outer[0]), rational(value)) for factor in factors]
        yield [{outer[0]: value, main: each} for each in _line(at, main)]


def _projection(factors: list[Expression], main: Expression) -> list[Expression]:
    """What must keep its sign so that the roots in `main` neither meet, nor vanish, nor come up."""
    moving = [sympy.Poly(factor, main) for factor in factors if factor.has(main)]
    kept = [factor for factor in factors if not factor.has(main)]
    for polynomial in moving:
        kept += [*polynomial.all_coeffs(), polynomial.discriminant()]
    return kept + [
        sympy.resultant(one.as_expr(), other.as_expr(), main) for one, other in combinations(moving, 2)
    ]


def _line(expressions: Iterable[Expression], name: str) -> list[Fraction]:
    """Samples of a line cut at all roots: interval, root, interval, ..., interval."""
    variable = symbol(name)
    roots: set[Fraction] = set()
    for expression in expressions:
        for factor, _ in sympy.factor_list(expression, variable)[1]:
            polynomial = sympy.Poly(factor, variable)
            if polynomial.degree() == 1:
                root = -polynomial.nth(0) / polynomial.nth(1)
                roots.add(Fraction(int(root.p), int(root.q)))
            elif polynomial.count_roots():
                raise _UndecidedError
    if not roots:
        return [Fraction(0)]
    ordered = sorted(roots)
    middles = [(one + other) / 2 for one, other in pairwise(ordered)]
    return sorted([ordered[0] - 1, *ordered, *middles, ordered[-1] + 1])


def _factors(expressions: Iterable[Expression], names: list[str]) -> list[Expression]:
    """The different irreducible factors of all of them; what is constant has none."""
    symbols = [symbol(name) for name in names]
    found = (
        factor for each in expressions if each != 0 for factor, _ in sympy.factor_list(each, *symbols)[1]
    )
    return list(dict.fromkeys(found))


def _numbers(sample: Sample, but: Iterable[str] = ()) -> dict[Expression, Expression]:
    return {symbol(name): rational(value) for name, value in sample.items() if name not in but}
