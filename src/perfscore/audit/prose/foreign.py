"""The check of who a document's text speaks of: words that belong to another unit (AUD-27)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfscore.audit.findings.texts import FOREIGN_PLACE, FOREIGN_SPEAKER
from perfscore.audit.residue import (
    Residue,
    calls_itself_township,
    foreign_speaker,
    is_township,
    township_residues,
)
from perfscore.model.finding import Finding
from perfscore.model.prose import Document, Paragraph
from perfscore.model.table import AssessmentTable

_TITLE = re.compile(
    r"(?P<unit>[一-龥（）()]{3,30}?(?:局|委员会|委|中心|办公室|办|厅|院|校|学|园|站|所|队|会|馆|社|镇|乡|街道|政府|办事处|公司))"
    r"(?:关于)?\s*(?:20[0-9]{2}\s*年|概况)"
)
_NEAR_THE_TOP = 12


def check_text_is_of_the_unit(document: Document, tables: Sequence[AssessmentTable]) -> Iterator[Finding]:
    """`我镇`, or a 镇长 who signs, in the report of a bureau.

    The unit is the one that the file's tables name, else the one in the title. Where neither tells, a text that calls
    itself a township's is left alone.
    """
    names = _names(document, tables)
    if is_township(names) or (
        not names and any(calls_itself_township(each.text) for each in document.paragraphs)
    ):
        return
    named = next((each.unit or each.department for each in tables if each.unit or each.department), names)
    against = f"填报单位是“{named}”" if named else "全文没有自称乡镇（街道）"
    told = "".join("".join(str(note).split()) for table in tables for note in table.notes)
    met: list[tuple[Paragraph, Residue]] = []
    for paragraph in document.paragraphs:
        if "".join(paragraph.text.split()) in told:
            continue  # a note of a table: said of the table
        speaker = foreign_speaker(paragraph.text, names) if names else None
        found = [*([speaker] if speaker else []), *township_residues(paragraph.text, names)]
        met += [(paragraph, each) for each in dict.fromkeys(found)]
    if not any(each.surely for _, each in met):
        return
    for paragraph, each in met:
        kind = FOREIGN_SPEAKER if each.surely else FOREIGN_PLACE
        made = kind.at(
            paragraph.at._replace(quote=each.around),
            field="正文",
            word=each.word,
            text=each.around,
            against=against,
        )
        yield made if each.surely else made.following(FOREIGN_SPEAKER.code)


def _names(document: Document, tables: Sequence[AssessmentTable]) -> str:
    """The unit that the tables name, with its department; else the one that a title near the top names."""
    for table in tables:
        if names := (table.unit or "") + (table.department or ""):
            return names
    for paragraph in document.paragraphs[:_NEAR_THE_TOP]:
        if found := _TITLE.search(paragraph.text):
            return found["unit"]
    return ""
