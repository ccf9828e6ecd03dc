"""A paragraph's text to the spelling in which it is searched, and back: every sign keeps its place in the print.

Blanks go, full-width forms are folded, and the traditional characters of money words become simplified ones.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TRADITIONAL = (
    "萬億長減佔總計決預與較來財務費運護購車員數級項個產業經營稅無況對於轉結餘撥款實報單際辦關設備繳養險醫療"
    "衛環農鄉鎮區縣國資負債績標覆蓋團組離職編聘屬補貼獎項類別圓點應當執調整學習導據約體屆條開"
)
_SIMPLIFIED = (
    "万亿长减占总计决预与较来财务费运护购车员数级项个产业经营税无况对于转结余拨款实报单际办关设备缴养险医疗"
    "卫环农乡镇区县国资负债绩标覆盖团组离职编聘属补贴奖项类别圆点应当执调整学习导据约体届条开"
)
_PLAIN = str.maketrans(
    dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)) | {"圆": "元", "﹪": "%", "“": '"', "”": '"', "〈": "<"}
)


class Spelt(NamedTuple):
    """text: the text as it is searched. origin: for each of its characters, where it stood."""

    text: str
    origin: tuple[int, ...]


def spell(text: str) -> Spelt:
    """The text without blanks and with one spelling for each sign."""
    signs, origin = [], []
    for place, sign in enumerate(text):
        plain = _plain(sign)
        if plain:
            signs.append(plain)
            origin.append(place)
    return Spelt("".join(signs), tuple(origin))


@lru_cache(maxsize=8192)
def _plain(sign: str) -> str:
    """One character or none: a sign that folds into several stays as it is."""
    if sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc"):
        return ""
    folded = unicodedata.normalize("NFKC", sign)
    return (folded if len(folded) == 1 else sign).translate(_PLAIN)
