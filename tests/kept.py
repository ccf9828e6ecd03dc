"""Small forms as text files, for tests that put many of them into an archive."""

from __future__ import annotations

from pathlib import Path

ROWS = (
    ("产出指标", "数量指标", "检查次数", "≥4次", "5次", "50"),
    ("效益指标", "社会效益指标", "投诉处理率", "≥95%", "96%", "30"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "{satisfied}%", "10"),
)


def form(
    unit: str = "某县水利局", year: int | None = 2023, project: str = "防汛经费", satisfied: int = 95
) -> str:
    """A project's form with a money row (100, 100, 100: the whole 10 points) and three indicators."""
    lines = [
        "项目支出绩效自评表",
        f"（{year}年度）" if year else "",
        f"项目名称,{project}",
        f"实施单位,{unit}",
        "项目资金（万元）,,年初预算数,全年预算数,全年执行数,分值,执行率,得分",
        ",年度资金总额,100,100,100,10,100%,10",
        "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施",
        *(",".join((*row, "", "")).format(satisfied=satisfied) for row in ROWS),
    ]
    return "\n".join(lines) + "\n"


def write_form(folder: Path, name: str, **said: object) -> Path:
    file = folder / name
    file.write_text(form(**said), encoding="utf-8")  # type: ignore[arg-type]
    return file
