"""Proofs about formulas that are linear on each of their paths, whatever the number of variables.

A path is one way through the conditions, minimums and maximums of a formula: linear conditions, and the linear
result they lead to. Whether some figures meet linear conditions is settled exactly on fractions by eliminating one
variable after the other; figures that do are found on the way back. Nothing here is left to chance: an answer of
no is a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import TypeAlias

from perfscore.model.decimals import plain
from perfscore.rules.proved import Claim, Jump, Question, Sample, UndecidedError
from perfscore.rules.tree import (
    Arithmetic,
    Binary,
    Call,
    Choice,
    Comparison,
    Condition,
    Logic,
    Name,
    Negated,
    Node,
    Not,
    Number,
    Relation,
    parts,
)

MOST_PATHS = 400
MOST_PAIRS = 12_000
MOST_CONSTRAINTS = 3000
ZERO, ONE = Fraction(0), Fraction(1)
CONSTANT = ""
"""The key of the constant in a linear form; every other key is a variable."""

Linear: TypeAlias = Mapping[str, Fraction]
"""Constant and factors; what is not there is zero."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """`form >= 0`, or `form > 0` when strict."""

    form: Linear
    strict: bool

    @property
    def negated(self) -> Constraint:
        return Constraint(_scaled(self.form, Fraction(-1)), not self.strict)


Constraints: TypeAlias = tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The conditions of one way through a formula, and where it leads; None: the formula is not used there."""

    conditions: Constraints
    result: Linear | None


@dataclass(frozen=True, slots=True)
class Region:
    """Where a jump happens: the conditions, and the steps of which at least one must not be zero."""

    conditions: Constraints
    steps: tuple[Linear, ...]

    def example(self) -> Sample | None:
        """Figures of the region; None when it is empty."""
        for step, sign in product(self.steps, (ONE, -ONE)):
            if (found := solve((*self.conditions, Constraint(_scaled(step, sign), True)))) is not None:
                return found
        return None


def out_of_bounds(question: Question) -> Sample | None:
    """Figures at which the result is below zero or above its bound; None proves that there are none."""
    for fixed in _fixed(question):
        reader = _Reader(fixed)
        bounds = reader.paths(question.bound.tree)
        for where, path in product(_domain(question, reader), reader.paths(question.formula.tree)):
            base = (*where, *path.conditions)
            broken = [(*base, Constraint(_scaled(_form(path), -ONE), True))]
            for bound in bounds:
                above = Constraint(_sum(_form(path), _form(bound), -ONE), True)
                broken.append((*base, *bound.conditions, above))
            for conditions in broken:
                if (found := solve(conditions)) is not None:
                    return _whole(question, fixed, found)
    return None


def turned_back(question: Question, claim: Claim) -> tuple[Sample, Sample] | None:
    """Two sets of figures, the main variable growing, between which the result runs against the claim."""
    sign, main = (ONE if claim is Claim.NEVER_FALLS else -ONE), question.main
    for fixed in _fixed(question):
        reader = _Reader(fixed)
        every = product(_domain(question, reader), reader.paths(question.formula.tree))
        met = [
            (base, _form(path))
            for where, path in every
            if solve(base := (*where, *path.conditions)) is not None
        ]
        if len(met) ** 2 > MOST_PAIRS:
            raise UndecidedError
        grows = Constraint({_AFTER: ONE, main: -ONE}, True)
        for (earlier, first), (later, second) in product(met, repeat=2):
            moved = [Constraint(_renamed(each.form, main), each.strict) for each in later]
            against = Constraint(_scaled(_sum(first, _renamed(second, main), -ONE), sign), True)
            if (found := solve((*earlier, *moved, grows, against))) is not None:
                after = found.pop(_AFTER, ZERO)
                less = _whole(question, fixed, found)
                return less, {**less, main: after}
    return None


_AFTER = "main later on"
"""The main variable at the second of two points; no variable of a formula has a blank in its name."""


