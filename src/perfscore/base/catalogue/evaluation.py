"""Messages of the evaluation: E751–E799. They get published: neutral, with figures, asking where something is open."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "E751": Entry(
        "ask",
        "“{row}”没有填报实际完成值，该行待人工认定，不按 0 处理",
        "“{row}” has no actual value; the row waits for a person and is not taken as 0",
        ("请补填实际完成值；确实不适用的，写“不适用: <原因>”",),
        ("fill in the actual value; where the row does not apply write 不适用: <reason>",),
    ),
    "E752": Entry(
        "warning",
        "“{row}”自评 {score} 分，达成情况“{level}”对应的得分区间是 {band}；该行待人工认定",
        "“{row}”: the self score {score} lies outside {band}, the band of “{level}”; the row waits for a person",
    ),
    "E753": Entry(
        "ask",
        "“{row}”的年度指标值要与“{reference}”比较，填报数据里没有这个参照值；实际完成值为“{actual}”，请补充参照值及来源",
        "“{row}” compares with “{reference}”, which was not supplied; the actual is “{actual}”. Supply it with its source",
        ("在填报数据里写：参照值: [{{指标: {row}, 名称: {reference}, 值: …, 来源: …}}]",),
        ("write in the facts: 参照值: [{{指标: {row}, 名称: {reference}, 值: …, 来源: …}}]",),
    ),
    "E754": Entry(
        "error",
        "“{row}”的复核得分 {score} 分不在 0 至 {full} 分之间，没有采用",
        "“{row}”: the review score {score} does not lie between 0 and {full} and was not adopted",
    ),
    "E755": Entry(
        "ask",
        "“{row}”的年度指标值是数字（{target}），实际完成值“{actual}”没有给出数字；请补充实际数",
        "“{row}” has a figure as target ({target}), its actual “{actual}” gives none; please supply the figure",
    ),
    "E756": Entry(
        "error",
        "参照值“{name}”写作“{text}”，不是一个可以比较的数",
        "the reference value “{name}” is written “{text}”, which is not a figure to compare with",
    ),
    "E757": Entry(
        "error",
        "目标要求与“{name}”相差若干{unit}，参照值的单位不同，不能相加",
        "the target is “{name}” plus some {unit}; the reference value has another unit",
    ),
    "E758": Entry(
        "warning",
        "“{row}”自评 {score} 分，不在 0 至 {full} 分之间",
        "“{row}”: the self score {score} does not lie between 0 and {full}",
    ),
    "E759": Entry(
        "warning",
        "“{row}”自评 {stated} 分，按评分标准测算为 {computed} 分，两者不一致，请核对",
        "“{row}”: self score {stated}, computed {computed}; please compare",
    ),
    "E760": Entry(
        "ask",
        "“{row}”不适用，评分办法没有写明它的 {points} 分转给哪一项，合计按其余各行的分值计",
        "“{row}” does not apply and the scheme does not say where its {points} points go; the total leaves them out",
    ),
    "E761": Entry(
        "ask",
        "资金总额一行全年预算数为 {total}，而“{part}”一行为 {value}；请核对总额一行，预算执行率暂不计分",
        "the total row has an adjusted budget of {total} while “{part}” has {value}; execution is not scored until checked",
    ),
    "E762": Entry(
        "ask",
        "全年预算数为 0，不能计算预算执行率，该行待人工认定",
        "the adjusted budget is 0: there is no execution rate; the row waits for a person",
    ),
    "E763": Entry(
        "ask",
        "全年执行数 {executed} 大于全年预算数 {adjusted}，执行率超过 100%；请核对预算数是否已含调整和结转",
        "executed {executed} exceeds the adjusted budget {adjusted}; does the budget include adjustments and carry-over?",
    ),
    "E764": Entry(
        "ask",
        "“{row}”实际完成值比年度指标值高 {over}，达到评分办法提示的 {limit}；请说明原因（“偏差原因”一栏为空）",
        "“{row}” exceeds its target by {over}, the scheme asks for a reason from {limit} on; none is given",
    ),
    "E765": Entry(
        "error",
        "资金的“{name}”写作“{text}”，不是一个金额",
        "“{name}” of the funds is written “{text}”, which is not an amount",
    ),
    "E766": Entry(
        "ask",
        "没有填报{name}，不能计算预算执行率，该行待人工认定",
        "{name} is missing: there is no execution rate; the row waits for a person",
    ),
    "E767": Entry(
        "error",
        "资金的“{name}”是负数（{text}），不能计算预算执行率",
        "“{name}” of the funds is negative ({text}): there is no execution rate",
    ),
    "E768": Entry(
        "ask",
        "“{row}”的公式没有得出数：{why}",
        "the formula of “{row}” gave no figure: {why}",
    ),
    "E769": Entry(
        "warning",
        "“{row}”填报的实际完成值为“{filed}”，按公式由基础数据算得 {computed}，请核对；计分采用填报数",
        "“{row}”: the filed actual is “{filed}”, the formula gives {computed}; the filed one was scored",
    ),
    "E770": Entry(
        "ask",
        "“{row}”的实际完成值写“{actual}”，没有声明该行不适用；它的 {points} 分照常计入满分，{state}",
        "“{row}”: the actual reads “{actual}”, the row is not declared as not applicable; its {points} points count, {state_en}",
        (
            "不适用的，填报数据的这一行写“不适用: <原因>”，表格里加一列“不适用原因”写明原因",
            "声明以后：{then}；适用的，填写完成的数",
        ),
        (
            "where it does not apply write 不适用: <reason>, in a table add a column 不适用原因",
            "then: {then_en}; where it applies fill in the figure",
        ),
    ),
    "E771": Entry(
        "ask",
        "“{row}”的实际完成值写“{actual}”，可能是零、没有统计或者不适用，没有按其中任何一种处理；"
        "它的 {points} 分照常计入满分，{state}",
        "“{row}”: the actual reads “{actual}”, which may be zero, not counted or not applicable, and was taken as none "
        "of them; its {points} points count, {state_en}",
        ("为零的写“{zero}”；没有统计的补填；不适用的写“不适用: <原因>”，表格里加一列“不适用原因”",),
        ("write {zero} for zero, fill in what is missing, or 不适用: <reason> (in a table the column 不适用原因)",),
    ),
    "E780": Entry(
        "ask",
        "评分办法“{scheme}”按预算执行率限制总分，填报数据里没有可以计算执行率的全年预算数和全年执行数",
        "scheme “{scheme}” caps the total by execution rate, and the facts give no rate",
        ("在“资金”里补填全年预算数和全年执行数",),
        ("fill in 全年预算数 and 全年执行数 under 资金",),
    ),
    "E781": Entry(
        "warning",
        "“{name}”不在评分办法“{scheme}”的加减分项目之列，没有计入总分",
        "“{name}” is no bonus or penalty of scheme “{scheme}” and was not counted",
        ("可用的项目：{known}",),
        ("known items: {known}",),
    ),
    "E782": Entry(
        "warning",
        "加减分“{name}”的{key}写作“{text}”，不是一个不小于 0 的数，没有计入总分",
        "bonus or penalty “{name}”: “{text}” is no number of 0 or more and was not counted",
        ("评分办法写了“每次”的填次数，例如 次数: 3；逐件给分的填分，例如 分: 2",),
        ("write 次数: 3 where the scheme gives points a case, else 分: 2",),
    ),
    "E783": Entry(
        "warning",
        "“{name}”不在评分办法“{scheme}”的一票否决事项之列，没有影响总分和等级",
        "“{name}” is no veto of scheme “{scheme}” and changed nothing",
        ("可用的事项：{known}",),
        ("known matters: {known}",),
    ),
    "E784": Entry(
        "ask",
        "“{row}”：{unit}填的“{text}”不是一个数，不能汇总完成数；该行待人工认定",
        "“{row}”: “{text}” of {unit} is no number and cannot be rolled up; the row waits for a person",
        ("由汇总单位直接填报本行的实际完成值和自评得分",),
        ("let the upper unit file the row itself",),
    ),
    "E785": Entry(
        "ask",
        "“{row}”：{units}没有填报，不按 0 汇总；该行待人工认定",
        "“{row}”: {units} filed nothing, which is not taken as 0; the row waits for a person",
        ("补填；确实不适用的，在该单位的这一行写“不适用: <原因>”",),
        ("fill it in, or write 不适用: <reason> in that unit's row",),
    ),
    "E786": Entry(
        "ask",
        "“{row}”：各下级单位所填的单位不能换算成同一种：{units}；该行待人工认定",
        "“{row}”: the units of the sub-units cannot be converted into one another: {units}; the row waits",
    ),
    "E787": Entry(
        "ask",
        "“{row}”要汇总下级完成数，评分办法“{scheme}”没有约定“{key}”怎样汇总；该行待人工认定",
        "“{row}” is to be rolled up, and scheme “{scheme}” does not name {key}; the row waits for a person",
        ("在评分办法的“汇总”里写明“{key}”",),
        ("name {key} under 汇总",),
    ),
    "E788": Entry(
        "ask",
        "“{row}”按资金加权汇总，{units}没有可用的资金额度；该行待人工认定",
        "“{row}” is weighted with money, and {units} gave none; the row waits for a person",
        ("补填，例如：资金（万元）: 200",),
        ("fill in, for example, 资金（万元）: 200",),
    ),
    "E789": Entry(
        "warning",
        "“{row}”填报的实际完成值是{filed}，下级汇总为{computed}",
        "“{row}”: the filed value is {filed}, the sub-units come to {computed}",
    ),
    "E790": Entry(
        "ask",
        "“{row}”取自“{title}”的结果，该表还有待人工认定的行（总分 {low} 至 {high} 分）；该行待人工认定",
        "“{row}” rests on “{title}”, where rows are still pending (total {low} to {high}); the row waits for a person",
    ),
    "E791": Entry(
        "error",
        "“取自结果”绕成了圈，或层次过多：{circle}",
        "取自结果 goes in a circle or too deep: {circle}",
        ("去掉其中一个",),
        ("drop one of the links",),
    ),
    "E792": Entry(
        "ask",
        "“取自结果”的项目“{what}”不存在，可用：{known}",
        "取自结果 asks for “{what}”, which is not there; known: {known}",
    ),
}
