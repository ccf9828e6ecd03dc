"""A rule template as the scorer uses it: the rules in force on one day, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from perfscore.model.assessment import Citation, GradeBand
from perfscore.model.table import Form
from perfscore.rules.formula import Formula

T = TypeVar("T")

AWARDED = "分"
"""The unit of a row whose actual value is the points it was awarded."""


@dataclass(frozen=True, slots=True)
class Ruled(Generic[T]):
    """A value that a rule gives, since when, and what it rests on."""

    value: T
    source: Citation
    in_force: date
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class LevelPoints:
    """How the points of a table are divided among its level-1 indicators.

    levels: points by standard level-1 name, without the execution rate's own points.
    needs: level-1 names that must all be in the table for this division to apply; the first division
        whose needs are met applies.
    execution: points of the execution rate under this division.
    source: what this division rests on; the divisions of one template are not all known equally well.
    """

    levels: Mapping[str, Fraction]
    execution: Fraction
    needs: tuple[str, ...] = ()
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class QualityBand:
    """A band of a qualitative indicator: shares of its points from `low` to `high`.

    low belongs to the band; high belongs to it only when `closed`.
    words: the words that put an actual value into this band, each with the share it earns when the unit
        claims no score of its own.
    words_source: what the words and their shares rest on; the band's limits have the source of the bands.
    """

    name: str
    low: Fraction
    high: Fraction
    closed: bool
    words: Mapping[str, Fraction]
    words_source: Citation | None = None


class RoundingMode(StrEnum):
    HALF_UP = "half-up"


@dataclass(frozen=True, slots=True)
class Rounding:
    """places: digits after the point. mode: how a tie is broken.

    mode_source: what the mode rests on, where that is something else than what the places rest on.
    """

    places: int
    mode: RoundingMode = RoundingMode.HALF_UP
    mode_source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A figure that an item asks for.

    variable: what the item's formula calls it. name, also: what people call it. unit: what the figure is counted in.
    lowest, highest: the admissible figures, None where there is no bound; `open_below` leaves `lowest` itself out.
    """

    variable: str
    name: str
    unit: str = ""
    also: tuple[str, ...] = ()
    lowest: Fraction | None = None
    open_below: bool = False
    highest: Fraction | None = None

    def admits(self, number: Fraction) -> bool:
        if self.lowest is not None and (number < self.lowest or (self.open_below and number == self.lowest)):
            return False
        return self.highest is None or number <= self.highest


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator that the rules themselves name, with its own way of scoring.

    also: other names it goes by. level: its names of level one and two ("" for a level it leaves out).
    points: what it can earn where the form prints nothing.
    formula: over `points`, the row's `target` and `actual`, the money block's `spent`, `budget` and `initial` (万元), and
        the item's inputs; None for an item that is judged by `words`, each with its share of the points.
    direction: which way the score runs with a variable: `more-is-better` or `less-is-better`.
    scoring: what the way of scoring rests on, which the points may be known better or worse than.
    unit: what the row's own actual value is counted in, "" for any. 分 says that somebody judged the row and its actual
        value is the points awarded: from none to all of the row's points, and never a share of them.
    below_zero: whether the row's own actual value may be negative, as a rate of change may.
    usual: the rules give the row its points only; it is scored as a row without an item is.
    """

    name: str
    also: tuple[str, ...]
    level: tuple[str, str]
    meaning: str
    points: Ruled[Fraction]
    formula: Ruled[Formula] | None
    words: Mapping[str, Fraction]
    inputs: Mapping[str, Input]
    direction: Mapping[str, str]
    scoring: Citation
    unit: str = ""
    usual: bool = False
    below_zero: bool = False

    def admits(self, actual: Fraction, points: Fraction) -> bool:
        """Whether a row of these points may have this actual value: nobody is awarded more than there is."""
        return (actual >= 0 or self.below_zero) and (self.unit != AWARDED or actual <= points)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which rows a level's own rule is meant for: by the unit of the target and the rule of its sign.

    unit: None for any. signs: rule names such as `at-least`; empty for all.
    """

    unit: str | None = None
    signs: tuple[str, ...] = ()

    def takes_in(self, unit: str, sign_rule: str) -> bool:
        return self.unit in (None, unit) and (not self.signs or sign_rule in self.signs)


