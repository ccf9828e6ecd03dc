"""What Word must know of a whole document: fonts that stand in, Chinese typesetting. Nothing of it is text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from perfscore.report.gbt9704 import FANGSONG, HEITI, KAITI, LATIN, SONG, TITLE, element

# Faces that stand in where the named one is not installed. Only names are written; no font file is shipped.
STAND_INS = {FANGSONG: "仿宋", KAITI: "楷体", HEITI: "SimHei", SONG: "SimSun", TITLE: "宋体"}
_COMPATIBILITY = {
    "compatibilityMode": 15,  # as Word 2013 and later, else the title bar says 兼容模式
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def set_up(document: Document) -> None:
    """Replace what the blank document brought along."""
    _drop_thumbnail(document)
    _set_defaults(document)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = _font_table()
    settings = document.settings.element
    for old in list(settings):
        settings.remove(old)
    settings.extend(_settings())


def _settings() -> Iterator[Any]:
    """In the order that Word demands.

    No `updateFields`: it makes Word open the document with a question that alarms. The contents carry their page
    numbers already.
    """
    yield element("w:zoom", percent=100)
    yield element("w:defaultTabStop", val=420)
    yield element("w:evenAndOddHeaders")
    yield element("w:characterSpacingControl", val="compressPunctuation")  # the Chinese Word's own default
    compatibility = element("w:compat")
    compatibility.append(element("w:doNotExpandShiftReturn"))
    compatibility.append(element("w:useFELayout"))
    for name, value in _COMPATIBILITY.items():
        uri = "http://schemas.microsoft.com/office/word"
        compatibility.append(element("w:compatSetting", name=name, uri=uri, val=value))
    yield compatibility
    yield element("w:themeFontLang", val="en-US", eastAsia="zh-CN")
    numbers = (1, 2, 3, 4, 5, 6)
    colours = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    accents = {f"accent{number}": f"accent{number}" for number in numbers}
    links = {name: name for name in ("hyperlink", "followedHyperlink")}
    yield element("w:clrSchemeMapping", **colours, **accents, **links)
    yield element("w:decimalSymbol", val=".")
    yield element("w:listSeparator", val=",")


def _set_defaults(document: Document) -> None:
    """Theme fonts of the blank document go; text without a style of its own is Chinese body type."""
    styles = document.styles.element
    old = styles.find(qn("w:docDefaults"))
    if old is not None:
        styles.remove(old)
    properties = element("w:rPr")
    properties.append(element("w:rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=FANGSONG))
    properties.append(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    runs, defaults = element("w:rPrDefault"), element("w:docDefaults")
    runs.append(properties)
    defaults.append(runs)
    defaults.append(element("w:pPrDefault"))
    styles.insert(0, defaults)


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, other in STAND_INS.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()


def _drop_thumbnail(document: Document) -> None:
    """The blank document shows a picture of itself in the file manager."""
    relations = document.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]
