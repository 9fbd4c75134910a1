"""Messages about how the rows of a table come to a total and a grade: weights, limits, goals: R651-R668."""

from __future__ import annotations

from . import Entry

MESSAGES: dict[str, Entry] = {
    "R651": Entry(
        "error",
        "汇总方法是“加权”，但没有写各一级指标的权重",
        "the method is 加权 but there are no weights",
        ("补上，例如：权重: {{财务绩效: 70%, 管理绩效: 30%}}",),
        ("add 权重 by first-level block",),
    ),
    "R652": Entry(
        "error",
        "写了权重，但汇总方法是“{method}”，用不到权重",
        "there are weights, but the method {method} does not use them",
        ("改为“方法: 加权”，或去掉“权重”",),
        ("write 方法: 加权 or drop 权重",),
    ),
    "R653": Entry(
        "error",
        "权重合计 {sum}，不是 100%：{parts}",
        "the weights add up to {sum}, not to 100%: {parts}",
    ),
    "R654": Entry(
        "error",
        "执行率封顶应当从高到低排列，执行率越低总分上限不能越高：“{below}”排在“{above}”后面",
        "caps go from high to low, and a lower rate cannot have a higher cap: {below} follows {above}",
        ("调整两档的先后，或改上限",),
        ("reorder the bands or change a cap",),
    ),
    "R655": Entry(
        "error",
        "执行率封顶的最低一档从 {rate} 起，低于 {rate} 的没有规定",
        "the lowest cap begins at {rate}; nothing is said of lower rates",
        ("补一档，例如：{{执行率: 0%, 总分上限: 59}}",),
        ("add a band that begins at 0%",),
    ),
    "R656": Entry(
        "error",
        "{key}“{name}”写了两次",
        "{key} “{name}” stands twice",
        ("合并为一项，或改其中一个的名称",),
        ("merge the two or rename one",),
    ),
    "R657": Entry(
        "error",
        "一票否决“{matter}”的处理是“{way}”，缺少“{lacks}”",
        "veto “{matter}” is {way} but lacks {lacks}",
        ("补上：{lacks}: …",),
        ("add {lacks}",),
    ),
    "R658": Entry(
        "error",
        "等级“{grade}”不在评分办法的等级之列：{known}",
        "grade “{grade}” is none of the scheme's grades: {known}",
    ),
    "R659": Entry(
        "error",
        "“{name}”到 {top} 分为止，“{above}”从 {goal} 分起，中间的分数（例如 {middle} 分）没有等级",
        "“{name}” ends at {top} and “{above}” begins at {goal}; scores between (such as {middle}) have no grade",
        ("把“{name}”的上限改为 {goal}（不含），或去掉上限",),
        ("let “{name}” end at {goal}, or drop 上限",),
    ),
    "R660": Entry(
        "error",
        "“{name}”到 {top} 分为止，“{above}”从 {goal} 分起，两级有重叠",
        "“{name}” ends at {top} but “{above}” begins at {goal}; the grades overlap",
        ("把“{name}”的上限改为 {goal}，或去掉上限",),
        ("let “{name}” end at {goal}, or drop 上限",),
    ),
    "R661": Entry(
        "error",
        "最高一级“{name}”的上限是 {top}，满分是 {goal}",
        "the highest grade “{name}” ends at {top}; the full score is {goal}",
        ("改为上限: {goal}，或去掉上限",),
        ("write 上限: {goal} or drop it",),
    ),
    "R662": Entry(
        "error",
        "评分办法“{scheme}”按权重汇总，没有“{block}”的权重，只有：{known}",
        "scheme “{scheme}” weighs blocks but has no weight for “{block}”, only for {known}",
        ("核对一级指标名称，或在评分办法的“汇总/权重”里补上",),
        ("check the block's name or add its weight",),
    ),
    "R663": Entry(
        "error",
        "评分办法“{scheme}”给“{block}”定了权重，表里没有这个一级指标，只有：{names}",
        "scheme “{scheme}” weighs “{block}”, which the table does not have; it has {names}",
        ("核对一级指标名称",),
        ("check the block's name",),
    ),
    "R664": Entry(
        "error",
        "年度目标“{number}”的占比应当写大于 0、不超过 100% 的百分比，却写着“{text}”",
        "goal “{number}” needs a share above 0 and up to 100%, not “{text}”",
        ("例如：占比: 60%",),
        ("for example 占比: 60%",),
    ),
    "R665": Entry(
        "error",
        "年度目标“{number}”有占比，却没有对应它的三级指标",
        "goal “{number}” has a share but no indicator answers it",
        ("在对应的各行写“目标: {number}”",),
        ("write 目标: {number} in the rows that answer it",),
    ),
    "R666": Entry(
        "error",
        "各年度目标的占比合计 {sum}，不是 100%：{parts}",
        "the goals' shares add up to {sum}, not to 100%: {parts}",
    ),
    "R667": Entry(
        "error",
        "“{row}”对应的目标“{number}”不在年度总体目标之列：{known}",
        "“{row}” answers goal “{number}”, which is none of {known}",
    ),
    "R668": Entry(
        "error",
        "按权重或目标占比折算后合计 {sum} 分，不等于满分 {full} 分；各一级指标：{parts}",
        "with weights and goal shares the points come to {sum}, not to the full score {full}; blocks: {parts}",
        ("加权汇总的，每个一级指标各按满分计；按目标占比的，每个目标的分值加上不分目标的各行应当等于满分",),
        (
            "a weighted block has the full score of its own; a goal's rows plus the rows of no goal come to the full score",
        ),
    ),
}
