"""How a workbook shows its bare numbers: 0.95 formatted as a percentage is `95%` to everyone who opens the file.

Takes the parts of an .xlsx, gives the shown text of a number. The reader of values knows no formats, so the styles
are read here, and only when the workbook has a format that changes what a number says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from fractions import Fraction
from xml.parsers import expat

from perfscore.model.decimals import plain
from perfscore.read.guard import read_xml_part

_BUILT_IN = {9: "0%", 10: "0.00%"}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETED = re.compile(r"\[[^\]]*\]|_.|\*.")
_DATE_LETTERS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)


class NumberFormats:
    """The formats of one workbook's cells, looked up by sheet part and cell name."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive = archive
        self._file = file
        self._telling = _telling_styles(read_xml_part(archive, "xl/styles.xml", file) or b"")
        self._sheets: dict[str, dict[str, str]] = {}

    def format_of(self, part: str, cell: str) -> str:
        """The format code of a cell when it changes what the number says, else ""."""
        if not self._telling:
            return ""
        if part not in self._sheets:
            data = read_xml_part(self._archive, part, self._file) or b""
            self._sheets[part] = _cell_formats(data, self._telling)
        return self._sheets[part].get(cell, "")


def shown(number: Fraction, format_code: str) -> str:
    """The text of a number under a format: (19/20, '0%') -> '95%'; (9, '0"人"') -> '9人'."""
    section = format_code.split(";")[0]
    literal = "".join(a or b for a, b in _QUOTED.findall(section)).strip()
    if "%" in _QUOTED.sub("", section):
        return f"{plain(number * 100)}%{literal}"
    return plain(number) + literal


def _telling_styles(styles: bytes) -> dict[str, str]:
    """Style index -> format code, of the styles that show a percentage or put words behind a number."""
    if (
        b"%" not in styles
        and b"quot;" not in styles
        and b'numFmtId="9"' not in styles
        and b'numFmtId="10"' not in styles
    ):
        return {}
    codes: dict[str, str] = {str(number): code for number, code in _BUILT_IN.items()}
    telling: dict[str, str] = {}
    in_cell_formats = False
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal in_cell_formats, count
        tag = tag.rpartition(":")[2]
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            in_cell_formats = True
        elif tag == "xf" and in_cell_formats:
            code = codes.get(attributes.get("numFmtId", ""), "")
            if _tells(code):
                telling[str(count)] = code
            count += 1

    def end(tag: str) -> None:
        nonlocal in_cell_formats
        if tag.rpartition(":")[2] == "cellXfs":
            in_cell_formats = False

    _parse(styles, start, end)
    return telling


def _tells(code: str) -> bool:
    bare = _BRACKETED.sub("", _QUOTED.sub("", code))
    if _DATE_LETTERS.search(bare):
        return False
    has_words = any((a or b).strip() for a, b in _QUOTED.findall(code.split(";")[0]))
    return "%" in bare or (has_words and any(c in bare for c in "0#"))


def _cell_formats(sheet: bytes, telling: dict[str, str]) -> dict[str, str]:
    formats: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "c":
            code = telling.get(attributes.get("s", ""))
            if code and "r" in attributes:
                formats[attributes["r"]] = code

    _parse(sheet, start)
    return formats


def _parse(
    data: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] = lambda _: None
) -> None:
    """Run expat over a part; what cannot be parsed simply tells no formats."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return