def jumps(question: Question) -> tuple[Jump, ...]:
    """All jumps along the main variable, everything else held."""
    fixed = _fixed(question)[0]  # without points there is nothing to jump between
    reader = _Reader(fixed)
    formula = reader.paths(question.formula.tree)
    domain = reader.paths(question.domain.tree)
    whole = [
        Path((*where.conditions, *path.conditions), path.result if _is_one(where) else None)
        for where, path in product(domain, formula)
    ]
    found: dict[tuple[str | None, ...], list[tuple[Linear, Constraints, Region]]] = {}
    whole = [path for path in whole if solve(path.conditions) is not None]
    some = () if fixed or not question.reads_points else (Constraint({"points": ONE}, True),)
    inside = [(*some, *where.conditions) for where in domain if _is_one(where)]
    forms = [each.form for path in whole for each in path.conditions]
    for place in _roots(forms, question.main):
        for region, results in _around(whole, place, question.main):
            told = tuple(None if each is None else _result_text(each, fixed) for each in results)
            base = next(
                (at for conditions in inside if (at := _at(conditions, place, question.main, 0)) is not None),
                (),
            )
            found.setdefault((_text(place), *told), []).append((place, base, region))
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
        main = _value(place, figures)
        example = _whole(question, fixed, {**figures, question.main: main})
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
    return _only_zero(region.conditions, _sum(place, other, -ONE))


def _only_zero(conditions: Constraints, form: Linear) -> bool:
    """Whether a form is zero, and nothing else, wherever the conditions hold."""
    return all(solve((*conditions, Constraint(_scaled(form, sign), True))) is None for sign in (ONE, -ONE))


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
                at_side.append((conditions, path.result and _put(path.result, main, place)))
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
                steps = [_sum(other, value, -ONE) for other in (left, right) if other is not None]
                region = Region((*here, *before, *after), tuple(_different(steps)))
                if region.example() is not None:
                    yield region, (left, value, right)


def _different(steps: Sequence[Linear]) -> Iterator[Linear]:
    """The steps that are not zero everywhere, each once whatever its scale and sign."""
    seen = []
    for step in steps:
        lead = next((value for key, value in sorted(step.items()) if key), step.get(CONSTANT, ONE))
        form = _scaled(step, 1 / lead)
        if form and form not in seen:
            seen.append(form)
            yield form


def _at(conditions: Constraints, place: Linear, main: str, side: int) -> Constraints | None:
    """Conditions at a place of the main variable (0), or as near as one likes before (-1) or after it (1)."""
    put = []
    for each in conditions:
        form = _put(each.form, main, place)
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
    kept = dict.fromkeys((tuple(_reduced(each.form).items()), each.strict) for each in region.conditions)
    step = [_reduced(each) for each in region.steps]
    edges = [*step, *(_scaled(each, -ONE) for each in step)] if len(step) == 1 else []
    constraints = [Constraint(dict(form), strict or dict(form) in edges) for form, strict in kept]
    for each in tuple(constraints):
        rest = [other for other in constraints if other is not each]
        if solve((*base, *rest, each.negated)) is None:
            constraints = rest
    told = _relations(constraints)
    zero = [Constraint(_scaled(step, sign), False) for step in region.steps for sign in (ONE, -ONE)]
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
            (o for o in waiting if not o.strict and not each.strict and o.form == _scaled(each.form, -ONE)),
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
    rest = _scaled({key: value for key, value in form.items() if key != lead}, -1 / form[lead])
    turned = sign.replace(">", "<") if form[lead] < 0 else sign
    return f"{lead} {turned} {_text(rest)}"


def _roots(forms: Iterable[Linear], main: str) -> list[Linear]:
    """The places at which a condition turns, as forms of the other variables."""
    found: dict[tuple[tuple[str, Fraction], ...], Linear] = {}
    for form in forms:
        if slope := form.get(main):
            rest = {key: value for key, value in form.items() if key != main}
            root = _scaled(rest, -1 / slope)
            found.setdefault(tuple(sorted(root.items())), root)
    return list(found.values())


def _domain(question: Question, reader: _Reader) -> list[Constraints]:
    """The ways to be inside the domain; points are never negative."""
    return [path.conditions for path in reader.paths(question.domain.tree) if _is_one(path)]


def _is_one(path: Path) -> bool:
    if path.result is None or set(path.result) - {CONSTANT}:
        raise UndecidedError  # a domain is 1 or 0, nothing in between
    return path.result.get(CONSTANT, ZERO) == 1


# --- Scale ----------------------------------------------------------------------------------------------------


def _fixed(question: Question) -> list[Sample]:
    """Points as 1 and as 0 where the result is in proportion to them, else nothing fixed."""
    trees = (question.formula.tree, question.bound.tree)
    if question.reads_points and all(_degree(tree) == 1 for tree in trees):
        if "points" not in question.domain.names:
            return [{"points": ONE}, {"points": ZERO}]
    return [{}]


