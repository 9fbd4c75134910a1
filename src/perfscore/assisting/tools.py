"""The tools: from the arguments of a call to an answer in plain JSON and a text. Nothing raises for bad input.

This module knows nothing of the protocol. Scores come from the functions of :mod:`perfscore.api` alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from attrs import field, frozen

from ..api import check_source, evaluate, read_actual, read_clause, read_facts, read_target, render, score_rows
from ..base.events import ERROR, listening, tell
from ..base.frames import frames
from ..base.gathering import Gathered
from ..base.problem import PerfscoreError, Problem, problem
from ..evaluation.values import Evaluation
from ..planning import Plan, RuleSet, load_rules
from ..rules import Facts
from ..rules.loading import demand, read_document, read_facts_document
from ..rules.packs import family_ids, is_pack_id, pack_ids
from ..source import Source
from .arguments import Argument, held, schema_of
from .explaining import row_origins, scheme_origins, scored
from .files import Shelf

__all__ = ["TOOLS", "Answer", "Tool", "call"]

DEFAULT_SCHEME = "national/self-evaluation-2021"
MAX_ROWS = 2000
MAX_TEXTS = 500
LISTED = 200
"""Problems and findings an answer lists, and lines of its text on them; how many more there are is said."""


@frozen
class Answer:
    """What a tool answers: plain JSON, the same in words, and whether it is a refusal."""

    data: dict[str, Any]
    text: str
    failed: bool = False


@frozen
class Tool:
    """A tool: its name, title and description (Chinese, for the assistant), what it takes, and what it does."""

    name: str
    title: str
    description: str
    arguments: tuple[Argument, ...]
    run: Callable[[Mapping[str, Any], Shelf], Answer] = field(repr=False)

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a call."""
        return schema_of(self.arguments)


def call(name: str, given: Mapping[str, Any], shelf: Shelf) -> Answer:
    """Call a tool. Whatever is wrong with the call, the rules or the facts comes back as problems.

    Those who listen to ``perfscore.assisting`` hear which tool was called, whether it refused, codes and milliseconds.
    """
    event = listening("assisting")
    answer = _called(name, given, shelf)
    if event is not None:
        known = name if any(t.name == name for t in TOOLS) else None
        codes = ",".join(sorted({p["code"] for p in answer.data.get("problems", ())})) or "-"
        event("called", tool=known, failed=int(answer.failed), codes=codes, characters=len(answer.text))
    return answer


def _called(name: str, given: Mapping[str, Any], shelf: Shelf) -> Answer:
    problems: list[Problem] = []
    tool = next((t for t in TOOLS if t.name == name), None)
    if tool is None:
        return refusal([problem("M010", name=name[:60], known="、".join(t.name for t in TOOLS))])
    said = held(given, tool.arguments, problems)
    if problems:
        return refusal(problems)
    try:
        return tool.run(said, shelf)
    except PerfscoreError as error:
        return refusal(error.problems)
    except Exception as error:
        # The place of an error of our own, and never what was sent: logs hold no personal data.
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        at = "?" if where is None else f"{where.tb_frame.f_code.co_name}:{where.tb_lineno}"
        tell("assisting", ERROR, "failed", tool=name, kind=type(error).__name__, at=at)
        return refusal([problem("M024", kind=type(error).__name__, at=at)])


def refusal(problems: list[Problem] | tuple[Problem, ...]) -> Answer:
    """Return the answer that lists problems."""
    listed, left = _listed(problems)
    return Answer({"ok": False, **listed}, "\n".join([frames(problems[:LISTED]), *left]), failed=True)


def _listed(problems: list[Problem] | tuple[Problem, ...]) -> tuple[dict[str, Any], list[str]]:
    """Return the first problems as plain JSON, and a line that says how many more there are."""
    data: dict[str, Any] = {"problems": [p.to_dict() for p in problems[:LISTED]]}
    left = len(problems) - LISTED
    if left <= 0:
        return data, []
    if problems[-1].code == "Y060":
        return {**data, "omitted": left, "complete": False}, [
            f"另有至少 {left - 1} 处问题没有列出",
            problems[-1].message,
        ]
    return {**data, "omitted": left}, [f"另有 {left} 处问题没有列出"]


