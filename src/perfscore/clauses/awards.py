"""Productions for what a rule gives: 得5分, 满分, 不得分, 得80%的分值, 按比例计分, 酌情扣分, 100-80%（含）."""

from __future__ import annotations

import re
from fractions import Fraction

from .cursor import Cursor
from .numbers import inclusive
from .values import Award, Discretion, Full, Interpolated, Off, Points, Prorata, Share, Spread

__all__ = ["OFF_WORDS", "award", "deduction"]

OFF_WORDS = frozenset(["扣", "减", "扣分", "减分", "扣减", "扣除", "扣减分值", "递减", "倒扣", "扣分值"])
GAIN_WORDS = frozenset(["加", "加分", "增加", "加分值"])
_SCORE_GLUE = (
    "则", "应", "可", "均", "各", "即", "直接", "的", "都", "就", "视为", "一律", "全部", "本项", "该项", "此项", "该指标", "按", "按照", "给予", "相应",
    "总计", "共", "为", "以", "是", "一次性", "的分值", "对应", "合计", "基本分", "基础分",
)  # fmt: skip
_AFTER_SHARE = ("的", "该", "本", "对应", "相应", "本项", "该项", "此项", "该指标")
_ZERO = Points(Fraction(0))


def _points_after(c: Cursor) -> bool:
    """Take a trailing 的分值 / 的权重分 / 分; say whether one stood there."""
    before = c.i
    c.skip(_AFTER_SHARE)
    if c.take("PTS", "FEN"):
        c.take("FEN")
        return True
    if c.word("得分") and not c.sees("SIGN", "NUM"):
        return True
    c.i = before
    return False


def deduction(c: Cursor) -> tuple[Fraction, bool] | None:
    """Take how much is taken off or added, behind the verb: 2分, 分值的5%, 5%的权重分; (amount, is a share)."""
    before = c.i
    c.skip(_SCORE_GLUE)
    had_points = bool(c.take("PTS"))
    c.skip(("的", "各"))
    token = c.take("NUM")
    if token is None or token.value is None:
        c.i = before
        return None
    if token.a("HUNDREDTH") or c.take("PCT"):
        _points_after(c)
        return token.value / 100, True
    if c.take("FEN"):
        c.skip(("值",))
        return token.value, False
    c.i = before
    del had_points
    return None


def award(c: Cursor) -> Award | None:
    """Take an award, or None. A bare ``5分`` is one; ``分值5分`` is not (it states the maximum)."""
    before = c.i
    for production in (_zero, _by_person, _vague, _interpolated, _prorata, _spread, _share, _full, _counted):
        got = production(c)
        if got is not None:
            return got
        c.i = before
    return None


def _verb(c: Cursor) -> str | None:
    c.skip(_SCORE_GLUE)
    token = c.take("SCORE")
    if token is None:
        return None
    if token.text in ("计", "得", "给", "赋") and c.sees("SCORE"):
        return token.text
    c.skip(("为", "是", "以", "按", "相应", "该项", "本项", "基本分", "基础分"))
    return token.text


def _zero(c: Cursor) -> Award | None:
    c.skip(_SCORE_GLUE)
    if c.take("ZERO"):
        return _ZERO
    if c.word("不扣分", "不予扣分", "不扣", "不减分"):
        return Off(Fraction(0))
    token = c.take("SCORE")
    if (
        token is not None
        and token.text in OFF_WORDS
        and (c.word("全部") or True)
        and (c.take("PTS") or token.text == "扣分值")
    ):
        if c.word("的") or c.sees("NUM"):
            return None
        return _ZERO
    return None


_PERSON = re.compile(
    r"(?:(?:实际|具体|该项|本项|指标|最终)?(?:得分|分值|分数|评分))?(?:由|经)(?:[^,;。、()\d]{0,12}?)"
    r"(?:人员|专家|专家组|评审组|评价组|评价小组|工作组|评价机构|第三方机构|机构|单位|部门|小组|科室|股室|财政局|财政部门)"
    r"(?:根据[^,;。()\d]{1,20}?|结合[^,;。()\d]{1,20}?)?(?:综合|集体|据实|研究|讨论)?"
    r"(?:认定|评定|判定|确定|评判|评分|打分|赋分|评价打分|评议)(?:得分)?(?=[,;。)]|$)"
)


def _by_person(c: Cursor) -> Award | None:
    """Take 得分由评价人员认定: somebody decides the points."""
    match = None if c.over() else _PERSON.match(c.line.text, c.peek().start)
    if match is None:
        return None
    while not c.over() and c.peek().start < match.end():
        c.i += 1
    return Discretion()


