"""Checks of percentages: growth, shares, completion, and the direction that their words point in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfscore.audit.prose import words
from perfscore.audit.prose.findings import (
    COMPLETION_WRONG,
    CUT_OFF,
    DIFFERENCE_WRONG,
    DIRECTION_AGAINST_SIGN,
    GROWTH_ON_NEW_VALUE,
    GROWTH_WRONG,
    SHARE_WRONG,
)
from perfscore.model.finding import Finding
from perfscore.model.prose import Claims, Difference, Figure, Growth, Share, cut_off, half_up


def check_growth(claims: Claims) -> Iterator[Finding]:
    """A rate of growth must follow from the value and its change; it is a part of the old value."""
    for growth in claims.statements:
        if not isinstance(growth, Growth) or growth.recomputed is None or growth.span is None:
            continue
        if growth.span.meets(growth.rate) or _is_cut(growth.recomputed, growth.rate):
            continue
        places = growth.rate.places
        on_new = growth.on_new_value
        is_known_mistake = on_new is not None and growth.rate.number in (
            half_up(on_new, places),
            cut_off(on_new, places),
        )
        kind = GROWTH_ON_NEW_VALUE if is_known_mistake else GROWTH_WRONG
        yield kind.at(
            growth.at,
            quote=words.quote(growth.at),
            value=growth.value.written,
            change=words.amount(growth.by, growth.change or growth.value),
            base=words.amount(growth.old, growth.value),
            recomputed=words.percent(growth.recomputed, max(places, 2)),
            printed=growth.rate.written,
            tolerance=words.within(growth.span, places),
        )


def check_share(claims: Claims) -> Iterator[Finding]:
    """A share or a rate of completion must follow from part and whole."""
    for share in claims.statements:
        if not isinstance(share, Share) or share.recomputed is None or share.span is None:
            continue
        if share.span.meets(share.rate) or _is_cut(share.recomputed, share.rate):
            continue
        yield (COMPLETION_WRONG if share.is_completion else SHARE_WRONG).at(
            share.at,
            quote=words.quote(share.at),
            part=share.part.written,
            whole=share.whole.written or words.amount(share.whole.amount, share.whole),
            recomputed=words.percent(share.recomputed, max(share.rate.places, 2)),
            printed=share.rate.written,
            tolerance=words.within(share.span, share.rate.places),
        )


def check_cut_off(claims: Claims) -> Iterator[Finding]:
    """A percentage is rounded; one that only had its further digits dropped is told as that."""
    for each in claims.statements:
        if not isinstance(each, Growth | Share) or each.recomputed is None:
            continue
        exact, places = each.recomputed, each.rate.places
        if _is_cut(exact, each.rate):
            yield CUT_OFF.at(
                each.at,
                quote=words.quote(each.at),
                exact=words.percent(exact, places + 2),
                recomputed=words.percent(exact, places),
                printed=each.rate.written,
            )


def _is_cut(exact: Fraction, rate: Figure) -> bool:
    return rate.number == cut_off(exact, rate.places) != half_up(exact, rate.places)


def check_direction(claims: Claims) -> Iterator[Finding]:
    """增加, 减少 and 持平 must point where the figures go, and the word for the rate where that of the change does."""
    for each in claims.statements:
        if isinstance(each, Growth) and each.rises is not each.rate_rises and each.rate.number:
            yield DIRECTION_AGAINST_SIGN.at(
                each.at,
                quote=words.quote(each.at),
                old=words.amount(each.old, each.value),
                new=each.value.written,
                right=_way(each.rises),
                printed=_way(each.rate_rises),
                tolerance="无，方向用词应当一致",
            )
        elif isinstance(each, Difference):
            apart = each.recomputed
            if abs(apart) <= each.step:
                continue
            if each.rises is None or (each.rises is not (apart > 0)):
                yield DIRECTION_AGAINST_SIGN.at(
                    each.at,
                    quote=words.quote(each.at),
                    old=each.old.written,
                    new=each.new.written,
                    right=_way(apart > 0),
                    printed="持平" if each.rises is None else _way(each.rises),
                    tolerance=words.step(each.step, each.new),
                )


def check_difference(claims: Claims) -> Iterator[Finding]:
    """A change must be what lies between the two values, but for one unit of their last place."""
    for each in claims.statements:
        if isinstance(each, Difference) and each.change is not None:
            apart = abs(each.recomputed)
            if abs(apart - abs(each.change.amount)) > each.step:
                yield DIFFERENCE_WRONG.at(
                    each.at,
                    quote=words.quote(each.at),
                    old=each.old.written,
                    new=each.new.written,
                    recomputed=words.amount(apart, each.change),
                    printed=each.change.written,
                    tolerance=words.step(each.step, each.change),
                )


def _way(rises: bool) -> str:
    return "增加" if rises else "减少"
