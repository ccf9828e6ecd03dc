"""Qualitative indicators: the word reported puts the row in a band, and the band bounds its score."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.table import Indicator
from perfscore.model.values import Quantity
from perfscore.rules.template import QualityBand, RuleTemplate
from perfscore.score.findings import CLAIM_OUTSIDE_BAND, WORD_UNKNOWN

SIGNS = ",.;:!，。；：！、“”\"'（）()"
"""What counts for nothing in a report, beside white space."""
_PUNCTUATION = re.compile(rf"[\s{re.escape(SIGNS)}]+")
_QUALITATIVE = re.compile(r"^\s*定性(?:指标)?\s*[:：]?")
NEGATIONS = ("未", "没有", "不", "无法", "尚", "差距")
"""What beside a word turns it."""
_NEGATIVE = re.compile("|".join(NEGATIONS))
_ALL = re.compile(r"全覆盖|全部|全面覆盖|应[^\W\d_]尽[^\W\d_]|百分之?百")
_NONE = re.compile(
    r"零(?!距离)|无(?:重大|较大|安全|责任|质量)*(?:事故|投诉|差错|违规|违纪|违法|伤亡|上访|舆情|火灾|案件|事件)"
)
_WHOLLY = frozenset(("100%", "100％", "100", "百分百", "百分之百"))
_NOTHING = re.compile(r"=?[0０][%％起次件例人个项宗]?|无|零|(?:未|没有|无|零)发生|没有")
JUDGEMENT = "评定"
"""The step of a score that tells how a word was judged."""
SHORTEST_CONTAINED = 2
"""A single character of a scale counts only when it is the whole answer: 优 in 优化 says nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How much of its points a qualitative row earns.

    share: of its points; None when the word says nothing usable.
    claimed: whether the share is the unit's own score, accepted because it lies in its band.
    """

    share: Fraction | None
    band: QualityBand | None
    claimed: bool
    met: bool | None
    how: str


def judge(row: Indicator, points: Fraction, rules: RuleTemplate) -> tuple[Judged, list[Finding]]:
    """Find the band of the reported word, and the share within it: the unit's own, else the template's default."""
    word = row.actual.grade or ""
    claimed = row.claimed.number if isinstance(row.claimed, Quantity) else None
    own_share = claimed / points if claimed is not None and points > 0 else None
    band, share = _band_of(word, rules) or (None, Fraction(0))
    if band is None and (
        _same_promise(row.target.written, word) or _kept_in_figures(row.target.written, word)
    ):
        band, share = rules.bands.value[0], Fraction(1)
    if band is None:
        return _unknown(row, own_share)
    best = band is rules.bands.value[0]
    inside = own_share is not None and _within(own_share, band)
    if own_share is not None and inside:
        how = f"评定“{word}”，填报得分在该档 {_percent(band.low)}%～{_percent(band.high)}% 之内，予以采用"
        return Judged(own_share, band, True, best, how), []
    findings = []
    if own_share is not None:
        findings.append(
            CLAIM_OUTSIDE_BAND.at(
                row.claimed.at,
                indicator=row.name,
                grade=row.actual.written.strip(),
                low=_percent(band.low),
                high=_percent(band.high),
                claimed=plain(claimed or Fraction(0)),
                share=_percent(share),
            )
        )
    return Judged(share, band, False, best, f"评定“{word}”，按该档默认比例 {_percent(share)}%"), findings


def _unknown(row: Indicator, own_share: Fraction | None) -> tuple[Judged, list[Finding]]:
    """A phrase that names no degree. The unit's own score then stands as its judgement, if it gave one."""
    denied = (
        _NEGATIVE.search(row.actual.grade or "") is not None
    )  # what was not done is not paid on the unit's word
    usable = own_share is not None and 0 <= own_share <= 1 and not denied
    treated = "暂按填报得分计。" if usable else "暂不计分。"
    finding = WORD_UNKNOWN.at(
        row.actual.at, indicator=row.name, actual=row.actual.written.strip(), treated=treated
    )
    if usable:
        return Judged(own_share, None, True, None, "结果未写明档位，采用填报得分"), [finding]
    return Judged(None, None, False, None, "结果未写明档位"), [finding]


def _band_of(word: str, rules: RuleTemplate) -> tuple[QualityBand, Fraction] | None:
    """The band of a word: itself, else the longest known word it contains and does not negate."""
    text = _PUNCTUATION.sub("", word)
    best: tuple[int, QualityBand, Fraction, str] | None = None
    for band in rules.bands.value:
        for known, share in band.words.items():
            if text == known:
                return band, share
            if len(known) >= SHORTEST_CONTAINED and known in text and (best is None or len(known) > best[0]):
                best = (len(known), band, share, known)
    if best is None or _NEGATIVE.search(text.replace(best[3], "")):
        return None
    return best[1], best[2]


def _same_promise(target: str, word: str) -> bool:
    """The report repeats the promise word for word: `降低成本` was promised and `已降低成本` reported."""
    promised = promise_in(target)
    reported = _PUNCTUATION.sub("", word)
    return (
        len(promised) >= 1 and promised in reported and not _NEGATIVE.search(reported.replace(promised, ""))
    )


def promise_in(target: str) -> str:
    """The bare words of a target that promises in words."""
    return _PUNCTUATION.sub("", _QUALITATIVE.sub("", target))


def _kept_in_figures(target: str, word: str) -> bool:
    """`全覆盖` answered with 100%, `零事故` with 0: the promise in words, the report in figures."""
    promised = promise_in(target)
    reported = _PUNCTUATION.sub("", word)
    if _ALL.match(promised):
        return reported in _WHOLLY
    return bool(_NONE.match(promised)) and bool(_NOTHING.fullmatch(reported))


def _within(share: Fraction, band: QualityBand) -> bool:
    return band.low <= share < band.high or (band.closed and share == band.high)


def _percent(share: Fraction) -> str:
    return plain(share * 100, 2)