def _vague(c: Cursor) -> Award | None:
    before = c.i
    c.skip(_SCORE_GLUE)
    if not c.take("VAGUE"):
        return None
    for _ in range(8):
        if c.take("VAGUE"):
            continue
        if c.take("SCORE"):
            break
        if c.over() or c.sees("SEP", "NUM"):
            break
        c.i += 1
    if c.sees("OPEN") and c.peek(1).text in _MOST_WORDS:
        c.i += 1
        most = _most(c)
        c.take("CLOSE")
        return Discretion(most)
    after = c.i
    c.take("SEP")
    most = _most(c)
    if most is None:
        c.i = after
        if c.i == before:
            return None
    return Discretion(most)


_MOST_WORDS = frozenset(
    ["最多扣", "最高扣", "至多扣", "最多扣除", "最高扣除", "扣分不超过", "最高扣分", "扣分上限", "扣分上限为"]
)


def _most(c: Cursor) -> Fraction | None:
    before = c.i
    if c.peek().text not in _MOST_WORDS:
        return None
    c.i += 1
    got = deduction(c)
    if got is None or got[1]:
        c.i = before
        return None
    return got[0]


def _interpolated(c: Cursor) -> Award | None:
    c.skip(_SCORE_GLUE)
    c.take("BY")
    c.skip(("采用", "用", "直线"))
    if not c.take("INTERP"):
        return None
    for _ in range(3):
        if c.take("SCORE", "PTS") or c.word("法", "方法", "的", "确定"):
            continue
        break
    return Interpolated()


_PRORATA = re.compile(
    r"(?:按照|根据|依据|依照|按|以)(?:其|该|项|指标|任务|目标|工作|计划|实际|预算|应|相应|全年|年度|所|的|超|超过|超出|超支|超额|未|完成|部分|达到|任务数|目标值|指标值|占|"
    r"超计划时间|计划完成时间|计划|缺口|差额|短缺|不足|同等|同|等|与|和|之|完成值|指标值|除以|偏离|偏差|数量|情况|程度|进度|值|数|量|分值|权重){0,12}"
    r"(?:比例|比率|百分比|完成率|完成比例|完成程度|完成进度|完成情况|执行率|到位率|偏离度|偏差率|偏离率|偏差程度|偏离程度|满意度|支出率|支付率|达标率|合格率|及时率|比重)"
    r"(?:进行|来|的|予以|相应|直接|酌情|乘以|乘|×|该指标|该项|本项|指标|分值|权重|满分|总分|并|情况){0,5}"
    r"(?P<verb>计算得分|计算分值|计算扣分|确定得分|计分|得分|赋分|给分|记分|评分|打分|扣分|减分|扣减分值|扣减得分|扣减|扣除|折算得分|折算|计算|递减|减少得分|核定得分|计|扣|得|减|给|记)?"
    r"(?:得分|分值|相应分值|相应分数|相应得分|该项分值|本项分值|分数|分)?"
)


def _prorata(c: Cursor) -> Award | None:
    c.skip(("则", "应", "可", "均", "的", "即", "得分", "全部", "应当"))
    first = c.i
    token = c.peek()
    if not token.a("BY") and token.text not in ("同比例", "等比例", "以", "按"):
        return None
    text = c.line.text
    if token.text in ("同比例", "等比例"):
        match = re.compile(
            r"(?:同|等)比例(?P<verb>扣分|扣减|扣除|递减|计分|得分|赋分|折算|计算)(?:得分|分值|相应分值)?"
        ).match(text, token.start)
    else:
        match = _PRORATA.match(text, token.start, token.start + 60)
    if match is None:
        return None
    end = match.end()
    while not c.over() and c.peek().start < end:
        c.i += 1
    if c.i > first and c.tokens[c.i - 1].end != end:
        return None
    said = match.group()
    verb = match.group("verb") or ""
    off = bool(re.search(r"扣|减", verb))
    if re.search(r"偏离|偏差", said):
        return Prorata("偏离比例") if off else None
    if "酌情" in said:
        return Discretion(None)
    if re.search(r"(执行|到位|满意|支出|支付|达标|合格|及时)[率度]", said):
        return None if off else Prorata("值")
    if not verb and not said.endswith(("比例", "完成率")):
        return None
    if c.sees("NUM"):
        return None
    return Prorata("扣比例" if off else "比例")


