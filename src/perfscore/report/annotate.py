"""The officer's own workbook with comments at the very cells and a findings sheet. Takes the .xlsx, gives a copy.

The parts of the file are changed one by one: values, formulas, looks, charts and pictures stay the bytes they were.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from lxml import etree

from perfscore.model.checked import FileFindings, Found, families
from perfscore.model.place import cell_name
from perfscore.report.findings_sheet import COLUMNS, REASON_HEADER_CELL, SHEET, sheet_xml, with_styles
from perfscore.report.package import NotEditable, Package, new_root
from perfscore.report.text import clean
from perfscore.report.words import comment_text
from perfscore.report.write import replace_file

AUTHOR = "perfscore"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORKBOOK = "xl/workbook.xml"
_AFTER_DRAWING = frozenset(
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split()
)
"""What follows the drawing of comments in a worksheet."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_WIDTH, _LINE, _LINE_CHARACTERS, _LONGEST = 420, 22, 26, 30_000
"""Comment box in pixels, the height of a line, the characters it holds; Excel allows 32 767 characters of text."""
_A_SHAPE = re.compile(r"<(?P<prefix>(?:\w+:)?)shape\b.*?</(?P=prefix)shape>", re.DOTALL)
"""Programs choose their own prefixes for these namespaces."""
_SHAPE_ROW = re.compile(r"<(?:\w+:)?Row>\s*(\d+)")
_SHAPE_COLUMN = re.compile(r"<(?:\w+:)?Column>\s*(\d+)")
_SHAPE_NUMBER = re.compile(r"_x0000_s(\d+)")
_BLOCK = 1024
"""Shapes are numbered in blocks, and a drawing says which blocks are its own."""
_VML_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
"""Every piece of ours declares its prefixes: the drawing that it joins may use others."""
_VML = (
    f"<xml {_VML_SPACES}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
)
_NOTE_TYPE = (
    f'<v:shapetype {_VML_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f"<v:shape {_VML_SPACES} "
    'id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59pt;'
    'margin-top:1.5pt;width:{width}px;height:{height}px;z-index:{number};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def annotate_workbook(file: FileFindings, out: Path, lang: str = "zh") -> Path:
    """Write a copy of the workbook in which each finding is a comment on its cell and a line of its own sheet.

    Findings about a whole table stand on the first cell of its sheet; accepted ones only in the findings sheet.
    The original is not touched. Raises NotEditable, and OSError when the copy cannot be written.
    """
    package = Package(file.path.read_bytes())
    sheets = _sheets(package)
    ours = next((name for name in sheets if name.startswith(SHEET) and _is_ours(package, sheets[name])), "")
    by_cell: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for family in families(file.findings):
        for found in (family.root, *family.followers):
            at = found.finding.at
            sheet = at.sheet or next(iter(sheets))
            if found.waiver is None and sheet in sheets and sheet != ours:
                by_cell[sheet][at.cell or "A1"].append(found)
    for sheet, name in sheets.items():
        if sheet != ours and (by_cell[sheet] or package.related(name, "comments")):
            _write_comments(package, name, by_cell[sheet], lang)
    _write_findings(package, sheets, ours, file, lang)
    replace_file(out, package.whole())
    return out


def _main(package: Package) -> str:
    return f"{{{_STRICT_MAIN if package.strict else _MAIN}}}"


def _rel(package: Package) -> str:
    return f"{{{_STRICT_REL if package.strict else _REL}}}"


def _sheets(package: Package) -> dict[str, str]:
    """Part names of the worksheets by sheet name, in the order of their tabs."""
    parts = dict(package.related(_WORKBOOK, "worksheet"))
    found = {
        item.get("name", ""): parts.get(item.get(f"{_rel(package)}id", ""), "")
        for item in package.xml(_WORKBOOK).iter(f"{_main(package)}sheet")
    }
    sheets = {name: part for name, part in found.items() if part in package}
    if not sheets:
        raise NotEditable("工作簿里没有工作表，不能写入批注。")
    return sheets


def _write_comments(package: Package, sheet: str, by_cell: dict[str, list[Found]], lang: str) -> None:
    """Comments of one sheet: those that others wrote stay, ours of an earlier run go."""
    space = _main(package)
    root = package.xml(sheet)
    merged = [item.get("ref", "") for item in root.iter(f"{space}mergeCell")]
    placed: dict[str, list[Found]] = defaultdict(list)
    for cell, findings in by_cell.items():
        placed[_corner(cell, merged)] += findings
    part = next((name for _, name in package.related(sheet, "comments") if name in package), "")
    if part:
        comments = package.xml(part)
    else:
        comments = new_root(space[1:-1], "comments")
        etree.SubElement(comments, f"{space}authors")
        etree.SubElement(comments, f"{space}commentList")
    authors, listed = comments.find(f"{space}authors"), comments.find(f"{space}commentList")
    if authors is None or listed is None:
        raise NotEditable("工作簿里的批注不完整，不能写入批注。")
    dropped = _drop_ours(authors, listed, space)
    if not placed and not dropped:
        return
    theirs = {item.get("ref"): item for item in listed}
    author = _author(authors, space)
    boxes: dict[str, str] = {}
    for cell, findings in sorted(placed.items(), key=lambda pair: _order(pair[0])):
        text = clean("\n".join(comment_text(found.finding, lang) for found in findings))[:_LONGEST]
        if cell in theirs:
            old = theirs[cell].find(f"{space}text")
            if old is not None:
                _append_run(old, f"\n{_MARK}{text}", space)
                continue
        made = etree.Element(f"{space}comment", ref=cell, authorId=str(author))
        _append_run(etree.SubElement(made, f"{space}text"), text, space)
        listed.append(made)
        boxes[cell] = text
    listed[:] = sorted(
        listed, key=lambda item: _order(item.get("ref", ""))
    )  # they stand in the order of cells
    if not part:
        part = package.free_name("xl/comments{}.xml")
        package.relate(sheet, "comments", part)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
        package.declare(kind, part=part)
    package.write_xml(part, comments)
    _write_shapes(package, sheet, dropped, boxes)


_MARK = "【perfscore】"
"""Begins what is added to another author's comment, so that a later run finds it again."""
_OURS = re.compile(r"\[(?:错误|警告|提示|error|warning|info) [A-Z][0-9]{3}\] ")
"""Begins a comment of ours: some programs do not keep the names of authors."""


def _drop_ours(authors: etree._Element, listed: etree._Element, space: str) -> set[str]:
    """Take away what an earlier run wrote; gives the cells whose whole comment was ours."""
    names = [author.text or "" for author in authors]
    dropped: set[str] = set()
    for item in list(listed):
        index = item.get("authorId", "")
        named = index.isdecimal() and int(index) < len(names) and names[int(index)] == AUTHOR
        if named or _OURS.match("".join(map(str, item.itertext()))):
            listed.remove(item)
            dropped.add(item.get("ref", ""))
        else:
            _cut_ours(item, space)
    return dropped


def _cut_ours(comment: etree._Element, space: str) -> None:
    """Take away what was added to another author's comment; it is the end of it, in as many runs as a program made."""
    found = False
    for words in list(comment.iter(f"{space}t")):
        before, mark, _ = (words.text or "").partition(f"\n{_MARK}")
        if found or mark:
            words.text = "" if found else before
            run = words.getparent()
            if (
                not words.text
                and run is not None
                and run.tag == f"{space}r"
                and (text := run.getparent()) is not None
            ):
                text.remove(run)
        found = found or bool(mark)


def _author(authors: etree._Element, space: str) -> int:
    names = [author.text or "" for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{space}author").text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _append_run(text: etree._Element, words: str, space: str) -> None:
    bare = text.find(f"{space}t")
    if bare is not None:  # a text is either bare or runs
        run = etree.Element(f"{space}r")
        text.replace(bare, run)
        run.append(bare)
    run = etree.SubElement(text, f"{space}r")
    made = etree.SubElement(run, f"{space}t")
    made.set(_SPACE, "preserve")
    made.text = words


def _shape(number: int, cell: str, text: str) -> str:
    row, column = _order(cell)
    lines = 2 + sum(1 + len(line) // _LINE_CHARACTERS for line in text.splitlines())
    return _SHAPE.format(
        number=number, width=_WIDTH, height=min(_LINE * lines, 600), row=row - 1, column=column - 1
    )


def _write_shapes(package: Package, sheet: str, dropped: set[str], boxes: dict[str, str]) -> None:
    """The boxes that comments are shown in; the drawing is kept as text, because old ones are no proper XML."""
    root = package.xml(sheet)
    space, rel = _main(package), _rel(package)
    drawing = root.find(f"{space}legacyDrawing")
    parts = dict(package.related(sheet, "vmlDrawing"))
    part = parts.get(drawing.get(f"{rel}id", ""), "") if drawing is not None else ""
    if part and part in package:
        old = package.read(part).decode("utf-8", "surrogateescape")
        old = _A_SHAPE.sub(lambda shape: "" if _cell_of(shape[0]) in dropped else shape[0], old)
    elif boxes:
        part = package.free_name("xl/drawings/vmlDrawing{}.vml")
        old = _VML.format(block=60 + sum(name.endswith(".vml") for name in package.names))
        made = etree.Element(f"{space}legacyDrawing")
        made.set(f"{rel}id", package.relate(sheet, "vmlDrawing", part))
        after = [item for item in root if etree.QName(item).localname in _AFTER_DRAWING]
        if after:
            after[0].addprevious(made)
        else:
            root.append(made)
        package.write_xml(sheet, root)
        package.declare("application/vnd.openxmlformats-officedocument.vmlDrawing", suffix="vml")
    else:
        return
    taken = [int(number) for number in _SHAPE_NUMBER.findall(old)]
    own = re.search(r'<(?:\w+:)?idmap[^>]*data="(\d+)', old)
    first = max([*taken, _BLOCK * int(own[1]) if own else _BLOCK]) + 1
    note_type = "" if 'id="_x0000_t202"' in old or not boxes else _NOTE_TYPE
    shapes = "".join(_shape(first + index, cell, text) for index, (cell, text) in enumerate(boxes.items()))
    head, end, tail = old.rpartition("</xml>")
    package.write(part, f"{head}{note_type}{shapes}{end}{tail}".encode("utf-8", "surrogateescape"))


def _cell_of(shape: str) -> str:
    row, column = _SHAPE_ROW.search(shape), _SHAPE_COLUMN.search(shape)
    return cell_name(int(row[1]) + 1, int(column[1]) + 1) if row and column else ""


def _order(cell: str) -> tuple[int, int]:
    """`F12` -> (12, 6)."""
    found = _CELL.fullmatch(cell)
    return (int(found[2]), _column(found[1])) if found else (1, 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _corner(cell: str, merged: list[str]) -> str:
    """The cell itself, or the top left one of the merge that covers it."""
    if not _CELL.fullmatch(cell):
        return "A1"
    row, column = _order(cell)
    for area in merged:
        found = _RANGE.fullmatch(area)
        if (
            found
            and int(found[2]) <= row <= int(found[4])
            and _column(found[1]) <= column <= _column(found[3])
        ):
            return f"{found[1]}{found[2]}"
    return cell


def _is_ours(package: Package, part: str) -> bool:
    """Whether a sheet is a findings sheet of an earlier run: an officer may have a list of problems too."""
    space = _main(package)
    shared: list[str] = []
    for _, name in package.related(_WORKBOOK, "sharedStrings"):
        if name in package:
            shared = ["".join(map(str, item.itertext())) for item in package.xml(name).iter(f"{space}si")]
    for cell in package.xml(part).iter(f"{space}c"):
        if cell.get("r") == REASON_HEADER_CELL:
            value = "".join(map(str, cell.itertext()))
            if cell.get("t") == "s" and value.isdecimal() and int(value) < len(shared):
                value = shared[int(value)]
            return value.strip() == COLUMNS[-1]
    return False


def _write_findings(
    package: Package, sheets: dict[str, str], ours: str, file: FileFindings, lang: str
) -> None:
    """The findings sheet, behind the officer's own; one of an earlier run is written anew."""
    part = sheets.get(ours, "")
    if not part:
        title = SHEET
        while title in sheets:
            title += "2"
        part = package.free_name("xl/worksheets/sheet{}.xml")
        identity = package.relate(_WORKBOOK, "worksheet", part)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        package.declare(kind, part=part)
        root = package.xml(_WORKBOOK)
        tabs = root.find(f"{_main(package)}sheets")
        if tabs is None:
            raise NotEditable("工作簿里没有工作表，不能写入批注。")
        numbers = [int(item.get("sheetId", "0")) for item in tabs]
        made = etree.SubElement(
            tabs, f"{_main(package)}sheet", name=title, sheetId=str(max(numbers, default=0) + 1)
        )
        made.set(f"{_rel(package)}id", identity)
        package.write_xml(_WORKBOOK, root)
    styles = next((name for _, name in package.related(_WORKBOOK, "styles") if name in package), "")
    head, body = with_styles(package, styles) if styles else (0, 0)
    space = _main(package)[1:-1]
    package.write(part, sheet_xml(file, space, head, body, lang).encode())
