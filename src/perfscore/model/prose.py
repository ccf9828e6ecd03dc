"""Running text and what it claims: documents of paragraphs, figures, and statements that can be worked out again.

A statement knows what it recomputes to and how far the rounding of the printed figures lets that wander; whether a
difference is worth a finding is for the audit to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from perfscore.model.place import NOWHERE, Place

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document.

    number: from 1, as the file counts; a plain text counts its lines, and a paragraph over several has the first.
    text: as printed, with the file's own line breaks.
    starts: where in the file's text it begins, in characters; 0 where a file has no such place.
    """

    number: int
    text: str
    at: Place = NOWHERE
    starts: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The running text of a file, without its tables."""

    file: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered line that heads what follows, or begins a new part of the document.

    number: as printed; 0 for a line that begins a new part. arabic: `3、`, not `三、`. text: the line without blanks.
    """

    number: int
    arabic: bool
    text: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number and what it is the number of.

    number: as printed. unit: `万元`, `%`, `人`. scale: how many of the plain unit one of it is (万元: 10000).
    places: digits behind the point that the document prints for such figures, so that `12.6` beside `161.83` is
        12.60 and known to half a hundredth.
    name: what the text calls it, "" when it does not say.
    written: number and unit as printed.
    starts, ends: where it stands, as `Paragraph.starts` counts.
    amount: the number in the plain unit (元, 人), worked out once.
    """

    number: Fraction
    unit: str
    scale: Fraction = Fraction(1)
    places: int = 0
    name: str = ""
    written: str = ""
    at: Place = NOWHERE
    starts: int = 0
    ends: int = 0
    amount: Fraction = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", self.number * self.scale)

    @property
    def step(self) -> Fraction:
        """One unit of the last place, in the plain unit."""
        return self.scale / Fraction(10**self.places)

    @property
    def low(self) -> Fraction:
        return self.amount - self.step * HALF

    @property
    def high(self) -> Fraction:
        return self.amount + self.step * HALF


class Span(tuple[Fraction, Fraction]):
    """The least and the most that a result can be, given that the printed figures were rounded."""

    __slots__ = ()

    def meets(self, figure: Figure) -> bool:
        """Whether some value in the span would be printed as the figure."""
        return self[0] <= figure.high and figure.low <= self[1]


def half_up(number: Fraction, places: int) -> Fraction:
    """The number rounded 四舍五入 to so many places; of two results as near, the one away from zero."""
    digits = int(abs(number) * 10**places + HALF)
    return Fraction(digits if number >= 0 else -digits, 10**places)


def cut_off(number: Fraction, places: int) -> Fraction:
    """The number with the further places dropped."""
    return Fraction(int(number * 10**places), 10**places)


@dataclass(frozen=True, slots=True)
class Growth:
    """`比上年增加 D，增长 Y%`: a change of a value, and the change as a percentage of what the value was.

    value: what it is now. change: by how much it changed, always counted upwards (see `rises`); None when the
    text gives the old value instead. base: the old value when it is printed. rate: the printed percentage.
    rises, rate_rises: which way the words for change and percentage point.
    """

    rate: Figure
    value: Figure
    change: Figure | None
    base: Figure | None
    rises: bool
    rate_rises: bool
    at: Place = NOWHERE

    @property
    def old(self) -> Fraction:
        """The old value: printed, or the value now less the rise (or with the fall added back)."""
        if self.base is not None or self.change is None:
            return self.base.amount if self.base else Fraction(0)
        return self.value.amount - (self.change.amount if self.rises else -self.change.amount)

    @property
    def by(self) -> Fraction:
        """The change without its direction."""
        if self.change is not None:
            return abs(self.change.amount)
        return abs(self.value.amount - self.old)

    @property
    def recomputed(self) -> Fraction | None:
        """The percentage; None where the old value was nothing."""
        return self.by / self.old * 100 if self.old > 0 else None

    @property
    def span(self) -> Span | None:
        if self.old <= 0:
            return None
        if self.base is not None:
            slack = [self.base.step * HALF, self.value.step * HALF]
            low_old, high_old = self.base.amount - slack[0], self.base.amount + slack[0]
            near = self.change.step * HALF if self.change else sum(slack, Fraction(0))
            return _ratio(self.by - near, self.by + near, low_old, high_old)
        assert self.change is not None
        half = self.change.step * HALF
        ends = []
        for by, value in (
            (self.by - half, self.value.high),
            (self.by + half, max(self.value.low, Fraction(0))),
        ):
            old = value - by if self.rises else value + by
            if old <= 0:
                return Span((Fraction(0), Fraction(10**12)))  # the old value may round to nothing
            ends.append(max(by, Fraction(0)) / old * 100)
        return Span((min(ends), max(ends)))

    @property
    def on_new_value(self) -> Fraction | None:
        """The percentage of the value now, which is the usual mistake."""
        return self.by / self.value.amount * 100 if self.value.amount > 0 else None


@dataclass(frozen=True, slots=True)
class Share:
    """`占…的 Z%`: a part as a percentage of a whole; also how much of a budget was carried out.

    is_completion: the whole is a budget and the part what was spent of it.
    """

    rate: Figure
    part: Figure
    whole: Figure
    is_completion: bool = False
    at: Place = NOWHERE

    @property
    def recomputed(self) -> Fraction | None:
        return self.part.amount / self.whole.amount * 100 if self.whole.amount > 0 else None

    @property
    def span(self) -> Span | None:
        if self.whole.amount <= 0:
            return None
        if self.part.amount == self.whole.amount:  # a figure and itself: no rounding comes between the two
            return Span((Fraction(100), Fraction(100)))
        return _ratio(max(self.part.low, Fraction(0)), self.part.high, self.whole.low, self.whole.high)


class Summed(StrEnum):
    """What a sum is over."""

    AMOUNTS = "amounts"
    CHANGES = "changes"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts. Of changes, a fall is a negative number.

    is_certain: the text itself says that these are all the parts (a list with its total, a recapitulation, shares
        that make a hundred), so that a difference is a mistake and not something left unsaid.
    """

    total: Figure
    parts: tuple[Figure, ...]
    over: Summed = Summed.AMOUNTS
    is_certain: bool = False
    at: Place = NOWHERE

    @property
    def recomputed(self) -> Fraction:
        """In the plain unit."""
        return sum((part.amount for part in self.parts), Fraction(0))

    @property
    def off_by(self) -> Fraction:
        return self.recomputed - self.total.amount

    @property
    def step(self) -> Fraction:
        """The coarsest last place of the figures."""
        return max(figure.step for figure in (self.total, *self.parts))


