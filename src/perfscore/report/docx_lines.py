"""How many lines a text takes: Chinese signs are one em wide, Latin words and numbers stay whole, no line begins with a full stop."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import east_asian_width

_CLOSING = frozenset("，。、；：？！）》】”’」』〉〕…—%％‰")
_OPENING = frozenset("（《【“‘「『〈〔")
_SIGNS = _CLOSING | _OPENING | {" "}
_NARROW = re.compile(r"[!-,.-~]+-?|.", re.DOTALL)  # a line may break after a hyphen
_JOIN = 0.25  # em of air between Chinese and Latin


@lru_cache(maxsize=4096)  # a document is laid out twice: to see how long it is, and with its contents
def lines_of(text: str, width: float, first: float = 0.0) -> int:
    """width: of a line, in ems. first: indent of the first line. An empty text takes one line."""
    count, used, before = 1, first, ""
    for word in _words(text):
        wide = _width(word)
        if before and before[-1] not in _SIGNS and word[0] not in _SIGNS:
            wide += _JOIN * (_is_latin(before[-1]) != _is_latin(word[0]))
        hangs = word in _CLOSING and used + wide - width <= 1
        if used + wide > width + 1e-6 and not hangs:
            if before:
                count, used = count + 1, 0.0
            while wide > width:  # a word longer than a line is cut
                count, wide = count + 1, wide - width
        used += wide
        before = word
    return count


def _words(text: str) -> list[str]:
    """What no line break parts: a Latin word, or a Chinese sign with the opening brackets before it."""
    words: list[str] = []
    for piece in _NARROW.findall(text):
        if words and words[-1][-1] in _OPENING:
            words[-1] += piece
        else:
            words.append(piece)
    return words


def _width(word: str) -> float:
    return sum(_em(sign) for sign in word)


def _em(sign: str) -> float:
    """As Times New Roman has it, on the whole."""
    if not _is_latin(sign):
        return 1.0
    if sign in " .,;:'|!ijlt()[]-":
        return 0.3
    return 0.68 if sign.isupper() else 0.5 if sign.isdigit() else 0.48


def _is_latin(sign: str) -> bool:
    return east_asian_width(sign) in ("Na", "H", "N")
