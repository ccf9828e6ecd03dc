"""What one year's table says against the one before. Each check is a small function; the list is the registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from perfscore.compare import findings as kinds
from perfscore.compare.achievement import actual_in_unit, demands, direction
from perfscore.model.comparison import Certainty, Edition, Line, MoneyYear, Passage, Relation, Standing
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.names import squeezed, yearless
from perfscore.model.table import Form, Stage
from perfscore.model.units import convert
from perfscore.model.values import Target

WELL_BELOW = Fraction(1, 10)
"""From how far below last year's result a target is a warning. Our own limit."""
FAR_ABOVE = Fraction(13, 10)
"""From which achievement a target was far exceeded (AUD-07)."""
UNSPENT = Fraction(8, 10)
"""Below which execution rate money was left over. Our own limit."""
SMALL = 5
LONG_ENOUGH = 20
"""A text shorter than so many characters may well be the same in two years."""
ENOUGH_VALUES = 5


class Kept(NamedTuple):
    """An indicator of both tables."""

    name: str
    before: Standing
    after: Standing

    @property
    def supposed(self) -> str:
        """What a message says when the two rows were only supposed to be one indicator."""
        link = self.after.link
        if link is None or link.certainty is not Certainty.LIKELY:
            return ""
        return f"（由“{self.before.row.indicator.name}”改名，推定为同一指标）"


class Both(NamedTuple):
    """Two tables that follow each other, and what lies between them."""

    earlier: Edition
    later: Edition
    money: tuple[MoneyYear, MoneyYear]
    passage: Passage
    kept: tuple[Kept, ...]
    dropped: tuple[Standing, ...]
    come: tuple[Standing, ...]

    @property
    def labels(self) -> dict[str, str]:
        return {"earlier_label": self.earlier.label, "label": self.later.label}


def check_subject(both: Both) -> Iterator[Finding]:
    """Both tables are of one unit, and of one project."""
    before, after = both.earlier.assessment.table, both.later.assessment.table
    named = [("单位", before.unit or before.department, after.unit or after.department)]
    if Form.DEPARTMENT not in (before.form, after.form):
        named.append(("项目", before.project, after.project))
    for what, there, here in named:
        if there and here and yearless(squeezed(there)) != yearless(squeezed(here)):
            yield kinds.OTHER_SUBJECT.at(
                after.source, what=what, here=here.strip(), there=there.strip(), **both.labels
            )


def check_years(both: Both) -> Iterator[Finding]:
    """The years follow each other, and each table prints one."""
    for edition in (both.earlier, both.later):
        if edition.year is None:
            source = edition.assessment.table.source
            yield kinds.NO_YEAR.at(source, file=source.file)
    if both.earlier.year and both.later.year and both.later.year - both.earlier.year > 1:
        missing = "、".join(f"{year}年" for year in range(both.earlier.year + 1, both.later.year))
        yield kinds.YEARS_BETWEEN.at(both.later.assessment.table.source, missing=missing, **both.labels)


def check_lowered_targets(both: Both) -> Iterator[Finding]:
    for each in _not_costs(both):
        before, after = each.before.row.indicator.target, each.after.row.indicator.target
        if demands(after, before) == -1:
            yield kinds.TARGET_LOWERED.at(
                after.at,
                indicator=each.name,
                before=before.written,
                after=after.written,
                supposed=each.supposed,
                **both.labels,
            )


def check_targets_against_results(both: Both) -> Iterator[Finding]:
    """A target does not ask for much less than what was reached in the year before."""
    for each in _not_costs(both):
        earlier, target = each.before.row.indicator, each.after.row.indicator.target
        sense, result = direction(target), actual_in_unit(earlier)
        if not sense or result is None or target.value is None or result <= 0 or _is_small_ceiling(each):
            continue
        reached = convert(result, earlier.target.unit, target.unit)
        if reached is not None and sense * (reached - target.value) > WELL_BELOW * reached:
            yield kinds.TARGET_BELOW_RESULT.at(
                target.at,
                indicator=each.name,
                result=earlier.actual.written,
                after=target.written,
                limit=_percent(WELL_BELOW, 0),
                supposed=each.supposed,
                **both.labels,
            )


def check_low_targets(both: Both) -> Iterator[Finding]:
    for each in both.kept:
        before, after = each.before.achievement, each.after.achievement
        far = before is not None and after is not None and before >= FAR_ABOVE and after >= FAR_ABOVE
        if far and not _is_small_ceiling(each) and before is not None and after is not None:
            yield kinds.TARGET_TOO_LOW.at(
                each.after.row.indicator.target.at,
                indicator=each.name,
                before=_percent(before),
                after=_percent(after),
                limit=_percent(FAR_ABOVE, 0),
                supposed=each.supposed,
                **both.labels,
            )


