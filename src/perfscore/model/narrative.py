"""What a report in running text says of results and money that tables state too. Takes nothing of ours but places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from perfscore.model.place import NOWHERE, Place


class Fact(StrEnum):
    """What is told."""

    INITIAL = "initial"
    """年初预算数."""
    ADJUSTED = "adjusted"
    """全年预算数."""
    SPENT = "spent"
    """全年执行数."""
    RATE = "rate"
    """执行率, in percent."""
    PROJECTS_SPENT = "projects-spent"
    """项目支出 of the whole unit."""
    SCORE = "score"
    """自评得分."""
    GRADE = "grade"
    """自评等级."""
    PROJECTS_ASSESSED = "projects-assessed"
    """How many projects were assessed."""


@dataclass(frozen=True, slots=True)
class Told:
    """One such fact.

    project: the project it is about, as printed; None when it is about the whole unit.
    who: the unit that the sentence names itself, "" when it names none.
    number: money in 万元, a rate in percent, a score in points, a count; None for a grade.
    step: one unit of the last place printed, in the number's unit.
    written: as printed, with what it is called (`全年预算209.95万元`).
    in_accounts: whether it stands in the text of the final accounts (决算), and not in a report of self-assessment.
    """

    fact: Fact
    project: str | None
    number: Fraction | None
    written: str
    at: Place = NOWHERE
    who: str = ""
    grade: str = ""
    step: Fraction = Fraction(0)
    in_accounts: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """What one document tells.

    year: the year it is about, None when it does not say.
    head: its first lines and its titles, where a unit is named.
    names: what looks like the name of a unit anywhere in it, the most frequent first.
    """

    file: str
    year: int | None = None
    head: str = ""
    names: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
