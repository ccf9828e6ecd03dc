"""Kinds of findings of a document's headings (A52x)."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

HEADING_OUT_OF_ORDER = Kind(
    code="A520",
    name="heading-numbers-inconsistent",
    severity=Severity.INFO,
    zh=Wording(
        "标题序号前后不一致",
        "标题“{heading}”：{said}。",
        "标题序号依次为“一、”“（一）”“1.”“（1）”，同一级用同一种，不跳号、不重号。",
        "请把标题序号改正。",
    ),
    en=Wording(
        "Heading numbers inconsistent",
        "Heading “{heading}”: {said_en}.",
        "Headings of one level use one kind of number, without gaps or repetition.",
        "Correct the number.",
    ),
    rule="AUD-35",
    evidence="seed",
)
