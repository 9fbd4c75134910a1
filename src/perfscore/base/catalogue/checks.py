"""Messages of the cross-checks: K801-K899. They get published: neutral, with both figures, asking where it is open."""

from __future__ import annotations

from . import Entry

_POINTS: dict[str, Entry] = {
    "K801": Entry(
        "error",
        "各行分值合计 {sum} 分，满分是 {full} 分：{parts}",
        "the rows' points add up to {sum}, the full score is {full}: {parts}",
        ("核对各行分值；有预算执行率的，把它的分值也算进去",),
        ("check the points of the rows; budget execution counts too",),
    ),
    "K802": Entry(
        "error",
        "表上总分的分值为 {stated} 分，各行分值合计 {sum} 分：{parts}",
        "the table prints {stated} as total points, the rows add up to {sum}: {parts}",
    ),
    "K803": Entry(
        "error",
        "“{block}”标明 {label} 分，所列各行分值合计 {sum} 分（{parts}）",
        "“{block}” is labelled {label} points, its rows add up to {sum} ({parts})",
    ),
    "K804": Entry(
        "error",
        "预算执行率的分值，资金一行写 {stated} 分，自评表为 {points} 分",
        "the points of budget execution are {stated} in the funds and {points} in the table",
    ),
    "K805": Entry(
        "error",
        "总分一栏自评 {stated} 分，各行自评得分合计 {sum} 分，相差 {gap} 分",
        "the stated total is {stated}, the rows' self scores add up to {sum}, {gap} apart",
    ),
    "K806": Entry(
        "ask",
        "有 {count} 行没有填自评得分：{names}；总分未能核对",
        "{count} rows have no self score: {names}; the total could not be compared",
    ),
    "K807": Entry(
        "warning",
        "自评总分 {stated} 分，按评分办法测算合计 {computed} 分{rows}，请核对",
        "the stated total is {stated}, the computed one {computed}{rows}; please compare",
    ),
    "K808": Entry(
        "warning",
        "报告（{source}）写的各类得分与自评表不一致：{differing}{totals}",
        "the block scores in the report ({source}) differ from the table: {differing}{totals}",
    ),
    "K809": Entry(
        "error",
        "自评等级写“{grade}”，自评总分 {total} 分对应的等级是“{right}”（{bands}）",
        "the stated grade is “{grade}”, the stated total {total} belongs to “{right}” ({bands})",
    ),
    "K810": Entry(
        "warning",
        "自评等级为“{grade}”，按测算总分 {total} 分为“{right}”，请核对",
        "the stated grade is “{grade}”, the computed total {total} gives “{right}”; please compare",
    ),
    "K811": Entry(
        "ask",
        "各指标得分率 {results}，预算执行率得分率 {execution}，前者高出超过 {limit}；请说明支出进度与完成情况的关系",
        "the indicators won {results} of their points, budget execution {execution}, more than {limit} apart;"
        " please explain",
    ),
    "K812": Entry(
        "ask",
        "自评 {stated} 分，复核 {review} 分，相差 {gap} 分{grades}",
        "self score {stated}, review score {review}, {gap} apart{grades}",
    ),
}

_SUMS: dict[str, Entry] = {
    "K821": Entry(
        "error",
        "{name}为 {total}，{by}各项相加为 {sum}，相差 {gap}（{parts}）",
        "{name} is {total}, its parts add up to {sum}, {gap} apart ({parts})",
        ("差额可能来自{rounding}", "核对总数和各项；各项没有列全的，写“穷尽: 否”"),
        ("the difference may come from {rounding}", "if the parts are not all, write 穷尽: 否"),
    ),
    "K822": Entry(
        "error",
        "{name}为 {total}，{by}其中各项相加为 {sum}，多出 {gap}（{parts}）",
        "{name} is {total}, parts of it add up to {sum}, {gap} more ({parts})",
    ),
    "K823": Entry(
        "warning",
        "{name}写作 {stated}，按所列金额计算：{computed}",
        "{name} is stated as {stated}; from the figures: {computed}",
    ),
    "K824": Entry(
        "warning",
        "{name}各部分的占比 {parts} = {sum}%，不是 100%",
        "the shares of {name} make {parts} = {sum}%, not 100%",
    ),
    "K825": Entry(
        "warning",
        "{name}写作 {stated}，按所列数字计算：{computed}",
        "{name} is stated as {stated}; from the figures: {computed}",
    ),
    "K826": Entry(
        "error",
        "{name}写作 {stated}，按全年执行数÷全年预算数计算：{computed}",
        "{name} is stated as {stated}; executed ÷ adjusted budget is {computed}",
    ),
}

