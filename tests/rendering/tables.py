"""Evaluations built by hand: the seed's table, and tables that are hard to print."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfscore.base.problem import Problem, Severity
from perfscore.base.step import Step
from perfscore.evaluation.values import BlockResult, Evaluation, RowResult, RulesRef
from perfscore.rules.facts import Facts, Figure, FundRow, Funds, GoalAnswer

DIGEST = "3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555"

_SEED = """
预算执行||预算执行率|100%|100%|10|c
产出指标|数量指标|全市规模工业增加值增速|≥7%|7.7%|5|c
产出指标|数量指标|新增规模工业企业家数|100家|114家|5|c
产出指标|数量指标|工业投资增长|高于全省平均增速|15.7%（排名全省第5位）|5|r
产出指标|数量指标|工业技改投资增长|高于全省平均增速|22.3%（排名全省第5位）|5|r
产出指标|数量指标|工业企业用电量增长|高于全省平均增速|1.8%（排名全省第6位）|5|r
产出指标|质量指标|资金使用合规性|合规|合规|5|s
产出指标|质量指标|中心工作落实情况|高效落实|高效落实|5|s
产出指标|时效指标|主要工作按计划完成程度|按年度计划完成|按年度计划完成|3|s
产出指标|时效指标|项目资金及时拨付使用|及时拨付|及时拨付|2|s
效益指标|经济效益指标|工业对全市经济增长贡献情况|有贡献|工业对全市经济增长贡献率50.2%|5|s
效益指标|社会效益指标|促进就业|成效明显|成效明显|5|s
效益指标|生态效益指标|工业领域生态环境保护|深入推进|深入推进|4|s
效益指标|可持续影响指标|链群建设|不断推进|不断推进|2|s
效益指标|可持续影响指标|企业科技攻关|取得突破|取得突破|2|s
效益指标|可持续影响指标|营商环境|持续提升|持续提升|2|s
满意度指标|服务对象满意度指标|服务企业满意度|≥90%|96%|5|c
满意度指标|服务对象满意度指标|社会群众满意度|≥90%|96%|5|c
成本指标|经济成本指标|三公经费支出|≤44万元|43.41万元|10|c
成本指标|经济成本指标|项目经费支出|≤302万元|301.5万元|10|c
""".strip()


class Said(Problem):
    """A finding with its wording in its parameters: golden files here do not follow other rooms' wording."""

    def text(self, lang: str = "zh") -> str:
        return dict(self.params)[lang]

    def hints(self, lang: str = "zh") -> tuple[str, ...]:
        hint = dict(self.params).get(f"hint_{lang}")
        return (hint,) if hint else ()


def said(code: str, severity: Severity, zh: str, where: str | None = None, **more: str) -> Said:
    """Make a finding that says ``zh``."""
    return Said(code, severity, tuple({"zh": zh, "en": more.pop("en", zh), **more}.items()), where=where)


def row(name: str = "甲", **given: Any) -> RowResult:
    """Make a row; what is not given is that of a plain recomputed row of 5 points."""
    score = given.get("score", Decimal(5))
    base: dict[str, Any] = {
        "id": given.get("id", "/".join((*given.get("path", ("产出指标", "数量指标")), name))),
        "path": ("产出指标", "数量指标"),
        "goal": None,
        "name": name,
        "target": "≥7%",
        "actual": "7.7%",
        "max_score": Decimal(5),
        "score": score,
        "self_score": Decimal(5),
        "computed_score": score,
        "review_score": None,
        "met": True,
        "outcome": "scored",
        "basis": "recomputed",
        "supporting": "none",
        "low": Decimal(0) if score is None else score,
        "high": Decimal(5) if score is None else score,
    }
    steps: tuple[Step, ...] = given.pop("steps", ())
    return RowResult(**{**base, **given}, explain=lambda: steps)


