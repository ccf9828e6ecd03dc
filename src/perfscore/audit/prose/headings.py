"""Checks the numbers of a document's headings. Takes the headings, gives findings in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfscore.audit.prose.heading_findings import HEADING_OUT_OF_ORDER
from perfscore.model.finding import Finding
from perfscore.model.prose import Heading

_NUMERALS = "零一二三四五六七八九十"


def check_headings(headings: Sequence[Heading]) -> Iterator[Finding]:
    """Headings of the first level go on by one, in one kind of number (AUD-35).

    An arabic number speaks of the first level only where it is the very one that is missing there: `二、`, `3、`, `四、`.
    Elsewhere it counts within a section. A gap that no line fills is told; whatever begins with one begins anew.
    """
    last: Heading | None = None
    between: list[Heading] = []
    for heading in headings:
        if heading.arabic:
            between.append(heading)
            continue
        if last and last.number and heading.number:
            if heading.number == last.number + 2:
                yield _gap(heading, last, [each for each in between if each.number == last.number + 1])
            elif heading.number == last.number and heading.number > 1:
                yield HEADING_OUT_OF_ORDER.at(
                    heading.at,
                    heading=heading.text,
                    said=f"“{_shown(last.number)}、”前面已有一个",
                    said_en=f"number {last.number} was used before",
                )
        last, between = heading, []


def _gap(heading: Heading, last: Heading, filling: Sequence[Heading]) -> Finding:
    missing = last.number + 1
    if len(filling) == 1:
        place = filling[0]
        zh = f"在“{_shown(last.number)}、”与“{_shown(heading.number)}、”之间，应为“{_shown(missing)}、”"
        en = f"between {last.number} and {heading.number} in Chinese numerals, this should be {missing} in the same"
        return HEADING_OUT_OF_ORDER.at(place.at, heading=place.text, said=zh, said_en=en)
    zh = f"“{_shown(last.number)}、”之后没有“{_shown(missing)}、”"
    en = f"number {missing} is left out"
    return HEADING_OUT_OF_ORDER.at(heading.at, heading=heading.text, said=zh, said_en=en)


def _shown(number: int) -> str:
    if number <= 10:
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return f"{_NUMERALS[tens] if tens > 1 else ''}十{_NUMERALS[ones] if ones else ''}"
