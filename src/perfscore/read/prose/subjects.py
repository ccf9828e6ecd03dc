"""Which value a sentence speaks of: by its words, else by where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from perfscore.model.place import Place
from perfscore.read.prose.marks import Mark, Marked, Part, name_in

_YEAR_AND_PLACE = re.compile(r"^.*20[0-9]{2}年(?:度|初|末|底)?|[\"()]|本年度?|本单位|本部门|镇?本级|的")
_GENERAL = re.compile(r"(?:支出|预算|决算|经费|费|数|总额|金额|情况|完成)+$")
_CHANGE_WORDS = re.compile(
    r"(?:比|较|与|同|于)(?:上年|去年|上一年|20[0-9]{2}年|年初|全年|预算|上年度).*$|(?:同比|同口径|各|均|共|净|合计|总计|相比|分别)*"
    r"(?:负?增长|增加|减少|下降|上升|提高|降低|增收|增支|减收|减支|增|减|多|少)(?:了|额|幅度?|率)*(?:约|近)?(?:为|是|达|:)*$"
)
_SAYS_NOTHING = frozenset(
    "增幅 降幅 涨幅 较上年 决算数 预算数 决算 预算 支出 收入 总额 金额 同比 合计 共 净 其中 各 均 比".split()
)
_FRAME = re.compile(r"(?:^|[。;])(?:在|从)?([^,。;:]{2,24}?)中[,:]")
FAR = 12
"""So many paragraphs away a value is still looked for by its name."""


@dataclass(frozen=True, slots=True)
class Prose:
    """All paragraphs with their marks, and the values among these in reading order.

    numbers: the paragraph of each value, to find the values near a place without going through all of them.
    """

    paragraphs: tuple[Marked, ...]
    values: tuple[Mark, ...]
    numbers: tuple[int, ...]
    by_index: Mapping[int, Marked]

    def of(self, mark: Mark) -> Marked:
        return self.by_index[mark.paragraph]

    def within(self, first: int, last: int) -> tuple[Mark, ...]:
        """The values of some paragraphs, both ends counted."""
        return self.values[bisect_left(self.numbers, first) : bisect_right(self.numbers, last)]

    def place(self, first: Mark, last: Mark, *, with_name: bool = True) -> Place:
        """From the name of the first mark (or its number) to the end of the last, in the first one's paragraph."""
        marked = self.of(first)
        starts = first.starts - (len(tail_of(first)) if with_name else 0)
        return marked.place(max(starts, 0), last.ends if last.paragraph == first.paragraph else first.ends)


def prose_from(paragraphs: Sequence[Marked]) -> Prose:
    values = tuple(mark for marked in paragraphs for mark in marked.marks if mark.part is Part.VALUE)
    numbers = tuple(value.paragraph for value in values)
    return Prose(tuple(paragraphs), values, numbers, {marked.index: marked for marked in paragraphs})


def tail_of(mark: Mark) -> str:
    """The words just before a number, back to the last comma or stop."""
    return re.split(r"[,。;:|]|(?<![0-9])\.|^\.|[(](?=[^()]*$)", mark.lead)[-1]


def subject_in(mark: Mark) -> str:
    """The name that a change carries itself (`公务接待费比上年减少`), "" when it has none."""
    subject = _CHANGE_WORDS.sub("", tail_of(mark))
    subject = name_in(_CHANGE_WORDS.sub("", subject)) if subject else ""
    return "" if len(subject) < 2 or subject in _SAYS_NOTHING else subject


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """A name without year, unit and brackets: `2023年度本年支出合计` and `本年支出合计` are one."""
    plain = _YEAR_AND_PLACE.sub("", name)
    return plain.replace("收支总体", "收支总计").replace("收、支", "收支") or name


def _both_sides(name: str) -> tuple[str, ...]:
    """A name that stands for receipts and outlay at once answers to either: `收支总预算` to `支出总预算`."""
    if "支总" not in name:
        return (name,)
    return (name, *(re.sub("收?支总", each, name) for each in ("收支总", "支出总", "收入总", "总")))


def likeness(asked: str, name: str) -> int:
    """How well a name answers to another: 3 the same, 2 the same but for general words, 1 one within the other."""
    if not asked or not name:
        return 0
    return max(_alike(one, other) for one in _both_sides(core(asked)) for other in _both_sides(core(name)))


def _alike(one: str, other: str) -> int:
    if one == other:
        return 3
    short, long = _GENERAL.sub("", one), _GENERAL.sub("", other)
    if short and short == long:
        return 3 if len(short) > 1 else 0
    for a, b in ((one, other), (other, one), (short, long), (long, short)):
        if len(a) >= 2 and b.endswith(a):
            return 2
    if len(short) >= 2 and len(long) >= 2 and (short in long or long in short):
        return 1
    return 0


def is_within(asked: str, name: str) -> bool:
    """Whether what is asked for is a part of what is named: `货物采购合同` of `采购合同`."""
    return len(core(asked)) > len(core(name)) and core(asked).endswith(core(name))


def frame_of(lead: str) -> str:
    """The whole that words before a list name: `项目支出中：`; "" where they name none."""
    frames = _FRAME.findall(lead)
    return name_in(frames[-1]) if frames else ""


def values_called(prose: Prose, name: str, near: Mark, least: int = 2) -> list[Mark]:
    """Money values of that name, the likeliest first: by likeness, then those before, then by distance."""
    found = []
    for value in prose.within(near.paragraph - FAR, near.paragraph + FAR):
        away = abs(value.paragraph - near.paragraph)
        if not value.is_money:
            continue
        like = likeness(name, value.name)
        if like >= least:
            is_after = (value.paragraph, value.starts) > (near.paragraph, near.starts)
            found.append(((-like, away, is_after, -value.starts), value))
    return [value for _, value in sorted(found, key=lambda pair: pair[0])]


def values_before(prose: Prose, mark: Mark, paragraphs: int = 0) -> Iterator[Mark]:
    """Money values before a mark, the nearest first, so many paragraphs back."""
    for value in reversed(prose.within(mark.paragraph - paragraphs, mark.paragraph)):
        if value.is_money and (value.paragraph, value.starts) < (mark.paragraph, mark.starts):
            yield value


def head_before(prose: Prose, mark: Mark) -> Mark | None:
    """The value that a sentence without a subject goes on about: the first of the sentence before it."""
    same = [v for v in values_before(prose, mark) if v.sentence < mark.sentence and not v.depth]
    if same:
        return min((v for v in same if v.sentence == same[0].sentence), key=lambda v: v.starts)
    earlier = [v for v in values_before(prose, mark, 3) if v.paragraph < mark.paragraph]
    if not earlier:
        return None
    paragraph = [v for v in earlier if v.paragraph == earlier[0].paragraph]
    return min(paragraph, key=lambda v: v.starts)
