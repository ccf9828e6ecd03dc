"""Runs every check over the claims of a document. Takes claims and the file's tables, gives findings in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.audit.prose import amounts, rates
from perfscore.model.finding import Finding
from perfscore.model.prose import Claims
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
)


def audit_prose(claims: Claims, tables: Sequence[AssessmentTable] = ()) -> tuple[Finding, ...]:
    """Everything the checks have to say about a document's text."""
    found = [finding for check in CHECKS for finding in check(claims)]
    found += amounts.check_against_tables(claims, tables)
    return tuple(sorted(found, key=lambda finding: finding.at.paragraph or 0))
