"""What single change brings the total to a goal: table, rules and the goal to one answer for each line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from perfscore.answers.judged import verdicts
from perfscore.answers.levers import find_lever, lines_of, score_of
from perfscore.answers.question import EXECUTION, Line, QuestionError, Subject, adds_up, need_scores
from perfscore.answers.seek import Found, Goal, Seeker
from perfscore.answers.sliders import Slider, date_slider, number_slider, spent_slider
from perfscore.model.decimals import fixed, plain
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Comparator
from perfscore.rules.said import Said
from perfscore.rules.template import RuleTemplate
from perfscore.score.table import grade_of, score_table, template_ref
from perfscore.score.tally import Tally


class Way(StrEnum):
    """How a line brings the total to the goal, or why it cannot."""

    VALUE = "value"
    WORD = "word"
    DATE = "date"
    FULL = "already-full"
    TOO_LITTLE = "points-too-few"
    NO_FIT = "no-value-fits"
    NO_POINTS = "no-points"
    NO_TARGET = "no-target"
    EXTRA = "bonus-or-penalty"
    NO_RULE = "not-computable"

    @property
    def can(self) -> bool:
        return self in (Way.VALUE, Way.WORD, Way.DATE)


@dataclass(frozen=True, slots=True)
class Option:
    """One line and what it can do for the goal.

    line: as the table stands. present: what its cell says now.
    needed: what would have to stand there, as it is typed in; "" where nothing does it.
    change: needed less present, in the unit of the cell (days for a date); None where there is no present value.
    relative: the same as a share of the present value (of the target where that is zero); None for words and dates.
    exactly: a value further off that hits the goal itself, where the one needed passes it; "" without any.
    band, claimed: of a qualitative row, the word's band, and the score to claim within it where that has to change.
    score, total: what the line and the table then come to, scored again; None where nothing does it.
    best: the furthest this line alone brings the total towards the goal.
    least, most: from where to where, around the value needed, any value would do; None for no end, and both None
        where that is not known.
    """

    line: Line
    way: Way
    present: str
    needed: str = ""
    change: Fraction | None = None
    relative: Fraction | None = None
    band: str = ""
    claimed: Fraction | None = None
    score: Fraction | None = None
    total: Fraction | None = None
    best: Fraction | None = None
    least: str | None = None
    most: str | None = None
    exactly: str = ""


_FURTHEST = {True: ("最高到", "at most"), False: ("最低到", "at least")}


@dataclass(frozen=True, slots=True)
class GoalSeek:
    """What single change brings the total to the goal.

    name: the line asked for; None for all.
    options: those that can first, the smallest relative change first; then the others in print order.
    best: the furthest towards the goal that any single change brings the total.
    """

    subject: Subject
    goal: Goal
    grade: str
    goal_grade: str
    name: str | None
    options: tuple[Option, ...]

    @property
    def best(self) -> Fraction:
        return self.goal.best(
            iter([self.goal.present, *(o.best for o in self.options if o.best is not None)])
        )

    @property
    def is_met(self) -> bool:
        """Whether the present total already is the goal."""
        return self.goal.wanted == self.goal.present

    @property
    def is_possible(self) -> bool:
        return any(option.way.can for option in self.options)

    def over(self, option: Option) -> Fraction:
        """By how much an option passes the goal; negative where it falls below one that lies under the total."""
        return Fraction(0) if option.total is None else option.total - self.goal.wanted

    def why(self, option: Option) -> Said:
        """Why a line cannot, in a few words."""
        rises, places = self.goal.rises, self.subject.places
        best = "" if option.best is None else fixed(option.best, places)
        match option.way:
            case Way.FULL:
                return Said("已得满分，不能再加", "already earns all its points")
            case Way.TOO_LITTLE:
                points, zh, en = plain(option.line.score.points), *_FURTHEST[rises]
                return Said(
                    f"分值 {points} 分不够，只改这一项总分{zh} {best}",
                    f"its {points} points are too few: the total comes to {en} {best}",
                )
            case Way.NO_FIT:
                return Said("没有合适的数值正好达到", "no value fits")
            case Way.NO_POINTS:
                return Said("不计分", "carries no points")
            case Way.EXTRA:
                return Said("加分、扣分项，不推算", "a bonus or penalty is not sought")
            case Way.NO_TARGET:
                return Said("年度指标值无法比较，不能推算", "its target cannot be compared with")
            case _:
                return Said(
                    "不由这一格的数值决定，或缺少预算数、期限，不能推算",
                    "does not hang on this value, or lacks a budget or deadline",
                )


def goal_seek(
    table: AssessmentTable, rules: RuleTemplate, wanted: Fraction, name: str | None = None
) -> GoalSeek:
    """What each line (or the one named) would have to be for the total to be `wanted`.

    Raises QuestionError for a name that fits no line or several.
    """
    need_scores(table)
    scores = score_table(table, rules)
    lines = lines_of(table, scores)
    chosen = range(len(lines)) if name is None else [_line_meant(table, name)]
    goal = Goal(wanted, scores.total)
    seeker = Seeker(goal, adds_up(lines, scores, rules), Tally(rules))
    options = [_option(seeker, table, lines[i], i) for i in chosen] if not _same(goal) else []
    subject = Subject(table, template_ref(rules, scores))
    return GoalSeek(
        subject, goal, scores.grade, grade_of(wanted, rules), name, tuple(sorted(options, key=_effort))
    )


def _same(goal: Goal) -> bool:
    return goal.wanted == goal.present


def _line_meant(table: AssessmentTable, name: str) -> int:
    """The number of the line named; the execution rate comes after the rows."""
    if "".join(name.split()) in (EXECUTION, "执行率"):
        return len(table.rows)
    lever = find_lever(table, name)
    if lever.row is not None:
        return lever.row
    if lever.figure != "spent":
        raise QuestionError(
            Said(
                f"资金数只推算“全年执行数”，“{lever.name}”可用 whatif 试算。",
                f"of the money only 全年执行数 is solved for; try “{lever.name}” with whatif.",
            )
        )
    return len(table.rows)


def _effort(option: Option) -> tuple[bool, bool, Fraction]:
    return (not option.way.can, option.relative is None, option.relative or Fraction(0))


def _option(seeker: Seeker, table: AssessmentTable, line: Line, index: int) -> Option:
    points, rules = line.score.points, seeker.tally.rules
    if index == len(table.rows):
        spent = table.budget.total.spent.written.strip() if table.budget else ""
        if not points:
            return Option(line, Way.NO_POINTS, spent)
        return _slid(seeker, line, spent_slider(table, rules, points), spent, Way.VALUE)
    row = table.rows[index]
    present = row.actual.written.strip()
    item = rules.item_named(row.name)
    if line.score.extra:
        return Option(line, Way.EXTRA, present)
    if points and item is not None:
        if item.formula is None:
            return _worded(seeker, table, line, index)
        return _slid(seeker, line, number_slider(table, index, rules, points), present, Way.VALUE)
    match row.target.comparator:
        case _ if not points:
            return Option(line, Way.NO_POINTS, present)
        case Comparator.NONE:
            return Option(line, Way.NO_TARGET, present)
        case Comparator.QUALITATIVE:
            return _worded(seeker, table, line, index)
        case Comparator.BY:
            return _slid(seeker, line, date_slider(table, index, rules, points), present, Way.DATE)
        case _:
            return _slid(seeker, line, number_slider(table, index, rules, points), present, Way.VALUE)


def _slid(seeker: Seeker, line: Line, slider: Slider | None, present: str, way: Way) -> Option:
    """A line whose value runs along a scale."""
    if slider is None:
        return Option(line, Way.NO_RULE, present)
    found = seeker.find(slider, line.score.score)
    best = seeker.best(slider, line.score.score)
    if found is None:
        return Option(line, _why_not(seeker.goal, line, best), present, best=best)
    change = found.x - slider.start if slider.known else None
    base = slider.start or slider.aim
    relative = abs(change) / abs(base) if change is not None and base and way is Way.VALUE else None
    scores = score_table(slider.put(found.x), seeker.tally.rules)  # whole, before it is promised
    least, most = _ends(slider, found)
    return Option(
        line,
        way,
        present,
        slider.written(found.x),
        change,
        relative,
        score=score_of(scores, slider.row).score,
        total=scores.total,
        best=seeker.goal.best(iter([best, scores.total])),
        least=least,
        most=most,
        exactly=slider.written(found.exact) if found.exact not in (None, found.x) else "",
    )


def _ends(slider: Slider, found: Found) -> tuple[str | None, str | None]:
    """The ends of the stretch found, to as many decimals as the value found has."""
    span = found.span
    if span is None:
        return None, None
    places = next(k for k in slider.places if (found.x * 10**k).denominator == 1)
    step = Fraction(1, 10**places)
    low = None if span.low is None else -(-span.low // step) * step
    high = None if span.high is None else span.high // step * step
    if low is not None and not span.holds(low):
        low += step
    if high is not None and not span.holds(high):
        high -= step
    return _end(slider, low), _end(slider, high)


def _end(slider: Slider, x: Fraction | None) -> str | None:
    """An end as it is typed in; None for one so far off that it stands for no end."""
    return None if x is None or x in slider.far else slider.written(x)


def _why_not(goal: Goal, line: Line, best: Fraction) -> Way:
    if goal.is_passed(best):
        return Way.NO_FIT
    full = goal.rises and line.score.score >= line.score.points
    return Way.FULL if full else Way.TOO_LITTLE


def _worded(seeker: Seeker, table: AssessmentTable, line: Line, index: int) -> Option:
    """A qualitative row: the word that comes closest to the goal without missing it."""
    goal, points = seeker.goal, line.score.points
    present = table.rows[index].actual.written.strip()
    needed = line.score.score + goal.wanted - goal.present
    tried = [
        (verdict, seeker.tally.total(verdict.table))
        for verdict in verdicts(table, index, seeker.tally.rules, (needed, points))
    ]
    if not tried:
        return Option(line, Way.NO_RULE, present)
    best = goal.best(iter([goal.present, *(total for _, total in tried)]))
    good = [(verdict, total) for verdict, total in tried if goal.is_passed(total)]
    if not good:
        return Option(line, _why_not(goal, line, best), present, best=best)
    verdict, _ = min(good, key=lambda pair: (abs(pair[1] - goal.wanted), pair[0].claimed is not None))
    scores = score_table(verdict.table, seeker.tally.rules)
    return Option(
        line,
        Way.WORD,
        present,
        verdict.word,
        band=verdict.band,
        claimed=verdict.claimed,
        score=scores.rows[index].result.score,
        total=scores.total,
        best=best,
    )
