"""Kinds of findings about files that were read (F1): what was left aside on purpose, and what else a file carries."""

from __future__ import annotations

from perfscore.model.finding import Kind, Severity, Wording

_W, _I = Severity.WARNING, Severity.INFO

MACROS = Kind(
    code="F101",
    name="file-with-macros",
    severity=_W,
    zh=Wording(
        "文件带有宏",
        "文件“{file}”带有宏（VBA），没有运行，也没有读取。",
        "宏可以改动数据，也可能有害；自评表用不着宏。",
        "请另存为不带宏的 .xlsx 或 .docx。",
    ),
    en=Wording(
        "File with macros",
        "“{file}” carries macros (VBA); they were neither run nor read.",
        "Macros can change data and do harm.",
        "Save it as .xlsx or .docx.",
    ),
)
EXTERNAL_LINKS = Kind(
    code="F102",
    name="file-with-external-links",
    severity=_W,
    zh=Wording(
        "文件引用了外部数据",
        "文件“{file}”引用了其他文件或网址（{target}），没有打开；只读取了已保存的数值。",
        "保存的数值可能已经过时，别人也打不开被引用的文件。",
        "请在办公软件中断开链接，改为数值后保存。",
    ),
    en=Wording(
        "External links",
        "“{file}” refers to other files ({target}); they were not opened, only saved values were read.",
        "Saved values may be out of date.",
        "Break the links and save the values.",
    ),
)
DDE_LINKS = Kind(
    code="F103",
    name="file-with-dde",
    severity=_W,
    zh=Wording(
        "文件带有 DDE 链接",
        "文件“{file}”带有 DDE 链接（打开时会让办公软件运行别的程序），没有执行。",
        "这是常见的攻击手法，自评表用不着它。",
        "请核实文件来源；如无需要，请删除链接后另存。",
    ),
    en=Wording(
        "DDE links",
        "“{file}” has DDE links, which run other programs when opened; nothing was run.",
        "A common way to attack.",
        "Check where the file comes from.",
    ),
)
EMBEDDED_OBJECTS = Kind(
    code="F104",
    name="file-with-embedded-objects",
    severity=_W,
    zh=Wording(
        "文件内嵌有其他对象",
        "文件“{file}”内嵌有其他文件或控件（OLE），没有打开；其中如有表格，没有读取。",
        "内嵌的表格不参与评分，内嵌的程序可能有害。",
        "请把需要评分的表格直接放在正文或工作表中。",
    ),
    en=Wording(
        "Embedded objects",
        "“{file}” embeds other files or controls (OLE); they were not opened.",
        "Tables inside them are not scored.",
        "Put the tables into the document itself.",
    ),
)
REMOTE_TEMPLATE = Kind(
    code="F105",
    name="file-with-remote-template",
    severity=_W,
    zh=Wording(
        "文件引用了外部模板",
        "文件“{file}”打开时会加载外部模板（{target}），没有加载。",
        "外部模板可以带入宏，是常见的攻击手法。",
        "请核实文件来源；如无需要，请在 Word 或 WPS 中改用本机模板后另存。",
    ),
    en=Wording(
        "Remote template",
        "“{file}” loads an outside template ({target}) when opened; it was not loaded.",
        "A common way to bring in macros.",
        "Check where the file comes from.",
    ),
)
SHEET_HIDDEN = Kind(
    code="F106",
    name="sheet-hidden",
    severity=_I,
    zh=Wording(
        "隐藏的工作表没有读取",
        "工作表“{sheet}”是隐藏的，没有读取。",
        "隐藏的工作表通常是下拉选项或底稿。",
        "如其中有自评表，请取消隐藏后再试。",
    ),
    en=Wording(
        "Hidden sheet left out",
        "Sheet “{sheet}” is hidden and was not read.",
        "Hidden sheets usually hold lists.",
        "Unhide it if it holds a table.",
    ),
)
SHEET_SKIPPED = Kind(
    code="F107",
    name="sheet-too-large",
    severity=_W,
    zh=Wording(
        "工作表过大，没有读取",
        "工作表“{sheet}”没有读取：{reason}。",
        "自评表不会这样大；读它会耗尽内存。",
        "如其中有自评表，请只复制表格所在区域到新的工作表。",
    ),
    en=Wording(
        "Sheet too large",
        "Sheet “{sheet}” was not read: {reason}.",
        "No form is that large.",
        "Copy the table into a new sheet.",
    ),
)
ROWS_HIDDEN = Kind(
    code="F108",
    name="rows-hidden",
    severity=_I,
    zh=Wording(
        "隐藏的行照常读取",
        "工作表“{sheet}”第 {rows} 行是隐藏的，已照常读取。",
        "合计会算上隐藏的行，略去它们反而会算错。",
        "如这些行不应参与评分，请删除；否则请取消隐藏。",
    ),
    en=Wording(
        "Hidden rows read",
        "Rows {rows} of sheet “{sheet}” are hidden; they were read like the others.",
        "Totals count them.",
        "Delete or unhide them.",
    ),
)
SUFFIX_DIFFERS = Kind(
    code="F109",
    name="suffix-differs",
    severity=_I,
    zh=Wording(
        "扩展名与内容不符",
        "文件“{file}”的内容是{kind}，与扩展名不符；已按内容读取。",
        "办公软件打开时会提示文件可能已损坏。",
        "请用正确的格式另存。",
    ),
    en=Wording(
        "Suffix differs from content",
        "“{file}” is {kind} by content; it was read as such.",
        "Office programs will complain.",
        "Save it in the right format.",
    ),
)
CONVERTED = Kind(
    code="F110",
    name="file-converted",
    severity=_I,
    zh=Wording(
        "经转换后读取",
        "文件“{file}”是{kind}，由本机 LibreOffice 转换后读取。",
        "转换一般不改变表格内容，但原文件的样式可能略有出入。",
        "如有疑问，请在 Word 或 WPS 中另存为 .docx 后再试。",
    ),
    en=Wording(
        "Read after conversion",
        "“{file}” is {kind} and was converted by LibreOffice.",
        "Contents rarely change.",
        "When in doubt save it as .docx.",
    ),
)
READ_FROM_PDF = Kind(
    code="F111",
    name="read-from-pdf",
    severity=_W,
    zh=Wording(
        "读自 PDF，请核对",
        "文件“{file}”是 PDF，表格由线条和文字位置推出。",
        "PDF 不保存表格结构，跨页和合并的单元格可能读错。",
        "请与原表核对；有 Word 或 Excel 原件的，请改用原件。",
    ),
    en=Wording(
        "Read from PDF",
        "“{file}” is a PDF; its tables were inferred from lines and positions.",
        "Merged cells and page breaks may be misread.",
        "Compare with the original.",
    ),
)