_VERSUS: dict[str, Entry] = {
    "K831": Entry(
        "warning",
        "{name}：报告（{source}）写 {stated}，{other}；两数只差单位，请核对“元”“万元”“亿元”",
        "{name} is stated as {stated} ({source}), {other}; only the unit differs: 元, 万元 or 亿元?",
    ),
    "K832": Entry(
        "ask",
        "{name}{first}为 {a}，{second}为 {b}，相差约 {ratio} 倍，请核对单位是“元”还是“万元”",
        "{name}: {first} is {a}, {second} is {b}, about {ratio} times apart; is the unit 元 or 万元?",
    ),
    "K841": Entry(
        "warning",
        "{name}：报告（{source}）写 {stated}，{cell}为 {found}，相差 {gap}{parts}；请说明以哪个为准",
        "{name} is {stated} in the report ({source}) and {found} in {cell}, {gap} apart{parts}; which one holds?",
    ),
    "K842": Entry(
        "warning",
        "报告陈述对应的“{name}”在表中找不到，这一项没有核对",
        "“{name}”, which the statement is linked with, is not in the tables; it was not compared",
        ("是不是“{near}”？",),
        ("did you mean “{near}”?",),
    ),
    "K843": Entry(
        "warning",
        "{name}：报告（{source}）写“{stated}”，{cell}为“{found}”；请说明以哪个为准",
        "{name} is “{stated}” in the report ({source}) and “{found}” in {cell}; which one holds?",
    ),
    "K844": Entry(
        "warning",
        "{name}：报告（{source}）写 {stated}，按所列金额计算：{computed}",
        "{name} is stated as {stated} ({source}); from the figures: {computed}",
    ),
}

_BUDGETS: dict[str, Entry] = {
    "K851": Entry(
        "ask",
        "“{budget}”与“{actual}”在 {count} 行里逐行相同{zeros}：{listed}；请说明预算数的来源（批复数还是决算数）",
        "“{budget}” and “{actual}” are the same in all {count} lines{zeros}: {listed}; where do the budget figures"
        " come from?",
    ),
    "K852": Entry(
        "warning",
        "{name}实际 {actual}，{budget}，多 {over}{rate}{sums}",
        "{name}: {actual} spent, {budget}, {over} more{rate}{sums}",
        ("请说明追加或调剂的批复",),
        ("name the approval of the addition or transfer",),
    ),
    "K853": Entry(
        "error",
        "{text} = {sum}，{column}写作 {stated}，相差 {gap}",
        "{text} = {sum}, {column} is stated as {stated}, {gap} apart",
    ),
    "K854": Entry(
        "ask",
        "有购置支出（{bought}），{public}{column}为 {figure}；请说明购置是否属于政府采购",
        "there were purchases ({bought}) while {public} {column} is {figure}; were they public procurement?",
    ),
    "K861": Entry(
        "ask",
        "预算调整率 {text}，{gap}，超过 {limit}{parts}；请说明调整的依据",
        "the budget was adjusted by {text} ({gap}), more than {limit}{parts}; please name the grounds",
    ),
    "K862": Entry(
        "ask",
        "{name}变动率 {text}，高于 {limit}{parts}；请说明原因",
        "{name} moved by {text}, above {limit}{parts}; please explain",
    ),
    "K863": Entry(
        "ask",
        "全年预算数与全年执行数都是 {figure}{income}{initial}，执行率因此为 100%；请说明全年预算数的口径",
        "adjusted budget and executed amount are both {figure}{income}{initial}, so the rate is 100%;"
        " how was the adjusted budget set?",
    ),
    "K864": Entry(
        "ask",
        "在职人员控制率 {text}，高于 100%；请说明原因",
        "staff against posts is {text}, above 100%; please explain",
    ),
}

_TARGETS: dict[str, Entry] = {
    "K871": Entry(
        "ask",
        "“{name}”年度指标值 {target}，实际 {actual}，只差 {gap}（{rate}），且与已知的预算数都不相同（最近的是{near}）；"
        "请说明指标值的来源和确定时间",
        "“{name}”: target {target}, actual {actual}, {gap} ({rate}) apart, and no known budget figure equals the target"
        " (nearest: {near}); when was it set, and from what?",
    ),
    "K872": Entry(
        "ask",
        "“{name}”是补助标准（{target}），实际 {actual}，低 {gap}；低于标准发放不是节约，请说明是否足额",
        "“{name}” is a subsidy standard ({target}); {actual} was paid, {gap} less: was it paid in full?",
    ),
    "K873": Entry(
        "ask",
        "“{name}”年度指标值“{target}”没有写符号，按“{op}”理解{actual}；请确认方向",
        "“{name}”: the target “{target}” has no sign and was taken as “{op}”{actual}; please confirm",
        ("写成“{op}{target}”",),
        ("write “{op}{target}”",),
    ),
    "K874": Entry(
        "ask",
        "{count} 个文字指标的实际完成值与年度指标值文字相同，没有列出佐证，共 {points} 分：{rows}；"
        "请写明完成的具体情况",
        "{count} rows in words repeat the target without evidence, {points} points: {rows}; what was achieved?",
    ),
    "K875": Entry(
        "ask",
        "{count} 个文字指标的年度指标值没有可核对的标准，共 {points} 分：{rows}；请写明达到什么程度算完成",
        "{count} targets in words name no yardstick, {points} points: {rows}; what counts as achieved?",
    ),
    "K876": Entry(
        "warning",
        "“{name}”年度指标值 {target}，批复指标值 {approved}；请说明调整的批复",
        "“{name}”: target {target}, approved target {approved}; please name the approval of the change",
    ),
    "K877": Entry(
        "ask",
        "预算执行率已单独计分，又列为三级指标“{name}”（{points} 分）；请确认是否重复",
        "budget execution is scored on its own and again as “{name}” ({points} points); is this meant?",
    ),
    "K878": Entry(
        "ask",
        "“{name}”在 {count} 处出现（{blocks}），指标值和实际完成值相同；请确认是否重复计分",
        "“{name}” stands in {count} places ({blocks}) with the same target and actual; is it scored twice?",
    ),
    "K879": Entry(
        "ask",
        "{names}都是 {actual}，没有列出佐证；请说明各类对象的调查人数和时间",
        "the satisfaction of {names} is {actual} each, without evidence; whom did the surveys ask, and when?",
    ),
}

