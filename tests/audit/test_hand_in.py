"""Who belongs to one hand-in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from factory import row, table

from perfscore.audit.between.hand_in import Handed, HandedText, HandIn, hand_ins, topic, unit_name
from perfscore.model.narrative import Fact, Narrative, Told
from perfscore.model.place import Place
from perfscore.model.table import Form, Stage


def handed(path: str, unit: str | None = "某市水利局", form: Form = Form.PROJECT, **more: object) -> Handed:
    made = table(row("≥10次", "11次"), form=form)
    made = replace(made, unit=unit, department=unit, project=f"{path}项目", source=Place(Path(path).name))
    return Handed(replace(made, **more), Path(path))  # type: ignore[arg-type]


def text(path: str, head: str, year: int | None = 2023, names: tuple[str, ...] = ()) -> HandedText:
    return HandedText(
        Narrative(Path(path).name, year, head, names, (Told(Fact.SCORE, None, None, "x"),)), Path(path)
    )


def units(groups: list[HandIn]) -> list[tuple[str, int]]:
    return [(each.unit, len(each.tables)) for each in groups]


def test_tables_of_one_unit_stand_together_wherever_they_lie_and_units_apart() -> None:
    given = [handed("a/1.xlsx"), handed("b/2.xlsx", "101001-某市 水利局"), handed("a/3.xlsx", "某市农业局")]
    assert units(list(hand_ins(given))) == [("某市水利局", 2), ("某市农业局", 1)]


def test_other_years_and_other_stages_stand_apart() -> None:
    given = [handed("1.xlsx"), handed("2.xlsx", year=2022), handed("3.xlsx", stage=Stage.DECLARATION)]
    assert units(list(hand_ins(given))) == [("某市水利局", 1), ("某市水利局", 1)]


def test_a_table_without_unit_joins_the_one_unit_of_its_folder() -> None:
    assert units(list(hand_ins([handed("a/1.xlsx"), handed("a/2.xlsx", None)]))) == [("某市水利局", 2)]
    several = [handed("a/1.xlsx"), handed("a/2.xlsx", "某市农业局"), handed("a/3.xlsx", None)]
    assert units(list(hand_ins(several))) == [("某市水利局", 1), ("某市农业局", 1)]


def test_a_folder_without_any_unit_is_one_hand_in_unless_it_is_a_heap() -> None:
    projects = [handed("a/1.xlsx", None), handed("a/2.xlsx", None), handed("b/3.xlsx", None)]
    assert units(list(hand_ins(projects))) == [("a", 2), ("b", 1)]
    heap = [handed(f"a/{n}.xlsx", None, Form.DEPARTMENT) for n in range(2)]
    assert list(hand_ins(heap)) == []


def test_files_of_one_name_are_told_apart_by_their_folder() -> None:
    (together,) = hand_ins([handed("甲/自评表.xlsx"), handed("乙/自评表.xlsx"), handed("乙/部门.xlsx")])
    place = Place("自评表.xlsx", "表", None, "F5")
    assert [each.where(place) for each in together.tables] == [
        "甲/自评表.xlsx [表]F5",
        "乙/自评表.xlsx [表]F5",
        "部门.xlsx [表]F5",
    ]


def test_a_text_goes_to_the_unit_that_it_names_or_else_to_the_one_of_its_folder() -> None:
    given = [handed("a/1.xlsx"), handed("b/2.xlsx", "某市农业局")]
    texts = [
        text("c/报告.txt", "某市农业局2023年部门整体支出绩效自评报告"),
        text("a/报告.txt", "2023年部门整体支出绩效自评报告"),
        text("c/说明.txt", "决算说明", names=("由我区财政局", "纳入某市农业局", "某市水利局")),
        text("a/别处.txt", "外地财政局2023年部门整体支出绩效自评报告"),
        text("a/旧.txt", "某市水利局2022年部门整体支出绩效自评报告", 2022),
    ]
    water, farming = hand_ins(given, texts)
    assert water.texts == (texts[1],)
    assert farming.texts == (texts[0], texts[2])


def test_names_are_compared_without_what_every_name_has() -> None:
    assert unit_name(" 101001-某市（水利）局 ") == unit_name("某市(水利)局")
    assert topic("2023年督查经费专项预算项目") == topic("督查工作经费") == "督查"
