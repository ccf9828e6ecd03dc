"""What if other values stood in the table: table, rules and new values to what would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.answers.levers import Lever, find_lever, lines_of, place_of, present_text, with_text
from perfscore.answers.question import Line, QuestionError, Subject, need_scores
from perfscore.model.assessment import RowScore, Score
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.rules.said import Said
from perfscore.rules.template import RuleTemplate
from perfscore.score.quality import JUDGEMENT, judge
from perfscore.score.table import score_table, template_ref


@dataclass(frozen=True, slots=True)
class Setting:
    """One value put in the place of another.

    before, after: as written; before is "" where nothing stood.
    claim: of a row judged by words, the score that the form claims where it stands as the row's score: it was given for
        the value before, and nobody has judged it for the new one. None where the rules give the score.
    """

    name: str
    at: Place
    before: str
    after: str
    claim: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A line whose score or points the new values change; line: as the table stands. change: of a penalty, what it takes off."""

    line: Line
    after: Score

    @property
    def change(self) -> Fraction:
        change = self.after.score - self.line.score.score
        return -change if self.after.extra < 0 else change


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The same table with other values under the same rules.

    moved: the lines that change, in print order, the execution rate last.
    possible: what the total could still become.
    """

    subject: Subject
    settings: tuple[Setting, ...]
    moved: tuple[Moved, ...]
    total_before: Fraction
    total_after: Fraction
    possible_before: Fraction
    possible_after: Fraction
    grade_before: str
    grade_after: str

    @property
    def change(self) -> Fraction:
        return self.total_after - self.total_before


def what_if(table: AssessmentTable, rules: RuleTemplate, values: Iterable[tuple[str, str]]) -> WhatIf:
    """Put values, each by the name of its row or money figure, in the place of those in the table.

    Raises QuestionError for a name that fits nothing or too much, and for a value that cannot be read.
    """
    need_scores(table)
    changed = table
    settings: dict[Lever, Setting] = {}
    for name, text in values:
        lever = find_lever(table, name)
        if lever in settings:
            raise QuestionError(Said(f"“{lever.name}”给了两次。", f"“{lever.name}” is given twice."))
        settings[lever] = Setting(
            lever.name, place_of(table, lever), present_text(table, lever), text.strip()
        )
        changed = with_text(changed, lever, text, rules)
    before, after = score_table(table, rules), score_table(changed, rules)
    pairs = zip(lines_of(table, before), lines_of(changed, after), strict=True)
    moved = tuple(Moved(old, new.score) for old, new in pairs if _differs(old.score, new.score))
    return WhatIf(
        Subject(table, template_ref(rules, before)),
        tuple(
            replace(setting, claim=_standing_claim(after.rows[lever.row], rules))
            if lever.row is not None
            else setting
            for lever, setting in settings.items()
        ),
        moved,
        before.total,
        after.total,
        before.total_possible,
        after.total_possible,
        before.grade,
        after.grade,
    )


def _standing_claim(row: RowScore, rules: RuleTemplate) -> Fraction | None:
    """The claimed score that a row judged by words is scored with."""
    judged = [step for made in row.result.trace for step in made.because if step.label == JUDGEMENT]
    if not judged or not judge(row.indicator, row.result.points, rules)[0].claimed:
        return None
    return row.result.score


def _differs(one: Score, other: Score) -> bool:
    return (one.score, one.points, one.outcome) != (other.score, other.points, other.outcome)
