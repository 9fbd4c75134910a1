"""The keys of 汇总 in a scheme, and of what facts say for it; reached through :mod:`.shapes`."""

from __future__ import annotations

from ..source import Key, Shape

__all__ = [
    "AGGREGATION",
    "CAP_BAND",
    "EXTRA",
    "EXTRAS",
    "EXTRA_FILING",
    "RESULT_LINK",
    "SUB_UNIT",
    "VETO",
    "VETO_FILING",
]

AGGREGATION = Shape(
    "汇总",
    (
        Key("方法", "text", doc="求和、加权、算术平均、几何平均、最弱环节；不写为求和"),
        Key("权重", "mapping", doc="方法为加权时各一级指标的权重，例如 {财务绩效: 70%, 管理绩效: 30%}"),
        Key("高于最低时加注", "text", doc="方法为最弱环节时，有高于最低一档的行，等级后面加注的符号，例如 +"),
        Key("多目标", "text", doc="合并计分、按占比"),
        Key("执行率封顶", "list", doc="按预算执行率限制总分，从高到低，最低一档从 0% 起"),
        Key("加减分", "mapping"),
        Key("一票否决", "list"),
        Key("下级绝对值", "text", doc="相加、待人工认定"),
        Key("下级相对值", "text", doc="按资金加权、简单平均、待人工认定"),
        Key("依据", "text"),
        Key("状态", "text", choices=("已核", "待核")),
        Key("说明", "text"),
    ),
)
CAP_BAND = Shape(
    "执行率封顶",
    (
        Key("执行率", "text", required=True, doc="本档下限（含），例如 80%"),
        Key("总分上限", "text", required=True),
        Key("编号", "text"),
        Key("说明", "text"),
    ),
)
EXTRAS = Shape(
    "加减分",
    (
        Key("加分上限", "text"),
        Key("扣分上限", "text"),
        Key("总分上限", "text", doc="加分以后总分最高多少；不写为满分"),
        Key("项目", "list"),
        Key("依据", "text"),
        Key("说明", "text"),
    ),
)
EXTRA = Shape(
    "加减分项目",
    (
        Key("项目", "text", required=True),
        Key("方向", "text", required=True, choices=("加分", "扣分")),
        Key("每次", "text", doc="每一次（项、例）加或扣多少分；逐件给分的不写"),
        Key("上限", "text", doc="这个项目最多加或扣多少分"),
        Key("编号", "text"),
        Key("依据", "text"),
        Key("说明", "text"),
    ),
)
VETO = Shape(
    "一票否决",
    (
        Key("事项", "text", required=True),
        Key("处理", "text", required=True, choices=("定级", "封顶", "计零")),
        Key("等级", "text", doc="处理为定级时，定为哪一级"),
        Key("总分上限", "text", doc="处理为封顶时，总分最高多少"),
        Key("编号", "text"),
        Key("依据", "text"),
        Key("说明", "text"),
    ),
)
EXTRA_FILING = Shape(
    "加减分",
    (
        Key("项目", "text", required=True),
        Key("次数", "text", doc="发生多少次（项、例），按评分办法每次的分值计"),
        Key("分", "text", doc="加或扣多少分，写正数"),
        Key("理由", "text"),
        Key("佐证材料", "any"),
        Key("说明", "text"),
    ),
)
VETO_FILING = Shape(
    "一票否决",
    (
        Key("事项", "text", required=True),
        Key("理由", "text", required=True),
        Key("佐证材料", "any"),
        Key("说明", "text"),
    ),
)
SUB_UNIT = Shape(
    "下级填报",
    (
        Key("单位", "text", required=True, aliases=("单位名称",)),
        Key("资金", "text", doc="资金额度，按资金加权时用：资金（万元）: 200"),
        Key("完成情况", "list", required=True),
        Key("说明", "text"),
    ),
)
RESULT_LINK = Shape(
    "取自结果",
    (
        Key("指标", "text", required=True),
        Key("自评表", "text", required=True, doc="另一张表的文件名或编号"),
        Key("填报数据", "text", required=True, doc="另一张表的填报数据，文件名"),
        Key("项目", "text", doc="总分、得分率，或一个一级指标的名称；不写为总分"),
        Key("说明", "text"),
    ),
)
