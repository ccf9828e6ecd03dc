"""The words of the forms, as data. Takes the text of a header, gives the role it plays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from perfscore.read.notation.spelling import squeeze

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_BRACKET_SIGNS = re.compile(r"[()\[\]【】]")
_PERIOD = re.compile(r"^(?:\d{1,2}[-~至]\d{1,2}月份?|截[至止]\d{1,2}月[份底末]*)")
_EDGES = re.compile(r"^[\d一二三四五六七八九十]+[.、,]|[:：*★%]|^\(|\)$")
_YEAR_BEFORE = re.compile(r"^(?:20\d\d|[二〇零○一三四五六七八九]{4})年度?|^本年度?|^当年度?")
_COUNTED = re.compile(r"[数值]$")
_SHORTEST_STEM = 3
"""`实际完成数` is `实际完成值`; shorter stems (`完成`, `分`) are words of their own."""


MOST_SEEN = 8192
LONGEST_HEADER = 80
"""Longer texts are content, never headers."""


class Role(NamedTuple):
    """A role and how well the word is known for it: 0 is the best-known."""

    name: str
    rank: int


class Vocabulary:
    """The words of `words.toml`, and those a bureau adds."""

    def __init__(self, words: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._words = {
            group: {role: tuple(known) for role, known in roles.items()} for group, roles in words.items()
        }
        self._seen: dict[tuple[str, str], Role | None] = {}
        self._roles = {
            group: {
                word: Role(role, rank)
                for role in reversed(list(roles))
                for rank, word in enumerate(roles[role])
            }
            for group, roles in words.items()
        }
        self._stems = {
            word[:-1]: role
            for word, role in reversed(list(self._roles.get("columns", {}).items()))
            if _COUNTED.search(word) and len(word) > _SHORTEST_STEM
        }

    def role(self, group: str, key: str) -> Role | None:
        """The role that a header's text plays in a group of words; None when it plays none.

        `全年预算数(A)`, `1.年度指标值`, `1-7月执行数`, `绩效度量单位`, `2023年完成值`, `全年完成数` are recognised by
        the words that matter. What stands in brackets may be one of them: `全年（调整）指标值`.
        """
        if len(key) > LONGEST_HEADER:
            return None
        try:
            return self._seen[group, key]  # every cell of a table is asked for, and most come again
        except KeyError:
            pass
        role = self._find(group, key)
        if len(self._seen) < MOST_SEEN:
            self._seen[group, key] = role
        return role

    def _find(self, group: str, key: str) -> Role | None:
        known = self._roles[group]
        for plain in (bare(_BRACKET_SIGNS.sub("", key)), bare(key)):
            for text in (plain, plain.removeprefix("绩效"), _YEAR_BEFORE.sub("", plain)):
                if text in known:
                    return known[text]
                if group == "columns" and _COUNTED.search(text) and len(text) > _SHORTEST_STEM:
                    role = self._stems.get(text[:-1]) or known.get(text[:-1])
                    if role:
                        return role
        return None

    def contains(self, group: str, role: str, key: str) -> bool:
        """Whether the text contains one of the role's words."""
        return any(word in key for word in self._words[group][role])

    def ends(self, group: str, role: str, key: str) -> bool:
        """Whether the text ends with one of the role's words."""
        return bare(key).endswith(self._words[group][role])

    def starts(self, group: str, role: str, key: str) -> bool:
        """Whether the text is one of the role's words, or begins with one that a colon or a score follows."""
        plain = bare(key)
        if not plain.startswith(self._words[group][role]):
            return False
        for word in self._words[group][role]:
            if plain.startswith(word):
                behind = key[len(word) :] if key.startswith(word) else plain[len(word) :]
                if not behind or plain == word or behind[0] in ":.(,;1234567890":
                    return True
        return False


def bare(key: str) -> str:
    """A header's text without brackets, numbering, period (`1-7月`), colons and stars."""
    return _bare(key) if len(key) <= LONGEST_HEADER else key


@lru_cache(maxsize=8192)
def _bare(key: str) -> str:
    plain = _PERIOD.sub("", _EDGES.sub("", _BRACKETS.sub("", key)))
    return plain or key


ExtraWords = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Words a bureau adds: group, role, words."""


@lru_cache(maxsize=64)
def vocabulary(extra: ExtraWords = ()) -> Vocabulary:
    """The shipped words, with added ones behind them. Raises ValueError for a group or role that does not exist."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        words: dict[str, dict[str, list[str]]] = tomllib.load(file)
    for group, role, added in extra:
        if role not in words.get(group, {}):
            known = "、".join(f"{g}.{r}" for g, roles in words.items() for r in roles)
            raise ValueError(f"表头词汇没有“{group}.{role}”这一项，可用的有：{known}")
        words[group][role] += [squeeze(word) for word in added]
    return Vocabulary(words)
