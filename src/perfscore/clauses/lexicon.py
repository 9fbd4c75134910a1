"""The words of the clause language, as data; the page docs/评分标准写法.md is printed from these tables.

Inclusive and exclusive words follow art. 1259 of the Civil Code: 以上、以下、以内、届满 include the number; 不满、超过、
以外 do not.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ACTUAL_WORDS", "BOUNDS", "PARTS", "TARGET_WORDS", "TRAILS", "UNITS", "WORDS", "Bound", "keywords", "words"]


def words(text: str) -> tuple[str, ...]:
    """Return the words of a line parted by blanks."""
    return tuple(text.split())


class Bound(NamedTuple):
    """A word that bounds a figure: its sign, and where that is laid down."""

    word: str
    sign: str
    source: str


_CIVIL = "民法典第一千二百五十九条"
_PLAIN = "字面"


def _bounds(sign: str, source: str, line: str) -> tuple[Bound, ...]:
    return tuple(Bound(word, sign, source) for word in words(line))


BOUNDS: tuple[Bound, ...] = (
    *_bounds(
        ">=",
        _PLAIN,
        "大于或等于 大于等于 高于或等于 高于等于 多于或等于 不低于 不少于 不小于 不得低于 至少 达到 实现 达 满",
    ),
    *_bounds("<=", _PLAIN, "小于或等于 小于等于 低于或等于 低于等于 少于或等于 不高于 不大于 不多于 至多 控制在"),
    *_bounds("<=", _CIVIL, "不超过 不超出 未超过 未超出 没有超过 未超 不超"),
    *_bounds(
        "<",
        _PLAIN,
        "未达到 没有达到 没达到 达不到 未达 低于 小于 少于 不到 不足 降到 下降到 降至 降低到 下降至 减少到 减少至 低至",
    ),
    *_bounds("<", _CIVIL, "未满 不满"),
    *_bounds(">", _CIVIL, "超额完成 超过 超出 超额 超"),
    *_bounds(">", _PLAIN, "高于 大于 多于"),
    *_bounds("=", _PLAIN, "等于 为 是"),
)
"""Words before a figure."""

TRAILS: tuple[Bound, ...] = (
    *_bounds(">=", _CIVIL, "及其以上 及以上 或以上 和以上 以上 及以后 以后"),
    *_bounds("<=", _CIVIL, "及其以下 及以下 或以下 和以下 以下 及以内 以内 之内 及以前 以前 内"),
    *_bounds(">", _CIVIL, "以外 之外"),
)
"""Words behind a figure."""

TARGET_WORDS: tuple[str, ...] = words(
    "年度绩效目标值 年度绩效指标值 年度绩效目标 绩效目标值 绩效指标值 年度指标值 年度目标值 年初目标值 年初指标值 预期目标值 预期指标值 计划目标值 "
    "计划指标值 设定目标值 设定的目标值 目标任务数 年度目标任务 年度计划数 年度任务数 年初设定目标 年度目标 年度任务 年度指标 年度计划 绩效目标 "
    "绩效指标 预期目标 预期指标 预期标准 预定目标 预期值 计划任务 计划数 计划值 计划量 任务数 任务量 目标任务 工作任务 目标数 目标值 指标值 标准值 "
    "计划完成时间 计划完成值 计划时间 规定时间 规定时限 计划时限 计划工期 计划完成数 全年预算数 预算数 基准值 规定标准 规定目标 指标 目标 计划 任务 预算 标准"
)
"""Names of the row's target."""

ACTUAL_WORDS: tuple[str, ...] = words(
    "年度实际完成值 全年实际完成值 全年实际值 指标实际完成值 实际完成数 实际完成值 实际完成量 实际完成情况 实际完成时间 实际完成 实际值 实际数 "
    "实际支出 实际执行数 全年执行数 预算执行数 执行数 完成值 完成数 完成情况 实际"
)
"""Names of the actual value."""

RATE_WORDS: tuple[str, ...] = words(
    "实际完成率 目标完成率 指标完成率 任务完成率 计划完成率 实际完成比例 目标完成比例 完成比例 完成程度 完成进度 完成率 完成比率 完成目标值的比例"
)
"""Names of the completion ratio, actual ÷ target."""

