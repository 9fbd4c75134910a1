"""Messages about documents in and out: I901-I999. I901-I919 are about giving out, the rest about taking in."""

from __future__ import annotations

from . import Entry
from .taking_in import MESSAGES as TAKING_IN

MESSAGES: dict[str, Entry] = {
    "I901": Entry(
        "error",
        "没有叫“{name}”的输出格式",
        "there is no output format called “{name}”",
        ("是不是“{near}”？", "可用的格式：{known}"),
        ("did you mean “{near}”?", "known formats: {known}"),
    ),
    "I902": Entry(
        "error",
        "输出 {name} 需要附加包 {extra}，现在没有安装",
        "writing {name} needs the extra {extra}, which is not installed",
        ('安装：pip install "perfscore[{extra}]"',),
        ('install it: pip install "perfscore[{extra}]"',),
    ),
    "I903": Entry(
        "error",
        "{format} 格式没有“{name}”这个选项",
        "the format {format} has no option “{name}”",
        ("是不是“{near}”？", "可用的选项：{known}"),
        ("did you mean “{near}”?", "known options: {known}"),
    ),
    "I904": Entry(
        "error",
        "选项“{name}”应当是{want}，而不是 {value}",
        "the option “{name}” should be {want_en}, not {value}",
    ),
    "I905": Entry(
        "error",
        "没有叫“{name}”的语言",
        "there is no language called “{name}”",
        ("可用的语言：{known}",),
        ("known languages: {known}",),
    ),
    "I910": Entry(
        "error",
        "没有叫“{name}”的版式",
        "there is no layout called “{name}”",
        ("是不是“{near}”？", "可用的版式：{known}；也可以给出 .yaml 文件"),
        ("did you mean “{near}”?", "known layouts: {known}; a .yaml file will do as well"),
    ),
    "I911": Entry(
        "error",
        "版式“{name}”不能用：{why}",
        "the layout “{name}” cannot be used: {why}",
    ),
    "I912": Entry(
        "error",
        "回填只用于 .docx 和 .xlsx，“{name}”是 {kind}",
        "only .docx and .xlsx can be filled; “{name}” is {kind}",
    ),
    "I913": Entry(
        "error",
        "“{name}”里没有可以回填的表",
        "“{name}” has no table that can be filled",
        ("表头里要有“三级指标”，并有“实际完成值”“得分”“偏差原因”中的至少一栏",),
        ("its heading must name 三级指标 and at least one of 实际完成值, 得分 and 偏差原因",),
    ),
    "I914": Entry(
        "warning",
        "“{row}”的{what}已有“{old}”，没有改写；按填报和计分应为“{new}”",
        "{what} of “{row}” already holds “{old}” and was left; filed or scored is “{new}”",
        ("要改写，请加 --force",),
        ("use --force to overwrite it",),
    ),
    "I915": Entry(
        "warning",
        "表上的“{name}”在自评表里找不到，没有填",
        "“{name}” of the form is not in the table and was not filled",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "I916": Entry(
        "warning",
        "文档里没有找到“{row}”",
        "“{row}” was not found in the document",
    ),
    "I917": Entry(
        "warning",
        "没有填：{why}",
        "not filled: {why_en}",
    ),
    "I918": Entry(
        "error",
        "输出文件“{name}”应当是另一个 {suffix} 文件",
        "the output “{name}” should be another {suffix} file",
    ),
    "I907": Entry(
        "error",
        "render() 需要 evaluate() 得到的结果，而不是 {kind}",
        "render() takes what evaluate() returns, not {kind}",
    ),
    **TAKING_IN,
}
