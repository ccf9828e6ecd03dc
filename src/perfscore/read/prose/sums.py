"""Marks to sums: totals and the runs of figures that are their parts, by their words and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest

from perfscore.model.prose import Figure, Listed, Share, Sum, Summed
from perfscore.read.prose.growths import signed
from perfscore.read.prose.marks import Mark, Part, is_rough
from perfscore.read.prose.shares import Told
from perfscore.read.prose.subjects import Prose, frame_of, likeness

_LIST_OPENS = re.compile(r"其中|(?<!主要)包括|分别[是为]|[两二三四五六]项为|主要用于以下|由|[:(](?!.*。)")
_NESTS = re.compile(r"其中|包括|[:(]")
_RECAP = re.compile(
    r"(?P<number>[两二三四五六七八九])[项类]?(?:费用|支出|经费|资金)?(?:之和|合计|共计|相加)(?:即|为|是|共)*$"
)
_RECAP_OF_CHANGES = re.compile(
    r"相抵|合计(?:净)?(?:增加|减少|增|减)|(?:各项|总共|总计|共计|[两三四五六]项共?)(?:净)?(?:增加|减少|增|减)"
)
_LISTED = re.compile(r"(?P<list>[^。;]{2,120})[。;]")
_RECAP_OF_SENTENCE = re.compile(r"^(?:,|、)?(?:以上)?(?:合计|共计|总计)(?:为|是|:)*$")
_DONE = re.compile(r"已|支付|到位|使用|拨付|完成|比|较")
"""Words that speak of what became of the money and not of what it is made up of."""
_FAMILIES = tuple(
    tuple(re.compile(word) for word in family.split())
    for family in (
        "人员经费 公用经费",
        "工资福利 商品和?服务 对个人和?家庭",
        "出国 公务?用车|用车 接待",
        "基本支出 项目支出",
        "行政(?!单位) 事业(?!单位)",
        "货物 工程 服务",
        "在职 离休 退休",
        "人员类 运转类 特定目标类",
        "购置 运行",
        "一般债务 专项债务",
        "新增债券 再融资债券",
    )
)
"""Parts that by the classification make up their whole, whatever it is called."""
_PLAIN_FAMILIES = tuple(
    family for family in _FAMILIES if family[0].pattern.startswith(("行政", "基本支出", "在职"))
)
"""Those that are told behind their whole without a word that opens the list."""
_HEAD_FAMILIES = tuple(
    family for family in _FAMILIES if family[0].pattern.startswith(("人员经费", "基本支出"))
)
"""Those that are told in paragraphs of their own, each of which goes on about its own parts."""
_SIDE = re.compile(r"^[;。]支出(?:总?预算)?(?:主要)?包括")
_BOTH_SIDES = re.compile(r"收、?支")
MOST_PARTS = 14
REACH = 9
"""So many paragraphs may lie between a total and its last part."""
NEAR = Fraction(3, 100)
NEAR_OF_THREE = Fraction(8, 100)
"""A list that comes this near to its total was meant to be whole; sooner so when it has three parts or more."""


def sums(prose: Prose, told: Sequence[Told]) -> list[Sum]:
    """Every sum that can be made out."""
    found: list[Sum] = []
    for series, over in _series(prose):
        for position, total in enumerate(series):
            if total.figure.unit == "分" and total.lead.endswith('"'):
                continue  # `“甲”5分；“乙”3分`: the scores of named rows stand beside each other, none is the others' sum
            if total.figure.amount < 0 or is_rough(total):
                continue
            found += _forward(prose, series, position, over)
            found += _backward(prose, series, position, over)
    found += _of_changes(prose)
    found += _of_shares(prose, told)
    return _distinct(found)


def _series(prose: Prose) -> Iterator[tuple[list[Mark], Summed]]:
    """The values of one kind in reading order; a budget beside its own outturn is left out."""
    money = [value for value in prose.values if value.is_money]
    yield (
        [
            value
            for value, behind in zip_longest(money, money[1:])
            if value
            and not (
                value.status == "budget"
                and behind
                and _same_clause(value, behind)
                and behind.status == "spent"
            )
        ],
        Summed.AMOUNTS,
    )
    units = {value.figure.unit for value in prose.values if not value.is_money and value.figure.unit != "%"}
    for unit in sorted(units):
        yield [value for value in prose.values if value.figure.unit == unit], Summed.COUNTS


def _same_clause(one: Mark, other: Mark) -> bool:
    return one.paragraph == other.paragraph and one.clause == other.clause


def _mixes_sides(marks: Sequence[Mark]) -> bool:
    """Whether receipts and outlay stand among them: the two are no parts of one total."""
    names = [mark.name for mark in marks]
    return any("收入" in name for name in names) and any(re.search("支出|执行", name) for name in names)


def _forward(prose: Prose, series: list[Mark], position: int, over: Summed) -> Iterator[Sum]:
    total = series[position]
    within = 1 if over is Summed.COUNTS else REACH
    after = [m for m in series[position + 1 : position + 40] if m.paragraph - total.paragraph < within]
    if not after:
        return
    below = (
        after[0].depth == total.depth + 1 and after[0].paragraph == total.paragraph and "(" in after[0].lead
    )
    if below:
        children = []
        for mark in after:
            if mark.depth <= total.depth or mark.paragraph != total.paragraph:
                break
            if mark.depth == total.depth + 1:
                children.append(mark)
        exact = _exact(prose, total, children, over, whole_list=True)
        if exact:
            yield exact
        elif len(children) > 1 and (_suspicious(total, children) or _is_family(children)):
            yield _sum(prose, total, children, over, is_certain=True)
    level = [m for m in after if m.depth <= total.depth]
    if not level:
        return
    run = _run(total, level, exact=True) or _run(total, level, exact=False)
    if run:
        yield _sum(prose, total, run, over, is_certain=_LIST_OPENS.search(run[0].lead) is not None)
    elif total.paragraph == level[0].paragraph or over is Summed.AMOUNTS:
        listed = _listed(total, level)
        is_whole = _is_family(listed) or (over is Summed.COUNTS and any("其他" in m.name for m in listed))
        if listed and (_suspicious(total, listed) or is_whole):
            yield _sum(prose, total, listed, over, is_certain=True)
    yield from _other_side(prose, total, level, over)
    heads = _heads(total, after)
    if _mixes_sides(heads):
        return
    if heads and (among := _run(total, heads, exact=True, nonzero=2) or _run(total, heads, exact=False)):
        yield _sum(prose, total, among, over, is_certain=True)
    elif heads and not run:
        yield from (
            _sum(prose, total, heads[:number], over, is_certain=True)
            for number in (2, 3)
            if _is_family(heads[:number], _HEAD_FAMILIES)
            and _LIST_OPENS.search(heads[0].lead + _behind(prose, total))
        )
    if over is Summed.AMOUNTS and not run and "三公" in total.name:
        yield from _three_public(prose, total, after)
    if "其中" in level[0].lead and level[0].figure.amount == total.figure.amount and total.figure.amount:
        yield _sum(prose, total, level[:1], over)
    for start in range(1, min(len(level), 8)):
        later = _run(total, level[start:], exact=True, nonzero=2)
        if later:
            yield _sum(prose, total, later, over)
            break


def _exact(prose: Prose, total: Mark, parts: list[Mark], over: Summed, *, whole_list: bool) -> Sum | None:
    run = _run(total, parts, exact=True) or _run(total, parts, exact=False)
    if run and whole_list and len(run) == len(parts):
        return _sum(prose, total, run, over, is_certain=True)
    return None


def _run(total: Mark, marks: Sequence[Mark], *, exact: bool, nonzero: int = 0) -> list[Mark]:
    """The first marks whose sum is the total, to the last digit or but for one unit of it."""
    goal = total.figure.amount
    sofar, step, some = Fraction(0), total.figure.step, 0
    for number, mark in enumerate(marks[:MOST_PARTS], start=1):
        if mark.figure.amount < 0:
            return []
        sofar += mark.figure.amount
        some += bool(mark.figure.amount)
        step = max(step, mark.figure.step)
        if sofar > goal + step:
            return []
        if number < 2:
            continue
        meets = sofar == goal if exact else _comes_near(sofar, goal, step)
        if not meets or some < nonzero or (not exact and some < 2):
            continue
        if goal == 0 and not _LIST_OPENS.search(marks[0].lead):
            continue
        if some < 2 and not _LIST_OPENS.search(marks[0].lead) and not _named_in(total, marks[:number]):
            continue
        rest = marks[number:MOST_PARTS]
        zeros = []
        for each in rest:  # what is nothing belongs to the list as well
            if each.figure.amount or each.sentence != mark.sentence or each.paragraph != mark.paragraph:
                break
            zeros.append(each)
        return [*marks[:number], *zeros]
    return []


def _behind(prose: Prose, total: Mark) -> str:
    """What is left of a total's paragraph."""
    return prose.of(total).spelt.text[total.ends :]


