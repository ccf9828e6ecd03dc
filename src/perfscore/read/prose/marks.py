"""Paragraphs to marks: every number with a unit, the words that lead to it, and the part these make it play."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from perfscore.model.place import Place
from perfscore.model.prose import Document, Figure, Paragraph
from perfscore.read.prose.signs import Spelt, spell

MONEY = {
    "亿元": Fraction(10**8),
    "万元": Fraction(10**4),
    "千元": Fraction(1000),
    "元": Fraction(1),
}
_COUNTS = "人次 批次 团组 股室 科室 批 人 辆 个 件 项 台 家 户 期 次 名 处 所 份 分".split()
MOST_PLACES = 2
"""Figures of a document are taken to be as exact as its most exact one, but not beyond this: a unit price of
0.0385 万元 does not make the totals beside it as exact."""
LONGEST_PARAGRAPH = 40_000
LONGEST_NAME = 60
MOST_FIGURES = 20_000
"""No officer's document has a tenth of it; what stands behind so many is not looked at, and told as unread."""
LONGEST_NUMBER = 15
"""Digits before the point: 999 万亿元."""

_NUMBER = rf"(?<![0-9.,])(?P<number>-?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]{{1,{LONGEST_NUMBER}}})(?:\.[0-9]{{1,8}})?)(?![0-9])"
_UNITS = "|".join(["个百分点", "%", *MONEY, *_COUNTS])
_MARK = re.compile(rf"{_NUMBER}(?P<unit>{_UNITS})(?![以之])")
_BARE = re.compile(rf"{_NUMBER}(?P<unit>{_UNITS})?(?![年月日号.条版])")
_TABLE_LINE = re.compile(r"[^:|。]{0,24}\((?:单位:)?(?P<unit>亿元|万元|千元|元)\)[:|]")
_UP = "增加|增长|增收|增支|上升|上涨|提高|调增|增|多"
_DOWN = "负增长|减少|下降|减收|减支|降低|下浮|压减|调减|缩减|减|少|降"
_CHANGE = re.compile(
    rf"(?:(?P<down>{_DOWN})|(?<![最至不])(?P<up>{_UP}))(?:了|额|幅度?|率|数)*(?:约|近)?(?:为|是|达|:)*$"
)
_MORE_THAN = re.compile(
    r"(?:决算数?|支出数?|执行数)(?:(?P<up>大于|多于|高于|超过|超)|(?P<down>小于|少于|低于))(?:年初|全年|调整)?预算数?$"
)
_SHARE = re.compile(
    r"占(?:比(?:例|重)?|(?P<whole>[^,。;:占]{0,40}?)(?:的比例|的比重|比重|比例|的)?)(?:为|达到?|是|约|:)*$"
)
_COMPLETION = re.compile(
    r"(?:(?:完成|执行)(?:了)?(?P<whole>[^,。;完]{0,20}(?:预算|计划)[^,。;]{0,6}?)的?|(?:执行率|完成率|预算完成率)(?:为|达|达到|是|:)*)$"
)
_OLD = re.compile(
    r"(?:(?:比|较|与|同|由|从|对比)20[0-9]{2}年|(?:上年|去年|上一年))(?:度|同期)?(?:的|决算|预算|执行|数|支出|收入|实际|为)*$"
)
_OLD_LEAD = re.compile(r"(?:比|较|与|同|由|从|对比)(?:上年|去年|上一年|20[0-9]{2}年)[^,。;:]{0,24}$")
_BUDGET = re.compile(r"(?:全年|年初|调整后?|支出)?预算数?(?:为|是|:)*$")
_SPENT = re.compile(r"(?:支出|全年)?(?:决算|执行|实际支出)数?(?:为|是|:)*$")
_LEFT = re.compile(r"(?:剩余|结余|结转|未支付|资金结余金额:?)(?:资金)?(?:为|:)*$")
_WHOLE = re.compile(
    r"(?:(?P<completion>(?:完成|执行)[^,。;完]{0,16}(?:预算|计划)数?|[为是]年初预算数?)|占[^,。;:占]{2,30})(?:为|的)?$"
)
_OF_IT = re.compile(r"^的?(?:比例|比重)?(?:为|达|约)?$")
_CHANGED_TO = re.compile(r"(?:增加|减少|增长|下降|提高|降低|调增|调减)(?:到|至)$")
_STOP = re.compile(r"[。!?;]|(?<![0-9])\.|\.(?![0-9])")
_FULL_STOP = re.compile(r"[。!?]|(?<![0-9])\.|\.(?![0-9])")
_AROUND = re.compile(r"(?:约|近|超过?|不足|不超过|多达|以上|左右)$")
_NAME_FROM = re.compile(r"[,。;:、|!?\[\]]|其中|(?<!\(境)\)(?=.)|(?<=[0-9)])\.|^\.|^[0-9]{1,2}\.")
_HANGING = re.compile(
    r"(?:为|是|达到?|共计|累计|共|约|均|各|安排|(?:的)?金额|等于|:|即|支出预算数为|合计为)+$"
)
_LEADING = re.compile(r"^(?:以及|和|及|与|即|包括|主要是|分别|又|另有|由|含|的|内|万元|元|为|是|、)+")
_ITEM = re.compile(r"(?P<class>[^,。;:、.]{2,30}?)\(类\).{1,60}?\(项\)")
_YEAR = re.compile(r"(20[0-9]{2})年")


