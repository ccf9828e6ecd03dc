"""How a claimed total could have come about: table, rules and their readings to what would explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from perfscore.answers.departures import Departure, Kind
from perfscore.answers.levers import MONEY, lines_of, with_total
from perfscore.answers.question import Line, QuestionError, Subject, adds_up, need_scores
from perfscore.answers.repoint import with_points
from perfscore.model.assessment import Outcome, PointsSource, Scores
from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Quantity
from perfscore.rules.said import Said
from perfscore.rules.template import Rounding, RuleTemplate
from perfscore.score.items import figures_of
from perfscore.score.levels import standard_level
from perfscore.score.rounding import divided, rounded
from perfscore.score.table import score_table, template_ref
from perfscore.score.total import total_of

MOST_READINGS = 400
"""So many combinations of readings are tried, those that change fewest rules first."""
MOST_NEAR = 3
_HUNDRED = Quantity(Fraction(100), MONEY, "100")

Readings = Callable[[Mapping[str, str]], RuleTemplate]
"""The rules of the table with some of them read otherwise."""


_ROUNDINGS: tuple[tuple[Kind | None, Callable[[Fraction], Fraction]], ...] = (
    (None, lambda total: total),
    (Kind.ONE_PLACE, lambda total: rounded(total, Rounding(1))),
    (Kind.WHOLE, lambda total: rounded(total, Rounding(0))),
    (Kind.CUT, lambda total: Fraction(total // 1)),
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A way to a total.

    departures: all that is done otherwise, none for the total as we reckon it. total: before the last rounding.
    shown: after it.
    """

    departures: tuple[Departure, ...]
    total: Fraction
    shown: Fraction


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What explains a claimed total.

    exact: those that give it, each without a part that could be left out, the simplest first.
    near: where none gives it, those that come nearest. tried: how many ways were reckoned.
    complete: False when there were more combinations of readings than are tried.
    """

    subject: Subject
    claimed: Fraction
    total: Fraction
    grade: str
    exact: tuple[Explanation, ...]
    near: tuple[Explanation, ...]
    tried: int
    complete: bool

    @property
    def gap(self) -> Fraction:
        return self.claimed - self.total


def reconcile_total(
    table: AssessmentTable, rules: RuleTemplate, readings: Readings, claimed: Fraction | None = None
) -> Reconciliation:
    """Look for what makes a claimed total true; without one, the total the table itself claims.

    Raises QuestionError where no total is claimed.
    """
    need_scores(table)
    if claimed is None:
        if table.claimed_total is None:
            raise QuestionError(
                Said(
                    "表内没有填报总分，请用 --claimed 给出要核对的总分。",
                    "the table claims no total; give one with --claimed.",
                )
            )
        claimed = table.claimed_total.number
    scores = score_table(table, rules)
    varied, complete = _varied(table, rules, scores, readings)
    ways = [
        (departures, each, under, scored)
        for read, under in varied
        for departures, each, scored in _tables(table, under, read)
    ]
    plain_ways = list(_explained((departures, scored.total) for departures, _, _, scored in ways))
    by_row = list(_explained(_rows(table, rules, scores, ())))
    exact = _simplest(e for e in (*plain_ways, *by_row) if e.shown == claimed)
    found = [*plain_ways, *by_row]
    if not exact:
        rest = [
            e
            for departures, each, under, scored in ways
            for e in _explained(_rows(each, under, scored, departures))
            if e.shown == claimed
        ]
        exact, found = _simplest(rest), [*found, *rest]
    subject = Subject(table, template_ref(rules, scores))
    near = () if exact else _nearest(found, claimed)
    return Reconciliation(subject, claimed, scores.total, scores.grade, exact, near, len(found), complete)


def _varied(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores, readings: Readings
) -> tuple[list[tuple[tuple[Departure, ...], RuleTemplate]], bool]:
    """The rules in every combination of the readings that matter for this table, fewest changes first."""
    matter: list[list[Departure | None]] = []
    for rule, offered in rules.offered.items():
        others = [
            _reading(rule, reading, under)
            for reading in offered
            if reading != rules.choices.get(rule)
            and _earned(score_table(table, under := readings({rule: reading}))) != _earned(scores)
        ]
        if others:
            matter.append([None, *others])
    combined = [tuple(d for d in several if d is not None) for several in product(*matter)]
    combined.sort(key=len)
    tried = combined[:MOST_READINGS]
    varied = [
        (departures, readings({d.rule: d.reading for d in departures}) if departures else rules)
        for departures in tried
    ]
    return varied, len(tried) == len(combined)


def _reading(rule: str, reading: str, rules: RuleTemplate) -> Departure:
    formula = rules.formulas.get(rule)
    if formula is None:
        return Departure(Kind.READING, rule, reading, reading)
    return Departure(Kind.READING, rule, reading, formula.meaning, formula.source.verified)


def _earned(scores: Scores) -> tuple[Fraction, ...]:
    return (scores.total, scores.execution.score, *(row.result.score for row in scores.rows))


def _tables(
    table: AssessmentTable, rules: RuleTemplate, departures: tuple[Departure, ...]
) -> Iterator[tuple[tuple[Departure, ...], AssessmentTable, Scores]]:
    """The table as it stands, and read otherwise where the form leaves room: points, execution rate."""
    scores = score_table(table, rules)
    splits = [((), table), *_other_split(table, rules, scores)]
    for (split, pointed), (rated_departures, rated) in product(splits, [((), None), *_printed_rate(table)]):
        both = pointed if rated is None else _with_rate(pointed, rated)
        scored = scores if both is table else score_table(both, rules)
        yield (*departures, *split, *rated_departures), both, scored


def _other_split(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[tuple[tuple[Departure, ...], AssessmentTable]]:
    """Points that we divided, divided over all rows of a level at once; nothing where that gives the same."""
    now = [row.result.points for row in scores.rows]
    after: list[Fraction | None] = [None if row.result.extra else row.result.points for row in scores.rows]
    ours = [
        i
        for i, row in enumerate(scores.rows)
        if row.result.points_source is PointsSource.DEFAULT
        and not row.indicator.is_detail
        and not row.result.extra
        and not rules.item_named(row.indicator.name)
    ]
    levels = {i: standard_level(table.rows[i], rules) for i in ours}
    for level in dict.fromkeys(levels.values()):
        members = [i for i in ours if levels[i] == level]
        whole = sum((now[i] for i in members), Fraction(0))
        parts = divided(whole, [Fraction(1)] * len(members), rules.rounding.value.places)
        for i, part in zip(members, parts, strict=True):
            after[i] = part
    if any(one is not None and one != other for one, other in zip(after, now, strict=True)):
        yield (
            (Departure(Kind.EQUAL_SPLIT),),
            with_points(table, now, after, scores.execution.points),
        )


def _printed_rate(table: AssessmentTable) -> Iterator[tuple[tuple[Departure, ...], Fraction]]:
    if table.budget and isinstance(rate := table.budget.total.claimed_rate, Quantity):
        exact = table.budget.execution_rate
        if exact is None or exact * 100 != rate.number:
            yield (Departure(Kind.PRINTED_RATE),), rate.number


def _with_rate(table: AssessmentTable, rate: Fraction) -> AssessmentTable:
    """The table with money that gives exactly this rate, in per cent."""
    if table.budget is None:
        return table
    spent = Quantity(rate, MONEY, plain(rate))
    return with_total(table, replace(table.budget.total, adjusted=_HUNDRED, spent=spent))


def _rows(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores, departures: tuple[Departure, ...]
) -> Iterator[tuple[tuple[Departure, ...], Fraction]]:
    """Totals with one line counted otherwise, or with all claimed scores added up."""
    lines = lines_of(table, scores)
    claims = _claims(table)
    simple = adds_up(lines, scores, rules)
    for line, claim in zip(lines, claims, strict=True):
        for kind, counted in _counted_otherwise(line, claim):
            # Where rules bound or scale the total, what a line gains is not what the total gains.
            gain = counted - line.score.score if simple else _recounted(table, rules, scores, line, counted)
            if gain:
                yield (*departures, Departure(kind, line=line.name, by=gain)), scores.total + gain
    filled = [claim for claim, line in zip(claims, lines, strict=True) if line.score.points]
    if filled and not departures and all(claim is not None for claim in filled):
        total = sum((claim for claim in filled if claim is not None), Fraction(0))
        yield (Departure(Kind.CLAIMS_ADDED),), total


def _counted_otherwise(line: Line, claim: Fraction | None) -> Iterator[tuple[Kind, Fraction]]:
    """What else a line may have been counted with: what it claims, all its points, nothing."""
    earned, points = line.score.score, line.score.points
    if claim is not None and claim != earned:
        yield Kind.ROW_CLAIMED, claim
    if points not in (earned, claim):
        yield Kind.ROW_FULL, points
    if earned and claim != 0:
        yield Kind.ROW_LEFT_OUT, Fraction(0)


def _recounted(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores, line: Line, counted: Fraction
) -> Fraction:
    """What the total gains under all the rules about it when a line is counted so; one that did not apply, then does."""
    score = replace(line.score, score=counted, outcome=Outcome.SCORED)
    execution, rows = scores.execution, list(scores.rows)
    if line.row is None:
        execution = score
    else:
        rows[line.row] = replace(rows[line.row], result=score)
    return total_of(execution, rows, rules, figures_of(table)).number - scores.total


def _claims(table: AssessmentTable) -> list[Fraction | None]:
    """What the form claims for each row and, last, for the execution rate."""
    cells = [row.claimed for row in table.rows]
    if table.budget:
        cells.append(table.budget.total.claimed)
    numbers = [cell.number if isinstance(cell, Quantity) else None for cell in cells]
    return numbers if table.budget else [*numbers, None]


def _explained(ways: Iterable[tuple[tuple[Departure, ...], Fraction]]) -> Iterator[Explanation]:
    """Every total as it could have been written down."""
    for departures, total in ways:
        for kind, rounding in _ROUNDINGS:
            shown = rounding(total)
            if kind is None:
                yield Explanation(departures, total, shown)
            elif shown != total and not any(d.kind is Kind.ROW_LEFT_OUT for d in departures):
                # With some row left out and rounded away, nearly every total can be had.
                yield Explanation((*departures, Departure(kind)), total, shown)


def _simplest(found: Iterable[Explanation]) -> tuple[Explanation, ...]:
    """Fewest departures first; none that holds all of another one."""
    kept: list[Explanation] = []
    for each in sorted(found, key=_weight):
        if not any(_essence(other) <= _essence(each) for other in kept):
            kept.append(each)
    return tuple(kept)


def _essence(explanation: Explanation) -> frozenset[tuple[str, ...]]:
    """What is done otherwise, whatever it comes to."""
    return frozenset((d.kind, d.rule, d.reading, d.line) for d in explanation.departures)


def _weight(explanation: Explanation) -> tuple[int, int]:
    order = list(Kind)
    return len(explanation.departures), sum(order.index(d.kind) for d in explanation.departures)


def _nearest(found: Sequence[Explanation], claimed: Fraction) -> tuple[Explanation, ...]:
    """The totals that come nearest, each once, by its simplest way."""
    kept: dict[Fraction, Explanation] = {}
    for each in sorted(found, key=lambda e: (abs(e.shown - claimed), _weight(e))):
        kept.setdefault(each.shown, each)
        if len(kept) == MOST_NEAR:
            break
    return tuple(kept.values())
