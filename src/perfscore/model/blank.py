"""An empty self-assessment form, ready to be filled in: what stands in it beforehand and how its scores will follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from perfscore.model.assessment import GradeBand
from perfscore.model.live import LiveForm
from perfscore.model.table import Form

SIGNS = ("≥", "≤", "＝", "＞", "＜", "定性", "期限")
"""What the column 指标性质 offers. Full-width where the narrow sign would begin a formula when it is typed."""


@dataclass(frozen=True, slots=True)
class BlankRow:
    """One row of the form.

    path: names of levels one to three; "" for a name that the unit fills in.
    sign: one of `SIGNS`, "" where the unit chooses it. target: the number in `unit`, the last day, or a text; None where
        the unit fills it in. points: None where the unit fills them in.
    upper: with `target` the bounds of an interval that was promised as `printed`; such a target is kept as it is.
    is_item: the rules name the row themselves: it has neither a sign nor, mostly, a target.
    asks_actual: False for a row that is scored by figures of the sheet 评分数据 or of the money block alone.
    words: what the actual value is chosen from, best first; empty where any text may stand.
    hint: what the cell of the target says when it is chosen; "" for the usual.
    """

    path: tuple[str, str, str]
    sign: str = ""
    target: Fraction | date | str | None = None
    unit: str = ""
    points: Fraction | None = None
    upper: Fraction | None = None
    printed: str = ""
    is_item: bool = False
    asks_actual: bool = True
    words: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """The form.

    template, name, version: the rules that its scores follow; on: the day whose rules they are.
    money: labels of the money block, the total first; empty where the form has none.
    execution: points of the execution rate. rows, live: one for each row, in the same order.
    notes: what an officer must know of these rules, in Chinese. unverified: which of them were not read in a public source.
    left_out: rows of last year's table that were not taken.
    """

    title: str
    form: Form
    year: int
    unit: str
    department: str
    project: str
    template: str
    name: str
    version: str
    on: date
    places: int
    total_points: Fraction
    grades: tuple[GradeBand, ...]
    money: tuple[str, ...]
    execution: Fraction
    rows: tuple[BlankRow, ...]
    live: LiveForm
    notes: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
