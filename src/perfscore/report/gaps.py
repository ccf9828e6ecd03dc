"""What a person must still write: found in a report's text, and listed at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfscore.report.blocks import Appendix, Heading, Items, Paragraph, parse
from perfscore.report.words import spans, what_is_asked

_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])\s*")
TITLE = "待补充事项清单"


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is missing. under: the heading it stands below; what: what is to be written."""

    under: str
    what: str


def gaps_in(markdown: str) -> tuple[Gap, ...]:
    """The gaps of a report's text, each once, in reading order."""
    return tuple(dict.fromkeys(_gaps(markdown)))


def _gaps(markdown: str) -> Iterator[Gap]:
    under = ""
    for block in parse(markdown):
        texts: tuple[str, ...] = ()
        match block:
            case Heading(level, text):
                under = "标题" if level == 1 else _NUMBER.sub("", text)
                texts = (text,)
            case Paragraph(text):
                texts = (text,)
            case Items():
                texts = block.items
            case Appendix():
                under = ""
        for text in texts:
            yield from (Gap(under, what_is_asked(piece)) for piece, asks in spans(text) if asks)


def with_gaps(markdown: str) -> str:
    """The text with the list of its gaps as the last section; as it was when there are none."""
    gaps = gaps_in(markdown)
    if not gaps:
        return markdown
    lines = [f"1. {_plain(gap.under)}：{_plain(gap.what)}" for gap in gaps]
    opening = f"下列{len(gaps)}处内容自评表和所给资料均未提供，须由填报单位补充，补齐后删去本清单。"
    return "\n".join((markdown.rstrip("\n"), "", "---", "", f"## {TITLE}", "", opening, "", *lines, ""))


def _plain(text: str) -> str:
    return "".join(
        f"\\{sign}" if sign.isascii() and not sign.isalnum() and sign != " " else sign for sign in text
    )
