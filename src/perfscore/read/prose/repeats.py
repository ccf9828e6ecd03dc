"""Marks to repetitions: one and the same amount printed in two places, and items against their class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.model.prose import Repeat, Sum, Summed
from perfscore.read.prose.marks import MONEY, Mark, Part, is_rough
from perfscore.read.prose.subjects import Prose, core, likeness

_HEADLINES = re.compile(
    r"^(?:本年)?(?:收入|支出)(?:合计|总计|预算总额)$|三公经费(?:财政拨款)?(?:支出)?(?:预算|决算)?数?$|^机关运行经费"
)
_PARTS = re.compile(r"^(?:基本支出|项目支出|人员经费|公用经费)(?:预算|决算)?$")
_CLASSES = re.compile(
    r"^(?:一般公共服务|外交|国防|公共安全|教育|科学技术|文化旅游体育与传媒|社会保障和?就业|卫生健康|节能环保|城乡社区|农林水|交通运输|"
    r"资源勘探工业信息等|商业服务业等|金融|自然资源海洋气象等|住房保障|粮油物资储备|灾害防治及应急管理)支出$"
)
_FULL_YEAR = re.compile(r"(?:^|[,。;])(?P<of>[^,。;:]{0,24}?)全年预算(?:收入|数)?(?:为|:)*$")
_NOT_THE_SAME = re.compile(
    r"上年|去年|年初|调整|追加|剩余|结转|结余|同比|比20|较20|政府性基金|国有资本|中央|省级|上级|单位资金|其他资金"
)


MOST_MENTIONS = 20
"""A figure is held against so many earlier ones of its name, the first of the document."""


def repeats(prose: Prose) -> Iterator[Repeat | Sum]:
    """Every figure that is printed again."""
    yield from _by_class(prose)
    yield from _by_name(prose)
    yield from _of_table_line(prose)
    yield from _full_year(prose)
    yield from _scores(prose)
    yield from _same_figures(prose)


def _repeat(prose: Prose, first: Mark, again: Mark, *, of_whole_class: bool = False) -> Repeat:
    return Repeat(first.figure, again.figure, of_whole_class, prose.place(again, again))


# --- Items of a class -----------------------------------------------------------------------------------------


def _by_class(prose: Prose) -> Iterator[Repeat | Sum]:
    """Items (类款项) against the figure of their class, and all of them against the whole."""
    run: list[Mark] = []
    for item in [*_items(prose), None]:
        if item and (not run or item.paragraph - run[-1].paragraph < 3):
            run.append(item)
            continue
        if len(run) > 1:
            yield from _classes_of(prose, run)
        run = [item] if item else []


def _items(prose: Prose) -> list[Mark]:
    """The functional items, each with the last figure of its sentence that is of the item (outturn before budget)."""
    found: list[Mark] = []
    for value in prose.values:
        if not value.is_money:
            continue
        if value.item_class:
            found.append(value)
        elif (
            found
            and found[-1].paragraph == value.paragraph
            and found[-1].clause == value.clause
            and value.status == "spent"
            and found[-1].status == "budget"
        ):
            found[-1] = replace(value, item_class=found[-1].item_class)
    return found


def _classes_of(prose: Prose, items: Sequence[Mark]) -> Iterator[Repeat | Sum]:
    before = [
        v
        for v in prose.within(items[0].paragraph - 11, items[0].paragraph - 1)
        if v.is_money and not v.item_class
    ]
    groups: dict[str, list[Mark]] = {}
    for item in items:
        groups.setdefault(core(item.item_class), []).append(item)
    for name, group in groups.items():
        known = [v for v in before if likeness(name, v.name) == 3 and v.status != "budget"]
        if not known:
            continue
        total = known[-1]
        if len(group) == 1:
            yield _repeat(prose, total, group[0], of_whole_class=True)
        else:
            place = prose.place(group[0], group[0])
            yield Sum(total.figure, tuple(item.figure for item in group), Summed.AMOUNTS, True, place)
    together = sum((item.figure.amount for item in items), Fraction(0))
    heads = [v for v in before if abs(v.figure.amount - together) * 100 <= together and v.status != "budget"]
    heads = [v for v in heads if v.figure.amount == together] or heads
    if heads and len(items) > 1:
        parts = tuple(item.figure for item in items)
        yield Sum(heads[-1].figure, parts, Summed.AMOUNTS, True, prose.place(heads[-1], heads[-1]))


# --- The same name --------------------------------------------------------------------------------------------


def _by_name(prose: Prose) -> Iterator[Repeat]:
    """Figures of one name and one year: headlines anywhere, parts under a whole of the same name."""
    one_scope = _is_one_scope(prose)
    known: dict[tuple[str, str], list[Mark]] = {}
    for value in prose.values:
        if not value.is_money or value.item_class or value.in_table or is_rough(value):
            continue
        if _NOT_THE_SAME.search(value.lead[-40:]):
            continue
        name = core(value.name)
        parent = ""
        if _PARTS.search(name):
            whole = _whole_of(prose, value)
            if whole is None or _NOT_THE_SAME.search(whole.lead[-40:]):
                continue
            parent = core(whole.name)
        elif _CLASSES.search(name):
            whole = _whole_of(prose, value)
            if whole is not None and (whole.status == "budget" or _NOT_THE_SAME.search(whole.lead[-40:])):
                continue
            parent = "" if one_scope or whole is None else core(whole.name)
        elif not _HEADLINES.search(name):
            continue
        seen = known.setdefault((name, parent), [])
        same = [m for m in seen if m.status == value.status and _same_year(m, value)]
        if same:
            equal = [m for m in same if m.figure.amount == value.figure.amount]
            yield _repeat(prose, (equal or same)[0], value)
        if len(seen) < MOST_MENTIONS:
            seen.append(value)


def _same_year(one: Mark, other: Mark) -> bool:
    return not (one.year and other.year) or one.year == other.year


def _whole_of(prose: Prose, part: Mark) -> Mark | None:
    """The value before the `其中` (or colon) that opens the list a part stands in."""
    text = prose.of(part).spelt.text
    opens = max((text.rfind(word, 0, part.starts) for word in ("其中", "包括", "方面:")), default=-1)
    if opens < 0:
        return None
    values = prose.within(part.paragraph, part.paragraph)
    before = [v for v in values if v.is_money and v.starts < opens]
    return before[-1] if before else None


def _is_one_scope(prose: Prose) -> bool:
    """Whether the document has no money but that of the general budget, so that the scopes are one."""
    for marked in prose.paragraphs:
        for mark in marked.marks:
            if mark.part is Part.SHARE and mark.figure.number == 100 and "一般公共预算" in marked.spelt.text:
                return True
    return False


def _of_table_line(prose: Prose) -> Iterator[Repeat]:
    """A table printed as a line of text against the sentences below it."""
    lines = [v for v in prose.values if v.in_table and len(v.name) > 1 and v.is_money]
    for cell in lines:
        for value in prose.within(cell.paragraph + 1, cell.paragraph + 7):
            if value.in_table or not value.is_money:
                continue
            one, other = (re.sub(r"(?:费|小计|经费)+$", "", core(m.name)) for m in (cell, value))
            if one and one == other:
                yield _repeat(prose, cell, value)
                break
        else:
            if cell.name == "合计":
                below = prose.within(cell.paragraph + 1, cell.paragraph + 7)
                head = next((v for v in below if not v.in_table), None)
                if head and head.figure.amount == cell.figure.amount:
                    yield _repeat(prose, cell, head)


def _full_year(prose: Prose) -> Iterator[Repeat]:
    """The budget of the whole year, by whatever name: `支出全年预算数`, `全年预算收入`, `全年预算`."""
    if not _is_one_scope(prose):
        return
    first: Mark | None = None
    told: set[Fraction] = set()
    for value in prose.values:
        found = _FULL_YEAR.search(value.lead)
        if not value.is_money or value.item_class or not found or _NOT_THE_SAME.search(value.lead[-40:]):
            continue
        of = core(found["of"]) if found["of"] else ""
        if of and not re.search(r"一般公共预算(?:财政拨款)?支出$|本年$|20[0-9]{2}年$|中心|局|办|委", of):
            continue
        if first is None:
            first = value
        elif _same_year(first, value) and value.figure.amount not in told:
            told.add(value.figure.amount)
            yield _repeat(prose, first, value)


def _scores(prose: Prose) -> Iterator[Repeat]:
    """The unit's own score of its whole budget."""
    scores = [
        value
        for value in prose.values
        if value.figure.unit == "分"
        and re.search(r"部门整体[^,。;]{0,40}(?:得分|评分)(?:为|是|:)?$", value.lead)
    ]
    for value in scores[1:]:
        if _same_year(scores[0], value):
            yield _repeat(prose, scores[0], value)


