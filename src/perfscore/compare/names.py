"""How alike two names of indicators are, and whether what differs means anything."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from perfscore.model.names import squeezed, yearless

_NUMBER = re.compile(r"\d")
TELLING_END = 4
"""The letters at the end of a name that say what is measured."""


class Likeness(NamedTuple):
    """share: of the two names, 0 to 100. because: what was taken as meaning nothing, in Chinese.

    alike: whether the names are the same once that is taken out. opposed: the words in which they contradict, "" if none.
    """

    share: int
    alike: bool
    because: tuple[str, ...] = ()
    opposed: str = ""


@lru_cache(maxsize=16384)
def likeness(before: str, after: str) -> Likeness:
    """Two names as printed."""
    from rapidfuzz import fuzz  # only comparing needs it

    first, second = squeezed(before), squeezed(after)
    if not first or not second:
        return Likeness(0, alike=False)
    share = int(fuzz.ratio(first, second))
    if first == second:
        return Likeness(100, alike=True)
    bare, told = _bare(first)
    other, also_told = _bare(second)
    if bare and bare == other:
        return Likeness(share, alike=True, because=tuple(dict.fromkeys((*told, *also_told))))
    return Likeness(
        max(share, int(fuzz.ratio(bare, other))),
        alike=False,
        opposed=_opposed(yearless(first), yearless(second)),
    )


def differ_by_little(before: str, after: str) -> bool:
    """Whether two names differ by one letter put in or left out, little words apart, and by none that makes another thing.

    Another letter in the place of one may be another place or thing (`A区`, `B区`), two letters put in are often a
    narrower thing (`部门培训`), and what is measured stands at the end (`及时率`, `准确率`).
    """
    from rapidfuzz.distance import Levenshtein

    first, second = (_words().little.sub("", _bare(squeezed(name))[0]) for name in (before, after))
    changes = [code for code in Levenshtein.opcodes(first, second) if code.tag != "equal"]
    if not changes:
        return True
    if len(changes) > 1 or changes[0].tag == "replace" or abs(len(first) - len(second)) > 1:
        return False
    at_end = len(first) - changes[0].src_end < TELLING_END
    return not at_end and all(_parts(first, group) == _parts(second, group) for group in _words().opposed)


def contains(whole: str, part: str) -> bool:
    """Whether a name stands within another one, both bare, and is long enough to mean something there."""
    within, wanted = _bare(squeezed(whole))[0], _bare(squeezed(part))[0]
    return len(wanted) >= 3 and wanted != within and _follows(wanted, within)


def _follows(wanted: str, within: str) -> bool:
    """Whether the letters of one stand in the other in their order (`培训人数` in `培训党员人数`), none apart from a run of two."""
    if wanted in within:
        return True
    return any(
        within.startswith(wanted[:cut]) and within.endswith(wanted[cut:]) for cut in range(2, len(wanted) - 1)
    )


@lru_cache(maxsize=4096)  # each name is held against every other one of the year before
def _bare(name: str) -> tuple[str, tuple[str, ...]]:
    """A squeezed name without years and empty words, each word replaced by the first of its meaning; and what was done."""
    words, told = _words(), []
    bare = yearless(name)
    if bare != name:
        told.append("年份不计")
    for pattern, leading in words.same:
        for found in dict.fromkeys(pattern.findall(bare)):
            if found != leading:
                told.append(f"同义词：{found}＝{leading}")
        bare = pattern.sub(leading, bare)
    empty = [found["empty"] for found in words.empty.finditer(bare) if found["empty"]]
    shorter = words.empty.sub(lambda found: found["kept"] or "", bare)
    if shorter and empty:
        told += [f"不计“{word}”" for word in dict.fromkeys(empty)]
        bare = shorter
    return bare, tuple(told)


def _opposed(first: str, second: str) -> str:
    """The words in which two names contradict each other; numbers always do."""
    from rapidfuzz.distance import Levenshtein

    for code in Levenshtein.opcodes(first, second):
        if code.tag == "equal":
            continue
        gone, come = first[code.src_start : code.src_end], second[code.dest_start : code.dest_end]
        if _NUMBER.search(gone) or _NUMBER.search(come):
            return f"{gone or '无'}／{come or '无'}"
    for group in _words().opposed:
        ours, theirs = group & _parts(first, group), group & _parts(second, group)
        if ours != theirs and (ours - theirs) and (theirs - ours):
            return f"{'、'.join(sorted(ours - theirs))}／{'、'.join(sorted(theirs - ours))}"
    return ""


def _parts(name: str, group: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in group if word in name)


class _Words(NamedTuple):
    """opposed: groups of longer words first, so that 小学 and 初中 are told and not 小 and 中.

    empty: words that add nothing, in the group `empty`, and those that only look so, in the group `kept`.
    little: words that may be there or not in names that are nearly the same.
    """

    same: tuple[tuple[re.Pattern[str], str], ...]
    empty: re.Pattern[str]
    little: re.Pattern[str]
    opposed: tuple[frozenset[str], ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    told: Mapping[str, Any] = tomllib.loads(
        Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    )
    same = tuple((_any_of(line.split()), line.split()[0]) for line in told["same"])
    opposed = sorted((line.split() for line in told["opposed"]), key=lambda words: -max(map(len, words)))
    kept, empty = (_any_of(told[key].split()).pattern for key in ("kept", "empty"))
    passed_over = re.compile(f"(?P<kept>{kept})|(?P<empty>{empty})")
    return _Words(same, passed_over, _any_of(told["little"].split()), tuple(map(frozenset, opposed)))


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Longer words first, so that none is cut short by one within it."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
