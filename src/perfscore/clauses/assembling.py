"""From atoms to rules: which condition gets which award.

A rule is one or more conditions and an award. Conditions that cannot be joined into one interval become words, which a
person judges; nothing that carries a number is dropped without an error.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import Factory, define, evolve

from ..base.problem import Problem, problem
from .atoms import Atom
from .cursor import Cursor
from .lexicon import COUNT_UNITS
from .values import (
    Amount,
    Award,
    Between,
    Condition,
    Definition,
    Discretion,
    Formula,
    Full,
    Interpolated,
    Item,
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

__all__ = ["Draft", "assemble"]


@define
class Draft:
    """What has been put together so far; spans are of the folded text."""

    rules: list[Rule] = Factory(list)
    items: list[Item] = Factory(list)
    stated: Fraction | None = None
    standard: Amount | None = None
    exhaust: bool = False
    capped: bool = False
    either: bool = False
    definitions: list[Definition] = Factory(list)
    remarks: list[tuple[str, tuple[int, int]]] = Factory(list)
    problems: list[Problem] = Factory(list)


_SUBJECT = re.compile(
    r"(?:率|度|比例|值|数|量|额|比|进度|时间|天数|金额|面积|成本|支出|经费|投入|排名|名次|位次|指标|幅|增速|增长|人数|次数|情况|占比|比重|强度|水平|产值|收入|时长|工期|周期|"
    r"费用|资金|里程|浓度|系数|指数|规模|距离|结果|得分|评分|程度|分数|逾期|延迟|滞后|延期|推迟|超期|超时|拖延|迟报|覆盖|均价|单价|价格|执行|完成|支付|单位|数额|预算)$"
)
_TRIM_FRONT = re.compile(
    r"^(?:[,、:;。(\)”]|若|如果|如|凡|对于|对|当|则|且|其中|即|但|并|的|其|该|在(?![职岗编校建册校线])|和|与|为|是|评分标准|评分规则|计分标准|计分规则|指标解释|计分方法|评分方法|评分细则)+"
)
_TRIM_BACK = re.compile(r"(?:[,、:;。(…]|的|者|时|则|(?<![所存现内])在|(?<![行作成认])为|(?<![还但])是|(?<![到表])达|(?<=的)情况|(?<=的)情形)+$")
_CUES = re.compile(r"\d|[扣加得计减]\s*分|分值|≥|≤|>|<|=|%|满分")
_REQUEST = re.compile(r"(?:说明|分析|注明|提供|备注|解释|报送|附)[^,;]{0,8}(?:原因|理由|材料|说明|情况|依据)")
_NOTHING = frozenset(("", "全年", "全部", "按", "则", "并", "分别", "的", "的部分", "部分", "情况", "者", "时", "等", "分", "本项", "该项", "其中", "此项", "即"))


def trim(text: str) -> str:
    """Strip the joints from both ends of a stretch of words."""
    before = None
    while before != text:
        before = text
        text = _TRIM_BACK.sub("", _TRIM_FRONT.sub("", text))
    return text


@define
class _Pending:
    """Conditions that wait for their award."""

    found: list[tuple[Condition, Atom]] = Factory(list)

    def span(self) -> tuple[int, int]:
        return (self.found[0][1].start, self.found[-1][1].end) if self.found else (0, 0)


_MET_KIND = frozenset(
    "完成 达到 达成 实现 达标 符合 满足 全部完成 按计划完成 按要求完成 达到或超过 完成或超过 达到及超过 达到或优于 按期完成 按时完成 如期完成 按期 按时 及时 如期 准时 按计划 "
    "达 优于 超过 全部 全面 圆满 完成任务".split()
)
_MISS_KIND = frozenset(
    "未全部完成 未按计划完成 未按要求完成 未达标 不达标 未完成 没有完成 没完成 未达到 没有达到 没达到 达不到 未达成 未实现 未达 未按期完成 未按时完成 未按期 未按时 未及时 逾期 "
    "不符合 未满足 未按规定时间完成 延迟 滞后 延期 超期 超时 推迟 迟延 未能 未".split()
)
_TIMELY = re.compile(r"按时|按期|如期|准时|及时|逾期|延迟|滞后|延期|超期|超时|推迟|时间|时限|工期")
_FILLER = frozenset(
    "的 时 者 则 了 且 并 等 情况 该指标 本项 该项 的部分 要求 计划 目标 任务 指标 年度 预期 规定 既定 全年 当年 工作 标准 值 , 若 如 在 内 均 全 各项 各 及 能 上述 以上 相关 和 设定 预定".split()
)


def said_of_target(text: str, tokens: tuple[str, ...]) -> Condition | None:
    """Return Met or Unmet where words say no more than that the target is met or missed."""
    core = [t for t in tokens if t not in _FILLER]
    flat: list[str] = []
    for token in core:
        flat += _split(token)
    known = [t for t in flat if t not in _FILLER and t]
    if not known:
        return None
    on_time = bool(_TIMELY.search(text))
    one = Fraction(1)
    if len(known) == 1 and known[0] in ("超过", "超出", "超支", "高于", "超标", "超额"):
        return Within("目标", one, False, None, None)
    if re.fullmatch(r"(?:出现|为|呈)?(?:负增长|负值|负数)(?:的)?", trim(text)):
        return Within("值", None, None, Fraction(0), False)
    if re.fullmatch(r"(?:未|不|没有|无|没)(?:超支|超额|超预算|超标)(?:的)?", trim(text)):
        return Within("目标", None, None, one, True)
    if len(known) == 1 and known[0] in ("低于", "不足", "少于"):
        return Within("目标", None, None, one, False)
    if all(t in _MISS_KIND or t in _MET_KIND for t in known):
        miss = any(t in _MISS_KIND for t in known)
        if not miss and all(t in ("超过", "全部", "全面") for t in known):
            return None
        return Unmet(on_time) if miss else Met(on_time)
    short = re.fullmatch(r"(?:已|能|全部|按要求)?(未|没有|没)?(?:能)?(?:按要求|全部|按计划)?完成(?:[^,、、和及且并]{0,10})(?:任务|目标|计划|指标|工作)(?:的|数|量)?", trim(text))
    if short:
        return Unmet(on_time) if short.group(1) else Met(on_time)
    return None


def _split(token: str) -> list[str]:
    if token in _MET_KIND or token in _MISS_KIND or token in _FILLER:
        return [token]
    rest, out = token, []
    words = sorted((*_MET_KIND, *_MISS_KIND, *_FILLER), key=len, reverse=True)
    while rest:
        for word in words:
            if rest.startswith(word):
                out.append(word)
                rest = rest[len(word) :]
                break
        else:
            return [token]
    return out


def assemble(c: Cursor, found: tuple[Atom, ...], has_notes: bool) -> Draft:
    """Return the draft of a clause from its atoms."""
    del has_notes
    listed = _checklist(c, found)
    if listed is not None:
        return listed
    return _Assembler(c, found).run()


# --- checklists ---------------------------------------------------------------------------------------------------


def _checklist(c: Cursor, found: tuple[Atom, ...]) -> Draft | None:
    """Return the items of an enumerated list whose every item states its points, else None."""
    heads = [i for i, a in enumerate(found) if a.kind == "enum"]
    if len(heads) < 2 or any(a.kind == "words" and trim(a.text) and _CUES.search(a.text) for a in found[: heads[0]]):
        return None
    draft = Draft()
    for a in found[: heads[0]]:
        if a.kind == "stated":
            draft.stated = a.value
        elif a.kind not in ("words", "comma", "colon", "stop", "pause", "open", "close"):
            return None
    for first, last in zip(heads, [*heads[1:], len(found)], strict=True):
        if not _item(c, found[first + 1 : last], draft):
            return None
    return draft if len(draft.items) == len(heads) else None


def _item(c: Cursor, part: tuple[Atom, ...], draft: Draft) -> bool:
    marks = [i for i, a in enumerate(part) if a.kind in ("award", "stated")]
    if len(marks) != 1:
        return False
    at = marks[0]
    given = part[at].value
    points = given if part[at].kind == "stated" else given.value if isinstance(given, Points) else None
    if points is None or at == 0 or any(a.kind in ("equation", "otherwise", "steps") for a in part[:at]):
        return False
    for a in part[at + 1 :]:
        if a.kind in ("comma", "stop", "close", "pause", "open"):
            continue
        if a.kind == "exhaust":
            draft.exhaust = True
        elif a.kind == "steps" and a.value.way in ("each", "down"):
            draft.rules.append(Rule(None, a.value, (a.start, a.end)))
        else:
            return False
    text = trim(c.line.text[part[0].start : part[at].start])
    if not text:
        return False
    draft.items.append(Item(text, points))
    return True


# --- rules --------------------------------------------------------------------------------------------------------


class _Assembler:
    """Walks the atoms once; ``pending`` holds the conditions met since the last award."""

    def __init__(self, c: Cursor, found: tuple[Atom, ...]) -> None:
        self.c = c
        self.found = found
        self.draft = Draft()
        self.pending = _Pending()
        self.held: tuple[Award, Atom] | None = None
        self.label = ""
        self.for_op: str | None = None
        self.after_award = False

    def run(self) -> Draft:
        for i, atom in enumerate(self.found):
            handler = getattr(self, f"_on_{atom.kind}", None)
            if handler is not None:
                handler(i, atom)
        self._on_stop(len(self.found), None)
        return self.draft

    # atoms that only mark ---------------------------------------------------------------------------------

    def _on_stop(self, i: int, atom: Atom | None) -> None:
        del i, atom
        if self.held is not None:
            award, at = self.held
            if self.pending.found:
                self._rule(award, at)
            elif isinstance(award, Points | Full):
                self._unread(at)
            self.held = None
        self._flush()
        self.label = ""
        self.after_award = False

    def _on_enum(self, i: int, atom: Atom) -> None:
        self._on_stop(i, atom)

    def _on_colon(self, i: int, atom: Atom) -> None:
        del i, atom
        last = self.pending.found[-1][0] if self.pending.found else None
        if isinstance(last, Words) and len(self.pending.found) == 1:
            label = trim(last.text)
            self.pending.found.clear()
            if "正向" in label:
                self.for_op = ">="
            elif "反向" in label or "负向" in label or "逆向" in label:
                self.for_op = "<="
            self.label = "" if re.search(r"标准|规则|办法|方法|细则|原则|要点|方式", label) else label

    def _on_exhaust(self, i: int, atom: Atom) -> None:
        del i, atom
        self.draft.exhaust = True

    def _on_capped(self, i: int, atom: Atom) -> None:
        del i, atom
        self.draft.capped = True

    def _on_either(self, i: int, atom: Atom) -> None:
        del i, atom
        self.draft.either = True

    def _on_standard(self, i: int, atom: Atom) -> None:
        del i
        self.draft.standard = atom.value

    def _on_stated(self, i: int, atom: Atom) -> None:
        del i
        words = [c for c, _ in self.pending.found if isinstance(c, Words)]
        if words and len(words) == len(self.pending.found) and self.draft.stated is None and not self.draft.rules:
            self.label = words[0].text
            self.pending.found.clear()
        if self.draft.stated is not None and self.draft.stated != atom.value:
            self._unread(atom)
        self.draft.stated = atom.value

    def _on_most(self, i: int, atom: Atom) -> None:
        del i
        value, share = atom.value
        for at in range(len(self.draft.rules) - 1, -1, -1):
            award = self.draft.rules[at].award
            if isinstance(award, Steps):
                self.draft.rules[at] = evolve(self.draft.rules[at], award=evolve(award, most=value, most_share=share))
                return
            if isinstance(award, Discretion) and not share:
                self.draft.rules[at] = evolve(self.draft.rules[at], award=Discretion(value))
                return
        self._unread(atom)

    def _on_part(self, i: int, atom: Atom) -> None:
        del i
        changed = False
        for at, rule in enumerate(self.draft.rules):
            if isinstance(rule.award, Steps) and rule.award.part is None:
                self.draft.rules[at] = evolve(rule, award=evolve(rule.award, part=atom.value))
                changed = True
        if not changed:
            self._unread(atom)

    # conditions -------------------------------------------------------------------------------------------

    def _on_words(self, i: int, atom: Atom) -> None:
        text = trim(atom.text)
        ahead = self.found[i + 1] if i + 1 < len(self.found) else None
        if atom.text == "部分" and ahead is not None and isinstance(ahead.value, Met):
            self.pending.found.append((Words(atom.text), atom))
            return
        if atom.text in ("是", "否", "有", "无"):
            self.pending.found.append((Words(atom.text), atom))
            return
        if text in _NOTHING and not self._continues(i):
            return
        if self._continues(i):
            start, before = self.pending.found[-1][1].start, self.pending.found[-1][1]
            joined = self.c.line.text[start : atom.end]
            self.pending.found[-1] = (Words(trim(joined)), evolve(atom, first=before.first, start=start, text=joined))
            return
        if text in ("定量指标", "定性指标"):
            return
        if text.startswith(("正向指标", "反向指标", "负向指标")) and len(text) <= 6:
            self.for_op = ">=" if text.startswith("正") else "<="
            return
        tokens = tuple(t.text for t in self.c.tokens[atom.first : atom.last])
        said = said_of_target(atom.text, tokens)
        follows = self.found[i + 1].kind if i + 1 < len(self.found) else "stop"
        if said is not None and follows != "cond":
            self.pending.found.append((said, atom))
        else:
            self.pending.found.append((Words(_plain(text)), atom))

    def _continues(self, i: int) -> bool:
        """Say whether words go on behind a bracket: 建成面积(含结转)完成任务."""
        if not self.pending.found or not isinstance(self.pending.found[-1][0], Words):
            return False
        at = i - 1
        while at >= 0 and self.found[at].kind in ("open", "close"):
            at -= 1
        return at < i - 1 and at >= 0 and self.found[at].last == self.pending.found[-1][1].last

    def _on_quoted(self, i: int, atom: Atom) -> None:
        del i
        self.pending.found.append((Words(atom.value), atom))

    def _on_cond(self, i: int, atom: Atom) -> None:
        value: Condition = atom.value
        if isinstance(value, Within):
            value = self._with_subject(value)
        elif isinstance(value, Met | Unmet) and self.pending.found:
            last = self.pending.found[-1]
            if isinstance(last[0], Words) and last[1].last == atom.first and _is_subject(last[0].text):
                self.pending.found.pop()
        self.pending.found.append((value, atom))
        del i

    def _with_subject(self, value: Within) -> Within:
        subject = value.subject
        last = self.pending.found[-1] if self.pending.found else None
        if last is not None and isinstance(last[0], Words) and not subject:
            text = self._named(last)
            if re.search(r"(?:已|实际|全部|累计)?完成.{0,16}(?:任务|目标|计划|指标|量|数)$", text) and value.unit == "%" and value.of == "值":
                self.pending.found.pop()
                return evolve(value, of="完成率")
            value, text = _compared(value, text)
            if value.unit in COUNT_UNITS and _HAPPENS.match(text):
                self.pending.found.pop()
                return evolve(value, of="次数")
            if _is_subject(text) or (value.of == "名次" and _RANKING.match(text)):
                subject = _plain(text)
                self.pending.found.pop()
        elif not subject and self.label and _SUBJECT.search(self.label):
            subject = self.label
        return self._inherited(_by_subject(value, subject))

    def _named(self, last: tuple[Condition, Atom]) -> str:
        """Return the words before a figure, with what 、 parts from them (非常满意、满意占比)."""
        assert isinstance(last[0], Words)
        text = last[0].text
        while len(self.pending.found) > 1:
            before, atom = self.pending.found[-2]
            if not isinstance(before, Words) or self.c.line.text[atom.end : atom.end + 1] != "、" or len(text) > 30:
                break
            if not _SUBJECT.search(text):
                break
            text = f"{before.text}、{text}"
            self.pending.found.pop()
            self.pending.found[-1] = (Words(text), self.pending.found[-1][1])
        return text

    def _inherited(self, value: Within) -> Within:
        """A bare interval goes on with what the one before it was about (偏离度10%以内…，10%-20%…)."""
        last = next((r.condition for r in reversed(self.draft.rules) if isinstance(r.condition, Within)), None)
        if last is None or value.of != "值" or value.subject:
            return value
        if value.unit is None and last.unit is not None and last.of in ("值", "完成率"):
            value = evolve(value, unit=last.unit)
        if last.of in ("偏离", "名次", "逾期", "完成率") and value.unit in (last.unit, None):
            return evolve(value, of=last.of, unit=last.unit)
        if last.of == "超出" and value.unit == last.unit and value.low is not None:
            return evolve(value, of="超出")
        if last.of == "目标" and value.unit == "%" and not (last.low in (1, None) and last.high in (1, None)):
            low, high = (None if e is None else e / 100 for e in (value.low, value.high))
            return evolve(value, of="目标", low=low, high=high, unit=None)
        return value

    def _on_spreads(self, i: int, atom: Atom) -> None:
        del i
        if all(isinstance(c, Words) and not _CUES.search(c.text) for c, _ in self.pending.found):
            self.pending.found.clear()
        for spread in atom.value:
            self._rule(spread, atom)

    def _on_otherwise(self, i: int, atom: Atom) -> None:
        del i
        if self.after_award or not self.pending.found:
            self.pending.found.clear()
        self.pending.found.append((Otherwise(), atom))

    def _on_between(self, i: int, atom: Atom) -> None:
        del i
        if not any(isinstance(c, Within) for c, _ in self.pending.found):
            self.pending.found.clear()
            self.pending.found.append((Between(), atom))

    # awards -----------------------------------------------------------------------------------------------

    def _on_award(self, i: int, atom: Atom) -> None:
        nxt = self.found[i + 1].kind if i + 1 < len(self.found) else "stop"
        award: Award = atom.value
        if not self.pending.found and nxt in ("colon", "open") and isinstance(award, Points | Full | Share):
            if self.held is not None:
                self._unread(atom)
            self.held = (award, atom)
            return
        self._rule(award, atom)

    def _on_close(self, i: int, atom: Atom) -> None:
        if self.held is not None and self.pending.found:
            nxt = self.found[i + 1].kind if i + 1 < len(self.found) else "stop"
            if nxt in ("pause", "comma", "stop"):
                self._on_stop(i, atom)

    def _on_steps(self, i: int, atom: Atom) -> None:
        del i
        award: Steps = atom.value
        conditions = [c for c, _ in self.pending.found]
        words = [c for c in conditions if isinstance(c, Words)]
        if award.way == "each" and conditions and (words or any(isinstance(c, Unmet) for c in conditions)):
            start, end = self.pending.span()
            award = evolve(award, name=_fault(trim(self.c.line.text[start:end]), award.name))
            self.pending.found.clear()
        elif words and len(words) == len(conditions):
            self.pending.found.clear()
        elif words and any(isinstance(c, Within | Met | Unmet) for c in conditions):
            self.pending.found = [p for p in self.pending.found if not isinstance(p[0], Words)]
        only = self.pending.found[0] if len(self.pending.found) == 1 else None
        if only is not None and isinstance(only[0], Within) and _is_anchor(only[0], award):
            self._rule(Full(), only[1])
        self._rule(award, atom)

    def _on_equation(self, i: int, atom: Atom) -> None:
        del i
        name, body = atom.value
        if name != "得分":
            self.draft.definitions.append(Definition(name, body))
            self.label = name
            return
        words = [c for c, _ in self.pending.found if isinstance(c, Words)]
        if self.for_op is not None and len(words) == len(self.pending.found):
            for condition in words:
                if _NEAR_SIGN.search(condition.text):
                    self._doubt(condition)
            self.pending.found.clear()
        self._rule(Formula(body, self.for_op), atom)
        self.for_op = None

    def _rule(self, award: Award, atom: Atom) -> None:
        if not self.pending.found and self.label and isinstance(award, Points | Share | Spread) and not self.after_award:
            self.pending.found.append((Words(_plain(self.label)), atom))
        condition, ok = self._condition()
        start = self.pending.found[0][1].start if self.pending.found else atom.start
        self.pending.found.clear()
        if not ok:
            return
        if condition is None and isinstance(award, Points | Share | Off):
            if isinstance(award, Points) and self.draft.stated is None and not self.draft.rules:
                self.draft.stated = award.value
                return
            if isinstance(award, Off) and award.value == 0:
                return
            self.draft.problems.append(problem("C454", span=(atom.start, atom.end), text=atom.text))
            return
        if condition is None and isinstance(award, Full) and any(isinstance(r.condition, Met) for r in self.draft.rules):
            return
        if isinstance(award, Interpolated) and condition is None:
            condition = Between()
        self.draft.rules.append(Rule(condition, award, (min(start, atom.start), max(atom.end, start))))
        self.after_award = True

    def _condition(self) -> tuple[Condition | None, bool]:
        """Return the one condition the pending ones make; (…, False) where they cannot be put into one."""
        items = [c for c, _ in self.pending.found]
        if not items:
            return None, True
        if len(items) == 1:
            self._doubt(items[0])
            return items[0], True
        if any(isinstance(c, Otherwise) for c in items):
            return Otherwise(), True
        kinds = {type(c) for c in items}
        if kinds == {Within}:
            joined = _intersect([c for c in items if isinstance(c, Within)])
            if joined is not None:
                return joined, True
        apart = [(c, a) for c, a in self.pending.found if isinstance(c, Words) and re.match(r"除.*外", c.text)]
        if apart and len(apart) < len(self.pending.found):
            for c, a in apart:
                if isinstance(c, Words):
                    self.draft.remarks.append((c.text, (a.start, a.end)))
            self.pending.found = [p for p in self.pending.found if p not in apart]
            return self._condition()
        if kinds <= {Met} or kinds <= {Unmet}:
            return items[0], True
        start, end = self.pending.span()
        words = Words(_plain(trim(self.c.line.text[start:end])))
        self._doubt(words)
        return words, True

    def _doubt(self, condition: Condition) -> None:
        """Words may be words only when no number, sign or near-sign is left in them."""
        if not isinstance(condition, Words):
            return
        span = self.pending.span()
        if _NEAR_SIGN.search(condition.text):
            self.draft.problems.append(problem("C488", span=span, text=_short(condition.text)))
        elif re.search(r"\d|[≥≤<>=%]", condition.text):
            self.draft.problems.append(problem("C489", span=span, text=_short(condition.text)))

    # what is left -----------------------------------------------------------------------------------------

    def _flush(self) -> None:
        if not self.pending.found:
            return
        start, end = self.pending.span()
        text = trim(self.c.line.text[start:end])
        figures = any(isinstance(c, Within) for c, _ in self.pending.found)
        self.pending.found.clear()
        if text in _NOTHING:
            return
        if _REQUEST.search(text) or not (figures or _CUES.search(text)):
            self.draft.remarks.append((text, (start, end)))
            return
        self.draft.problems.append(problem("C455", span=(start, end), text=_short(text)))

    def _unread(self, atom: Atom) -> None:
        self.draft.problems.append(problem("C454", span=(atom.start, atom.end), text=_short(atom.text)))


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


_NEAR_SIGN = re.compile(r"(?:率|度|值|额|比|数|为|量)?[“”]?[A-Za-z∠∧∨＞＜]{1,2}\d|\d[XYWxyw]|为[A-Za-z]{2}|(?:率|度|值|额|比)[“”]?[WwMmNnZz](?![A-Za-z])")
_HAPPENS = re.compile(r"(?:全年|年内|累计|一年内|共|被|每年|当年|年度)*(?:发现|出现|发生|存在|查出|查实)(?:问题|违规|违纪|事故|次数|情况|数量)?$")
_RANKING = re.compile(
    r"(?:排名|名次|位次|位列|位居|排位|排在|排|列|居|进入|位于|处于|获得|获|考核|综合|总|得分|成绩|在|全[省市国县区]|[省市县区州]|本|系统|内|年度|考评|评比|结果|的|为|第)+$"
)
_COMPARES = {
    "不低于": ">=", "不少于": ">=", "达到": ">=", "高于": ">", "超过": ">", "大于": ">", "低于": "<", "少于": "<", "小于": "<", "不足": "<", "不超过": "<=",
    "不高于": "<=", "未达到": "<",
}  # fmt: skip


def _compared(value: Within, words: str) -> tuple[Within, str]:
    """Give a bare figure the sign of the verb that stands apart from it: 低于人均0.05元, 面积达到可种面积的90%."""
    found = None
    for verb in sorted(_COMPARES, key=len, reverse=True):
        at = words.rfind(verb)
        if at >= 0:
            found = (verb, at)
            break
    if found is None or value.low is None or value.low != value.high:
        return value, words
    verb, at = found
    sign = _COMPARES[verb]
    rest = words[at + len(verb) :]
    head = words[:at] or rest
    if sign in (">=", ">"):
        value = evolve(value, low_closed=sign == ">=", high=None, high_closed=None)
    else:
        value = evolve(value, low=None, low_closed=None, high_closed=sign == "<=")
    return value, trim(head)


def _is_subject(text: str) -> bool:
    """Say whether words are no more than the name of a figure."""
    if not _SUBJECT.search(text) or len(text) > 40 or re.search(r"[,;]", text):
        return False
    head, _, tail = text.rpartition("的")
    return not re.search(r"且|并且|同时", tail if head else text)


def _is_anchor(w: Within, steps: Steps) -> bool:
    """Say whether an interval is where steps are counted from (≥90%，每降低1%扣…), not where they hold."""
    if w.of not in ("值", "完成率", "目标"):
        return False
    if w.low is not None and w.low == w.high:
        return steps.way in ("down", "up", "off")
    if steps.way == "down":
        return w.high is None and bool(w.low_closed)
    return steps.way == "up" and w.low is None and bool(w.high_closed)


def _plain(text: str) -> str:
    """Drop quotation marks, which the canonical form needs for itself."""
    return text.replace("“", "").replace("”", "")


def _fault(words: str, name: str) -> str:
    """Join what was said before 每 to the name of the fault: 材料缺失的，每发现一起 is a 材料缺失."""
    return _plain(f"{words}{name}")


def _by_subject(value: Within, subject: str) -> Within:
    """Let the name of the figure decide what the interval is about."""
    if value.of != "值":
        return value if value.of != "目标" else value
    if re.search(r"(?:超额|超出|超支|超标|超时|超计划|超预算|超过)(?:完成)?(?:率|比例|幅度)$", subject):
        return evolve(value, of="超出", subject=subject)
    if re.search(r"(?:偏离|偏差|误差)(?:率|度|比例|程度|幅度)?$", subject):
        return evolve(value, of="偏离", subject=subject)
    if re.fullmatch(r"(?:实际|目标|指标|任务|计划|年度|工作)*完成(?:率|比例|程度|进度|比率)", subject) and value.unit in ("%", None):
        return evolve(value, of="完成率", subject="")
    if value.unit == "名" or re.search(r"(?:排名|名次|位次)$", subject):
        return evolve(value, of="名次", subject="", unit="名")
    if re.search(r"(?:逾期|延迟|滞后|延期|推迟|超期|超时|拖延|迟报)(?:时间|天数)?$", subject):
        return evolve(value, of="逾期", subject="")
    return evolve(value, subject=subject)


def _intersect(items: list[Within]) -> Within | None:
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
        high, high_closed = (first.high, first.high_closed) if first.high is not None else (other.high, other.high_closed)
        if low is None or high is None or low > high:
            return None
        first = Within(
            first.of, low, low_closed, high, high_closed, first.unit or other.unit, first.subject or other.subject,
            first.loose or other.loose,
        )
    return first


