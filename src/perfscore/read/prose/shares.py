"""Marks to shares and completions: of what a percentage is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from perfscore.model.place import Place
from perfscore.model.prose import Figure, Share
from perfscore.read.prose.marks import Mark, Marked, Part, is_rough, name_in
from perfscore.read.prose.subjects import (
    Prose,
    frame_of,
    is_within,
    tail_of,
    values_before,
    values_called,
)

_WHOLE_WORDS = re.compile(r"^(?:总额|总数|总量|总收入|总支出|总计|合计|全部|比重|比例|总预算)?$")
_TOTAL = re.compile(r"总|合计|全部")
_PAIR = ("基本支出", "项目支出")
"""The two that make up a unit's outlay, so that a whole not printed is their sum."""
_OF_YEARS = re.compile(r"20[0-9]{2}年[^,。;]{0,16}分别[为是]$")


@dataclass(frozen=True, slots=True)
class Told:
    """A share with the marks it was read from. whole_said: the words for the whole; whole: its mark when printed."""

    share: Share
    part: Mark
    rate: Mark
    whole_said: str
    whole: Mark | None


def shares(prose: Prose) -> Iterator[Told | Place]:
    """Every share; a place where a share is claimed of a whole that was not found."""
    for marked in prose.paragraphs:
        for position, mark in enumerate(marked.marks):
            if mark.part is Part.SHARE:
                yield from _share(prose, marked, position)


def _share(prose: Prose, marked: Marked, position: int) -> Iterator[Told | Place]:
    rate = marked.marks[position]
    part = _part(prose, marked, position)
    if part is None or is_rough(rate):
        return
    said = rate.whole
    in_print = prose.place(
        part if part.paragraph == rate.paragraph and part.clause == rate.clause else rate, rate
    )
    between = marked.marks[position - 1] if position else None
    is_printed = between is not None and between.part is Part.WHOLE and between.clause == rate.clause
    candidates = [between] if between and is_printed else _wholes(prose, marked, part, rate, said)
    if not candidates and said:
        derived = _derived(prose, part, said)
        if derived:
            yield Told(Share(rate.figure, part.figure, derived, at=in_print), part, rate, said, None)
            return
    if not candidates and rate.figure.number == 100:  # all of it: the whole has no figure of its own
        candidates = [part]
    if not candidates:
        yield in_print
        return
    told = [Share(rate.figure, part.figure, whole.figure, at=in_print) for whole in candidates]
    for share, whole in zip(told, candidates, strict=True):
        span = share.span
        if span is None or span.meets(rate.figure):
            yield Told(share, part, rate, said, whole)
            return
    for share, whole in zip(told, candidates, strict=True):
        # A part as large as its whole was most likely held against the wrong figure.
        if whole.figure.amount > part.figure.amount or rate.figure.number >= 100:
            yield Told(share, part, rate, said, whole)
            return
    yield in_print


def _part(prose: Prose, marked: Marked, position: int) -> Mark | None:
    rate = marked.marks[position]
    own = _own_part(rate)
    before = marked.marks[position - 1] if position else None
    if own:
        named = values_called(prose, own, rate)
        same = [
            v
            for v in named
            if v.paragraph == rate.paragraph and v.starts < rate.starts and not is_within(own, v.name)
        ]
        return same[0] if same else None
    if before and before.part is Part.VALUE and before.clause == rate.clause and before.is_money:
        return before
    near = next(values_before(prose, rate), None)
    return near if near and near.clause == rate.clause else None


def _own_part(rate: Mark) -> str:
    """The part that a share names itself: `税收占地方财政收入66.19%`."""
    own = name_in(tail_of(rate).partition("占")[0])
    return "" if len(own) < 2 or own in ("支出", "收入") else own


def _wholes(prose: Prose, marked: Marked, part: Mark, rate: Mark, said: str) -> list[Mark]:
    if said and not _WHOLE_WORDS.match(said):
        return [v for v in values_called(prose, said, rate) if v is not part and _can_be(prose, v, said)]
    run_starts = _run_starts(marked, part)
    frame = _frame(marked, run_starts)
    if frame:
        begins = (part.paragraph, run_starts)
        return [v for v in values_called(prose, frame, part) if (v.paragraph, v.starts) < begins]
    before = [v for v in values_before(prose, part, 6) if v is not part]
    same = [v for v in before if v.paragraph == part.paragraph and v.starts < run_starts]
    heads: list[Mark] = []
    for value in before:
        if value.paragraph < part.paragraph and _is_head(prose, value):
            heads.append(value)
    heads = heads[:6]
    heads.sort(key=lambda head: head.status != part.status)  # an outturn is a share of an outturn
    return [*same, *heads]