def evaluation(*rows: RowResult, **given: Any) -> Evaluation:
    """Make an evaluation of ``rows``; sums are the caller's business unless left out."""
    full = sum((r.max_score for r in rows), Decimal(0))
    got = sum((r.score for r in rows if r.score is not None), Decimal(0))
    names = list(dict.fromkeys(r.path[0] for r in rows if r.path))
    blocks = tuple(
        BlockResult(
            n,
            sum((r.max_score for r in rows if r.path[:1] == (n,)), Decimal(0)),
            sum((r.score for r in rows if r.path[:1] == (n,) and r.score is not None), Decimal(0)),
            sum(r.path[:1] == (n,) and r.outcome == "pending" for r in rows),
        )
        for n in names
    )
    base: dict[str, Any] = {
        "rules": RulesRef("national/self-evaluation-2021", "项目支出绩效自评评分办法", 2024, DIGEST),
        "unit": "益阳市工业和信息化局",
        "title": "2024年度部门整体支出绩效自评表",
        "rows": rows,
        "blocks": blocks,
        "total": got,
        "full_score": full,
        "settled": all(r.outcome != "pending" for r in rows),
        "grade": None,
        "low": sum((r.low for r in rows), Decimal(0)),
        "high": sum((r.high for r in rows), Decimal(0)),
        "version": "0.1.0",
    }
    return Evaluation(**{**base, **given})


def _steps(kind: str, target: str, actual: str, points: str) -> tuple[Step, ...]:
    head = (Step("目标", f"年度指标值“{target}”"), Step("实际", f"实际完成值“{actual}”"))
    match kind:
        case "c":
            rule = Step("标准", "按完成比例计分，达到目标得满分", "办法默认：定量指标")
            return (*head, rule, Step("计分", f"达到目标，得满分 {points} 分"), Step("舍入", f"得分 {points} 分"))
        case "r":
            why = "目标要求与“全省平均增速”比较，没有提供该参照值，名次不能证明高于平均"
            note = f"{why}，按评分办法约定“缺参照：采信自评”采用自评得分 {points} 分"
            return (*head, Step("采用", note, "约定：缺参照"))
        case _:
            why = "年度指标值是文字，不能由数字复算"
            note = f"{why}，按评分办法约定“自报：采信自评”采用自评得分 {points} 分"
            return (*head, Step("采用", note, "约定：自报"))


def seed() -> Evaluation:
    """The seed's annex 2: 100 points, of which 50 recomputed, 35 self-reported, 15 without a reference value."""
    rows = []
    for line in _SEED.splitlines():
        block, sub, name, target, actual, points, kind = line.split("|")
        p = Decimal(points)
        figures = kind == "c"
        basis = {"c": "recomputed", "r": "reference_missing", "s": "self_reported"}[kind]
        rows.append(
            row(
                name,
                id="预算执行" if block == "预算执行" else f"{block}/{sub}/{name}",
                path=(block, sub) if sub else (block,),
                target=target,
                actual=actual,
                max_score=p,
                score=p,
                self_score=p,
                computed_score=p if figures else None,
                met=True if figures else None,
                basis=basis,
                low=p if figures else Decimal(0),
                high=p,
                steps=_steps(kind, target, actual, points),
            )
        )
    growth, costs = "产出指标/数量指标/工业投资增长", "成本指标/经济成本指标/三公经费支出"
    findings = (
        said(
            "K801", "warning", "没有“全省平均增速”的数值，“高于全省平均增速”不能核实", growth,
            en="no value of “全省平均增速” was given", hint_zh="在填报数据的参照值里补上该数值和来源",
            hint_en="add the value and its source to the facts",
        ),
        said("K802", "ask", "报告正文写“三公”经费年初预算 49 万元，附件1写 43.41 万元", costs),
        said("K803", "error", "报告正文写产出指标 50 分，自评表各行合计 40 分"),
    )  # fmt: skip
    return evaluation(
        *rows, grade="优", findings=findings, notes=(Step("汇总", "各项得分合计 100 分，等级按 90 分（含）以上为优"),)
    )


def filed() -> Facts:
    """The head of the seed's annex 2 as it was filed, with one figure that is none."""
    money = [Figure(text, "万元") for text in ("1184.37", "1554.97", "1554.970")]
    total = FundRow("年度资金总额", *money, Figure("100%"), Figure("10"), Figure("10"))
    part = FundRow("上年结转", Figure(""), Figure("待定", "万元"), Figure("0", "万元"))
    split = ("按支出性质分", (("基本支出", Figure("1253.47", "万元")), ("项目支出", Figure("约301.5", "万元"))))
    answers = (GoalAnswer(("3",), "工业经济稳中有进。"), GoalAnswer((), "=1+1"))
    return Facts(funds=Funds(total, (part,), (split,)), goal_answers=answers)


NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a|b\\|c`d`*e*_f_[g](http://h)",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "第一行\n第二行\r\n第三行\u2028第四行",
    "\x00\x07\x1b[31m红\x1b[0m\x7f\x9b",
    "\ud800半个",
    "\ufffe\uffff\ufeff",
    "\u202e反\u2066向\u200b",
    "&amp; &lt; ]]> <!-- --> <![CDATA[",
    "# 一\n- 二\n1. 三\n---",
    "长" * 3000,
    "x" * 3000,
    "\u0301" * 50 + "Z",
    "",
)
"""Texts that do harm somewhere if they are printed as they are."""


def nasty() -> Evaluation:
    """A table every filled-in text of which is hostile, in every outcome and basis."""
    rows = []
    outcomes = ["scored", "pending", "not_applicable"]
    bases = ["recomputed", "benchmarked", "reference_missing", "self_reported", "assessed", None]
    for i, text in enumerate(NASTY):
        outcome = outcomes[i % 3]
        rows.append(
            row(
                text,
                id=f"{i}{text}",
                path=(f"块{i // 5}{text[:20]}", text)[: i % 3],
                target=text,
                actual=text,
                outcome=outcome,
                score=Decimal("4.64") if outcome == "scored" else None,
                basis=bases[i % 6] if outcome == "scored" else None,
                supporting=("none", "named", "verified")[i % 3],
                deviation_note=text,
                steps=(Step("计分", f"“{text}”计 4.64 分"),) if i % 2 else (),
            )
        )
    findings = tuple(said(f"K8{i:02}", "warning", text, f"块/{text}", hint_zh=text) for i, text in enumerate(NASTY))
    rules = RulesRef(NASTY[0], NASTY[2], 2024, DIGEST)
    return evaluation(*rows, title=NASTY[1], unit=NASTY[6], rules=rules, findings=findings, version=NASTY[0])


def mixed() -> Evaluation:
    """A table with a pending and a not applicable row, a difference, remarks, and points of several places."""
    execution = row(
        "预算执行率", id="预算执行", path=("预算执行",), max_score=Decimal(10), score=Decimal("9.97"), target="100%",
        actual="99.66%", self_score=Decimal(10), low=Decimal("9.97"), high=Decimal("9.97"),
        deviation_note="部分项目尾款未达到支付条件。",
        steps=(
            Step("度量", "执行率 = 1549.7 ÷ 1554.97 = 99.66%"), Step("计分", "10 × 99.66% = 9.966 分"),
            Step("舍入", "得分 9.97 分（四舍五入到 2 位小数）"),
        ),
    )  # fmt: skip
    waiting = row(
        "培训场次", target="≥1200人次", actual="", score=None, outcome="pending", basis=None, met=None,
        max_score=Decimal("5.5"), high=Decimal("5.5"),
        steps=(Step("采用", "待人工认定：没有填报实际完成值，得分应在 0 至 5.5 分之间"),),
    )  # fmt: skip
    abroad = row(
        "出国（境）任务", path=("产出指标", "质量指标"), target="100%", actual="", score=None, outcome="not_applicable",
        basis=None, met=None, self_score=None, high=Decimal(0), steps=(Step("采用", "不适用：本年度没有任务"),),
    )  # fmt: skip
    rated = row(
        "部门满意度", path=("满意度指标", "服务对象满意度指标"), supporting="verified", basis="assessed",
        score=Decimal("4.64"), review_score=Decimal("4.64"), computed_score=None,
    )  # fmt: skip
    return evaluation(execution, waiting, abroad, rated, settled=False)


def thousand() -> Evaluation:
    """A table of a thousand rows in forty blocks."""
    rows = [
        row(
            f"指标{i}", id=str(i), path=(f"第{i // 25}部分", f"第{i // 5}类"), target=f"≥{i}%", actual=f"{i}.5%",
            max_score=Decimal(i), score=Decimal(i), steps=(Step("计分", f"达到目标，得满分 {i} 分"),),
        )
        for i in range(1, 1001)
    ]  # fmt: skip
    return evaluation(*rows)
