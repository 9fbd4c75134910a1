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
    # --- columns
    "X860": Entry(
        "error",
        "表应当是 Arrow 表、列名到列的映射，或能转成 Arrow 的数据框，而不是 {kind}",
        "a table is an Arrow table, a mapping of column names to columns, or a frame that speaks Arrow, not {kind}",
    ),
    "X861": Entry(
        "error",
        "列“{name}”出现了不止一次",
        "column “{name}” is there more than once",
    ),
    "X862": Entry(
        "error",
        "{kind} 不能转成 Arrow 表：{why}",
        "{kind} has no Arrow form: {why}",
    ),
    "X863": Entry(
        "error",
        "列名应当是文字，而不是 {kind}（{name}）",
        "the name of a column should be str, not {kind} ({name})",
    ),
    "X864": Entry(
        "error",
        "列“{name}”应当是一列值（列表、numpy 数组或 Arrow 数组），而不是 {kind}",
        "column “{name}” should be a column of values (a list, a numpy or an Arrow array), not {kind}",
    ),
    "X865": Entry(
        "error",
        "列“{name}”有 {count} 个值，列“{first}”有 {size} 个，各列应当一样长",
        "column “{name}” has {count} values, column “{first}” {size}; all columns must have the same length",
    ),
    "X866": Entry(
        "error",
        "列“{name}”是浮点数（{kind}），不能精确表示十进制小数",
        "column “{name}” holds floats ({kind}), which do not hold decimal fractions exactly",
        ("读数据时就用 decimal 或文字；由精确数据得来的浮点列，可先按应有的小数位数转成 decimal，并自行核对",),
        ("read the data as decimal or text in the first place",),
    ),
    "X867": Entry(
        "error",
        "列“{name}”应当是文字、整数或 decimal，而不是 {kind}",
        "column “{name}” should hold texts, whole numbers or decimals, not {kind}",
    ),
    "X868": Entry(
        "error",
        "列“{name}”第 {at} 个值 {value} 不是一个数",
        "value {at} of column “{name}”, {value}, is not a number",
    ),
    "X869": Entry(
        "error",
        "score_table() 需要 load() 得到的规则或 plan() 得到的计划，而不是 {kind}",
        "score_table() takes rules or a plan, not {kind}",
    ),
    "X870": Entry(
        "error",
        "规则“{title}”的摘要是 {digest}…，与要求的 {expected}… 不同：规则已经改动",
        "the digest of rules “{title}” is {digest}…, not the expected {expected}…: the rules have changed",
    ),
    "X871": Entry(
        "error",
        "fields 应当是列名到栏目的映射，或列名的列表，而不是 {kind}",
        "fields should be a mapping of columns to fields or a list of columns, not {kind}",
    ),
    "X872": Entry(
        "error",
        "列“{name}”不是这张表的指标，也不是认识的栏目",
        "column “{name}” is no indicator of this table and no known field",
        ("是不是“{near}”？", '要原样带到结果里的列写进 keep，例如 keep=["{name}"]；或用 fields 写明要用哪些列'),
        ("did you mean “{near}”?", "name columns to carry over in keep, or the columns to use in fields"),
    ),
    "X873": Entry(
        "error",
        "keep 里的列“{name}”不在表里",
        "column “{name}” of keep is not in the table",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "X874": Entry(
        "error",
        "fields 里的列“{name}”不在表里",
        "column “{name}” of fields is not in the table",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "X875": Entry(
        "error",
        "表里没有“{name}”这一列",
        "the table has no column “{name}”",
        ("是不是写成了“{near}”？", "确实没有填报的，用 partial=True，按没有填报处理"),
        ("is it “{near}”?", "where it was never filed use partial=True: it then counts as not filled in"),
    ),
    "X876": Entry(
        "error",
        "结果里没有“{name}”这种列，可用的有：{known}",
        "there is no result column of the kind “{name}”; there are {known}",
    ),
    "X877": Entry(
        "error",
        "scores 应当是 decimal 或 int64，而不是 {value}",
        "scores should be decimal or int64, not {value}",
    ),
    "X878": Entry(
        "error",
        "列“{name}”应当是文字，而不是数",
        "column “{name}” should hold texts, not numbers",
    ),
    "X879": Entry(
        "error",
        "得分需要 {need} 位小数，多于结果列的 {most} 位；得分不会为了放进列里再取整",
        "scores need {need} decimals, more than the {most} of the result columns; they are not rounded to fit",
    ),
    "X880": Entry(
        "error",
        "{name} 应当是 0 至 {most} 的整数，而不是 {value}",
        "{name} should be a whole number from 0 to {most}, not {value}",
    ),
    "X881": Entry(
        "error",
        "这里需要 {names}，现在没有安装",
        "{names} are needed here and not installed",
        ('安装：pip install "perfscore[{extra}]"',),
        ('install: pip install "perfscore[{extra}]"',),
    ),
    "X882": Entry(
        "error",
        "places 里的列“{name}”不在表里",
        "column “{name}” of places is not in the table",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "X883": Entry(
        "error",
        "列“{name}”在表里，却没有写进 fields",
        "column “{name}” is in the table but not in fields",
        ("确实不用这一列的，用 partial=True，按没有填报处理",),
        ("where it is not to be used, partial=True: the row then counts as not filled in",),
    ),
    "X884": Entry(
        "error",
        "几套规则要写成“值到规则”的映射，并用 table_column 指明哪一列是这个值；一套规则两样都不要",
        "several rule sets need both a mapping of values to rules and table_column; one rule set needs neither",
    ),
    "X885": Entry(
        "error",
        "table_column 指的列“{name}”不在表里",
        "column “{name}” of table_column is not in the table",
    ),
    "X886": Entry(
        "error",
        "列“{name}”的值 {value} 没有对应的规则，有规则的是：{known}",
        "there are no rules for the value {value} of column “{name}”; there are for {known}",
    ),
}
