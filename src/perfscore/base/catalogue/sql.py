"""Messages about SQL made of a plan: Q851-Q899."""

from __future__ import annotations

from . import Entry

_CANNOT = ("在 Python 里计分（perfscore.evaluate）没有这个限制",)
_CANNOT_EN = ("scoring in Python (perfscore.evaluate) has no such limit",)

MESSAGES: dict[str, Entry] = {
    "Q851": Entry(
        "error",
        "生成 SQL 需要 sqlglot，这里没有安装",
        "making SQL needs sqlglot, which is not installed",
        ("安装：pip install 'perfscore[sql]'",),
        ("install it: pip install 'perfscore[sql]'",),
    ),
    "Q852": Entry(
        "error",
        "to_sql() 需要 load() 得到的规则或 plan() 得到的计划，而不是 {kind}",
        "to_sql() takes rules or a plan, not {kind}",
    ),
    "Q853": Entry(
        "error",
        "不能为“{name}”生成 SQL，可选：{known}",
        "no SQL for “{name}”; there is: {known}",
    ),
    "Q854": Entry(
        "error",
        "《{scheme}》的汇总方法是“{method}”，SQL 只做求和",
        "the method of {scheme} is “{method}”; SQL only adds up",
        _CANNOT,
        _CANNOT_EN,
    ),
    "Q855": Entry(
        "error",
        "《{scheme}》的舍入环节是“{site}”，SQL 只在三级指标得分处舍入",
        "{scheme} rounds at “{site}”; SQL rounds third-level scores only",
        _CANNOT,
        _CANNOT_EN,
    ),
    "Q856": Entry(
        "error",
        "《{scheme}》的舍入方式是“{mode}”，SQL 只做四舍五入和截尾",
        "{scheme} rounds by “{mode}”; SQL rounds half up or cuts off",
        _CANNOT,
        _CANNOT_EN,
    ),
    "Q857": Entry(
        "error",
        "《{scheme}》的汇总里有“{key}”，SQL 只把各行得分相加",
        "{scheme} has “{key}”; SQL only adds the scores of rows",
        _CANNOT,
        _CANNOT_EN,
    ),
    "Q859": Entry(
        "error",
        "指标“{row}”不能用 SQL 计分：{why}",
        "the indicator “{row}” cannot be scored in SQL: {why}",
        ("这一行可以另行计分：fields 里不写它的实际完成值，把得分放在“{key}”列",),
        ("score it elsewhere: leave its actual out of fields and put the score into the column “{key}”",),
    ),
    "Q860": Entry(
        "error",
        "列“{name}”的类型“{type}”不能用，可以写 DECIMAL(18, 2)、BIGINT、INTEGER、BIGINT*0.01、TEXT、BOOLEAN",
        "the type “{type}” of column “{name}” cannot be used; write DECIMAL(18, 2), BIGINT, INTEGER, BIGINT*0.01, TEXT or BOOLEAN",
        ("浮点数不能精确表示十进制小数，先在库里转成 DECIMAL",),
        ("binary floats do not hold decimal fractions exactly; turn them into DECIMAL first",),
    ),
    "Q861": Entry(
        "error",
        "列“{name}”应当是{wanted}，而不是 {type}",
        "the column “{name}” should be {wanted}, not {type}",
    ),
    "Q862": Entry(
        "error",
        "名称“{name}”有 {size} 个字节，PostgreSQL 只留前 {most} 个",
        "the name “{name}” has {size} bytes; PostgreSQL keeps {most}",
        ("用 fields 给这一列另起短名",),
        ("give the column a short name with fields",),
    ),
    "Q863": Entry(
        "error",
        "“{name}”不能作为表或列的名称",
        "“{name}” cannot name a table or a column",
    ),
    "Q864": Entry(
        "error",
        "列“{name}”与“{other}”只有大小写不同，DuckDB 分不开",
        "the columns “{name}” and “{other}” differ in case only, which DuckDB does not see",
    ),
    "Q865": Entry(
        "error",
        "指标“{row}”的列以“{unit}”为单位，不能精确换成指标值的“{wanted}”",
        "the column of “{row}” is in “{unit}”, which does not convert exactly to “{wanted}”",
    ),
    "Q866": Entry(
        "error",
        "types 里的“{name}”不是要读的列",
        "“{name}” in types is no column that is read",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "Q867": Entry(
        "error",
        "“{row}”的列太宽（{types}），算式可能超出 DuckDB 的 128 位整数",
        "the columns of “{row}” are too wide ({types}): sums may not fit DuckDB's 128-bit integers",
        ("用 types 写明实际够用的位数，例如 DECIMAL(18, 2)；PostgreSQL 没有这个限制",),
        ("declare what is really needed with types, such as DECIMAL(18, 2); PostgreSQL has no such limit",),
    ),
    "Q868": Entry(
        "error",
        "words 里的“{name}”不是文字指标",
        "“{name}” in words is no indicator of words",
    ),
    "Q869": Entry(
        "error",
        "table 应当是一个表名，或模式名和表名两个，而不是“{parts}”",
        "table is one name, or schema and table, not “{parts}”",
    ),
    "Q870": Entry(
        "error",
        "places 应当是 0 至 18 的整数，而不是 {value}",
        "places is a whole number from 0 to 18, not {value}",
    ),
    "Q871": Entry(
        "error",
        "《{scheme}》对不适用的行约定“{choice}”，有 {count} 列不适用，SQL 最多列举 {most} 列的各种组合",
        "{scheme} names “{choice}” for rows that do not apply; there are {count} such columns, SQL lists patterns of {most} at most",
        ("只给确实可能不适用的行加“_不适用”列",),
        ("give the column “_不适用” only to rows that may really not apply",),
    ),
    "Q872": Entry(
        "error",
        "带出的列“{name}”与结果里的另一列重名",
        "the column “{name}” handed through has the name of another column of the result",
    ),
    "Q873": Entry(
        "error",
        "{count} 个指标需要 {columns} 列，PostgreSQL 的一个查询放不下（{most} 列）",
        "{count} indicators need {columns} columns; a query of PostgreSQL holds {most}",
        ("改用 DuckDB，或在 Python 里计分",),
        ("use DuckDB, or score in Python",),
    ),
    "Q874": Entry(
        "error",
        "{option} 后面应当写成“名称=值”，而不是“{text}”",
        "{option} takes “name=value”, not “{text}”",
    ),
    "Q875": Entry(
        "error",
        "每个指标没有叫“{name}”的列，可选：{known}",
        "an indicator has no column called “{name}”; known: {known}",
    ),
}
