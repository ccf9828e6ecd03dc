"""Which row of the later table continues which of the earlier one. What is not certain is left to a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from perfscore.compare.names import Likeness, contains, differ_by_little, likeness
from perfscore.model.comparison import Certainty, GivenMatch, Link, Regrouping
from perfscore.model.names import squeezed, unit_in_brackets
from perfscore.model.table import Indicator
from perfscore.model.units import convert, measure
from perfscore.model.values import Target

NEARLY_THE_SAME = 90
"""Names at least so alike are one indicator when group, unit and sense agree and nothing speaks against it."""
WORTH_ASKING = 60
"""Names less alike are not even listed; where the units differ, names that are not nearly the same."""
CLEAR_LEAD = 8
"""By how much the best candidate must be ahead of the next one."""

Alias = Callable[[Indicator], str | None]
"""Another name under which an indicator is known, None without one."""


class Pair(NamedTuple):
    """Positions of two rows, and why they belong together."""

    before: int
    after: int
    link: Link


class Group(NamedTuple):
    """One row on one side, several on the other. one, several: positions on their sides."""

    kind: Regrouping
    one: int
    several: tuple[int, ...]
    sums: bool | None


class Matched(NamedTuple):
    pairs: tuple[Pair, ...]
    doubtful: tuple[Pair, ...]
    groups: tuple[Group, ...]


def match(
    before: Sequence[Indicator],
    after: Sequence[Indicator],
    given: Iterable[GivenMatch] = (),
    alias: Alias = lambda _: None,
    seen: Sequence[int] = (),
) -> Matched:
    """Rows of earlier tables and of a later one.

    seen: for each earlier row the position of its table, when they stand in several: of two that fit equally well the
    one seen last is continued. Empty when all stand in one.

    A person's word comes first; then equal names, then names that differ only in what means nothing, then names
    that are nearly the same where everything else agrees. Rows that could go to several others go to none.
    """
    table = _Table(before, after, tuple(given), tuple(seen) or (0,) * len(before))
    table.take_given()
    table.take_equal(lambda row: tuple(squeezed(level) for level in row.path), ())
    table.take_equal(lambda row: squeezed(row.name), ("所属层级有调整",))
    table.take_twins()
    table.take_alike()
    table.take_known(alias)
    table.take_near()
    groups = tuple(table.groups())
    return Matched(tuple(sorted(table.pairs)), tuple(table.doubtful(groups)), groups)


class _Table:
    """The rows that are still free on both sides, and the pairs found so far."""

    def __init__(
        self,
        before: Sequence[Indicator],
        after: Sequence[Indicator],
        given: tuple[GivenMatch, ...],
        seen: Sequence[int],
    ) -> None:
        self.before, self.after, self.seen = before, after, seen
        self.free_before = [index for index, row in enumerate(before) if squeezed(row.name)]
        self.free_after = [index for index, row in enumerate(after) if squeezed(row.name)]
        self.given = [(squeezed(each.before), squeezed(each.after), each.same) for each in given]
        self.pairs: list[Pair] = []

    def pair(self, before: int, after: int, link: Link) -> None:
        self.pairs.append(Pair(before, after, link))
        self.free_before.remove(before)
        self.free_after.remove(after)

    def take_given(self) -> None:
        """Names that a person called one, where each is of one row: of twins it cannot be told which are meant."""
        for first, second, same in self.given:
            ours = self._latest([i for i in self.free_before if squeezed(self.before[i].name) == first])
            theirs = [i for i in self.free_after if squeezed(self.after[i].name) == second]
            if same and len(ours) == len(theirs) == 1:
                share = self._likeness(ours[0], theirs[0]).share
                self.pair(ours[0], theirs[0], Link(Certainty.GIVEN, share, ("人工指定",)))

    def take_equal(self, key: Callable[[Indicator], Hashable], because: tuple[str, ...]) -> None:
        """Rows whose key is the only one of its kind on both sides."""
        ours, theirs = (
            self._keyed(self.free_before, self.before, key),
            self._keyed(self.free_after, self.after, key),
        )
        for name, several in ours.items():
            found, others = self._latest(several), theirs.get(name, [])
            if len(found) == len(others) == 1 and self._allowed(found[0], others[0]):
                self.pair(found[0], others[0], Link(Certainty.SAME, 100, because))

    def take_twins(self) -> None:
        """Rows of one name and path that stand several times: by an equal target that is the only one of its kind."""

        def key(row: Indicator) -> Hashable:
            return (*(squeezed(level) for level in row.path), row.target.written.strip())

        ours, theirs = (
            self._keyed(self.free_before, self.before, key),
            self._keyed(self.free_after, self.after, key),
        )
        for name, several in ours.items():
            found, others = self._latest(several), theirs.get(name, [])
            if len(found) == len(others) == 1 and self._allowed(found[0], others[0]):
                self.pair(found[0], others[0], Link(Certainty.LIKELY, 100, ("同名指标，按年度指标值对应",)))

    def take_alike(self) -> None:
        """Names that differ only in words that mean nothing, where neither side has a second such name."""

        def alike(a: int, b: int) -> tuple[int, tuple[str, ...]] | bool:
            found = self._likeness(a, b)
            sure = found.alike and _same_unit(self.before[a].target, self.after[b].target)
            return sure and (found.share, found.because)

        self._take_mutual(alike)

    def take_known(self, alias: Alias) -> None:
        """Names under which the library of typical indicators knows one and the same indicator.

        A name that several rows of one table go by is no name of one indicator: `公猪舍` and `隔离舍` are both pens.
        """
        ours, theirs = [alias(row) for row in self.before], [alias(row) for row in self.after]
        several = {
            name
            for names in (theirs, *(_of_table(ours, self.seen, table) for table in set(self.seen)))
            for name, count in Counter(names).items()
            if count > 1
        }

        def known(a: int, b: int) -> tuple[int, tuple[str, ...]] | bool:
            name, found = ours[a], self._likeness(a, b)
            if not name or name != theirs[b] or name in several or found.opposed or not self._agree(a, b):
                return False
            return found.share, (f"指标库中均为“{name}”",)

        self._take_mutual(known)

    def take_near(self) -> None:
        def rivals(a: int, b: int) -> bool:
            """Whether another free row on either side is as near, or nearly so: that may be a split or a merger."""
            least = self._likeness(a, b).share - CLEAR_LEAD
            return any(
                self._likeness(a, other).share >= least for other in self.free_after if other != b
            ) or any(self._likeness(other, b).share >= least for other in self.free_before if other != a)

        def near(a: int, b: int) -> tuple[int, tuple[str, ...]] | bool:
            found = self._likeness(a, b)
            nearly = found.share >= NEARLY_THE_SAME and not found.opposed and self._agree(a, b)
            sure = nearly and differ_by_little(self.before[a].name, self.after[b].name) and not rivals(a, b)
            return sure and (found.share, (f"名称相似度{found.share}%，层级、单位、方向一致",))

        self._take_mutual(near)

    def _take_mutual(self, judge: Callable[[int, int], tuple[int, tuple[str, ...]] | bool]) -> None:
        """Pairs that the judge accepts, where each row has one such partner only, but for earlier rows seen longer ago."""
        found = [
            (a, b, told)
            for a in self.free_before
            for b in self.free_after
            if (told := judge(a, b)) and not isinstance(told, bool) and self._allowed(a, b)
        ]
        latest = {b: max(self.seen[a] for a, other, _ in found if other == b) for _, b, _ in found}
        found = [each for each in found if self.seen[each[0]] == latest[each[1]]]
        for a, b, (share, because) in found:
            if sum(a == one for one, _, _ in found) == 1 == sum(b == other for _, other, _ in found):
                self.pair(a, b, Link(Certainty.LIKELY, share, because))

    def doubtful(self, groups: Sequence[Group]) -> Iterator[Pair]:
        """For each free row of the later table the earlier rows that it may continue, the likeliest first."""
        gone = {each for g in groups for each in ([g.one] if g.kind is Regrouping.SPLIT else g.several)}
        come = {each for g in groups for each in ([g.one] if g.kind is Regrouping.MERGED else g.several)}
        for b in self.free_after:
            if b in come:
                continue
            candidates = []
            for a in self.free_before:
                found = self._likeness(a, b)
                units = _same_unit(self.before[a].target, self.after[b].target)
                enough = WORTH_ASKING if units else NEARLY_THE_SAME
                near = found.alike or found.share >= enough
                if a not in gone and near and self._answerable(a, b):
                    candidates.append((found.share, a, found))
            best = max((share for share, _, _ in candidates), default=0)
            for share, a, found in sorted(candidates, key=lambda each: (-each[0], each[1])):
                if share >= best - CLEAR_LEAD:
                    yield Pair(a, b, Link(Certainty.UNCERTAIN, share, self._doubts(a, b, found)))

    def groups(self) -> Iterator[Group]:
        """Free rows whose name stands within those of several free rows on the other side, in the same group."""
        for a in self.free_before:
            inside = [b for b in self.free_after if self._within(self.after[b], self.before[a])]
            if len(inside) > 1:
                sums = _add_up([self.after[b].target for b in inside], self.before[a].target)
                yield Group(Regrouping.SPLIT, a, tuple(inside), sums)
        for b in self.free_after:
            inside = [a for a in self.free_before if self._within(self.before[a], self.after[b])]
            if len(inside) > 1:
                sums = _add_up([self.before[a].target for a in inside], self.after[b].target)
                yield Group(Regrouping.MERGED, b, tuple(inside), sums)

    def _within(self, longer: Indicator, shorter: Indicator) -> bool:
        return contains(longer.name, shorter.name) and _same_unit(longer.target, shorter.target)

    def _likeness(self, a: int, b: int) -> Likeness:
        return likeness(self.before[a].name, self.after[b].name)

    def _agree(self, a: int, b: int) -> bool:
        """Whether group, unit and sense of the targets are the same."""
        before, after = self.before[a], self.after[b]
        same_group = squeezed(before.path[0]) == squeezed(after.path[0])
        senses = before.target.comparator is after.target.comparator
        return same_group and senses and _same_unit(before.target, after.target)

    def _doubts(self, a: int, b: int, found: Likeness) -> tuple[str, ...]:
        before, after = self.before[a], self.after[b]
        doubts = []
        if found.opposed:
            doubts.append(f"词义不同：{found.opposed}")
        if squeezed(before.path[0]) != squeezed(after.path[0]):
            doubts.append("一级指标不同")
        if not _same_unit(before.target, after.target) or not _same_brackets(before.name, after.name):
            doubts.append("计量单位不同")
        return tuple(doubts) or (
            ("对应的指标不止一个",) if found.alike or found.share == 100 else ("名称相似",)
        )

    def _allowed(self, a: int, b: int) -> bool:
        """Whether two rows may be taken as one without asking."""
        return self._answerable(a, b) and _same_brackets(self.before[a].name, self.after[b].name)

    def _answerable(self, a: int, b: int) -> bool:
        """Whether nobody has said that the two are not one indicator; both answers are of twins and decide nothing."""
        names = squeezed(self.before[a].name), squeezed(self.after[b].name)
        return (*names, False) not in self.given or (*names, True) in self.given

    def _latest(self, found: Sequence[int]) -> list[int]:
        """Those of the earlier rows that were seen last."""
        last = max((self.seen[a] for a in found), default=0)
        return [a for a in found if self.seen[a] == last]

    @staticmethod
    def _keyed(
        free: Sequence[int], rows: Sequence[Indicator], key: Callable[[Indicator], Hashable]
    ) -> dict[Hashable, list[int]]:
        found: dict[Hashable, list[int]] = defaultdict(list)
        for index in free:
            found[key(rows[index])].append(index)
        return found


def _of_table(names: Sequence[str | None], seen: Sequence[int], table: int) -> list[str | None]:
    return [name for name, position in zip(names, seen, strict=True) if position == table]


def _same_unit(one: Target, other: Target) -> bool:
    """Whether the two can be held against each other; a target without a unit can be with any."""
    if not one.unit or not other.unit:
        return True
    return convert(Fraction(1), one.unit, other.unit) is not None or measure(one.unit) == measure(other.unit)


def _same_brackets(one: str, other: str) -> bool:
    """Whether the units in brackets at the ends of two names, which are no part of them, measure the same."""
    first, second = unit_in_brackets(one), unit_in_brackets(other)
    return not first or not second or convert(Fraction(1), first, second) is not None


def _add_up(parts: Sequence[Target], whole: Target) -> bool | None:
    """Whether the parts' values are the whole's; None where one is no plain number."""
    if whole.value is None or any(part.value is None for part in parts):
        return None
    numbers = [convert(part.value, part.unit, whole.unit) for part in parts if part.value is not None]
    if any(number is None for number in numbers):
        return None
    return sum((number for number in numbers if number is not None), Fraction(0)) == whole.value
