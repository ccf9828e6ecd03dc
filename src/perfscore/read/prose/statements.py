"""A document to all that it claims. The order of the steps: mark the figures, then read one kind of claim after another."""

from __future__ import annotations

from collections.abc import Iterable

from perfscore.model.place import Place
from perfscore.model.prose import Claims, Document, Repeat, Statement, Sum
from perfscore.read.prose.growths import growths
from perfscore.read.prose.marks import mark_document
from perfscore.read.prose.repeats import repeats
from perfscore.read.prose.shares import Told, completions, shares
from perfscore.read.prose.subjects import prose_from
from perfscore.read.prose.sums import listings, sums
from perfscore.read.prose.unread import unread


def read_claims(document: Document) -> Claims:
    """Every statement that can be worked out again, and where one is made that cannot."""
    marked = mark_document(document)
    prose = prose_from(marked)
    statements: list[Statement] = []
    unresolved: list[Place] = []
    for growth in growths(prose):
        if isinstance(growth, Place):
            unresolved.append(growth)
        else:
            statements.append(growth)
    told: list[Told] = []
    for share in shares(prose):
        if isinstance(share, Place):
            unresolved.append(share)
        else:
            told.append(share)
            statements.append(share.share)
    statements += completions(prose)
    statements += sums(prose, told)
    statements += repeats(prose)
    statements += listings(prose)
    return Claims(
        tuple(_distinct(statements)),
        tuple(unresolved),
        tuple(value.figure for value in prose.values),
        tuple(unread(document, marked)),
    )


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """Each statement once: sums and repetitions may be come upon in more ways, of which the surest counts."""
    seen: dict[object, Statement] = {}
    for statement in statements:
        key: object = id(statement)
        is_surer = False
        if isinstance(statement, Repeat):
            key = (Repeat, statement.again.starts, statement.again.at)
            is_surer = statement.first.amount != statement.again.amount
        elif isinstance(statement, Sum):
            parts = tuple(part.amount for part in statement.parts)
            key = (Sum, statement.total.starts, statement.total.at, parts)
            is_surer = statement.is_certain
        if key not in seen or (is_surer and not _is_sure(seen[key])):
            seen[key] = statement
    return list(seen.values())


def _is_sure(statement: Statement) -> bool:
    if isinstance(statement, Sum):
        return statement.is_certain
    return isinstance(statement, Repeat) and statement.first.amount != statement.again.amount