def _three_public(prose: Prose, total: Mark, after: Sequence[Mark]) -> Iterator[Sum]:
    """三公经费 is travel abroad, cars and receptions, wherever in the next sentences the three are told."""
    found: dict[str, list[Mark]] = {"出国": [], "用车": [], "接待": []}
    for mark in after:
        if mark.paragraph - total.paragraph > 4 or "三公" in mark.name or len(mark.name) < 2:
            break
        if mark.status == "budget" and total.status != "budget":
            return
        for word, marks in found.items():
            is_car = word == "用车" and re.search("用车|购置|运行", mark.name)
            if not (is_car or word in mark.name):
                continue
            is_whole = not re.search("购置费?$|运行维?护?费?$", mark.name) or "及" in mark.name
            if word != "用车" or is_whole:
                if not marks:
                    marks.append(mark)
            elif not any("及" in m.name or m.name.endswith("用车") for m in marks):
                marks.append(mark)
        if all(found.values()) and len(found["用车"]) != 1:
            break
        if all(found.values()) and not re.search("购置费?$|运行维?护?费?$", found["用车"][0].name):
            break
    parts = [mark for marks in found.values() for mark in marks]
    if all(found.values()) and len(found["用车"]) < 3:
        yield _sum(prose, total, parts, Summed.AMOUNTS, is_certain=True)


