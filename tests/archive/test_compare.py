"""Comparing what is kept: the same as comparing the files, newest versions first, one unit at a time."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from kept import write_form

from perfscore.model.comparison import Comparison, Relation
from perfscore.pipeline import (
    ArchiveError,
    Selection,
    Terms,
    compare_files,
    comparisons_to_json,
    open_archive,
)

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2022-2024"
NEWEST = Selection(unit="某县水利局", newest_only=True)


def keep(address: str, *files: Path) -> None:
    with open_archive(address, create=True) as archive:
        assert all(kept.added for kept in archive.add_files(files))


def totals(comparison: Comparison) -> list[tuple[str, Fraction]]:
    return [(edition.label, edition.assessment.total) for edition in comparison.editions]


def test_comparing_what_is_kept_is_comparing_the_files(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = sorted(EXAMPLES.glob("*.xlsx"))
    keep(address, *paths)
    from_files = compare_files(paths, under="newest")
    monkeypatch.setattr("perfscore.pipeline.keeping.archive.load", None)  # nothing is read anew
    with open_archive(address) as archive:
        kept = archive.compare(Selection(unit="广元市昭化区目标绩效事务中心", newest_only=True), "newest")
    assert len(kept.comparisons) == 2
    assert comparisons_to_json(kept) == comparisons_to_json(from_files)


def test_the_newest_version_of_each_year_is_compared(address: str, tmp_path: Path) -> None:
    # 10 × 81 ÷ 90 = 9 → 99; 10 × 72 ÷ 90 = 8 → 98; 95 reaches 90 → 100
    keep(
        address,
        write_form(tmp_path, "1.csv", year=2022, satisfied=81),
        write_form(tmp_path, "2.csv", year=2023, satisfied=72),
        write_form(tmp_path, "3.csv", year=2023, satisfied=95),
    )
    with open_archive(address) as archive:
        (newest,) = archive.compare(NEWEST).comparisons
        (every,) = archive.compare(Selection(unit="某县水利局")).comparisons
    assert totals(newest) == [("2022年", 99), ("2023年", 100)]
    assert totals(every) == [("2022年", 99), ("2023年第1稿", 98), ("2023年第2稿", 100)]
    assert [passage.relation for passage in every.passages] == [Relation.YEARS, Relation.VERSIONS]


def test_of_several_results_of_a_table_the_last_one_counts(address: str, tmp_path: Path) -> None:
    files = [write_form(tmp_path, f"{year}.csv", year=year) for year in (2022, 2023)]
    keep(address, *files)
    with open_archive(address) as archive:
        terms = Terms(choices={"equal": "strict"})
        list(archive.add_files(files[1:], lambda _: terms))
        assert len(archive.entries()) == 3
        (comparison,) = archive.compare(NEWEST).comparisons
    assert [edition.year for edition in comparison.editions] == [2022, 2023]


def test_only_the_years_asked_for_are_compared(address: str, tmp_path: Path) -> None:
    keep(address, *(write_form(tmp_path, f"{year}.csv", year=year) for year in range(2019, 2025)))
    with open_archive(address) as archive:
        found = archive.compare(Selection("水利", years=(2021, 2023), newest_only=True))
    assert [edition.year for edition in found.comparisons[0].editions] == [2021, 2022, 2023]


def test_several_units_are_listed_and_none_is_chosen(address: str, tmp_path: Path) -> None:
    keep(
        address,
        write_form(tmp_path, "1.csv", unit="甲县水利局"),
        write_form(tmp_path, "2.csv", unit="乙县水利局"),
    )
    with open_archive(address) as archive:
        with pytest.raises(
            ArchiveError, match="有 2 个单位符合，请把 --unit 写得更准确：乙县水利局、甲县水利局"
        ):
            archive.compare(Selection(unit="水利局"))
        with pytest.raises(ArchiveError, match="没有符合条件的自评表"):
            archive.compare(Selection(unit="教育局"))


def test_projects_of_a_unit_are_compared_each_for_itself(address: str, tmp_path: Path) -> None:
    keep(
        address,
        *(
            write_form(tmp_path, f"{year}{project}.csv", year=year, project=project)
            for year in (2022, 2023)
            for project in ("防汛经费", "维修经费")
        ),
        write_form(tmp_path, "alone.csv", project="一次性项目"),
    )
    with open_archive(address) as archive:
        found = archive.compare(NEWEST)
        (one,) = archive.compare(Selection("某县水利局", "防汛", newest_only=True)).comparisons
    assert sorted(c.project or "" for c in found.comparisons) == ["维修经费", "防汛经费"]
    assert [alone.table.project for alone in found.alone] == ["一次性项目"]
    assert one.project == "防汛经费"


def test_a_project_that_changed_its_name_is_compared_when_it_is_asked_for(
    address: str, tmp_path: Path
) -> None:
    keep(
        address,
        write_form(tmp_path, "1.csv", year=2022, project="防汛经费"),
        write_form(tmp_path, "2.csv", year=2023, project="防汛抗旱专项"),
    )
    with open_archive(address) as archive:
        assert archive.compare(NEWEST).comparisons == ()
        (named,) = archive.compare(Selection("某县水利局", "防汛", newest_only=True)).comparisons
    assert [edition.year for edition in named.editions] == [2022, 2023]


def test_more_than_ten_tables_are_refused(address: str, tmp_path: Path) -> None:
    keep(address, *(write_form(tmp_path, f"{year}.csv", year=year) for year in range(2010, 2021)))
    with open_archive(address) as archive:
        compared = archive.compare(NEWEST)
    assert compared.comparisons == ()
    [reason] = compared.refused
    assert "2至10张" in reason
