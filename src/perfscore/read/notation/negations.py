"""What a negation makes of a comparison: `未超过`, `严禁低于`, `不一定高于`. Takes words, gives the sign they come to.

Negation and comparison are put together by their grammar and not listed pair by pair, so that `不宜超过` is never read
as `超过`. Where a negation stands that this grammar does not know, nobody can be sure what is promised.
"""

from __future__ import annotations

import re

UNCLEAR = "≠"
"""In the place of a sign: something is denied, and what remains cannot be compared with a number."""

_MODALS = "得|能够?|应[该当]?|可以?|宜|该|会|准许?|许可?|允许|容许?|要|致|至于"
_NOT = (
    rf"(?:不(?:{_MODALS})?|未[曾能]?|没有?|勿|毋|莫|(?<!有)无|严禁|禁止|杜绝|避免|防止|严防|谨防)"
    r"(?:再|擅自|随意|任意)?"
)
_ABOVE = "大于|高于|超过|超出|超越|多于|长于|久于|晚于|迟于|突破|越过|逾越|逾|超|>"
_BELOW = "小于|低于|少于|短于|早于|不足|<"
_REACHED = "达到了?|达"
NEGATED = (
    rf"{_NOT}(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW})|(?P<reached>{_REACHED}))"
    r"|(?P<short>(?:不|[尚]?未|没有?)[到满够及])"
)
"""A negated comparison; which of its groups took part tells the sign (`sign_of_negated`)."""
NOT_LATER = rf"{_NOT}(?:晚于|迟于|超过|超出|逾越?)"
"""The words before a deadline: `不得晚于2023年12月31日`."""

# Words that begin with a negation and deny nothing behind them: names of things, and adverbs.
_NAMES_WITH_NOT = (
    "合格|良|满意|动产|达标|定期|断|间断|同|含|锈钢|规则|可移动|明|重复|见面|文明|安全|稳定|符合|及格|限|变"
)
_NAMES_WITH_NOT_YET = "成年|就业|参保|婚|达标|利用|经|来|脱贫|完工|竣工"
_NO_THING = "需|须|法|意|权|一|论|从|必|能|可|不"
_WEAK = (
    rf"(?:不(?!{_NAMES_WITH_NOT})|未(?!{_NAMES_WITH_NOT_YET})|无(?!(?!{_NO_THING})[^\W\d_]{{2}})"
    r"|(?:(?<=[并绝决莫])非|非(?![^\W\d_]{2}))|否)"
)
_STRONG = (
    r"没(?:有|(?!收))|禁止|严禁|勿|毋|杜绝|避免|防止|严防|谨防|难以|拒绝|未必|未有|未见|未曾|未能|未出现|未发生|莫(?![高干力斯])"
    rf"|不(?:(?:{_MODALS})(?!移动|再生|抗力|自理)|让|必|需|用|存在|一定|见得|大?可能|太可能)|无[需须法一]|[是与]否|有无"
)
_MEASURE = "率量数额度值比例积费价款金"  # behind such a noun the sentence begins anew: 不合格率超过
_GOVERNS = re.compile(rf"{_STRONG}|{_WEAK}.*(?<![{_MEASURE}])$")
_TOUCHES = re.compile(rf"(?:{_STRONG})$|(?:没(?:有|(?!收))|不让).{{0,3}}$|{_WEAK}.{{0,3}}(?<![{_MEASURE}])$")
_NEW_CLAUSE = re.compile(r"[0-9≥≤=<>≠⊒⊑≗,;.:()!]|(?<!不)[且但而]|(?<!不)同时|并(?![不未非没无])")
LONGEST_LEAD = 25


def sign_of_negated(found: re.Match[str]) -> str:
    """The sign of a match of NEGATED: not above is `≤`, not below is `≥`, not reached is `<`."""
    return "≤" if found["above"] else "≥" if found["below"] else "<"


def is_denied(before: str, *, governed: bool) -> bool:
    """Whether the words before a comparison deny it in a way that leaves its sense unclear.

    governed: the comparison is a verb (`超过`, `达到`), which a negation reaches across the nouns between (`没有人超过`);
    a sign or a comparison that is itself negated is denied only by the words right before it.
    """
    clause = _NEW_CLAUSE.split(before[-LONGEST_LEAD:])[-1]
    return bool(clause) and (_GOVERNS if governed else _TOUCHES).search(clause) is not None