# --- what was sent --------------------------------------------------------------------------------------------------


def _source(given: str, shelf: Shelf, name: str) -> Source | str:
    """Return what a text stands for: YAML at hand, a file of the folder, or the id of a pack (as it is)."""
    text = given.strip()
    if "\n" in given or text.startswith("{"):
        return shelf.text(given, name)
    if text.endswith((".yaml", ".yml")):
        return shelf.open(text)
    if is_pack_id(text):
        return text
    raise PerfscoreError([problem("M017", name=text[:60])])


def _rules(given: str, shelf: Shelf) -> RuleSet:
    return load_rules(_source(given, shelf, "<规则>"))


def _facts(given: Any, shelf: Shelf) -> Facts:
    """Read facts; those that take figures from other tables (取自结果) are refused, for they name files."""
    if given is None:
        return Facts()
    if isinstance(given, str):
        source = _source(given, shelf, "<数据>")
        if isinstance(source, str):
            raise PerfscoreError([problem("M017", name=source[:60])])
        problems: list[Problem] = Gathered()
        found = read_facts_document(read_document(source), problems)
        demand(problems)
        facts = found or Facts()
    else:
        facts = read_facts(given)
    if facts.links:
        raise PerfscoreError([problem("M019", place=link.place) for link in facts.links])
    return facts


# --- score ----------------------------------------------------------------------------------------------------------


def _score(said: Mapping[str, Any], shelf: Shelf) -> Answer:
    result = _of_rows(said, shelf) if "rows" in said else _of_table(said, shelf)
    full = result.to_dict()
    data = full if said.get("detail") == "full" else _brief(full)
    text = render(result, "text", width=100) if said.get("detail") == "full" else _words(result)
    return Answer({"ok": True, "evaluation": data}, text if isinstance(text, str) else "")


def _of_table(said: Mapping[str, Any], shelf: Shelf) -> Evaluation:
    if "rules" not in said:
        raise PerfscoreError([problem("M012", name="rules", doc=_RULES.doc)])
    unused = [name for name in ("funds", "title", "unit") if name in said]
    if unused:
        raise PerfscoreError([problem("M023", name=name) for name in unused])
    problems: list[Problem] = []
    plan: Plan | None = None
    facts: Facts | None = None
    try:
        plan = _rules(said["rules"], shelf).plan(said.get("year"))
    except PerfscoreError as error:
        problems += error.problems
    try:
        facts = _facts(said.get("facts"), shelf)
    except PerfscoreError as error:
        problems += error.problems
    if plan is None or facts is None:
        raise PerfscoreError(problems)
    return evaluate(plan, facts)


def _of_rows(said: Mapping[str, Any], shelf: Shelf) -> Evaluation:
    if "facts" in said:
        raise PerfscoreError([problem("M018")])
    return score_rows(
        said["rows"],
        _rules(said.get("rules", DEFAULT_SCHEME), shelf),
        资金=said.get("funds"),
        标题=said.get("title", ""),
        单位=said.get("unit", ""),
        年度=said.get("year"),
    )


_ROW_KEYS = ("id", "name", "target", "actual", "max_score", "score", "self_score", "outcome", "basis")


def _brief(full: dict[str, Any]) -> dict[str, Any]:
    """Return an evaluation without steps and explanations, and its first findings; the figures are the same."""
    brief = {**full, "rows": [{key: row[key] for key in _ROW_KEYS} for row in full["rows"]]}
    left = len(full["findings"]) - LISTED
    return brief if left <= 0 else {**brief, "findings": full["findings"][:LISTED], "findings_omitted": left}


