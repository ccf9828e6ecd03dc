"""Text that others wrote, made safe to show: what no file can carry is dropped, nothing else changes."""

from __future__ import annotations

import re

# Characters that XML cannot hold, the C1 controls that Windows shows as boxes, and the marks that turn the
# direction of writing: with them a name can be made to look like another.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_WIDE_SET = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\d≥≤＝=-])|(?<=[\d%]) (?=[\u4e00-\u9fff])")
_FIRST = re.compile(r"(?:[^。“]|“[^”]*”)+。")
_TOLERANCE = re.compile("（(?:允许相差|容差)[^（）]*）")
_NUMBERED = re.compile(
    r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|[、)）])|[（(][0-9０-９一二三四五六七八九十]{1,2}[)）]"
    r"|[一二三四五六七八九十]{1,2}[、是]|[①-⑳]"
)
_CLOSED = "。！？；：，、…!?;:,"
"""What needs no semicolon behind it."""
_BREAK = re.compile(r"[ \t\u3000]*\n\s*")


def clean(text: str) -> str:
    """The text with `\\n` as its only line end and without characters that a document cannot carry."""
    return _UNFIT.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """The cleaned text as it reads in a sentence: a line break vanishes beside Chinese, else is a space.

    Lines of a numbered list are set apart by a semicolon: `1. 一` over `2. 二` reads `1. 一；2. 二`. A single number
    makes no list: it may belong to a name that was broken before it.
    """
    lines = _BREAK.split(clean(text).strip())
    numbered = [bool(_NUMBERED.match(line)) for line in lines]
    is_list = sum(numbered) > 1
    whole = lines[0]
    for line, has_number in zip(lines[1:], numbered[1:], strict=True):
        whole += _between(whole[-1:], line[:1], is_list and has_number) + line
    return whole.replace("\t", " ")


def _between(before: str, after: str, is_item: bool) -> str:
    if is_item:
        return "" if before in _CLOSED else "；"
    return " " if before.isascii() and after.isascii() else ""


def sentence(text: str) -> str:
    """The text with a full stop where it has no end; "" stays ""."""
    line = one_line(text)
    return f"{line}。" if line and line[-1] not in "。！？；…….!?" else line


def set_close(text: str) -> str:
    """The text without spaces between Chinese and figures, as reports print it; what stands in “ ” is left alone."""
    pieces = re.split("(“[^”]*”)", text)
    return "".join(piece if index % 2 else _WIDE_SET.sub("", piece) for index, piece in enumerate(pieces))


def gist(message: str) -> str:
    """What a finding says first, as a report says it: one sentence, without the tolerance that was allowed."""
    first = _FIRST.match(message)
    return set_close(_TOLERANCE.sub("", first[0] if first else message))


def carried(text: str) -> str:
    """The text as UTF-8 can hold it: a lone surrogate becomes the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
