"""Checks of amounts and counts: sums with their parts, one figure in two places, lists with their number, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfscore.audit.prose import words
from perfscore.audit.prose.findings import (
    COUNT_OF_NAMES,
    FIGURE_PRINTED_TWO_WAYS,
    FIGURE_ROUNDED_DIFFERENTLY,
    PARTS_DO_NOT_ADD_UP,
    PARTS_OFF_BY_ROUNDING,
    PROSE_AGAINST_TABLE,
)
from perfscore.model.finding import Finding
from perfscore.model.prose import Claims, Figure, Listed, Repeat, Sum, Summed, cut_off, half_up
from perfscore.model.table import AssessmentTable, Form
from perfscore.model.values import Quantity

PARTS_PER_STEP = 8
"""Of so many rounded parts the sum is off by more than one unit of the last place in less than one case of ten."""
_OUTLAY = re.compile(r"(?:本年)?支出合计$|^支出总计$")
_NO_TOTAL = re.compile(r"(?:指标|目标|完成)值$")
"""What an indicator promised or reached is no sum of what stands around it."""
WAN = 10_000


def check_sums(claims: Claims) -> Iterator[Finding]:
    """Parts must make their total; a little apart may be rounding and is told more mildly."""
    for each in claims.statements:
        if not isinstance(each, Sum) or not each.off_by or _is_finer(each):
            continue
        allowed = (
            Fraction(0) if each.over is Summed.COUNTS else each.step * (1 + len(each.parts) // PARTS_PER_STEP)
        )
        is_rounding = abs(each.off_by) <= allowed
        guess = not is_rounding or _is_chance(each, allowed) or _NO_TOTAL.search(each.total.name)
        if not each.is_certain and guess:
            continue
        yield (PARTS_OFF_BY_ROUNDING if is_rounding else PARTS_DO_NOT_ADD_UP).at(
            each.at,
            total=each.total.name or words.quote(each.at),
            parts=words.parts(each.parts),
            recomputed=words.amount(each.recomputed, each.total),
            printed=each.total.written,
            off=words.amount(abs(each.off_by), each.total),
            tolerance=words.step(allowed, each.total) if allowed else "无，个数应当相等",
        )


def _is_finer(each: Sum) -> bool:
    """Whether the total only has more places than its parts, and is their sum once rounded to as many."""
    places = max(part.places for part in each.parts)
    finer = _places(each.total) > places and each.over is Summed.AMOUNTS
    return finer and half_up(each.total.number, places) * each.total.scale == each.recomputed


def _is_chance(each: Sum, allowed: Fraction) -> bool:
    """Whether a part is the total itself and the rest is no more than rounding: 49.99 is no sum of 49.99 and 0.01."""
    return any(abs(each.total.amount - part.amount) <= allowed for part in each.parts)


def check_repeats(claims: Claims) -> Iterator[Finding]:
    """One figure is printed one way."""
    for each in claims.statements:
        if not isinstance(each, Repeat) or each.first.amount == each.again.amount:
            continue
        first, again = each.first, each.again
        if first.unit != again.unit and _is_rounded(first, again):
            continue  # 126.05 亿元 and 1260512 万元 are one figure
        kind = FIGURE_ROUNDED_DIFFERENTLY if _is_rounded(first, again) else FIGURE_PRINTED_TWO_WAYS
        yield kind.at(
            each.at,
            name=first.name or words.quote(each.at),
            where=first.at.paragraph,
            first=first.written,
            again=again.written,
        )


def _is_rounded(first: Figure, again: Figure) -> bool:
    """Whether one of two figures is the other, rounded to fewer places."""
    one, other = sorted((first, again), key=lambda figure: figure.scale / 10 ** _places(figure))
    number = one.amount / other.scale
    return half_up(number, _places(other)) == other.number and cut_off(number, 9) != other.number


def _places(figure: Figure) -> int:
    """The places that the figure itself was printed with."""
    return len(figure.written.partition(".")[2].rstrip("万亿千元"))


def check_listed(claims: Claims) -> Iterator[Finding]:
    """As many names as announced."""
    for each in claims.statements:
        if isinstance(each, Listed) and each.printed != len(each.names):
            yield COUNT_OF_NAMES.at(
                each.at, quote=words.quote(each.at), printed=each.printed, listed=len(each.names)
            )


def check_against_tables(claims: Claims, tables: Sequence[AssessmentTable]) -> Iterator[Finding]:
    """The outlay that the text tells must be the outlay of the unit's own table in the same file."""
    for table in tables:
        spent = table.budget.total.spent if table.form is Form.DEPARTMENT and table.budget else None
        if not isinstance(spent, Quantity):
            continue
        told: set[Fraction] = set()
        for figure in claims.figures:
            if (
                figure.unit in ("元", "万元", "亿元")
                and _OUTLAY.search(figure.name)
                and figure.amount not in told
            ):
                told.add(figure.amount)
                if abs(figure.amount - spent.number * WAN) > max(figure.step, Fraction(WAN, 100)):
                    yield PROSE_AGAINST_TABLE.at(
                        figure.at,
                        quote=words.quote(figure.at),
                        printed=f"{figure.name}{figure.written}",
                        where=str(spent.at),
                        name="全年执行数",
                        table=f"{words.amount(spent.number * WAN, figure)}",
                        tolerance=words.step(max(figure.step, Fraction(WAN, 100)), figure),
                    )