def _words(result: Evaluation) -> str:
    """Return the outcome in a few lines: total, grade, range, the rows that wait, what was found."""
    full = result.to_dict()
    low, high = full["range"]["low"], full["range"]["high"]
    lines = [
        f"总分 {full['total']}（满分 {full['full_score']}），等级：{full['grade'] or '未定'}，区间 {low} 至 {high} 分",
        *(f"{block['name']}：{block['score']} / {block['max_score']} 分" for block in full["blocks"]),
    ]
    waits = [f"待人工认定：{row.name}（{row.explanation}）" for row in result.rows if row.outcome == "pending"]
    words = {"error": "错误", "warning": "疑点", "ask": "待说明"}
    found = [f"{words[f['severity']]} {f['code']}：{f['message']}（{f['where'] or '全表'}）" for f in full["findings"]]
    for listed, what in ((waits, "行待人工认定"), (found, "条核对结果")):
        left = len(listed) - LISTED
        lines += listed[:LISTED] if left <= 0 else [*listed[:LISTED], f"另有 {left} {what}没有列出"]
    return "\n".join(lines)


# --- check, read ----------------------------------------------------------------------------------------------------


def _check(said: Mapping[str, Any], shelf: Shelf) -> Answer:
    source = _source(said["text"], shelf, "<文本>")
    if isinstance(source, str):
        found: tuple[Problem, ...] = load_rules(source).problems
        kind = "scheme"
    else:
        kind = read_document(source).kind
        try:
            found = check_source(source)
        except PerfscoreError as error:
            found = error.problems
    errors = sum(p.severity == "error" for p in found)
    listed, left = _listed(found)
    text = "\n".join([frames(found[:LISTED]), *left]) if found else "没有发现问题"
    return Answer({"ok": True, "kind": kind, "errors": errors, **listed}, text)


def _read(said: Mapping[str, Any], shelf: Shelf) -> Answer:
    texts = [said["texts"]] if isinstance(said["texts"], str) else said["texts"]
    language = _rules(said["rules"], shelf).language if "rules" in said else None
    out, lines = [], []
    for text in texts:
        reading: Any
        match said.get("as", "target"):
            case "actual":
                reading = read_actual(text, unit=said.get("unit"), language=language)
            case "clause":
                reading = read_clause(text, language=language)
            case _:
                reading = read_target(text, nature=said.get("nature"), unit=said.get("unit"), language=language)
        readable = not any(p.severity == "error" for p in reading.problems)
        canonical = str(reading) if readable else None
        out.append({"text": text, "canonical": canonical, "reading": reading.to_dict()})
        lines.append(f"“{text}” → {canonical if readable else '读不出来'}")
        lines += [f"  {p.message}" for p in reading.problems]
    return Answer({"ok": True, "readings": out}, "\n".join(lines))


# --- explain, list_packs --------------------------------------------------------------------------------------------


def _explain(said: Mapping[str, Any], shelf: Shelf) -> Answer:
    rules = _rules(said["rules"], shelf)
    wanted = said.get("row")
    if wanted is None:
        data = {"ok": True, "scheme": scheme_origins(rules.for_year(said.get("year")).scheme)}
        return Answer(data, _json(data["scheme"]))
    if rules.table is None:
        raise PerfscoreError([problem("M020", name=rules.scheme.title)])
    plan = rules.plan(said.get("year"))
    try:
        row = plan.row(wanted)
    except KeyError:
        near = get_close_matches(wanted[:60], [r.indicator.name for r in plan.rows], 1, 0.4)
        raise PerfscoreError([problem("P957", name=wanted[:60], near=near[0] if near else "")]) from None
    data = {"ok": True, "row": row_origins(row, plan), "conventions": scheme_origins(plan.scheme)["约定"]}
    if said.get("facts") is not None:
        data["scored"] = scored(evaluate(plan, _facts(said["facts"], shelf)).row(row.id))
    return Answer(data, _json({key: value for key, value in data.items() if key != "ok"}))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _list_packs(said: Mapping[str, Any], _: Shelf) -> Answer:
    part = said.get("contains", "").strip()
    out = []
    for pack_id in pack_ids():
        rules = load_rules(pack_id)
        scheme = rules.scheme
        title = scheme.title if rules.table is None else rules.table.title
        if part in pack_id or part in title:
            years = {"first": scheme.first_year, "last": scheme.last_year}
            kind = "scheme" if rules.table is None else "table"
            citations = [str(c) for c in scheme.citations]
            out.append({"id": pack_id, "kind": kind, "title": title, "years": years, "citations": citations})
    families = sorted({name for p in pack_ids() if len(family_ids(name := p.rpartition("-")[0])) > 0})
    words = {"scheme": "评分办法", "table": "自评表"}
    text = "\n".join(f"{p['id']}：{p['title']}（{words[str(p['kind'])]}）" for p in out) or "没有符合的内置办法"
    return Answer({"ok": True, "packs": out, "families": families}, text)


