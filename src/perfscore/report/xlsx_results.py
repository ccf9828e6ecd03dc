"""Formulas in a workbook with what they come to, so that the file shows right before anybody reckons it again."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO

from lxml import etree

from perfscore.model.decimals import plain
from perfscore.report.text import clean

Result = Fraction | str | None
"""What a formula comes to; None for an empty text."""
DIGITS = 15
_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def with_results(package: bytes, results: Mapping[int, Mapping[str, Result]]) -> bytes:
    """The workbook with each formula's result beside it. results: by the sheet's number from 1 and the cell's name."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {f"xl/worksheets/sheet{number}.xml": of_sheet for number, of_sheet in results.items()}
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _filled(content, parts[name]) if parts.get(name) else content)
    return out.getvalue()


def _filled(sheet: bytes, results: Mapping[str, Result]) -> bytes:
    root = etree.fromstring(sheet, etree.XMLParser(resolve_entities=False, no_network=True))
    for cell in root.iter(f"{_SPACE}c"):
        if cell.find(f"{_SPACE}f") is None:
            continue
        result = results.get(str(cell.get("r")))
        for old in cell.findall(f"{_SPACE}v"):
            cell.remove(old)
        value = etree.SubElement(cell, f"{_SPACE}v")
        if isinstance(result, Fraction):
            cell.attrib.pop("t", "")
            value.text = plain(result, DIGITS)
        else:
            cell.set("t", "str")
            value.text = clean(result or "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