class Part(StrEnum):
    """What part a figure plays in its sentence."""

    VALUE = "value"
    OLD = "old"
    CHANGE = "change"
    RATE = "rate"
    SHARE = "share"
    COMPLETION = "completion"
    WHOLE = "whole"
    """Printed between the word for a percentage and the percentage: `完成预算 15 万元的 80%`."""
    PERCENT = "percent"
    """A percentage of which the sentence makes no claim that can be worked out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in its sentence.

    lead: the text since the number before it, as it is spelt for searching.
    starts, ends: in the spelt text of its paragraph.
    sentence, clause: number of the sentence (and of the piece between semicolons) in its paragraph.
    depth: how many brackets are open.
    rises: which way the word before a change or rate points.
    whole: what a share is said to be of; "" when the sentence leaves it out.
    against_budget: a change is held against the year's budget and not against the year before.
    item_class: the 类 of a functional item (`…（类）…（款）…（项）`), "" for others.
    status: `budget`, `spent`, `left`, or "" where the words do not tell.
    """

    figure: Figure
    part: Part
    lead: str
    paragraph: int
    starts: int
    ends: int
    sentence: int
    clause: int
    depth: int
    rises: bool = True
    whole: str = ""
    against_budget: bool = False
    item_class: str = ""
    status: str = ""
    year: str = ""
    in_table: bool = False

    @property
    def is_money(self) -> bool:
        return self.figure.unit in MONEY

    @property
    def name(self) -> str:
        return self.figure.name


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph with its marks. index: its position among the paragraphs of the document."""

    paragraph: Paragraph
    spelt: Spelt
    index: int
    marks: tuple[Mark, ...] = field(default=())

    def place(self, starts: int, ends: int) -> Place:
        """The spot of a piece of the spelt text: the paragraph's number and the piece as printed."""
        first, last = self.spelt.origin[starts], self.spelt.origin[max(ends - 1, starts)] + 1
        return self.paragraph.at._replace(
            paragraph=self.paragraph.number + self.paragraph.text.count("\n", 0, first),
            quote=self.paragraph.text[first:last],
        )

    def offset(self, position: int) -> int:
        return self.paragraph.starts + self.spelt.origin[position]


def mark_document(document: Document) -> list[Marked]:
    """Every paragraph with its marks; figures know how exact the document prints their kind."""
    found: list[Marked] = []
    figures = 0
    for index, paragraph in enumerate(document.paragraphs):
        if len(paragraph.text) <= LONGEST_PARAGRAPH and figures < MOST_FIGURES:
            found.append(_mark(paragraph, index))
            figures += len(found[-1].marks)
    places: dict[str, int] = {}
    for marked in found:
        for mark in marked.marks:
            if mark.is_money:
                own = min(mark.figure.places, MOST_PLACES)
                places[mark.figure.unit] = max(places.get(mark.figure.unit, 0), own)
    return [replace(marked, marks=tuple(_as_exact(marked.marks, places))) for marked in found]


def _as_exact(marks: Sequence[Mark], places: dict[str, int]) -> Iterator[Mark]:
    for mark in marks:
        known = places.get(mark.figure.unit, 0)
        exact = (
            mark if mark.figure.places >= known else replace(mark, figure=replace(mark.figure, places=known))
        )
        yield exact


