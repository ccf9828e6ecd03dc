"""Qualitative scales: `定性：优良中低差`, `好/一般/差`, `达成、部分达成、未达成`. Takes tidied text, gives the grades."""

from __future__ import annotations

import re

_LETTERS = "优良好高中低差坏"
_NOT_A_SCALE = frozenset("良好 优良 优好 高中 中高 好中 高低 好坏".split())
_PREFIX = re.compile(r"^\(?定性(?:指标|描述|评价)?\)?[:,]?")
_SUFFIX = re.compile(r"\((?:定性|定性指标)\)$")
_BETWEEN = re.compile(r"[/,;|~>\-]|或")
# Words of scales, best first; a printed scale that descends by this order stands as it is, one that ascends is turned.
_ORDER = {
    word: rank
    for rank, words in enumerate(
        (
            "优 优秀 很好 显著 明显 非常满意 很满意 达成 达成预期指标 全部达成 完成 全部完成 是 有 高 很高 健全 充分 完善",
            "良 良好 好 较好 较高 较明显 较显著 比较满意 满意 较满意 达标 合格 较健全 较充分",
            "中 中等 一般 基本满意 基本完成 基本达成 部分达成 部分完成 部分达成预期指标并具有一定效果 基本合格 基本达标 及格 基本健全 有效",
            "低 较低 较差 不太满意",
            "差 坏 很差 不满意 不合格 不达标 未达标 未达成 未完成 未达成预期指标且效果较差 不明显 不显著 否 无 不健全 不充分 不及格 无效",
        )
    )
    for word in words.split()
}
SCALE_WORDS = tuple(_ORDER)
"""Every word that printed scales are made of."""


def is_marked_qualitative(tidied: str) -> bool:
    """Whether the cell says itself that it is to be judged in words: `定性：…`."""
    return bool(_PREFIX.match(tidied) or _SUFFIX.search(tidied))


def read_scale(tidied: str) -> tuple[str, ...]:
    """The grades of a printed scale, best first; () when the text is none.

    A single grade is a scale only where the cell says 定性.
    """
    body = _SUFFIX.sub("", _PREFIX.sub("", tidied))
    if body[:1] == "(" and body[-1:] == ")":
        body = body[1:-1]
    if len(body) > 60:
        return ()
    parts = [part for part in _BETWEEN.split(body) if part]
    if len(parts) == 1:
        return _letters(parts[0], marked=body != tidied)
    if len(parts) > 1 and len(set(parts)) == len(parts):
        if all(part in _ORDER for part in parts) or all(len(p) == 1 and p in _LETTERS for p in parts):
            return _best_first(tuple(parts))
    return ()


def _letters(text: str, *, marked: bool) -> tuple[str, ...]:
    """`优良中低差`; 良好 and 高中 are words."""
    if not text or len(set(text)) < len(text) or any(c not in _LETTERS for c in text):
        return ()
    if len(text) == 1:
        return (text,) if marked else ()
    return () if text in _NOT_A_SCALE else _best_first(tuple(text))


def _best_first(grades: tuple[str, ...]) -> tuple[str, ...]:
    return grades[::-1] if _ORDER[grades[0]] > _ORDER[grades[-1]] else grades