OVER_RATE_WORDS: tuple[str, ...] = words(
    "超额完成率 超额比例 超额幅度 超额率 超出比例 超过比例 超支率 超支比例 超预算比例 超时比例 超标比例 正偏差率 超计划比例"
)
"""Names of the excess over the target, as a share of it."""

OFF_RATE_WORDS: tuple[str, ...] = words("偏离度 偏离率 偏离比例 偏离程度 偏差率 偏差度 偏差比例 偏差程度 误差率")
"""Names of the absolute deviation from the target, as a share of it."""

POINT_WORDS: tuple[str, ...] = words(
    "该指标分值 该项分值 本项分值 指标分值 该项满分 本项满分 标准分值 全部分值 权重分值 权重分 标准分 该项权重 指标权重 总分值 满分值 分值 权重 满分 全分"
)
"""Names of the row's points."""

ZERO_WORDS: tuple[str, ...] = words(
    "不得分 不计分 不给分 不予计分 不予得分 不予给分 不赋分 不记分 没有分 零分 得分为零 扣完全部分值 全部扣完 扣完分值 扣完本项分值 扣完该项分值 "
    "扣除全部分值 扣全部分值 扣除全部分 全扣 扣全分 扣满分 扣完 扣光"
)

DOWN_WORDS: tuple[str, ...] = words("低于 降低 下降 减少 减低 未达到 不足 短缺 落后 低 降 少 减 差 缺")
UP_WORDS: tuple[str, ...] = words("超过 超出 高于 高出 增加 上升 增长 提高 提升 突破 超支 超 高 增 多")
OFF_WORDS: tuple[str, ...] = words("相差 偏离 偏差 误差 浮动 上下浮动 相差达")
LATE_WORDS: tuple[str, ...] = words("滞后 逾期 延迟 推迟 延期 迟延 延后 拖延 超期 超时 迟报 迟交 延误 晚报 迟 晚 拖后")
RANK_WORDS: tuple[str, ...] = words("退后 后退 下降 靠后 降低 后移 退 降 落后 低")

TIME_UNITS: tuple[str, ...] = words("个工作日 工作日 个自然日 自然日 个月 个季度 季度 小时 天 日 周 月 年 个年度 年度")

COUNT_UNITS: tuple[str, ...] = words(
    "人次 例 项 次 件 起 处 条 篇 份 笔 宗 种 类 个 人 户 家 名 点 方面 季度 月 环节 要素 要点 问题 档"
)
"""Classifiers that count faults (每发现一例)."""

UNITS: tuple[str, ...] = words(
    "亿元 万元 千元 元 万人次 万人 万户 万亩 亩 公顷 平方公里 平方米 立方米 公里 千米 米 公斤 千克 万吨 吨 克 万千瓦时 千瓦时 度 吨标准煤 头 只 株 棵 座 台 辆 套 "
    "所 场次 场 期 批 门 位 倍 分贝 毫克 微克 小时 万株 万头 万只 万台 万套 万平方米 万立方米 亿吨 亿度 亿千瓦时 批次 人天 课时 学时 级 村 床 张 本 册 岁 分钟 人"
)

OTHERWISE_WORDS: tuple[str, ...] = words(
    "否则 其余情况 其他情况 其余 其它情况 其它 其他 未符合上述条件 以上均不符合 反之 除此之外"
)

SAID_BY_MET: tuple[str, ...] = words(
    "全部完成 按计划完成 按要求完成 按期完成 如期完成 按时完成 达标 完成 达到 达成 实现 符合 达到或超过 完成或超过 达到及超过 达到或优于 优于"
)
SAID_BY_UNMET: tuple[str, ...] = words(
    "未全部完成 未按计划完成 未按要求完成 未按期完成 未按时完成 未达标 不达标 未完成 没有完成 没完成 未达到 没有达到 没达到 达不到 未达成 未实现 未达 低于"
)

