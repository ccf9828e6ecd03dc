"""Runs every check over the claims of a document. Takes claims and the file's tables, gives findings in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.audit.prose import amounts, foreign, rates
from perfscore.audit.prose.unread import check_read_whole
from perfscore.model.finding import Finding
from perfscore.model.prose import Claims, Document
from perfscore.model.table import AssessmentTable

CHECKS = (
    rates.check_growth,
    rates.check_share,
    rates.check_cut_off,
    rates.check_direction,
    rates.check_difference,
    amounts.check_sums,
    amounts.check_repeats,
    amounts.check_listed,
    check_read_whole,
)


def audit_prose(
    claims: Claims, tables: Sequence[AssessmentTable] = (), document: Document | None = None
) -> tuple[Finding, ...]:
    """Everything the checks have to say about a document's text. document: what the claims were read from."""
    found = [finding for check in CHECKS for finding in check(claims)]
    found += amounts.check_against_tables(claims, tables)
    if document:
        found += foreign.check_text_is_of_the_unit(document, tables)
    return tuple(sorted(found, key=lambda finding: finding.at.paragraph or 0))