_ANY = -99
"""The degree of zero, which is that of everything."""


def _degree(node: Node) -> int | None:
    """By which power of `points` a part grows with them; None when by none."""
    match node:
        case Number(value=value):
            return 0 if value else _ANY
        case Name(id=name):
            return int(name == "points")
        case Binary(sign=("*" | "/") as sign, left=left, right=right):
            one, other = _degree(left), _degree(right)
            if one is None or other is None or other == _ANY:
                return None if sign == "/" or other is None or one is None else _ANY
            return _ANY if one == _ANY else one + other if sign == "*" else one - other
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return None if _degree(condition) is None else _common((_degree(then), _degree(otherwise)))
        case Logic(parts=several):
            return None if None in [_degree(each) for each in several] else 0
        case Not(part=part):
            return _degree(part)
        case _:
            return _common(tuple(_degree(part) for part in parts(node)))


def _common(degrees: tuple[int | None, ...]) -> int | None:
    """The degree that all parts of a sum, a choice or a comparison have."""
    found = {degree for degree in degrees if degree != _ANY}
    return _ANY if not found else found.pop() if len(found) == 1 else None


def _whole(question: Question, fixed: Sample, found: Sample) -> Sample:
    """Figures for all variables of the question."""
    names = [*(["points"] if question.reads_points else []), *question.names]
    return {name: fixed.get(name, found.get(name, ZERO)) for name in names}


# --- Paths ----------------------------------------------------------------------------------------------------

NEGATED: Mapping[Relation, Relation] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "==": "!=",
    "!=": "==",
}


class _Reader:
    """Reads the paths of a formula. fixed: variables that are numbers already."""

    def __init__(self, fixed: Sample) -> None:
        self.fixed = fixed

    def paths(self, node: Arithmetic) -> list[Path]:
        found = self._paths(node)
        if len(found) > MOST_PATHS:
            raise UndecidedError
        return found

    def _paths(self, node: Arithmetic) -> list[Path]:
        match node:
            case Number(value=value):
                return [Path((), _constant(value))]
            case Name(id=name):
                if name in self.fixed:
                    return [Path((), _constant(self.fixed[name]))]
                known = (Constraint({name: ONE}, False),) if name == "points" else ()
                return [Path(known, {name: ONE})]
            case Negated(operand=operand):
                return [Path(path.conditions, _scaled(_form(path), -ONE)) for path in self.paths(operand)]
            case Binary(sign=sign, left=left, right=right):
                return self._joined(
                    (left, right), lambda forms: [((), _arithmetic(sign, forms[0], forms[1]))]
                )
            case Choice(condition=condition, then=then, otherwise=otherwise):
                both = [
                    *product(self.ways(condition, True), self.paths(then)),
                    *product(self.ways(condition, False), self.paths(otherwise)),
                ]
                return [Path((*way, *path.conditions), path.result) for way, path in both]
            case Call(function="abs", arguments=arguments):
                return self._joined(arguments, _absolute)
            case Call(function="clip", arguments=(number, lowest, highest)):
                return self.paths(Call("max", (lowest, Call("min", (number, highest)))))
            case Call(function=function, arguments=arguments):
                least = ONE if function == "min" else -ONE
                return self._joined(arguments, lambda forms: _extreme(forms, least))

    def _joined(
        self,
        several: Sequence[Arithmetic],
        join: Callable[[tuple[Linear, ...]], list[tuple[Constraints, Linear]]],
    ) -> list[Path]:
        found = []
        for choice in product(*(self.paths(each) for each in several)):
            conditions = tuple(each for path in choice for each in path.conditions)
            for more, form in join(tuple(_form(path) for path in choice)):
                found.append(Path((*conditions, *more), form))
                if len(found) > MOST_PATHS:
                    raise UndecidedError
        return found

    def ways(self, condition: Condition, holds: bool) -> list[Constraints]:
        """The ways in which a condition holds, or does not."""
        match condition:
            case Not(part=part):
                return self.ways(part, not holds)
            case Comparison(first=first, rest=rest):
                sides = [first, *(other for _, other in rest)]
                each = [
                    self._compared(left, relation if holds else NEGATED[relation], right)
                    for left, (relation, _), right in zip(sides, rest, sides[1:], strict=False)
                ]
                return _all(each) if holds else [way for ways in each for way in ways]
            case Logic(word=word, parts=several):
                each = [self.ways(part, holds) for part in several]
                return _all(each) if (word == "and") == holds else [way for ways in each for way in ways]

    def _compared(self, left: Arithmetic, relation: Relation, right: Arithmetic) -> list[Constraints]:
        found = []
        for one, other in product(self.paths(left), self.paths(right)):
            base = (*one.conditions, *other.conditions)
            above = _sum(_form(one), _form(other), -ONE)
            below = _scaled(above, -ONE)
            ways: Mapping[Relation, list[Constraints]] = {
                ">": [(Constraint(above, True),)],
                ">=": [(Constraint(above, False),)],
                "<": [(Constraint(below, True),)],
                "<=": [(Constraint(below, False),)],
                "==": [(Constraint(above, False), Constraint(below, False))],
                "!=": [(Constraint(above, True),), (Constraint(below, True),)],
            }
            found += [(*base, *way) for way in ways[relation]]
        return found


