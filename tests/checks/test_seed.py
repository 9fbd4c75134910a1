"""The seed: every finding its report gives rise to, every sum that holds, and the same renamed and rescaled."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

import perfscore
from perfscore.base.problem import Problem
from perfscore.checks import Report, report, run
from perfscore.evaluation.evaluating import evaluate_plan
from perfscore.planning import Plan
from perfscore.rules.facts import Facts, Figure

FOLDER = Path(__file__).parents[2] / "examples" / "yiyang-2024"
TABLE = (FOLDER / "indicators.yaml").read_text("utf-8")
FACTS = (FOLDER / "facts.yaml").read_text("utf-8")


@cache
def reported(table: str = TABLE, facts: str = FACTS) -> tuple[Report, Plan, Facts]:
    plan, filed = perfscore.load(table).plan(), perfscore.read_facts(facts)
    return report(plan, filed, evaluate_plan(plan, filed)), plan, filed


def findings(*codes: str, table: str = TABLE, facts: str = FACTS) -> list[Problem]:
    return [f for f in reported(table, facts)[0].findings if f.code in codes]


GOLDEN = (Path(__file__).parent / "seed_findings.txt").read_text("utf-8")
LEVELS = {"error": "错误", "warning": "疑点", "ask": "待说明"}


def printed(found: Report) -> str:
    lines = []
    for f in found.findings:
        lines.append(f"{LEVELS[f.severity]} {f.code} {f.where}\n  {f.message}\n")
        lines += [f"  = {hint}\n" for hint in f.hints()]
    return "".join(lines)


def test_every_finding_on_the_seed_to_the_letter() -> None:
    assert printed(reported()[0]) == GOLDEN


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("K808", ("50", "40", "30", "20", "10")),
        ("K841", ("49万元", "43.41万元", "18万元/24.99万元", "0万元/5.93万元")),
        ("K841", ("118.4万元", "0万元")),
        ("K852", ("5.93万元", "0万元", "43.41万元", "49万元", "没有超过")),
        ("K852", ("24.99万元", "18万元", "38.83%", "没有超过")),
        ("K831", ("8.88元", "8.88万元")),
        ("K851", ("2024年预算数", "2024年决算数", "12 行")),
        ("K871", ("≤44万元", "43.41万元", "0.59万元")),
        ("K871", ("≤302万元", "301.5万元", "0.5万元")),
        ("K873", ("100家", "114家")),
        ("K874", ("9 个", "合规", "持续提升")),
        ("K861", ("31.29%", "370.6万元")),
        ("K862", ("+30.71%", "33.21万元")),
        ("K882", ("执行进度较慢", "预算执行率", "项目资金及时拨付使用", "全表各行的偏差原因都是空的")),
        ("K863", ("1554.97万元", "收入总计")),
        ("K854", ("公车购置", "24.99万元", "政府采购金额", "0万元")),
        ("K883", ("第 1、2 项",)),
        ("K884", ("局本级", "所属二级单位")),
        ("K886", ("2023年完工项目", "2024")),
    ],
)
def test_what_the_issue_names_is_found(code: str, figures: tuple[str, ...]) -> None:
    assert [f for f in findings(code) if all(part in f.message for part in figures)]


def test_three_targets_without_a_reference_come_from_the_rows() -> None:
    result = perfscore.evaluate(perfscore.load(TABLE), perfscore.read_facts(FACTS))
    assert [f.code for f in result.findings].count("E753") == 3
    assert {f.code for f in reported()[0].findings} <= {f.code for f in result.findings}


@pytest.mark.parametrize(
    "text",
    [
        "1253.47万元 = 899.69 + 150.26 + 176.54 + 26.98", "301.5万元 = 0 + 300.77 + 0 + 0.73",
        "301.5万元 = 5 + 35 + 8 + 8.22 + 34.53 + 3 + 3 + 5 + 2 + 10 + 15 + 23 + 71.23 + 73.52 + 5",
        "1554.97万元 = 1253.47 + 301.5", "43.41万元 = 36.36 + 5.93 + 1.12", "43.41万元 = 5.93 + 1.12 + 11.37 + 24.99",
        "33.21万元 = 30.45 + 0 + 2.76", "36.36万元 = 24.99 + 11.37", "30.45万元 = 17.99 + 12.46",
        "1253.47万元 ÷ 1554.97万元 = 80.61%", "301.5万元 ÷ 1554.97万元 = 19.39%", "80.61% + 19.39% = 100%",
        "1184.37万元 = 1135.07 + 49.3", "49万元 - 43.41万元 = 5.59万元",
    ],
)  # fmt: skip
def test_the_sums_that_hold_are_checked_and_pass(text: str) -> None:
    assert any(text in p.text for p in reported()[0].passed)
    assert not findings("K821", "K822", "K823", "K824", "K825", "K826")


def test_run_gives_the_findings_of_the_report() -> None:
    found, plan, filed = reported()
    assert run(plan, filed, evaluate_plan(plan, filed)) == found.findings


def test_the_wording_is_neutral() -> None:
    for f in reported()[0].findings:
        assert not re.search("虚报|造假|错报|违规|隐瞒|掩盖|弄虚作假", f.message)


# --- the same table renamed and rescaled --------------------------------------------------------------------------

NAMES = {
    "益阳": "甲市",
    "工业和信息化局": "某某局",
    "市工信局": "市某局",
    "新增规模工业企业家数": "新增主体数",
    "公车购置": "设备购置",
    "三公经费支出": "公务支出",
}


def renamed(text: str) -> str:
    for old, new in NAMES.items():
        text = text.replace(old, new)
    return text


def test_the_seed_renamed_has_the_same_findings() -> None:
    before = [f.code for f in reported()[0].findings]
    assert [f.code for f in reported(renamed(TABLE), renamed(FACTS))[0].findings] == before


_MONEY = re.compile(r"([0-9]+(?:\.[0-9]+)?)(万元|元)?\Z")


def times(figure: str, factor: Fraction) -> str:
    value = Fraction(figure) * factor
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def scaled(value: Any, factor: Fraction) -> Any:
    """Multiply every amount of money in facts: figures whose heading or text says 元 or 万元."""
    if isinstance(value, Figure):
        found = _MONEY.match(value.text)
        if found is None or (found[2] or value.unit) not in ("元", "万元"):
            return value
        return attrs.evolve(value, text=times(found[1], factor) + (found[2] or ""))
    if isinstance(value, tuple):
        return tuple(scaled(v, factor) for v in value)
    if attrs.has(type(value)):
        return attrs.evolve(
            value, **{f.name: scaled(getattr(value, f.name), factor) for f in attrs.fields(type(value))}
        )
    return value


@pytest.mark.parametrize("factor", ["2", "10", "0.5", "1234"])
def test_the_seed_rescaled_has_the_same_findings(factor: str) -> None:
    by = Fraction(factor)
    table = re.sub(r"≤([0-9]+)万元", lambda m: f"≤{times(m[1], by)}万元", TABLE)
    before, _, filed = reported()
    plan, facts = perfscore.load(table).plan(), scaled(filed, by)
    assert facts != filed
    after = report(plan, facts, evaluate_plan(plan, facts))
    assert [(f.code, f.where) for f in after.findings] == [(f.code, f.where) for f in before.findings]
    assert after.counts() == before.counts()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("值: 50分", "值: 40分", "K808"),
        ("值: 8.88元", "值: 8.88万元", "K831"),
        ("实际完成值: 7.7%, 自评得分: 5", "实际完成值: 7.7%, 自评得分: 4", "K805"),
        ("2024年预算数: 43.41", "2024年预算数: 49", "K821"),
        ("值: 80.61%", "值: 81.61%", "K823"),
        ("其他资金: 0.76", "其他资金: 0.67", "K821"),
        ("执行率: 100%", "执行率: 98%", "K826"),
    ],
)
def test_a_figure_changed_changes_what_is_found(old: str, new: str, code: str) -> None:
    assert FACTS.count(old) >= 1
    before = [f.message for f in findings(code)]
    assert [f.message for f in findings(code, facts=FACTS.replace(old, new))] != before


# --- a scheme of one's own ----------------------------------------------------------------------------------------

PARENT = """格式: perfscore/1
评分办法: 某省办法
基于: national/self-evaluation-2021
勾稽:
  成本上限: {容差: 1%}
  预算决算相同: {启用: 否, 理由: 预算数一栏按规定填调整后的数}
  自定:
    - {编号: 三公不增, 公式: 三公经费（2024年决算数） ≤ 三公经费（2023年决算数）, 级别: 错误}
    - {编号: 公用不增, 公式: 公用经费（2024年决算数） ≤ 公用经费（2023年决算数）}
