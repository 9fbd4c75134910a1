"""From atoms to rules: which condition gets which award.

A rule is one or more conditions and an award. Conditions that cannot be joined into one interval become words, which a
person judges; nothing that carries a number is dropped without an error.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import Factory, evolve

from ..base.problem import problem
from ..base.values import define
from .atoms import Atom
from .checklists import checklist
from .cursor import Cursor
from .draft import Draft
from .lexicon import COUNT_UNITS, TIME_UNITS
from .numbers import folded
from .phrases import (
    CUES,
    HAPPENS,
    NEAR_SIGN,
    RANKING,
    REQUEST,
    SUBJECT,
    bare_subject,
    by_subject,
    compared,
    fault,
    intersect,
    is_anchor,
    is_subject,
    plain,
    said_of_target,
    short,
    since_last,
    trim,
)
from .values import (
    Award,
    Between,
    Condition,
    Definition,
    Discretion,
    Formula,
    Full,
    Interpolated,
    Met,
    Off,
    Otherwise,
    Points,
    Rule,
    Share,
    Spread,
    Steps,
    Unmet,
    Within,
    Words,
)

__all__ = ["assemble"]


_SCORING = re.compile(r"(?<!折)扣(?![押缴留发])|得分|计分|不得分|加分|分值|满分|[÷×+]")
_NOTHING = frozenset(
    (
        "",
        "全年",
        "全部",
        "按",
        "则",
        "并",
        "分别",
        "的",
        "的部分",
        "部分",
        "情况",
        "者",
        "时",
        "等",
        "分",
        "本项",
        "该项",
        "其中",
        "此项",
        "即",
    )
)
_TIMES = frozenset(folded(u) for u in TIME_UNITS)
_DONE = re.compile(
    r"(?:全部|及时|按时)?(?:完成|办结|办理完毕|办理完成|处置完毕|处理完毕|拨付到位|拨付|处置|处理|支付|发放|兑付|受理|审核|到位|发放到位|完工|答复|响应|反馈|完成任务|完成办理|完成拨付|完成支付)(?:任务|工作|的)?"
)
"""What is done within a time (25天内完成): the time is the figure."""


def _done_within(items: list[Condition]) -> Within | None:
    """Return the time of two conditions, a time and what is done within it; None where they are not that."""
    if items and isinstance(items[0], Words) and items[0].text in ("规定", "规定的"):
        items = items[1:]
    match items:
        case [Within(of="值") as within, Words(text)] if within.unit in _TIMES and _DONE.fullmatch(text):
            return within
        case [Within(of="值") as within, Met()] if within.unit in _TIMES:
            return within
        case _:
            return None


def _short_of_target(items: list[Condition]) -> Within | None:
    """Return 未达到目标值但达到目标值60%以上的 as one interval below the target; None where it is not said."""
    kept = [c for c in items if not (isinstance(c, Words) and c.text in ("但", "且", "但是", "并且", "而"))]
    match kept:
        case [Unmet(on_time=False), Within(of="目标", high=None) as w] | [
            Within(of="目标", high=None) as w,
            Unmet(on_time=False),
        ] if w.low is not None and w.low < 1:
            return evolve(w, high=Fraction(1), high_closed=False, loose=False)
        case _:
            return None


@define
class _Pending:
    """Conditions that wait for their award."""

    found: list[tuple[Condition, Atom]] = Factory(list)

    def span(self) -> tuple[int, int]:
        return (self.found[0][1].start, self.found[-1][1].end) if self.found else (0, 0)


def assemble(c: Cursor, found: tuple[Atom, ...], has_notes: bool) -> Draft:
    """Return the draft of a clause from its atoms."""
    del has_notes
    listed = checklist(c, found)
    if listed is not None:
        return listed
    return _Assembler(c, found).run()


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
        if isinstance(said, Within):
            said = self._inherited(said)
        if said is not None and follows != "cond":
            self.pending.found.append((said, atom))
        else:
            self.pending.found.append((Words(plain(text)), atom))

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
            before = list(self.pending.found)
            value = self._with_subject(value)
            if len(self.pending.found) < len(before):
                named = before[len(self.pending.found)][1]
                atom = evolve(atom, first=named.first, start=named.start)
        elif isinstance(value, Met | Unmet) and self.pending.found:
            last = self.pending.found[-1]
            if isinstance(last[0], Words) and last[1].last == atom.first and is_subject(last[0].text):
                self.pending.found.pop()
        self.pending.found.append((value, atom))
        del i

    def _with_subject(self, value: Within) -> Within:
        subject = value.subject
        last = self.pending.found[-1] if self.pending.found else None
        if last is not None and isinstance(last[0], Words) and re.fullmatch(r"[A-Za-z]", last[0].text):
            self.pending.found.pop()
        elif last is not None and isinstance(last[0], Words) and not subject:
            text = self._named(last)
            if (
                re.search(r"(?:已|实际|全部|累计)?完成.{0,16}(?:任务|目标|计划|指标|量|数)$", text)
                and value.unit == "%"
                and value.of == "值"
            ):
                self.pending.found.pop()
                return evolve(value, of="完成率")
            value, text = compared(value, text)
            if value.unit in COUNT_UNITS and HAPPENS.match(text):
                self.pending.found.pop()
                return evolve(value, of="次数")
            if (
                since_last(text)
                or bare_subject(text, value.unit)
                or is_subject(text)
                or (value.of == "名次" and RANKING.match(text))
            ):
                subject = plain(text)
                self.pending.found.pop()
        elif not subject and self.label and SUBJECT.search(self.label):
            subject = self.label
        return self._inherited(by_subject(value, subject))

    def _named(self, last: tuple[Condition, Atom]) -> str:
        """Return the words before a figure, with what 、 parts from them (非常满意、满意占比)."""
        assert isinstance(last[0], Words)
        text = last[0].text
        while len(self.pending.found) > 1:
            before, atom = self.pending.found[-2]
            if not isinstance(before, Words) or self.c.line.text[atom.end : atom.end + 1] != "、" or len(text) > 30:
                break
            if not SUBJECT.search(text):
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
            subject = last.subject if last.of == "偏离" else value.subject
            return evolve(value, of=last.of, unit=last.unit, subject=subject)
        if last.of in ("超出", "低于") and value.unit == last.unit and value.low is not None:
            return evolve(value, of=last.of)
        if last.of == "目标" and value.unit == "%" and not (last.low in (1, None) and last.high in (1, None)):
            low, high = (None if e is None else e / 100 for e in (value.low, value.high))
            return evolve(value, of="目标", low=low, high=high, unit=None)
        return value

    def _on_spreads(self, i: int, atom: Atom) -> None:
        del i
        if all(isinstance(c, Words) and not CUES.search(c.text) for c, _ in self.pending.found):
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
            award = evolve(award, name=fault(trim(self.c.line.text[start:end]), award.name))
            self.pending.found.clear()
        elif words and len(words) == len(conditions):
            for word in words:
                if CUES.search(word.text):
                    start, end = self.pending.span()
                    self.draft.problems.append(problem("C455", span=(start, end), text=short(word.text)))
            self.pending.found.clear()
        elif words and any(isinstance(c, Within | Met | Unmet) for c in conditions):
            apart = [p for p in self.pending.found if isinstance(p[0], Words)]
            for said, at in apart:
                if isinstance(said, Words) and CUES.search(said.text):
                    self.draft.problems.append(problem("C455", span=(at.start, at.end), text=short(said.text)))
            self.pending.found = [p for p in self.pending.found if p not in apart]
        only = self.pending.found[0] if len(self.pending.found) == 1 else None
        if only is not None and isinstance(only[0], Within) and is_anchor(only[0], award):
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
                if NEAR_SIGN.search(condition.text):
                    self._doubt(condition)
            self.pending.found.clear()
        self._rule(Formula(body, self.for_op), atom)
        self.for_op = None

    def _rule(self, award: Award, atom: Atom) -> None:
        if (
            not self.pending.found
            and self.label
            and isinstance(award, Points | Share | Spread)
            and not self.after_award
        ):
            self.pending.found.append((Words(plain(self.label)), atom))
        for other, at in self._alternatives():
            self.draft.rules.append(Rule(other, award, (at.start, max(at.end, atom.end))))
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
        if (
            condition is None
            and isinstance(award, Full)
            and any(isinstance(r.condition, Met) for r in self.draft.rules)
        ):
            return
        if isinstance(award, Interpolated) and condition is None:
            condition = Between()
        if isinstance(condition, Words) and isinstance(award, Steps):
            self.draft.problems.append(problem("C455", span=(start, atom.start), text=short(condition.text)))
        self.draft.rules.append(Rule(condition, award, (min(start, atom.start), max(atom.end, start))))
        self.after_award = True

    def _alternatives(self) -> list[tuple[Condition, Atom]]:
        """Take off every condition before the last 或: 未达到目标值或超过目标值30%的 is two conditions with one award."""
        found = self.pending.found
        if len(found) < 3 or len(found) % 2 == 0:
            return []
        if any(not isinstance(c, Words) or trim(c.text) not in ("或", "或者") for c, _ in found[1::2]):
            return []
        if any(not isinstance(c, Within | Met | Unmet) for c, _ in found[::2]):
            return []
        self.pending.found = found[-1:]
        return found[:-1:2]

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
            joined = intersect([c for c in items if isinstance(c, Within)])
            if joined is not None:
                return joined, True
        within = _done_within(items) or _short_of_target(items)
        if within is not None:
            return within, True
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
        words = Words(plain(trim(self.c.line.text[start:end])))
        self._doubt(words)
        return words, True

    def _doubt(self, condition: Condition) -> None:
        """Words may be words only when no number, sign or near-sign is left in them."""
        if not isinstance(condition, Words):
            return
        span = self.pending.span()
        if NEAR_SIGN.search(condition.text):
            self.draft.problems.append(problem("C488", span=span, text=short(condition.text)))
        elif _SCORING.search(condition.text):
            self.draft.problems.append(problem("C455", span=span, text=short(condition.text)))
        elif re.search(r"\d|[≥≤<>=%]", condition.text):
            self.draft.problems.append(problem("C489", span=span, text=short(condition.text)))

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
        if REQUEST.search(text) or not (figures or CUES.search(text)):
            self.draft.remarks.append((text, (start, end)))
            return
        self.draft.problems.append(problem("C455", span=(start, end), text=short(text)))

    def _unread(self, atom: Atom) -> None:
        self.draft.problems.append(problem("C454", span=(atom.start, atom.end), text=short(atom.text)))