MET_VERBS = frozenset(
    words(
        "按要求完成 达到或超过 完成或超过 达到或优于 达到及超过 按计划完成 全部完成 达到 达标 达成 符合 满足 优于 完成 实现 达"
    )
)
MISS_VERBS = frozenset(
    words(
        "未按计划完成 未按要求完成 未全部完成 没有完成 没有达到 没达到 未实现 不符合 达不到 未达成 没完成 未满足 未达标 不达标 未达到 未完成 未达"
    )
)
"""Verbs that say of the target that it is met or missed, whether it is named behind them or not."""

NOISE_WORDS: tuple[str, ...] = words(
    "设计 统计 审计 会计 估计 预计 累计 计量 计生 加强 加快 加大 加固 参加 附加 追加 叠加 扣押 扣缴 得到 取得 获得 值得 使得 记录 登记 书记 标记 记账 给予 供给 补给 减免 减灾 减排 "
    "满意度 满意率 满意 行为 作为 成为 认为 为了 因为 人为 分解 充分 部门 应用 应急 适应 对应 相应 供应 反应 可行 可靠 可操作 可量化 可持续 许可 认可 达成年 时间 及时率 "
    "按时率 有效 有关 所有 没有 有序 有力 有限 都市 均衡 平均 人均 均等 即时 随即 立即 是否 还是 为民 定为 视同 各级 各类 各项 各部门 或者 以及 和谐 共和 与会 参与 内容 内部 内控 "
    "省内 市内 县内 国内 区内 满足 圆满 美满 充满 超市 超级 高质量 高标准 低保 度假 制度 进度 力度 程度 深度 广度 密度 角度 额度 强度 温度 湿度 速度 态度 调度 "
    "最低 最高 较高 较低 高效 高校 高度"
)
"""Words that hold a shorter word of the grammar without meaning it (设计 is no 计); the scanner keeps them whole."""

PARTS: tuple[tuple[str, str, str], ...] = (
    ("按比例", "不足一档的部分按比例计", "不足一档的按比例计"),
    ("不足一档不扣", "不足一档的部分不计", "不足一档的不计"),
    ("不足一档按一档扣", "不足一档的部分按一档计", "不足一档的按一档计"),
)
"""The three readings of a part of a step: its name as a choice, how it is explained, how a clause writes it."""

