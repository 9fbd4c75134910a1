"""One row: its target, its actual, its rule → a verdict with steps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from ..base.exact import as_fraction, plain, plain_ratio
from ..base.problem import Problem, problem
from ..base.step import Step
from ..clauses import Banded, Bound, Inputs
from ..curves import Count
from ..language import Actual, Comparison, Range, Target, compare
from ..planning import Plan, PlanRow
from ..rules.facts import Filing, ReferenceValue
from .applying import apply_bound, ends, target_steps
from .from_formula import Observed
from .given import given_inputs, lateness
from .references import judge_reference
from .scores import compare_scores
from .undeclared import ask_whether_absent, reads_absent
from .verdict import Band, Verdict, adopt_claim, apply_review, pending, score_of

__all__ = ["judge"]

LEVELS = {"achieved": "达成", "partial": "部分达成", "missed": "未达成"}


def judge(row: PlanRow, seen: Observed, references: tuple[ReferenceValue, ...], plan: Plan) -> Verdict:
    """Score one indicator. Nothing here raises for what was filed; what cannot be scored is pending with its reason."""
    filing = seen.filing or Filing(row.indicator.name)
    if filing.not_applicable is not None:
        return _not_applicable(filing)
    found: list[Problem] = []
    self_score = score_of(filing.self_score, "自评得分", row, found)
    review = score_of(filing.review_score, "复核得分", row, found)
    actual = plan.language.read_actual(filing.actual.text, unit=filing.actual.unit or None)
    found += [
        p.in_row(row.where) if p.place or not filing.actual.place else p.at(filing.actual.place).in_row(row.where)
        for p in actual.problems
    ]
    verdict = _decide(row, filing, seen, actual, references, plan, self_score, tuple(found))
    if not filing.level and not filing.inputs:
        verdict = ask_whether_absent(verdict, row, filing.actual.text, plan)
    verdict = apply_review(verdict, row, review)
    return compare_scores(verdict, row, self_score)


def _not_applicable(filing: Filing) -> Verdict:
    zero = Decimal(0)
    note = Step("采用", f"不适用：{filing.not_applicable}")
    return Verdict("not_applicable", None, None, None, None, zero, zero, (note,))


def _decide(
    row: PlanRow,
    filing: Filing,
    seen: Observed,
    actual: Actual,
    references: tuple[ReferenceValue, ...],
    plan: Plan,
    self_score: Decimal | None,
    problems: tuple[Problem, ...],
) -> Verdict:
    if actual.missing and not filing.level and not filing.inputs:
        return _missing(row, plan, filing, problems)
    if row.nature == "参照":
        return judge_reference(row, actual, references, plan, self_score, problems)
    if row.nature in ("定性", "复合") or (row.nature in ("名次", "时限") and row.bound is None):
        return _words(row, filing, actual, plan, self_score, problems)
    if row.bound is None:
        reason = _reason(row) or "年度指标值不能识别"
        return pending(row, reason, target_steps(row), problems)
    return _figure(row, filing, seen, actual, plan, self_score, problems)


def _reason(row: PlanRow) -> str:
    return row.problems[0].message if row.problems else ""


def _missing(row: PlanRow, plan: Plan, filing: Filing, problems: tuple[Problem, ...]) -> Verdict:
    why, text = "没有填报实际完成值", filing.actual.text.strip()
    match reads_absent(text):
        case "不适用":
            why = f"实际完成值“{text}”没有声明不适用的原因"
        case "无":
            why = f"实际完成值“{text}”不说明是零、没有统计还是不适用"
    if plan.conventions.value("未填") == "零分":
        zero = Decimal(0)
        note = Step("采用", f"{why}，按评分办法约定“未填：零分”计 0 分", "约定：未填")
        return Verdict("scored", "recomputed", zero, zero, False, zero, zero, (note,), problems)
    found = problem("E751", where=row.where, row=row.indicator.name)
    return pending(row, why, target_steps(row), (*problems, found))


# --- figures against figures --------------------------------------------------------------------------------------


def _figure(
    row: PlanRow,
    filing: Filing,
    seen: Observed,
    actual: Actual,
    plan: Plan,
    self_score: Decimal | None,
    problems: tuple[Problem, ...],
) -> Verdict:
    against = compare(row.target, actual, language=plan.language, year=plan.year)
    problems = (*problems, *(p.in_row(row.where) for p in against.problems))
    if against.state in ("claim", "words"):
        return _claimed(row, filing, actual, plan, self_score, problems)
    if against.state == "missing":
        return _missing(row, plan, filing, problems)
    if against.state in ("several", "question"):
        reason = against.problems[0].message if against.problems else "实际完成值不能与年度指标值相比"
        return pending(row, reason, target_steps(row), problems)
    inputs = evolve(_inputs(row, seen, against, plan), **given_inputs(filing, row, plan))
    steps = _reading_steps(row, filing, against)
    verdict = apply_bound(row, inputs, plan, steps, problems, basis="recomputed")
    return _excess(verdict, row, filing, inputs, plan)


def _inputs(row: PlanRow, seen: Observed, against: Comparison, plan: Plan) -> Inputs:
    target = target_value(row.target)
    if against.state == "rank":
        return Inputs(rank=None if against.value is None else int(against.value), target=target)
    if against.state == "date":
        return Inputs(days=None if against.value is None else lateness(against.value, row.bound, plan))
    value = against.value
    if seen.value is not None:
        unit = getattr(row.target, "unit", None)
        exact = plan.language.units.convert(seen.value, seen.unit, unit) if unit and seen.unit else seen.value
        value = seen.value if exact is None else exact
    return Inputs(actual=value, target=target, count=_count(row, seen, value, target, plan))


def _count(
    row: PlanRow, seen: Observed, value: Fraction | None, target: Fraction | None, plan: Plan
) -> Fraction | None:
    """Return the actual as a number of faults, where the clause counts faults in the unit the actual is given in.

    ``1起`` under 每发生1起扣2分 is one fault; ``9场`` under 每发现1例扣1分 says nothing of faults.
    """
    counted = {r.measure.unit for r in getattr(row.bound, "readings", ()) if isinstance(r.measure, Count)}
    if value is None or not counted:
        return None
    filed = seen.filing.actual if seen.filing is not None else None
    unit = plan.language.read_actual(filed.text, unit=filed.unit or None).unit if filed is not None else seen.unit
    return value if (unit or getattr(row.target, "unit", None)) in counted or target == 0 else None


def _excess(verdict: Verdict, row: PlanRow, filing: Filing, inputs: Inputs, plan: Plan) -> Verdict:
    """Ask for the reason of an actual far above its target, where the scheme says from how far on (超额完成)."""
    choice = plan.conventions.get("超额完成")
    if choice is None or choice.value == "不扣分" or row.nature != "正向" or verdict.outcome != "scored":
        return verdict
    limit = plan.language.read_actual(choice.get("幅度") or "")
    if limit.value is None or limit.unit != "%" or not inputs.target or inputs.target < 0 or inputs.actual is None:
        return verdict
    over = (inputs.actual - inputs.target) / inputs.target * 100
    if over < as_fraction(limit.value) or filing.deviation_note.strip():
        return verdict
    found = problem(
        "E764", where=row.where, row=row.indicator.name, over=f"{plain_ratio(over, 2)}%", limit=f"{plain(limit.value)}%"
    )
    if choice.value == "待人工认定":
        proposal = (
            f"超额较多且没有说明原因，按评分标准为 {plain(verdict.score or Decimal(0))} 分，评分办法约定由人工认定"
        )
        waits = pending(row, proposal, verdict.steps, (*verdict.problems, found), met=verdict.met)
        return evolve(waits, inputs=verdict.inputs)
    return evolve(verdict, problems=(*verdict.problems, found))


def target_value(target: Target) -> Fraction | None:
    """Return the one number of a target in its own unit, or None where it has none or several."""
    value = getattr(target, "value", None)
    return None if value is None or isinstance(target, Range) else as_fraction(value)


def _reading_steps(row: PlanRow, filing: Filing, against: Comparison) -> tuple[Step, ...]:
    text = filing.actual.text.strip()
    actual = f"实际完成值“{text}”"
    notes = "；".join(against.remarks)
    return (*target_steps(row), Step("实际", f"{actual}（{notes}）" if notes else actual))


# --- words --------------------------------------------------------------------------------------------------------


def level_of(row: PlanRow, filing: Filing, actual: Actual) -> tuple[str | None, str]:
    """Return the level (达成, 部分达成, 未达成, or a word of the clause) that was stated, and in which words.

    None where none was. A word of the row's own clause is that word: 基本达成 is no 部分达成 where the clause has both.
    """
    if filing.level:
        return filing.level, f"填报的达成情况为“{filing.level}”"
    if (word := _word_of_clause(row, filing)) is not None:
        return word, f"实际完成值“{word}”是评分标准里的一档"
    if actual.claim is not None:
        return LEVELS[actual.claim], f"实际完成值“{filing.actual.text.strip()}”表述为{LEVELS[actual.claim]}"
    text = "".join(filing.actual.text.split())
    if text and text == "".join(row.indicator.target.split()):
        return "达成", f"实际完成值“{filing.actual.text.strip()}”与年度指标值文字相同，视为单位表述为达成"
    return None, f"实际完成值“{filing.actual.text.strip()}”"


def _word_of_clause(row: PlanRow, filing: Filing) -> str | None:
    """Return the actual value where it is, to the letter, one of the words the row's clause gives points to."""
    said = "".join(filing.actual.text.split())
    return said if isinstance(row.bound, Banded) and any(b.text == said for b in row.bound.bands) else None


