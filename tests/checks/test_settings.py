"""What a scheme says of the checks: off, tuned, another severity, one row spared, its own formulas."""

from __future__ import annotations

import pytest

import perfscore.base.catalogue.checks as page
from perfscore.base.problem import Problem
from perfscore.checks import FAMILIES, check_settings
from tests.checks.made import FACTS, checked, codes, messages, passed, read_checks

CLOSE = FACTS.replace("30万元", "49.5万元")


def findings_of(checks: str) -> list[str]:
    return [f"{f.severity} {f.code}" for f in checked(CLOSE, checks=checks).findings]


def test_as_it_is() -> None:
    assert findings_of("") == ["ask K871", "ask K881"]


@pytest.mark.parametrize("switch", ["{成本上限: 否}", "{成本上限: {启用: 否}}"])
def test_a_check_is_switched_off(switch: str) -> None:
    assert findings_of(f"勾稽: {switch}\n") == ["ask K881"]


def test_a_check_is_switched_off_with_a_reason_that_is_kept() -> None:
    found = checked(CLOSE, checks="勾稽: {成本上限: {启用: 否, 理由: 指标值经财政批复}}\n")
    assert [s.to_dict() for s in found.silenced] == [{"check": "成本上限", "where": None, "reason": "指标值经财政批复"}]


@pytest.mark.parametrize(("level", "severity"), [("错误", "error"), ("疑点", "warning"), ("待说明", "ask")])
def test_another_severity(level: str, severity: str) -> None:
    assert findings_of(f"勾稽: {{成本上限: {{级别: {level}}}}}\n")[0] == f"{severity} K871"


@pytest.mark.parametrize("name", ["项目成本", "成本指标/经济成本指标/项目成本", "成本指标"])
def test_a_row_is_spared_with_a_reason(name: str) -> None:
    found = checked(CLOSE, checks=f"勾稽: {{成本上限: {{免除: {{{name}: 已批复}}}}}}\n")
    assert codes(found) == ["K881"]
    assert [(s.where, s.reason) for s in found.silenced] == [("成本指标/经济成本指标/项目成本", "已批复")]


def test_another_row_is_not_spared() -> None:
    assert findings_of("勾稽: {成本上限: {免除: {培训人数: 已批复}}}\n") == ["ask K871", "ask K881"]


def problems_of(checks: str) -> list[Problem]:
    problems: list[Problem] = []
    return [*problems, *check_settings(read_checks(checks, problems)), *problems]


@pytest.mark.parametrize(
    ("checks", "message", "hints"),
    [
        ("{成本上线: 否}", "“勾稽”里没有叫“成本上线”的核对", "是不是“成本上限”？"),
        ("{成本上限: {阈值: 3%}}", "核对“成本上限”没有参数“阈值”，可用：容差", ""),
        ("{等级: {阈值: 3%}}", "核对“等级”没有参数“阈值”，可用：无", ""),
        (
            "{成本上限: {免除: {项目成本: }}}",
            "核对“成本上限”免除“项目成本”没有写理由，免除不起作用",
            "写成：免除: {项目成本: <理由>}",
        ),
        ("{成本上限: {容差: 少许}}", "核对“成本上限”的容差写作“少许”，不能识别，例如：5%", ""),
        ("{预算决算相同: {行数: 2.5}}", "核对“预算决算相同”的行数写作“2.5”，不能识别，例如：3", ""),
        ("{其中合计: {容差: 1%}}", "核对“其中合计”的容差写作“1%”，不能识别，例如：0", ""),
    ],
)
def test_settings_that_cannot_be_followed_are_said(checks: str, message: str, hints: str) -> None:
    found = problems_of(f"勾稽: {checks}\n")
    assert [p.message for p in found] == [message]
    assert (found[0].hints()[:1] or ("",))[0] == hints
    assert found[0].place is not None and found[0].place.line == 3
    assert message in messages(checked(CLOSE, checks=f"勾稽: {checks}\n"))


def test_a_switch_that_is_neither_yes_nor_no_is_refused() -> None:
    problems: list[Problem] = []
    read_checks("勾稽: {成本上限: 也许}\n", problems)
    assert [(p.code, p.message) for p in problems] == [("R604", "“成本上限”应当写“是”或“否”，却写着“也许”")]


# --- a scheme's own checks ----------------------------------------------------------------------------------------