WORDS: dict[str, tuple[str, ...]] = {
    "TARGET": TARGET_WORDS,
    "ACTUAL": ACTUAL_WORDS,
    "RATE": RATE_WORDS,
    "OVERRATE": OVER_RATE_WORDS,
    "OFFRATE": OFF_RATE_WORDS,
    "PTS": POINT_WORDS,
    "ZERO": ZERO_WORDS,
    "OTHER": OTHERWISE_WORDS,
    "UNIT": (*UNITS, *COUNT_UNITS, *TIME_UNITS),
    "BOUND": tuple(b.word for b in BOUNDS),
    "TRAIL": tuple(b.word for b in TRAILS),
    "VERB": (*DOWN_WORDS, *UP_WORDS, *OFF_WORDS, *LATE_WORDS, *RANK_WORDS, *SAID_BY_MET, *SAID_BY_UNMET),
    "HAP": words("发现 出现 发生 存在 查出 查实 遗漏 漏报 漏 有 缺少 缺失 未"),
    "PP": ("个百分点", "百分点"),
    "BY": words("按照 根据 依据 依照 采用 采取 运用 按"),
    "SCORE": words(
        "得分值 扣分值 加分值 计算得分 计算分值 确定得分 酌情得分 计分 得分 赋分 给分 记分 评分 扣分 减分 折算 扣减 计算 扣减分值 扣除 递减 加分 计 得 扣 减 加 记 给 赋 评"
    ),
    "INTERP": words(
        "线性插值法 直线插值法 线性内插法 直线内插法 线性插值 直线插值 内插法 插值法 线性内插 直线内插 区间内插 区间内按比例 插值 内插 线性"
    ),
    "VAGUE": words(
        "酌情 适当 视情况 视情节 视情形 视程度 视具体情况 视完成情况 适度 斟酌 自由裁量 综合评定 综合评价 综合评分 综合打分 合理确定"
    ),
    "RATIO": words("同比例 等比例 相应比例 比例 比率 百分比"),
    "GLUE": words(
        "基本分 基础分 的部分 情况下 情况 部分 该指标 该项 本项 此项 该栏 的 时 者 则 应 可 均 各 即 直接 视为 就 都 后 且 并 或 和 与 及 从 在 对 每有 也"
    ),
    "BETWEEN": words("二者之间 两者之间 上述之间 其间 中间 介于 之间 区间"),
    "EXHAUST": tuple(
        f"{head}扣{how}{what}为止"
        for head in ("", "直至", "直到", "至")
        for how in ("完", "光")
        for what in (
            "",
            "分值",
            "该项分值",
            "本项分值",
            "该项得分",
            "本项得分",
            "该项分",
            "本项分",
            "该指标分值",
            "此项分值",
            "分数",
            "全部分值",
            "所有分值",
            "该项分数",
            "本项分数",
            "指标分值",
            "该项",
            "本项",
            "得分",
            "分",
            "标准分",
            "权重分",
            "该项满分",
            "满分",
            "本指标分值",
        )
    ),
    "CAPPED": words("满分为止 加满为止 加完为止"),
    "MOST": words(
        "最多扣 最高扣 至多扣 累计最多扣 累计扣分不超过 扣分不超过 扣分最高不超过 扣分最多不超过 最高扣分 最多扣分 扣满 最多扣除 最高扣除 扣分上限为 扣分上限 最多加 最高加 累计加分不超过 加分不超过 最高加分 最多加分 累计最高加 加分上限为"
    ),
    "WHOLE": words(
        "最高 最多 最高得 最高计 最高可得 满分 总分 分值 共计 合计 总计 共 本项共 权重 满分为 分值为 标准分"
    ),
    "EITHER": words(
        "二者择其一进行考核 二者择其一考核 二者择其一 两者择其一 两项择其一 任选其一 二选一 择其一 择优计分 就高计分"
    ),
    "NOTABOVE": words(
        "得分不得突破权重总额 得分不得突破分值 得分不超过分值 得分不超过该项分值 得分不得超过分值 得分不得超过该项分值 得分最高不能超过该指标分值上限 得分最高不超过该指标分值上限 "
        "最高得分不超过分值 最高不超过分值 得分最高不超过分值 最高不超过该项分值 得分不超过权重 最高不超过满分 得分不超过满分 最高得满分 以满分为限 最高为满分 得分不超过指标分值 得分最高不能超过该指标分值 最高不得超过分值 得分不得超过权重总额 "
        "得分不得超过指标分值 超过的按满分计 超额完成不加分 超额完成的不加分 超额完成按满分计 超额完成的按满分计 超过部分不加分 超出部分不加分"
    ),
    "STANDARD": words("为标准 为基准 为准 为目标"),
    "HEAD": words(
        "评分标准 评分规则 评分办法 评分方法 评分细则 计分标准 计分规则 计分办法 计分方法 计分原则 打分标准 赋分标准 赋分规则 计分方式 考核标准 扣分标准 评价标准 考评标准 "
        "评价要点 评价内容 考核内容 指标解释 定量指标计分原则 定性指标计分原则 定量指标 定性指标 正向指标 反向指标 负向指标"
    ),
    "EFFICACY": words("功效系数法 功效系数"),
    "NAME": words("第 前 后"),
    "RANKU": ("位次", "名次"),
    "REL": words("相对值 相对目标值 相对"),
    "EACH": ("每",),
    "NOISE": NOISE_WORDS,
    "ENDING": ("为止", "为限"),
    "DIRECT": words("直接赋分法 直接赋分 直接计分 按是否完成计分 按是否达成计分"),
    "INCL": words("含本数 不含本数 包含 不包含 不含 含 包括 不包括"),
}
"""Every word the scanner knows, by the name the productions call it."""


def keywords() -> dict[str, frozenset[str]]:
    """Return word → the names it goes by (低于 is both BOUND and VERB)."""
    found: dict[str, set[str]] = {}
    for kind, known in WORDS.items():
        for word in known:
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
