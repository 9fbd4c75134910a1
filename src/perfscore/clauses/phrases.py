"""What stretches of words between figures and awards say: the name of a figure, the target met, a fault, a request."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from .lexicon import MET_VERBS, MISS_VERBS, words
from .values import Condition, Met, Steps, Unmet, Within

__all__ = [
    "CUES",
    "HAPPENS",
    "NEAR_SIGN",
    "RANKING",
    "REQUEST",
    "SUBJECT",
    "bare_subject",
    "by_subject",
    "compared",
    "fault",
    "intersect",
    "is_anchor",
    "is_subject",
    "plain",
    "said_of_target",
    "short",
    "since_last",
    "trim",
]

SUBJECT = re.compile(
    r"(?:率|度|比例|值|数|量|额|比|进度|时间|天数|金额|面积|成本|支出|经费|投入|排名|名次|位次|指标|幅|增速|增长|人数|次数|情况|占比|比重|强度|水平|产值|收入|时长|工期|周期|"
    r"费用|资金|里程|浓度|系数|指数|规模|距离|结果|得分|评分|程度|分数|逾期|延迟|滞后|延期|推迟|超期|超时|拖延|迟报|覆盖|均价|单价|价格|执行|完成|支付|单位|数额|预算)$"
)
_TRIM_FRONT = re.compile(
    r"^(?:[,、:;。(\)”]|若|如果|如|凡|对于|对|当(?![年期月地])|则|且|其中|即|但|并|的|其|该|在(?![职岗编校建册校线])|和|与|为|是|评分标准|评分规则|计分标准|计分规则|指标解释|计分方法|评分方法|评分细则)+"
)
_TRIM_BACK = re.compile(
    r"(?:[,、:;。(…]|的|者|(?<![及按准限])时|则|(?<![所存现内])在|(?<![行作成认])为|(?<![还但])是|(?<![到表])达|(?<=的)情况|(?<=的)情形)+$"
)
CUES = re.compile(r"\d|[扣加得计减]\s*分|分值|≥|≤|>|<|=|%|满分")
REQUEST = re.compile(r"(?:说明|分析|注明|提供|备注|解释|报送|附)[^,;]{0,8}(?:原因|理由|材料|说明|情况|依据)")


def trim(text: str) -> str:
    """Strip the joints from both ends of a stretch of words."""
    before = None
    while before != text:
        before = text
        text = _TRIM_BACK.sub("", _TRIM_FRONT.sub("", text))
    return text


_MET_KIND = MET_VERBS | frozenset(
    words("按期完成 按时完成 如期完成 按期 按时 及时 如期 准时 按计划 超过 全部 全面 圆满 完成任务")
)
_MISS_KIND = MISS_VERBS | frozenset(
    words("未按期完成 未按时完成 未按期 未按时 未及时 逾期 未按规定时间完成 延迟 滞后 延期 超期 超时 推迟 迟延 未能 未")
)
_TIMELY = re.compile(r"按时|按期|如期|准时|及时|逾期|延迟|滞后|延期|超期|超时|推迟|时间|时限|工期")
_FILLER = frozenset(
    words(
        "的 时 者 则 了 且 并 等 情况 该指标 本项 该项 的部分 要求 计划 目标 任务 指标 年度 预期 规定 既定 全年 当年 工作 标准 "
        "值 , 若 如 在 内 均 全 各项 各 及 能 上述 以上 相关 和 设定 预定"
    )
)
_LONGEST_FIRST = tuple(sorted(_MET_KIND | _MISS_KIND | _FILLER, key=len, reverse=True))


def said_of_target(text: str, tokens: tuple[str, ...]) -> Condition | None:
    """Return Met or Unmet where words say no more than that the target is met or missed."""
    one = Fraction(1)
    if re.fullmatch(r"(?:出现|为|呈)?(?:负增长|负值|负数)(?:的)?", trim(text)):
        return Within("值", None, None, Fraction(0), False)
    if re.fullmatch(r"(?:未|不|没有|无|没)(?:超支|超额|超预算|超标)(?:的)?", trim(text)):
        return Within("目标", None, None, one, True)
    if re.fullmatch(r"不等于(?:目标值|指标值|目标|指标)?(?:的)?", trim(text)):
        return Unmet()
    core = [t for t in tokens if t not in _FILLER]
    flat: list[str] = []
    for token in core:
        flat += _split(token)
    known = [t for t in flat if t not in _FILLER and t]
    if not known:
        return None
    on_time = bool(_TIMELY.search(text))
    if len(known) == 1 and known[0] in ("超过", "超出", "超支", "高于", "超标", "超额"):
        return Within("目标", one, False, None, None)
    if len(known) == 1 and known[0] in ("低于", "不足", "少于"):
        return Within("目标", None, None, one, False)
    if all(t in _MISS_KIND or t in _MET_KIND for t in known):
        miss = any(t in _MISS_KIND for t in known)
        if not miss and all(t in ("超过", "全部", "全面") for t in known):
            return None
        return Unmet(on_time) if miss else Met(on_time)
    short = re.fullmatch(
        r"(?:已|能|全部|按要求)?(未|没有|没)?(?:能)?(?:按要求|全部|按计划)?完成(?:[^,、、和及且并]{0,10})(?:任务|目标|计划|指标|工作)(?:的|数|量)?",
        trim(text),
    )
    if short:
        return Unmet(on_time) if short.group(1) else Met(on_time)
    return None


def _split(token: str) -> list[str]:
    """Return the words of these kinds that a token is made of; the token itself where it has any other part."""
    rest, out = token, []
    while rest:
        word = next((w for w in _LONGEST_FIRST if rest.startswith(w)), None)
        if word is None:
            return [token]
        out.append(word)
        rest = rest[len(word) :]
    return out


HAPPENS = re.compile(
    r"(?:全年|年内|累计|一年内|共|被|每年|当年|年度)*(?:发现|出现|发生|存在|查出|查实)(?:问题|违规|违纪|事故|次数|情况|数量)?$"
)
RANKING = re.compile(
    r"(?:排名|名次|位次|位列|位居|排位|排在|排|列|居|进入|位于|处于|获得|获|考核|综合|总|得分|成绩|在|全[省市国县区]|[省市县区州]|本|系统|内|年度|考评|评比|结果|的|为|第)+$"
)
_COMPARES = {
    "不低于": ">=", "不少于": ">=", "达到": ">=", "高于": ">", "超过": ">", "大于": ">", "低于": "<", "少于": "<", "小于": "<", "不足": "<", "不超过": "<=",
    "不高于": "<=", "未达到": "<",
}  # fmt: skip


def compared(value: Within, text: str) -> tuple[Within, str]:
    """Give a bare figure the sign of the verb that stands apart from it: 低于人均0.05元, 面积达到可种面积的90%."""
    found = None
    for verb in sorted(_COMPARES, key=len, reverse=True):
        at = text.rfind(verb)
        if at >= 0:
            found = (verb, at)
            break
    if found is None or value.low is None or value.low != value.high:
        return value, text
    verb, at = found
    sign = _COMPARES[verb]
    rest = text[at + len(verb) :]
    head = text[:at] or rest
    if sign in (">=", ">"):
        value = evolve(value, low_closed=sign == ">=", high=None, high_closed=None)
    else:
        value = evolve(value, low=None, low_closed=None, high_closed=sign == "<=")
    return value, trim(head)


_SINCE = re.compile(
    r"(?:较|比|与|同|相较|相比)?(?:上年度?|去年|上一年|上年同期|去年同期|基期|年初)(?:同期)?(?:相比)?(?:提高|增长|增加|上升|提升)了?$"
)


def since_last(text: str) -> bool:
    """Say whether words name a rise since an earlier time (较上年提高), which only a target of change measures."""
    return bool(_SINCE.fullmatch(text))


def bare_subject(text: str, unit: str | None) -> bool:
    """Say whether short words before a figure in a unit of its own are its name (带动就业100人以上)."""
    return (
        unit not in (None, "%", "‰", "个百分点", "名")
        and 2 <= len(text) <= 8
        and not re.search(r"[、,;且并和或与及未不无没\d发出存查现生符]", text)
    )


def is_subject(text: str) -> bool:
    """Say whether words are no more than the name of a figure."""
    if not SUBJECT.search(text) or len(text) > 40 or re.search(r"[,;]", text):
        return False
    head, _, tail = text.rpartition("的")
    return not re.search(r"且|并且|同时", tail if head else text)


def short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


NEAR_SIGN = re.compile(
    r"(?:率|度|值|额|比|数|为|量)?[“”]?[A-Za-z∠∧∨＞＜]{1,2}\d|\d[XYWxyw]|为[A-Za-z]{2}|(?:率|度|值|额|比)[“”]?[WwMmNnZz](?![A-Za-z])"
)


def is_anchor(w: Within, steps: Steps) -> bool:
    """Say whether an interval is where steps are counted from (≥90%，每降低1%扣…), not where they hold."""
    if w.of not in ("值", "完成率", "目标"):
        return False
    if w.low is not None and w.low == w.high:
        return steps.way in ("down", "up", "off")
    if steps.way == "down":
        return w.high is None and bool(w.low_closed)
    return steps.way == "up" and w.low is None and bool(w.high_closed)


def plain(text: str) -> str:
    """Drop quotation marks, which the canonical form needs for itself."""
    return text.replace("“", "").replace("”", "")


def fault(said: str, name: str) -> str:
    """Join what was said before 每 to the name of the fault: 材料缺失的，每发现一起 is a 材料缺失."""
    return plain(f"{said}{name}")


def by_subject(value: Within, subject: str) -> Within:
    """Let the name of the figure decide what the interval is about."""
    if value.of != "值":
        return value
    if re.search(r"(?:超额|超出|超支|超标|超时|超计划|超预算|超过)(?:完成)?(?:率|比例|幅度)$", subject):
        return evolve(value, of="超出", subject=subject)
    if re.search(r"(?:偏离|偏差|误差)(?:率|度|比例|程度|幅度)?$", subject):
        return evolve(value, of="偏离", subject=subject)
    if re.fullmatch(
        r"(?:实际|目标|指标|任务|计划|年度|工作)*完成(?:率|比例|程度|进度|比率)", subject
    ) and value.unit in ("%", None):
        return evolve(value, of="完成率", subject="")
    if value.unit == "名" or re.search(r"(?:排名|名次|位次)$", subject):
        return evolve(value, of="名次", subject="", unit="名")
    if re.search(r"(?:逾期|延迟|滞后|延期|推迟|超期|超时|拖延|迟报)(?:时间|天数)?$", subject):
        return evolve(value, of="逾期", subject="")
    return evolve(value, subject=subject)


def intersect(items: list[Within]) -> Within | None:
    """Return the interval that all of them leave, where they are about the same thing."""
    first = items[0]
    for other in items[1:]:
        if other.of != first.of or (other.unit and first.unit and other.unit != first.unit):
            return None
        if other.subject and first.subject and other.subject != first.subject:
            return None
        if (first.low is not None and other.low is not None) or (first.high is not None and other.high is not None):
            return None
        low, low_closed = (first.low, first.low_closed) if first.low is not None else (other.low, other.low_closed)
        high, high_closed = (
            (first.high, first.high_closed) if first.high is not None else (other.high, other.high_closed)
        )
        if low is None or high is None or low > high or (low == high and not (low_closed and high_closed)):
            return None
        first = Within(
            first.of,
            low,
            low_closed,
            high,
            high_closed,
            first.unit or other.unit,
            first.subject or other.subject,
            first.loose or other.loose,
        )
    return first
