"""Points and scores: do they add up, to their labels, to the totals stated, and to what was computed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..base.exact import as_fraction, plain, total
from ..base.problem import problem
from ..rules.facts import Statement
from ..rules.from_rows import UNNAMED
from ..rules.table import EXECUTION
from .context import Context, Row, points
from .figures import amount_text, percent
from .settings import Setting
from .values import Family, Item, Parameter, Passed
from .words import key, quoted

__all__ = ["FAMILIES"]


def _sum_text(values: list[Decimal]) -> str:
    return " + ".join(plain(v) for v in values)


# --- points -------------------------------------------------------------------------------------------------------


def points_total(c: Context, s: Setting) -> Iterator[Item]:
    """The rows' points add up to the full score, or to the total the table prints (rules refuse this in files).

    A sum below the full score may come of rows that were not passed on: it is doubtful, not wrong.
    """
    full = c.plan.scheme.full_score
    parts = [
        (name, total(r.plan.indicator.max_score for r in c.rows if r.result.block == name)) for name in c.plan.blocks
    ]
    got = total(p for _, p in parts)
    listed = "、".join(f"{name} {plain(p)}" for name, p in parts)
    stated = points(c.facts.total_max)
    aim = full if stated is None or stated in (got, full) else stated
    rest = {as_fraction(plan.get(EXECUTION) or 0) for plan in c.plan.scheme.points_plans}
    short = as_fraction(full) - as_fraction(got)
    if not c.indicators or any(not r.plan.indicator.max_score for r in c.indicators):
        return
    if got == aim or (stated is None and c.plan.table.execution_points is None and short in rest):
        yield Passed(s.name, f"分值合计 {plain(got)} 分：{listed}", "分值合计")
    elif stated is not None and stated != got:
        yield problem(
            "K802", place=c.facts.total_max.place, where="总分", stated=plain(stated), sum=plain(got), parts=listed
        )
    else:
        yield problem(
            "K801",
            severity="warning" if got < aim else None,
            place=c.plan.table.place,
            where="分值合计",
            sum=plain(got),
            full=plain(full),
            parts=listed,
        )


def block_labels(c: Context, s: Setting) -> Iterator[Item]:
    """The points on a block's label are the sum of its rows (rules refuse this in files; rows of other systems may)."""
    for block in c.plan.table.blocks:
        rows = c.plan.table.of_block(block.name)
        if block.points is None or not rows or block.name == UNNAMED:
            continue
        got = [r.max_score for r in rows]
        if total(got) == block.points:
            yield Passed(s.name, f"“{block.name}”{plain(block.points)} 分 = {_sum_text(got)}", block.name)
        else:
            yield problem(
                "K803", severity="warning" if total(got) < block.points else None, place=block.place,
                also=[r.points_place for r in rows if r.points_place], where=block.name,
                block=block.name, label=plain(block.points), sum=plain(total(got)), parts=_sum_text(got),
            )  # fmt: skip


def execution_points(c: Context, s: Setting) -> Iterator[Item]:
    """The points of budget execution in the facts are those of the table."""
    if c.facts.funds is None or c.plan.table.execution_points is None:
        return
    stated = points(c.facts.funds.total.max_score)
    aim = c.plan.table.execution_points
    if stated is None:
        return
    if stated == aim:
        yield Passed(s.name, f"预算执行率分值 {plain(aim)} 分，两处一致", EXECUTION)
    else:
        place = c.facts.funds.total.max_score.place
        yield problem("K804", place=place, where=EXECUTION, stated=plain(stated), points=plain(aim))


# --- stated scores ------------------------------------------------------------------------------------------------


