"""How a table is scored, in a spreadsheet's own language: what a workbook needs so that its scores follow its cells.

Expressions have gaps in braces for what stands in cells: `IF({actual}>={target},{points},…)`. Braces stand for nothing
else in them. Whoever writes a workbook puts addresses into the gaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

NOISE_PLACES = 11
"""Digits at which the noise of binary fractions is taken off before a score is rounded half up."""


class LiveKind(StrEnum):
    """What a row's score is reckoned from."""

    NUMBER = "number"
    DATE = "date"
    WORD = "word"
    FIXED = "fixed"
    """No formula can tell: the score is the number that was reckoned, and `why` says so."""


@dataclass(frozen=True, slots=True)
class LiveRow:
    """How one row is scored.

    score: what the row earns before rounding, over `{points}`, `{target}`, `{upper}`, `{actual}`, `{share}`, the unit's
        own score `{claim}`, the money block's `{spent}`, `{budget}`, `{initial}`, and the gaps of `inputs`; in an empty
        form also `{sign}` and `{unit}`; "" for a fixed row. An error or an empty text means that nothing was demonstrated.
    why: how the row is scored, or why its score is fixed, in Chinese.
    target, upper: what was promised, in the unit that `{actual}` has; None where nothing of the kind was.
    scale: what a bare number in the cell of the actual value is multiplied by before it is `{actual}`.
    unit: the unit that a number typed as text may carry.
    seen: the number, or the day's number, that the actual value as printed comes to; None where it is of no use.
    seen_share: the share of the points that it comes to as a word; None where it names none.
    low, high: for a row judged in words, the shares between which the unit's own score stands; None without a band.
    promise: for a row judged in words, what was promised, of which a repetition in the report is as good as
        `promise_word`; "" where nothing was.
    words: what words a row of its own kind is judged by, each with its share; empty for the template's.
    inputs: figures that the expression reads besides the table's, each a gap's name -> the figure's name.
    exact: what the row earned before rounding; None where it earned nothing because nothing was demonstrated.
    can_be_left_out: whether 不适用 as actual value takes the row out of the whole.
    extra: 1 for a bonus and -1 for a penalty row, whose level is `level`.
    """

    kind: LiveKind
    why: str
    score: str = ""
    target: Fraction | None = None
    upper: Fraction | None = None
    scale: Fraction = Fraction(1)
    unit: str = ""
    seen: Fraction | None = None
    seen_share: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    promise: str = ""
    promise_word: str = ""
    words: Mapping[str, Fraction] | None = None
    inputs: tuple[tuple[str, str], ...] = ()
    exact: Fraction | None = None
    can_be_left_out: bool = False
    extra: int = 0
    level: str = ""


@dataclass(frozen=True, slots=True)
class LiveWord:
    """A word a row may be judged by: its share of the points, and the band that the share stands in."""

    word: str
    share: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A figure that rules ask for by name. value: None where nobody supplied it."""

    name: str
    unit: str
    value: Fraction | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LiveExtra:
    """A level of bonus or penalty rows: at most `cap` in sum."""

    level: str
    sign: int
    cap: Fraction


@dataclass(frozen=True, slots=True)
class LiveForm:
    """How a table is scored as a whole.

    rows: one for each indicator. execution: how the execution rate is scored, over `{points}`, `{spent}`, `{budget}`;
        "" for a fixed score. execution_exact: what it earned before rounding; None where nothing was demonstrated.
    words: the words of qualitative rows, the shorter before the longer, and of like length the less preferred before the
        more; negations: what beside a word turns it; ignored: signs that count for nothing in a report.
    words_verified: whether the words' shares were read in a public source.
    figures: what rows ask for besides the table.
    level_caps: the most that rows earn in sum, each with the positions of its rows. extras: bonus and penalty levels.
    scales_out: whether rows that do not apply are scaled out. total_cap: the bound on the total, over `{total}`,
        `{total_points}`, `{spent}`, `{budget}`; "" without one.
    exceptions: what in these rules a spreadsheet cannot reckon, in Chinese; empty where it can reckon all.
    """

    rows: tuple[LiveRow, ...]
    execution: str = ""
    execution_exact: Fraction | None = None
    words: tuple[LiveWord, ...] = ()
    negations: tuple[str, ...] = ()
    ignored: str = ""
    words_verified: bool = True
    figures: tuple[LiveFigure, ...] = ()
    level_caps: tuple[tuple[Fraction, tuple[int, ...]], ...] = ()
    extras: tuple[LiveExtra, ...] = ()
    scales_out: bool = False
    total_cap: str = ""
    exceptions: tuple[str, ...] = ()
