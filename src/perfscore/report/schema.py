"""The JSON contract as models: to validate a document that comes in, and to publish its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Decimal = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Cell(_Model):
    sheet: str | None
    cell: str | None


class FindingPlace(Cell):
    file: str | None
    table: int | None


class Source(_Model):
    file: str | None
    sheet: str | None
    table: int | None


class Rule(_Model):
    rule: str
    document: str | None
    article: str | None
    evidence: str
    verified: bool


class Step(_Model):
    label: str
    expression: str
    value: Decimal | None
    shown: str
    source: Cell | Rule
    because: list[Step]


class Template(_Model):
    id: str
    version: str
    digest: str


class Scored(_Model):
    points: Decimal
    points_source: Literal["form", "default"]
    score: Decimal
    possible: Decimal
    met: bool | None
    outcome: Literal["scored", "not-demonstrated", "not-applicable"]
    trace: list[Step]


class Budget(Scored):
    initial: Decimal | None
    adjusted: Decimal | None
    spent: Decimal | None
    execution_rate: Decimal | None
    claimed_rate: Decimal | None


class Row(Scored):
    path: Annotated[list[str], Field(min_length=3, max_length=3)]
    label: str | None
    target: str | None
    actual: str | None
    unit: str | None
    actual_unit: str | None
    comparator: Literal[">=", "<=", "=", ">", "<", "range", "by", "qualitative", "none"]
    target_value: Decimal | None
    target_upper: Decimal | None
    actual_value: Decimal | None
    claimed: Decimal | None
    deviation_note: str | None
    at: Cell


class Finding(_Model):
    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    why: str
    mend: str
    at: FindingPlace
    rule: str | None
    evidence: str | None


class Assessment(_Model):
    title: str | None
    form: Literal["project", "department"]
    stage: Literal["declaration", "monitoring", "self-assessment"]
    year: int | None
    unit: str | None
    project: str | None
    source: Source
    template: Template
    budget: Budget
    rows: list[Row]
    total: Decimal | None
    total_possible: Decimal | None
    grade: str | None
    possible_grade: str | None
    grade_trace: list[Step]
    claimed_total: Decimal | None
    claimed_grade: str | None
    findings: list[Finding]


class Unusable(_Model):
    file: str
    code: str
    message: str


class Document(BaseModel):
    """`perfscore.assessments/1`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    schema_: Literal["perfscore.assessments/1"] = Field(alias="schema")
    engine: str
    assessments: list[Assessment]
    unusable: list[Unusable]


class StatementPlace(_Model):
    sheet: str | None
    table: int | None
    cell: str | None
    paragraph: int | None
    quote: str | None


class Accepted(_Model):
    reason: Annotated[str, StringConstraints(min_length=1)]


class FileFinding(_Model):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{3}$")]
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    mend: str
    rule: str | None
    evidence: str | None
    at: StatementPlace
    waived: Accepted | None
    root: str | None


class Statements(_Model):
    checkable: Annotated[int, Field(ge=0)]
    understood: Annotated[int, Field(ge=0)]


class CheckedFile(_Model):
    file: str
    findings: list[FileFinding]
    statements: Statements | None
    verdict: Literal["return", "correct", "complete", "pass"]


class FindingsDocument(BaseModel):
    """`perfscore.findings/1`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    schema_: Literal["perfscore.findings/1"] = Field(alias="schema")
    engine: str
    files: list[CheckedFile]
    unusable: list[Unusable]


def json_schema() -> dict[str, Any]:
    """The contract as JSON Schema."""
    return Document.model_json_schema(by_alias=True)