"""
CHILD = """格式: perfscore/1
评分办法: 某市办法
基于: 省.yaml
勾稽:
  预算决算相同: {启用: 是}
  照抄指标值: {免除: {资金使用合规性: 已附审计报告}}
  自定:
    - {编号: 三公不增, 级别: 待说明}
"""


def test_a_scheme_tunes_silences_and_adds_and_its_child_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "省.yaml").write_text(PARENT, "utf-8")
    (tmp_path / "市.yaml").write_text(CHILD, "utf-8")

    def under(name: str) -> Report:
        path = tmp_path / f"表-{name}"
        path.write_text(TABLE.replace("适用办法: national/self-evaluation-2021", f"适用办法: {name}"), "utf-8")
        plan, filed = perfscore.load(path).plan(), perfscore.read_facts(FACTS)
        return report(plan, filed, evaluate_plan(plan, filed))

    above, below = under("省.yaml"), under("市.yaml")
    for found in (above, below):
        assert [f.where for f in found.findings if f.code == "K871"] == ["成本指标/经济成本指标/项目经费支出"]
        assert found.counts()["公用不增"] == 1
    own = {f.where: f.severity for f in above.findings if f.code == "K897"}
    assert own == {"勾稽/三公不增": "error"}
    assert {f.where: f.severity for f in below.findings if f.code == "K897"} == {"勾稽/三公不增": "ask"}
    assert [s.to_dict() for s in above.silenced] == [
        {"check": "预算决算相同", "where": None, "reason": "预算数一栏按规定填调整后的数"}
    ]
    assert [s.where for s in below.silenced] == ["产出指标/质量指标/资金使用合规性"]
    assert "K851" in {f.code for f in below.findings}
    assert "8 个文字指标" in next(f.message for f in below.findings if f.code == "K874")