def _words(
    row: PlanRow, filing: Filing, actual: Actual, plan: Plan, self_score: Decimal | None, problems: tuple[Problem, ...]
) -> Verdict:
    level, says = level_of(row, filing, actual)
    if level is not None and level == _word_of_clause(row, filing):
        problems = tuple(p for p in problems if p.code != "A303")
    steps = (*target_steps(row), Step("实际", says))
    band = band_of(row, level, plan)
    if row.bound is not None and filing.inputs:
        inputs = Inputs(**{"level": level, **given_inputs(filing, row, plan)})
        return apply_bound(row, inputs, plan, steps, problems, basis="recomputed")
    if row.bound is not None and level is not None and _decides(row.bound, level):
        return _as_claimed(row, level, plan, steps, problems)
    return adopt_claim(
        row,
        plan,
        self_score,
        basis="self_reported",
        choice="自报",
        band=band,
        why="年度指标值是文字，不能由数字复算",
        steps=steps,
        problems=problems,
        level=level,
    )


def _claimed(
    row: PlanRow, filing: Filing, actual: Actual, plan: Plan, self_score: Decimal | None, problems: tuple[Problem, ...]
) -> Verdict:
    level, says = level_of(row, filing, actual)
    steps = (*target_steps(row), Step("实际", says))
    found = problem(
        "E755", where=row.where, row=row.indicator.name, target=row.indicator.target, actual=filing.actual.text.strip()
    )
    return adopt_claim(
        row,
        plan,
        self_score,
        basis="self_reported",
        choice="自报",
        band=Band(Decimal(0), row.indicator.max_score),
        why="年度指标值是数字，实际完成值没有给出数字",
        steps=steps,
        problems=(*problems, found),
        level=level,
    )


