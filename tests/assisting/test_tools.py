"""The tools by themselves: right answers, and for everything wrong the whole Chinese message."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from perfscore import evaluate, load, read_facts, score_rows
from perfscore.assisting.arguments import MAX_CHARACTERS
from perfscore.assisting.files import Shelf
from perfscore.assisting.tools import LISTED, MAX_ROWS, TOOLS, Answer, call
from tests.seed import CASE, FACTS, TABLE

jsonschema = pytest.importorskip("jsonschema", reason="需要 jsonschema（随 perfscore[mcp] 安装）")

RULES = TABLE.read_text("utf-8")
FILED = FACTS.read_text("utf-8")
ROWS = [
    {
        "三级指标": "甲",
        "年度指标值": "≥95%",
        "实际完成值": "93%",
        "分值": 10,
        "得分": "10",
        "评分标准": "每低于1个百分点扣1分，扣完为止",
    }
]
NONE = Shelf()


def answer(name: str, shelf: Shelf = NONE, **given: Any) -> Answer:
    got = call(name, given, shelf)
    json.dumps(got.data)
    assert "Traceback" not in got.text
    assert got.failed is (not got.data["ok"])
    return got


def told(name: str, shelf: Shelf = NONE, **given: Any) -> list[str]:
    got = answer(name, shelf, **given)
    assert got.failed
    for problem in got.data["problems"]:
        assert problem["message"] in got.text
    return [f"{p['code']}：{p['message']}" for p in got.data["problems"]]


# --- score ----------------------------------------------------------------------------------------------------------


def test_score_of_texts_is_that_of_the_library() -> None:
    got = answer("score", rules=RULES, facts=FILED, detail="full")
    assert got.data["evaluation"] == evaluate(load(TABLE).plan(), read_facts(FACTS)).to_dict()
    assert "总分" in got.text


def test_brief_leaves_out_steps_only() -> None:
    full = answer("score", rules=RULES, facts=FILED, detail="full").data["evaluation"]
    brief = answer("score", rules=RULES, facts=FILED).data["evaluation"]
    assert {k: v for k, v in brief.items() if k != "rows"} == {k: v for k, v in full.items() if k != "rows"}
    assert [row["score"] for row in brief["rows"]] == [row["score"] for row in full["rows"]]
    assert all("steps" not in row for row in brief["rows"])


def test_text_says_total_range_blocks_waiting_rows_and_findings() -> None:
    text = answer("score", rules=RULES, facts=FILED).text
    assert text.startswith("总分 100（满分 100），等级：优，区间 50 至 100 分\n预算执行：10 / 10 分\n")
    waits = answer("score", rows=[{"三级指标": "甲", "年度指标值": "≥7%", "分值": "5"}])
    assert "待人工认定：甲（年度指标值“≥7%”；待人工认定：没有填报实际完成值，得分应在 0 至 5 分之间。）" in waits.text
    assert "等级：未定" in waits.text


def test_facts_as_json_text_and_as_an_object() -> None:
    filed = {"完成情况": [{"三级指标": "服务企业满意度", "实际完成值": "81%", "自评得分": "4.5"}]}
    as_text = json.dumps(
        {"格式": "perfscore/1", "填报数据": "益阳市工业和信息化局2024年度部门整体支出绩效自评表", **filed},
        ensure_ascii=False,
    )
    one, other = (answer("score", rules=RULES, facts=given).data["evaluation"] for given in (filed, as_text))
    assert one["rows"] == other["rows"]
    assert next(row["score"] for row in one["rows"] if row["name"] == "服务企业满意度") == "4.5"


def test_rows_with_the_default_scheme_and_with_one_named() -> None:
    got = answer("score", rows=ROWS).data["evaluation"]
    assert got == {**score_rows(ROWS).to_dict(), "rows": got["rows"]}
    assert got["rows"][0]["score"] == "8"
    named = answer("score", rows=ROWS, rules="national/self-evaluation-2020", year=2020, title="表", unit="局").data[
        "evaluation"
    ]
    assert named["rules"]["id"] == "national/self-evaluation-2020"
    assert named["unit"] == "局"
    funds = answer("score", rows=ROWS, funds={"年初预算数": "100", "全年预算数": "100", "全年执行数": "90"})
    assert funds.data["evaluation"]["rows"][0]["name"] == "预算执行率"


def test_a_table_without_facts_waits_for_all() -> None:
    got = answer("score", rules=RULES).data["evaluation"]
    assert {row["outcome"] for row in got["rows"]} == {"pending"}


@pytest.mark.parametrize(
    ("given", "messages"),
    [
        ({}, ["M012：缺少参数“rules”"]),
        ({"rules": "national/self-evaluation-2021"}, ["R646："]),
        ({"rules": "hunan/nothing"}, ["R633："]),
        ({"rules": "自评表"}, ["M017：“自评表”看不出是什么：应当是办法编号、YAML 文本，或以 .yaml 结尾的文件名"]),
        ({"rules": RULES, "facts": "national/self-evaluation-2021"}, ["M017："]),
        ({"rules": RULES, "facts": RULES}, ["D702："]),
        ({"rules": RULES, "facts": "格式: [\n"}, ["Y"]),
        ({"rules": RULES, "facts": {"完成情况": [{"三级指标": "甲", "自评得分": 4.5}]}}, ["P952："]),
        ({"rows": ROWS, "facts": FILED}, ["M018：facts 和 rows 只能给一个"]),
        ({"rules": RULES, "funds": {"全年预算数": "1"}}, ["M023：参数“funds”只在给出 rows 时使用"]),
        ({"rows": [{"三级指标": "甲", "分值": 2.5}]}, ["P952：“第 1 行/分值”给的是浮点数 2.5；浮点数存不准十进制小数，不能用于计分"]),
        ({"rows": [{"年度指标值": "≥7%"}]}, ["P955："]),
        ({"rows": []}, ["M013：参数“rows”应当是若干行，每行是“列名: 值”，而不是 list"]),
        ({"rows": ["甲"]}, ["M013：参数“rows”应当是若干行，每行是“列名: 值”，而不是 list"]),
        ({"rows": [{}] * (MAX_ROWS + 1)}, [f"M016：参数“rows”有 {MAX_ROWS + 1} 项，一次最多 {MAX_ROWS} 项"]),
        ({"rules": 5}, ["M013：参数“rules”应当是文字，而不是 int"]),
        ({"rules": RULES, "year": "2024"}, ["M013：参数“year”应当是整数，而不是 str"]),
        ({"rules": RULES, "year": True}, ["M013：参数“year”应当是整数，而不是 bool"]),
        ({"rules": RULES, "year": 1999}, ["R641："]),
        ({"rules": RULES, "detail": "all"}, ["M013：参数“detail”应当是所列的词之一，而不是 str"]),
        ({"rules": RULES, "facs": ""}, ["M011：不认识的参数“facs”"]),
        ({"rules": RULES, "facts": 5, "x": 1}, ["M011：不认识的参数“x”", "M013：参数“facts”应当是文字，或若干“键: 值”，而不是 int"]),
    ],
)  # fmt: skip
def test_wrong_calls_of_score(given: dict[str, Any], messages: list[str]) -> None:
    got = told("score", **given)
    assert len(got) >= len(messages)
    for said, wanted in zip(got, messages, strict=False):
        assert said.startswith(wanted)


def test_rules_and_facts_are_told_at_once() -> None:
    codes = {said[:4] for said in told("score", rules=RULES.replace("≥7%", "不抵于7%"), facts=RULES)}
    assert codes >= {"T101", "D702"} or len(codes) >= 2


def test_null_is_not_given() -> None:
    got = answer("score", rules=RULES, facts=FILED, rows=None, year=None, detail=None)
    assert got.data["evaluation"]["total"] == "100"


def test_limits() -> None:
    text = "甲" * (MAX_CHARACTERS + 1 - len("texts"))
    assert told("read", texts=text) == [
        f"M014：一次发来的文字太多（{MAX_CHARACTERS + 1} 字），最多 {MAX_CHARACTERS} 字"
    ]
    deep: Any = "甲"
    for _ in range(200_000):
        deep = [deep]
    assert told("score", rules=RULES, facts={"说明": deep}) == ["M015：参数嵌套太深，最多 32 层"]
    assert told("read", texts=["≥7%"] * 501) == ["M016：参数“texts”有 501 项，一次最多 500 项"]


def test_long_answers_are_cut_and_say_so() -> None:
    rows = [{**ROWS[0], "三级指标": f"指标{i}"} for i in range(250)]
    got = answer("score", rows=rows)
    full = score_rows(rows).to_dict()
    left = len(full["findings"]) - LISTED
    assert left > 0
    assert got.data["evaluation"]["findings"] == full["findings"][:LISTED]
    assert got.data["evaluation"]["findings_omitted"] == left
    assert got.text.endswith(f"\n另有 {left} 条核对结果没有列出")
    assert answer("score", rows=rows, detail="full").data["evaluation"]["findings"] == full["findings"]
    waits = answer("score", rows=[{"三级指标": f"指标{i}", "年度指标值": "≥7%", "分值": 1} for i in range(201)])
    assert "\n另有 1 行待人工认定没有列出" in waits.text
    bad = answer("check", text=RULES + "".join(f"甲{i}: 乙\n" for i in range(300))).data
    assert (len(bad["problems"]), bad["omitted"], bad["errors"]) == (LISTED, 100, 300)
    refused = call("score", {"rules": RULES + "".join(f"甲{i}: 乙\n" for i in range(300))}, NONE)
    assert (len(refused.data["problems"]), refused.data["omitted"]) == (LISTED, 100)
    assert refused.text.endswith("\n另有 100 处问题没有列出")


def test_a_text_with_a_hundred_thousand_problems_is_not_read_to_its_end() -> None:
    from perfscore.base.gathering import MOST_PROBLEMS

    head = "格式: perfscore/1\n自评表: 某局\n适用办法: national/self-evaluation-2021\n年度: 2024\n"
    table = head + "指标: {产出指标: {数量指标: [" + "{}," * 150_000 + "]}}\n"
    last = f"另有至少 {MOST_PROBLEMS - LISTED} 处问题没有列出\n问题太多，查到第 {MOST_PROBLEMS} 处为止，后面的没有再查"
    for got in (answer("check", text=table), call("score", {"rules": table}, NONE)):
        assert (len(got.data["problems"]), got.data["omitted"], got.data["complete"]) == (
            LISTED,
            MOST_PROBLEMS + 1 - LISTED,
            False,
        )
        assert got.text.endswith(last)


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    root = tmp_path / "root"
    (root / "2024").mkdir(parents=True)
    (tmp_path / "外.yaml").write_text(RULES, "utf-8")
    (root / "2024" / "自评表.yaml").write_text(RULES, "utf-8")
    (root / "2024" / "填报数据.yaml").write_text(FILED, "utf-8")
    (root / "链接.yaml").symlink_to(tmp_path / "外.yaml")
    (root / "文件夹").symlink_to(tmp_path)
    (root / "夹.yaml").mkdir()
    return Shelf.at(root)


def test_files_of_the_folder(shelf: Shelf) -> None:
    got = answer("score", shelf, rules="2024/自评表.yaml", facts="2024/填报数据.yaml")
    assert got.data["evaluation"]["total"] == "100"
    assert answer("check", shelf, text="2024/../2024/自评表.yaml").data["problems"] == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../外.yaml", "M004：只能读指定文件夹里的文件，不能用绝对路径或“..”：“../外.yaml”"),
        ("2024/../../外.yaml", "M004：只能读指定文件夹里的文件，不能用绝对路径或“..”：“2024/../../外.yaml”"),
        ("..\\外.yaml", "M004：只能读指定文件夹里的文件，不能用绝对路径或“..”：“..\\外.yaml”"),
        ("/etc/x.yaml", "M004：只能读指定文件夹里的文件，不能用绝对路径或“..”：“/etc/x.yaml”"),
        ("//etc/x.yaml", "M004：只能读指定文件夹里的文件，不能用绝对路径或“..”：“//etc/x.yaml”"),
        ("C:\\x.yaml", "M004：只能读指定文件夹里的文件，不能用绝对路径或“..”：“C:\\x.yaml”"),
        ("a\0.yaml", "M004："),
        ("链接.yaml", "M005：“链接.yaml”经过符号链接，不读"),
        ("文件夹/外.yaml", "M005：“文件夹/外.yaml”经过符号链接，不读"),
        ("没有.yaml", "M006：读不了“没有.yaml”：没有这个文件"),
        ("夹.yaml", "M006：读不了“夹.yaml”：这是文件夹"),
        ("x" * 300 + ".yaml", "M006："),
    ],
)
@pytest.mark.parametrize("by", ["call", "基于", "适用办法", "版本", "facts"])
def test_other_files_are_refused_whoever_names_them(shelf: Shelf, name: str, message: str, by: str) -> None:
    head = "格式: perfscore/1\n"
    quoted = json.dumps(name, ensure_ascii=False)
    given: dict[str, Any] = {
        "call": {"rules": name},
        "facts": {"rules": RULES, "facts": name},
        "基于": {"rules": f"{head}评分办法: 试\n基于: {quoted}\n"},
        "版本": {"rules": f"{head}评分办法: 试\n版本: [{quoted}]\n"},
        "适用办法": {"rules": RULES.replace("national/self-evaluation-2021", quoted)},
    }[by]
    if "\0" in name and by not in ("call", "facts"):
        return
    got = told("score", shelf, **given)
    assert any(said.startswith(message) for said in got), got


def test_without_a_folder_no_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASE)
    wanted = "M003：没有启用读取文件，打不开“indicators.yaml”"
    assert told("score", rules="indicators.yaml") == [wanted]
    assert told("check", text="indicators.yaml") == [wanted]
    assert wanted in told("score", rules="格式: perfscore/1\n评分办法: 试\n基于: indicators.yaml\n")
    assert wanted in told("explain", rules="格式: perfscore/1\n评分办法: 试\n版本: [indicators.yaml]\n")


def test_facts_that_rest_on_other_tables_are_refused() -> None:
    links = "取自结果: [{指标: 服务企业满意度, 自评表: indicators.yaml, 填报数据: facts.yaml, 项目: 总分}]\n"
    head = "格式: perfscore/1\n填报数据: 益阳市工业和信息化局2024年度部门整体支出绩效自评表\n"
    assert told("score", rules=RULES, facts=head + links) == ["M019：“取自结果”要读别的文件，助手不跟随"]
    linked = [{"指标": "甲", "自评表": "a.yaml", "填报数据": "b.yaml", "项目": "总分"}]
    assert told("score", rules=RULES, facts={"取自结果": linked}) == ["M019：“取自结果”要读别的文件，助手不跟随"]


def test_a_root_that_is_no_folder() -> None:
    from perfscore import PerfscoreError

    with pytest.raises(PerfscoreError) as caught:
        Shelf.at(TABLE)
    assert caught.value.problems[0].message == f"--root 指的“{TABLE}”不是文件夹"


# --- check, read, explain, list_packs -------------------------------------------------------------------------------


def test_check() -> None:
    assert answer("check", text=RULES).data == {"ok": True, "kind": "table", "errors": 0, "problems": []}
    assert answer("check", text=FILED).data["kind"] == "facts"
    assert answer("check", text="national/self-evaluation-2021").data["kind"] == "scheme"
    got = answer("check", text=RULES.replace("≥7%", "不抵于7%"))
    assert got.data["errors"] == 1
    assert got.data["problems"][0]["place"]["line"] > 1
    assert "＾" in got.text or "^" in got.text
    assert told("check") == ["M012：缺少参数“text”"]


def test_read() -> None:
    got = answer("read", texts=["不低于95%", "不抵于50个"])
    assert [r["canonical"] for r in got.data["readings"]] == ["≥95%", None]
    assert got.text.startswith("“不低于95%” → ≥95%\n“不抵于50个” → 读不出来\n  ")
    assert answer("read", texts="已完成", **{"as": "actual"}).data["readings"][0]["reading"]["claim"] == "achieved"
    clause = answer("read", texts="每低于1个百分点扣0.5分，扣完为止", **{"as": "clause"})
    assert clause.data["readings"][0]["canonical"] == "每低于1个百分点扣0.5分，扣完为止"
    assert answer("read", texts="95", nature="≥", unit="%").data["readings"][0]["canonical"] == "≥95%"
    own = "格式: perfscore/1\n评分办法: 试\n基于: national/self-evaluation-2021\n用词: {以下: 不含本数}\n"
    assert answer("read", texts="5万元以下", rules=own).data["readings"][0]["canonical"] == "<5万元"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"texts": []}, "M013：参数“texts”应当是一段或几段文字，而不是 list"),
        ({"texts": [5]}, "M013：参数“texts”应当是一段或几段文字，而不是 list"),
        ({"texts": "7%", "as": "formula"}, "M013：参数“as”应当是所列的词之一，而不是 str"),
        ({"texts": "7%", "unit": 5}, "M013：参数“unit”应当是文字，而不是 int"),
        ({"texts": "7%", "rules": "a/b"}, "R633："),
    ],
)
def test_wrong_calls_of_read(given: dict[str, Any], message: str) -> None:
    assert told("read", **given)[0].startswith(message)


def test_explain_a_row() -> None:
    got = answer("explain", rules=RULES, row="三公经费支出", facts=FILED)
    row = got.data["row"]
    assert row["年度指标值"]["读作"] == "≤44万元"
    assert row["方向"] == {"取值": "<=", "由来": "年度指标值写明"}
    assert row["评分标准"]["由来"] == "评分办法对反向指标的默认评分"
    assert row["评分标准"]["出处"].startswith("rules/national/self-evaluation-2021.yaml:")
    assert got.data["scored"]["得分"] == "10"
    assert [s["名称"] for s in got.data["scored"]["步骤"]][:3] == ["目标", "实际", "标准"]
    named = {c["名称"]: c for c in got.data["conventions"]}
    assert named["缺参照"]["出处"].startswith("rules/national/")
    assert json.loads(got.text)["row"] == row


def test_explain_execution_and_a_scheme() -> None:
    assert answer("explain", rules=RULES, row="预算执行").data["row"]["三级指标"] == "预算执行率"
    got = answer("explain", rules="national/self-evaluation-2021").data["scheme"]
    assert got["编号"] == "national/self-evaluation-2021"
    assert [g["名称"] for g in got["等级"]] == ["优", "良", "中", "差"]


def test_wrong_calls_of_explain() -> None:
    assert told("explain", rules=RULES, row="三公经费") == ["P957：没有叫“三公经费”的三级指标"]
    assert told("explain", rules="national/self-evaluation-2021", row="甲") == [
        "M020：“预算绩效单位自评计分办法（全国通用，2021年起）”只有评分办法，没有自评表，不能说明某一行"
    ]
    assert told("explain") == ["M012：缺少参数“rules”"]


def test_list_packs() -> None:
    from perfscore.rules.packs import pack_ids

    got = answer("list_packs").data
    assert [p["id"] for p in got["packs"]] == list(pack_ids())
    assert "national/self-evaluation" in got["families"]
    some = answer("list_packs", contains="湖南").data["packs"]
    assert some
    assert all("湖南" in p["title"] or "湖南" in p["id"] for p in some)
    assert answer("list_packs", contains="没有这样的").text == "没有符合的内置办法"


# --- all of them ----------------------------------------------------------------------------------------------------


def test_an_unknown_tool() -> None:
    assert told("delete") == ["M010：没有叫“delete”的工具"]


def test_an_error_of_our_own_is_told_without_what_was_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from perfscore.assisting import tools

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("张三的电话")

    monkeypatch.setattr(tools, "read_target", broken)
    with caplog.at_level(logging.ERROR):
        (said,) = told("read", texts="≥7%")
    assert said.startswith("M024：工具内部出错（RuntimeError，broken:")
    assert "failed tool=read kind=RuntimeError at=broken:" in caplog.text
    assert "张三" not in caplog.text + said


@pytest.mark.parametrize("tool", TOOLS, ids=lambda t: t.name)
def test_schemas_are_schemas_and_speak_chinese(tool: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(tool.schema)
    assert any("一" <= c <= "鿿" for c in tool.title + tool.description)
    for argument in tool.schema["properties"].values():
        assert any("一" <= c <= "鿿" for c in argument["description"])


@pytest.mark.parametrize(
    ("name", "given"),
    [
        (
            "score",
            {"rules": "a/b", "facts": {"资金": {"全年预算数": "1"}, "完成情况": [{"三级指标": "甲"}]}, "year": 2024},
        ),
        ("score", {"rows": ROWS, "detail": "full", "funds": [{"名称": "甲"}]}),
        ("read", {"texts": ["≥7%"], "as": "target"}),
        ("read", {"texts": "≥7%"}),
        ("explain", {"rules": "a/b", "row": "甲"}),
        ("check", {"text": "a"}),
        ("list_packs", {}),
    ],
)
def test_what_the_schema_takes_the_tool_takes(name: str, given: dict[str, Any]) -> None:
    tool = next(t for t in TOOLS if t.name == name)
    jsonschema.validate(given, tool.schema)
    assert not any(said.startswith("M01") and said[3] in "12346" for said in _codes(name, given))


def _codes(name: str, given: dict[str, Any]) -> list[str]:
    return [p["code"] for p in call(name, given, NONE).data.get("problems", [])]


def test_calls_are_told_to_those_who_listen_and_hold_nothing_that_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    answer("read", texts=["张三负责的≥7%"])
    assert caplog.text == ""
    with caplog.at_level(logging.INFO, logger="perfscore.assisting"):
        got = answer("read", texts=["张三负责的≥7%"])
        refused = call("score", {"rules": "张三.yaml"}, NONE)
        unknown = call("张三", {}, NONE)
    told_ = [{k: v for k, v in r.perfscore.items() if k != "ms"} for r in caplog.records]
    assert told_ == [
        {"event": "called", "tool": "read", "failed": 0, "codes": "-", "characters": len(got.text)},
        {"event": "called", "tool": "score", "failed": 1, "codes": "M003", "characters": len(refused.text)},
        {"event": "called", "tool": None, "failed": 1, "codes": "M010", "characters": len(unknown.text)},
    ]
    assert all(float(r.perfscore["ms"]) >= 0 for r in caplog.records)
    assert "张三" not in caplog.text