_WORDS: dict[str, Entry] = {
    "K881": Entry(
        "ask",
        "“{name}”{said}，“偏差原因分析及改进措施”没有填写",
        "“{name}”: {said}; no reason for the deviation is given",
    ),
    "K882": Entry(
        "ask",
        "报告（{source}）写“{item}”，所涉的{rows}得满分，偏差原因没有填写{all}；请说明两者的关系",
        "the report ({source}) says “{item}”; the rows concerned, {rows}, have full marks and no reason{all};"
        " please explain",
    ),
    "K883": Entry(
        "ask",
        "第 {numbers} 项总体目标在表中没有实际完成情况（{texts}）",
        "overall goals {numbers} have no answer in the table ({texts})",
    ),
    "K884": Entry(
        "ask",
        "评价范围为“{scope}”，{hits}；请说明下属单位是否在评价范围内",
        "the scope is “{scope}”, but {hits}; are the subordinate units in scope?",
    ),
    "K885": Entry(
        "warning",
        "评价范围，自评表为“{table}”，报告（{source}）写“{stated}”",
        "the scope is “{table}” in the table and “{stated}” in the report ({source})",
    ),
    "K886": Entry(
        "ask",
        "{what}“{text}”写的是 {found}，评价年度是 {year} 年；请核对是否沿用了旧表",
        "{what} “{text}” speaks of {found}, the year evaluated is {year}; is the form an old one?",
    ),
    "K887": Entry(
        "warning",
        "自评表的单位是“{table}”，填报数据的单位是“{facts}”",
        "the table is of “{table}”, the facts of “{facts}”",
    ),
    "K888": Entry(
        "warning",
        "报告（{source}）写明没有“{item}”，自评表“{part}”为 {figure}",
        "the report ({source}) says there is no “{item}”, the table has {figure} for “{part}”",
    ),
}

_SETTINGS: dict[str, Entry] = {
    "K891": Entry(
        "warning",
        "“勾稽”里没有叫“{name}”的核对",
        "there is no check called “{name}”",
        ("是不是“{near}”？", "可用：{known}"),
        ("did you mean “{near}”?", "known: {known}"),
    ),
    "K892": Entry(
        "warning",
        "核对“{name}”没有参数“{parameter}”，可用：{known}",
        "check “{name}” has no parameter “{parameter}”; known: {known}",
    ),
    "K893": Entry(
        "warning",
        "核对“{name}”免除“{row}”没有写理由，免除不起作用",
        "check “{name}” spares “{row}” without a reason; this has no effect",
        ("写成：免除: {{{row}: <理由>}}",),
        ("write 免除: {{{row}: <reason>}}",),
    ),
    "K894": Entry(
        "warning",
        "核对“{name}”的{parameter}写作“{text}”，不能识别，例如：{example}",
        "“{text}” cannot be read as {parameter} of check “{name}”; for example {example}",
    ),
    "K895": Entry(
        "error",
        "自定核对“{name}”不能计算：{formula}：{why}",
        "the check “{name}” cannot be computed: {formula}: {why}",
    ),
    "K896": Entry(
        "ask",
        "自定核对“{name}”缺少数据：{formula}：{why}",
        "the check “{name}” lacks data: {formula}: {why}",
    ),
    "K897": Entry(
        "warning",
        "自定核对“{name}”不成立{note}：{formula}；{figures}",
        "the check “{name}” does not hold{note}: {formula}; {figures}",
    ),
}

MESSAGES: dict[str, Entry] = {**_POINTS, **_SUMS, **_VERSUS, **_BUDGETS, **_TARGETS, **_WORDS, **_SETTINGS}
