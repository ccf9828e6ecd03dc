"""Slips of the pen in a rule file. Takes its text, gives what was mistyped on which line, and the text as it was meant.

Signs of a Chinese keyboard, tabs, a blank left out: a YAML parser stumbles over them lines later and stops there. With
the text as it was meant, reading goes on, so that everything else that is wrong is told in the same go. What was meant
is only a guess to go on with: a file with a slip is refused all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from perfscore.rules.said import Said

MOST_SHOWN = 40
MOST_SLIPS = 20
TAB_WIDTHS = (2, 4, 8)
ODD_MOVES = (1, -1)


@dataclass(frozen=True, slots=True)
class Slip:
    """line: counted from 1."""

    line: int
    said: Said


@dataclass(frozen=True, slots=True)
class Pattern:
    """A slip that a line may hold. meant: what the found text becomes.

    always: looked for in every file, because YAML may take it for something else without a word; the others are looked
    for in files that are no YAML.
    """

    found: re.Pattern[str]
    meant: str
    zh: str
    en: str
    always: bool = False


_BEGIN = r"(?m)^(?P<before>[ \t]*(?:- )?)"
_INSIDE = r"(?P<before>[{,]\s*)"
_KEY = r"(?P<key>[A-Za-z_][A-Za-z0-9_-]*)"
_WORD = r"(?P<key>[^\s:：,，{}\[\]#'\"]+)"
_COLON = ("的冒号是全角的“：”；请改成半角的“:”，后面空一格", "has a full-width colon; write ':' and a blank")
_NO_BLANK = ("的冒号后面没有空格；请在“:”后面空一格", "lacks the blank behind its colon")

PATTERNS = (
    Pattern(re.compile(_BEGIN + _KEY + r"：\s*"), r"\g<before>\g<key>: ", *_COLON, always=True),
    Pattern(re.compile(_INSIDE + _KEY + r"：\s*"), r"\g<before>\g<key>: ", *_COLON, always=True),
    Pattern(
        re.compile(_INSIDE + _WORD + r"：\s*(?=[0-9.]+\s*[,}])"),
        r"\g<before>\g<key>: ",
        *_COLON,
        always=True,
    ),
    Pattern(re.compile(_INSIDE + _KEY + r":(?=[^\s/])"), r"\g<before>\g<key>: ", *_NO_BLANK, always=True),
    Pattern(re.compile(_BEGIN + _WORD + r"：\s*(?=[0-9.]*\s*$)"), r"\g<before>\g<key>: ", *_COLON),
    Pattern(re.compile(_BEGIN + _KEY + r":(?=[^\s/])"), r"\g<before>\g<key>: ", *_NO_BLANK),
    Pattern(
        re.compile(r"(?P<before>[^\s，]+)，\s*(?=[A-Za-z_]+:\s)"),
        r"\g<before>, ",
        "后面的逗号是全角的“，”；花括号里请用半角的“,”，后面空一格",
        "is followed by a full-width comma; write ',' and a blank",
    ),
    Pattern(
        re.compile(r"(?m)^(?P<before>[ \t]*)-(?=[^\s\-0-9.])"),
        r"\g<before>- ",
        "行首的短横后面没有空格；请在“-”后面空一格",
        "lacks the blank behind its dash",
    ),
)


def slips_in(text: str, broken: bool, reads: Callable[[str], bool]) -> tuple[list[Slip], str]:
    """The slips of a text, and the text without them.

    broken: whether it is no YAML as it stands. reads: whether a text is YAML, to choose between guesses; asked only of
    broken ones.
    """
    if not broken and not any(pattern.found.search(text) for pattern in PATTERNS if pattern.always):
        return [], text  # by far the most files, and scoring a file waits for its rules to be read
    lines = text.split("\n")
    found: list[Slip] = []
    unclosed = broken and text.count("{") > text.count("}")
    for position, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continue
        lines[position], said = _mended(line, broken, unclosed)
        found += [Slip(position + 1, each) for each in said]
    if broken:
        found += [Slip(position + 1, said) for position, said in _indents(lines)]
        guesses = [_indented(lines, *widths) for widths in product(TAB_WIDTHS, ODD_MOVES)]
        meant = next((guess for guess in guesses if reads(guess)), guesses[0])
    else:
        meant = "\n".join(lines)
    found.sort(key=lambda slip: slip.line)
    return found[:MOST_SLIPS], meant


def _mended(line: str, broken: bool, unclosed: bool) -> tuple[str, list[Said]]:
    """A line as it was meant, and a sentence for each slip in it."""
    said: list[Said] = []
    for pattern in PATTERNS:
        if not (pattern.always or broken):
            continue
        for match in pattern.found.finditer(line):
            word = match.groupdict().get("key") or match.group("before").strip() or line.strip()
            said.append(Said(f"“{shown(word)}”{pattern.zh}", f"'{shown(word)}' {pattern.en}"))
        line = pattern.found.sub(pattern.meant, line)
    if broken and line.count('"') % 2:
        zh, en = "的双引号没有成对；请补上另一半", "has a quotation mark without its fellow"
        said.append(Said(f"“{shown(line)}”{zh}", f"'{shown(line)}' {en}"))
        line += '"'
    if unclosed and (lacking := line.count("{") - line.count("}")) > 0:
        zh, en = "的花括号没有成对；请补上“}”", "has a brace without its fellow"
        said.append(Said(f"“{shown(line)}”{zh}", f"'{shown(line)}' {en}"))
        line += "}" * lacking
    return line, said


def _indents(lines: list[str]) -> Iterator[tuple[int, Said]]:
    """Lines that begin with a tab, and keys that stand between two steps of two blanks."""
    for position, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            zh, en = "用制表符（Tab）缩进；请改成空格，每层两格", "is indented with tabs; use blanks"
            yield position, Said(f"“{shown(line)}”{zh}", f"'{shown(line)}' {en}")
        elif _is_odd(line):
            zh = f"前面空了 {len(indent)} 格；每层两格，同一层的各行要从同一列起"
            en = f"begins behind {len(indent)} blanks; each level takes two, and one level begins in one column"
            yield position, Said(f"“{shown(line)}”{zh}", f"'{shown(line)}' {en}")


def _is_odd(line: str) -> bool:
    """Whether a key or list item begins behind an odd number of blanks."""
    return re.match(r"^(?:  )* (?! )(?:- |[^\s#:'\"]+:(?:\s|$))", line) is not None


def _indented(lines: list[str], tab: int, move: int) -> str:
    """The text with tabs of such a width, and odd lines moved right or left."""
    out = []
    for line in lines:
        body = line.lstrip()
        blanks = len(line[: len(line) - len(body)].replace("\t", " " * tab))
        if body and _is_odd(line):
            blanks += move
        out.append(" " * blanks + body)
    return "\n".join(out)


def shown(line: str) -> str:
    """What was read, short enough for one line."""
    text = " ".join(line.split())
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


_INDENT = "缩进与上下各行不齐：每层两格，同一层的各行从同一列起，“键:”后面的内容要多缩进一层"
_WHY = (
    ("mapping values", f"这里多了一个冒号，或{_INDENT}"),
    ("could not find expected ':'", "不是“键: 值”：缺冒号，或冒号后面没有空格"),
    ("'-' indicator", _INDENT),
    ("<block end>", _INDENT),
    ("expected key", _INDENT),
    ("',' or '}'", "花括号没有成对，或两项之间缺逗号"),
    ("',' or ']'", "方括号没有成对，或两项之间缺逗号"),
    ("end of stream", "引号没有成对，文件到末尾还没有结束"),
    ("cannot start any token", "以不能用的字符开头（制表符、@、`、% 等）；文字请加引号"),
)


def why_not_yaml(parser: str, line: str) -> Said:
    """A parser's complaint about a line in the words of a colleague."""
    why = next((zh for words, zh in _WHY if words in parser), f"YAML 写法有误（{parser}）")
    read = f"“{shown(line)}”" if line.strip() else ""
    return Said(f"{read}{why}", f"is not well-formed YAML ({parser})")
