"""The canonical form of a clause: what is printed reads back as the same clause."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..curves.segments import number
from .values import (
    Amount,
    Award,
    Between,
    Condition,
    Discretion,
    Efficacy,
    Formula,
    Full,
    Interpolated,
    Met,
    Off,
    Otherwise,
    Points,
    Prorata,
    Rule,
    Share,
    Spread,
    Steps,
    Unmet,
    Within,
    Words,
)

if TYPE_CHECKING:
    from .clause import Clause

__all__ = ["print_award", "print_clause", "print_condition"]

_PARTS = {"按比例": "不足一档的按比例扣", "不足一档不扣": "不足一档不扣分", "不足一档按一档扣": "不足一档的按一档扣"}
_HEADS = {"完成率": "完成率", "偏离": "偏离度", "超出": "超出比例", "目标": "目标值的"}


def _n(value: Fraction) -> str:
    return number(value) or "0"


def _percent(value: Fraction) -> str:
    return f"{_n(value * 100)}%"


def _amount(value: Amount) -> str:
    return f"{_n(value.value)}{value.unit or ''}"


def print_clause(clause: Clause) -> str:
    """Return the canonical text."""
    parts: list[str] = []
    if clause.stated is not None:
        parts.append(f"满分{_n(clause.stated)}分")
    if clause.standard is not None:
        parts.append(f"以{_amount(clause.standard)}为标准")
    parts += [f"{d.name}={d.expression}" for d in clause.definitions]
    if clause.items:
        parts.append(
            "；".join(f"{_circled(i)}{item.text}，{_n(item.points)}分" for i, item in enumerate(clause.items, 1))
        )
    parts += [_rule(r) for r in clause.rules]
    text = "；".join(parts)
    if clause.exhaust:
        text += "，扣完为止" if text else "扣完为止"
    if clause.capped:
        text += "；得分不超过分值"
    if clause.either:
        text += "；二者择其一"
    for said in (*clause.remarks, *(n.text for n in clause.notes)):
        text += f"；{said}" if text else said
    return text


def _circled(i: int) -> str:
    return chr(0x245F + i) if i <= 20 else f"{i}、"


def _rule(rule: Rule) -> str:
    award = print_award(rule.award)
    match rule.condition:
        case None:
            return award
        case Otherwise():
            return f"其余{award}"
        case Between():
            return f"之间{award}"
        case Words(text):
            return f"“{text}”的，{award}"
        case condition:
            return f"{print_condition(condition)}的，{award}"


def print_condition(condition: Condition) -> str:
    """Return a condition in canonical words."""
    match condition:
        case Met(on_time):
            return "按期完成" if on_time else "达到目标"
        case Unmet(on_time):
            return "未按期完成" if on_time else "未达到目标"
        case Words(text):
            return text
        case Otherwise():
            return "其余"
        case Between():
            return "之间"
        case Within():
            return _within(condition)


def _within(w: Within) -> str:
    if w.of == "名次":
        return _ranks(w)
    if w.of == "目标":
        one = Fraction(1)
        ends = {e for e in (w.low, w.high) if e is not None}
        if ends == {one} and (w.low is None or w.high is None):
            sign = {(True, True): "不低于", (True, False): "超过", (False, True): "不超过", (False, False): "低于"}
            return f"{sign[w.low is not None, bool(w.low_closed if w.low is not None else w.high_closed)]}目标"
        scaled = _ends(w, 100, "%")
        return f"目标值的{scaled}"
    if w.of == "低于":
        return f"低于目标值{_distance(w)}"
    if w.of == "超出":
        return f"{w.subject}{_ends(w, 1, w.unit)}" if w.subject else f"超过目标值{_distance(w)}"
    head = {"完成率": "完成率", "偏离": "偏差在", "逾期": "逾期", "次数": "发生"}.get(w.of, w.subject)
    if w.of == "偏离" and w.subject:
        head = w.subject
    return head + _ends(w, 1, w.unit)


def _distance(w: Within) -> str:
    unit = w.unit or ""
    if w.high is None:
        assert w.low is not None
        mark = "" if w.loose else _mark(w.low_closed)
        return f"{_n(w.low)}{unit}{mark}以上"
    low = Fraction(0) if w.low is None else w.low
    if low == 0:
        return f"{_n(w.high)}{unit}{'' if w.loose else _mark(w.high_closed)}以内"
    return f"{_n(low)}{unit}{_mark(w.low_closed)}-{_n(w.high)}{unit}{_mark(w.high_closed)}"


def _mark(closed: bool | None) -> str:
    return "" if closed is None else "（含）" if closed else "（不含）"


def _ranks(w: Within) -> str:
    if w.low is None:
        return f"前{_n(w.high or Fraction(0))}名"
    if w.high is None:
        return f"第{_n(w.low)}名{'及以后' if w.loose else '（含）以后' if w.low_closed else '之后'}"
    return f"第{_n(w.low)}名" if w.low == w.high else f"第{_n(w.low)}-{_n(w.high)}名"


def _ends(w: Within, scale: int, unit: str | None) -> str:
    u = unit or ""
    low, high = (None if v is None else v * scale for v in (w.low, w.high))
    if low is not None and high is not None:
        if low == high:
            return f"={_n(low)}{u}"
        if w.loose:
            left = (
                f"{_n(low)}{u}以上"
                if w.low_closed
                else f"超过{_n(low)}{u}"
                if w.low_closed is False
                else f"{_n(low)}{u}"
            )
            if w.low_closed and w.high_closed:
                return f"{left}{_n(high)}{u}以下"
            if w.low_closed:
                return f"{left}不足{_n(high)}{u}" if w.high_closed is False else f"{left}-{_n(high)}{u}"
            return f"{left}、{_n(high)}{u}以下" if w.low_closed is False else f"{left}-{_n(high)}{u}以下"
        return f"{_n(low)}{u}{_mark(w.low_closed)}-{_n(high)}{u}{_mark(w.high_closed)}"
    if low is not None:
        if w.loose:
            return f"{_n(low)}{u}以上"
        return f"{'≥' if w.low_closed else '>'}{_n(low)}{u}"
    assert high is not None
    if w.loose:
        return f"{_n(high)}{u}以下"
    return f"{'≤' if w.high_closed else '<'}{_n(high)}{u}"


def print_award(award: Award) -> str:
    """Return an award in canonical words."""
    match award:
        case Points(value):
            return f"得{_n(value)}分" if value else "不得分"
        case Share(value):
            return f"得分值的{_percent(value)}"
        case Full():
            return "得满分"
        case Off(value, share, gain):
            if not value:
                return "不扣分"
            verb = "加" if gain else "扣"
            return f"{verb}分值的{_percent(value)}" if share else f"{verb}{_n(value)}分"
        case Prorata(by):
            return {
                "比例": "按完成比例计分",
                "扣比例": "按比例扣分",
                "偏离比例": "按偏离比例扣分",
                "值": "按执行率计分",
            }[by]
        case Interpolated():
            return "按线性插值计分"
        case Steps():
            return _steps(award)
        case Spread(low, low_closed, high, high_closed, share):
            if share:
                return f"得{_percent(high)}{_mark(high_closed)}-{_percent(low)}{_mark(low_closed)}"
            return f"得{_n(low)}分{_mark(low_closed)}-{_n(high)}分{_mark(high_closed)}"
        case Discretion(most):
            return "酌情扣分" if most is None else f"酌情扣分，最多扣{_n(most)}分"
        case Efficacy(standards, unit):
            return "功效系数法：" + "、".join(f"标准值{_n(v)}{unit or ''}系数{_n(k)}" for v, k in standards)
        case Formula(expression, for_op):
            head = {">=": "正向指标", "<=": "反向指标"}.get(for_op or "", "")
            return f"{head}得分={expression}"


_VERBS = {"down": "低于", "up": "超过", "off": "相差", "late": "逾期", "rank": "退后"}


def _steps(s: Steps) -> str:
    verb = "得" if s.from_zero else "加" if s.gain else "扣"
    gives = f"{verb}分值的{_percent(s.points)}" if s.share else f"{verb}{_n(s.points)}分"
    if s.way == "each":
        size = f"{_n(s.amount)}{s.unit or ''}"
        text = f"每{'满足' if s.gain else '发现'}{size}{f'“{s.name}”' if s.name else ''}{gives}"
    else:
        size = f"{_n(s.amount)}{s.unit or ''}"
        text = f"每{_VERBS[s.way]}{'目标值的' if s.relative else ''}{size}{gives}"
    if s.part is not None:
        text += f"，{_PARTS[s.part]}"
    if s.most is not None:
        text += f"，最多{'加' if s.gain else '扣'}{'分值的' + _percent(s.most) if s.most_share else _n(s.most) + '分'}"
    return text
