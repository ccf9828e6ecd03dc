"""How often: `每月≥1次`, `每周一次`. Takes a tidied text, gives the text from its number on and what it is counted per."""

from __future__ import annotations

import re

from perfscore.model.units import spell
from perfscore.read.notation.numerals import NUMERALS
from perfscore.read.notation.quantities import Measured

_WITHIN_YEAR = re.compile(
    r"(?:(?:19|20)[0-9]{2}年度?|每年度?|全年|年度|年均|本年度?|当年|一年|年内|年)(?=[^0-9])"
)
_PER = re.compile(rf"每个?(?P<each>[^\W\d_]{{1,4}}?)(?:[:,])?(?=[≥≤=<>⊒⊑≗0-9{NUMERALS}])")


def without_year(text: str) -> str:
    """The table covers one year, so 每年 and 全年 in front add nothing."""
    year = _WITHIN_YEAR.match(text)
    return text[year.end() :] if year else text


def split_rate(text: str) -> tuple[str, str]:
    """`每月≥1次` -> `≥1次`, `月`; a text that names no occasion as it is, with ""."""
    per = _PER.match(text)
    return (text[per.end() :], spell(per["each"])) if per else (text, "")


def per(measured: Measured, each: str) -> Measured:
    """The quantity counted per occasion: 1次 per 月 is 1次/月."""
    if not each or not measured.unit or "/" in measured.unit:
        return measured
    return measured._replace(unit=f"{measured.unit}/{each}")
