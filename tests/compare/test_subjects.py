"""Which tables belong together."""

from __future__ import annotations

from dataclasses import replace

from compare.years import named, year

from perfscore import assess
from perfscore.compare.subjects import by_subject
from perfscore.model.assessment import Assessment
from perfscore.model.table import Form


def of(number: int, project: str, unit: str = "某局", form: Form = Form.PROJECT) -> Assessment:
    return assess(year(number, named("检查次数", "≥4次", "4次"), project=project, unit=unit, form=form))


def grouped(*files: list[Assessment]) -> list[list[int | None]]:
    return [[each.table.year for each in group] for group in by_subject(files)]


def test_projects_are_told_apart_by_name_and_unit() -> None:
    assert grouped([of(2022, "甲"), of(2022, "乙")], [of(2023, "乙"), of(2023, "甲")]) == [[2022, 2023]] * 2
    assert grouped([of(2022, "甲"), of(2022, "乙")], [of(2023, "甲", "他局")]) == [[2022], [2022], [2023]]


def test_a_year_or_a_code_in_the_name_does_not_matter() -> None:
    assert grouped([of(2022, "2022年督查经费")], [of(2023, "51081122R000000012-2023年督查经费")]) == [
        [2022, 2023]
    ]


def test_a_department_and_its_project_are_two_subjects() -> None:
    assert grouped([of(2022, "甲")], [of(2022, "甲", form=Form.DEPARTMENT)]) == [[2022], [2022]]


def test_single_tables_that_a_person_chose_are_compared_whatever_they_are_called() -> None:
    assert grouped([of(2022, "督查经费")], [of(2023, "督导工作经费")]) == [[2022, 2023]]
    assert grouped([of(2022, "甲")], [of(2023, "甲")], [of(2023, "乙")]) == [[2022, 2023], [2023]]


def test_a_table_without_its_unit_goes_with_the_only_unit_of_that_project() -> None:
    nameless = of(2022, "甲", "")
    nameless = replace(nameless, table=replace(nameless.table, department=""))
    files = [nameless, of(2022, "乙")], [of(2023, "甲"), of(2023, "乙")]
    assert grouped(*files) == [[2022, 2023]] * 2
    assert grouped(*files, [of(2024, "甲", "他局")]) == [
        [2022],
        [2022, 2023],
        [2023],
        [2024],
    ]  # 甲 of which unit?
