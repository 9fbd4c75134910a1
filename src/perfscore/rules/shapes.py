"""The keys of every kind of file: one definition for the reader, the editor's schema and the docs."""

from __future__ import annotations

from attrs import evolve

from ..source import Key, Shape
from .shapes_cases import CASE, CASES, EXPECTATION
from .shapes_totals import AGGREGATION, CAP_BAND, EXTRA, EXTRA_FILING, EXTRAS, RESULT_LINK, SUB_UNIT, VETO, VETO_FILING

__all__ = [
    "AGGREGATION",
    "BASE_ENTRY",
    "BLOCK",
    "CAP_BAND",
    "CASE",
    "CASES",
    "CHECK",
    "CHECK_FORMULA",
    "CHOICE",
    "CITATION",
    "DEFAULT_CLAUSE",
    "EXECUTION_ROW",
    "EXPECTATION",
    "EXTENSION",
    "EXTRA",
    "EXTRAS",
    "EXTRA_FILING",
    "FACTS",
    "FILING",
    "FUNDS",
    "GOAL",
    "GRADE",
    "INDICATOR",
    "KINDS",
    "POINTS_PLAN",
    "PRINTED_INDICATOR",
    "REFERENCE",
    "RESULT_LINK",
    "ROUNDING",
    "SCHEME",
    "SPLIT",
    "STATEMENT",
    "SUB_UNIT",
    "TABLE",
    "TOTALS",
    "VETO",
    "VETO_FILING",
    "YEARS",
]

FORMAT = "perfscore/1"

KINDS: dict[str, str] = {
    "评分办法": "scheme",
    "自评表": "table",
    "绩效目标表": "table",
    "评价体系": "table",
    "填报数据": "facts",
    "校验样例": "cases",
}
"""The key that names a file's kind, beside 格式."""

