"""Messages of the Python interface and the command line: P951-P999."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "P951": Entry(
        "error",
        "load() 需要文件路径、办法编号或 YAML 文本，而不是 {kind}",
        "load() takes a path, a pack id or YAML text, not {kind}",
    ),
    "P952": Entry(
        "error",
        "“{cell}”给的是浮点数 {value}；浮点数存不准十进制小数，不能用于计分",
        "“{cell}” is the float {value}; a float does not hold decimal fractions exactly and cannot be scored",
        ('改用字符串 "{text}" 或 Decimal("{text}")',),
        ('give the string "{text}" or Decimal("{text}")',),
    ),
    "P953": Entry(
        "error",
        "“{cell}”的值应当是文字、整数或 Decimal，而不是 {kind}",
        "“{cell}” should be str, int or Decimal, not {kind}",
    ),
    "P954": Entry(
        "warning",
        "第 {number} 行不认识的列“{key}”，没有使用",
        "row {number}: unknown column “{key}”, not used",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "P955": Entry(
        "error",
        "第 {number} 行没有“{key}”",
        "row {number} has no “{key}”",
    ),
    "P956": Entry(
        "error",
        "evaluate() 需要 load() 得到的规则或 plan() 得到的计划，而不是 {kind}",
        "evaluate() takes rules or a plan, not {kind}",
    ),
    "P957": Entry(
        "error",
        "没有叫“{name}”的三级指标",
        "there is no indicator called “{name}”",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "P958": Entry(
        "error",
        "文件“{name}”写不进去：{reason}",
        "cannot write “{name}”: {reason}",
    ),
    "P959": Entry(
        "error",
        "行不是列名到值的映射，而是 {kind}",
        "a row is a mapping of column names to values, not {kind}",
    ),
    "P960": Entry(
        "error",
        "read_facts() 需要文件路径、YAML 文本或映射，而不是 {kind}",
        "read_facts() takes a path, YAML text or a mapping, not {kind}",
    ),
    "P961": Entry(
        "error",
        "格式 {format} 是二进制文件，请用 -o 写明输出文件",
        "{format} is a binary format; give the output file with -o",
        ("例如：perfscore score {rules} --format {format} -o 自评表.{suffix}",),
        ("for example: perfscore score {rules} --format {format} -o table.{suffix}",),
    ),
    "P962": Entry(
        "error",
        "打不开或读不了“{name}”：{reason}",
        "cannot open or read “{name}”: {reason}",
    ),
    "P963": Entry(
        "error",
        "程序内部出错（{kind}：{text}），请把所用文件和这一行反馈给维护者；加 --debug 可看到详细位置",
        "internal error ({kind}: {text}); please report it with the files used; --debug shows where it happened",
    ),
    "P964": Entry(
        "ask",
        "第 {number} 行没有填写三级指标，没有计分：{text}",
        "row {number} names no indicator and was not scored: {text}",
    ),
    "P965": Entry(
        "warning",
        "“方向”是“{text}”，没有使用；可以写：{known}",
        "the direction is “{text}” and was not used; it may be: {known}",
    ),
    "P981": Entry(
        "error",
        "环境变量 PERFSCORE_LOG 应当是 debug、info、warning、error 之一，而不是“{value}”",
        "the environment variable PERFSCORE_LOG should be debug, info, warning or error, not “{value}”",
    ),
}
