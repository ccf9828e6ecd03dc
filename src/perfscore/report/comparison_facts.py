"""What a report says of several years, as typed facts, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from perfscore.report.charts import Chart
from perfscore.report.facts import FindingFacts
from perfscore.report.figures import Figure


@dataclass(frozen=True, slots=True)
class MovedFacts:
    """A figure beside the one before it.

    word: `增加`, `减少` or `持平`. amount: by how much, without a sign. share: of the earlier figure, None when that
    is not above zero. signed: the change with its sign, for tables.
    """

    word: str
    amount: Figure
    share: str | None
    signed: Figure


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """One table beside the others. moved_*: against the edition before, None for the first and where not known.

    total: None for a declaration of targets. under_one: the total under the rules that all are held to.
    rate: the execution rate with two places. rate_moved: its change in 百分点.
    adjusted_share: 全年预算数 against 年初预算数, with its sign.
    """

    label: str
    source: str
    rules: str
    total: Figure | None
    grade: str
    claimed: Figure | None
    under_one: Figure | None
    total_moved: MovedFacts | None
    performance: Figure | None
    rule_change: Figure | None
    initial: Figure | None
    adjusted: Figure | None
    spent: Figure | None
    initial_moved: MovedFacts | None
    adjusted_moved: MovedFacts | None
    spent_moved: MovedFacts | None
    rate: str | None
    rate_number: Figure | None
    rate_moved: MovedFacts | None
    adjusted_share: str | None


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """One indicator in one edition. name: only where it differs from the line's. match: how it continues the one before.

    demand: `调高` or `调低` where the target asks for more or less than the one before, else "".
    """

    label: str
    name: str
    target: str
    demand: str
    actual: str
    achievement: Figure | None
    points: Figure
    score: Figure
    met: str
    match: str
    sure: bool


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One indicator through the years. state: `持续`, `新增`, `取消` ...; trait: what it shows, "" for nothing."""

    level: str
    name: str
    state: str
    trait: str
    standings: tuple[StandingFacts, ...]


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What one row adds to the change of the total. kind: `两年都有`, `新增` ..."""

    kind: str
    name: str
    change: Figure


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """From one edition to the next. parts: everything that adds to the change, in order; they add up to it exactly.

    raised, lowered: the parts that moved it, the largest first. unsure: parts that may be one renamed indicator.
    chart: the same as a picture.
    """

    before_label: str
    after_label: str
    before: Figure
    after: Figure
    moved: MovedFacts
    parts: tuple[PartFacts, ...]
    raised: tuple[PartFacts, ...]
    lowered: tuple[PartFacts, ...]
    unsure: tuple[PartFacts, ...]
    performance: Figure | None
    rule_change: Figure | None
    chart: Chart

    @property
    def raised_count(self) -> int:
        return len(self.raised)

    @property
    def lowered_count(self) -> int:
        return len(self.lowered)


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """Two names side by side. open: they were not compared. answer: what a person said, "" where nobody did."""

    before_label: str
    before: str
    after_label: str
    after: str
    likeness: str
    judged: str
    because: str
    open: bool
    answer: str


@dataclass(frozen=True, slots=True)
class RegroupedFacts:
    """One row that seems to have become several, or the other way round, as a sentence."""

    told: str


@dataclass(frozen=True, slots=True)
class ComparisonFacts:
    """Everything that is said of one comparison.

    span: `2021年至2023年`. matches: pairs that were supposed or are open, for the sheet 指标对照; open_count: how
    many of them a person must decide. strengths, weaknesses: lines by what they show. missing_note: why totals
    under one set of rules are not given; "" when they are.
    """

    title: str
    about: str
    department: bool
    unit: str
    span: str
    editions: tuple[EditionFacts, ...]
    lines: tuple[LineFacts, ...]
    passages: tuple[PassageFacts, ...]
    matches: tuple[MatchFacts, ...]
    open_count: int
    regrouped: tuple[RegroupedFacts, ...]
    steady: tuple[LineFacts, ...]
    recovered: tuple[LineFacts, ...]
    missed_again: tuple[LineFacts, ...]
    declined: tuple[LineFacts, ...]
    come: tuple[LineFacts, ...]
    gone: tuple[LineFacts, ...]
    one_rules: str
    findings: tuple[FindingFacts, ...]
    charts: tuple[Chart, ...]

    @property
    def line_count(self) -> int:
        return len(self.lines)

    @property
    def come_count(self) -> int:
        return len(self.come)

    @property
    def gone_count(self) -> int:
        return len(self.gone)

    @property
    def steady_count(self) -> int:
        return len(self.steady)

    @property
    def recovered_count(self) -> int:
        return len(self.recovered)

    @property
    def missed_again_count(self) -> int:
        return len(self.missed_again)

    @property
    def declined_count(self) -> int:
        return len(self.declined)

    @property
    def finding_count(self) -> int:
        return len(self.findings)

    @property
    def rate_chart(self) -> int:
        """Position of the chart of execution rates, from 1; 0 when there is none."""
        return self._chart("执行率")

    @property
    def slope_chart(self) -> int:
        return self._chart("完成程度")

    def _chart(self, about: str) -> int:
        return next((n for n, chart in enumerate(self.charts, 1) if about in chart.title), 0)
