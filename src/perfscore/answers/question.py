"""What a question cannot be answered for, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from perfscore.model.assessment import Outcome, Score, Scores, TemplateRef
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Stage
from perfscore.rules.said import Said
from perfscore.rules.template import RuleTemplate

EXECUTION = "预算执行率"
MOST_NAMES = 12
"""So many candidates are listed when a name fits none or several; the rest is counted."""


class QuestionError(ValueError):
    """A question that has no answer for this table. said: why, one line in both languages."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.zh)
        self.said = said

    def text(self, lang: str = "zh") -> str:
        return self.said.text(lang)


@dataclass(frozen=True, slots=True)
class Subject:
    """The table a question was asked about, and by which rules it was answered."""

    table: AssessmentTable
    template: TemplateRef

    @property
    def places(self) -> int:
        return self.template.places


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, or its execution rate, with what it earns as the table stands.

    path: the names of its levels; the execution rate has only a name.
    row: the row's number in its table, from 0; None for the execution rate.
    """

    path: tuple[str, str, str]
    name: str
    at: Place
    score: Score
    row: int | None = None

    @property
    def counts(self) -> bool:
        """Whether its points are part of the table's: not a bonus or penalty, nor a row that does not apply."""
        return self.score.extra == 0 and self.score.outcome is not Outcome.NOT_APPLICABLE


def need_scores(table: AssessmentTable) -> None:
    """Refuse a declaration of targets: nothing was achieved yet that a score could hang on."""
    if table.stage is Stage.DECLARATION:
        raise QuestionError(
            Said(
                "这是绩效目标申报表，还没有实际完成值，不评分，也就无从推算。",
                "a declaration of targets has no actual values and no score to reckon with.",
            )
        )


def listed(names: Sequence[str]) -> Said:
    """Names as they stand in a sentence; only the first of very many."""
    shown, rest = names[:MOST_NAMES], len(names) - MOST_NAMES
    zh, en = "、".join(shown), ", ".join(shown)
    return Said(f"{zh}等 {len(names)} 项", f"{en} and {rest} more") if rest > 0 else Said(zh, en)


def adds_up(lines: Sequence[Line], scores: Scores, rules: RuleTemplate) -> bool:
    """Whether the total is nothing but the sum of the scores, and stays so whatever one line earns."""
    ruled = rules.items or rules.level_caps or rules.extra_levels or "total-cap" in rules.formulas
    whole = sum((line.score.score for line in lines), Fraction(0))
    return not ruled and scores.total == whole and all(line.counts for line in lines)