def check_copied_texts(both: Both) -> Iterator[Finding]:
    before, after = both.earlier.assessment.table, both.later.assessment.table
    if _copied(before.goal, after.goal):
        yield kinds.GOAL_COPIED.at(after.source, **both.labels)
    if _copied(before.goal_result, after.goal_result):
        yield kinds.RESULT_COPIED.at(after.source, **both.labels)
    for each in both.kept:
        note = each.after.row.indicator.deviation_note
        explained = each.after.row.indicator.is_explained
        if explained and squeezed(note) == squeezed(each.before.row.indicator.deviation_note):
            yield kinds.NOTE_COPIED.at(
                each.after.row.indicator.at,
                indicator=each.name,
                text=" ".join(note.split()),
                supposed=each.supposed,
                **both.labels,
            )


def check_copied_results(both: Both) -> Iterator[Finding]:
    """Not all numbers achieved are those of the year before; promises kept in full every year may well be."""
    numbers = [
        (actual_in_unit(each.before.row.indicator), actual_in_unit(each.after.row.indicator), each)
        for each in both.kept
    ]
    known = [(a, b, each) for a, b, each in numbers if a is not None and b is not None]
    telling = [(a, b) for a, b, each in known if not _is_all(b, each)]
    if len(telling) >= ENOUGH_VALUES and all(a == b for a, b, _ in known):
        yield kinds.RESULTS_COPIED.at(both.later.assessment.table.source, count=len(known), **both.labels)


def check_scores_follow_results(both: Both) -> Iterator[Finding]:
    """Where a result is worse than the year before, the score does not stay or rise."""
    for each in _not_costs(both):
        before, after = each.before.row, each.after.row
        sense = direction(after.indicator.target)
        was, now = actual_in_unit(before.indicator), actual_in_unit(after.indicator)
        was = None if was is None else convert(was, before.indicator.target.unit, after.indicator.target.unit)
        if not sense or was is None or now is None or sense * (now - was) >= 0:
            continue
        eased = demands(after.indicator.target, before.indicator.target) == -1
        shares = _share(each.before), _share(each.after)
        if shares[0] is None or shares[1] is None or shares[1] < shares[0]:
            continue
        if eased or shares[1] > shares[0]:
            yield kinds.SCORE_UP_RESULT_DOWN.at(
                after.indicator.actual.at,
                indicator=each.name,
                before=before.indicator.actual.written,
                after=after.indicator.actual.written,
                shares=_shares_told(shares[0], shares[1]),
                shares_en=", ".join(dict.fromkeys(map(_percent, (shares[0], shares[1])))),
                supposed=each.supposed,
                **both.labels,
            )


def check_total_follows_results(both: Both) -> Iterator[Finding]:
    pairs = [
        (min(each.before.achievement, Fraction(1)), min(each.after.achievement, Fraction(1)))
        for each in both.kept
        if each.before.achievement is not None and each.after.achievement is not None
    ]
    before, after = both.passage.before, both.passage.after
    if not pairs or before is None or after is None or after <= before:
        return
    reached = [sum((pair[side] for pair in pairs), Fraction(0)) / len(pairs) for side in (0, 1)]
    if reached[1] < reached[0]:
        yield kinds.TOTAL_UP_ACHIEVEMENT_DOWN.at(
            both.later.assessment.table.source,
            before=_score(before),
            after=_score(after),
            count=len(pairs),
            reached_before=_percent(reached[0]),
            reached_after=_percent(reached[1]),
            **both.labels,
        )


def check_dropped_after_missing(both: Both) -> Iterator[Finding]:
    for each in both.dropped:
        if each.row.result.met is False:
            indicator = each.row.indicator
            yield kinds.MISSED_THEN_DROPPED.at(
                both.later.assessment.table.source,
                indicator=indicator.name,
                target=indicator.target.written,
                actual=indicator.actual.written,
                **both.labels,
            )


def check_money_follows_use(both: Both) -> Iterator[Finding]:
    before, after = both.money
    rate, change = before.execution_rate, both.passage.initial
    if rate is None or rate >= UNSPENT or change is None or change.amount <= 0:
        return
    if before.initial is not None and after.initial is not None:
        yield kinds.MORE_MONEY_UNSPENT.at(
            both.later.assessment.table.source,
            rate=_percent(rate),
            before=plain(before.initial),
            after=plain(after.initial),
            limit=_percent(UNSPENT, 0),
            **both.labels,
        )


def check_declared_targets(both: Both) -> Iterator[Finding]:
    """What is assessed is what was declared."""
    for each in both.kept:
        before, after = each.before.row.indicator.target, each.after.row.indicator.target
        if _said(before) != _said(after) and not _restated(before, after):
            yield kinds.TARGET_CHANGED.at(
                after.at,
                indicator=each.name,
                before=before.written,
                after=after.written,
                supposed=each.supposed,
                **both.labels,
            )
    for one in both.dropped:
        indicator = one.row.indicator
        yield kinds.DECLARED_MISSING.at(
            both.later.assessment.table.source,
            indicator=indicator.name,
            target=indicator.target.written,
            **both.labels,
        )
    for one in both.come:
        yield kinds.NOT_DECLARED.at(one.row.indicator.at, indicator=one.row.indicator.name, **both.labels)


