"""Marks to growths and differences: which value changed, by how much, against what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from perfscore.model.place import Place
from perfscore.model.prose import Difference, Growth
from perfscore.read.prose.marks import Mark, Part, is_rough
from perfscore.read.prose.subjects import (
    Prose,
    head_before,
    subject_in,
    tail_of,
    values_before,
    values_called,
)

_RECAP = re.compile(r"相抵|各项|合计|之和|总共|(?:^|[,。;])共")
_CHANGED_TO = re.compile(
    r"^(?:增加|减少|增长|下降|提高|降低|上升|调增|调减)(?:到|至)(?:今年|本年|20[0-9]{2}年)?的?$"
)
_FROM = re.compile(r"[由从]")
_ADDED = re.compile(
    r"^[,、](?:年中|年内|当年|期间|执行中|年度中间)*(?:(?P<up>追加|调增|增加)|(?P<down>追减|调减|核减|减少))(?:预算|资金|经费|安排)*(?:共|共计|合计)?$"
)
_INITIAL = re.compile(
    r"年初(?:批复|安排|部门|财政)?预算(?:数|总额|安排|批复|资金|下达|收入|支出)*(?:为|是|共|共计|合计)*$"
)
_ADJUSTED = re.compile(
    r"^[,、](?:实际|最终|调整后?的?|年末)*(?:全年|年度|调整)?(?:支出)?预算(?:总额|总数|数|资金)?(?:调整)?(?:为|是|达|到|至|共|共计|合计)*$"
)
_WAS = re.compile(r"^\)?[,(](?:而)?(?:上年|去年|上一年)(?:度|同期)?(?:决算|支出|收入|数|金额)*(?:为|是|:)$")
_REMAINS = re.compile(r"剩余(?:资金)?(?:为|:)*$")
_LEVEL = re.compile(r"持平|无变化|没有变化|相同|一致|未发生变化")


def growths(prose: Prose) -> Iterator[Growth | Difference | Place]:
    """Every growth and difference; a place where a growth has a change of which the value was not found."""
    for marked in prose.paragraphs:
        subject: Mark | None = None
        last: Mark | None = None
        for position, mark in enumerate(marked.marks):
            if mark.part is Part.CHANGE and mark.is_money and not is_rough(mark):
                subject = subject_of(prose, mark, last, subject)
                last = mark
                old = _old(marked.marks, position, subject)
                if old and subject:
                    yield _difference(prose, old, subject, mark)
            elif mark.part is Part.RATE and not _RECAP.search(tail_of(mark)):
                yield from _growth(prose, marked.marks, position, subject, last)
            elif mark.part is Part.VALUE:
                yield from _remainder(prose, mark)
                yield from _adjusted(prose, marked.marks, position)
                last = None if last and mark.sentence > last.sentence else last
        yield from _level(prose, marked.marks, marked.spelt.text)


def subject_of(prose: Prose, change: Mark, last: Mark | None, inherited: Mark | None) -> Mark | None:
    """The value that changed."""
    asked = subject_in(change)
    near = next(values_before(prose, change), None)
    if near and near.clause == change.clause and (not last or near.starts > last.starts):
        named = values_called(prose, asked, change, least=3) if asked else []
        return named[0] if named and named[0].paragraph == change.paragraph else near
    if asked:
        named = values_called(prose, asked, change)
        before = [v for v in named if (v.paragraph, v.starts) < (change.paragraph, change.starts)]
        if before:
            return before[0]
        if not last:
            return head_before(prose, change) if _is_general(asked) else None
        return None
    if last and inherited and last.sentence == change.sentence:
        return inherited
    if near and near.sentence == change.sentence:
        return near
    return head_before(prose, change)


def _is_general(asked: str) -> bool:
    return bool(re.search(r"总|收支|合计|支出|收入|预算|决算", asked))


def _old(marks: tuple[Mark, ...], position: int, subject: Mark | None) -> Mark | None:
    """The old value printed between the value and its change."""
    before = marks[position - 1] if position else None
    if not before or before.part is not Part.OLD or not subject:
        return None
    return before if before.clause == marks[position].clause and before.is_money else None


def _difference(prose: Prose, old: Mark, new: Mark, change: Mark) -> Difference:
    first = new if new.paragraph == change.paragraph and new.clause == change.clause else old
    return Difference(
        old.figure, new.figure, change.figure, change.rises, prose.place(first, change, with_name=True)
    )


def _growth(
    prose: Prose, marks: tuple[Mark, ...], position: int, subject: Mark | None, change: Mark | None
) -> Iterator[Growth | Place]:
    rate = marks[position]
    behind = marks[position + 1] if position + 1 < len(marks) else None
    near = marks[position - 1] if position else None
    if near is not None and near is change and near.clause == rate.clause:
        if re.search(r"[一-鿿]{3,}", tail_of(rate)) and subject_in(rate):
            return  # `增加 5 万元，其中工资增长 3%`: of something else
        if subject is None:
            yield prose.place(near, rate)
            return
        old = _old(marks, position - 1, subject)
        first = subject if subject.paragraph == rate.paragraph and subject.clause == rate.clause else near
        yield Growth(
            rate.figure,
            subject.figure,
            near.figure,
            old.figure if old else None,
            near.rises,
            rate.rises,
            prose.place(first, rate),
        )
    elif (
        behind
        and behind.part is Part.CHANGE
        and behind.is_money
        and behind.clause == rate.clause
        and near
        and near.part is Part.VALUE
        and near.is_money
        and near.clause == rate.clause
        and not subject_in(behind)
        and not (
            position + 2 < len(marks)
            and marks[position + 2].part is Part.RATE
            and marks[position + 2].clause == rate.clause
        )
    ):  # 同比增长 15.35%，增收 25457 万元
        yield Growth(
            rate.figure,
            near.figure,
            behind.figure,
            None,
            behind.rises,
            rate.rises,
            prose.place(near, behind),
        )
    elif near and _changed_to(marks, position - 1) and near.clause == rate.clause:
        old = marks[position - 2]
        rises = near.figure.amount >= old.figure.amount
        yield Growth(rate.figure, near.figure, None, old.figure, rises, rate.rises, prose.place(old, rate))
    elif near and near.part is Part.OLD and near.is_money and near.clause == rate.clause:
        value = next(values_before(prose, near), None)
        if value and value.clause == rate.clause:
            yield Growth(
                rate.figure,
                value.figure,
                None,
                near.figure,
                value.figure.amount >= near.figure.amount,
                rate.rises,
                prose.place(value, rate),
            )
    elif behind and behind.is_money and behind.clause == rate.clause and _WAS.search(behind.lead):
        value = next((v for v in values_before(prose, rate) if v.depth <= rate.depth), None)
        if (
            value and value.clause == rate.clause and not subject_in(rate)
        ):  # 1.25 亿元，同比增长 25%，上年为 1 亿元
            rises = value.figure.amount >= behind.figure.amount
            yield Growth(
                rate.figure, value.figure, None, behind.figure, rises, rate.rises, prose.place(value, behind)
            )


def _remainder(prose: Prose, left: Mark) -> Iterator[Difference]:
    """`预算 A，执行 B，剩余 C`; what is carried over may be less than what was left, and is not held against it."""
    if not left.is_money or not _REMAINS.search(left.lead):
        return
    before = [v for v in values_before(prose, left) if v.clause == left.clause]
    if len(before) > 1 and before[0].status == "spent" and before[1].status == "budget":
        place = prose.place(before[1], left)
        yield Difference(before[1].figure, before[0].figure, left.figure, False, place)


def _adjusted(prose: Prose, marks: tuple[Mark, ...], position: int) -> Iterator[Difference]:
    """`年初预算 A，年中追加 B，全年预算 C`: told one right behind the other, with nothing else between."""
    if position < 2:
        return
    initial, added, adjusted = marks[position - 2 : position + 1]
    way = _ADDED.search(added.lead)
    if (
        way
        and all(mark.is_money and not is_rough(mark) for mark in (initial, added, adjusted))
        and _INITIAL.search(initial.lead)
        and _ADJUSTED.search(adjusted.lead)
        and initial.clause == adjusted.clause
    ):
        change = added.figure
        place = prose.place(initial, adjusted)
        yield Difference(initial.figure, adjusted.figure, change, way["up"] is not None, place)


def _changed_to(marks: tuple[Mark, ...], position: int) -> bool:
    """`由 400 万元增加到 500 万元`."""
    if position < 1 or not (marks[position].is_money and marks[position - 1].is_money):
        return False
    return _CHANGED_TO.search(marks[position].lead) is not None and (
        _FROM.search(tail_of(marks[position - 1])) is not None
    )


def _level(prose: Prose, marks: tuple[Mark, ...], text: str) -> Iterator[Difference]:
    """`今年 5 万元，与上年 4 万元持平`."""
    for mark, before in zip(marks[1:], marks, strict=False):
        is_pair = mark.part is Part.OLD and before.part is Part.VALUE and before.clause == mark.clause
        if is_pair and mark.is_money and before.is_money and _LEVEL.match(text, mark.ends):
            yield Difference(mark.figure, before.figure, None, None, prose.place(before, mark))


def signed(change: Mark) -> Mark:
    """A fall as a negative number."""
    if change.rises or change.figure.number < 0:
        return change
    return replace(change, figure=replace(change.figure, number=-change.figure.number))