def _ratio(c: Cursor, *, percent: bool) -> tuple[Fraction, bool] | None:
    """Take a number, with or without %; (number, % stood there)."""
    token = c.take("NUM")
    if token is None or token.value is None:
        return None
    if token.a("HUNDREDTH"):
        return token.value, True
    got = bool(c.take("PCT"))
    return None if percent and not got else (token.value, got)


def _spread(c: Cursor) -> Award | None:
    """Take 100%-80%（含）, 100-80%(含80%), 8-10分 behind a verb, 分值的80%-100%."""
    verb = _verb(c)
    points_first = bool(c.take("PTS")) or verb == "得分值"
    c.skip(("的", "区间", "范围", "内"))
    first = _ratio(c, percent=False)
    if first is None:
        return None
    first_fen = bool(c.take("FEN"))
    first_mark = inclusive(c)
    if not c.take("DASH"):
        return None
    second = _ratio(c, percent=False)
    if second is None:
        return None
    second_fen = bool(c.take("FEN")) if not second[1] else False
    second_mark = inclusive(c)
    if second[1] and not first_fen:
        if verb is None and not points_first and not _points_after(c):
            return None
        _points_after(c)
        c.skip(("合理", "之间"))
        while c.take("VAGUE", "SCORE"):
            pass
        scale, share = Fraction(1, 100), True
    elif second_fen and not second[1]:
        if verb in OFF_WORDS:
            return None
        scale, share = Fraction(1), False
    else:
        return None
    a, b = (first[0] * scale, first_mark), (second[0] * scale, second_mark)
    if a[0] > b[0]:
        a, b = b, a
    return Spread(a[0], a[1], b[0], b[1], share)


def _share(c: Cursor) -> Award | None:
    """Take 得80%, 得分值的80%, 得满分的60%, 80%分值, 按50%计分, 扣50%, 得一半分."""
    verb = _verb(c)
    points = bool(c.take("PTS")) or verb in ("得分值", "扣分值", "加分值")
    c.skip(("的",))
    half = c.word("一半", "半数")
    if half:
        value: Fraction = Fraction(1, 2)
        if not points and not _points_after(c) and verb is None:
            return None
    else:
        got = _ratio(c, percent=True)
        if got is None:
            return None
        value = got[0] / 100
        behind = _points_after(c)
        if not (verb or points or behind):
            return None
        if verb in (None, "计", "计算", "折算") and c.sees("SCORE") and not c.sees("NUM", ahead=1):
            c.i += 1
    if c.sees("DASH"):
        return None
    if verb in OFF_WORDS:
        return Off(value, share=True)
    if verb in GAIN_WORDS:
        return Off(value, share=True, gain=True)
    return Share(value)


_ALL = frozenset(
    [
        "满分",
        "全分",
        "满分值",
        "全部分值",
        "总分",
        "总分值",
        "该项满分",
        "本项满分",
        "标准分",
        "权重分",
        "该项分值",
        "本项分值",
        "分值",
        "指标分值",
        "权重",
        "该指标分值",
        "标准分值",
        "权重分值",
    ]
)


def _full(c: Cursor) -> Award | None:
    c.skip(_SCORE_GLUE)
    verb = c.take("SCORE")
    c.skip(("为", "全部", "的", "相应"))
    token = c.peek()
    if not token.a("PTS") or token.text not in _ALL:
        return None
    if verb is None and token.text not in ("满分", "全分"):
        return None
    if token.text in ("分值", "权重") and verb is not None and verb.text not in ("得", "计", "给", "记", "赋"):
        return None
    if verb is not None and (verb.text in OFF_WORDS or verb.text in GAIN_WORDS):
        return None
    c.i += 1
    if c.sees("SIGN", "TIMES", "DIV") or (c.sees("NUM") and verb is None) or c.word("的"):
        return None
    return Full()


def _counted(c: Cursor) -> Award | None:
    verb = _verb(c)
    token = c.take("NUM")
    if token is None or token.value is None or (token.a("CN") and verb is None):
        return None
    bare_zero = token.value == 0 and verb is not None and c.sees("SEP", "END", "CLOSE")
    if not c.take("FEN") and not bare_zero:
        return None
    if c.sees("DASH") and c.sees("NUM", ahead=1):
        return None
    if verb in OFF_WORDS:
        return Off(token.value)
    if verb in GAIN_WORDS:
        return Off(token.value, gain=True)
    return Points(token.value)
