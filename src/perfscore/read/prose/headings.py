"""A document to its numbered headings: `一、基本情况`, `3、管理情况`, `（二）支出情况`."""

from __future__ import annotations

import re

from perfscore.model.prose import Document, Heading
from perfscore.read.notation.numerals import read_numeral
from perfscore.read.prose.signs import spell

LONGEST = 40
"""A longer line is a paragraph that begins with a number."""

_MARKS = (
    re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、(?P<title>.+)"),
    re.compile(r"(?P<number>[0-9]{1,2})[、.](?P<title>[^0-9].*)"),
)
_SENTENCE = re.compile(r"[。;；]|[,，].*[,，]|元|%")
_PART = re.compile(r"第[一二三四五六七八九十0-9]{1,3}(?:部分|章|编)|附件|附表|目录|.{2,40}(?:报告|说明)$")


def read_headings(document: Document) -> tuple[Heading, ...]:
    """The headings of the first level and lines with an arabic number that may be one, in reading order.

    A line that begins a new part (`第二部分`, `附件2`, a title) is a heading with the number 0: counting begins anew.
    """
    found: list[Heading] = []
    for paragraph in document.paragraphs:
        text = spell(paragraph.text).text
        if len(text) > LONGEST:
            continue
        at = paragraph.at._replace(quote=paragraph.text.strip())
        for mark, arabic in zip(_MARKS, (False, True), strict=True):
            if (heading := mark.fullmatch(text)) and not _SENTENCE.search(heading["title"]):
                number = int(heading["number"]) if arabic else _chinese(heading["number"])
                found.append(Heading(number, arabic, text, at))
                break
        else:
            if _PART.match(text):
                found.append(Heading(0, False, text, at))
    return tuple(found)


def _chinese(text: str) -> int:
    numeral = read_numeral(text)
    return int(numeral.value) if numeral else 0