@dataclass(frozen=True, slots=True)
class ExtraLevel:
    """A level whose rows add to the total or take from it.

    cap: the most they change it by. each: what one case counts where rows report how often something happened; None
    where they report points.
    """

    is_bonus: bool
    cap: Fraction
    each: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RuleTemplate:
    """The rules in force on one day.

    version: the edition of the template file. digest: sha256 over the template's file and those it builds on.
    on: the day asked for. covers: False when some value had no version in force that day and its earliest one
        stands in.
    level_points: the divisions of the points, in the order in which they are tried.
    absent_level: where the points of a level-1 indicator go that the table does not have: by standard name of
        the absent level, the level that takes them; an absent level not named here is scaled out.
    absent_level_items: what becomes of the points of the indicators that the rules name where a level-1 indicator is
        absent: `scale` lets them follow their level, `tell` (also where the rules say nothing) leaves them as they are.
    level_names: standard level-1 name -> other names it goes by (spaces and points taken off).
    formulas: by rule name: `execution-rate`, `at-least`, `at-most`, `more`, `less`, `equal`, `range`, `by`.
        Variables: `points`; `target`, `actual`; for a range `lower`, `upper`, `actual`; for the execution
        rate `spent`, `budget`; for a deadline `days_late`.
    choices: which reading was chosen where the template offers several (`equal` -> `symmetric`).
    offered: the readings it offers, by rule name.
    bands: of qualitative indicators, best first.
    word_for_number: what a word means that stands where a number was promised: `not-demonstrated` or `band`.
    grades: best first.
    limits: thresholds of checks and findings, by name.
    items: indicators that the rules name themselves, by name.
    level_rules: by level name, the formula for all rows below it whose target and actual value are numbers.
    level_reach: by level name, which of those rows the formula is meant for; all of them where a level is not named.
    not_applicable: what becomes of a row whose actual value is 不适用: `not-demonstrated`, or `scaled-out`, when the
        rest is counted as the whole.
    level_caps: the most that the rows of a level earn in sum, by standard level-1 name.
    extra_levels: levels of bonus and penalty rows, which are no part of the total's points.
    readings: by rule name and reading, the formulas of the rules that offer several, the chosen one among them.

    Two formulas a template may leave out: `over-achieved` (`points`, `score`, `target`, `actual`) cuts the score of a
    row that went far beyond its target; `total-cap` (`total`, `total_points`, `spent`, `budget`) bounds the total.
    """

    id: str
    name: str
    form: Form
    version: str
    digest: str
    on: date
    covers: bool
    level_points: Ruled[tuple[LevelPoints, ...]]
    absent_level: Ruled[Mapping[str, str]]
    points_split: Ruled[str]
    level_names: Mapping[str, tuple[str, ...]]
    formulas: Mapping[str, Ruled[Formula]]
    choices: Mapping[str, str]
    offered: Mapping[str, tuple[str, ...]]
    bands: Ruled[tuple[QualityBand, ...]]
    word_for_number: Ruled[str]
    grades: Ruled[tuple[GradeBand, ...]]
    rounding: Ruled[Rounding]
    limits: Mapping[str, Ruled[Fraction]]
    total_points: Ruled[Fraction]
    items: Mapping[str, Item] = field(default_factory=dict)
    level_rules: Mapping[str, Ruled[Formula]] = field(default_factory=dict)
    level_reach: Mapping[str, Reach] = field(default_factory=dict)
    absent_level_items: Ruled[str] | None = None
    not_applicable: Ruled[str] | None = None
    level_caps: Ruled[Mapping[str, Fraction]] | None = None
    extra_levels: Ruled[Mapping[str, ExtraLevel]] | None = None
    readings: Mapping[str, Mapping[str, Ruled[Formula]]] = field(default_factory=dict)

    def item_named(self, name: str) -> Item | None:
        """The item that a row of this name is, blanks and a trailing remark in brackets aside."""
        if not self.items:
            return None
        bare = "".join(name.split())
        short = bare.partition("（")[0].partition("(")[0]
        for item in self.items.values():
            if bare in (item.name, *item.also) or short in (item.name, *item.also):
                return item
        return None

    def extra_level(self, name: str) -> ExtraLevel | None:
        """The bonus or penalty level of this name."""
        return self.extra_levels.value.get("".join(name.split())) if self.extra_levels else None
