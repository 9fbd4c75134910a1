"""Messages about facts: D701-D749."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "D701": Entry(
        "error",
        "“其中”嵌套超过 {limit} 层",
        "其中 is nested deeper than {limit} levels",
    ),
    "D702": Entry(
        "error",
        "这里需要填报数据，而这个文件是“{kind}”",
        "facts are needed here, but this file is “{kind}”",
        ("填报数据文件的第二行写“填报数据: 表名”",),
        ("a facts file has the key 填报数据",),
    ),
    "D703": Entry(
        "error",
        "填报数据是《{facts}》的，不是《{table}》的",
        "the facts are for “{facts}”, not for “{table}”",
        ("换用对应的填报数据文件；若只是表名写法不同，把“填报数据”改为“{table}”",),
        ("use the facts of this table, or correct the title",),
    ),
    "D704": Entry(
        "error",
        "填报数据的年度是 {facts}，自评表的年度是 {table}",
        "the facts are for {facts}, the table for {table}",
        ("核对两个文件的“年度”",),
        ("compare the two years",),
    ),
    "D705": Entry(
        "error",
        "自评表中没有三级指标“{name}”",
        "the table has no indicator “{name}”",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "D706": Entry(
        "error",
        "三级指标“{name}”在自评表中有 {count} 个，分不清是哪一个",
        "the table has {count} indicators called “{name}”; cannot tell which is meant",
        ("加上“二级指标”或“编号”",),
        ("add 二级指标 or 编号",),
    ),
    "D707": Entry(
        "error",
        "三级指标“{name}”填报了两次",
        "indicator “{name}” is filed twice",
        ("只保留一处",),
        ("keep one of them",),
    ),
    "D708": Entry(
        "error",
        "参照值所指的指标“{name}”不在自评表中",
        "the table has no indicator “{name}” for this reference value",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "D709": Entry(
        "error",
        "“{row}”的{what}“{text}”不是一个分数",
        "“{text}” ({what} of “{row}”) is not a number of points",
        ("写数字，例如：{what}: 5",),
        ("write a number",),
    ),
    "D710": Entry(
        "error",
        "“{name}”的参照值给了两次",
        "the reference value of “{name}” is given twice",
        ("只保留一处",),
        ("keep one of them",),
    ),
    "D711": Entry(
        "ask",
        "“{row}”没有分值，不能计分",
        "“{row}” has no points and cannot be scored",
    ),
}