def stated_total(c: Context, s: Setting) -> Iterator[Item]:
    """The stated total is the sum of the stated scores of the rows."""
    stated = points(c.facts.total_self)
    missing = [r for r in c.applying if r.stated is None and r.plan.indicator.max_score]
    if missing:
        if len(missing) < len(c.applying) and any(r.stated is not None for r in c.indicators):
            names = "、".join(r.name for r in missing)
            yield problem("K806", where="；".join(r.where for r in missing), count=len(missing), names=names)
        return
    got = c.stated_sum(c.applying)
    if stated is None or got is None:
        return
    if got == stated:
        yield Passed(s.name, f"自评总分 {plain(stated)} 分 = 各行自评得分之和", "总分")
    else:
        place = c.facts.total_self.place
        yield problem(
            "K805",
            place=place,
            where="总分",
            stated=plain(stated),
            sum=plain(got),
            gap=plain(abs(total((stated, -got)))),
        )


def computed_total(c: Context, s: Setting) -> Iterator[Item]:
    """The stated total is the computed one; skipped while rows wait, or where a review changed scores."""
    stated = points(c.facts.total_self)
    reviewed = any(r.result.review_score is not None for r in c.rows)
    if stated is None or not c.evaluation.settled or reviewed:
        return
    got = c.evaluation.total
    if got == stated:
        yield Passed(s.name, f"自评总分 {plain(stated)} 分与系统合计一致", "总分")
        return
    rows = [r for r in c.rows if r.result.score is not None and r.stated is not None and r.stated != r.result.score]
    listed = "、".join(
        f"{r.name} {plain(r.stated)}/{plain(r.result.score)}"
        for r in rows
        if r.stated is not None and r.result.score is not None
    )
    yield problem(
        "K807", place=c.facts.total_self.place, where="总分", stated=plain(stated), computed=plain(got),
        rows=f"（自评/测算：{listed}）" if listed else "",
    )  # fmt: skip


def block_scores(c: Context, s: Setting) -> Iterator[Item]:
    """The block scores that the report's text states are those of the table, each stated once, none left out."""
    stated = [(st, block) for st in c.facts.statements for k, block in st.link if k == "得分"]
    stated = [(st, b) for st, b in stated if points(st.value) is not None]
    if not stated:
        return
    differing: list[str] = []
    wheres: list[str] = []
    for name in c.plan.blocks:
        rows = c.of_block(name)
        got = c.stated_sum(tuple(r for r in rows if r.result.outcome != "not_applicable"))
        said = [st for st, b in stated if _is_block(b, name)]
        if got is None or s.spared(name) is not None:
            continue
        if len(said) == 1 and points(said[0].value) == got:
            yield Passed(s.name, f"{name}得分：报告 {plain(got)} 分，自评表 {plain(got)} 分", name)
            continue
        wheres.append(name)
        text = "、".join(plain(p) for st in said if (p := points(st.value)) is not None)
        twice = f"（写了{len(said)}次）" if len(said) > 1 else ""
        differing.append(f"{name} 报告{' ' + text if text else '没有写'}{twice}、自评表 {plain(got)}")
    unknown = [st for st, b in stated if not any(_is_block(b, name) for name in c.plan.blocks)]
    differing += [f"报告写有{quoted(st.item)} {st.value.text}，自评表没有这一类" for st in unknown]
    if not differing:
        return
    first = stated[0][0]
    yield problem(
        "K808", place=first.place, also=[st.place for st, _ in stated[1:] if st.place],
        where="；".join(wheres) or "得分", source=first.source or "正文", differing="；".join(differing),
        totals=_totals([st for st, _ in stated], c),
    )  # fmt: skip


def _is_block(stated: str, name: str) -> bool:
    a, b = key(stated).removesuffix("指标"), key(name).removesuffix("指标")
    return a == b or {a, b} == {EXECUTION, "预算执行率"}


def _totals(stated: list[Statement], c: Context) -> str:
    """Say so where both sides have the same total: only a check by block sees the difference."""
    said = total(p for st in stated if (p := points(st.value)) is not None)
    table = c.stated_sum(c.applying)
    return f"；两处合计都是 {plain(said)} 分" if table == said else ""