def _heads(total: Mark, after: Sequence[Mark]) -> list[Mark]:
    """The first figures of the paragraphs below, each of which breaks its own down further."""
    heads: list[Mark] = []
    for mark in after:
        if mark.paragraph > total.paragraph and (not heads or heads[-1].paragraph < mark.paragraph):
            heads.append(mark)
    return heads if heads and after[0] is heads[0] else []


def _comes_near(sofar: Fraction, goal: Fraction, step: Fraction) -> bool:
    """Off by one unit of the last place and by next to nothing of the whole: 1 and 1 do not nearly make 1."""
    off = abs(sofar - goal)
    return off <= step and off <= goal * NEAR / 3


def _named_in(total: Mark, parts: Sequence[Mark]) -> bool:
    """Whether a total names its own parts: `公务用车购置及运行维护费` of 购置费 and 运行维护费."""
    return all((stem := part.name.removesuffix("费")) and stem in total.name for part in parts)


def _listed(total: Mark, level: Sequence[Mark]) -> list[Mark]:
    """The list that the text opens right behind a total: `其中：a、b、c`, as far as its sentence goes.

    Parts that are known to make up a whole need no word that opens the list.
    """
    first = level[0]
    if total.in_table or first.paragraph > total.paragraph + 1 or first.figure.unit != total.figure.unit:
        return []
    if first.sentence - total.sentence > 1 and first.paragraph == total.paragraph:
        return []
    frame = frame_of(first.lead)
    if frame and not likeness(frame, total.name):
        return []
    parts = [first]
    for mark in level[1:]:
        if mark.paragraph != first.paragraph or mark.sentence != first.sentence or _opens_side(mark):
            break
        if _NESTS.search(re.sub(r"\([^()]*\)", "", mark.lead)):
            return []
        parts.append(mark)
    if "项目支出" in total.name and any("公用经费" in part.name for part in parts):
        return []  # those of 基本支出, told before it
    if not _LIST_OPENS.search(first.lead):
        parts = [m for m in parts if m.clause == total.clause]
        is_here = first.paragraph == total.paragraph and first.clause == total.clause
        return parts if is_here and _is_family(parts, _PLAIN_FAMILIES) else []
    return parts if len(parts) > 1 else []


def _opens_side(mark: Mark) -> bool:
    """`收入包括：a、b；支出包括：c、d`: the second list of one total."""
    return _SIDE.search(mark.lead) is not None


def _other_side(prose: Prose, total: Mark, level: Sequence[Mark], over: Summed) -> Iterator[Sum]:
    """Outlay makes the total of receipts and outlay as receipts do; told where its own list does not."""
    if over is not Summed.AMOUNTS or not _BOTH_SIDES.search(total.name):
        return
    opens = next((at for at, mark in enumerate(level) if at and _opens_side(mark)), None)
    if opens is None or level[opens].paragraph > total.paragraph + 1:
        return
    parts = _listed(level[opens - 1], level[opens:])
    if parts and _suspicious(total, parts):
        yield _sum(prose, total, parts, over, is_certain=True)


