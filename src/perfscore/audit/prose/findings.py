"""Kinds of findings about running text (A5xx). Each is declared once; codes are never reused."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

GROWTH_ON_NEW_VALUE = Kind(
    code="A501",
    name="growth-on-wrong-base",
    severity=_E,
    zh=Wording(
        "增长率的基数用错",
        "原文“{quote}”：现值 {value}，变动 {change}，基数应为 {base}，变动幅度应为 {recomputed}；"
        "印出的 {printed} 是除以本年数得出的（容差：{tolerance}）。",
        "增长（下降）率的分母是上年数或预算数，不是本年数。",
        "请把 {printed} 改为 {recomputed}，并同时核对其他引用处。",
    ),
    en=Wording(
        "Growth on the wrong base",
        "“{quote}”: now {value}, change {change}, so the base is {base} and the rate {recomputed}; "
        "the printed {printed} divides by the new value (tolerance: {tolerance}).",
        "A rate of growth is a part of the old value, not of the new one.",
        "Print {recomputed} in place of {printed}, here and wherever it is repeated.",
    ),
)
GROWTH_WRONG = Kind(
    code="A502",
    name="growth-miscomputed",
    severity=_E,
    zh=Wording(
        "增长率与金额不符",
        "原文“{quote}”：现值 {value}，变动 {change}，基数 {base}，变动幅度应为 {recomputed}，印出的是 {printed}（容差：{tolerance}）。",
        "金额与比率互相矛盾，其中必有一个不对。",
        "请核对金额；金额无误的，把 {printed} 改为 {recomputed}。",
    ),
    en=Wording(
        "Growth does not follow from the amounts",
        "“{quote}”: now {value}, change {change}, base {base}: the rate is {recomputed}, {printed} is printed (tolerance: {tolerance}).",
        "Amounts and rate contradict each other; one of them is wrong.",
        "Check the amounts; if they stand, print {recomputed}.",
    ),
)
SHARE_WRONG = Kind(
    code="A503",
    name="share-miscomputed",
    severity=_E,
    zh=Wording(
        "占比与金额不符",
        "原文“{quote}”：{part} 占 {whole} 的比例应为 {recomputed}，印出的是 {printed}（容差：{tolerance}）。",
        "占比与金额互相矛盾，其中必有一个不对。",
        "请核对金额和分母；无误的，把 {printed} 改为 {recomputed}。",
    ),
    en=Wording(
        "Share does not follow from the amounts",
        "“{quote}”: {part} is {recomputed} of {whole}, {printed} is printed (tolerance: {tolerance}).",
        "Amounts and share contradict each other; one of them is wrong.",
        "Check the amounts and the whole; if they stand, print {recomputed}.",
    ),
)
CUT_OFF = Kind(
    code="A504",
    name="percentage-cut-off",
    severity=_I,
    zh=Wording(
        "百分比只截尾、未四舍五入",
        "原文“{quote}”：应为 {exact}，四舍五入印作 {recomputed}，印出的 {printed} 是截去尾数（容差：无，按保留位数四舍五入）。",
        "截尾的百分比偏小，几项相加往往不足 100%。",
        "建议把 {printed} 改为 {recomputed}。",
    ),
    en=Wording(
        "Percentage cut off, not rounded",
        "“{quote}”: exactly {exact}, rounded {recomputed}; the printed {printed} is cut off (tolerance: none, rounded to the places printed).",
        "Percentages that are cut off are too small, and together fall short of 100 %.",
        "Better print {recomputed}.",
    ),
)
COMPLETION_WRONG = Kind(
    code="A505",
    name="completion-miscomputed",
    severity=_E,
    zh=Wording(
        "完成比例与预决算数不符",
        "原文“{quote}”：决算 {part}，预算 {whole}，完成比例应为 {recomputed}，印出的是 {printed}（容差：{tolerance}）。",
        "完成比例应当能由预算数和决算数算出。",
        "请核对预算数、决算数；无误的，把 {printed} 改为 {recomputed}。",
    ),
    en=Wording(
        "Completion does not follow from the amounts",
        "“{quote}”: {part} spent of {whole} is {recomputed}, {printed} is printed (tolerance: {tolerance}).",
        "The rate must follow from budget and outturn.",
        "Check both amounts; if they stand, print {recomputed}.",
    ),
)
PARTS_DO_NOT_ADD_UP = Kind(
    code="A506",
    name="parts-do-not-add-up",
    severity=_E,
    zh=Wording(
        "分项之和不等于合计",
        "“{total}”的各分项为 {parts}，合计 {recomputed}，与印出的 {printed} 相差 {off}（容差：{tolerance}）。",
        "分项与合计不符，说明某一项或合计有误，或漏列了分项。",
        "请逐项核对金额，改正有误的一项或补列遗漏的分项。",
    ),
    en=Wording(
        "Parts do not add up",
        "The parts of “{total}”, {parts}, make {recomputed}; {printed} is printed, {off} apart (tolerance: {tolerance}).",
        "A part or the total is wrong, or a part was left out.",
        "Check each amount; mend the wrong one or add the part left out.",
    ),
)
PARTS_OFF_BY_ROUNDING = Kind(
    code="A507",
    name="parts-off-by-rounding",
    severity=_I,
    zh=Wording(
        "分项之和与合计有尾差",
        "“{total}”的各分项为 {parts}，合计 {recomputed}，与印出的 {printed} 相差 {off}（容差：{tolerance}；可能是四舍五入的尾差）。",
        "尾差不影响结论，但公开文本应当相互衔接。",
        "建议调整尾数，或注明“部分数据因四舍五入存在尾差”。",
    ),
    en=Wording(
        "Parts miss the total in the last place",
        "The parts of “{total}”, {parts}, make {recomputed}; {printed} is printed, {off} apart (tolerance: {tolerance}; it may be rounding).",
        "It changes nothing, but published figures should agree.",
        "Adjust the last digit or note that figures are rounded.",
    ),
)
FIGURE_PRINTED_TWO_WAYS = Kind(
    code="A508",
    name="figure-printed-two-ways",
    severity=_W,
    zh=Wording(
        "同一数字前后不一",
        "“{name}”前文（第{where}段）为 {first}，此处为 {again}（容差：无，同一数字应当一致）。",
        "同一份文件中同一口径的数字应当一致。",
        "请查明哪一个正确并统一；口径不同的，请写明口径。",
    ),
    en=Wording(
        "One figure printed two ways",
        "“{name}” is {first} in paragraph {where} and {again} here (tolerance: none).",
        "One document should print one figure in one way.",
        "Find out which is right and use it throughout; if the two differ in scope, say so.",
    ),
)
FIGURE_ROUNDED_DIFFERENTLY = Kind(
    code="A509",
    name="figure-rounded-differently",
    severity=_I,
    zh=Wording(
        "同一数字保留位数不同",
        "“{name}”前文（第{where}段）为 {first}，此处为 {again}（容差：无，保留位数应当一致）。",
        "保留位数不一，分项相加容易出现尾差。",
        "请统一保留位数，按四舍五入印作 {first}。",
    ),
    en=Wording(
        "One figure rounded in two ways",
        "“{name}” is {first} in paragraph {where} and {again} here (tolerance: none).",
        "Figures rounded to different places do not add up.",
        "Use the same number of places: {first}.",
    ),
)
DIRECTION_AGAINST_SIGN = Kind(
    code="A510",
    name="direction-against-sign",
    severity=_E,
    zh=Wording(
        "增减方向与数字相反",
        "原文“{quote}”：{old} 变为 {new}，应为“{right}”，印出的是“{printed}”（容差：{tolerance}）。",
        "增加、减少、持平应当与数字的变化一致。",
        "请核对两个数字，改正方向用词或数字。",
    ),
    en=Wording(
        "Direction word against the figures",
        "“{quote}”: from {old} to {new} is “{right}”, “{printed}” is printed (tolerance: {tolerance}).",
        "Words for more, less and unchanged must follow the figures.",
        "Check the two figures and mend the word or the figure.",
    ),
)
DIFFERENCE_WRONG = Kind(
    code="A511",
    name="difference-miscomputed",
    severity=_E,
    zh=Wording(
        "增减额与前后两数不符",
        "原文“{quote}”：{old} 到 {new} 相差 {recomputed}，印出的是 {printed}（容差：{tolerance}）。",
        "增减额应当等于两个数之差。",
        "请核对三个数字，改正有误的一个。",
    ),
    en=Wording(
        "Change does not follow from the two values",
        "“{quote}”: {old} and {new} are {recomputed} apart, {printed} is printed (tolerance: {tolerance}).",
        "The change must be the difference of the two values.",
        "Check the three figures and mend the wrong one.",
    ),
)
COUNT_OF_NAMES = Kind(
    code="A512",
    name="names-do-not-match-number",
    severity=_W,
    zh=Wording(
        "列举的名称与个数不符",
        "原文“{quote}”：印出的是 {printed} 个，列出 {listed} 个名称（容差：无）。",
        "个数与名单不符，说明漏列或多列。",
        "请核对个数和名单。",
    ),
    en=Wording(
        "Number of names listed is another",
        "“{quote}”: {printed} are announced, {listed} names are listed (tolerance: none).",
        "A name is missing or one too many.",
        "Check number and list.",
    ),
)
PROSE_AGAINST_TABLE = Kind(
    code="A513",
    name="prose-against-table",
    severity=_W,
    zh=Wording(
        "正文与同一文件的表不一致",
        "正文“{quote}”为 {printed}，{where}的“{name}”为 {table}（容差：{tolerance}）。",
        "正文说明和附表应当出自同一套决算数据。",
        "请查明哪一个正确并统一；口径不同的，请写明口径。",
    ),
    en=Wording(
        "Text against the table in the same file",
        "The text prints {printed} (“{quote}”); “{name}” in {where} is {table} (tolerance: {tolerance}).",
        "Text and table should rest on the same accounts.",
        "Find out which is right and use it in both; if the two differ in scope, say so.",
    ),
)
TEXT_UNREAD = Kind(
    code="A514",
    name="text-not-checked",
    severity=_I,
    zh=Wording(
        "有文字没有核对",
        "{what}没有核对：{why}{count}。",
        "没有核对的文字里可能还有差错。",
        "请按自然段分开，或把文件拆成几份再审核；也可以人工核对。",
    ),
    en=Wording(
        "Text that was not checked",
        "{what} not checked: {why}{count}.",
        "It may hold more mistakes.",
        "Break it into paragraphs or several files, or check it by hand.",
    ),
)
