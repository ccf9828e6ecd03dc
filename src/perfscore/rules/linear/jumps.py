"""Where a result jumps as the main variable grows, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from perfscore.rules.linear.elimination import Constraint, Constraints, solve
from perfscore.rules.linear.forms import (
    CONSTANT,
    ONE,
    ZERO,
    Linear,
    added,
    form_text,
    reduced,
    scaled,
    times_points,
    value_of,
    with_main_at,
)
from perfscore.rules.linear.paths import MOST_PAIRS, Path, PathReader, is_one
from perfscore.rules.linear.scale import all_figures, fixed_points
from perfscore.rules.proved import Jump, Question, Sample, UndecidedError


@dataclass(frozen=True, slots=True)
class Region:
    """Where a jump happens: the conditions, and the steps of which at least one must not be zero."""

    conditions: Constraints
    steps: tuple[Linear, ...]

    def example(self) -> Sample | None:
        """Figures of the region; None when it is empty."""
        for step, sign in product(self.steps, (ONE, -ONE)):
            if (found := solve((*self.conditions, Constraint(scaled(step, sign), True)))) is not None:
                return found
        return None


def jumps(question: Question) -> tuple[Jump, ...]:
    """All jumps along the main variable, everything else held."""
    fixed = fixed_points(question)[0]  # without points there is nothing to jump between
    reader = PathReader(fixed)
    formula = reader.paths(question.formula.tree)
    domain = reader.paths(question.domain.tree)
    whole = [
        Path((*where.conditions, *path.conditions), path.result if is_one(where) else None)
        for where, path in product(domain, formula)
    ]
    found: dict[tuple[str | None, ...], list[tuple[Linear, Constraints, Region]]] = {}
    whole = [path for path in whole if solve(path.conditions) is not None]
    some = () if fixed or not question.reads_points else (Constraint({"points": ONE}, True),)
    inside = [(*some, *where.conditions) for where in domain if is_one(where)]
    forms = [each.form for path in whole for each in path.conditions]
    for place in _roots(forms, question.main):
        for region, results in _around(whole, place, question.main):
            told = tuple(None if each is None else _result_text(each, fixed) for each in results)
            base = next(
                (at for conditions in inside if (at := _at(conditions, place, question.main, 0)) is not None),
                (),
            )
            found.setdefault((form_text(place), *told), []).append((place, base, region))
    return tuple(_told(question, fixed, found))


def _told(
    question: Question,
    fixed: Sample,
    found: Mapping[tuple[str | None, ...], Sequence[tuple[Linear, Constraints, Region]]],
) -> Iterator[Jump]:
    """The jumps found, each once: where two places fall together it belongs to the one that comes first."""
    places = {str(key[0]): regions[0][0] for key, regions in found.items()}
    alone = dict.fromkeys(places, 0)
    for (name, *_), regions in found.items():
        others = [place for other, place in places.items() if other != name]
        alone[str(name)] += sum(
            not any(_meets(region, places[str(name)], other) for other in others) for *_, region in regions
        )
    ordered = sorted(places, key=lambda name: -alone[name])
    for (name, left, value, right), regions in found.items():
        place = places[str(name)]
        earlier = [places[other] for other in ordered[: ordered.index(str(name))]]
        kept = [each for each in regions if not any(_meets(each[2], place, other) for other in earlier)]
        if not kept:
            continue
        figures = kept[0][2].example() or {}
        when = _any_of([" and ".join(_needed(base, region)) for _, base, region in kept])
        main = value_of(place, figures)
        example = all_figures(question, fixed, {**figures, question.main: main})
        yield Jump(question.main, str(name), left, value, right, when, tuple(example.items()))


MOST_CONDITIONS = 3


def _any_of(conditions: Sequence[str]) -> str | None:
    """Several conditions of which one must hold, as one; None when that would be too long to read."""
    different = list(dict.fromkeys(conditions))
    if "" in different:
        return ""
    if len(different) > MOST_CONDITIONS:
        return None
    if len(different) == 1:
        return different[0]
    return " or ".join(f"({each})" if " and " in each else each for each in different)


def _meets(region: Region, place: Linear, other: Linear) -> bool:
    """Whether the two places are one throughout a region."""
    return _only_zero(region.conditions, added(place, other, -ONE))


def _only_zero(conditions: Constraints, form: Linear) -> bool:
    """Whether a form is zero, and nothing else, wherever the conditions hold."""
    return all(solve((*conditions, Constraint(scaled(form, sign), True))) is None for sign in (ONE, -ONE))


def _around(
    paths: Sequence[Path], place: Linear, main: str
) -> Iterator[tuple[Region, tuple[Linear | None, ...]]]:
    """Where the results just before, at and just after a place differ, and what they come to there."""
    beside: list[list[tuple[Constraints, Linear | None]]] = []
    for side in (0, -1, 1):
        at_side = []
        for path in paths:
            conditions = _at(path.conditions, place, main, side)
            if conditions is not None and solve(conditions) is not None:
                at_side.append((conditions, path.result and with_main_at(path.result, main, place)))
        beside.append(at_side)
    if len(beside[0]) * max(len(beside[1]), len(beside[2])) > MOST_PAIRS:
        raise UndecidedError
    for here, value in beside[0]:
        if value is None:
            continue
        for before, left in beside[1]:
            if solve((*here, *before)) is None:
                continue
            for after, right in beside[2]:
                steps = [added(other, value, -ONE) for other in (left, right) if other is not None]
                region = Region((*here, *before, *after), tuple(_different(steps)))
                if region.example() is not None:
                    yield region, (left, value, right)


def _different(steps: Sequence[Linear]) -> Iterator[Linear]:
    """The steps that are not zero everywhere, each once whatever its scale and sign."""
    seen = []
    for step in steps:
        lead = next((value for key, value in sorted(step.items()) if key), step.get(CONSTANT, ONE))
        form = scaled(step, 1 / lead)
        if form and form not in seen:
            seen.append(form)
            yield form


def _at(conditions: Constraints, place: Linear, main: str, side: int) -> Constraints | None:
    """Conditions at a place of the main variable (0), or as near as one likes before (-1) or after it (1)."""
    put = []
    for each in conditions:
        form = with_main_at(each.form, main, place)
        slope = each.form.get(main, ZERO) * side
        strict = slope < 0 or (each.strict and slope == 0)
        if not set(form) - {CONSTANT}:
            constant = form.get(CONSTANT, ZERO)
            if constant < 0 or (strict and constant == 0):
                return None
        else:
            put.append(Constraint(form, strict))
    return tuple(put)


def _needed(base: Constraints, region: Region) -> list[str]:
    """The conditions of a region that the domain does not imply, none of them implied by the others."""
    kept = dict.fromkeys((tuple(reduced(each.form).items()), each.strict) for each in region.conditions)
    step = [reduced(each) for each in region.steps]
    edges = [*step, *(scaled(each, -ONE) for each in step)] if len(step) == 1 else []
    constraints = [Constraint(dict(form), strict or dict(form) in edges) for form, strict in kept]
    for each in tuple(constraints):
        rest = [other for other in constraints if other is not each]
        if solve((*base, *rest, each.negated)) is None:
            constraints = rest
    told = _relations(constraints)
    zero = [Constraint(scaled(step, sign), False) for step in region.steps for sign in (ONE, -ONE)]
    if solve((*base, *constraints, *zero)) is not None:
        apart = [_solved(step, "!=") for step in region.steps]
        told.append(apart[0] if len(apart) == 1 else f"({' or '.join(apart)})")
    return told


def _relations(constraints: Sequence[Constraint]) -> list[str]:
    """`target > 0`; two that make an equation together are told as one."""
    told: list[str] = []
    waiting = list(constraints)
    while waiting:
        each = waiting.pop(0)
        opposite = next(
            (o for o in waiting if not o.strict and not each.strict and o.form == scaled(each.form, -ONE)),
            None,
        )
        if opposite is not None:
            waiting.remove(opposite)
        told.append(_relation(each, equal=opposite is not None))
    return told


def _relation(constraint: Constraint, equal: bool) -> str:
    return _solved(constraint.form, "==" if equal else ">" if constraint.strict else ">=")


def _solved(form: Linear, sign: str) -> str:
    """`form sign 0`, solved for its first variable."""
    lead = min(set(form) - {CONSTANT})
    rest = scaled({key: value for key, value in form.items() if key != lead}, -1 / form[lead])
    turned = sign.replace(">", "<") if form[lead] < 0 else sign
    return f"{lead} {turned} {form_text(rest)}"


def _roots(forms: Iterable[Linear], main: str) -> list[Linear]:
    """The places at which a condition turns, as forms of the other variables."""
    found: dict[tuple[tuple[str, Fraction], ...], Linear] = {}
    for form in forms:
        if slope := form.get(main):
            rest = {key: value for key, value in form.items() if key != main}
            root = scaled(rest, -1 / slope)
            found.setdefault(tuple(sorted(root.items())), root)
    return list(found.values())


def _result_text(form: Linear, fixed: Sample) -> str:
    return times_points(form_text(form)) if fixed else form_text(form)