def grade_word(c: Context, s: Setting) -> Iterator[Item]:
    """The stated grade is that of the stated total under the scheme's bands, and of the evaluation."""
    grade, stated = c.facts.grade.strip().strip('“”"'), points(c.facts.total_self) or c.stated_sum(c.applying)
    bands = c.plan.grades
    if not grade or not bands or stated is None:
        return
    right = c.plan.scheme.grade_of(stated)
    text = "、".join(f"{b.name}≥{plain(b.low)}" for b in bands)
    if right != grade:
        yield problem("K809", where="自评等级", grade=grade, total=plain(stated), right=right or "无", bands=text)
    elif c.evaluation.grade is not None and c.evaluation.grade != grade:
        total_now = plain(c.evaluation.total)
        yield problem("K810", where="自评等级", grade=grade, total=total_now, right=c.evaluation.grade)
    else:
        yield Passed(s.name, f"等级“{grade}”与总分 {plain(stated)} 分相符", "自评等级")


def execution_against_results(c: Context, s: Setting) -> Iterator[Item]:
    """The share of points won by the indicators does not run far ahead of budget execution (warning of one system)."""
    execution = [r for r in c.rows if r.plan.id == EXECUTION and r.result.outcome == "scored"]
    scores = [_score(r) for r in c.indicators if r.result.outcome != "not_applicable"]
    if not execution or not scores or any(v is None for v in scores):
        return
    won = total(v for v in scores if v is not None)
    full = total(r.plan.indicator.max_score for r in c.indicators if r.result.outcome != "not_applicable")
    row = execution[0]
    if not won or not full or row.result.score is None or not row.plan.indicator.max_score:
        return
    a = as_fraction(won) / as_fraction(full)
    b = as_fraction(row.result.score) / as_fraction(row.plan.indicator.max_score)
    limit = s.number("阈值")
    if (a - b) / a > limit:
        yield problem("K811", where=row.where, results=percent(a), execution=percent(b), limit=percent(limit))
    else:
        yield Passed(s.name, f"指标得分率 {percent(a)}，预算执行率得分率 {percent(b)}", row.where)


def _score(row: Row) -> Decimal | None:
    return row.result.score if row.result.score is not None else row.stated


def review_gap(c: Context, s: Setting) -> Iterator[Item]:
    """The review changes the total by much, or the grade."""
    stated = points(c.facts.total_self)
    reviewed = [r for r in c.rows if r.result.review_score is not None]
    if stated is None or not reviewed or not c.evaluation.settled:
        return
    got = c.evaluation.total
    gap = abs(as_fraction(stated) - as_fraction(got))
    before, after = c.plan.scheme.grade_of(stated), c.evaluation.grade
    changed = after is not None and before != after
    if gap >= s.number("阈值") or changed:
        grades = f"，等级由“{before}”变为“{after}”" if changed else ""
        yield problem(
            "K812", where="总分", stated=plain(stated), review=plain(got), gap=amount_text(gap), grades=grades
        )
    else:
        yield Passed(s.name, f"自评 {plain(stated)} 分，复核 {plain(got)} 分", "总分")


FAMILIES = (
    Family("分值合计", ("K801", "K802"), "各行分值", points_total),
    Family("一级指标分值", ("K803",), "一级指标标明的分值", block_labels),
    Family("预算执行分值", ("K804",), "资金一行的分值", execution_points),
    Family("自评合计", ("K805", "K806"), "各行自评得分、总分", stated_total),
    Family("测算总分", ("K807",), "总分、系统合计", computed_total),
    Family("各类得分", ("K808",), "报告陈述里对应“得分”的各项", block_scores),
    Family("等级", ("K809", "K810"), "自评等级、总分", grade_word),
    Family(
        "得分与执行率", ("K811",), "预算执行率与各指标的得分", execution_against_results,
        (Parameter("阈值", "5%", "ratio", "指标得分率高出执行率得分率多少（按指标得分率的比例）"),),
    ),
    Family(
        "自评与复核", ("K812",), "复核得分", review_gap,
        (Parameter("阈值", "10", "amount", "总分相差多少分起提示"),),
    ),
)  # fmt: skip
