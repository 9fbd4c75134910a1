"""Words against the table: reasons left blank, goals not answered, the scope, stale years, another body's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.exact import plain
from ..base.problem import Place, problem
from ..rules.table import EXECUTION
from .context import Context, Row
from .ledger import walk
from .settings import Setting
from .values import Family, Item, Parameter, Passed
from .words import inner, key, names_any, quoted, years_in

__all__ = ["FAMILIES"]

_BELOW = "及所属、所属单位、所属二级、所属事业、所属各、下属、二级单位、二级机构、直属单位、直属机构、局属"
_NOT_ABOUT_ROWS = ("数值", "等级", "评价范围", "评价对象", "无此项支出")


# --- reasons ------------------------------------------------------------------------------------------------------


def reasons(c: Context, s: Setting) -> Iterator[Item]:
    """A row with less than its points, or below its target, says why (偏差原因分析及改进措施)."""
    for row in c.applying:
        full, stated = row.plan.indicator.max_score, row.stated
        short = stated is not None and stated < full
        missed = row.result.met is False and stated is not None
        if not short and not missed:
            continue
        note = row.result.deviation_note.strip()
        if note and note not in ("无", "-", "—", "——", "/"):
            yield Passed(s.name, f"“{row.name}”写明了偏差原因", row.where)
            continue
        said = (
            f"自评 {plain(stated)} 分，分值 {plain(full)} 分"
            if stated is not None and short
            else "实际完成值没有达到年度指标值"
        )
        yield problem("K881", place=row.plan.indicator.place, where=row.where, name=row.name, said=said)


def own_problems(c: Context, s: Setting) -> Iterator[Item]:
    """The text tells of a problem that concerns rows which have full marks and no reason."""
    blank = not any(r.result.deviation_note.strip() for r in c.rows)
    for statement in c.facts.statements:
        if statement.kind in _NOT_ABOUT_ROWS or not statement.concerns:
            continue
        rows: list[Row] = []
        for name in statement.concerns:
            row = c.row(name) or next((r for r in c.rows if name == EXECUTION and r.plan.id == EXECUTION), None)
            if row is None:
                yield problem("K842", place=statement.place, where=f"报告陈述/{statement.item}", name=name, near="")
            elif s.spared(row.where) is None:
                rows.append(row)
        told = [
            r
            for r in rows
            if r.result.deviation_note.strip() or (r.stated is not None and r.stated < r.plan.indicator.max_score)
        ]
        silent = [r for r in rows if r not in told and r.stated is not None]
        if not silent:
            if rows:
                yield Passed(s.name, f"{quoted(statement.item)}在所涉各行有说明", f"报告陈述/{statement.item}")
            continue
        listed = "、".join(f"{r.name}（{plain(r.stated)} 分）" for r in silent if r.stated is not None)
        yield problem(
            "K882", place=statement.place, where="；".join(r.where for r in silent), item=inner(statement.item),
            source=statement.source or "正文", rows=listed, all="，全表各行的偏差原因都是空的" if blank else "",
        )  # fmt: skip


# --- goals and scope ----------------------------------------------------------------------------------------------


def goals(c: Context, s: Setting) -> Iterator[Item]:
    """Each overall goal has an answer. An answer that names no goal answers a single goal only where there is one."""
    if not c.plan.goals or not c.facts.goal_answers:
        if (
            c.plan.goals
            and any(r.stated is not None for r in c.rows)
            and c.facts.filings
            and c.plan.table.kind == "自评表"
        ):
            numbers = "、".join(g.number for g in c.plan.goals)
            yield problem(
                "K883",
                place=c.plan.goals[0].place,
                where="年度总体目标",
                numbers=numbers,
                texts=_goal_texts(c, [g.number for g in c.plan.goals]),
            )
        return
    if any(not a.goals for a in c.facts.goal_answers):
        yield Passed(s.name, "总体目标有实际完成情况（没有分项）", "年度总体目标")
        return
    answered = {n for a in c.facts.goal_answers if a.text for n in a.goals}
    open_goals = [g for g in c.plan.goals if g.number not in answered and s.spared(g.number) is None]
    if not open_goals:
        yield Passed(s.name, f"{len(c.plan.goals)} 项总体目标都有实际完成情况", "年度总体目标")
        return
    left = [g.number for g in open_goals]
    yield problem(
        "K883", place=open_goals[0].place, also=[g.place for g in open_goals[1:] if g.place], where="年度总体目标",
        numbers="、".join(left), texts=_goal_texts(c, left),
    )  # fmt: skip


def _goal_texts(c: Context, numbers: list[str]) -> str:
    return "；".join(f"{g.number}. {g.text}" for g in c.plan.goals if g.number in numbers)


def scope(c: Context, s: Setting) -> Iterator[Item]:
    """The scope is the body alone, while a goal or an indicator names subordinate units; or two scopes are stated."""
    stated = [st for st in c.facts.statements if st.kind == "评价范围" and st.value]
    text = c.plan.scope or (stated[0].value.text if stated else "")
    for st in stated:
        if c.plan.scope and key(st.value.text) != key(c.plan.scope):
            yield problem(
                "K885", place=st.value.place, where="评价范围", table=c.plan.scope, source=st.source or "正文",
                stated=st.value.text,
            )  # fmt: skip
    if not text or not names_any(text, s.words("本级")) or names_any(text, s.words("下属")):
        return
    below = s.words("下属")
    hits = [(f"总体目标第 {g.number} 项", g.text, g.place) for g in c.plan.goals if names_any(g.text, below)]
    hits += [(f"三级指标“{r.name}”", r.name, r.plan.indicator.place) for r in c.indicators if names_any(r.name, below)]
    if not hits:
        yield Passed(s.name, f"评价范围“{text}”，总体目标和指标没有提到下属单位", "评价范围")
        return
    places: list[Place] = [p for _, _, p in hits if p is not None]
    yield problem(
        "K884", place=places[0] if places else None, also=places[1:], where="评价范围", scope=text,
        hits="；".join(f"{name}提到“{names_any(t, below)}”（{t}）" for name, t, _ in hits),
    )  # fmt: skip


# --- years and names ----------------------------------------------------------------------------------------------

_COMPARED = re.compile(r"(?:较|比|同比|自|从|截至|截止|至|到)[^，。；、（）()]{0,6}\Z|[-—–~～至到][0-9\s]{0,4}\Z")
_RANGE = re.compile(r"年?(?:度)?\s*(?:[-—–~～至到]|以来|起|年底?前|结转|版|修订|印发|末|底)")


def years(c: Context, s: Setting) -> Iterator[Item]:
    """A name, target or heading speaks of another year than the one evaluated: is the form the old one?

    Left alone: columns of last year, comparisons (较2023年), spans of years, dates of documents, carried-over money.
    """
    if c.year is None:
        return
    right = 0
    for name, where, text, place in _texts(c):
        found = list(_stale(text, c.year))
        if not found or c.year in years_in(text):
            right += c.year in years_in(text)
        else:
            yield problem(
                "K886", place=place, where=where, what=name, text=text, found="、".join(f"{y}年" for y in found),
                year=c.year,
            )  # fmt: skip
    if right:
        yield Passed(s.name, f"{right} 处写明 {c.year} 年", None)


def _stale(text: str, year: int) -> Iterator[int]:
    for match in re.finditer(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)", text):
        value = int(match[0])
        if value >= year or year - value > 30:
            continue
        if _COMPARED.search(text[max(match.start() - 8, 0) : match.start()]) or _RANGE.match(
            text[match.end() : match.end() + 6]
        ):
            continue
        yield value


def _texts(c: Context) -> Iterator[tuple[str, str, str, Place | None]]:
    for name, text, place in (("表名", c.plan.title, c.plan.table.place), ("填报数据", c.facts.title, c.facts.place)):
        if text:
            yield name, name, text, place
    for entry in walk(c.facts.base_data):
        yield "基础数据", f"基础数据/{entry.name}", entry.name, entry.place
        if entry.group and entry.group != entry.name:
            yield "基础数据分组", f"基础数据/{entry.name}", entry.group, entry.place
    for goal in c.plan.goals:
        yield f"总体目标第 {goal.number} 项", "年度总体目标", goal.text, goal.place
    for row in c.indicators:
        yield "三级指标", row.where, row.name, row.plan.indicator.place
        yield "年度指标值", row.where, row.plan.indicator.target, row.plan.indicator.target_place


def organisation(c: Context, s: Setting) -> Iterator[Item]:
    """The facts are of the body the table is of."""
    table, facts = c.plan.organisation, c.facts.organisation
    if not table or not facts:
        return
    if key(table) == key(facts):
        yield Passed(s.name, f"单位都是“{table}”", "单位")
    else:
        yield problem("K887", place=c.facts.place, where="单位", table=table, facts=facts)


def declared_absent(c: Context, s: Setting) -> Iterator[Item]:
    """The text says there is no such spending (无此项支出), while the table has a figure for it."""
    for statement in c.facts.statements:
        if statement.kind != "无此项支出":
            continue
        name = key(statement.item).removesuffix("支出").removesuffix("预算")
        cells = [(n, f) for _, parts in (c.facts.funds.splits if c.facts.funds else ()) for n, f in parts]
        if len(name) < 2:
            continue
        found = [(n, q) for n, f in cells if key(n).startswith(name) and (q := c.book.read(f)) is not None]
        for part, quantity in found:
            if quantity.value:
                yield problem(
                    "K888", place=quantity.place, also=[p for p in (statement.place,) if p], where=f"资金/{part}",
                    item=statement.item, source=statement.source or "正文", part=part, figure=str(quantity),
                )  # fmt: skip
            else:
                yield Passed(s.name, f"报告写明无{quoted(statement.item)}，{quoted(part)}为 0", f"资金/{part}")


FAMILIES = (
    Family("偏差原因", ("K881",), "自评得分、偏差原因", reasons),
    Family("自述问题", ("K882", "K842"), "报告陈述里带“涉及指标”的各项", own_problems),
    Family("总体目标", ("K883",), "年度总体目标、总体目标完成情况", goals),
    Family(
        "评价范围", ("K884", "K885"), "评价范围、年度总体目标", scope,
        (
            Parameter("本级", "本级、机关本部、局机关、本部门机关、本单位", "words", "说明只评本级的用词"),
            Parameter("下属", _BELOW, "words", "说明含下属单位的用词"),
        ),
    ),
    Family("年度", ("K886",), "表名、基础数据的名称、指标、总体目标", years),
    Family("单位名称", ("K887",), "自评表和填报数据的单位", organisation),
    Family("无此项支出", ("K888",), "报告陈述里的“无此项支出”、资金", declared_absent),
)  # fmt: skip
