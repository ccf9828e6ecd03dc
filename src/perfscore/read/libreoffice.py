"""Conversion by LibreOffice, as reading asks for it: what goes wrong is a finding about the file."""

from __future__ import annotations

from perfscore.model.place import Place
from perfscore.office import libreoffice
from perfscore.read.findings import CONVERTER_MISSING, HELPER_FAILED, UnusableFile


def convert(data: bytes, file: str, suffix: str, wanted: str, kind: str) -> bytes:
    """The content as a .docx or .xlsx.

    suffix: that of the content; wanted: `docx` or `xlsx`; kind: what to call the file in messages.
    Raises UnusableFile when there is no LibreOffice, or it fails, or takes too long.
    """
    try:
        return libreoffice.convert(data, suffix, wanted)
    except libreoffice.Missing:
        raise UnusableFile(CONVERTER_MISSING.at(Place(file), file=file, kind=kind)) from None
    except libreoffice.Failed as error:
        raise UnusableFile(HELPER_FAILED.at(Place(file), file=file, kind=kind, reason=str(error))) from None
