"""The reader of clauses: text → :class:`Clause`. It never raises on text; what it cannot read it refuses with a place."""

from __future__ import annotations

import re
from difflib import get_close_matches

from ..base.problem import Problem, problem
from ..language import Language
from .assembling import assemble
from .atoms import atoms
from .clause import Clause
from .cursor import Cursor
from .draft import Draft
from .efficacy import read_efficacy
from .extending import by_plugins
from .scanner import Line, Token, normalise, scan
from .values import Rule, TableNote

__all__ = ["MAX_LENGTH", "read_clause"]

MAX_LENGTH = 3000
"""Longer clauses are refused unread (characters); the longest published one has under 700."""
MAX_OPEN = 60
"""More brackets than this are refused; no published clause has more than twenty."""

_NOTES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一票否决", re.compile(r"一票否决")),
    (
        "总分封顶",
        re.compile(
            r"(?:总分|总得分|自评总分|综合得分|评价总分|最终得分|考核总分)[^,]{0,12}(?:不得|不超过|不高于|封顶|上限|最高|不能超过|按\d+分计|限定)"
        ),
    ),
    (
        "等级",
        re.compile(
            r"(?:评为|定为|评定为|等级为|直接评|降低?一?个?等级|不得评为)[“]?(?:优|良|中|差|合格|不合格|较差|一个|评)"
        ),
    ),
    ("不适用", re.compile(r"不适用|不涉及(?:本|该|此)项?指标|不考核(?:该|本|此|改)项?指标")),
    ("汇总", re.compile(r"先汇总(?:完成数|完成值)?,?再计算得分|汇总完成数|按资金(?:额度)?加权")),
    ("分值", re.compile(r"(?:一级|二级|三级)指标(?:的)?(?:分值|权重)[^,;。]{0,10}(?:设置|设定|确定|分别|为)")),
    ("加减分", re.compile(r"(?:加分|减分|扣分)项?(?:合计|累计|总计|总分|总额)[^,]{0,6}(?:不超过|最高|最多|上限|以)\d")),
)
_KNOWN = (
    "达到目标的得满分，未达到的不得分", "完成目标的得满分，未完成的按完成比例计分", "每低于1个百分点扣0.5分，扣完为止", "每超过1个百分点扣0.5分，扣完为止",
    "≥90%得10分，80%（含）-90%得8分，其余不得分", "每发现一例扣1分，扣完为止", "得分=实际完成值÷年度指标值×分值", "得分=年度指标值÷实际完成值×分值",
    "每延迟1天扣0.5分，扣完为止", "排名第1名得5分，第2-3名得4分，其余不得分", "①有管理制度，1分；②制度得到执行，1分", "健全得2分，较健全得1分，不健全不得分",
    "60%以下不得分", "酌情扣分", "在预算内得满分，每超过1%扣1分，扣完为止",
)  # fmt: skip


def read_clause(text: str, *, language: object = None) -> Clause:
    """Read a clause (评分标准).

    Never raises on text: ``problems`` of the result say what could not be read (an error, with its span) or is doubtful.
    The words of clauses are this room's own data; where ``language`` carries words a rule set defines otherwise, a
    clause that uses one of them is refused, with the sign to write instead: it is never read in the usual sense.
    Where a rule set names plug-ins (扩展), those that read clauses are asked about what the library cannot read.
    """
    if isinstance(language, Language) and len(text) <= MAX_LENGTH:
        return language.keep_clause(text, lambda: _read_in(text, language))
    return _read_in(text, language)


def _read_in(text: str, language: object) -> Clause:
    refused = _refuse(text) or _redefined(text, dict(getattr(language, "own_words", ())))
    if refused is not None:
        return Clause(text=text, problems=(refused,))
    units: tuple[str, ...] = getattr(getattr(language, "units", None), "added", ())
    clause = _read(text, units)
    readers = () if clause.readable else getattr(language, "clause_readers", ())
    return by_plugins(clause, readers, lambda said: _read(said, units)) if readers else clause


def _read(text: str, units: tuple[str, ...]) -> Clause:
    line = normalise(text)
    efficacy = read_efficacy(line.text)
    if efficacy is not None:
        return Clause(rules=(Rule(None, efficacy, (0, len(text))),), text=text)
    tokens = scan(line, units)
    notes, tokens = _notes(line, tokens)
    cursor = Cursor(line, tokens)
    draft = assemble(cursor, tuple(atoms(cursor)), bool(notes))
    return _clause(text, line, draft, notes)


def _redefined(text: str, own: dict[str, str]) -> Problem | None:
    for word, meaning in own.items():
        at = text.find(word)
        if at >= 0:
            return problem("C499", span=(at, at + len(word)), word=word, meaning=meaning)
    return None


def _refuse(text: str) -> Problem | None:
    if len(text) > MAX_LENGTH:
        return problem("C451", what="长度", size=len(text), limit=MAX_LENGTH, unit="个字符")
    if not text.strip():
        return problem("C452", span=(0, len(text)))
    opened = sum(text.count(c) for c in "(（[【〔{「")
    if opened > MAX_OPEN:
        return problem("C451", what="括号", size=opened, limit=MAX_OPEN, unit="个")
    return None


def _notes(line: Line, tokens: tuple[Token, ...]) -> tuple[tuple[TableNote, ...], tuple[Token, ...]]:
    """Take out the sentences that belong to the whole table."""
    found: list[TableNote] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[^;。\n]+", line.text):
        sentence = match.group()
        for what, pattern in _NOTES:
            if pattern.search(sentence):
                found.append(TableNote(what, sentence.strip(",")))
                spans.append(match.span())
                break
    if not spans:
        return (), tokens
    kept = tuple(t for t in tokens if not any(a <= t.start < b for a, b in spans))
    return tuple(found), kept


def _clause(text: str, line: Line, draft: Draft, notes: tuple[TableNote, ...]) -> Clause:
    problems = [p if p.span is None else _moved(p, line, text) for p in draft.problems]
    rules = tuple(Rule(r.condition, r.award, line.span(*r.span)) for r in draft.rules)
    if not rules and not draft.items and not any(p.severity == "error" for p in problems):
        problems.append(_nothing(text, draft, notes))
    if draft.remarks:
        problems += [problem("C469", span=line.span(*span), text=said) for said, span in draft.remarks]
    return Clause(
        rules=rules,
        items=tuple(draft.items),
        stated=draft.stated,
        standard=draft.standard,
        exhaust=draft.exhaust,
        capped=draft.capped,
        either=draft.either,
        definitions=tuple(draft.definitions),
        notes=notes,
        remarks=tuple(said for said, _ in draft.remarks),
        text=text,
        problems=tuple(problems),
    )


def _nothing(text: str, draft: Draft, notes: tuple[TableNote, ...]) -> Problem:
    if notes:
        return problem("C456", span=(0, len(text)), what="、".join(dict.fromkeys(n.what for n in notes)))
    if draft.definitions:
        return problem("C457", span=(0, len(text)), name=draft.definitions[0].name)
    return problem("C453", span=(0, len(text)), text=_short(text), near=_near(text))


def _moved(item: Problem, line: Line, text: str) -> Problem:
    assert item.span is not None
    start, end = line.span(*item.span)
    params = dict(item.params)
    params.setdefault("near", _near(text[start:end]) or _near(text))
    return problem(item.code, severity=item.severity, span=(start, end), params=params)


def _near(text: str) -> str:
    found = get_close_matches(text[:60], _KNOWN, 1, 0.3)
    return found[0] if found else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