# --- the list -------------------------------------------------------------------------------------------------------

_RULES = Argument(
    "rules", "自评表或评分办法：内置的编号（见 list_packs），或 YAML 全文；服务启用了 --root 的，也可以是其中的文件名"
)
_FACTS = Argument(
    "facts", '填报数据：YAML 或 JSON 全文，或一个对象；小数写成文字（"7.7"），浮点数不收', "text or mapping"
)
_YEAR = Argument("year", "按哪一年的办法，默认为自评表的年度", "whole")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "score",
        "计分",
        "按评分办法给绩效自评表计分，返回总分、等级、区间、各行得分和核对发现的问题。两种用法：rules（自评表）加 facts（填报数据）；"
        "或 rows（表格各行）加评分办法。每一分都按规则精确计算；没有依据的行标为待人工认定，不会猜测。转述结果时请保留区间和待认定的行。",
        (
            Argument("rules", _RULES.doc + f"；给 rows 时是评分办法，默认 {DEFAULT_SCHEME}"),
            _FACTS,
            Argument(
                "rows",
                "表格各行，键用表头的词：三级指标、年度指标值、实际完成值、分值、得分、评分标准等；值是文字或整数，小数写成文字",
                "rows",
                most=MAX_ROWS,
            ),
            Argument(
                "funds",
                "资金（给 rows 时）：{年初预算数, 全年预算数, 全年执行数, …}；不给就不计预算执行",
                "mapping or rows",
            ),
            Argument("title", "表名（给 rows 时）"),
            Argument("unit", "单位名称（给 rows 时）"),
            _YEAR,
            Argument("detail", "brief 只列各行得分；full 另有每行的计算步骤", "choice", choices=("brief", "full")),
        ),
        _score,
    ),
    Tool(
        "check",
        "检查",
        "检查一份自评表、评分办法、填报数据或校验样例，一次列出全部问题、位置和改法；不计分。",
        (Argument("text", "YAML 全文；服务启用了 --root 的，也可以是其中的文件名", required=True),),
        _check,
    ),
    Tool(
        "read",
        "试读",
        "看一段文字怎样被理解：年度指标值、实际完成值或评分标准。返回标准写法；读不准的说明哪里读不准，绝不猜。",
        (
            Argument("texts", "要读的文字，一段或几段，例如 不低于95%", "texts", required=True, most=MAX_TEXTS),
            Argument(
                "as",
                "target 年度指标值，actual 实际完成值，clause 评分标准",
                "choice",
                choices=("target", "actual", "clause"),
            ),
            Argument("nature", "分列填写时的指标性质，例如 ≥、定性"),
            Argument("unit", "分列填写时的度量单位"),
            Argument("rules", "按这个评分办法的用词和扩展来读；默认按通用读法"),
        ),
        _read,
    ),
    Tool(
        "explain",
        "说明",
        "说明一行怎样计分：指标值和评分标准怎样读、方向由什么决定、每项约定出自哪个文件哪一行、依据什么、是否核对过；"
        "给了填报数据的，列出这一行得分的每一步。不给 row 时，说明评分办法各项取值的出处。",
        (
            Argument("rules", _RULES.doc, required=True),
            Argument("row", "三级指标的名称或编号；“预算执行”也可以"),
            _FACTS,
            _YEAR,
        ),
        _explain,
    ),
    Tool(
        "list_packs",
        "内置办法",
        "列出随软件提供的评分办法和表：编号、名称、适用年度、依据。标“待核”的还没有与官方文本逐字核对，引用前请核对。",
        (Argument("contains", "只列编号或名称里含有这些字的"),),
        _list_packs,
    ),
)
