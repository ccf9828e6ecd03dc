"""What can stand in a cell of the indicator table: targets, actual values, quantities, and their absence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from perfscore.model.place import NOWHERE, Place


class Comparator(StrEnum):
    """How an actual value is held against its target."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    MORE = ">"
    LESS = "<"
    RANGE = "range"
    BY = "by"
    """A deadline: done on or before a date."""
    QUALITATIVE = "qualitative"
    NONE = "none"
    """There is nothing to compare with: the cell is empty, a dash, a lone sign, or cannot be read."""


class Absence(StrEnum):
    """Why there is no value. None of these is zero."""

    BLANK = "blank"
    DASH = "dash"
    """`—`, `/`, `*` and the like: the form's sign for "nothing here"."""
    NOT_APPLICABLE = "not-applicable"
    PLACEHOLDER = "placeholder"
    """`XX`, `**`, `……`: the form's own filler, never replaced."""
    LONE_SIGN = "lone-sign"
    """A comparison sign with no number behind it."""
    APPROXIMATE = "approximate"
    """`约100`: a number that the unit itself does not vouch for."""
    UNREADABLE = "unreadable"
    NO_COLUMN = "no-column"
    """The form has no such column."""


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised (年度指标值).

    comparator: how to compare; for a number without a sign the sense it is read in.
    value: the number in the unit printed (95 with unit `%`); the lower bound of a range; None without one.
    upper: the upper bound of a range, else None.
    unit: as printed, in its standard spelling (`％` and `百分比` are `%`); "" when none is printed.
    grades: the printed scale of a qualitative target, best first (`优 良 中 低 差`); empty when the target
        is a plain phrase.
    deadline: the last day on which a `by` target is met.
    sign_printed: False when the sense was supplied by us because the cell has a bare number.
    absence: why there is nothing to compare with; None when there is.
    written: the cell's text exactly as it stands.
    """

    comparator: Comparator
    value: Fraction | None = None
    upper: Fraction | None = None
    unit: str = ""
    grades: tuple[str, ...] = ()
    deadline: date | None = None
    sign_printed: bool = True
    absence: Absence | None = None
    written: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Actual:
    """What was achieved (实际完成值).

    At most one of value, grade and date is set; `absence` says why when none is.

    value: the number in the unit printed.
    unit: as for `Target.unit`.
    grade: a word of a scale (`优`) or a phrase that says how far the target was reached (`达成预期指标`).
    date: the day on which it was done.
    sign: a comparison sign repeated before the number (`=5次`), "" when there is none. It carries no meaning
        of its own: the number is the number.
    """

    value: Fraction | None = None
    unit: str = ""
    grade: str | None = None
    date: date | None = None
    sign: str = ""
    absence: Absence | None = None
    written: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number with its unit, the text it came from and where that text stands.

    A percentage keeps the number printed: `99.18%` is 99.18 with unit `%`.
    """

    number: Fraction
    unit: str = ""
    written: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Absent:
    """A cell that should hold a number and does not, with the reason."""

    reason: Absence
    written: str = ""
    at: Place = NOWHERE


NO_COLUMN = Absent(Absence.NO_COLUMN)
"""The form has no such column at all."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the form's text and where it stands."""

    written: str
    at: Place = NOWHERE

    def __str__(self) -> str:
        return self.written
