"""Messages about documents taken in, and about scoring many tables: I920-I999. Part of the page ``documents``."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "I920": Entry(
        "error",
        "“{name}”是{kind}，不能直接读",
        "“{name}” is {kind_en} and cannot be read as it is",
        ("用 Word、Excel 或 WPS 打开，另存为 .{to}，再导入",),
        ("open it in Word, Excel or WPS, save it as .{to} and import that",),
    ),
    "I921": Entry(
        "error",
        "“{name}”加了打开密码，读不了",
        "“{name}” is encrypted and cannot be read",
        ("打开后取消密码，另存一份，再导入",),
        ("open it, remove the password, save a copy and import that",),
    ),
    "I922": Entry(
        "error",
        "“{name}”太大：{what}超过 {limit}，没有读",
        "“{name}” is too large: {what_en} exceeds {limit_en}; it was not read",
        ("只留要导入的表，另存一份",),
        ("keep only the table to be imported and save a copy",),
    ),
    "I923": Entry(
        "error",
        "“{name}”不完整或已损坏，读不了：{reason}",
        "“{name}” is incomplete or damaged: {reason}",
        ("重新下载，或打开后另存一份，再导入",),
        ("download it again, or open it and save a copy",),
    ),
    "I924": Entry(
        "error",
        "“{name}”的 {part} 带有 DTD 或实体定义，为安全起见不读",
        "{part} of “{name}” declares a DTD or entities; it is refused",
        ("用 Word、Excel 或 WPS 打开，另存一份，再导入",),
        ("open it in Word, Excel or WPS and save a copy",),
    ),
    "I925": Entry(
        "error",
        "“{name}”不是能导入的文件",
        "“{name}” is not a file that can be imported",
        ("可以导入 .docx、.xlsx、.html、.csv；PDF 和图片请先转换成其中一种",),
        (".docx, .xlsx, .html and .csv can be imported; convert PDF files and pictures first",),
    ),
    "I926": Entry(
        "error",
        "“{name}”里没有找到绩效指标表",
        "no table of indicators was found in “{name}”",
        ("表头里要有“三级指标”（或“指标名称”等），并有年度指标值、实际完成值、分值、得分中的一列",),
        ("the heading needs 三级指标 (or 指标名称 …) and one of 年度指标值, 实际完成值, 分值, 得分",),
    ),
    "I927": Entry(
        "ask",
        "“{name}”的扩展名是 {suffix}，内容是 {kind}，按内容读",
        "“{name}” ends in {suffix} but holds {kind}; it is read by what it holds",
    ),
    "I928": Entry(
        "ask",
        "“{name}”里有{what}，没有执行，也没有读取",
        "“{name}” holds {what_en}; it was neither run nor read",
    ),
    "I929": Entry(
        "warning",
        "单元格的合并范围有误（{why}），按能看到的部分读，请核对这一格",
        "a merged range is broken ({why_en}); what can be seen was read, please check this cell",
    ),
    "I930": Entry(
        "warning",
        "不认识“{heading}”这一列，有 {count} 格内容没有读入，例如“{sample}”",
        "the column “{heading}” is not known; {count} cells were not read in, for example “{sample}”",
        ("是不是“{near}”？把表头改成它再导入",),
        ("did you mean “{near}”? change the heading and import again",),
    ),
    "I931": Entry(
        "warning",
        "没有看懂这一行，没有读入：{text}",
        "this row was not understood and not read in: {text}",
    ),
    "I932": Entry(
        "ask",
        "这一行没有填写，没有读入：{text}",
        "this row was left blank and not read in: {text}",
    ),
    "I933": Entry(
        "ask",
        "这一格是公式“{formula}”，取文件里保存的“{value}”",
        "this cell is the formula “{formula}”; the saved “{value}” was taken",
    ),
    "I934": Entry(
        "warning",
        "这一格是公式“{formula}”，文件里没有保存结果，按空白处理",
        "this cell is the formula “{formula}” without a saved result; it is taken as blank",
        ("用 Excel 或 WPS 打开，保存一次，再导入",),
        ("open it in Excel or WPS, save it once and import again",),
    ),
    "I935": Entry(
        "warning",
        "这一格是错误值“{value}”，按空白处理",
        "this cell is the error “{value}”; it is taken as blank",
    ),
    "I936": Entry(
        "ask",
        "这一格显示为“{shown}”，实际存的是“{value}”，按存的取",
        "this cell shows “{shown}” and holds “{value}”; what it holds was taken",
    ),
    "I937": Entry(
        "ask",
        "没有照搬数字格式“{format}”，取“{value}”，请核对这一格",
        "the number format “{format}” was not applied; “{value}” was taken, please check this cell",
    ),
    "I938": Entry(
        "ask",
        "“{column}”这一格跨 {rows} 行，{how}，请核对",
        "this cell of “{column}” spans {rows} rows and was taken for {how_en}; please check",
    ),
    "I939": Entry(
        "ask",
        "“{text}”里的分值没有读入：{why}",
        "the points in “{text}” were not read in: {why_en}",
    ),
    "I940": Entry(
        "warning",
        "这张表没有绩效指标的表头，没有读入（{rows} 行，开头是“{text}”）",
        "this table has no heading of indicators and was not read in ({rows} rows, beginning with “{text}”)",
    ),
    "I941": Entry(
        "ask",
        "这些内容不属于表中各栏，没有读入：{text}",
        "this belongs to no column and was not read in: {text}",
    ),
    "I942": Entry(
        "ask",
        "“{text}”按满分 {full} 分折为 {points} 分",
        "“{text}” of {full} points was taken as {points} points",
    ),
    "I943": Entry(
        "ask",
        "这里有{what}，没有读",
        "there is {what_en} here; it was not read",
    ),
    "I944": Entry(
        "warning",
        "“{heading}”与“{other}”是同一栏，只读“{other}”，这一列有 {count} 格没有读入",
        "“{heading}” and “{other}” are the same column; “{other}” was read, {count} cells of this one were not",
    ),
    "I945": Entry(
        "error",
        "没有找到可以计分的表：{names}",
        "no table to score was found: {names}",
        ("给出文件夹，或 .yaml、.docx、.xlsx、.html、.csv、.jsonl 文件",),
        ("give a folder, or .yaml, .docx, .xlsx, .html, .csv or .jsonl files",),
    ),
    "I946": Entry(
        "error",
        "第 {line} 行不能用：{why}",
        "line {line} cannot be used: {why_en}",
    ),
    "I947": Entry(
        "error",
        "“{name}”里有没跑完的结果，但所用的文件、办法或程序版本与现在不同，不能接着跑",
        "“{name}” holds an unfinished run of other files, another scheme or another version; it cannot be resumed",
        ("加 --fresh 从头跑，或用 -o 写到另一个文件夹",),
        ("start over with --fresh, or write to another folder with -o",),
    ),
    "I948": Entry(
        "ask",
        "跳过“{name}”：{why}",
        "“{name}” was skipped: {why_en}",
    ),
    "I949": Entry(
        "error",
        "读 {kind} 需要附加包 {extra}，现在没有安装",
        "reading {kind} needs {extra}, which is not installed",
        ("安装：pip install {extra}；或先把它转换成 .csv、.jsonl",),
        ("pip install {extra}, or convert it to .csv or .jsonl first",),
    ),
    "I951": Entry(
        "ask",
        "看不出“{name}”是不是“{above}”的分项，作为单独一项读入，请核对",
        "it cannot be told whether “{name}” is a part of “{above}”; it was read as an item of its own, please check",
        ("在名称前写“其中：”，或者写上编号，再导入",),
        ("write 其中： or a number before its name and import again",),
    ),
    "I952": Entry(
        "error",
        "“{name}”里没有找到基础数据表",
        "no base-data table was found in “{name}”",
        ("每一段要有栏名一行，例如：经费控制情况（万元）｜2023年决算数｜2024年预算数｜2024年决算数",),
        ("every block needs a row of headings, for example 经费控制情况（万元）｜2023年决算数｜2024年预算数",),
    ),
    "I955": Entry(
        "ask",
        "“{heading}”这一栏按所在位置读作“{column}”，请核对",
        "the column “{heading}” was read as “{column}” by where it stands; please check",
    ),
    "I956": Entry(
        "error",
        "“{name}”里的绩效指标表只有表头，没有一行指标",
        "the table of indicators in “{name}” has a heading and no indicator",
    ),
    "I953": Entry(
        "error",
        "“{name}”里已经有基础数据，又另外给出了“{other}”",
        "“{name}” holds base data of its own, and “{other}” was given as well",
        ("只留一份：去掉 --base-data，或者删去文档里的基础数据表",),
        ("keep one: leave out --base-data, or remove the table from the document",),
    ),
    "I954": Entry(
        "ask",
        "“{name}”里只有基础数据表，没有绩效指标表，只写填报数据",
        "“{name}” holds a base-data table only; only the facts are written",
    ),
}
