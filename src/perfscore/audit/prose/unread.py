"""Tells what of a document was not looked at, so that nothing goes unchecked without a word."""

from __future__ import annotations

from collections.abc import Iterator

from perfscore.audit.prose.findings import TEXT_UNREAD
from perfscore.model.finding import Finding
from perfscore.model.prose import Claims, Unread

_WHY = {
    Unread.Why.PARAGRAPH_TOO_LONG: "段落过长，最多 {limit:,} 字",
    Unread.Why.TOO_MANY_FIGURES: "前文的数字太多，最多 {limit:,} 个",
    Unread.Why.NUMBER_TOO_LONG: "数字太长，最多 {limit} 位",
}


def check_read_whole(claims: Claims) -> Iterator[Finding]:
    """A paragraph, a rest of the text or a number that was passed over is named with what stands in it."""
    for each in claims.unread:
        yield TEXT_UNREAD.at(
            each.at,
            what=f"从这里起 {each.paragraphs} 段" if each.paragraphs > 1 else "这一处",
            why=_WHY[each.why].format(limit=each.limit),
            count=f"；其中印有百分数 {each.statements} 处，计为可核对而没有看懂" if each.statements else "",
        )