BASE = """
基础数据:
  - {名称: 三公经费, 单位: 万元, 数值: {2023年决算数: 33.21, 2024年决算数: 43.41}, 出处: 附件1}
  - {名称: 培训费, 单位: 万元, 数值: {2024年决算数: }, 出处: 附件1}
"""


def own(formula: str, more: str = "") -> str:
    return f"勾稽:\n  自定:\n    - {{编号: 本地1, 公式: {formula}{more}}}\n"


def test_a_formula_that_holds_is_counted() -> None:
    found = checked(FACTS + BASE, checks=own("三公经费（2024年决算数） ≤ 44万元"))
    assert not any(c.startswith("K89") for c in codes(found))
    assert found.counts()["本地1"] == 1


def test_a_formula_that_does_not_hold() -> None:
    found = checked(
        FACTS + BASE,
        checks=own("三公经费（2024年决算数） ≤ 三公经费（2023年决算数）", ", 说明: 三公只减不增, 级别: 待说明"),
    )
    finding = next(f for f in found.findings if f.code == "K897")
    assert finding.message == (
        "自定核对“本地1”不成立（三公只减不增）：三公经费（2024年决算数） ≤ 三公经费（2023年决算数）；"
        "左边：三公经费（2024年决算数） = 43.41万元；右边：三公经费（2023年决算数） = 33.21万元；"
        "43.41万元 ≤ 33.21万元：不成立，相差 10.2万元"
    )
    assert (finding.severity, finding.where) == ("ask", "勾稽/本地1")


def test_a_tolerance_widens_it() -> None:
    formula = "三公经费（2024年决算数） = 43.4万元"
    assert "K897" in codes(checked(FACTS + BASE, checks=own(formula)))
    assert "K897" not in codes(checked(FACTS + BASE, checks=own(formula, ", 容差: 0.01")))


def test_scores_and_cells_of_the_table_have_names() -> None:
    text = "产出指标得分 + 成本指标得分 + 预算执行得分 = 总分"
    found = checked(FACTS, checks=own(text))
    assert passed(found, "本地1") != []
    assert passed(checked(FACTS, checks=own("项目成本实际完成值 ≤ 项目成本年度指标值")), "本地1") != []


@pytest.mark.parametrize(
    ("formula", "what", "why"),
    [
        ("三公经废（2024年决算数） ≤ 44万元", "不能计算", "没有叫“三公经废（2024年决算数）”的数据"),
        ("三公经费（2024年决算数） ≤", "不能计算", "“≤”后面缺少名称或数字"),
        ("培训费（2024年决算数） ≤ 44万元", "缺少数据", "“培训费（2024年决算数）”没有填报，公式没有结果"),
        (
            "三公经费（2024年决算数） + 3人 ≤ 44万元",
            "不能计算",
            "“3人”的单位是“人”，“三公经费（2024年决算数）”的单位是“万元”，不能相加",
        ),
        (
            "三公经费 ≤ 44万元",
            "缺少数据",
            "“三公经费”对应 2 个数，请写明是哪一个：三公经费（2023年决算数）、三公经费（2024年决算数）",
        ),
    ],
)
def test_a_formula_that_cannot_be_computed_says_why(formula: str, what: str, why: str) -> None:
    found = checked(FACTS + BASE, checks=own(formula))
    assert messages(found, "K895", "K896") == [f"自定核对“本地1”{what}：{formula}：{why}"]
    assert {f.severity for f in found.findings if f.code in ("K895", "K896")} == {
        "error" if what == "不能计算" else "ask"
    }


def test_own_checks_can_be_switched_off() -> None:
    found = checked(FACTS + BASE, checks=own("三公经费（2024年决算数） ≤ 1万元", ", 启用: 否, 理由: 本年不查"))
    assert not any(c.startswith("K89") for c in codes(found))
    assert [(s.check, s.reason) for s in found.silenced] == [("本地1", "本年不查")]


# --- the families themselves --------------------------------------------------------------------------------------


def test_every_family_has_a_name_of_its_own_and_codes_in_the_catalogue() -> None:
    names = [f.name for f in FAMILIES]
    assert len(set(names)) == len(names)
    assert {c for f in FAMILIES for c in f.codes} | {"K891", "K892", "K893", "K894", "K895", "K896", "K897"} == set(
        page.MESSAGES
    )


def test_every_message_can_be_printed_by_an_old_terminal() -> None:
    for item in page.MESSAGES.values():
        for line in (item.zh, *item.hints_zh):
            assert line.encode("gbk")
