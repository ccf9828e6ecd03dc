"""What a row's cells hold where the scores follow them: numbers that print their unit, and the formulas over them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from perfscore.model.decimals import plain
from perfscore.model.live import NOISE_PLACES, LiveKind, LiveRow
from perfscore.model.table import Indicator
from perfscore.report.text import clean
from perfscore.report.xlsx_cells import NUMBER_DIGITS, Content

PERCENT, DAY = "0.00%", 'yyyy"年"m"月"d"日"'
LONGEST_UNIT = 8
_NUMBER = re.compile(
    r"\s*(-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?)\s*(.*?)\s*", re.DOTALL
)
_GAP = re.compile(r"\{([a-z_0-9]+)\}")
_STRIPPED = (" ", "=", "≥", "≤", "%", "％")
"""What may stand around a number typed as text."""


def actual_content(row: Indicator, live: LiveRow) -> tuple[Content, Fraction]:
    """The cell of an actual value, and what a number in it is multiplied by to be reckoned with.

    A plain number with its unit becomes a true number that prints the unit, a plain date a true date; everything else
    stays the text it is.
    """
    actual, written = row.actual, clean(row.actual.written)
    if live.kind is LiveKind.DATE and actual.date:
        day = actual.date
        if written.strip() == f"{day.year}年{day.month}月{day.day}日":
            return Content(live.seen, number_format=DAY), Fraction(1)
    if live.kind is LiveKind.DATE and not written:
        return Content(None, number_format=DAY), Fraction(1)
    if live.kind is not LiveKind.NUMBER:
        return Content(written or None), Fraction(1)
    found = _NUMBER.fullmatch(written)
    if live.seen is not None and actual.value is not None and not actual.sign and found:
        stored = _stored(found[1], found[2], actual.value)
        if stored:
            percent = stored.number_format.endswith("%")
            return stored, live.scale * (100 if percent else 1)
    if live.unit == "%":
        return Content(written or None, number_format=PERCENT), Fraction(100)
    return Content(written or None), Fraction(1)


def _stored(digits: str, unit: str, value: Fraction) -> Content | None:
    """A number as a cell can hold it and print it as before; None where it cannot."""
    bare = digits.replace(",", "")
    if Fraction(bare) != value or len(bare) > NUMBER_DIGITS:
        return None
    places = len(bare.partition(".")[2])
    if unit in ("%", "％"):
        return Content(value / 100, number_format=PERCENT if places <= 2 else f"0.{'0' * places}%")
    if unit and not (unit.isalpha() and len(unit) <= LONGEST_UNIT):
        return None
    form = "#,##0" if "," in digits else "General" if bare == plain(value) else "0"
    if form != "General" and places:
        form += "." + "0" * places
    return Content(value, number_format=f'{form}"{unit}"' if unit else form)


def number_in(
    cell: str,
    scale: Fraction = Fraction(1),
    unit: str = "",
    written: str = "",
    seen: Fraction | None = None,
    share_asked: bool = False,
) -> str:
    """The number in a cell: a true number, else the text first written, else a number typed as text; else nothing.

    unit: a text's unit, a formula of its own. written: the cell that keeps the text first written; "" without one.
    share_asked: whether a percentage is wanted, of which a text such as 0.85 without its sign leaves open what it is.
    """
    typed = cell
    for sign in _STRIPPED:
        typed = f'SUBSTITUTE({typed},"{sign}","")'
    if unit:
        typed = f'SUBSTITUTE({typed},{unit},"")'
    # With an exponent behind it only a plain number is one: VALUE alone takes 12/4, 3-1 and 8:30 for days and hours.
    value = f'VALUE({typed}&"E0")'
    if share_asked:
        value = (
            f'IF(OR(ISNUMBER(FIND("%",{cell})),ISNUMBER(FIND("％",{cell})),{value}<=0,{value}>1),{value},"")'
        )
    other = f'IFERROR({value},"")'
    if written:
        first = plain(seen, NUMBER_DIGITS) if seen is not None else '""'
        other = f"IF({cell}={written},{first},{other})"
    number = f"ROUND({cell}{_times(scale)},10)" if scale != 1 else cell
    return f'IF({cell}="","",IF(ISNUMBER({cell}),{number},{other}))'


def _times(scale: Fraction) -> str:
    top = "" if scale.numerator == 1 else f"*{scale.numerator}"
    return top + ("" if scale.denominator == 1 else f"/{scale.denominator}")


def bare_text(cell: str, ignored: str) -> str:
    """The text of a cell without white space and the signs ignored."""
    text = cell
    for sign in (" ", "\u3000", "\u00a0", *ignored):
        text = f'SUBSTITUTE({text},{quoted(sign)},"")'
    for code in (9, 10, 13):
        text = f'SUBSTITUTE({text},CHAR({code}),"")'
    return text


def known_word(
    text: str, words: str, negations: Sequence[str], promise: str = "", promise_word: str = ""
) -> str:
    """The word known that a bare text is, else the last of those it contains and does not negate.

    text: a cell with a bare text. words: a column of words, the longest last. promise: a cell with a text whose repetition
    stands for `promise_word`; "" for none. A single character counts only where it is the whole text. LOOKUP passes over the errors of
    what does not fit and gives the last that does.
    """
    said = ",".join(quoted(each) for each in negations)

    def unless_negated(known: str, result: str) -> str:
        rest = f'SUBSTITUTE({text},{known},"")'
        return f'IF(SUMPRODUCT(--ISNUMBER(FIND({{{said}}},{rest})))>0,"",{result})'

    within = f"LOOKUP(2,1/((LEN({words})>1)*ISNUMBER(FIND({words},{text}))),{words})"
    kept = '""'
    if promise:
        kept = unless_negated(promise, quoted(promise_word))
        kept = f'IF(ISNUMBER(FIND({promise},{text})),{kept},"")'
    contained = f'IFERROR({unless_negated(within, within)},"")'
    found = f"IFERROR(LOOKUP(2,1/({words}={text}),{words}),{contained})"
    return f'IF({text}="","",{found})' if not promise else f'IF({text}="","",IF({found}="",{kept},{found}))'


def word_in(
    cell: str, word: str, table: str, column: int, written: str = "", seen: Fraction | None = None
) -> str:
    """What a table of words says of the word known in a cell; of the text first written, what it came to then."""
    found = f'IFERROR(VLOOKUP({word},{table},{column},FALSE),"")'
    if written:
        first = plain(seen, NUMBER_DIGITS) if seen is not None else '""'
        found = f"IF({cell}={written},{first},{found})"
    return f'IF({cell}="","",{found})'


def own_word_in(cell: str, words: Mapping[str, Fraction]) -> str:
    """The share of a word among the few of a row's own."""
    found = '""'
    for word, share in reversed(list(words.items())):
        found = f"IF(TRIM({cell})={quoted(word)},{plain(share)},{found})"
    return f'IF({cell}="","",{found})'


def quoted(text: str) -> str:
    """A text within a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def filled(expression: str, cells: Mapping[str, str]) -> str:
    """An expression with addresses in its gaps."""
    return _GAP.sub(lambda gap: cells[gap[1]], expression)


def gaps(expression: str) -> set[str]:
    return set(_GAP.findall(expression))


def reckoned(expression: str) -> str:
    """An expression's number without the noise of binary fractions; an empty text where it gives none."""
    return f'IFERROR(ROUND({expression},{NOISE_PLACES}),"")'
