"""How a promise is meant: the signs and words that say at least, at most, equal. Takes tidied text, gives one spelling.

Inside this folder every sense word before a number becomes one sign, so that `不低于95%且不超过98%` and `≥95%且≤98%`
are read by the same few patterns.
"""

from __future__ import annotations

import re

from perfscore.model.values import Comparator
from perfscore.read.notation.negations import NEGATED, UNCLEAR, is_denied, sign_of_negated
from perfscore.read.notation.numerals import NUMERALS

SOFT_AT_LEAST, SOFT_AT_MOST, SOFT_EQUAL = "⊒", "⊑", "≗"
"""达到, 控制在 and 为 lean to one side, but `达到5%以下`, `控制在95%以上` and `为95%以上` mean what their tail says."""
SOFT = SOFT_AT_LEAST + SOFT_AT_MOST + SOFT_EQUAL

COMPARATORS = {
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    ">": Comparator.MORE,
    "<": Comparator.LESS,
    "=": Comparator.EQUAL,
    SOFT_AT_LEAST: Comparator.AT_LEAST,
    SOFT_AT_MOST: Comparator.AT_MOST,
    SOFT_EQUAL: Comparator.EQUAL,
}
SIGNS = "≥≤=<>"

_WORDS = {
    "≥": "大于等于 大于或等于 大于且等于 高于等于 高于或等于 多于等于 多于或等于 超过等于 超过或等于 应不低于 至少 最少 最低 下限 保底",
    "≤": "小于等于 小于或等于 小于且等于 低于等于 低于或等于 少于等于 少于或等于 至多 最多 最高 上限 限额 封顶",
    ">": "大于 高于 超过 多于 超出 突破 超",
    "<": "小于 低于 少于 不足",
    "=": "等于",
    SOFT_EQUAL: "为 均为 是",
    SOFT_AT_LEAST: "达到 达到了 达 保持在 稳定在 维持在 提高到 提高至 提升到 提升至 增加到 增加至 增长到 上升到",
    SOFT_AT_MOST: "控制在 控制到 控制为 控制 压缩到 压减到 降至 降到 下降到 下降至 降低到 降低至 减少到 减少至",
    "": "共 共计 计 累计 合计 总计 完成 实现 确保 保证 力争 各 均",  # they lead to the number and promise no sense
}
_SIGN_OF = {word: sign for sign, words in _WORDS.items() for word in words.split()}
_COLUMN_WORDS = {
    "≥": "正向 正向指标 定量正向 正指标 以上 及以上 含以上",
    "≤": "反向 反向指标 逆向 逆向指标 负向 负向指标 定量反向 反指标 以下 及以下 以内 之内",
}
_COLUMN_SIGN_OF = _SIGN_OF | {word: sign for sign, words in _COLUMN_WORDS.items() for word in words.split()}
_QUALITATIVE = frozenset({"定性", "定性指标", "是/否", "是否", "有/无", "定性描述"})

_NUMBER_AHEAD = rf"(?=[:：]?[{SIGNS}]?(?:约|近)?[¥±]?(?:[+-]?\.?[0-9]|百分之|[{NUMERALS}]))"
_SENSE_WORD = re.compile(
    rf"(?P<negated>{NEGATED})(?:了|过)?{_NUMBER_AHEAD}:?|(?P<word>"
    + "|".join(sorted(filter(None, _SIGN_OF), key=len, reverse=True))
    + rf"){_NUMBER_AHEAD}:?"
)
_NEGATED = re.compile(NEGATED)
_ENDS_OF_NEGATED = frozenset("于过出越破逾超足达了到满够及><")
_LEADING = frozenset(COMPARATORS) | {UNCLEAR}
_ANY_SIGN = re.compile(f"[{SIGNS}{SOFT}]")
_DOUBLED = re.compile(rf"[{SOFT}]+(?=[{SIGNS}{SOFT}])|(?<=[{SIGNS}])[{SOFT}]+")
_BEHIND = re.compile(
    r"[.,;:]*\(?(?:(?:及|或|含)?(?:(?P<up>以上)|(?P<down>以下|以内|之内|范围内|范围以内|内))"
    r"|(?P<limit>封顶|为限|为?上限)|(?P<least>起步?|保底|为?下限))\)?"
)


def with_signs(text: str) -> str:
    """The text with every sense word that leads to a number as its sign: `达到≥95%` and `大于等于95%` are `≥95%`."""
    text = text.replace("正负", "±")
    if text[0] in _PLAIN_STARTS and not _HAS_WORDS.search(text):
        return text
    signed = _DOUBLED.sub("", _SENSE_WORD.sub(_sign_of, text))
    first = _ANY_SIGN.search(signed)
    if first and first.start() and is_denied(signed[: first.start()], governed=False):
        return signed[: first.start()] + UNCLEAR + signed[first.end() :]
    return signed


_PLAIN_STARTS = frozenset(SIGNS + "0123456789")
_HAS_WORDS = re.compile("[不大小高低多少超至最达到为控下上且]")


def _sign_of(found: re.Match[str]) -> str:
    if found["negated"]:
        return sign_of_negated(found)
    sign = _SIGN_OF[found["word"]]
    return UNCLEAR if sign and is_denied(found.string[: found.start()], governed=True) else sign


def _sign_of_word(word: str) -> str:
    """The sign that a whole text is the word for, "" for none."""
    negated = _NEGATED.fullmatch(word)
    return sign_of_negated(negated) if negated else _COLUMN_SIGN_OF.get(word, "")


def leading_sign(text: str) -> tuple[str, str]:
    """The sign that a text of `with_signs` begins with ("" for none), and the rest."""
    return (text[0], text[1:]) if text and text[0] in _LEADING else ("", text)


def sense_behind(text: str) -> tuple[Comparator | None, str]:
    """What stands behind a number (`以上`, `及以下`, `以内`) and the rest."""
    found = _BEHIND.match(text)
    if not found:
        return None, text
    rest = text[found.end() :]
    return (Comparator.AT_MOST if found["down"] or found["limit"] else Comparator.AT_LEAST), rest


def column_sense(tidied: str) -> Comparator | None:
    """The sense from a column of its own (指标性质): `≥`, `正向`, `定性`; None when it says none (`定量`)."""
    if tidied in _QUALITATIVE:
        return Comparator.QUALITATIVE
    tidied = tidied.partition("(")[0] or tidied.strip("()")  # ≥(大于等于)
    return COMPARATORS.get(tidied if tidied in COMPARATORS else _sign_of_word(tidied))


def is_lone_sense(tidied: str) -> bool:
    """Whether the cell has a comparison sign or word and nothing else."""
    return bool(tidied) and (
        tidied in COMPARATORS
        or _SIGN_OF.get(tidied, " ") in COMPARATORS.keys() - set(SOFT)
        or (tidied[-1] in _ENDS_OF_NEGATED and _NEGATED.fullmatch(tidied) is not None)
    )
