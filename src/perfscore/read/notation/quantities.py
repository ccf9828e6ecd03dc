"""A number with its unit inside a tidied text. Takes text, gives what was read and what was left over."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.units import is_known, spell
from perfscore.read.notation.numbers import scan_number

_ABOUT_BEFORE = re.compile(r"^(?:大约|大概|约为|约|近|将近|接近|估计|预计)")
_ABOUT_AFTER = re.compile(r"(?:左右|上下|[余多来](?=[^\d]|$))")
_UNIT_END = re.compile(r"[,;:~\-≥≤=<>\d]|以上|以下|以内|之内|左右|及以|且|或|至|到")


class Measured(NamedTuple):
    """A number read at some place of a text, its unit in standard spelling, and where it ends."""

    number: Fraction
    unit: str
    end: int
    approximate: bool = False


def scan_quantity(text: str, start: int = 0) -> Measured | None:
    """The quantity that begins at `start`: `50万元`, `百分之九十五`, `两万人次`, `30余次`; None when there is none.

    A Chinese numeral counts only with a known unit or nothing behind it: `一般` is a word.
    """
    scanned = scan_number(text, start)
    if scanned is None:
        return None
    approximate = False
    rest = text[scanned.end :]
    if rest[:1] in ("余", "多", "来") and rest[:2] != "多种":
        approximate, rest = True, rest[1:]
    ending = _UNIT_END.search(rest)
    unit_text = rest[: ending.start()] if ending else rest
    unit = _unit_at_start(unit_text)
    if unit is None:
        chinese = not text[start : scanned.end][:1].isascii()
        if chinese and not scanned.sign and unit_text:
            return None
        unit = "" if len(unit_text) > 8 else unit_text
    used = scanned.end + (1 if approximate else 0) + len(unit)
    number = scanned.number
    if unit in ("万", "亿"):  # a multiplier with no unit behind it
        number, unit = number * (10**4 if unit == "万" else 10**8), ""
    if text[used : used + 2] == "左右":
        approximate, used = True, used + 2
    return Measured(number, scanned.sign or spell(unit), used, approximate)


def _unit_at_start(text: str) -> str | None:
    """The longest known unit that the text begins with; "" for no text, None for an unknown word."""
    if not text:
        return ""
    for end in range(min(len(text), 10), 0, -1):
        if is_known(text[:end]):
            return text[:end]
    return text[:1] if text[0] in "万亿" and len(text) == 1 else None


def find_quantities(text: str) -> list[Measured]:
    """Every quantity in a sentence, left to right: `共培训200人次，合格率98%` gives two."""
    found: list[Measured] = []
    at = 0
    while at < len(text):
        inside_a_word = at > 0 and text[at - 1].isascii() and text[at - 1].isalnum()
        measured = None if inside_a_word else scan_quantity(text, at)
        if measured and (text[at].isascii() or measured.unit):
            found.append(measured)
            at = max(measured.end, at + 1)
        else:
            at += 1
    return found


def is_approximate(text: str) -> bool:
    """Whether the writer himself does not vouch for the number: `约100`, `近百`, `30余`, `100左右`."""
    return bool(_ABOUT_BEFORE.match(text)) or (
        bool(_ABOUT_AFTER.search(text)) and any(c.isdigit() for c in text)
    )