def _all(ways: Sequence[list[Constraints]]) -> list[Constraints]:
    """Every way in which all of several conditions hold."""
    found = [tuple(each for way in choice for each in way) for choice in product(*ways)]
    if len(found) > MOST_PATHS:
        raise UndecidedError
    return found


def _form(path: Path) -> Linear:
    assert path.result is not None
    return path.result


def _absolute(forms: tuple[Linear, ...]) -> list[tuple[Constraints, Linear]]:
    (form,) = forms
    turned = _scaled(form, -ONE)
    return [((Constraint(form, False),), form), ((Constraint(turned, True),), turned)]


def _extreme(forms: tuple[Linear, ...], sign: Fraction) -> list[tuple[Constraints, Linear]]:
    """The least of several forms (sign 1) or the greatest (sign -1), the first of equal ones."""
    found: list[tuple[Constraints, Linear]] = []
    for position, form in enumerate(forms):
        ahead = [
            Constraint(_scaled(_sum(other, form, -ONE), sign), strict=place < position)
            for place, other in enumerate(forms)
            if place != position
        ]
        found.append((tuple(ahead), form))
    return found


# --- Forms ----------------------------------------------------------------------------------------------------


def _constant(value: Fraction) -> Linear:
    return {CONSTANT: value} if value else {}


def _scaled(form: Linear, factor: Fraction) -> Linear:
    return {key: value * factor for key, value in form.items()} if factor else {}


def _sum(one: Linear, other: Linear, factor: Fraction = ONE) -> Linear:
    """`one + factor * other`."""
    keys = dict.fromkeys((*one, *other))
    summed = {key: one.get(key, ZERO) + factor * other.get(key, ZERO) for key in keys}
    return {key: value for key, value in summed.items() if value}


def _arithmetic(sign: str, left: Linear, right: Linear) -> Linear:
    if sign in "+-":
        return _sum(left, right, ONE if sign == "+" else -ONE)
    if sign == "*" and not set(left) - {CONSTANT}:
        return _scaled(right, left.get(CONSTANT, ZERO))
    if set(right) - {CONSTANT} or (sign == "/" and not right):
        raise UndecidedError
    factor = right.get(CONSTANT, ZERO)
    return _scaled(left, factor if sign == "*" else 1 / factor)


def _put(form: Linear, main: str, place: Linear) -> Linear:
    """A form with another form in place of the main variable."""
    rest = {key: value for key, value in form.items() if key != main}
    return _sum(rest, place, form.get(main, ZERO))


def _renamed(form: Linear, main: str) -> Linear:
    return {_AFTER if key == main else key: value for key, value in form.items()}


def _value(form: Linear, figures: Sample) -> Fraction:
    return sum((v if key == CONSTANT else v * figures.get(key, ZERO) for key, v in form.items()), ZERO)


def _reduced(form: Linear) -> Linear:
    """The form in a scale that does not depend on how it came about; its sign stays."""
    ordered = {key: form[key] for key in sorted(form) if form[key]}
    lead = next((value for key, value in ordered.items() if key != CONSTANT), ONE)
    return _scaled(ordered, 1 / abs(lead))


def _text(form: Linear) -> str:
    """A linear form in the formula language."""
    told = ""
    for key in [*sorted(set(form) - {CONSTANT}), *({CONSTANT} & set(form))]:
        value = form[key]
        size = number_text(abs(value))
        term = size if key == CONSTANT else key if abs(value) == 1 else f"{size} * {key}"
        sign = "-" if value < 0 else "+"
        told += f" {sign} {term}" if told else f"-{term}" if value < 0 else term
    return told or "0"


