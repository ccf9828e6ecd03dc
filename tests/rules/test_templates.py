"""The templates we ship: checked in full, cited throughout, locked once published, right by their own cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfscore.rules import load
from perfscore.rules.cases import run_cases
from perfscore.rules.load import digest_of, load_template, read_layers
from perfscore.rules.proofs import Claim, Verdict, prove_template
from perfscore.rules.schema import Limits, Rules, Values
from perfscore.rules.vocabulary import EVIDENCE, OPTIONAL, VARIABLES

FILES = sorted(load.built_in_folder().glob("*/template.yaml"))
IDS = [path.parent.name for path in FILES]
LOCK = load.built_in_folder() / "published.lock"


def own_data(path: Path) -> dict[str, Any]:
    return read_layers(path)[0].document.data


def sources(data: Any) -> Iterator[dict[str, str]]:
    """Every citation in a file."""
    if isinstance(data, dict):
        if "evidence" in data:
            yield data
        for each in data.values():
            yield from sources(each)
    elif isinstance(data, list):
        for each in data:
            yield from sources(each)


def test_there_are_templates_to_look_at() -> None:
    assert set(IDS) >= {
        "cn.cq.department-self-assessment",
        "cn.hn.department-self-assessment",
        "cn.mof.project-self-assessment",
        "cn.mof.project-self-assessment-cost",
        "cn.platform.grades-80",
        "cn.platform.project-self-assessment",
        "cn.sc.zhaohua.department-self-assessment",
    }


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_template_stands_the_full_check(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "published", frozenset)
    assert load_template(path).id == path.parent.name == own_data(path)["id"]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_published_version_is_not_edited(path: Path) -> None:
    lines = [line.split() for line in LOCK.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    locked = {(id, version): digest for id, version, digest in lines}
    assert len(locked) == len(lines), "a version is locked twice"
    version = own_data(path)["version"]
    digest = digest_of(read_layers(path))
    assert locked.get((path.parent.name, version)) == digest, (
        f"{path.parent.name} {version} is published and must not change: add a value with a later in_force date, "
        f"raise the version and add the line\n{path.parent.name} <new version> {digest}"
    )


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_citations_stand_in_the_list_of_sources(path: Path) -> None:
    listed = re.findall(
        r"^\| ([A-Z0-9a-z-]+) \| `([a-z0-9-]+)` \|", path.with_name("sources.md").read_text("utf-8"), re.M
    )
    cited = {(source["rule"], source["evidence"]) for source in sources(own_data(path))}
    assert cited
    assert cited <= set(listed)
    assert {evidence for _, evidence in listed} <= set(EVIDENCE)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_nothing_cited_names_an_article_that_was_not_read(path: Path) -> None:
    for source in sources(own_data(path)):
        assert "article" not in source
        assert source["evidence"] != "memory" or "未" in source["note"]


@pytest.mark.parametrize("id", IDS)
def test_every_value_has_a_meaning_and_a_source(id: str) -> None:
    rules = load_template(id)
    ruled = [
        rules.level_points,
        rules.absent_level,
        rules.points_split,
        rules.bands,
        rules.word_for_number,
        rules.grades,
        rules.rounding,
        rules.total_points,
        *rules.formulas.values(),
        *rules.limits.values(),
    ]
    for each in ruled:
        assert each.meaning
        assert each.source.rule
        assert each.source.evidence in EVIDENCE


@pytest.mark.parametrize("id", IDS)
def test_template_offers_what_the_scorer_needs(id: str) -> None:
    rules = load_template(id)
    assert set(VARIABLES) - OPTIONAL <= set(rules.formulas) <= set(VARIABLES)
    for name, formula in rules.formulas.items():
        assert formula.value.names <= VARIABLES[name]
    for band in rules.bands.value:
        assert band.words
        assert all(band.low <= share <= band.high for share in band.words.values())
    assert sum(len(band.words) for band in rules.bands.value) > 60


@pytest.mark.parametrize("id", IDS)
def test_worked_cases_come_out(id: str) -> None:
    results = run_cases(id)
    assert results
    wrong = [(each.case.name, each.case.expect, each.got) for each in results if not each.passed]
    assert not wrong


@pytest.mark.parametrize("id", IDS)
def test_every_claim_is_proved(id: str) -> None:
    proofs = prove_template(id)
    assert {proof.rule for proof in proofs} >= {*VARIABLES, "quality-bands", "grades"} - OPTIONAL
    open_or_wrong = (Verdict.REFUTED, Verdict.NOT_DECIDED)
    assert [proof for proof in proofs if proof.verdict in open_or_wrong] == []
    for claim in Claim:
        assert any(proof.claim is claim and proof.verdict is Verdict.PROVED for proof in proofs)


def test_schema_and_vocabulary_know_the_same_rules() -> None:
    assert {field.alias for field in Rules.model_fields.values()} == set(VARIABLES)
    data = own_data(load.built_in_folder() / "cn.mof.project-self-assessment" / "template.yaml")
    assert set(data["values"]) == {field.alias for field in Values.model_fields.values()} - OPTIONAL
    assert set(data["limits"]) == {field.alias for field in Limits.model_fields.values()} - OPTIONAL
