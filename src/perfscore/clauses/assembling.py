"""From atoms to rules: which condition gets which award.

A rule is one or more conditions and an award; see :mod:`.pending` for how several become one. Nothing that carries a
number is dropped without an error.
"""

from __future__ import annotations

import re

from attrs import evolve

from ..base.problem import problem
from .atoms import Atom
from .checklists import checklist
from .cursor import Cursor
from .draft import Draft
from .lexicon import words
from .pending import Pending
from .phrases import (
    CUES,
    NEAR_SIGN,
    REQUEST,
    fault,
    is_anchor,
    is_subject,
    plain,
    said_of_target,
    short,
    trim,
)
from .subjects import inherited, with_subject
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

_NOTHING = frozenset(
    (
        "",
        *words("全年 全部 按 则 并 分别 的 的部分 部分 情况 者 时 等 分 本项 该项 其中 此项 即"),
    )
)
"""Words that say nothing by themselves."""


def assemble(c: Cursor, found: tuple[Atom, ...], has_notes: bool) -> Draft:
    """Return the draft of a clause from its atoms."""
    del has_notes
    listed = checklist(c, found)
    if listed is not None:
        return listed
    return _Assembler(c, found).run()


class _Assembler:
    """Walks the atoms once, ``at`` the one in hand; ``pending`` holds the conditions met since the last award.

    ``held`` is an award that stands before its condition (得5分：…), ``label`` what a paragraph was headed with, and
    ``for_op`` the direction its formulas are for (正向指标…).
    """

    def __init__(self, c: Cursor, found: tuple[Atom, ...]) -> None:
        self.c = c
        self.found = found
        self.draft = Draft()
        self.pending = Pending(c, self.draft)
        self.at = 0
        self.held: tuple[Award, Atom] | None = None
        self.label = ""
        self.for_op: str | None = None
        self.after_award = False

    def run(self) -> Draft:
        for at, atom in enumerate(self.found):
            self.at = at
            handler = getattr(self, f"_on_{atom.kind}", None)
            if handler is not None:
                handler(atom)
        self._on_stop()
        return self.draft

    def _next(self) -> Atom | None:
        return self.found[self.at + 1] if self.at + 1 < len(self.found) else None

    def _next_kind(self) -> str:
        ahead = self._next()
        return "stop" if ahead is None else ahead.kind

    # atoms that only mark ---------------------------------------------------------------------------------

    def _on_stop(self, _: Atom | None = None) -> None:
        if self.held is not None:
            award, at = self.held
            if self.pending:
                self._rule(award, at)
            elif isinstance(award, Points | Full):
                self._unread(at)
            self.held = None
        self._flush()
        self.label = ""
        self.after_award = False

    def _on_enum(self, _: Atom) -> None:
        self._on_stop()

    def _on_colon(self, _: Atom) -> None:
        last = self.pending.last_words()
        if last is not None and len(self.pending.found) == 1:
            label = trim(last[0])
            self.pending.clear()
            if "正向" in label:
                self.for_op = ">="
            elif "反向" in label or "负向" in label or "逆向" in label:
                self.for_op = "<="
            self.label = "" if re.search(r"标准|规则|办法|方法|细则|原则|要点|方式", label) else label

    def _on_exhaust(self, _: Atom) -> None:
        self.draft.exhaust = True

    def _on_capped(self, _: Atom) -> None:
        self.draft.capped = True

    def _on_either(self, _: Atom) -> None:
        self.draft.either = True

    def _on_standard(self, atom: Atom) -> None:
        self.draft.standard = atom.value

    def _on_stated(self, atom: Atom) -> None:
        said = self.pending.words()
        if said and self.pending.only_words() and self.draft.stated is None and not self.draft.rules:
            self.label = said[0].text
            self.pending.clear()
        if self.draft.stated is not None and self.draft.stated != atom.value:
            self._unread(atom)
        self.draft.stated = atom.value

    def _on_most(self, atom: Atom) -> None:
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

    def _on_part(self, atom: Atom) -> None:
        changed = False
        for at, rule in enumerate(self.draft.rules):
            if isinstance(rule.award, Steps) and rule.award.part is None:
                self.draft.rules[at] = evolve(rule, award=evolve(rule.award, part=atom.value))
                changed = True
        if not changed:
            self._unread(atom)

    # conditions -------------------------------------------------------------------------------------------

    def _on_words(self, atom: Atom) -> None:
        text = trim(atom.text)
        ahead = self._next()
        partly = atom.text == "部分" and ahead is not None and isinstance(ahead.value, Met)
        if partly or atom.text in ("是", "否", "有", "无"):
            self.pending.add(Words(atom.text), atom)
            return
        before = self._continued()
        if before is not None:
            joined = self.c.line.text[before.start : atom.end]
            whole = evolve(atom, first=before.first, start=before.start, text=joined)
            self.pending.found[-1] = (Words(trim(joined)), whole)
            return
        if text in _NOTHING or text in ("定量指标", "定性指标"):
            return
        if text.startswith(("正向指标", "反向指标", "负向指标")) and len(text) <= 6:
            self.for_op = ">=" if text.startswith("正") else "<="
            return
        tokens = tuple(t.text for t in self.c.tokens[atom.first : atom.last])
        said = said_of_target(atom.text, tokens)
        if isinstance(said, Within):
            said = inherited(said, self.draft.rules)
        if said is not None and self._next_kind() != "cond":
            self.pending.add(said, atom)
        else:
            self.pending.add(Words(plain(text)), atom)

    def _continued(self) -> Atom | None:
        """Return the words that these go on with behind a bracket: 建成面积(含结转)完成任务."""
        last = self.pending.last_words()
        if last is None:
            return None
        at = self.at - 1
        while at >= 0 and self.found[at].kind in ("open", "close"):
            at -= 1
        return last[1] if 0 <= at < self.at - 1 and self.found[at].last == last[1].last else None

    def _on_quoted(self, atom: Atom) -> None:
        self.pending.found.append((Words(atom.value), atom))

    def _on_cond(self, atom: Atom) -> None:
        value: Condition = atom.value
        if isinstance(value, Within):
            before = list(self.pending.found)
            value = inherited(with_subject(value, self.pending, self.label), self.draft.rules)
            if len(self.pending.found) < len(before):
                named = before[len(self.pending.found)][1]
                atom = evolve(atom, first=named.first, start=named.start)
        elif isinstance(value, Met | Unmet):
            last = self.pending.last_words()
            if last is not None and last[1].last == atom.first and is_subject(last[0]):
                self.pending.found.pop()
        self.pending.add(value, atom)

    def _on_spreads(self, atom: Atom) -> None:
        if all(isinstance(c, Words) and not CUES.search(c.text) for c in self.pending.conditions()):
            self.pending.clear()
        for spread in atom.value:
            self._rule(spread, atom)

    def _on_otherwise(self, atom: Atom) -> None:
        if self.after_award:
            self.pending.clear()
        self.pending.add(Otherwise(), atom)

    def _on_between(self, atom: Atom) -> None:
        if not any(isinstance(c, Within) for c in self.pending.conditions()):
            self.pending.clear()
            self.pending.add(Between(), atom)

    # awards -----------------------------------------------------------------------------------------------

    def _on_award(self, atom: Atom) -> None:
        award: Award = atom.value
        if not self.pending and self._next_kind() in ("colon", "open") and isinstance(award, Points | Full | Share):
            if self.held is not None:
                self._unread(atom)
            self.held = (award, atom)
            return
        self._rule(award, atom)

    def _on_close(self, _: Atom) -> None:
        if self.held is not None and self.pending and self._next_kind() in ("pause", "comma", "stop"):
            self._on_stop()

    def _on_steps(self, atom: Atom) -> None:
        award: Steps = atom.value
        conditions, said = self.pending.conditions(), self.pending.words()
        if award.way == "each" and (said or any(isinstance(c, Unmet) for c in conditions)):
            award = evolve(award, name=fault(self.pending.said(), award.name))
            self.pending.clear()
        elif said and self.pending.only_words():
            for word in said:
                if CUES.search(word.text):
                    self.draft.problems.append(problem("C455", span=self.pending.span(), text=short(word.text)))
            self.pending.clear()
        elif said and any(isinstance(c, Within | Met | Unmet) for c in conditions):
            self.pending.drop_words()
        only = self.pending.found[0] if len(self.pending.found) == 1 else None
        if only is not None and isinstance(only[0], Within) and is_anchor(only[0], award):
            self._rule(Full(), only[1])
        self._rule(award, atom)

    def _on_equation(self, atom: Atom) -> None:
        name, body = atom.value
        if name != "得分":
            self.draft.definitions.append(Definition(name, body))
            self.label = name
            return
        if self.for_op is not None and self.pending.only_words():
            for said in self.pending.words():
                if NEAR_SIGN.search(said.text):
                    self.pending.doubt(said)
            self.pending.clear()
        self._rule(Formula(body, self.for_op), atom)
        self.for_op = None

    def _rule(self, award: Award, atom: Atom) -> None:
        if not self.pending and self.label and isinstance(award, Points | Share | Spread) and not self.after_award:
            self.pending.add(Words(plain(self.label)), atom)
        for other, at in self.pending.take_alternatives():
            self.draft.rules.append(Rule(other, award, (at.start, max(at.end, atom.end))))
        condition = self.pending.one()
        start = self.pending.span()[0] if self.pending else atom.start
        self.pending.clear()
        if condition is None and self._stands_alone(award, atom):
            return
        if isinstance(award, Interpolated) and condition is None:
            condition = Between()
        if isinstance(condition, Words) and isinstance(award, Steps):
            self.draft.problems.append(problem("C455", span=(start, atom.start), text=short(condition.text)))
        self.draft.rules.append(Rule(condition, award, (min(start, atom.start), max(atom.end, start))))
        self.after_award = True

    def _stands_alone(self, award: Award, atom: Atom) -> bool:
        """Take an award without a condition that makes no rule: the maximum, what is said already, points for nothing."""
        match award:
            case Points(value) if self.draft.stated is None and not self.draft.rules:
                self.draft.stated = value
            case Off(value) if value == 0:
                pass
            case Points() | Share() | Off():
                self.draft.problems.append(problem("C454", span=(atom.start, atom.end), text=atom.text))
            case Full():
                return any(isinstance(r.condition, Met) for r in self.draft.rules)
            case _:
                return False
        return True

    # what is left -----------------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Keep conditions that no award came for as a remark; report them where they bear a number."""
        if not self.pending:
            return
        span, text = self.pending.span(), self.pending.said()
        figures = any(isinstance(c, Within) for c in self.pending.conditions())
        self.pending.clear()
        if text in _NOTHING:
            return
        if REQUEST.search(text) or not (figures or CUES.search(text)):
            self.draft.remarks.append((text, span))
            return
        self.draft.problems.append(problem("C455", span=span, text=short(text)))

    def _unread(self, atom: Atom) -> None:
        self.draft.problems.append(problem("C454", span=(atom.start, atom.end), text=short(atom.text)))
