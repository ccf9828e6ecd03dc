"""A formula as a curve over one of its variables: a tree and figures in, the pieces it is made of out.

The line is cut wherever a condition, a `min`, `max`, `abs`, `clip` or a divisor may turn. On each piece the formula
is one quotient of polynomials (in the rules at hand a line or a hyperbola), so that it is solved exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from perfscore.answers.polynomials import Polynomial, Ratio, constant, plus, times, value, zeros
from perfscore.answers.polynomials import negative as minus
from perfscore.rules.formula import value_of
from perfscore.rules.tree import (
    Arithmetic,
    Binary,
    Call,
    Choice,
    Comparison,
    Condition,
    DivisionByZero,
    Logic,
    Name,
    Negated,
    Not,
    Number,
    Relation,
)

MOST_PIECES = 200
"""A formula that comes to more pieces is no scoring rule; it is then answered by trying values."""


class TooManyPiecesError(Exception):
    """The formula is not worth cutting up."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the line. low, high: None for no end. low_in, high_in: whether the end itself belongs to it."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = False
    high_in: bool = False

    def holds(self, x: Fraction) -> bool:
        above = self.low is None or x > self.low or (self.low_in and x == self.low)
        below = self.high is None or x < self.high or (self.high_in and x == self.high)
        return above and below

    @property
    def sample(self) -> Fraction:
        """A place inside: the middle, or one beyond the only end."""
        if self.low is None:
            return Fraction(0) if self.high is None else self.high - 1
        return self.low + 1 if self.high is None else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Piece:
    """An open stretch on which the formula is one quotient; None where it has no value."""

    span: Span
    ratio: Ratio | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A formula with all but one of its figures put in.

    variable: the one left open. scale: what one unit of it is in the formula's own unit.
    """

    tree: Arithmetic
    values: Mapping[str, Fraction]
    variable: str
    scale: Fraction
    pieces: tuple[Piece, ...]

    @property
    def turns(self) -> tuple[Fraction, ...]:
        """Where one piece ends and the next begins."""
        return tuple(piece.span.low for piece in self.pieces if piece.span.low is not None)

    def at(self, x: Fraction) -> Fraction | None:
        """The formula's own value; None where it divides by zero."""
        return value_at(self.tree, self.values, self.variable, x * self.scale)

    def where(
        self,
        accepted: Callable[[Fraction], bool],
        levels: Sequence[Fraction],
        low: Fraction | None = None,
        high: Fraction | None = None,
    ) -> list[Span]:
        """All places from `low` to `high`, both included, whose value is accepted.

        levels: the values at which acceptance may change.
        """
        cuts = set(self.turns)
        for piece in self.pieces:
            if piece.ratio is not None:
                for level in levels:
                    crossing = plus(piece.ratio.over, minus(times(constant(level), piece.ratio.under)))
                    cuts |= {x for x in zeros(crossing) if piece.span.holds(x)}
        limits = Span(low, high, True, True)
        cuts = {cut for cut in cuts if limits.holds(cut)} | {end for end in (low, high) if end is not None}
        return _joined(
            (span for span in _stretches(sorted(cuts)) if limits.holds(span.sample)), self._accepts(accepted)
        )

    def _accepts(self, accepted: Callable[[Fraction], bool]) -> Callable[[Span], bool]:
        def check(span: Span) -> bool:
            result = self.at(span.sample)
            return result is not None and accepted(result)

        return check


def curve_of(
    tree: Arithmetic, values: Mapping[str, Fraction], variable: str, scale: Fraction = Fraction(1)
) -> Curve:
    """Cut a formula into its pieces. Raises TooManyPiecesError."""
    waiting = [Span(None, None)]
    pieces: list[Piece] = []
    while waiting:
        span = waiting.pop()
        walk = _Walk(values, variable, scale, span.sample)
        ratio = walk.along(tree)
        inside = sorted({x for decider in walk.deciders for x in zeros(decider) if span.holds(x)})
        if inside:
            ends = [span.low, *inside, span.high]
            waiting += [Span(one, other) for one, other in pairwise(ends)]
        else:
            pieces.append(Piece(span, ratio))
        if len(pieces) + len(waiting) > MOST_PIECES:
            raise TooManyPiecesError
    # Only the first piece has no lower end.
    pieces.sort(key=lambda piece: (piece.span.low is not None, piece.span.low or Fraction(0)))
    return Curve(tree, values, variable, scale, tuple(pieces))


def value_at(tree: Arithmetic, values: Mapping[str, Fraction], variable: str, x: Fraction) -> Fraction | None:
    try:
        return value_of(tree, {**values, variable: x})
    except DivisionByZero:
        return None


