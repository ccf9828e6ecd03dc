"""Build examples/zhaohua-2022-2024: three years of one department table and of one project table.

2023 is the published table of examples/zhaohua-2023. 2022 and 2024 are MADE UP to show what comparing years can do; each
of them says so in a note below the table. Gives six workbooks that are the same byte for byte on every run:

    python examples/build_zhaohua_2022_2024.py [FOLDER]
"""

import argparse
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from build_zhaohua_2023 import (
    DEPARTMENT,
    TARGET_MANAGEMENT,
    Form,
    Indicator,
    Money,
    Number,
    Value,
    plain,
    write_file,
    write_xlsx,
)

MADE_UP = "注：本表为演示年度对比而编造的示例数据，不是真实自评表，{unit}没有公布过这些数字。"
UNIT = "广元市昭化区目标绩效事务中心"


def made_up(form: Form, year: int, claim: str = "") -> Form:
    """The form with another year and the note that it is made up; a claim of a total beside it."""
    notes = (MADE_UP.format(unit=UNIT), *((claim,) if claim else ()))
    return replace(form, year=f"（{year}年度）", notes=notes)


def with_rows(form: Form, changes: dict[str, Indicator | tuple[Indicator, ...] | None]) -> Form:
    """The form with some rows replaced, by name; None leaves the row out."""
    rows: list[Indicator] = []
    for row in form.indicators:
        new = changes.get(row.name, row)
        rows += [] if new is None else [new] if isinstance(new, Indicator) else list(new)
    unknown = changes.keys() - {row.name for row in form.indicators}
    assert not unknown, f"no such rows: {unknown}"
    return replace(form, indicators=tuple(rows))


def changed(form: Form, name: str, target: Value, actual: Value, called: str = "") -> Indicator:
    """A row of the form with other values, and with another name where one is given."""
    row = next(row for row in form.indicators if row.name == name)
    return replace(row, target=target, actual=actual, name=called or name)


def money(initial: str, adjusted: str, spent: str, rate: str) -> tuple[Money, ...]:
    figures = (plain(initial), plain(adjusted), plain(spent), plain(rate))
    return (
        Money("年度资金总额", figures),
        Money("（一）财政拨款小计"),
        Money("  1.一般公共预算", figures),
    )


def department_2022() -> Form:
    def row(name: str, target: str, actual: str, called: str = "") -> Indicator:
        return changed(DEPARTMENT, name, target, actual, called)

    form = with_rows(
        DEPARTMENT,
        {
            "目标管理会议次数": row("目标管理会议次数", "≥4次", "=4次"),
            "目标管理会议培训人次": row("目标管理会议培训人次", "≥180次", "=190次"),
            "在职职工人数": row("在职职工人数", "=6人", "6人"),
            "目标管理事项执行率": row("目标管理事项执行率", "=100", "=96"),
            "督查工作经费": row("督查工作经费", "≤40万元", "=38.6万元"),
            "人员工资、保险": row("人员工资、保险", "=96.2万元", "=96.2万元"),
            "省委巡视经费": None,
            "解决2023年工作经费差口资金": None,
            "督查事项整改落实率": row("督查事项整改落实率", "=100", "=97", "督查整改落实率"),
            "被督导单位满意度": row("被督导单位满意度", "≥90", "=96", "被督查单位满意率"),
        },
    )
    goal = (
        "   保障日常运行。围绕区委区政府中心工作开展督查检查考核，召开全区目标绩效管理工作会议4次，全年培训180人次，"
        "完成年度综合目标考核等工作。",
        "2022年督查检查考核任务基本完成，个别目标管理事项未按期执行。",
    )
    form = replace(form, money=money("132.5", "155.2", "145.07", "93.47"), goal=goal)
    return made_up(form, 2022, "自评结论：经自评，我单位2022年部门整体支出绩效评价得分为96分（示例数据）。")


def department_2024() -> Form:
    def row(name: str, target: str, actual: str, called: str = "") -> Indicator:
        return changed(DEPARTMENT, name, target, actual, called)

    trained = "目标管理会议培训人次"
    form = with_rows(
        DEPARTMENT,
        {
            "目标管理会议次数": row("目标管理会议次数", "≥4次", "=6次"),
            trained: (
                replace(row(trained, "≥120次", "=130次", "目标管理会议各镇培训人次")),
                replace(row(trained, "≥80次", "=85次", "目标管理会议部门培训人次"), label="指标3："),
            ),
            "在职职工人数": replace(row("在职职工人数", "=9人", "9人"), label="指标4："),
            "督查事项执行率": row("督查事项执行率", "≥95", "=96"),
            "督查工作经费": row("督查工作经费", "≤55万元", "=54.2万元"),
            "人员工资、保险": row("人员工资、保险", "=121.4万元", "=121.4万元"),
            "省委巡视经费": None,
            "解决2023年工作经费差口资金": None,
            "目标管理、督查事项检查结果公开度": row(
                "目标管理、督查事项检查结果公开度", "=100", "=92", "目标管理、督查事项抽查结果公开率"
            ),
            "被督导单位满意度": row("被督导单位满意度", "≥85", "=91"),
        },
    )
    goal = (DEPARTMENT.goal[0], "2024年绩效指标按照要求完成全年任务内容。")
    form = replace(form, money=money("168.3", "201.6", "196.55", "97.5"), goal=goal)
    return made_up(form, 2024, "自评结论：经自评，我单位2024年部门整体支出绩效评价得分为98分（示例数据）。")


def project(year: int, amounts: tuple[str, str, str], values: dict[str, tuple[Value, Value]]) -> Form:
    """The project table with other money and values. amounts: 年初预算数, 全年预算数, 全年执行数."""
    initial, adjusted, spent = (Number(Decimal(amount), "0.00", amount) for amount in amounts)
    rate = Number(Decimal(amounts[2]) / Decimal(amounts[1]), "0.00%", "")
    figures = (initial, adjusted, spent, rate)
    blank = tuple(Money(one.name) for one in TARGET_MANAGEMENT.money[3:])
    form = with_rows(
        TARGET_MANAGEMENT,
        {name: changed(TARGET_MANAGEMENT, name, *pair) for name, pair in values.items()},
    )
    rows = tuple(Money(one.name, figures) for one in TARGET_MANAGEMENT.money[:3])
    return made_up(replace(form, money=(*rows, *blank)), year)


FORMS = {
    "2022-department": department_2022(),
    "2023-department": DEPARTMENT,
    "2024-department": department_2024(),
    "2022-project-target-management": project(
        2022,
        ("8.00", "8.00", "5.60"),
        {
            "抽检覆盖率": ("≥90", plain("93")),
            "会议培训次数": ("≥4", plain("3")),
            "培训人次数": ("≥150", plain("200")),
            "经费控制额": ("≤8", plain("5.6")),
        },
    ),
    "2023-project-target-management": TARGET_MANAGEMENT,
    "2024-project-target-management": project(
        2024,
        ("12.00", "12.00", "11.50"),
        {
            "抽检覆盖率": ("≥90", plain("91")),
            "会议培训次数": ("≥4", plain("4")),
            "培训人次数": ("≥150", plain("210")),
            "经费控制额": ("≤12", plain("11.5")),
        },
    ),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the tables of examples/zhaohua-2022-2024.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).with_name("zhaohua-2022-2024"))
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, form in FORMS.items():
        write_file(folder / f"{name}.xlsx", write_xlsx(form))
        print(f"{name}.xlsx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