def _suspicious(total: Mark, parts: Sequence[Mark]) -> bool:
    """Whether a list that does not make its total must be wrong: more than the whole, or all but a little of it."""
    goal = total.figure.amount
    off = sum((mark.figure.amount for mark in parts), Fraction(0)) - goal
    if any(_DONE.search(mark.lead) for mark in parts):
        return False
    near = NEAR_OF_THREE if len(parts) > 2 else NEAR
    return goal > 0 and (Fraction(0) < off <= goal / 3 or abs(off) <= goal * near)


def _is_family(parts: Sequence[Mark], families: Sequence[tuple[re.Pattern[str], ...]] = _FAMILIES) -> bool:
    """Whether the parts are, one for one, those of a known division."""
    return any(
        len(parts) == len(family)
        and all(any(word.search(mark.name) for mark in parts) for word in family)
        and all(sum(1 for word in family if word.search(mark.name)) == 1 for mark in parts)
        for family in families
    )


def _backward(prose: Prose, series: list[Mark], position: int, over: Summed) -> Iterator[Sum]:
    total = series[position]
    within = 0 if over is Summed.COUNTS else REACH
    before = [
        m for m in series[max(position - MOST_PARTS, 0) : position] if total.paragraph - m.paragraph <= within
    ]
    recap = _RECAP.search(total.lead)
    for end in range(len(before), 1, -1):
        if len(before) - end > 6:
            break
        run = _run_back(total, before[:end])
        if run:
            yield _sum(prose, total, run, over, is_certain=recap is not None)
            recap = None
    if over is Summed.AMOUNTS and _RECAP_OF_SENTENCE.search(total.lead):
        parts = [m for m in before if m.paragraph == total.paragraph and m.sentence == total.sentence]
        off = sum((m.figure.amount for m in parts), Fraction(0)) - total.figure.amount
        if len(parts) > 1 and off and abs(off) * 10 <= total.figure.amount:
            yield _sum(prose, total, parts, over, is_certain=True)
    if recap:
        number = "两三四五六七八九".replace("二", "两").find(recap["number"]) + 2
        same = [m for m in before if m.depth <= total.depth]
        if 1 < number <= len(same):
            yield _sum(prose, total, same[-number:], over, is_certain=True)


def _run_back(total: Mark, marks: Sequence[Mark]) -> list[Mark]:
    goal, sofar, some = total.figure.amount, Fraction(0), 0
    for number, mark in enumerate(reversed(marks), start=1):
        sofar += mark.figure.amount
        some += bool(mark.figure.amount)
        if sofar > goal:
            return []
        if sofar == goal and some > 1:
            return list(marks[len(marks) - number :])
    return []


def _of_changes(prose: Prose) -> Iterator[Sum]:
    """A change of the whole and the changes of its parts, falls counted as negative."""
    changes = [m for p in prose.paragraphs for m in p.marks if m.part is Part.CHANGE and m.is_money]
    for against in (False, True):
        same = [signed(mark) for mark in changes if mark.against_budget is against]
        for position, total in enumerate(same):
            run = _run_of_changes(same, position)
            recap = _RECAP_OF_CHANGES.search(total.lead) is not None
            if run:
                yield _sum(prose, total, run, Summed.CHANGES, is_certain=recap)
            elif recap:
                parts = _changes_recapitulated(prose, same, position) or _changes_of_head(same, position)
                if len(parts) > 1:
                    yield _sum(prose, total, parts, Summed.CHANGES, is_certain=True)


def _run_of_changes(same: Sequence[Mark], position: int) -> list[Mark]:
    total = same[position]
    ahead = same[position + 1 : position + 1 + 2 * MOST_PARTS]
    behind = same[max(position - 2 * MOST_PARTS, 0) : position][::-1]
    for step, all_near in ((1, ahead), (-1, behind)):
        near = [m for m in all_near if abs(m.paragraph - total.paragraph) < REACH]
        for start in range(min(len(near), 6)):
            sofar = Fraction(0)
            for number, mark in enumerate(near[start : start + MOST_PARTS], start=1):
                sofar += mark.figure.amount
                near_enough = _comes_near(abs(sofar), abs(total.figure.amount), total.figure.step)
                is_near = start == 0 and step > 0 and number > 2 and near_enough
                is_exact = sofar == total.figure.amount
                if number > 1 and mark.figure.amount and (is_exact or is_near):
                    return near[start : start + number][::step]
    return []


def _changes_of_head(same: Sequence[Mark], position: int) -> list[Mark]:
    """The changes that make up another change of the same paragraph: what the recapitulation should repeat."""
    total = same[position]
    for at in range(max(position - MOST_PARTS, 0), position):
        if same[at].paragraph == total.paragraph:
            run = _run_of_changes(same, at)
            if run:
                return run
    return []


