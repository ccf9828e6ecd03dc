"""Pieces of a report -> sections: a wide table stands across, with the headings right above it; all else upright."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from perfscore.report import gbt9704
from perfscore.report.docx_tables import low_paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """Elements that stay in one section. heading: belongs to what follows it. fresh: begins a new page."""

    elements: tuple[Any, ...]
    heading: bool = False
    across: bool = False
    fresh: bool = False


def place(document: Document, pieces: Sequence[Piece]) -> None:
    """Add the pieces to the end of the document."""
    for piece in _turned(pieces):
        section = document.sections[-1]
        across = section.orientation == WD_ORIENT.LANDSCAPE
        if piece.fresh or piece.across != across:
            begin(document, piece.across)
        for made in piece.elements:
            document.element.body.insert_element_before(made, "w:sectPr")


def _turned(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings go with what they head."""
    turned: list[Piece] = []
    for piece in reversed([piece for piece in pieces if piece.elements]):
        below = turned[-1] if turned else None
        along = piece.heading and below is not None and below.across and not below.fresh
        turned.append(replace(piece, across=piece.across or along))
    return turned[::-1]


def begin(document: Document, across: bool = False) -> None:
    """Begin a section on a new page; the section before ends in its last paragraph, as an empty one may make a page."""
    body = document.element.body
    if len(body) > 1:
        _end(body)
    gbt9704.set_page(document.sections[-1], across)


def _end(body: Any) -> None:
    last = body[-2]
    if last.tag != qn("w:p"):
        last = low_paragraph()
        body.insert_element_before(last, "w:sectPr")
    ended = deepcopy(body.sectPr)
    last.get_or_add_pPr().append(ended)
    for reference in (qn("w:headerReference"), qn("w:footerReference")):
        for old in body.sectPr.findall(reference):  # what is not named is as in the section before
            body.sectPr.remove(old)
