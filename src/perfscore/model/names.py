"""Names as forms print them, and the same names without what forms put around them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from perfscore.model.units import is_known, spell

_LABEL = re.compile(r"指标(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[:：.、]?|指标[:：]")
_LAST_BRACKETS = re.compile(r"\(([^()]{1,12})\)$")
_YEAR = re.compile(r"20\d\d(?:年度|年)?")
_NOT_UNIT = re.compile(r"[≥≤=<>*×_.?\s]")


@lru_cache(maxsize=8192)
def squeezed(name: str) -> str:
    """A name without what forms put around it: `指标1：`, spaces, punctuation, a unit in brackets at its end."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    label = _LABEL.match(text)
    text = text[label.end() :] if label else text
    if unit_in_brackets(text):
        text = text[: text.rindex("(")]
    return "".join(letter for letter in text if letter.isalnum()).casefold()


@lru_cache(maxsize=8192)
def unit_in_brackets(name: str) -> str:
    """The unit that a name prints in brackets at its end, in its standard spelling; "" without one."""
    last = _LAST_BRACKETS.search("".join(unicodedata.normalize("NFKC", name).split()))
    unit = spell(_NOT_UNIT.sub("", last[1])) if last else ""
    return unit if is_known(unit) else ""


def yearless(name: str) -> str:
    """A name without the years in it: `2023年督查经费` and `2022年督查经费` are one project."""
    return _YEAR.sub("", name)
