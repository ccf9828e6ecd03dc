"""What an officer tells about a unit beside its tables: staff, functions, income and spending by kind, and the like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class GivenKind(StrEnum):
    """What may be written for a fact."""

    TEXT = "文字"
    MONEY = "金额（万元）"
    COUNT = "人数"
    MONEY_PARTS = "分项金额（万元）"
    COUNT_PARTS = "分项人数"


_TEXTS = (
    "主要职能 机构组成 人员说明 重点工作 收入说明 支出说明 结转结余说明 目标编制 预算调整 过程管控 部门预算项目 专项预算 "
    "制度建设 信息公开 整改反馈 违规记录 过紧日子 政府采购 资产管理 自查问题 改进打算 责任分工 "
    "立项依据 申报相符性 资金到位说明 财务管理 组织实施 政策目标 资金管理办法 决策情况 满意度调查 "
    "立项程序 绩效目标合理性 绩效指标明确性 预算编制科学性 资金分配合理性 资金使用合规性 管理制度健全性 制度执行有效性"
).split()
FIELDS: Mapping[str, GivenKind] = {
    **dict.fromkeys(_TEXTS, GivenKind.TEXT),
    "编制人数": GivenKind.COUNT,
    "实有人数": GivenKind.COUNT,
    "人员构成": GivenKind.COUNT_PARTS,
    "收入": GivenKind.MONEY_PARTS,
    "支出": GivenKind.MONEY_PARTS,
    "上年收入": GivenKind.MONEY,
    "上年支出": GivenKind.MONEY,
    "结转结余": GivenKind.MONEY,
    "到位资金": GivenKind.MONEY,
}
"""Every fact by the name that officers write, which is also its name in the outlines."""


@dataclass(frozen=True, slots=True)
class Given:
    """The facts of one unit or project; what nobody told is in none of the mappings.

    texts: paragraphs by name. amounts: 万元. counts: people. parts: the kinds that make up an amount (万元) or a
        number of people, in the order written.
    others: texts under names of the officer's own, for outlines that ask for them.
    projects: facts of single projects by their name; there they go before the facts of the unit.
    """

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    amounts: Mapping[str, Fraction] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    projects: Mapping[str, Given] = field(default_factory=dict)

    def of_project(self, name: str) -> Given:
        """The facts for the report of one project: its own first, then the unit's."""
        own = self.projects.get(name)
        if own is None:
            return self
        return Given(
            {**self.texts, **own.texts},
            {**self.amounts, **own.amounts},
            {**self.counts, **own.counts},
            {**self.parts, **own.parts},
            {**self.others, **own.others},
        )