SCHEME = Shape(
    "评分办法",
    (
        Key("格式", "text", required=True, doc="perfscore/1"),
        Key("评分办法", "text", required=True, doc="办法名称"),
        Key("编号", "text", doc="办法编号，例如 national/self-evaluation-2021"),
        Key("基于", "text", doc="上级办法的编号或文件；同名键合并，列表整体替换（条目带编号的按编号合并）"),
        Key("版本", "list", doc="各年度的办法，编号或文件；写了版本的，只作目录，年度决定用哪一个"),
        Key("依据", "list", doc="政策依据"),
        Key("适用年度", "mapping", doc="{起: 2021, 止: 2025}"),
        Key("阶段", "text", doc="目标审核、监控、自评、复核、部门评价、财政评价"),
        Key("满分", "text"),
        Key("舍入", "mapping"),
        Key("分值方案", "list"),
        Key("不适用转移", "mapping", doc="某一级指标不适用时，其分值转给哪一个一级指标"),
        Key("等级", "list"),
        Key("默认评分", "mapping"),
        Key("默认方向", "mapping"),
        Key("约定", "mapping"),
        Key("用词", "mapping"),
        Key("扩展", "list", doc="用到的扩展，包名/名称，见 docs/扩展.md；可以写明版本：{名称: 包名/名称, 版本: 1.0.0}"),
        Key("汇总", "mapping", doc="各行得分怎样汇总成总分：方法、权重、多目标、封顶、加减分、一票否决、下级数值"),
        Key("勾稽", "mapping"),
        Key("说明", "any"),
        Key("删除", "list"),
    ),
)
CITATION = Shape(
    "依据",
    (
        Key("文件", "text", required=True),
        Key("文号", "text"),
        Key("条款", "text"),
        Key("状态", "text", choices=("已核", "待核")),
        Key("说明", "text"),
        Key("编号", "text"),
    ),
)
EXTENSION = Shape(
    "扩展",
    (
        Key("名称", "text", required=True, doc="包名/名称，例如 perfscore-sample/five-bands"),
        Key("版本", "text", doc="写明的，必须正好安装这一版"),
        Key("编号", "text"),
        Key("说明", "text"),
    ),
)
ROUNDING = Shape("舍入", (Key("环节", "text"), Key("位数", "text"), Key("方式", "text"), Key("说明", "text")))
POINTS_PLAN = Shape(
    "分值方案",
    (
        Key("名称", "text", required=True),
        Key("编号", "text"),
        Key("依据", "any"),
        Key("分值", "mapping", required=True),
        Key("说明", "text"),
        Key("状态", "text"),
    ),
)
GRADE = Shape(
    "等级",
    (
        Key("名称", "text", required=True),
        Key("下限", "text", required=True, doc="本级下限（含）"),
        Key("上限", "text", doc="可以不写；写了要与上一级的下限相等"),
        Key("编号", "text"),
        Key("说明", "text"),
    ),
)
DEFAULT_CLAUSE = Shape(
    "默认评分",
    (
        Key("评分标准", "text", required=True),
        Key("依据", "text"),
        Key("状态", "text", choices=("已核", "待核")),
        Key("说明", "text"),
    ),
)
CHOICE = Shape(
    "约定",
    (
        Key("取值", "text", required=True),
        Key("可选", "any"),
        Key("依据", "text"),
        Key("状态", "text", choices=("已核", "待核")),
        Key("说明", "text"),
    ),
    open=True,
)
CHECK = Shape(
    "勾稽",
    (
        Key("启用", "text", doc="是、否"),
        Key("级别", "text", choices=("错误", "疑点", "待说明")),
        Key("免除", "mapping", doc="不查的行或项目，各写理由：{公车购置: 已批复追加}"),
        Key("理由", "text", doc="关闭这项核对的理由"),
        Key("说明", "text"),
    ),
    open=True,
)
CHECK_FORMULA = Shape(
    "自定",
    (
        Key("编号", "text", doc="合并和引用用的编号"),
        Key("公式", "text", required=True, doc="例如：三公经费（2024年决算数） ≤ 49万元"),
        Key("容差", "text", doc="允许相差多少，按左边的单位"),
        Key("级别", "text", choices=("错误", "疑点", "待说明")),
        Key("启用", "text", doc="是、否"),
        Key("理由", "text"),
        Key("说明", "text"),
    ),
)
TABLE = Shape(
    "自评表",
    (
        Key("格式", "text", required=True, doc="perfscore/1"),
        Key("自评表", "text", aliases=("绩效目标表", "评价体系"), required=True, doc="表名"),
        Key("编号", "text", doc="随软件提供的表的编号，例如 hunan/department-table"),
        Key("基于", "text", doc="上级表的编号或文件；同名键合并，各行按编号合并"),
        Key("单位", "text", aliases=("单位名称", "预算部门", "实施单位"), doc="预算部门、单位名称"),
        Key("项目名称", "text"),
        Key("主管部门", "text"),
        Key("适用办法", "text", required=True, doc="评分办法的编号，或以 .yaml 结尾的文件"),
        Key("年度", "text", doc="评价年度，例如 2024"),
        Key("评价范围", "text"),
        Key("照录", "text", doc="是：照已公布的表录入，分值合计不符、缺分值等不算错误，列为核对结果"),
        Key("年度总体目标", "any"),
        Key("预算执行", "mapping", doc="{分值: 10}"),
        Key("指标", "mapping", required=True, doc="一级指标 → 二级指标 → 三级指标列表"),
        Key("说明", "any"),
        Key("删除", "list"),
    ),
)
BLOCK = Shape("一级指标", (Key("分值", "text", doc="本一级指标的分值合计"), Key("说明", "text")), open=True)
INDICATOR = Shape(
    "三级指标",
    (
        Key("编号", "text", aliases=("指标编码",)),
        Key("三级指标", "text", aliases=("指标名称",), required=True),
        Key("年度指标值", "text", aliases=("目标值",)),
        Key("指标性质", "text"),
        Key("指标值", "text"),
        Key("度量单位", "text", aliases=("计量单位",)),
        Key("批复指标值", "text"),
        Key("分值", "text", required=True, aliases=("标准分",)),
        Key("评分标准", "text", aliases=("评分规则", "计分办法")),
        Key("方向", "text", choices=("正向", "反向", "等于")),
        Key("公式", "text"),
        Key("目标", "text", doc="对应的年度总体目标编号"),
        Key("说明", "text"),
    ),
)
PRINTED_INDICATOR = evolve(
    INDICATOR, keys=tuple(evolve(key, required=key.required and key.name != "分值") for key in INDICATOR.keys)
)
"""A row of a table that is kept as it was printed (照录): published tables leave points out."""
GOAL = Shape(
    "年度总体目标",
    (
        Key("编号", "text"),
        Key("目标", "text", required=True),
        Key("占比", "text", doc="多个年度目标按占比计入总分时，本目标的占比，例如 60%"),
        Key("指标", "any"),
        Key("说明", "text"),
    ),
)
FACTS = Shape(
    "填报数据",
    (
        Key("格式", "text", required=True, doc="perfscore/1"),
        Key("填报数据", "text", required=True, doc="所填的表名"),
        Key("单位", "text", aliases=("单位名称",)),
        Key("年度", "text"),
        Key("资金", "mapping", doc="资金（万元）: {年初预算数, 全年预算数, 全年执行数, …}"),
        Key("完成情况", "list"),
        Key("总体目标完成情况", "any"),
        Key("总分", "mapping"),
        Key("自评等级", "text"),
        Key("基础数据", "list"),
        Key("参照值", "list"),
        Key("报告陈述", "list"),
        Key("加减分", "list", doc="[{项目, 次数 或 分, 理由}]，项目见评分办法的 汇总/加减分"),
        Key("一票否决", "list", doc="[{事项, 理由}]，已经认定的事项，见评分办法的 汇总/一票否决"),
        Key("下级填报", "list", doc="下级单位各填的完成数，先汇总完成数，再计算得分"),
        Key("取自结果", "list", doc="实际完成值取自另一张表的评价结果：[{指标, 自评表, 填报数据, 项目}]"),
        Key("说明", "any"),
    ),
)
FUNDS = Shape(
    "资金",
    (
        Key("名称", "text"),
        Key("年初预算数", "text"),
        Key("全年预算数", "text", aliases=("预算数", "调整后预算数")),
        Key("全年执行数", "text", aliases=("执行数",)),
        Key("执行率", "text"),
        Key("分值", "text"),
        Key("自评得分", "text", aliases=("得分",)),
        Key("复核得分", "text"),
        Key("偏差原因", "text", aliases=("偏差原因分析及改进措施",)),
        Key("佐证材料", "any"),
        Key("出处", "text"),
        Key("其中", "list"),
        Key("按收入性质分", "mapping"),
        Key("按支出性质分", "mapping"),
        Key("说明", "text"),
    ),
)
FILING = Shape(
    "完成情况",
    (
        Key("编号", "text", aliases=("指标编码",)),
        Key("三级指标", "text", aliases=("指标名称",), required=True),
        Key("一级指标", "text"),
        Key("二级指标", "text"),
        Key("实际完成值", "text", aliases=("全年实际值", "完成值", "完成情况")),
        Key("达成情况", "text", choices=("达成", "部分达成", "未达成")),
        Key("自评得分", "text", aliases=("得分",)),
        Key("复核得分", "text"),
        Key("偏差原因", "text", aliases=("偏差原因分析及改进措施",)),
        Key("佐证材料", "any"),
        Key("佐证已核", "text"),
        Key("不适用", "text", doc="不适用的理由"),
        Key("评分数据", "mapping", doc="评分标准要用到的其他数据，例如 {逾期天数: 7}"),
        Key("说明", "text"),
    ),
)
REFERENCE = Shape(
    "参照值",
    (
        Key("指标", "text", required=True),
        Key("名称", "text", required=True),
        Key("值", "text", required=True),
        Key("来源", "text"),
        Key("说明", "text"),
    ),
)
BASE_ENTRY = Shape(
    "基础数据",
    (
        Key("编号", "text"),
        Key("名称", "text", required=True),
        Key("单位", "text"),
        Key("组", "text"),
        Key("数值", "mapping"),
        Key("出处", "text"),
        Key("其中", "list"),
        Key("备注", "text"),
        Key("说明", "text"),
    ),
)
SPLIT = Shape(
    "其中",
    (Key("拆分", "text"), Key("穷尽", "text"), Key("分项", "list", required=True), Key("说明", "text")),
)
STATEMENT = Shape(
    "报告陈述",
    (
        Key("编号", "text"),
        Key("项目", "text", required=True),
        Key("口径", "text"),
        Key("值", "text"),
        Key("类型", "text"),
        Key("出处", "text"),
        Key("对应", "mapping"),
        Key("涉及指标", "any"),
        Key("其中", "list"),
        Key("说明", "text"),
    ),
)
EXECUTION_ROW = Shape("预算执行", (Key("分值", "text", required=True), Key("评分标准", "text"), Key("说明", "text")))
TOTALS = Shape("总分", (Key("分值", "text"), Key("自评得分", "text", aliases=("得分",))))
YEARS = Shape("适用年度", (Key("起", "text"), Key("止", "text"), Key("说明", "text")))
