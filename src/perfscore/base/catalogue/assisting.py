"""Messages of the tools for assistants: M001-M049."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "M001": Entry(
        "error",
        "助手服务需要附加包 mcp，现在没有安装",
        "the assistant server needs the extra mcp, which is not installed",
        ('安装：pip install "perfscore[mcp]"',),
        ('install it: pip install "perfscore[mcp]"',),
    ),
    "M002": Entry(
        "error",
        "--root 指的“{name}”不是文件夹",
        "--root “{name}” is no folder",
    ),
    "M003": Entry(
        "error",
        "没有启用读取文件，打不开“{name}”",
        "reading files is not enabled; cannot open “{name}”",
        ("把文件的内容直接发来，或请管理员用 --root 指定一个文件夹",),
        ("send the text itself, or have the operator name a folder with --root",),
    ),
    "M004": Entry(
        "error",
        "只能读指定文件夹里的文件，不能用绝对路径或“..”：“{name}”",
        "only files below the named folder can be read, without absolute paths or “..”: “{name}”",
        ("写相对于该文件夹的路径，例如 2024/自评表.yaml",),
        ("give a path relative to that folder, such as 2024/table.yaml",),
    ),
    "M005": Entry(
        "error",
        "“{name}”经过符号链接，不读",
        "“{name}” goes through a symbolic link and is not read",
    ),
    "M006": Entry(
        "error",
        "读不了“{name}”：{reason}",
        "cannot read “{name}”: {reason}",
    ),
    "M010": Entry(
        "error",
        "没有叫“{name}”的工具",
        "there is no tool called “{name}”",
        ("可用的工具：{known}",),
        ("known tools: {known}",),
    ),
    "M011": Entry(
        "error",
        "不认识的参数“{name}”",
        "unknown argument “{name}”",
        ("是不是“{near}”？", "可用的参数：{known}"),
        ("did you mean “{near}”?", "known arguments: {known}"),
    ),
    "M012": Entry(
        "error",
        "缺少参数“{name}”",
        "the argument “{name}” is missing",
        ("这里填：{doc}",),
        ("it takes: {doc}",),
    ),
    "M013": Entry(
        "error",
        "参数“{name}”应当是{want}，而不是 {kind}",
        "the argument “{name}” should be {want_en}, not {kind}",
        ("可以填：{known}",),
        ("one of: {known}",),
    ),
    "M014": Entry(
        "error",
        "一次发来的文字太多（{size} 字），最多 {limit} 字",
        "too much text in one call ({size} characters); at most {limit}",
    ),
    "M015": Entry(
        "error",
        "参数嵌套太深，最多 {limit} 层",
        "arguments are nested too deep; at most {limit} levels",
    ),
    "M016": Entry(
        "error",
        "参数“{name}”有 {size} 项，一次最多 {limit} 项",
        "the argument “{name}” has {size} items; at most {limit} in one call",
        ("分几次发来",),
        ("send them in several calls",),
    ),
    "M017": Entry(
        "error",
        "“{name}”看不出是什么：应当是办法编号、YAML 文本，或以 .yaml 结尾的文件名",
        "“{name}” is no pack id, no YAML text and no file name ending in .yaml",
        ("内置办法的编号见工具 list_packs",),
        ("the tool list_packs lists pack ids",),
    ),
    "M018": Entry(
        "error",
        "facts 和 rows 只能给一个",
        "give facts or rows, not both",
    ),
    "M019": Entry(
        "error",
        "“取自结果”要读别的文件，助手不跟随",
        "“取自结果” reads other files, which assistants do not follow",
        ("请用命令行计分：perfscore score 自评表.yaml 填报数据.yaml",),
        ("score on the command line: perfscore score TABLE FACTS",),
    ),
    "M020": Entry(
        "error",
        "“{name}”只有评分办法，没有自评表，不能说明某一行",
        "“{name}” holds a scheme and no table; there is no row to explain",
        ("去掉参数 row，可以看各项约定的出处",),
        ("leave out row to see where each choice comes from",),
    ),
    "M021": Entry(
        "error",
        "没有“{name}”这个资源",
        "there is no resource “{name}”",
    ),
    "M022": Entry(
        "error",
        "没有叫“{name}”的提示",
        "there is no prompt called “{name}”",
    ),
    "M023": Entry(
        "error",
        "参数“{name}”只在给出 rows 时使用",
        "the argument “{name}” is used with rows only",
    ),
    "M024": Entry(
        "error",
        "工具内部出错（{kind}，{at}），请把这一行和所用的文件反馈给维护者",
        "the tool failed ({kind}, {at}); please report this line and the files used",
    ),
}
