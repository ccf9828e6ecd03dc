"""One spelling for the many ways the same signs are typed. Takes a cell's text, gives the text all readers use."""

from __future__ import annotations

import re
import unicodedata

# Signs that look alike and mean the same; NFKC has already folded the full-width forms.
_LOOKALIKE = str.maketrans(
    {
        "≧": "≥",
        "⩾": "≥",
        "≦": "≤",
        "⩽": "≤",
        "═": "=",
        "》": ">",
        "《": "<",
        "〉": ">",
        "〈": "<",
        "—": "-",
        "–": "-",
        "―": "-",
        "−": "-",
        "─": "-",
        "～": "~",
        "∼": "~",
        "〜": "~",
        "﹣": "-",
        "。": ".",
        "、": ",",
    }
)
_SPACE = re.compile(r"[\s\u200b-\u200f\u2028\u2029\ufeff\u00ad]+")
_DOUBLED = (("≥=", "≥"), ("≤=", "≤"), (">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤"), ("==", "="))


def squeeze(text: str) -> str:
    """Text without any white space, full-width forms folded: what headers and names are compared in."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def tidy(text: str) -> str:
    """`squeeze`, and look-alike signs in one spelling: `＞＝ 95 ％` -> `≥95%`."""
    tidied = squeeze(text).translate(_LOOKALIKE)
    for typed, meant in _DOUBLED:
        tidied = tidied.replace(typed, meant)
    return tidied


def one_line(text: str) -> str:
    """A name as printed, its line breaks and doubled blanks taken out: `社会效益\\n指标` -> `社会效益指标`.

    Blanks between Latin words stay; blanks beside a Chinese character are layout, not content.
    """
    words = text.split()
    line = words[0] if words else ""
    for word in words[1:]:
        latin = line[-1].isascii() and word[0].isascii()
        line += f" {word}" if latin else word
    return line
