"""A written result against what is computed now: the same, or what differs and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import perfscore
from perfscore import PerfscoreError, evaluate, load, read_facts, read_result, render, score_rows, verify
from perfscore.auditing.comparing import ABSENT
from perfscore.auditing.telling import report
from perfscore.evaluation.envelope import payload_digest
from tests.seed import FACTS, FACTS_WITH_REFERENCES, TABLE

STORED = Path(__file__).parent / "stored"
RULES, FILED, RESULT = STORED / "table.yaml", STORED / "facts.yaml", STORED / "result.json"


def changed(path: Path, *pairs: tuple[str, str]) -> str:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    return text


def small() -> dict[str, Any]:
    return dict(json.loads(RESULT.read_text("utf-8")))


def codes(found: perfscore.Verification) -> list[str]:
    return [p.code for p in found.reasons]


def told(found: perfscore.Verification) -> str:
    return "\n".join(report(found))


# --- the same -------------------------------------------------------------------------------------------------------


def test_a_result_stands() -> None:
    found = verify(RESULT, RULES, FILED)
    assert (found.same, found.scores_same, found.rules_same, found.facts_same) == (True, True, True, True)
    assert (found.differences, found.reasons) == ((), ())
    assert told(found) == (
        "一致：重算的结果与文件逐项相同（2 行，总分 52.2 分）\n"
        "  规则摘要      相同      870a99a761b6\n"
        "  填报数据摘要  相同      17339054a52a\n"
        "  结果摘要      相符      1f9b8a897f41\n"
        "  软件版本      相同      0.1.0"
    )
    assert found.to_dict() == {
        "schema": "perfscore/verification/1",
        "same": True,
        "scores_same": True,
        "intact": True,
        "rules": {"old": found.stored.rules.digest, "new": found.stored.rules.digest, "same": True},
        "facts": {"old": found.stored.facts_digest, "new": found.stored.facts_digest, "same": True},
        "version": {"old": "0.1.0", "new": "0.1.0", "same": True},
        "payload": dict.fromkeys(("stated", "old", "new"), found.stored.digest),
        "differences": [],
        "reasons": [],
    }


def test_every_way_to_give_rules_and_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, filed = load(RULES), read_facts(FILED)
    for rules in (RULES, str(RULES), RULES.read_text("utf-8"), loaded, loaded.plan(), evaluate(loaded, filed)):
        assert verify(small(), rules, filed).same
    for facts in (str(FILED), FILED.read_text("utf-8"), filed):
        assert verify(read_result(RESULT), loaded, facts).same
    assert verify(RESULT).same
    monkeypatch.chdir(STORED)
    assert verify("result.json").same
    moved = tmp_path / "r.json"
    moved.write_bytes(RESULT.read_bytes())
    assert verify(moved).same
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PerfscoreError, match="V019"):
        verify(moved)


def test_the_seed_as_it_was_written_before_there_was_an_envelope() -> None:
    """Law 6: an old year recomputed gives the same payload."""
    found = verify(STORED / "seed-7132c42.json", TABLE, FACTS)
    assert (found.same, found.stored.intact, codes(found)) == (True, None, [])
    assert "  结果摘要      没有记载\n" in told(found)
    assert verify(STORED / "seed-references-7132c42.json", TABLE, FACTS_WITH_REFERENCES).same
    assert verify(STORED / "seed-unfilled-7132c42.json", TABLE).same


@pytest.mark.parametrize("name", ["seed-b08602d", "seed-1ae4366", "seed-e63a6c8"])
def test_earlier_states_give_the_same_scores_with_other_words(name: str) -> None:
    found = verify(STORED / f"{name}.json", TABLE, FACTS)
    assert (found.same, found.scores_same, found.facts_same) == (False, True, True)
    assert found.rules_same == (name != "seed-b08602d")


def test_rows_that_never_were_a_file() -> None:
    rows = [{"三级指标": "甲", "年度指标值": "≥90%", "实际完成值": "83%", "分值": "10"}]
    stored = read_result(json.loads(str(render(score_rows(rows, 年度=2024), "json"))))
    assert verify(stored, score_rows(rows, 年度=2024)).same
    other = verify(stored, score_rows([{**rows[0], "实际完成值": "84%"}], 年度=2024))
    assert codes(other) == ["V033"]
    assert [(d.item, d.field) for d in other.differences if (d.part, d.field) == ("rows", "score")] == [
        ("未注明一级指标/甲", "score")
    ]


def test_the_year_is_the_one_the_result_names() -> None:
    rules = load(changed(RULES, ("适用办法: national/self-evaluation-2021", "适用办法: national/self-evaluation")))
    written = evaluate(rules.plan(2023), FILED)
    stored = read_result(json.loads(str(render(written, "json"))))
    assert stored.rules.year == 2023
    assert verify(stored, rules, FILED).same


# --- what differs ---------------------------------------------------------------------------------------------------


def test_facts_that_changed() -> None:
    facts = changed(FILED, ("87人次", "93人次"))
    found = verify(RESULT, RULES, facts)
    assert codes(found) == ["V033"]
    assert not found.same
    fields = {(d.part, d.item, d.field): (d.old, d.new) for d in found.differences if not d.field.startswith("steps")}
    row = "产出指标/数量指标/培训人次"
    assert fields["rows", row, "score"] == ("52.2", "55.8")
    assert fields["rows", row, "actual"] == ("87人次", "93人次")
    assert fields["blocks", "产出指标", "score"] == ("52.2", "55.8")
    assert fields["", "", "total"] == ("52.2", "55.8")
    assert fields["", "", "range.low"] == ("52.2", "55.8")
    assert {key for key in fields if key[1] == "产出指标/数量指标/会议次数"} == set()
    shown = told(found)
    assert shown.startswith(f"不一致：有 {len(found.differences)} 处不同\n  规则摘要      相同      870a99a761b6\n")
    assert "指标“培训人次”\n  实际完成值：87人次 → 93人次\n  得分：52.2 → 55.8\n  系统测算分：52.2 → 55.8\n" in shown
    assert "第 2 步" not in shown
    assert shown.endswith("可能的原因\n  V033：填报数据不同：现在的数据与计分时的摘要不符")


def test_rules_that_changed() -> None:
    rules = changed(RULES, ("年度指标值: ≥100人次", "年度指标值: ≥90人次"))
    found = verify(RESULT, rules, FILED)
    assert (codes(found), found.rules_same, found.facts_same) == (["V032"], False, True)
    assert "  规则摘要      不同      870a99a761b6 → " in told(found)
    assert "指标“培训人次”\n  年度指标值：≥100人次 → ≥90人次\n  得分：52.2 → 58\n" in told(found)


def test_rows_added_taken_away_and_moved() -> None:
    head, first, second = changed(RULES, ("      - {三级指标: ", "\x00")).split("\x00")
    third = second.replace("会议次数", "调研次数").replace("分值: 40", "分值: 10")
    rules = "      - {三级指标: ".join([head, second.replace("分值: 40", "分值: 30"), first, third])
    facts = changed(FILED, ("  - {三级指标: 会议次数, 实际完成值: 尚在统计}\n", ""))
    found = verify(RESULT, rules, facts)
    assert codes(found) == ["V032", "V033"]
    kinds = {(d.kind, d.part, d.item.rsplit("/", 1)[-1]) for d in found.differences if d.kind != "changed"}
    assert ("added", "rows", "调研次数") in kinds
    assert ("moved", "rows", "") in kinds
    assert not found.scores_same
    shown = told(found)
    assert "现在多出：指标“调研次数”\n  分值 10，得分 （空）\n" in shown
    assert (
        "次序不同：指标\n  旧：产出指标/数量指标/培训人次、产出指标/数量指标/会议次数\n"
        "  新：产出指标/数量指标/会议次数、产出指标/数量指标/培训人次\n" in shown
    )
    back = verify(read_result(found.computed.to_dict()), RULES, FILED)
    assert "现在没有：指标“调研次数”\n  分值 10，得分 （空）\n" in told(back)


def test_a_score_changed_by_hand() -> None:
    data = small()
    data["rows"][0]["score"] = "60"
    data["total"] = "60"
    found = verify(data, RULES, FILED)
    assert (found.same, found.stored.intact, codes(found)) == (False, False, ["V031"])
    assert [(d.item, d.field, d.old, d.new) for d in found.differences] == [
        ("", "total", "60", "52.2"),
        ("产出指标/数量指标/培训人次", "score", "60", "52.2"),
    ]
    assert told(found) == (
        "不一致：有 2 处不同\n"
        "  规则摘要      相同      870a99a761b6\n"
        "  填报数据摘要  相同      17339054a52a\n"
        "  结果摘要      不符      1f9b8a897f41\n"
        "  软件版本      相同      0.1.0\n"
        "\n全表\n  总分：60 → 52.2\n"
        "\n指标“培训人次”\n  得分：60 → 52.2\n"
        "\n可能的原因\n  V031：结果文件写出之后改动过：现有内容的摘要与文件里记载的不符"
    )


def test_a_score_changed_together_with_the_hash() -> None:
    data = small()
    data["rows"][0]["score"] = "60"
    data["envelope"]["payload_sha256"] = payload_digest({k: data[k] for k in data if k not in ("version", "envelope")})
    found = verify(data, RULES, FILED)
    assert (found.stored.intact, found.same, codes(found)) == (True, False, ["V036"])
    assert [d.to_dict() for d in found.differences] == [
        {
            "kind": "changed", "part": "rows", "item": "产出指标/数量指标/培训人次", "field": "score",
            "name": "培训人次", "old": "60", "new": "52.2",
        }
    ]  # fmt: skip


def test_only_the_hash_was_changed() -> None:
    data = small()
    data["envelope"]["payload_sha256"] = "0" * 64
    found = verify(data, RULES, FILED)
    assert (found.same, found.differences, codes(found)) == (False, (), ["V031"])
    assert told(found).startswith(
        "不一致：重算的结果与文件逐项相同（2 行，总分 52.2 分），但文件记载的结果摘要与内容不符\n"
    )


def test_another_version_that_gives_the_same_is_the_same() -> None:
    data = small() | {"version": "0.0.9"}
    found = verify(data, RULES, FILED)
    assert (found.same, found.reasons) == (True, ())
    assert "  软件版本      不同      0.0.9 → 0.1.0" in told(found)


def test_another_version_that_gives_something_else() -> None:
    data = small() | {"version": "0.0.9"}
    data["rows"][0]["computed_score"] = "52.19"
    data["envelope"]["payload_sha256"] = payload_digest({k: data[k] for k in data if k not in ("version", "envelope")})
    found = verify(data, RULES, FILED)
    assert [str(p) for p in found.reasons] == ["[V034] 软件版本不同：计分时是 0.0.9，现在是 0.1.0"]
    assert "    = 用 pip install perfscore==0.0.9 装回原来的版本，可以分清是不是版本引起的" in told(found)
    del data["version"]
    assert told(verify(data, RULES, FILED)).endswith("  V034：软件版本不同：计分时是 没有记载的版本，现在是 0.1.0")


def test_only_words_differ() -> None:
    data = small()
    data["rules"]["title"] = "旧名称"
    data["rows"][0]["steps"][2]["rests_on"] = "旧文号"
    data["envelope"]["payload_sha256"] = payload_digest({k: data[k] for k in data if k not in ("version", "envelope")})
    found = verify(data, RULES, FILED)
    assert (found.scores_same, codes(found)) == (True, ["V035"])
    shown = told(found)
    assert shown.startswith("不一致：有 2 处不同；分数、等级和判断都相同\n")
    assert "指标“培训人次”\n  第 3 步的依据：旧文号 → 财预〔2020〕10号\n" in shown


def test_an_earlier_result_that_differs_cannot_be_told_from_a_changed_one() -> None:
    data = small()
    del data["envelope"]
    data["grade"] = "良"
    found = verify(data, RULES, FILED)
    assert codes(found) == ["V037"]
    assert "全表\n  等级：良 → （空）\n" in told(found)


def test_keys_of_a_later_version() -> None:
    data = small()
    data["season"] = ["一", "二"]
    data["rows"][1]["weight"] = {"value": "0.4"}
    found = verify(data, RULES, FILED)
    assert [(d.item[-4:], d.field, d.old, d.new) for d in found.differences] == [
        ("会议次数", "weight", {"value": "0.4"}, ABSENT),
        ("", "season", ["一", "二"], ABSENT),
    ]
    assert "  season：一、二 → （没有）" in told(found)
    assert "new" not in found.differences[0].to_dict()


def test_texts_from_the_file_cannot_steer_the_terminal() -> None:
    data = small()
    data["unit"] = "某局\x1b[2J\n伪造的一行"
    data["rows"][0]["name"] = "培训\x1b]0;人次\x07"
    data["rows"][0]["\x1bkey"] = "x"
    shown = told(verify(data, RULES, FILED))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "  单位：某局?[2J 伪造的一行 → 某局\n" in shown


# --- wrong use ------------------------------------------------------------------------------------------------------


def test_neither_given_nor_named() -> None:
    data = small()
    with pytest.raises(PerfscoreError) as caught:
        verify(data)
    assert str(caught.value) == (
        "错误 V018：没有给出规则，结果里也没有写明用的是哪个文件\n"
        "  = 用 --rules 写明，例如：perfscore verify 结果.json --rules 自评表.yaml\n\n"
        "错误 V018：没有给出填报数据，结果里也没有写明用的是哪个文件\n"
        "  = 用 --facts 写明，例如：perfscore verify 结果.json --facts 填报数据.yaml"
    )


def test_named_but_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.json").write_bytes(RESULT.read_bytes())
    with pytest.raises(PerfscoreError) as caught:
        verify("r.json", RULES)
    assert str(caught.value) == (
        "错误 V019：结果写明填报数据是“facts.yaml”，在结果所在的文件夹和当前文件夹都没有找到\n"
        "  = 用 --facts 写明它在哪里"
    )


def test_a_name_in_a_result_never_leads_elsewhere(tmp_path: Path) -> None:
    inside = tmp_path / "里"
    inside.mkdir()
    (tmp_path / "table.yaml").write_bytes(RULES.read_bytes())
    for name in ("../table.yaml", str(tmp_path / "table.yaml"), "~/table.yaml", "..", "里/../../table.yaml"):
        data = small()
        data["envelope"]["sources"]["rules"] = name
        (inside / "r.json").write_text(json.dumps(data), "utf-8")
        with pytest.raises(PerfscoreError, match="V013"):
            verify(inside / "r.json")


def test_rules_and_facts_that_are_both_wrong() -> None:
    with pytest.raises(PerfscoreError) as caught:
        verify(RESULT, changed(RULES, ("≥100人次", "不抵于100人次")), changed(FILED, ("完成情况", "完成情況")))
    assert [p.code for p in caught.value.problems if p.severity == "error"] == ["T201", "S101"]


def test_facts_of_another_table() -> None:
    with pytest.raises(PerfscoreError, match="D703"):
        verify(RESULT, RULES, FACTS)


def test_a_scheme_is_no_table() -> None:
    with pytest.raises(PerfscoreError, match="R646"):
        verify(RESULT, "national/self-evaluation-2021", FILED)
    with pytest.raises(PerfscoreError, match="P951"):
        verify(RESULT, 5, FILED)  # type: ignore[arg-type]


def test_a_table_that_is_a_pack_is_named_by_its_id(tmp_path: Path) -> None:
    result = evaluate(load("hunan/department-table").plan(2018), {"完成情况": []})
    path = tmp_path / "r.json"
    path.write_text(str(render(result, "json", sources={"rules": "hunan/department-table"})), "utf-8")
    assert json.loads(path.read_text("utf-8"))["envelope"]["sources"] == {"rules": "hunan/department-table"}
    assert verify(path).same


def test_verification_is_a_value() -> None:
    assert verify(RESULT, RULES, FILED) == verify(RESULT, RULES, FILED)
    other = evolve(evaluate(load(RULES), FILED), version="0.0.1")
    assert verify(RESULT, other) != verify(RESULT, RULES, FILED)
