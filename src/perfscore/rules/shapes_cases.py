"""The keys of a file of cases (校验样例); reached through :mod:`.shapes`."""

from __future__ import annotations

from ..source import Key, Shape

__all__ = ["CASE", "CASES", "EXPECTATION"]

CASES = Shape(
    "校验样例",
    (
        Key("格式", "text", required=True, doc="perfscore/1"),
        Key("校验样例", "text", required=True, doc="这一组样例的名称"),
        Key("适用办法", "text", doc="各样例所用的评分办法，编号或文件"),
        Key("自评表", "text", doc="各样例所用的自评表或评价体系，编号或文件"),
        Key("样例", "list", required=True),
        Key("说明", "any"),
    ),
)
CASE = Shape(
    "样例",
    (
        Key("名称", "text", required=True),
        Key("适用办法", "text"),
        Key("自评表", "text"),
        Key("年度", "text"),
        Key("改动", "mapping", doc="只在这个样例里改写评分办法，写法同“基于”：{约定: {不足一档: 按比例}}"),
        Key("行", "list", doc="每行写指标和填报的内容，另加“期望得分”"),
        Key("逐值", "mapping", doc="同一个指标逐个试实际完成值：{90%: 10, 89.99%: 8}"),
        Key("填报数据", "any", doc="整张表的填报数据，文件名，或直接写各项"),
        Key("年度指标值", "text"),
        Key("分值", "text"),
        Key("评分标准", "text"),
        Key("方向", "text"),
        Key("一级指标", "text"),
        Key("二级指标", "text"),
        Key("年度总体目标", "any"),
        Key("评价范围", "text"),
        Key("预算执行", "mapping"),
        Key("资金", "mapping"),
        Key("基础数据", "list"),
        Key("参照值", "list"),
        Key("报告陈述", "list"),
        Key("加减分", "list"),
        Key("一票否决", "list"),
        Key("下级填报", "list"),
        Key("取自结果", "list"),
        Key("总体目标完成情况", "any"),
        Key("期望", "mapping"),
        Key("依据", "text"),
        Key("说明", "text"),
    ),
)
EXPECTATION = Shape(
    "期望",
    (
        Key("总分", "text"),
        Key("满分", "text"),
        Key("等级", "text", doc="等级名称；不定等级的写“不定”"),
        Key("最低", "text", doc="总分区间的下端"),
        Key("最高", "text", doc="总分区间的上端"),
        Key("得分", "mapping", doc="{三级指标: 分}，分可以写“待人工认定”“不适用”"),
        Key("一级", "mapping", doc="{一级指标: 分}"),
        Key("计分依据", "mapping", doc="{三级指标: 可复算}"),
        Key("核对", "any", doc="应当有的核对结果的代码"),
        Key("不核对", "any", doc="不应当有的核对结果的代码"),
        Key("错误", "any", doc="应当拒绝的，写问题的代码"),
        Key("说明", "text"),
    ),
)