def _as_claimed(
    row: PlanRow, level: str, plan: Plan, steps: tuple[Step, ...], problems: tuple[Problem, ...]
) -> Verdict:
    """Let the clause give the points of a level that was only stated: a computed score that rests on a claim."""
    verdict = apply_bound(row, Inputs(level=level), plan, steps, problems, basis="self_reported")
    if plan.conventions.value("自报") != "采信自评":
        return pending(
            row, "年度指标值是文字，达成情况由单位表述，评分办法约定由人工认定", steps, problems, level=level
        )
    return evolve(verdict, low=Decimal(0), high=row.indicator.max_score, level=level, met=None)


def _decides(bound: Bound, level: str) -> bool:
    """Tell whether the row's clause gives one score for a level, not a band."""
    outcome = bound.apply(Inputs(level=level))
    return outcome.pending is None


def band_of(row: PlanRow, level: str | None, plan: Plan) -> Band:
    """Return the scores possible for a level: the clause's own band, else anything up to the points."""
    full = Band(Decimal(0), row.indicator.max_score)
    if row.bound is None or level is None:
        return full
    outcome = row.bound.apply(Inputs(level=level))
    if outcome.low is None or outcome.high is None:
        return full
    low, high = ends(outcome.low, outcome.high, row, plan)
    return Band(low, high, level == "达成" or low == high)
