"""What a report says, as typed facts, ready to be printed. Officers' text is cleaned, not escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from perfscore.report.explain import Line
from perfscore.report.figures import Figure
from perfscore.report.given import ArrivalFacts, GivenFact
from perfscore.report.outlines import Outline


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """全年预算 against 年初预算. word: `增加` or `减少`. share: of 年初预算, None when that is zero."""

    word: str
    amount: Figure
    share: str | None

    @property
    def rate_word(self) -> str:
        return "增长" if self.word == "增加" else "下降"


@dataclass(frozen=True, slots=True)
class MoneyLineFacts:
    """A row of the money block. name: the label without its number. blanks: texts of cells without one.

    share: of the table's outlay, only for a kind of outlay.
    """

    label: str
    name: str
    initial: Figure | None
    adjusted: Figure | None
    spent: Figure | None
    claimed_rate: str
    blanks: tuple[str, str, str]
    share: str | None = None


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """The money block. rate: to two places. balance: 全年预算 less 全年执行. None means not known.

    excess: what was spent beyond 全年预算; None when nothing was.
    lines: the total first. sources: the rows that make up 全年预算, () when none do or they do not add up to it.
    outlays: 基本支出, 项目支出 and other kinds that make up 全年执行, with their shares; () likewise.
    """

    initial: Figure | None
    adjusted: Figure | None
    spent: Figure | None
    change: ChangeFacts | None
    balance: Figure | None
    excess: Figure | None
    rate: str | None
    claimed_rate: str | None
    lines: tuple[MoneyLineFacts, ...]
    sources: tuple[MoneyLineFacts, ...]
    outlays: tuple[MoneyLineFacts, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """What a row earns.

    met: 已达成, 未达成, 佐证不足, 不适用 or 未判定.
    counted: whether the row is part of the whole: bonus and penalty rows and rows that do not apply are not.
    earned: the score as a table prints it: a penalty is below zero; None for a row that does not apply.
    sign: -1 for a penalty. proved: whether a usable value was there, if one was needed. reduced: scored, and below its points.
    rule: the rule that gave the score, as cited in brackets; "" when the trace names none.
    """

    points: Figure
    points_source: str
    score: Figure
    earned: Figure | None
    possible: Figure
    lost: Figure
    outcome: str
    met: str
    proved: bool
    counted: bool
    sign: int
    reduced: bool
    rule: str
    trace: tuple[Line, ...]

    @property
    def on_top(self) -> bool:
        """Whether it is a bonus or a penalty, which has no points of the whole."""
        return not self.counted and self.earned is not None


@dataclass(frozen=True, slots=True)
class RowFacts:
    """An indicator with its score, or the execution rate, which has no levels.

    level: levels one and two in one phrase, "" when neither is printed.
    claimed: the unit's own score, None when it states none.
    note_told: the note as a sentence. note_missing: an indicator lost points and gives no reason.
    told: target and actual as part of a sentence.
    found: whether an error or a warning stands in one of its cells. wrong: whether an error does.
    """

    level1: str
    level2: str
    level: str
    name: str
    label: str
    target: str
    actual: str
    claimed: Figure | None
    note: str
    note_told: str
    note_missing: bool
    told: str
    found: bool
    wrong: bool
    where: str
    result: ScoreFacts


@dataclass(frozen=True, slots=True)
class CountFacts:
    """How many indicators there are, and how they stand."""

    all: int
    met: int
    missed: int
    unproved: int
    undecided: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """A level-1 indicator, or the indicators of one dimension, with the sums of their rows.

    points: of those that are part of the whole. score: penalties taken off. rate: score as a percentage of points,
    None without points.
    """

    name: str
    counts: CountFacts
    points: Figure
    score: Figure
    rate: str | None
    rows: tuple[RowFacts, ...]

    @property
    def sound(self) -> bool:
        """Whether all of it is met and no error stands in its cells, so that it may be called an achievement."""
        return 0 < self.counts.all == self.counts.met and not any(row.wrong for row in self.rows)

    @property
    def deviating(self) -> tuple[RowFacts, ...]:
        return tuple(row for row in self.rows if row.result.reduced or row.result.met == "未达成")


@dataclass(frozen=True, slots=True)
class GapFacts:
    """A claimed figure beside ours. word: `高于`, `低于` or `等于`."""

    name: str
    claimed: Figure
    score: Figure
    word: str
    gap: Figure
    rule: str


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the unit says of itself, beside what was computed.

    total: None when the form claims none.
    implied_loss: full points less the claimed total; None when negative.
    lost: what the computation takes off in all. reduced: the rows it takes it from.
    grade: the claimed grade, "" when none. same_grade: whether it equals ours.
    items: rows that claim another score than ours. itemised: whether any row claims a score.
    items_sum: sum of the rows' claimed scores, only when every row claims one.
    sum_agrees: whether that sum equals the claimed total.
    rounded: our total in whole points where that is what the unit claims, else None.
    """

    total: GapFacts | None
    implied_loss: Figure | None
    lost: Figure
    reduced: tuple[RowFacts, ...]
    grade: str
    same_grade: bool
    items: tuple[GapFacts, ...]
    itemised: bool
    items_sum: Figure | None
    sum_agrees: bool
    rounded: Figure | None

    @property
    def any_unproved(self) -> bool:
        """Whether some of what is lost is only not demonstrated, so that it is not taken off for good."""
        return any(not row.result.proved for row in self.reduced)


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """An audit result. about: the table it belongs to. kind: text that equal findings share."""

    number: int
    about: str
    severity: str
    matters: bool
    code: str
    kind: str
    message: str
    why: str
    mend: str
    where: str
    basis: str


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """Findings of one kind together, or a row that lost points and that no finding mentions.

    messages: of the main table. more: how many further messages of it are only in the appendix.
    projects: the other tables that have the same problem, the first of them; project_count: of all of them.
    own: whether the main table has it, also where no message is left to tell.
    """

    kind: str
    messages: tuple[str, ...]
    more: int
    projects: tuple[str, ...]
    project_count: int
    own: bool

    @property
    def projects_left(self) -> int:
        return self.project_count - len(self.projects)


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A rule that took part. status: how well its source is known."""

    rule: str
    document: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """The rules applied. grades: the bands as one sentence."""

    id: str
    name: str
    version: str
    digest: str
    day: str
    on: date
    grades: str
    points_source: str


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """Everything that is said of one table.

    about: its short name, for lists and sheet names. year: `2023年`, or the mark that asks for it.
    rows: the indicators in print order; execution: the execution rate, a row of its own.
    reduced, unproved: those of both that lost points, or have no usable value.
    missed: indicators off their target that lost nothing. explained: those that are met and have a note all the same.
    dimensions: the indicators by 数量, 质量, 时效, 成本, 满意度, 效益, wherever the form puts them; all names are there.
    goal_told, goal_result_told: goal and result as sentences, "" when empty.
    whole_trace: what the rules made of the sum of the scores: scaling, caps, bonus; empty where nothing.
    total_words: `98.53分`, or `90.00分，补正后最高100.00分`.
    """

    about: str
    title: str
    department: bool
    year: str
    year_line: str
    unit: str
    authority: str
    project: str
    goal: str
    goal_result: str
    goal_told: str
    goal_result_told: str
    money: MoneyFacts | None
    execution: RowFacts
    rows: tuple[RowFacts, ...]
    levels: tuple[LevelFacts, ...]
    counts: CountFacts
    reduced: tuple[RowFacts, ...]
    unproved: tuple[RowFacts, ...]
    missed: tuple[RowFacts, ...]
    explained: tuple[RowFacts, ...]
    dimensions: Mapping[str, LevelFacts]
    points: Figure
    total: Figure
    total_possible: Figure
    total_words: str
    open: bool
    grade: str
    possible_grade: str
    grade_trace: tuple[Line, ...]
    whole_trace: tuple[Line, ...]
    claim: ClaimFacts
    template: TemplateFacts
    findings: tuple[FindingFacts, ...]
    rules: tuple[RuleFacts, ...]

    @property
    def any_proved(self) -> bool:
        return self.execution.result.proved or any(row.result.proved for row in self.rows)

    @property
    def unproved_count(self) -> int:
        return len(self.unproved)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One report: a main table, the project tables that belong to it, and what concerns all of them.

    unmentioned_reduced, unmentioned_unproved: whether there are such rows that no finding mentions.
    outline: what it is written by. given: what an officer told beside the tables, None under a name nobody told.
    arrival: the funds that arrived, None when not told.
    """

    main: AssessmentFacts
    projects: tuple[AssessmentFacts, ...]
    findings: tuple[FindingFacts, ...]
    problems: tuple[ProblemFacts, ...]
    mends: tuple[str, ...]
    unmentioned_reduced: bool
    unmentioned_unproved: bool
    rules: tuple[RuleFacts, ...]
    outline: Outline
    given: Mapping[str, GivenFact]
    arrival: ArrivalFacts | None

    @property
    def tables(self) -> tuple[AssessmentFacts, ...]:
        return (self.main, *self.projects)

    @property
    def project_count(self) -> int:
        return len(self.projects)

    @property
    def findings_appendix(self) -> int:
        """Number of the appendix that lists the findings: after one for each table."""
        return len(self.tables) + 1

    @property
    def rules_appendix(self) -> int:
        return len(self.tables) + 2
