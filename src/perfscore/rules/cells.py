"""Proofs by cutting the plane of the variables into cells, for formulas that multiply and divide.

Method: the plane is cut into cells on which every polynomial that matters (each condition, divisor, result,
slope) keeps its sign: a cylindrical decomposition, exact on rational numbers. One sample then speaks for its
whole cell, and the formula's own evaluation gives the sample's value. Where the cut would need irrational
numbers or more than two free variables, UndecidedError is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import TypeAlias

import sympy

from perfscore.rules.formula import DivisionByZero
from perfscore.rules.linear.forms import number_text, times_points
from perfscore.rules.proved import Claim, Jump, Question, Sample, UndecidedError
from perfscore.rules.symbols import Expression, branch_at, branches, rational, symbol, turning_points

MOST_POLYNOMIALS = 40
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a line: the sample that speaks for it. is_point: a single point, else an open interval."""

    sample: Sample
    is_point: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The cells along the main variable for one cell of the others, from less to more: interval, point, ..."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A question cut into lines.

    polynomials: what was kept of one sign. fixed: variables that are numbers because only proportions matter.
    """

    question: Question
    polynomials: tuple[Expression, ...]
    fixed: frozenset[str]
    lines: tuple[Line, ...]


def cut(question: Question) -> Cut:
    """Samples of all cells, those outside the domain marked."""
    polynomials = _polynomials(question)
    fixed, names = _without_scale(polynomials, question)
    lines = []
    for choice in fixed:
        at = _factors((polynomial.subs(_numbers(choice)) for polynomial in polynomials), names)
        for samples in _cells(at, names):
            whole = [{**choice, **sample} for sample in samples]
            spots = [Spot(each, bool(n % 2), question.inside(each)) for n, each in enumerate(whole)]
            if any(spot.inside for spot in spots):
                lines.append(Line(tuple(spots)))
    return Cut(question, tuple(polynomials), frozenset(fixed[0]), tuple(lines))


def out_of_bounds(cut: Cut) -> Sample | None:
    """Figures at which the result is below zero, above its bound or missing; None proves there are none."""
    for line in cut.lines:
        for spot in line.spots:
            if spot.inside and cut.question.breaks_bounds(spot.sample):
                return spot.sample
    return None


def turned_back(cut: Cut, claim: Claim) -> tuple[Sample, Sample] | None:
    """Two sets of figures between which the result runs against the claim; None proves there are none."""
    sign = 1 if claim is Claim.NEVER_FALLS else -1
    turning = [line for line in cut.lines if _turns_back(cut.question, line, sign)]
    if not turning:
        return None
    if (found := _pair(cut.question, turning, sign)) is not None:
        return found
    raise UndecidedError


# --- Direction ------------------------------------------------------------------------------------------------


def _turns_back(question: Question, line: Line, sign: int) -> bool:
    """Whether the score runs against `sign` somewhere on a line; True as well where that cannot be said.

    An interval counts by its slope, and by what it comes to at its ends.
    """
    main = symbol(question.main)
    values: list[Expression] = []
    try:
        for position, spot in enumerate(line.spots):
            if not spot.inside:
                continue
            question.formula.evaluate(spot.sample)  # sympy would cancel `a / a` and not notice the zero
            result = sign * _along(question, spot)
            if not spot.is_point:
                slope = sympy.diff(result, main).subs(main, rational(spot.sample[question.main]))
                if not slope.is_Rational or slope < 0:
                    return True
            values += [result.subs(main, rational(end)) for end in _ends(question, line, position)]
    except DivisionByZero:
        return True
    return not all(value.is_Rational for value in values) or any(a > b for a, b in pairwise(values))


def _along(question: Question, spot: Spot) -> Expression:
    """The result on a cell as an expression of the main variable alone."""
    result = branch_at(question.formula.tree, spot.sample).subs(_numbers(spot.sample, {question.main}))
    return sympy.cancel(result)


def _ends(question: Question, line: Line, position: int) -> list[Fraction]:
    """Where a cell begins and ends; an interval without an end gives none, a point gives itself."""
    spots = line.spots
    if spots[position].is_point:
        return [spots[position].sample[question.main]]
    return [
        spots[beside].sample[question.main]
        for beside in (position - 1, position + 1)
        if 0 <= beside < len(spots)
    ]


def _pair(question: Question, lines: Sequence[Line], sign: int) -> tuple[Sample, Sample] | None:
    """Two sets of figures, the main variable growing, between which the score runs against `sign`."""
    for line, step in product(lines, (Fraction(1, 2**power) for power in range(0, 24, 3))):
        places = {spot.sample[question.main] + side * step for spot in line.spots for side in (-1, 0, 1)}
        samples = [{**line.spots[0].sample, question.main: place} for place in sorted(places)]
        for earlier, later in pairwise([each for each in samples if question.inside(each)]):
            with suppress(DivisionByZero):
                if sign * question.formula.evaluate(earlier) > sign * question.formula.evaluate(later):
                    return earlier, later
    return None


# --- Jumps ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """A jump on one line: at which spot, and the results before, at and after it."""

    line: int
    at: Sample
    texts: tuple[str | None, ...]


UNBOUNDED = "unbounded"
"""Stands for a result that grows beyond every bound on its way to a place."""


def jumps(cut: Cut) -> tuple[Jump, ...]:
    """All jumps along the main variable, told by place; a place that explains most of them comes first."""
    question = cut.question
    main = symbol(question.main)
    lines = [line for line in cut.lines if line.spots[0].sample.get("points", 1) > 0]
    places: dict[str, Expression] = {}
    for polynomial in dict.fromkeys(
        (*_places_of(question.formula.tree), *_places_of(question.domain.tree), *cut.polynomials)
    ):
        if polynomial.has(main) and sympy.degree(polynomial, main) == 1:
            slope, rest = sympy.Poly(polynomial, main).all_coeffs()
            place = sympy.cancel(-rest / slope)
            places.setdefault(expression_text(place), place)
    waiting = [(number, spot) for number, line in enumerate(lines) for spot in _jumping(question, line) or ()]
    told: list[Jump] = []
    while waiting:
        at = {
            name: [each for each in waiting if _lies(place, each[1][0], main)]
            for name, place in places.items()
        }
        name = max(at, key=lambda name: len(at[name]), default="")
        if not name or not at[name]:
            raise UndecidedError
        waiting = [each for each in waiting if each not in at[name]]
        grouped: dict[tuple[str | None, ...], list[tuple[int, Sample]]] = {}
        for number, (sample, sides) in at[name]:
            texts = tuple(_limit_text(cut, sample, side, places[name]) for side in sides)
            grouped.setdefault(texts, []).append((number, sample))
        for (left, value, right), cells in grouped.items():
            when = _when(cut, lines, {number for number, _ in cells})
            told.append(Jump(question.main, name, left, value, right, when, tuple(_nicest(cells).items())))
    return tuple(told)


def _places_of(tree: object) -> Iterator[Expression]:
    for expression in turning_points(tree):  # type: ignore[arg-type]
        if not expression.has(sympy.zoo, sympy.nan):
            yield from (part for part in sympy.fraction(sympy.cancel(sympy.together(expression))))


def _nicest(cells: Sequence[tuple[int, Sample]]) -> Sample:
    """The example with the fewest zeros: in them places fall together that are different elsewhere."""
    return min((sample for _, sample in cells), key=lambda sample: list(sample.values()).count(ZERO))


Side: TypeAlias = tuple[Sample, bool] | None
"""The sample whose branch applies on one side of a place and whether it has a result; None outside the domain."""


def _jumping(question: Question, line: Line) -> Iterator[tuple[Sample, tuple[Side, Side, Side]]]:
    """The points of a line at which its result jumps, with the cells before, at and after each."""
    for position, spot in enumerate(line.spots):
        if not spot.is_point or not spot.inside:
            continue
        sides = [each if each.inside else None for each in line.spots[position - 1 : position + 2]]
        here = spot.sample[question.main]
        values = [None if each is None else _limit(question, each, here) for each in sides]
        if any(value is not None and value != values[1] for value in values):
            before, at, after = (
                None if each is None else (each.sample, _has_result(question, each)) for each in sides
            )
            yield spot.sample, (before, at, after)


def _has_result(question: Question, spot: Spot) -> bool:
    try:
        question.formula.evaluate(spot.sample)
    except DivisionByZero:
        return False
    return True


def _limit(question: Question, spot: Spot, here: Fraction) -> Expression:
    """What the result on a cell comes to at a place; nan where it has none."""
    if not _has_result(question, spot):
        return sympy.nan
    return _along(question, spot).subs(symbol(question.main), rational(here))


def _lies(place: Expression, sample: Sample, main: Expression) -> bool:
    value = place.subs(_numbers(sample, {str(main)}))
    return bool(value.is_Rational) and value == rational(sample[str(main)])


def _limit_text(cut: Cut, sample: Sample, side: Side, place: Expression) -> str | None:
    """A one-sided limit as a formula of the other variables."""
    if side is None or not side[1]:
        return None if side is None else ""
    question, main = cut.question, symbol(cut.question.main)
    general = sympy.cancel(sympy.cancel(branch_at(question.formula.tree, side[0])).subs(main, place))
    exact = sympy.cancel(branch_at(question.formula.tree, side[0]).subs(_numbers(side[0], {question.main})))
    exact = exact.subs(main, rational(sample[question.main]))
    if not exact.is_Rational:
        return UNBOUNDED
    if general.has(sympy.zoo, sympy.nan) or general.subs(_numbers(sample)) != exact:
        # The general form has no value where some variables are zero; there the number itself is told.
        text = number_text(Fraction(int(exact.p), int(exact.q)))
        return times_points(text) if "points" in cut.fixed else text
    return expression_text(general)


def _when(cut: Cut, lines: Sequence[Line], jumping: set[int]) -> str | None:
    """The shortest condition on the other variables that holds on these lines and on no others."""
    if len(jumping) == len(lines):
        return ""
    main = symbol(cut.question.main)
    others = [symbol(name) for name in cut.question.names[:-1]]
    forms = dict.fromkeys((*others, *(p for p in cut.polynomials if not p.has(main))))
    conditions: dict[str, set[int]] = {}
    for form in forms:
        signs = [_sign(form.subs(_numbers(line.spots[0].sample, {str(main)}))) for line in lines]
        if form != symbol("points") and None not in signs:
            for relation, meets in SIGNS.items():
                held = {n for n, sign in enumerate(signs) if sign is not None and meets(sign)}
                conditions.setdefault(_condition_text(form, relation), held)
    for several in (1, 2):
        for chosen in combinations(conditions, several):
            if set.intersection(*(conditions[each] for each in chosen)) == jumping:
                return " and ".join(chosen)
    return None


SIGNS: Mapping[str, Callable[[int], bool]] = {
    ">": lambda sign: sign > 0,
    "<": lambda sign: sign < 0,
    "==": lambda sign: sign == 0,
    ">=": lambda sign: sign >= 0,
    "<=": lambda sign: sign <= 0,
    "!=": lambda sign: sign != 0,
}
MIRRORED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "==", "!=": "!="}


def _sign(value: Expression) -> int | None:
    return int(sympy.sign(value)) if value.is_Rational else None


def _condition_text(form: Expression, relation: str) -> str:
    """`target > 0`, `upper > lower`: solved for the first variable it is linear in."""
    for variable in sorted(form.free_symbols, key=str):
        if sympy.degree(form, variable) == 1:
            slope, rest = sympy.Poly(form, variable).all_coeffs()
            if slope.is_Rational:
                sign = relation if slope > 0 else MIRRORED[relation]
                return f"{variable} {sign} {expression_text(sympy.cancel(-rest / slope))}"
    return f"{expression_text(form)} {relation} 0"


def expression_text(expression: Expression) -> str:
    """A rational expression in the formula language."""
    above, below = sympy.fraction(sympy.cancel(sympy.together(expression)))
    if not below.free_symbols:
        return _polynomial_text(above / below)
    top, bottom = (_polynomial_text(each) for each in (above, below))
    return f"{_bracketed(top)} / {_bracketed(bottom, product=True)}"


def _bracketed(text: str, product: bool = False) -> str:
    split = (" + ", " - ", " / ", *((" * ",) if product else ()))
    return f"({text})" if any(sign in text for sign in split) else text


def _polynomial_text(expression: Expression) -> str:
    symbols = sorted(expression.free_symbols, key=lambda each: (str(each) != "points", str(each)))
    if not symbols:
        return number_text(Fraction(int(expression.p), int(expression.q)))
    told = ""
    for powers, coefficient in sympy.Poly(expression, *symbols).terms():
        size = number_text(abs(Fraction(int(coefficient.p), int(coefficient.q))))
        names = [str(name) for name, power in zip(symbols, powers, strict=True) for _ in range(power)]
        term = " * ".join(names if names and size == "1" else [size, *names])
        told += (
            f" {'-' if coefficient < 0 else '+'} {term}" if told else f"-{term}" if coefficient < 0 else term
        )
    return told


# --- Cells ----------------------------------------------------------------------------------------------------


def _polynomials(question: Question) -> list[Expression]:
    """Everything whose sign matters: conditions, divisors, results, distance to the bound, slopes, jumps."""
    main = symbol(question.main)
    points = [symbol("points")] if question.reads_points else []
    results, bounds = branches(question.formula.tree), branches(question.bound.tree)
    matter = [*points]
    for formula in (question.formula, question.domain, question.bound):
        matter += turning_points(formula.tree)
    matter += [*results, *(bound - result for bound in bounds for result in results)]
    matter += [sympy.diff(result, main) for result in results]
    matter += [one - other for one, other in combinations(results, 2)]
    names = [*points, *(symbol(name) for name in question.names)]
    found: dict[Expression, None] = {}
    for expression in matter:
        if expression.has(sympy.zoo, sympy.nan):
            raise UndecidedError
        for part in sympy.fraction(sympy.cancel(sympy.together(expression))):
            found.update(dict.fromkeys(factor for factor, _ in sympy.factor_list(part, *names)[1]))
        if len(found) > MOST_POLYNOMIALS:
            raise UndecidedError
    return list(found)


def _without_scale(polynomials: list[Expression], question: Question) -> tuple[list[Sample], list[str]]:
    """Figures that may be fixed because only proportions matter, and the variables that stay free.

    When `points` is in no polynomial but itself, only its sign matters. When the polynomials are homogeneous
    in the rest, neither does the size of one variable there.
    """
    points, names = symbol("points"), question.names
    rest = [each for each in polynomials if each != points]
    fixed = [Sample()]
    if any(each.has(points) for each in rest):
        rest, names = polynomials, [*names[:-1], "points", names[-1]]
    elif question.reads_points:
        fixed = [{"points": Fraction(1)}, {"points": ZERO}]
    if len(names) == 1:
        return fixed, names
    symbols = [symbol(name) for name in names]
    scales = all(sympy.Poly(each, *symbols).is_homogeneous for each in rest)
    if len(names) > 2 + scales:
        raise UndecidedError
    if not scales or (len(names) == 2 and names[0] == "points"):
        return fixed, names
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
                raise UndecidedError
    if not roots:
        return [ZERO]
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