@dataclass(frozen=True, slots=True)
class Difference:
    """`上年 A，今年 B，减少 C` or `预算 A，支出 B，剩余 C`: two values and what lies between them.

    rises: which way the word points; None for 持平, which leaves no difference.
    change: None with 持平.
    """

    old: Figure
    new: Figure
    change: Figure | None
    rises: bool | None
    at: Place = NOWHERE

    @property
    def recomputed(self) -> Fraction:
        """New less old, in the plain unit."""
        return self.new.amount - self.old.amount

    @property
    def step(self) -> Fraction:
        return max(figure.step for figure in (self.old, self.new, self.change) if figure)


@dataclass(frozen=True, slots=True)
class Repeat:
    """One and the same figure printed in two places.

    of_whole_class: the second is the only item of the class that the first is.
    """

    first: Figure
    again: Figure
    of_whole_class: bool = False
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Listed:
    """`内设4个股室：甲、乙、丙、丁`: a number of things and their names."""

    counts: tuple[Figure, ...]
    names: tuple[str, ...]
    at: Place = NOWHERE

    @property
    def printed(self) -> Fraction:
        return sum((count.number for count in self.counts), Fraction(0))


Statement = Growth | Share | Sum | Difference | Repeat | Listed


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that was passed over, and why.

    limit: how much is read. statements: percentages printed in it. paragraphs: how many, from `at` on.
    """

    class Why(StrEnum):
        PARAGRAPH_TOO_LONG = "paragraph-too-long"
        TOO_MANY_FIGURES = "too-many-figures"
        NUMBER_TOO_LONG = "number-too-long"

    why: Why
    at: Place
    limit: int
    statements: int
    paragraphs: int = 1


@dataclass(frozen=True, slots=True)
class Claims:
    """What a document claims.

    statements: those that can be worked out again.
    unresolved: those of which the text makes a claim but some figure could not be found, where they stand.
    figures: every named amount, in reading order.
    unread: what of the text was passed over.
    """

    statements: tuple[Statement, ...] = ()
    unresolved: tuple[Place, ...] = field(default=())
    figures: tuple[Figure, ...] = field(default=())
    unread: tuple[Unread, ...] = field(default=())

    @property
    def checkable(self) -> int:
        """Statements that can be worked out again, or could if they had been read or a figure were not missing."""
        passed_over = sum(each.statements for each in self.unread)
        return len(self.statements) + len(self.unresolved) + passed_over


def _ratio(low: Fraction, high: Fraction, low_of: Fraction, high_of: Fraction) -> Span:
    if low_of <= 0:
        return Span((Fraction(0), Fraction(10**12)))
    return Span((max(low, Fraction(0)) / high_of * 100, high / low_of * 100))
