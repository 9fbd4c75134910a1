"""Bodies and their answers, without HTTP: what is asked for, and what is refused with the whole message."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfscore import evaluate, load, read_facts, score_rows, scorer
from perfscore.serving import desk as desk_module
from perfscore.serving.book import RuleBook
from perfscore.serving.desk import Desk, Reply
from perfscore.serving.snapshot import read_folder, snapshot_of
from tests.seed import CASE, FACTS, TABLE

TEXT = FACTS.read_text("utf-8")
SMALL = """格式: perfscore/1
自评表: 小表
适用办法: 办法.yaml
年度: 2024
指标:
  产出指标:
    质量指标:
      - {三级指标: 合格率, 年度指标值: ≥95%, 分值: 100}
"""
SCHEME = """格式: perfscore/1
评分办法: 本地办法
编号: local/scheme
基于: national/self-evaluation-2021
分值方案:
  - {编号: 全在产出, 名称: 全在产出, 依据: 本地, 分值: {产出指标: 100}}
"""
ROW = {"三级指标": "合格率", "年度指标值": "≥95%", "实际完成值": "93%", "分值": 10}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(RuleBook(read_folder(CASE)))


def ask(desk: Desk, op: str, body: Any) -> Reply:
    return desk.answer(op, body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode())


def said(reply: Reply) -> list[str]:
    return [f"{p['code']} {p['message']}" for p in json.loads(reply.body)["problems"]]


def local(**files: str) -> Desk:
    return Desk(RuleBook(snapshot_of({f"{n}.yaml": t.encode() for n, t in files.items()})))


def test_a_score_is_that_of_the_library(desk: Desk) -> None:
    reply = ask(desk, "score", {"rules": {"name": "indicators.yaml"}, "facts": TEXT})
    result = evaluate(load(TABLE), read_facts(FACTS))
    answer = json.loads(reply.body)
    assert reply.status == 200
    assert answer.pop("version") == result.version
    assert answer.pop("envelope")["schema"] == "perfscore/result/1"
    assert answer == json.loads(json.dumps(result.to_dict()))
    assert (reply.digest, answer["total"], answer["grade"]) == (result.rules.digest, "100", "优")
    assert set(reply.codes) == {f.code for f in result.findings}


def test_text_name_and_pack_of_one_table_give_one_digest(desk: Desk) -> None:
    def digest(rules: dict[str, str]) -> str:
        return ask(desk, "score", {"rules": rules, "facts": {"年度": 2024}}).digest

    text = TABLE.read_text("utf-8")
    assert digest({"text": text}) == digest({"name": "indicators.yaml"}) == load(TABLE).plan().digest
    assert digest({"pack": "hunan/yiyang-2024"}) == load("hunan/yiyang-2024").plan().digest


def test_a_plan_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    book = RuleBook(read_folder(CASE))
    made: list[Any] = []
    keep = book._planned
    monkeypatch.setattr(book, "_planned", lambda *a: made.append(a) or keep(*a))
    for rules in ({"name": "indicators.yaml"}, {"text": TABLE.read_text("utf-8")}) * 3:
        assert ask(Desk(book), "score", {"rules": rules, "facts": {"年度": 2024}}).status == 200
    assert len(made) == 2


@pytest.mark.parametrize(
    ("written", "score"), [("0.745", "0.75"), ("0.7449999999999999999999", "0.74"), ("7.45e-1", "0.75")]
)
def test_numbers_of_json_keep_their_digits(desk: Desk, written: str, score: str) -> None:
    body = '{"rows": [{"三级指标": "甲", "年度指标值": "≥1", "实际完成值": 数, "分值": 1.0}]}'.replace("数", written)
    row = json.loads(desk.answer("score-rows", body.encode()).body)["rows"][0]
    assert (row["actual"], row["computed_score"]) == (written if "e" not in written else "0.745", score)


def test_rows_are_scored_as_by_the_library(desk: Desk) -> None:
    funds = {"全年预算数": "100", "全年执行数": "90", "分值": "10"}
    body = {"rows": [ROW], "funds": funds, "title": "表", "unit": "局", "year": 2024, "scope": "本级"}
    answer = json.loads(ask(desk, "score-rows", body).body)
    result = score_rows([ROW], 资金=funds, 标题="表", 单位="局", 年度=2024, 评价范围="本级")
    answer.pop("version")
    assert len(answer.pop("envelope")["payload_sha256"]) == 64
    assert answer == json.loads(json.dumps(result.to_dict()))
    assert result.rows[0].score == Decimal(9)


RULES = {"name": "indicators.yaml"}
RECORDS = [
    {"全年预算数": 1554.97, "全年执行数": "1554.97", "全市规模工业增加值增速": "7.7%", "新增规模工业企业家数": 107},
    {"全市规模工业增加值增速": "6.30%", "资金使用合规性": "合规", "资金使用合规性_自评得分": "5"},
    {},
]


@pytest.mark.parametrize("detail", [None, "totals", "range", "rows"])
def test_records_are_scored_as_by_evaluate(desk: Desk, detail: str | None) -> None:
    body = {"rules": RULES, "records": RECORDS} | ({} if detail is None else {"detail": detail})
    reply = ask(desk, "score-records", body)
    answer = json.loads(reply.body)
    plan = load(TABLE).plan()
    usual = scorer(plan).fields.keys
    score = scorer(plan, fields=(*usual, "资金使用合规性_自评得分"))
    assert (reply.status, reply.digest) == (200, plan.digest)
    assert answer["rules"] == {"id": plan.id, "title": plan.scheme.title, "year": 2024, "digest": plan.digest}
    for record, got in zip(RECORDS, answer["results"], strict=True):
        exact = {k: Decimal(str(v)) if isinstance(v, float) else v for k, v in record.items()}
        want = evaluate(plan, score.facts(exact)).to_dict()
        rows = [{k: r[k] for k in ("id", "name", "score", "outcome", "basis", "met")} for r in want["rows"]]
        wanted = {k: want[k] for k in ("total", "full_score", "settled", "grade")}
        wanted |= {"range": want["range"]} if detail in ("range", "rows") else {}
        wanted |= {"rows": rows} if detail == "rows" else {}
        assert got == json.loads(json.dumps(wanted))


def test_a_record_that_cannot_be_used_leaves_the_others_theirs(desk: Desk) -> None:
    body = {
        "rules": RULES,
        "records": [RECORDS[0], {"新增规模工业企业数": 1}, {"新增规模工业企业家数": True}, RECORDS[0]],
    }
    reply = ask(desk, "score-records", body)
    first, unknown, wrong, last = json.loads(reply.body)["results"]
    assert (reply.status, reply.codes) == (200, ("X856", "X852"))
    assert first == last
    assert [p["message"] for p in unknown["problems"]] == ["记录里有不认识的字段“新增规模工业企业数”"]
    assert [p["hints"] for p in unknown["problems"]] == [["是不是“新增规模工业企业家数”？"]]
    assert [p["message"] for p in wrong["problems"]] == [
        "“产出指标/数量指标/新增规模工业企业家数”的值应当是文字、整数或 Decimal，而不是 bool"
    ]


def test_keys_and_units_of_the_client(desk: Desk) -> None:
    body = {"rules": RULES, "records": [{"a": 44}], "fields": {"a": "三公经费支出"}, "detail": "rows"}
    (result,) = json.loads(ask(desk, "score-records", body).body)["results"]
    assert next(r["score"] for r in result["rows"] if r["name"] == "三公经费支出") == "10"
    reply = ask(desk, "score-records", body | {"fields": {"a": "三公经费"}})
    assert (reply.status, said(reply)[0][:4]) == (422, "X854")


def test_a_plan_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfscore.serving import book as book_module

    made: list[Any] = []
    keep = book_module.scorer
    monkeypatch.setattr(book_module, "scorer", lambda *a, **k: made.append(k) or keep(*a, **k))
    desk = Desk(RuleBook(read_folder(CASE)))
    for fields in (None, None, {"a": "三公经费支出"}, None, {"a": "三公经费支出"}):
        ask(desk, "score-records", {"rules": RULES, "records": [{}], "fields": fields})
    assert len(made) == 2


def test_null_counts_as_left_out(desk: Desk) -> None:
    body = {"rows": [ROW], "rules": None, "funds": None, "title": None, "unit": None, "year": None, "scope": None}
    assert ask(desk, "score-rows", body).body == ask(desk, "score-rows", {"rows": [ROW]}).body


@pytest.mark.parametrize("kind", ["table", "scheme", "facts", "cases", ""])
def test_texts_are_checked_like_files(desk: Desk, kind: str, tmp_path: Path) -> None:
    from perfscore import check

    texts = {
        "table": TABLE.read_text("utf-8").replace("≥7%", "不抵于7%"),
        "scheme": "格式: perfscore/1\n评分办法: 甲\n基准: 乙\n",
        "facts": "格式: perfscore/1\n填报数据: 甲\n完成: []\n",
        "cases": "格式: perfscore/1\n校验样例: 甲\n样: []\n",
        "": "甲: 1\n",
    }
    path = tmp_path / "甲.yaml"
    path.write_text(texts[kind], "utf-8")
    answer = json.loads(ask(desk, "check", {"text": texts[kind], "name": str(path)}).body)
    assert answer["kind"] == kind
    assert answer["problems"] == json.loads(json.dumps([p.to_dict() for p in check(path)]))
    assert answer["problems"]


def test_readings(desk: Desk) -> None:
    texts = {"as": "target", "texts": ["不低于95%", "不抵于5"], "unit": "%"}
    reply = ask(desk, "read", texts | {"texts": ["不低于95", "不抵于5"], "nature": "≥"})
    first, second = json.loads(reply.body)["readings"]
    assert (first["canonical"], first["reading"]["value"]) == ("≥95%", "95")
    assert (second["canonical"], reply.codes[0]) == (None, "T201")
    actual = json.loads(ask(desk, "read", {"as": "actual", "texts": ["114家"]}).body)["readings"][0]
    assert actual["reading"]["value"] == "114"
    clause = json.loads(ask(desk, "read", {"as": "clause", "texts": ["每低于1个百分点扣0.5分，扣完为止"]}).body)
    assert clause["readings"][0]["reading"]["rules"][0]["kind"] == "steps"


def test_every_pack_is_listed(desk: Desk) -> None:
    from perfscore.rules.packs import pack_ids

    packs = json.loads(desk.answer("packs", b"").body)["packs"]
    assert [p["id"] for p in packs] == list(pack_ids())
    assert {p["kind"] for p in packs} == {"scheme", "table"}


def test_files_name_each_other_inside_the_folder_only() -> None:
    desk = local(表=SMALL, 办法=SCHEME)
    assert [e.name for e in desk.book.entries()[0]] == ["办法.yaml", "表.yaml"]
    inline = {"rules": {"text": SMALL}, "facts": {"年度": 2024}}
    assert ask(desk, "score", inline).status == 200
    assert said(ask(local(), "score", inline)) == ["H022 没有载入叫“办法.yaml”的规则文件"]


@pytest.mark.parametrize(
    "name", ["../办法.yaml", "/etc/办法.yaml", "a/../../办法.yaml", "..\\办法.yaml", "C:/办法.yaml"]
)
@pytest.mark.parametrize("key", ["适用办法", "基于"])
def test_nothing_outside_the_folder_is_read(
    name: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "办法.yaml").write_text(SCHEME, "utf-8")
    monkeypatch.chdir(tmp_path / "inside")
    text = SMALL.replace("适用办法: 办法.yaml", f"适用办法: '{name}'")
    if key == "基于":
        text = SCHEME.replace("national/self-evaluation-2021", f"'{name}'")
    reply = ask(local(), "check", {"text": text, "name": "a.yaml"})
    (found,) = [p for p in json.loads(reply.body)["problems"] if p["code"] == "H023"]
    assert found["message"] == f"“{name}”在规则文件夹之外，服务不读文件夹之外的文件"
    named = said(ask(local(), "score", {"rules": {"name": name}, "facts": {}}))
    assert named == [f"H022 没有载入叫“{name}”的规则文件"]


def test_facts_may_not_name_files(desk: Desk) -> None:
    facts = {"取自结果": [{"指标": "甲", "自评表": "a.yaml", "填报数据": "/etc/passwd"}]}
    reply = ask(desk, "score", {"rules": {"name": "indicators.yaml"}, "facts": facts})
    assert said(reply) == ["H024 服务里不能用“取自结果”，它要读别的文件"]


def test_a_text_without_a_line_break_is_no_path(desk: Desk) -> None:
    for text in (str(FACTS), "/etc/passwd"):
        reply = ask(desk, "score", {"rules": {"name": "indicators.yaml"}, "facts": text})
        assert reply.status == 422
        assert b"passwd" not in reply.body.replace(text.encode(), b"")
        reply = ask(desk, "score", {"rules": {"text": text}, "facts": {}})
        assert reply.status == 422
        assert b"E753" not in reply.body


def test_the_rules_a_client_means(desk: Desk) -> None:
    digest = load(TABLE).plan().digest
    rules = {"name": "indicators.yaml", "digest": digest}
    assert ask(desk, "score", {"rules": rules, "facts": TEXT}).status == 200
    reply = ask(desk, "score", {"rules": rules | {"digest": "0" * 64}, "facts": TEXT})
    assert reply.status == 409
    assert said(reply) == [
        f"H025 规则“national/self-evaluation-2021”现在的摘要是 {digest}，与所要的 {'0' * 64} 不同：规则已经变了"
    ]


@pytest.mark.parametrize(
    ("op", "body", "messages"),
    [
        ("score", [], ["H004 “请求体”应当是对象，而不是数组"]),
        ("score", None, ["H004 “请求体”应当是对象，而不是空值"]),
        ("score", {}, ["H003 缺少“rules”", "H003 缺少“facts”"]),
        ("score", {"rules": 1, "facts": True}, [
            "H004 “rules”应当是对象，而不是数",
            "H004 “facts”应当是对象或 YAML 文字，而不是真假值",
        ]),
        ("score", {"rules": {}, "facts": {}}, ["H011 “rules”里 pack、name、text 要写一个，也只能写一个"]),
        ("score", {"rules": {"pack": "a/b", "name": "c"}, "facts": {}},
         ["H011 “rules”里 pack、name、text 要写一个，也只能写一个"]),
        ("score", {"rules": {"pack": 7}, "facts": {}}, ["H004 “rules/pack”应当是文字，而不是数"]),
        ("score", {"rules": {"pack": "a/b"}, "fact": {}, "facts": {}}, ["H005 不认识“fact”，这里可以写：rules、facts、year"]),
        ("score", {"rules": {"pack": "a/b"}, "facts": {}, "year": 1500},
         ["H013 “year”应当在 1949 到 2200 之间，而不是 1500"]),
        ("score", {"rules": {"pack": "a/b"}, "facts": {}, "year": "2024"}, ["H004 “year”应当是整数，而不是文字"]),
        ("score-rows", {"rows": []}, ["H013 “rows”应当在 1 行 到 20000 行 之间，而不是 0 行"]),
        ("score-rows", {"rows": [{}, 3]}, ["H004 “rows/2”应当是对象，而不是数"]),
        ("score-rows", {"rows": [ROW], "rules": {"name": "a", "digest": "b"}},
         ["H005 不认识“digest”，这里可以写：pack、name、text"]),
        ("score-rows", {"rows": [ROW], "funds": []}, ["H004 “funds”应当是对象或对象的数组，而不是数组"]),
        ("score-records", {"rules": RULES, "records": []}, ["H013 “records”应当在 1 条 到 20000 条 之间，而不是 0 条"]),
        ("score-records", {"rules": RULES, "records": [{}, []]}, ["H004 “records/2”应当是对象，而不是数组"]),
        ("score-records", {"records": [{}], "fields": {"a": 1}, "detail": "all"}, [
            "H003 缺少“rules”",
            "H004 “fields/a”应当是文字，而不是数",
            "H012 “detail”可以写 totals、range、rows，而不是“all”",
        ]),
        ("check", {"text": 1}, ["H004 “text”应当是文字，而不是数"]),
        ("read", {"as": "goal", "texts": ["甲"]}, ["H012 “as”可以写 target、actual、clause，而不是“goal”"]),
        ("read", {"as": "clause", "texts": ["甲"], "unit": "%"}, ["H005 不认识“unit”，这里可以写：as、texts"]),
        ("read", {"as": "target", "texts": []}, ["H013 “texts”应当在 1 条 到 1000 条 之间，而不是 0 条"]),
        ("read", {"as": "target", "texts": [["甲"]]}, ["H004 “texts/1”应当是文字，而不是数组"]),
        ("read", {"texts": ["甲"]}, ["H003 缺少“as”"]),
    ],
)  # fmt: skip
def test_bodies_of_another_form(desk: Desk, op: str, body: Any, messages: list[str]) -> None:
    reply = ask(desk, op, body)
    assert (reply.status, said(reply)) == (400, messages)


@pytest.mark.parametrize(
    ("op", "body", "messages"),
    [
        ("score", {"rules": {"name": "indicator.yaml"}, "facts": {}}, ["H022 没有载入叫“indicator.yaml”的规则文件"]),
        ("score", {"rules": {"pack": "national/self-evaluation-2021"}, "facts": {}},
         ["H037 “national/self-evaluation-2021”里没有指标，只有评分办法，不能单独计分"]),
        ("score", {"rules": {"name": "indicators.yaml"}, "facts": {"完成": 1}},
         ["S101 “填报数据”里没有叫“完成”的键"]),
        ("score-rows", {"rows": [{"分值": 1}]}, ["P955 第 1 行没有“三级指标”"]),
        ("score-rows", {"rows": [ROW | {"分值": True}]}, ["P953 “第 1 行/分值”的值应当是文字、整数或 Decimal，而不是 bool"]),
    ],
)  # fmt: skip
def test_rules_and_data_that_cannot_be_used(desk: Desk, op: str, body: Any, messages: list[str]) -> None:
    reply = ask(desk, op, body)
    assert reply.status == 422
    assert said(reply)[: len(messages)] == messages


def test_problems_of_rules_and_of_facts_are_told_at_once(desk: Desk) -> None:
    reply = ask(desk, "score", {"rules": {"name": "x.yaml"}, "facts": {"完成": 1}})
    assert {m[0] for m in said(reply)} == {"H", "S"}


def test_an_error_of_our_own_is_an_answer_without_its_text(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    from perfscore.serving.evaluator import _safe

    def broken(*_: object) -> None:
        raise ZeroDivisionError("某局的数")

    monkeypatch.setattr(desk_module, "evaluate", broken)
    body = json.dumps({"rules": {"name": "indicators.yaml"}, "facts": {"年度": 2024}}).encode()
    reply = _safe(desk, "score", body, {"request": "r1"})
    assert (reply.status, said(reply)) == (
        500,
        ["H033 程序内部出错（ZeroDivisionError），请把请求编号 r1 反馈给维护者"],
    )
    assert reply.note.startswith("ZeroDivisionError desk.py:")
    assert "某局" not in reply.note + reply.body.decode()


def test_a_text_of_control_characters_is_refused(desk: Desk) -> None:
    assert ask(desk, "score", {"rules": {"name": "indicators.yaml"}, "facts": "\x00\n"}).status == 422
