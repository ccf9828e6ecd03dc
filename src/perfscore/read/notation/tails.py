"""What may stand around a number without changing it, and what tells that a text is no promise at all."""

from __future__ import annotations

import re

from perfscore.read.notation.quantities import is_only_unit

_PUNCTUATION = ".,;:()!"
_REMARK = re.compile(r"\([^()≥≤=<>]*\)")  # 50万元(含税), 4次(每季度一次)
_CHANGES_MEANING = re.compile("[不未无没非或且和与较比另其中约差前后]|至|到|以上|以下|左右|分别|同时")
_WORDS = re.compile(r"[^\W\d_]+")
_DONE = frozenset(
    "完成 到位 达标 合格 落实 覆盖 发放 兑现 及时 按时 合格率 完成率 的 全覆盖 满意 整 正 完毕 即可 有效 到账 左右".split()
) - {"左右"}
LONGEST_TAIL, LONGEST_TAIL_OF_BARE = 12, 8

_RATIO = re.compile(r"[0-9.]{1,12}(?::[0-9.]{1,12})+")
_LETTER = re.compile(r"[^\W\d_]")
_HAN = re.compile("[\u3400-\u9fff]")
_FIGURES_FIRST = re.compile(r"[≥≤=<>+\-.]*[0-9]")
_FILLED = re.compile(r"(?:[xX×*?_□○.]+|[nN]|\( *\))(?P<unit>.{0,10})")
_DATE_OF_FORM = re.compile(r"(?:20)?[xX×*_○]{2,4}年[xX×*_○]{1,2}月(?:[xX×*_○]{1,2}日)?(?:底|末)?(?:之?前)?")
_POWER = re.compile(r"[0-9.]{1,12}\^")
_BROKEN_CELL = re.compile(r"#[A-Z/0]{2,8}[!?]?|#+")


def closes_quantity(tail: str, *, signed: bool) -> bool:
    """Whether what stands behind a number only repeats or names it: `100%完成`, `5个乡镇`, `50万元(含税)`.

    signed: a sign or sense word was printed, so that the number is certainly the promise.
    """
    tail = _REMARK.sub("", tail).strip(_PUNCTUATION)
    if not tail or tail in _DONE:
        return True
    if tail[0].isascii() or not _WORDS.fullmatch(tail) or _CHANGES_MEANING.search(tail):
        return False
    return len(tail) <= (LONGEST_TAIL if signed else LONGEST_TAIL_OF_BARE)


def is_filler(text: str) -> bool:
    """Whether the form's own filler was never replaced: `XX%`, `**平方米`, `××年×月`, `……次`."""
    if _DATE_OF_FORM.fullmatch(text):
        return True
    found = _FILLED.fullmatch(text)
    return found is not None and (not found["unit"] or is_only_unit(found["unit"]))


def is_written_wrong(text: str) -> bool:
    """Whether the text is neither words nor any notation of a number: `95.5.5`, `1e5`, `#REF!`, `≥≥`.

    A ratio (3:2) can be judged by a person and is left as words.
    """
    if _RATIO.fullmatch(text):
        return False
    if _BROKEN_CELL.fullmatch(text) or not _LETTER.search(text) or _POWER.match(text):
        return True
    return bool(_FIGURES_FIRST.match(text)) and not _HAN.search(text)