def _result_text(form: Linear, fixed: Sample) -> str:
    return times_points(_text(form)) if fixed else _text(form)


def times_points(text: str) -> str:
    """A share of the points, as a formula."""
    if text in ("0", "1"):
        return "points" if text == "1" else "0"
    return f"({text}) * points" if " " in text else f"{text} * points"


def number_text(number: Fraction) -> str:
    """An exact number in the formula language."""
    decimal = plain(number)
    return decimal if Fraction(decimal) == number else f"{number.numerator} / {number.denominator}"


# --- Elimination ----------------------------------------------------------------------------------------------


def solve(constraints: Iterable[Constraint]) -> Sample | None:
    """Figures that meet all constraints; None when none do."""
    waiting = _distinct(constraints)
    levels: list[tuple[str, list[Constraint]]] = []
    while waiting is not None and (names := {key for each in waiting for key in each.form} - {CONSTANT}):
        name = min(sorted(names), key=lambda name: _work(waiting or [], name))
        bounding = [each for each in waiting if each.form.get(name)]
        levels.append((name, bounding))
        waiting = _distinct(
            [*(each for each in waiting if not each.form.get(name)), *_combined(bounding, name)]
        )
    if waiting is None:
        return None
    found: Sample = {}
    for name, bounding in reversed(levels):
        found[name] = _chosen(bounding, name, found)
    return found


def _work(constraints: Sequence[Constraint], name: str) -> int:
    """How many constraints come of eliminating a variable."""
    above = sum(1 for each in constraints if each.form.get(name, ZERO) > 0)
    below = sum(1 for each in constraints if each.form.get(name, ZERO) < 0)
    return above * below - above - below


def _combined(bounding: Sequence[Constraint], name: str) -> Iterator[Constraint]:
    lower = [each for each in bounding if each.form[name] > 0]
    upper = [each for each in bounding if each.form[name] < 0]
    for one, other in product(lower, upper):
        form = _sum(_scaled(one.form, -other.form[name]), other.form, one.form[name])
        yield Constraint(form, one.strict or other.strict)


def _distinct(constraints: Iterable[Constraint]) -> list[Constraint] | None:
    """The constraints without those that others imply at sight; None when one can never be met."""
    tightest: dict[tuple[tuple[str, Fraction], ...], tuple[Fraction, bool]] = {}
    for each in constraints:
        form = _reduced(each.form)
        constant = form.get(CONSTANT, ZERO)
        key = tuple(item for item in form.items() if item[0] != CONSTANT)
        if not key:
            if constant < 0 or (each.strict and constant == 0):
                return None
            continue
        known = tightest.get(key)
        if known is None or (constant, not each.strict) < (known[0], not known[1]):
            tightest[key] = (constant, each.strict)
    if len(tightest) > MOST_CONSTRAINTS:
        raise UndecidedError
    return [
        Constraint({**dict(key), **_constant(constant)}, strict)
        for key, (constant, strict) in tightest.items()
    ]


def _chosen(bounding: Sequence[Constraint], name: str, found: Sample) -> Fraction:
    """A figure between the bounds that the figures already found leave, a round one where there is one."""
    lows: list[tuple[Fraction, bool]] = []
    highs: list[tuple[Fraction, bool]] = []
    for each in bounding:
        slope = each.form[name]
        rest = {key: value for key, value in each.form.items() if key != name}
        (lows if slope > 0 else highs).append((-_value(rest, found) / slope, each.strict))

    def fits(figure: Fraction) -> bool:
        return all(figure > low or (figure == low and not strict) for low, strict in lows) and all(
            figure < high or (figure == high and not strict) for high, strict in highs
        )

    ends = [end for end, _ in (*lows, *highs)]
    low, high = max(end for end, _ in lows) if lows else None, min(end for end, _ in highs) if highs else None
    round_ones = [Fraction(n) for n in (1, 0, 10, 100, -1)]
    round_ones += [
        Fraction(n) for end in ends for n in (ceil(end), floor(end) + 1, floor(end), ceil(end) - 1)
    ]
    for figure in round_ones:
        if fits(figure):
            return figure
    assert low is not None and high is not None, "without a bound on one side a whole number fits"
    return _simplest(low, high) if low < high else low


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """A decimal between two numbers with as few digits as will do."""
    for places in range(1, 30):
        figure = Fraction(floor(low * 10**places) + 1, 10**places)
        if low < figure < high:
            return figure
    return (low + high) / 2
