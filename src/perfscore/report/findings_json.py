"""Everything found in some files -> JSON, `perfscore.findings/1`: absent values null, nothing capped."""

from __future__ import annotations

import json
from collections.abc import Sequence

from perfscore.model.checked import FileFindings, Found
from perfscore.report.as_json import Document, engine_name
from perfscore.report.text import carried

SCHEMA = "perfscore.findings/1"


def to_json(files: Sequence[FileFindings], lang: str = "zh") -> str:
    return json.dumps(to_document(files, lang), ensure_ascii=False, indent=2) + "\n"


def to_document(files: Sequence[FileFindings], lang: str = "zh") -> Document:
    """The document as plain data. A file that could not be used stands under `unusable` only."""
    return {
        "schema": SCHEMA,
        "engine": engine_name(),
        "files": [_file(file, lang) for file in files if file.unusable is None],
        "unusable": [
            {
                "file": carried(file.path.name),
                "code": file.unusable.code,
                "message": carried(file.unusable.wording(lang).message),
            }
            for file in files
            if file.unusable
        ],
    }


def _file(file: FileFindings, lang: str) -> Document:
    told = file.statements
    return {
        "file": carried(file.path.name),
        "findings": [_finding(found, lang) for found in file.findings],
        "statements": {"checkable": told.checkable, "understood": told.understood} if told else None,
        "verdict": file.verdict.value,
    }


def _finding(found: Found, lang: str) -> Document:
    finding, words = found.finding, found.finding.wording(lang)
    at = finding.at
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": carried(words.message),
        "mend": carried(words.mend),
        "rule": finding.kind.rule or None,
        "evidence": finding.kind.evidence or None,
        "at": {
            "sheet": _text(at.sheet),
            "table": at.table,
            "cell": at.cell,
            "paragraph": at.paragraph,
            "quote": _text(at.quote),
        },
        "waived": {"reason": carried(found.waiver.reason)} if found.waiver else None,
        "root": finding.root or None,
    }


def _text(text: str | None) -> str | None:
    return carried(text) if text else None
