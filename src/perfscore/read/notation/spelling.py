"""One spelling for the many ways the same signs are typed. Takes a cell's text, gives the text all readers use."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

# Signs that look alike and mean the same; NFKC has already folded the full-width forms.
_LOOKALIKE = str.maketrans(
    {
        "≧": "≥",
        "⩾": "≥",
        "≮": "≥",
        "≦": "≤",
        "⩽": "≤",
        "≯": "≤",
        "═": "=",
        "—": "-",
        "–": "-",
        "―": "-",
        "−": "-",
        "─": "-",
        "‐": "-",
        "﹣": "-",
        "～": "~",
        "∼": "~",
        "〜": "~",
        "≈": "约",
        "∶": ":",
        "∕": "/",
        "⁄": "/",
        "・": "·",
        "•": "·",
        "‧": "·",
        "∙": "·",
        "⋅": "·",
        "。": ".",
        "、": ";",  # never a comma: 3、500 is a list and not 3500
    }
)
# NFKC would turn these into plain digits and so into other numbers: ② into 2, 10³ into 103.
_LIST_MARKS = dict.fromkeys((*range(0x2460, 0x249C), *range(0x2776, 0x2794), *range(0x3220, 0x3230)), ";")
_RAISED = re.compile(r"(?<![mM米])[⁰¹²³⁴-⁹]")
_RAISED_OR_MARK = re.compile("[⁰¹²³⁴-⁹\u2460-\u249b\u2776-\u2793\u3220-\u322f]")
_BLANK = r"\s\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"  # seen and unseen
_SPACE = re.compile(f"[{_BLANK}]+")
_BROKEN_LINE = re.compile(r"(?<=[0-9])[^\S\n]*\n\s*(?=[0-9])")
_SIGNS = re.compile(r"[≥≤=<>][≥≤=<>/]+")
_ONE_SIGN = {
    typed: meant
    for meant, spellings in {
        "≥": "≥= >= => =≥ ≥≥ >/= ≥/=",
        "≤": "≤= <= =< =≤ ≤≤ </= ≤/=",
        "=": "== ===",
    }.items()
    for typed in spellings.split()
}
_BRACKETS = (("《", "》", "<", ">"), ("〈", "〉", "<", ">"))
_CHUNK = 256
LONGEST_READ = 4000
LONGEST_REMEMBERED = 40


def squeeze(text: str) -> str:
    """Text without any white space, full-width forms folded: what headers and names are compared in."""
    return _SPACE.sub("", _fold(text))


def tidy(text: str) -> str:
    """`squeeze`, and look-alike signs in one spelling: `＞＝ 95 ％` -> `≥95%`.

    A line break between two digits is kept as `;`: two numbers one below the other are not one number.
    """
    return _tidied(text) if len(text) <= LONGEST_REMEMBERED else _tidy(text)


def _tidy(text: str) -> str:
    if _RAISED_OR_MARK.search(text):
        text = _RAISED.sub("^", text).translate(_LIST_MARKS)
    folded = _fold(text)
    if "\n" in folded:
        folded = _BROKEN_LINE.sub(";", folded)
    tidied = _SPACE.sub("", folded)
    if not tidied.isascii():
        tidied = tidied.translate(_LOOKALIKE)
        for opening, closing, less, more in _BRACKETS:
            if (opening in tidied) != (closing in tidied):  # a pair of them holds a title: 《实施方案》
                tidied = tidied.replace(opening, less).replace(closing, more)
        tidied = tidied.replace("台(套)", "台套").replace("套(台)", "台套")
    tidied = _SIGNS.sub(_one_sign, tidied)
    return tidied.replace("%%", "%") if "%%" in tidied else tidied


@lru_cache(maxsize=16384)
def _tidied(text: str) -> str:
    """The same short cells (`100%`, `10`, nothing at all) come again and again."""
    return _tidy(text)


def opening(text: str) -> str:
    """As much of a cell as can be a value: past LONGEST_READ it is prose, and no reader needs to see all of it."""
    return text if len(text) <= LONGEST_READ else text.strip()[:LONGEST_READ]


def one_line(text: str) -> str:
    """A name as printed, its line breaks and doubled blanks taken out: `社会效益\\n指标` -> `社会效益指标`.

    Blanks between Latin words stay; blanks beside a Chinese character are layout, not content.
    """
    words = text.split()
    line = words[:1]
    for before, word in pairwise(words):
        if before[-1].isascii() and word[0].isascii():
            line.append(" ")
        line.append(word)
    return "".join(line)


def _fold(text: str) -> str:
    """NFKC, piece by piece: over one long run of combining marks it takes quadratic time."""
    if text.isascii():
        return text
    if len(text) <= _CHUNK:
        return unicodedata.normalize("NFKC", text)
    pieces = (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
    return "".join(unicodedata.normalize("NFKC", piece) for piece in pieces)


def _one_sign(found: re.Match[str]) -> str:
    return _ONE_SIGN.get(found.group(), found.group())