# --- The same figure ------------------------------------------------------------------------------------------


def _same_figures(prose: Prose) -> Iterator[Repeat]:
    """Figures that agree with one of a like name further up: they say that the text is of one mind."""
    values = [v for v in prose.values if not v.in_table and (v.is_money or "得分" in v.lead)]
    by_amount: dict[Fraction, list[Mark]] = {}
    for value in values:
        alike = [
            other
            for other in by_amount.get(value.figure.amount, [])
            if other.figure.unit in MONEY or other.figure.unit == value.figure.unit
            if (other.paragraph, other.sentence) != (value.paragraph, value.sentence) or "共计" in value.lead
        ]
        if alike and (value.figure.amount or value.paragraph == alike[-1].paragraph):
            yield _repeat(prose, alike[0], value)
        mentions = by_amount.setdefault(value.figure.amount, [])
        if len(mentions) < MOST_MENTIONS:
            mentions.append(value)
    changes: dict[Fraction, Mark] = {}
    for marked in prose.paragraphs:
        for mark in marked.marks:
            if mark.part is Part.CHANGE and mark.is_money and mark.figure.amount:
                first = changes.setdefault(mark.figure.amount, mark)
                if first.paragraph < mark.paragraph and first.rises is mark.rises:
                    yield _repeat(prose, first, mark)
