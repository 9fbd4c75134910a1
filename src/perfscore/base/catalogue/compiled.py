"""Messages about records and columns scored by compiled plans."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "X851": Entry(
        "error",
        "“{cell}”的值 {value} 是浮点数，不能精确表示十进制小数，请改用 Decimal、整数或文字",
        "“{cell}”: {value} is a float, which does not hold decimal fractions exactly; use Decimal, int or str",
    ),
    "X852": Entry(
        "error",
        "“{cell}”的值应当是文字、整数或 Decimal，而不是 {kind}",
        "“{cell}”: the value should be str, int or Decimal, not {kind}",
    ),
    "X853": Entry(
        "error",
        "“{cell}”的值 {value} 不是一个数",
        "“{cell}”: {value} is not a number",
    ),
    "X854": Entry(
        "error",
        "“{name}”不是这张表的指标，也不是认识的栏目",
        "“{name}” is no indicator of this table and no known field",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "X855": Entry(
        "error",
        "“{name}”与另一个字段指的是同一项（{kind}）",
        "“{name}” and another field mean the same ({kind})",
    ),
    "X856": Entry(
        "error",
        "记录里有不认识的字段“{name}”",
        "the record has an unknown field “{name}”",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "X857": Entry(
        "error",
        "scorer() 需要 load() 得到的规则或 plan() 得到的计划，而不是 {kind}",
        "scorer() takes rules or a plan, not {kind}",
    ),
    "X858": Entry(
        "error",
        "一条记录应当是字段名到值的映射，而不是 {kind}",
        "a record is a mapping of field names to values, not {kind}",
    ),
}
