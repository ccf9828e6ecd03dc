"""A scored and audited table. It holds everything a report needs, so that a report never computes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.finding import Finding, Severity
from perfscore.model.live import LiveForm
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Indicator, Stage


@dataclass(frozen=True, slots=True)
class Citation:
    """What a rule rests on.

    rule: the rule's id in the project's list of rules (`MOF-06`).
    evidence: `seen`, `seen-2nd`, `seen-code`, `seed`, `memory` or `derived`.
    document, article: the document and the place in it, as far as they were read; "" when not.
    note: how to understand the citation.
    """

    rule: str
    evidence: str
    document: str = ""
    article: str = ""
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether the rule was read in a public source. If not, every display must say so."""
        return self.evidence in {"seen", "seen-2nd", "seen-code", "seed"}


ADDED_UP = Citation("MOF-09", "seen-code", note="总分为各项得分之和；办法条文未读到")
"""That the total is a sum is known from a public system; the article of the rule itself was not read."""


class Step(NamedTuple):
    """One line of the explanation of a number.

    label: what the number is (`分值`, `得分`, `执行率`), in Chinese, the form's own term.
    expression: how it came about, with the figures put in: `4.16 × min(9 ÷ 6, 6 ÷ 9)`, or the text read.
    value: the exact result; None for a step that says in words why there is none.
    shown: the result as a decimal string, as the step states it ("2.77"); a phrase where value is None.
    source: the cell of a number read, or the rule applied; never nothing.
    because: the steps that this one rests on, in the order they are needed.
    """

    label: str
    expression: str
    value: Fraction | None
    shown: str
    source: Place | Citation
    because: tuple[Step, ...] = ()


class Outcome(StrEnum):
    SCORED = "scored"
    NOT_DEMONSTRATED = "not-demonstrated"
    """No usable value: earns nothing now, may earn all its points once it is supplied."""
    NOT_APPLICABLE = "not-applicable"
    """The unit says 不适用 and the rules scale such rows out: neither earned nor lost."""


class PointsSource(StrEnum):
    FORM = "form"
    DEFAULT = "default"
    """系统默认分配: the form prints no points, the template splits them."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one row or the execution rate earns.

    points: the most it can earn. score: what it earns, rounded as the template says.
    possible: what it could still become: `points` when nothing was demonstrated, else `score`.
    met: whether the target was reached; None when that cannot be said.
    extra: 1 for a bonus and -1 for a penalty on top of the table's points, 0 for all other rows.
    """

    points: Fraction
    points_source: PointsSource
    score: Fraction
    possible: Fraction
    outcome: Outcome
    met: bool | None
    trace: tuple[Step, ...]
    extra: int = 0


@dataclass(frozen=True, slots=True)
class RowScore:
    """An indicator with its score."""

    indicator: Indicator
    result: Score


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a table, before it is audited.

    total: sum of the rounded scores of rows and execution rate, so that the printed figures add up, and then what
        the rules say of the whole: rows scaled out, bonus, caps.
    total_possible: the same with every missing value supplied and its target met.
    total_trace: how the total came about.
    """

    execution: Score
    rows: tuple[RowScore, ...]
    total: Fraction
    total_possible: Fraction
    grade: str
    possible_grade: str
    grade_trace: tuple[Step, ...]
    findings: tuple[Finding, ...]
    total_trace: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade and the lowest total that earns it."""

    name: str
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class TemplateRef:
    """Which rules were applied: enough to find them again, and to cite them in a report.

    on: the day whose law was applied. digest: sha256 over the rule files, hexadecimal.
    grades: best first. citations: every rule that took part, each once, in the order first used.
    """

    id: str
    name: str
    version: str
    digest: str
    on: date
    grades: tuple[GradeBand, ...]
    total_points: Fraction
    places: int
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A table, its scores and its findings.

    rows: in print order, one for each indicator of the table.
    execution: the score of the execution rate.
    total: sum of all scores, after the rules on the whole table. total_possible: the same with every missing value
        supplied and the target met.
    grade: of `total`. possible_grade: of `total_possible`.
    live: how the scores follow the cells, for a workbook; None where nobody said so, as for one out of an archive, and
        a workbook's scores are fixed. It says nothing that table and rules do not, so two assessments are equal without it.
    """

    table: AssessmentTable
    template: TemplateRef
    execution: Score
    rows: tuple[RowScore, ...]
    total: Fraction
    total_possible: Fraction
    grade: str
    possible_grade: str
    findings: tuple[Finding, ...]
    grade_trace: tuple[Step, ...] = ()
    total_trace: tuple[Step, ...] = ()
    live: LiveForm | None = field(default=None, compare=False, repr=False)

    @property
    def is_scored(self) -> bool:
        """False for a declaration of targets: nothing was achieved yet, and its total of zero says nothing."""
        return self.table.stage is not Stage.DECLARATION

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)