class _NoValueError(Exception):
    """The formula divides by zero, here or on the whole stretch."""


class _Walk:
    """Follows the branch that applies at one place, and notes what decided that it applies.

    Where none of the deciders changes its sign between here and the ends of a stretch, the same branch applies on
    all of it.
    """

    def __init__(
        self, values: Mapping[str, Fraction], variable: str, scale: Fraction, place: Fraction
    ) -> None:
        self.values = values
        self.variable = variable
        self.scale = scale
        self.place = place
        self.deciders: list[Polynomial] = []

    def along(self, tree: Arithmetic) -> Ratio | None:
        """The quotient that applies here; None where the formula has no value."""
        try:
            return self.ratio(tree)
        except _NoValueError:
            return None

    def ratio(self, node: Arithmetic) -> Ratio:
        match node:
            case Number(value=number):
                return Ratio(constant(number))
            case Name(id=name):
                if name == self.variable:
                    return Ratio((Fraction(0), self.scale))
                return Ratio(constant(self.values[name]))
            case Negated(operand=operand):
                return -self.ratio(operand)
            case Binary(sign=sign, left=left, right=right):
                return self.joined(sign, self.ratio(left), self.ratio(right))
            case Choice(condition=condition, then=then, otherwise=otherwise):
                return self.ratio(then if self.holds(condition) else otherwise)
            case Call(function="clip", arguments=(number, lowest, highest)):
                inner = self.extreme([self.ratio(number), self.ratio(highest)], least=True)
                return self.extreme([self.ratio(lowest), inner], least=False)
            case Call(function="abs", arguments=(part,)):
                inside = self.ratio(part)
                self.deciders.append(inside.over)
                return inside if inside.at(self.place) >= 0 else -inside
            case Call(function=function, arguments=arguments):
                return self.extreme([self.ratio(each) for each in arguments], least=function == "min")

    def joined(self, sign: str, left: Ratio, right: Ratio) -> Ratio:
        if sign == "+":
            return left + right
        if sign == "-":
            return left - right
        if sign == "*":
            return left * right
        self.deciders.append(right.over)
        if value(right.over, self.place) == 0:
            raise _NoValueError
        return left / right

    def extreme(self, several: list[Ratio], least: bool) -> Ratio:
        pick = min if least else max
        winner = pick(several, key=lambda ratio: ratio.at(self.place))
        self.deciders += [(winner - other).over for other in several if other is not winner]
        return winner

    def holds(self, condition: Condition) -> bool:
        match condition:
            case Comparison(first=first, rest=rest):
                left = self.ratio(first)
                for relation, other in rest:
                    right = self.ratio(other)
                    if not self.stands(left - right, relation):
                        return False
                    left = right
                return True
            case Logic(word="and", parts=several):
                return all(self.holds(each) for each in several)
            case Logic(parts=several):
                return any(self.holds(each) for each in several)
            case Not(part=part):
                return not self.holds(part)

    def stands(self, difference: Ratio, relation: Relation) -> bool:
        self.deciders.append(difference.over)
        here = difference.at(self.place)
        return {
            "<": here < 0,
            "<=": here <= 0,
            ">": here > 0,
            ">=": here >= 0,
            "==": here == 0,
            "!=": here != 0,
        }[relation]


def _stretches(cuts: Sequence[Fraction]) -> Iterable[Span]:
    """The open stretches between cuts and the cuts themselves, in order."""
    for one, other in pairwise([None, *cuts, None]):
        if one is not None:
            yield Span(one, one, True, True)
        yield Span(one, other)


def _joined(stretches: Iterable[Span], accepted: Callable[[Span], bool]) -> list[Span]:
    """The accepted stretches, neighbours made one."""
    found: list[Span] = []
    touches = False
    for span in stretches:
        if not accepted(span):
            touches = False
            continue
        if touches:
            last = found.pop()
            found.append(Span(last.low, span.high, last.low_in, span.high_in))
        else:
            found.append(span)
        touches = True
    return found


def nearest(spans: Iterable[Span], start: Fraction, step: Fraction) -> Fraction | None:
    """Of the multiples of `step` in the spans the one nearest to `start`, of two the smaller; None without any."""
    found = [x for span in spans for x in _candidates(span, start, step) if span.holds(x)]
    return min(found, key=lambda x: (abs(x - start), x), default=None)


def _candidates(span: Span, start: Fraction, step: Fraction) -> Iterable[Fraction]:
    below = start // step * step
    yield from (below, below + step)
    for end, way in ((span.low, step), (span.high, -step)):
        if end is not None:
            first = end // way * way  # at or just inside the end's outer side
            yield from (first, first + way, first + 2 * way)
