"""What of a document is passed over: paragraphs and numbers beyond the bounds that keep the reading of one file short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfscore.model.prose import Document, Paragraph, Unread
from perfscore.read.prose.marks import LONGEST_NUMBER, LONGEST_PARAGRAPH, MOST_FIGURES, Marked

_PERCENTAGE = re.compile(r"[0-9０-９]\s?[%％﹪]")
_NUMBER_TOO_LONG = re.compile(
    rf"[0-9]{{{LONGEST_NUMBER + 1},}}(?:\.[0-9]{{1,20}})?\s?(?:[亿万千]?元|[%％﹪])"
)


def unread(document: Document, marked: Sequence[Marked]) -> Iterator[Unread]:
    """In reading order. marked: the paragraphs that were read."""
    read = {each.index for each in marked}
    last = max(read, default=-1)
    rest: list[Paragraph] = []
    for index, paragraph in enumerate(document.paragraphs):
        if index in read:
            yield from _long_numbers(paragraph)
        elif len(paragraph.text) > LONGEST_PARAGRAPH:
            count = _percentages(paragraph)
            yield Unread(Unread.Why.PARAGRAPH_TOO_LONG, paragraph.at, LONGEST_PARAGRAPH, count)
        elif index > last:
            rest.append(paragraph)
    if rest:
        count = sum(map(_percentages, rest))
        yield Unread(Unread.Why.TOO_MANY_FIGURES, rest[0].at, MOST_FIGURES, count, len(rest))


def _long_numbers(paragraph: Paragraph) -> Iterator[Unread]:
    for found in _NUMBER_TOO_LONG.finditer(paragraph.text):
        place = paragraph.at._replace(quote=found.group()[:60])
        count = len(_PERCENTAGE.findall(found.group()))
        yield Unread(Unread.Why.NUMBER_TOO_LONG, place, LONGEST_NUMBER, count)


def _percentages(paragraph: Paragraph) -> int:
    return len(_PERCENTAGE.findall(paragraph.text))
