"""The words of the forms, as data. Takes the text of a header, gives the role it plays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_EDGES = re.compile(r"^[\d一二三四五六七八九十]+[.、,]|[:：*★]|^\(|\)$")


class Role(NamedTuple):
    """A role and how well the word is known for it: 0 is the best-known."""

    name: str
    rank: int


class Vocabulary:
    """The words of `words.toml`, and those a bureau adds."""

    def __init__(self, words: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._roles = {
            group: {
                word: Role(role, rank)
                for role, known in reversed(list(roles.items()))
                for rank, word in enumerate(known)
            }
            for group, roles in words.items()
        }

    def role(self, group: str, key: str) -> Role | None:
        """The role that a header's text plays in a group of words; None when it plays none.

        `全年预算数(A)`, `1.年度指标值`, `分值(权重)` are recognised by the words outside the brackets.
        """
        return self._roles[group].get(bare(key))

    def contains(self, group: str, role: str, key: str) -> bool:
        """Whether the text contains one of the role's words."""
        return any(word in key for word, known in self._roles[group].items() if known.name == role)

    def starts(self, group: str, role: str, key: str) -> bool:
        """Whether the text is one of the role's words, or begins with one that a colon or a score follows."""
        plain = bare(key)
        for word, known in self._roles[group].items():
            if known.name == role and plain.startswith(word):
                rest = key[len(word) :] if key.startswith(word) else plain[len(word) :]
                if not rest or not plain[len(word) :] or rest[0] in ":.(,;1234567890":
                    return True
        return False


def bare(key: str) -> str:
    """A header's text without brackets, numbering, colons and stars."""
    plain = _EDGES.sub("", _BRACKETS.sub("", key))
    return plain or key


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return Vocabulary(tomllib.load(file))