def _mark(paragraph: Paragraph, index: int) -> Marked:
    spelt = spell(paragraph.text)
    text = spelt.text
    marked = Marked(paragraph, spelt, index)
    table = _TABLE_LINE.match(text)
    pattern = _BARE if table else _MARK
    marks: list[Mark] = []
    before, sentence, clause, depth = 0, 0, 0, 0
    for found in pattern.finditer(text):
        unit = found["unit"] or (table["unit"] if table else "")
        if not unit or (table and found.start() < table.end()):
            continue
        if unit == "个百分点":
            before = found.end()
            continue
        lead = text[before : found.start()]
        sentence += len(_FULL_STOP.findall(lead))
        clause += len(_STOP.findall(lead))
        depth = max(depth + lead.count("(") - lead.count(")"), 0)
        marks.append(_one(marked, found, unit, lead, (sentence, clause, depth), marks))
        if table:
            marks[-1] = replace(marks[-1], in_table=True)
        before = found.end()
    return replace(marked, marks=tuple(marks))


def _one(
    marked: Marked,
    found: re.Match[str],
    unit: str,
    lead: str,
    where: tuple[int, int, int],
    earlier: Sequence[Mark],
) -> Mark:
    number = found["number"].replace(",", "")
    figure = Figure(
        Fraction(number),
        unit,
        MONEY.get(unit, Fraction(1)),
        len(number.partition(".")[2]),
        "",
        found.group(),
        marked.place(found.start(), found.end()),
        marked.offset(found.start()),
        marked.offset(found.end() - 1) + 1,
    )
    mark = Mark(figure, Part.VALUE, lead, marked.index, found.start(), found.end(), *where)
    mark = _with_part(mark, unit, earlier[-1] if earlier else None)
    if mark.part in (Part.VALUE, Part.OLD):
        name = name_in(lead)
        item = _ITEM.search(lead)
        years = _YEAR.findall(lead)
        mark = replace(
            mark,
            figure=replace(figure, name=name),
            item_class=_LEADING.sub("", re.sub(r"^.*?[0-9]+\.", "", item["class"])) if item else "",
            year=years[-1] if years else (earlier[-1].year if earlier else ""),
            status=_status(lead),
        )
    elif earlier:
        mark = replace(mark, year=earlier[-1].year)
    return mark


def _with_part(mark: Mark, unit: str, before: Mark | None) -> Mark:
    lead = mark.lead
    if unit == "%" and before and before.part is Part.WHOLE and _OF_IT.match(lead):
        is_budget = before.status == "budget"
        return replace(mark, part=Part.COMPLETION if is_budget else Part.SHARE, whole=before.name)
    whole = _WHOLE.search(lead) if unit in MONEY else None
    if whole:
        return replace(
            mark,
            part=Part.WHOLE,
            status="budget" if whole["completion"] else "",
            figure=replace(mark.figure, name=name_in(re.sub(r".*(?:完成|占)", "", lead))),
        )
    more = _MORE_THAN.search(lead)
    if more and unit in MONEY:
        return replace(mark, part=Part.CHANGE, rises=more["up"] is not None, against_budget=True)
    change = _CHANGE.search(lead)
    if change and not _CHANGED_TO.search(lead):
        rises = change["up"] is not None
        return replace(
            mark,
            part=Part.RATE if unit == "%" else Part.CHANGE,
            rises=rises if mark.figure.number >= 0 else not rises,
            against_budget=_against_budget(lead),
        )
    if unit == "%":
        completion = _COMPLETION.search(lead)
        if completion:
            return replace(mark, part=Part.COMPLETION, whole=completion["whole"] or "")
        share = _SHARE.search(lead)
        if share:
            return replace(mark, part=Part.SHARE, whole=share["whole"] or "")
        return replace(mark, part=Part.PERCENT)
    if _OLD.search(lead) or _OLD_LEAD.search(lead):
        return replace(mark, part=Part.OLD)
    return mark


def _against_budget(lead: str) -> bool:
    found = re.search(r"(?:比|较|与|于)(?P<what>[^,。;:]{0,20})", lead)
    return bool(found and "预算" in found["what"] and not re.search(r"上年|去年|20[0-9]{2}年", found["what"]))


def _status(lead: str) -> str:
    clause = re.split(r"[,。;、]", lead)[-1]
    for pattern, status in ((_LEFT, "left"), (_SPENT, "spent"), (_BUDGET, "budget")):
        if pattern.search(clause):
            return status
    return ""


def name_in(lead: str) -> str:
    """What the words before a number name: the last phrase, without what only ties it to the number."""
    start = 0
    for found in _NAME_FROM.finditer(lead):
        if found.end() < len(lead):
            start = found.end()
    name = lead[start:]
    before = None
    while before != name:  # `支出安排共计为`
        before = name
        name = _LEADING.sub("", _HANGING.sub("", name.strip('"()+')))
    return name[-LONGEST_NAME:]


def is_rough(mark: Mark) -> bool:
    """Whether the text itself says that the number is not exact: `约`, `近`."""
    return bool(_AROUND.search(mark.lead))
