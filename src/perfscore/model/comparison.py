"""Several tables of one unit or project, side by side. It holds everything a report of the comparison needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from perfscore.model.assessment import Assessment, RowScore
from perfscore.model.finding import Finding
from perfscore.model.table import Form


class Relation(StrEnum):
    """What lies between two editions that follow each other."""

    YEARS = "years"
    STAGES = "stages"
    """One year: the declaration of targets and what became of it."""
    VERSIONS = "versions"
    """One year and one stage: a table and its correction."""


class Certainty(StrEnum):
    """How sure it is that two rows are one indicator."""

    SAME = "same"
    """The names are the same."""
    GIVEN = "given"
    """A person said so."""
    LIKELY = "likely"
    """The names differ in ways that are known to mean nothing, or in very little: compared, and shown as supposed."""
    UNCERTAIN = "uncertain"
    """The names resemble each other: not compared, listed for a person."""


class Regrouping(StrEnum):
    SPLIT = "split"
    MERGED = "merged"


class Part(StrEnum):
    """What a change of the total comes from."""

    EXECUTION = "execution"
    KEPT = "kept"
    NEW = "new"
    DROPPED = "dropped"
    WHOLE = "whole"
    """Rules on the whole table: caps, rows scaled out, bonus and penalty."""


class Trait(StrEnum):
    """What a line of indicators shows over the years."""

    STEADY = "steady"
    """Reached in every year."""
    RECOVERED = "recovered"
    """Missed before, reached in the last year."""
    MISSED_AGAIN = "missed-again"
    """Missed in the last two years or more."""
    DECLINED = "declined"
    """Reached less of its target in each year than in the one before."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the tables compared.

    label: how it is called beside the others (`2023年`, `2024年申报`, `2023年第2稿`).
    assessment: the table under the rules of its own year.
    under_one: the table under the rules that all are held to; None when that was not asked for.
    """

    label: str
    assessment: Assessment
    under_one: Assessment | None = None

    @property
    def year(self) -> int | None:
        return self.assessment.table.year


@dataclass(frozen=True, slots=True)
class Link:
    """Why a row continues the one before it.

    likeness: of the two names, 0 to 100. because: in the words of a person (`同义词：抽查→抽检`), Chinese.
    """

    certainty: Certainty
    likeness: int
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator in one edition.

    achievement: how much of the target was reached, 1 for all of it; more than 1 when it was exceeded. None when
        that is no number (a grade, a deadline, a missing value).
    link: to the line's standing before this one; None for the first.
    demand: whether the target asks for more (1), less (-1) or the same (0) as the one before; None where that cannot
        be said, and for the first.
    """

    row: RowScore
    achievement: Fraction | None
    link: Link | None = None
    demand: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator through the editions. standings: one place for each edition, None where it has no such row."""

    standings: tuple[Standing | None, ...]
    trait: Trait | None = None

    @property
    def last(self) -> Standing:
        return next(each for each in reversed(self.standings) if each is not None)

    @property
    def first(self) -> Standing:
        return next(each for each in self.standings if each is not None)

    @property
    def name(self) -> str:
        """The name it goes by now."""
        return self.last.row.indicator.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it went by, oldest first, each once."""
        return tuple(dict.fromkeys(each.row.indicator.name for each in self.standings if each is not None))


@dataclass(frozen=True, slots=True)
class OpenMatch:
    """Two rows that may be one indicator: for a person to decide.

    earlier, later: positions of the editions. before, after: the rows.
    """

    earlier: int
    later: int
    before: RowScore
    after: RowScore
    link: Link


@dataclass(frozen=True, slots=True)
class Regrouped:
    """One row that seems to have become several, or several one: for a person to decide.

    sums: whether the targets of the several add up to that of the one; None where they cannot be added.
    """

    kind: Regrouping
    earlier: int
    later: int
    one: RowScore
    several: tuple[RowScore, ...]
    sums: bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """From an earlier figure to a later one.

    share: of the earlier figure; None when that is not above zero.
    """

    amount: Fraction
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class MoneyYear:
    """The money of one edition, in 万元; None for what the form does not say.

    adjustment: of 全年预算数 against 年初预算数.
    """

    initial: Fraction | None
    adjusted: Fraction | None
    spent: Fraction | None
    execution_rate: Fraction | None
    adjustment: Change | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one row, or the execution rate, adds to the change of the total. line: its position; None for the others."""

    part: Part
    name: str
    change: Fraction
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """From one edition to the next.

    before, after: the totals; None for a table that has no scores (a declaration of targets).
    contributions: they add up to `after - before` exactly; empty where one of the two is None.
    performance: change of the total under one set of rules. rules: what the change of rules added to that. None
        when the tables were not scored under one set of rules; the two add up to the whole change.
    initial, adjusted, spent: changes of money on the base of the earlier figure.
    rate: change of the execution rate, as a difference of shares.
    """

    relation: Relation
    before: Fraction | None
    after: Fraction | None
    contributions: tuple[Contribution, ...]
    performance: Fraction | None
    rules: Fraction | None
    initial: Change | None
    adjusted: Change | None
    spent: Change | None
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more tables of one unit or project.

    editions: from the oldest to the newest. lines: indicators in the order of the newest table, dropped ones after.
    open_matches, regrouped: what a person should decide. money: one for each edition. passages: one less.
    """

    form: Form
    unit: str | None
    project: str | None
    editions: tuple[Edition, ...]
    lines: tuple[Line, ...]
    open_matches: tuple[OpenMatch, ...]
    regrouped: tuple[Regrouped, ...]
    money: tuple[MoneyYear, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class GivenMatch:
    """What a person says of two names: one indicator, or not.

    before: the name in the earlier table; after: in the later one.
    """

    before: str
    after: str
    same: bool = True