def _can_be(prose: Prose, value: Mark, said: str) -> bool:
    """Whether a value can be the whole that was named: a total is called one, and no whole is a share of itself."""
    if _TOTAL.search(said) and not _TOTAL.search(value.name):
        return False
    marks = prose.of(value).marks
    behind = next((mark for mark in marks if mark.starts > value.starts), None)
    return behind is None or behind.part is not Part.SHARE or behind.whole != said or bool(_own_part(behind))


def _run_starts(marked: Marked, part: Mark) -> int:
    """Where the enumeration that a part belongs to begins: item, share, item, share."""
    starts = part.starts
    marks = marked.marks
    position = next((n for n, mark in enumerate(marks) if mark is part), 0)
    while position >= 2 and marks[position - 1].part is Part.SHARE and marks[position - 2].part is Part.VALUE:
        if marks[position - 1].whole and not _WHOLE_WORDS.match(marks[position - 1].whole):
            break
        position -= 2
        starts = marks[position].starts
    return starts


def _frame(marked: Marked, run_starts: int) -> str:
    """The whole that a list names before its first item; "" where it does not."""
    first = next((mark for mark in marked.marks if mark.starts == run_starts), None)
    return frame_of(first.lead) if first else ""


def _is_head(prose: Prose, value: Mark) -> bool:
    """Whether a value is what its paragraph is about: the first, or the outturn beside the budget that is first.

    The first of several years (`2021年、2022年支出分别为`) is not.
    """
    money = [m for m in prose.of(value).marks if m.part is Part.VALUE and m.is_money]
    if _OF_YEARS.search(money[0].lead):
        return False
    if money[0] is value:
        return True
    return len(money) > 1 and money[1] is value and (money[0].status, value.status) == ("budget", "spent")


def _derived(prose: Prose, part: Mark, said: str) -> Figure | None:
    """The whole as the sum of basic and project outlay, where both are printed and the whole is not."""
    if not any(word in part.name for word in _PAIR) or "支出" not in said:
        return None
    both = []
    for word in _PAIR:
        found = [v for v in values_called(prose, word, part) if word in v.name]
        if not found:
            return None
        both.append(found[0].figure)
    if len({figure.unit for figure in both}) > 1:
        return None
    number = both[0].number + both[1].number
    places = max(figure.places for figure in both)
    written = f"{both[0].written}+{both[1].written}"
    return replace(both[0], number=number, places=places, name=said, written=written)


def completions(prose: Prose) -> Iterator[Share]:
    """How much of a budget was carried out, as printed and with the figures to work it out again."""
    for marked in prose.paragraphs:
        for position, mark in enumerate(marked.marks):
            if mark.part is Part.COMPLETION:
                yield from _completion(prose, marked, position)


def _completion(prose: Prose, marked: Marked, position: int) -> Iterator[Share]:
    rate = marked.marks[position]
    behind = marked.marks[position + 1] if position + 1 < len(marked.marks) else None
    before = [v for v in values_before(prose, rate) if v.clause == rate.clause]
    spent = next((v for v in before if v.status == "spent"), None)
    budget = next((v for v in before if v.status == "budget"), None)
    between = marked.marks[position - 1] if position else None
    if between and between.part is Part.WHOLE and between.clause == rate.clause:
        budget, spent = between, spent or next(iter(before), None)
    if behind and behind.part is Part.CHANGE and behind.against_budget and behind.sentence == rate.sentence:
        value = spent or next(iter(values_before(prose, rate)), None)
        if value is None or value.sentence != rate.sentence or value.figure.unit != behind.figure.unit:
            return
        change = behind.figure.number if behind.rises else -behind.figure.number
        planned = replace(value.figure, number=value.figure.number - change, written="", name="预算数")
        yield Share(rate.figure, value.figure, planned, True, prose.place(rate, behind))
    elif spent and budget:
        first = budget if budget.starts < spent.starts else spent
        yield Share(rate.figure, spent.figure, budget.figure, True, prose.place(first, rate))
