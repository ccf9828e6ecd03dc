"""Putting in: nothing twice, corrections as versions, other rules as further results; the same on both databases."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from kept import write_form

import perfscore
from perfscore.archive.entries import Entry, Given, Outcome, Selection, Terms, subjects_of
from perfscore.model.table import Form, Stage
from perfscore.pipeline import Terms as AskedTerms
from perfscore.pipeline import open_archive
from perfscore.pipeline.keeping.archive import Archive, KeptFile


def add(address: str, *files: Path, by: str = "张三", **terms: object) -> list[KeptFile]:
    with open_archive(address, create=True) as archive:
        return list(archive.add_files(files, lambda _: AskedTerms(**terms), by))  # type: ignore[arg-type]


def listed(address: str, **wanted: object) -> list[Entry]:
    with open_archive(address) as archive:
        return archive.entries(Selection(**wanted))  # type: ignore[arg-type]


def outcomes(kept: list[KeptFile]) -> list[Outcome | None]:
    return [file.added and file.added.outcome for file in kept]


def test_a_file_is_kept_with_its_bytes_its_table_and_its_result(address: str, tmp_path: Path) -> None:
    file = write_form(tmp_path, "防汛.csv", satisfied=81)
    before = datetime.now(UTC)
    (kept,) = add(address, file)
    assert kept.added and (kept.added.outcome, kept.added.versions) == (Outcome.ADDED, (1,))
    (entry,) = listed(address)
    assert (entry.form, entry.stage, entry.year) == (Form.PROJECT, Stage.SELF_ASSESSMENT, 2023)
    assert (entry.unit, entry.project, entry.version, entry.newest) == ("某县水利局", "防汛经费", 1, True)
    assert entry.total == 99  # 10 + 50 + 30 + 10 × 81 ÷ 90
    assert (entry.grade, entry.file, entry.by, entry.position) == ("优", "防汛.csv", "张三", 1)
    assert entry.digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert entry.template == "cn.mof.project-self-assessment"
    assert entry.in_force_on.isoformat() == "2023-12-31"
    assert before - timedelta(seconds=1) <= entry.at <= datetime.now(UTC)
    with open_archive(address) as archive:
        assert archive.original(entry.digest) == file.read_bytes()
        assert archive.assessment(entry.id) == perfscore.assess(perfscore.read(file)[0])


def test_the_same_file_again_changes_nothing(address: str, tmp_path: Path) -> None:
    file = write_form(tmp_path, "a.csv")
    add(address, file)
    first = listed(address)
    assert outcomes(add(address, file, by="李四")) == [Outcome.KNOWN]
    assert listed(address) == first


def test_the_same_bytes_under_another_name_are_kept_once(address: str, tmp_path: Path) -> None:
    file, copy = write_form(tmp_path, "a.csv"), write_form(tmp_path, "b.csv")
    first, second = add(address, file, copy)
    assert first.added and second.added
    assert (second.added.outcome, second.added.earlier_name) == (Outcome.ANOTHER_NAME, "a.csv")
    assert second.added.results == first.added.results
    assert len(listed(address)) == 1
    with open_archive(address) as archive:
        assert archive.names(first.added.digest) == ["a.csv", "b.csv"]
    assert outcomes(add(address, copy)) == [Outcome.KNOWN]


def test_a_corrected_file_is_a_new_version_and_the_old_one_stays(address: str, tmp_path: Path) -> None:
    files = [write_form(tmp_path, f"{n}.csv", satisfied=n) for n in (81, 90, 72)]
    assert outcomes(add(address, *files)) == [Outcome.ADDED, Outcome.CORRECTED, Outcome.CORRECTED]
    entries = listed(address)
    # 10 × 81 ÷ 90 = 9; 10; 10 × 72 ÷ 90 = 8
    assert [(e.version, e.total, e.newest) for e in entries] == [
        (1, 99, False),
        (2, 100, False),
        (3, 98, True),
    ]
    assert [e.total for e in listed(address, newest_only=True)] == [98]


def test_other_years_units_and_projects_are_no_versions_of_each_other(address: str, tmp_path: Path) -> None:
    files = [
        write_form(tmp_path, "1.csv"),
        write_form(tmp_path, "2.csv", year=2022),
        write_form(tmp_path, "3.csv", unit="某县农业局"),
        write_form(tmp_path, "4.csv", project="维修经费"),
    ]
    add(address, *files)
    assert [entry.version for entry in listed(address)] == [1, 1, 1, 1]


@pytest.mark.parametrize("missing", [{"year": None}, {"unit": ""}, {"project": ""}])
def test_without_unit_year_or_project_no_chain_of_versions_is_guessed(
    address: str, tmp_path: Path, missing: dict[str, object]
) -> None:
    files = [write_form(tmp_path, f"{n}.csv", satisfied=n, **missing) for n in (91, 92)]
    for kept in add(address, *files):
        assert kept.added and (kept.added.outcome, kept.added.versions) == (Outcome.ADDED, (None,))
    assert [(entry.version, entry.newest) for entry in listed(address)] == [(None, True)] * 2


def test_other_rules_give_a_further_result_of_the_same_table(address: str, tmp_path: Path) -> None:
    file = write_form(tmp_path, "a.csv", satisfied=81)
    add(address, file)
    strict = {"equal": "strict"}
    assert outcomes(add(address, file, choices=strict)) == [Outcome.FURTHER_RESULT]
    assert outcomes(add(address, file, choices=strict)) == [Outcome.KNOWN]
    other = dict.fromkeys(Form, "cn.platform.project-self-assessment")
    assert outcomes(add(address, file, templates=other)) == [Outcome.FURTHER_RESULT]
    entries = listed(address)
    assert [entry.version for entry in entries] == [1, 1, 1]
    assert [dict(entry.terms.choices) for entry in entries] == [{}, strict, {}]
    assert [entry.template for entry in entries][1:] == [
        "cn.mof.project-self-assessment",
        "cn.platform.project-self-assessment",
    ]


def test_the_same_template_asked_for_by_name_is_no_further_result(address: str, tmp_path: Path) -> None:
    file = write_form(tmp_path, "a.csv")
    add(address, file)
    named = dict.fromkeys(Form, "cn.mof.project-self-assessment")
    assert outcomes(add(address, file, templates=named)) == [Outcome.KNOWN]


def test_what_cannot_be_read_is_told_and_stops_nothing(address: str, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 broken")
    good = write_form(tmp_path, "good.csv")
    kept = add(address, tmp_path / "bad.xlsx", tmp_path / "absent.xlsx", good)
    assert [file.unusable is not None for file in kept] == [True, True, False]
    assert [entry.file for entry in listed(address)] == ["good.csv"]


def test_tables_of_one_file_are_told_apart(address: str, tmp_path: Path) -> None:
    """A file with two tables of the same heading is no correction of itself."""
    file = write_form(tmp_path, "a.csv")
    (assessment,) = (perfscore.assess(table) for table in perfscore.read(file))
    given = Given(
        "two.csv", b"two", (assessment,) * 2, (Terms(),) * 2, "张三", datetime.now(UTC), "perfscore 0"
    )
    with open_archive(address, create=True) as archive:
        first = archive.add(given)
        second = archive.add(replace(given, content=b"two, corrected"))
    assert (first.versions, second.versions) == ((1, 1), (2, 2))
    assert second.outcome is Outcome.CORRECTED


def test_names_of_forms_that_differ_in_spaces_only_are_one_chain(tmp_path: Path) -> None:
    tables = [
        perfscore.read(write_form(tmp_path, f"{n}.csv", unit=unit))[0]
        for n, unit in enumerate(("某县水利局", "某县 水利局", "某县水利局（本级）"))
    ]
    first, spaced, other = (subjects_of([table])[0] for table in tables)
    assert first == spaced != other


def test_a_declaration_has_no_total(address: str, tmp_path: Path) -> None:
    (table,) = perfscore.read(write_form(tmp_path, "a.csv"))
    assessment = perfscore.assess(replace(table, stage=Stage.DECLARATION))
    with open_archive(address, create=True) as archive:
        archive.add(Given("a.csv", b"a", (assessment,), (Terms(),), "张三", datetime.now(UTC), "perfscore 0"))
        (entry,) = archive.entries()
        assert archive.assessment(entry.id) == assessment
    assert (entry.total, entry.total_possible, entry.grade) == (None, None, None)


def test_moments_are_kept_in_utc(address: str, tmp_path: Path) -> None:
    (table,) = perfscore.read(write_form(tmp_path, "a.csv"))
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    with open_archive(address, create=True) as archive:
        archive.add(Given("a.csv", b"a", (perfscore.assess(table),), (Terms(),), "张三", noon, "perfscore 0"))
        (entry,) = archive.entries()
    assert entry.at.isoformat() == "2026-11-22T04:00:00+00:00"


def test_texts_that_no_database_holds_are_kept_without_what_cannot_be_held(
    address: str, tmp_path: Path
) -> None:
    (table,) = perfscore.read(write_form(tmp_path, "a.csv"))
    odd = perfscore.assess(replace(table, unit="某\x00县\ud800局\n"))
    with open_archive(address, create=True) as archive:
        archive.add(
            Given("\x00a\udcff.csv", b"a", (odd,), (Terms(),), "\x00", datetime.now(UTC), "perfscore 0")
        )
        (entry,) = archive.entries(Selection(unit="某县局"))
        assert archive.assessment(entry.id) == odd
    assert (entry.unit, entry.file, entry.by) == ("某县局", "a.csv", "-")


def test_a_name_wanted_is_the_whole_name_or_else_part_of_it(address: str, tmp_path: Path) -> None:
    add(
        address,
        write_form(tmp_path, "1.csv", unit="水利局"),
        write_form(tmp_path, "2.csv", unit="水利局防汛中心"),
        write_form(tmp_path, "3.csv", unit="农业局", year=2021),
    )
    assert [e.unit for e in listed(address, unit="水利局")] == ["水利局"]
    assert [e.unit for e in listed(address, unit=" 水利 ")] == ["水利局", "水利局防汛中心"]
    assert [e.unit for e in listed(address, unit="100%_")] == []
    assert [e.unit for e in listed(address, unit="，")] == []
    assert [e.unit for e in listed(address, years=(2020, 2022))] == ["农业局"]
    assert len(listed(address, project="防汛")) == 3


def test_results_load_in_the_order_asked_for(address: str, tmp_path: Path) -> None:
    kept = add(address, *(write_form(tmp_path, f"{n}.csv", satisfied=n) for n in (81, 90, 72)))
    numbers = [file.added.results[0] for file in kept if file.added][::-1]
    with open_archive(address) as archive:
        assert [a.total for a in archive.load(numbers, traces=False)] == [Fraction(98), 100, 99]
        with pytest.raises(perfscore.pipeline.ArchiveError, match="没有编号 999 的结果"):
            list(archive.load([999]))


def test_the_login_name_stands_where_nobody_is_named(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "wangwu")
    file = write_form(tmp_path, "a.csv")
    with open_archive(address, create=True) as archive:
        assert isinstance(archive, Archive)
        list(archive.add_files([file]))
    assert [entry.by for entry in listed(address)] == ["wangwu"]