def _changes_recapitulated(prose: Prose, same: Sequence[Mark], position: int) -> list[Mark]:
    """The changes since the paragraph's `其中`, which is where its parts begin."""
    total = same[position]
    text = prose.of(total).spelt.text
    opens = text.rfind("其中", 0, total.starts)
    if opens < 0:
        return []
    return [
        m
        for m in same[max(position - 4 * MOST_PARTS, 0) : position]
        if m.paragraph == total.paragraph and m.starts > opens and not _RECAP_OF_CHANGES.search(m.lead)
    ]


def _of_shares(prose: Prose, told: Sequence[Told]) -> Iterator[Sum]:
    """Items with shares of one and the same whole: all of it when the shares make a hundred, or by what they are."""
    groups: dict[tuple[int, int], list[Told]] = {}
    for each in told:
        if each.whole is not None and each.part is not each.whole and not each.share.is_completion:
            groups.setdefault((each.whole.paragraph, each.whole.starts), []).append(each)
    for group in groups.values():
        for run in _adjoining(group):
            whole = run[0].whole
            assert whole is not None
            parts = [each.part for each in run]
            if len(parts) < 2:
                continue
            rates = sum((each.rate.figure.number for each in run), Fraction(0))
            slack = sum((each.rate.figure.step for each in run), Fraction(0)) / 2
            right = all(_is_right(each.share) for each in run)
            middle = _between(prose, parts[0], parts[-1])
            if (abs(rates - 100) <= slack and right) or _is_family(middle):
                yield _sum(
                    prose, whole, middle if _is_family(middle) else parts, Summed.AMOUNTS, is_certain=True
                )


def _adjoining(group: Sequence[Told]) -> Iterator[list[Told]]:
    run: list[Told] = []
    for each in sorted(group, key=lambda told: (told.part.paragraph, told.part.starts)):
        if run and each.part.paragraph - run[-1].part.paragraph > 2:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _between(prose: Prose, first: Mark, last: Mark) -> list[Mark]:
    ends = ((first.paragraph, first.starts), (last.paragraph, last.starts))
    values = prose.within(first.paragraph, last.paragraph)
    return [v for v in values if v.is_money and ends[0] <= (v.paragraph, v.starts) <= ends[1]]


def _is_right(share: Share) -> bool:
    span = share.span
    return span is None or span.meets(share.rate)


def _sum(prose: Prose, total: Mark, parts: Sequence[Mark], over: Summed, *, is_certain: bool = False) -> Sum:
    last = parts[-1]
    is_behind = (last.paragraph, last.starts) > (total.paragraph, total.starts)
    place = prose.place(total, last if is_behind and last.paragraph == total.paragraph else total)
    return Sum(total.figure, tuple(part.figure for part in parts), over, is_certain, place)


def _distinct(found: Sequence[Sum]) -> list[Sum]:
    """Each sum once; a total in one paragraph with the same parts is told once, the certain one first."""
    seen: dict[tuple[int, tuple[int, ...]], Sum] = {}
    for each in found:
        key = (each.total.starts, tuple(sorted(_spot(part) for part in each.parts)))
        if key not in seen or (each.is_certain and not seen[key].is_certain):
            seen[key] = each
    return list(seen.values())


def _spot(figure: Figure) -> int:
    return figure.starts * 100_003 + (figure.at.paragraph or 0)


def listings(prose: Prose) -> Iterator[Listed]:
    """`4个股室：甲、乙、丙、丁`: a number of offices and their names."""
    for marked in prose.paragraphs:
        text = marked.spelt.text
        for found in re.finditer(
            r"(?:内设(?:机构)?|下设|设有?)(?P<counts>[0-9]{1,2}个[^:。;,]{1,12}(?:及|和)?(?:[0-9]{1,2}个[^:。;,]{1,12})?)(?:,(?:主要)?(?:包括|分别[为是]))?:(?P<names>[^。;:0-9]{2,200})。",
            text,
        ):
            counts = tuple(
                mark.figure
                for mark in marked.marks
                if found.start("counts") <= mark.starts < found.end("counts") and mark.figure.unit in ("个",)
            )
            names = tuple(name for name in re.split(r"[、,]|以?及|和", found["names"]) if name)
            if counts and "等" not in found["names"]:
                yield Listed(counts, names, marked.place(found.start(), found.end() - 1))