def check_one_initial_budget(both: Both) -> Iterator[Finding]:
    change = both.passage.initial
    before, after = both.money[0].initial, both.money[1].initial
    if change is not None and change.amount and before is not None and after is not None:
        budget = both.later.assessment.table.budget
        at = budget.total.initial.at if budget else both.later.assessment.table.source
        yield kinds.MONEY_CHANGED.at(at, before=plain(before), after=plain(after), **both.labels)


ALWAYS = (check_subject, check_years)
BETWEEN_YEARS = (
    check_lowered_targets,
    check_targets_against_results,
    check_low_targets,
    check_copied_texts,
    check_copied_results,
    check_scores_follow_results,
    check_total_follows_results,
    check_dropped_after_missing,
    check_money_follows_use,
)
BETWEEN_STAGES = (check_declared_targets, check_one_initial_budget)


def check(both: Both) -> Iterator[Finding]:
    """Everything there is to say of two tables that follow each other."""
    checks = [*ALWAYS]
    stages = both.earlier.assessment.table.stage, both.later.assessment.table.stage
    if both.passage.relation is Relation.YEARS and stages == (Stage.SELF_ASSESSMENT,) * 2:
        checks += BETWEEN_YEARS
    elif both.passage.relation is Relation.STAGES:
        checks += BETWEEN_STAGES
    for each in checks:
        yield from each(both)


def both_of(
    editions: Sequence[Edition],
    lines: Sequence[Line],
    money: Sequence[MoneyYear],
    passage: Passage,
    position: int,
    asked: frozenset[int],
) -> Both:
    """The editions before and at `position`. asked: ids of rows that may be one indicator with another: neither is said
    to be new or dropped."""
    kept, dropped, come = [], [], []
    for line in lines:
        before, after = line.standings[position - 1], line.standings[position]
        if before and after:
            kept.append(Kept(after.row.indicator.name, before, after))
        elif before and id(before.row) not in asked:
            dropped.append(before)
        elif after and id(after.row) not in asked:
            come.append(after)
    sides = editions[position - 1], editions[position]
    return Both(
        *sides, (money[position - 1], money[position]), passage, tuple(kept), tuple(dropped), tuple(come)
    )


def _is_small_ceiling(each: Kept) -> bool:
    """Whether a ceiling is so low that one case more or less is a large share of it: `≤2起` with one in both years."""
    target = each.after.row.indicator.target
    return direction(target) < 0 and target.unit != "%" and target.value is not None and target.value <= SMALL


def _not_costs(both: Both) -> Iterator[Kept]:
    """Kept rows but those of costs: a ceiling on costs follows the budget of the year, and so does what was spent."""
    return (each for each in both.kept if not each.after.row.indicator.is_cost)


def _copied(before: str, after: str) -> bool:
    text = yearless(squeezed(after))
    return len(text) >= LONG_ENOUGH and text == yearless(squeezed(before))


def _is_all(number: Fraction, each: Kept) -> bool:
    """Whether the number says no more than that everything was done: 100 %."""
    return number == 100 and each.after.row.indicator.target.unit in ("%", "")


def _share(standing: Standing) -> Fraction | None:
    result = standing.row.result
    return result.score / result.points if result.points else None


def _said(target: object) -> tuple[object, ...]:
    """What a target asks for, however it is written."""
    names = ("comparator", "value", "upper", "unit", "grades", "deadline")
    told = tuple(getattr(target, name) for name in names)
    return told if any(told[1:]) else ("".join(str(getattr(target, "written", "")).split()),)


def _restated(before: Target, after: Target) -> bool:
    """Whether the later target is the earlier one in another unit: 10公里, 10000米."""
    if before.comparator is not after.comparator or before.value is None or not before.unit or not after.unit:
        return False
    if convert(before.value, before.unit, after.unit) != after.value:
        return False
    uppers = before.upper, after.upper
    if before.upper is None or after.upper is None:
        return uppers == (None, None)
    return convert(before.upper, before.unit, after.unit) == after.upper


def _shares_told(before: Fraction, after: Fraction) -> str:
    if before == after:
        return f"得分率仍为{_percent(after)}"
    return f"得分率由{_percent(before)}变为{_percent(after)}"


def _percent(ratio: Fraction, places: int = 2) -> str:
    return f"{fixed(ratio * 100, places)}%"


def _score(number: Fraction) -> str:
    """A total as it is printed, to two places at least."""
    return fixed(number, 2) if (number * 100).denominator == 1 else plain(number)
