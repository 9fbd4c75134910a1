"""Rule engines that take expressions: zen-engine (JDM), rule-engine, CEL and JSONLogic.

Each is given the table as its documentation would have it written: one expression a row, then the total, then the grade.
zen-engine rounds by itself and rule-engine computes in Decimal; CEL and JSONLogic know binary floats and neither has a
rounding to places, so the halves are sent up with floor(x · 100 + 0.5) / 100.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain
from typing import Any

from ..table.data import GRADES, ROWS, SHARES, TIERS, Row
from .base import Answer, Contender, Source, cents_of_decimals, cents_of_floats

__all__ = ["CONTENDERS", "expression"]

GROUP = "规则引擎"


def expression(row: Row, half_up: Callable[[str], str], *, quote: str = "'", point: str = "") -> str:
    """Return a row as one conditional expression (``c ? x : y``); ``point`` is written behind whole numbers."""
    a, full = f"a_{row.id}", f"{row.points}{point}"
    if row.kind == "words":
        out = f"0{point}"
        for word, share in reversed(list(zip(TIERS, SHARES, strict=True))[:-1]):
            out = (
                f"t_{row.id} == {quote}{word}{quote} ? {full} * {share / 100 if share < 100 else f'1{point}'} : ({out})"
            )
        return out
    bar = f"b_{row.id}" if row.kind in ("budget", "above") else f"{row.target}{point}"
    if row.kind == "most":
        return f"{a} <= {bar} ? {full} : {half_up(f'{full} * {bar} / {a}')}"
    sign = ">" if row.kind == "above" else ">="
    return f"{a} {sign} {bar} ? {full} : ({a} <= 0{point} ? 0{point} : {half_up(f'{full} * {a} / {bar}')})"


def _grade(name: str, *, quote: str = "'", point: str = "") -> str:
    out = f"{quote}{GRADES[-1][1]}{quote}"
    for least, word in reversed(GRADES[:-1]):
        out = f"{name} >= {least}{point} ? {quote}{word}{quote} : ({out})"
    return out


def _floats(_state: Any, source: Source) -> list[Any]:
    return source.records("float")


def _read(cents: Callable[[Any], Any]) -> Callable[[list[Any], Source], Answer]:
    def read(raw: list[Any], _source: Source) -> Answer:
        return Answer(cents(chain.from_iterable(r[0] for r in raw)), cents(r[1] for r in raw), [r[2] for r in raw])

    return read


# --- zen-engine ---------------------------------------------------------------------------------------------------


def _graph() -> dict[str, Any]:
    """Return a JDM graph: an expression node for scores and total, then a decision table for the grade."""
    said = [{"id": r.id, "key": r.id, "value": expression(r, lambda x: f"round({x}, 2)")} for r in ROWS]
    said.append({"id": "total", "key": "total", "value": " + ".join(f"$.{r.id}" for r in ROWS)})
    table = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": "i", "name": "total", "field": "total"}],
        "outputs": [{"id": "o", "name": "grade", "field": "grade"}],
        "rules": [{"_id": word, "i": f">= {least}", "o": f"'{word}'"} for least, word in GRADES],
    }
    kinds = (
        ("in", "inputNode", None),
        ("scores", "expressionNode", {"expressions": said}),
        ("grade", "decisionTableNode", table),
        ("out", "outputNode", None),
    )
    nodes = [
        {"id": name, "type": kind, "name": name, "position": {"x": i, "y": 0}, **({"content": held} if held else {})}
        for i, (name, kind, held) in enumerate(kinds)
    ]
    edges = [
        {"id": f"e{i}", "sourceId": kinds[i][0], "targetId": kinds[i + 1][0], "type": "edge"}
        for i in range(len(kinds) - 1)
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def _zen() -> Any:
    import zen

    return zen.ZenEngine().create_decision(json.dumps(_graph(), ensure_ascii=False))


def _zen_batch() -> Any:
    import zen

    return zen.ZenEngine({"loader": {"type": "static", "content": {"table": _graph()}}})


def _zen_batch_inputs(_state: Any, source: Source) -> list[Any]:
    return [{"key": "table", "context": record} for record in source.records("float")]


def _read_zen(raw: list[Any], _source: Source) -> Answer:
    scores = cents_of_floats(r[row.id] for r in raw for row in ROWS)
    return Answer(scores, cents_of_floats(r["total"] for r in raw), [r["grade"] for r in raw])


# --- rule-engine --------------------------------------------------------------------------------------------------


def _rule_engine() -> Any:
    import rule_engine

    context = rule_engine.Context(resolver=rule_engine.resolve_item)

    def rule(text: str) -> Any:
        return rule_engine.Rule(text, context=context)

    rows = [rule(expression(r, lambda x: f"(({x}) * 100 + 0.5).floor / 100")) for r in ROWS]
    return rows, rule(" + ".join(r.id for r in ROWS)), rule(_grade("total"))


def _run_rule_engine(state: Any, records: list[Any]) -> list[Any]:
    rows, total, grade = state
    out = []
    for record in records:
        scores = [rule.evaluate(record) for rule in rows]
        whole = total.evaluate({r.id: s for r, s in zip(ROWS, scores, strict=True)})
        out.append((scores, whole, grade.evaluate({"total": whole})))
    return out


# --- CEL ----------------------------------------------------------------------------------------------------------


def _cel_half_up(x: str) -> str:
    return f"double(int(({x}) * 100.0 + 0.5)) / 100.0"


def _cel() -> Any:
    import cel

    rows = ", ".join(expression(r, _cel_half_up, point=".0") for r in ROWS)
    total = _cel_half_up(" + ".join(f"s[{i}]" for i in range(len(ROWS))))
    return cel.compile(f"[{rows}]"), cel.compile(total), cel.compile(_grade("t", point=".0"))


def _run_cel(state: Any, records: list[Any]) -> list[Any]:
    rows, total, grade = state
    out = []
    for record in records:
        scores = rows.execute(record)
        whole = total.execute({"s": scores})
        out.append((scores, whole, grade.execute({"t": whole})))
    return out


# --- JSONLogic ----------------------------------------------------------------------------------------------------


def _logic_half_up(x: Any) -> Any:
    return {"/": [{"floor": [{"+": [{"*": [x, 100]}, 0.5]}]}, 100]}


def _logic(row: Row) -> Any:
    a = {"var": f"a_{row.id}"}
    if row.kind == "words":
        said: list[Any] = []
        for word, share in list(zip(TIERS, SHARES, strict=True))[:-1]:
            said += [{"===": [{"var": f"t_{row.id}"}, word]}, {"*": [row.points, share / 100]}]
        return {"if": [*said, 0]}
    bar: Any = {"var": f"b_{row.id}"} if row.kind in ("budget", "above") else row.target
    if row.kind == "most":
        return {"if": [{"<=": [a, bar]}, row.points, _logic_half_up({"/": [{"*": [row.points, bar]}, a]})]}
    sign = ">" if row.kind == "above" else ">="
    share = _logic_half_up({"/": [{"*": [row.points, a]}, bar]})
    return {"if": [{sign: [a, bar]}, row.points, {"<=": [a, 0]}, 0, share]}


def _datalogic() -> Any:
    import datalogic_py

    engine = datalogic_py.Engine()
    total = _logic_half_up({"+": [{"var": f"s.{i}"} for i in range(len(ROWS))]})
    steps: list[Any] = []
    for least, word in GRADES[:-1]:
        steps += [{">=": [{"var": "t"}, least]}, word]
    grade = {"if": [*steps, GRADES[-1][1]]}
    return engine, engine.compile([_logic(r) for r in ROWS]), engine.compile([total]), engine.compile(grade)


def _run_datalogic(state: Any, records: list[Any]) -> list[Any]:
    engine, rows, total, grade = state
    out = []
    with engine.session() as session:
        for record in records:
            scores = session.evaluate(rows, record)
            whole = session.evaluate(total, {"s": scores})[0]
            out.append((scores, whole, session.evaluate(grade, {"t": whole})))
    return out


CONTENDERS = (
    Contender(
        "zen",
        "zen-engine，逐条",
        GROUP,
        "record",
        1000,
        _zen,
        _floats,
        lambda decision, records: [decision.evaluate(r)["result"] for r in records],
        _read_zen,
        needs=("zen",),
        packages=("zen-engine",),
        note="JDM；内部为十进制，进出为浮点",
    ),
    Contender(
        "zen-batch",
        "zen-engine，evaluate_batch",
        GROUP,
        "batch",
        2000,
        _zen_batch,
        _zen_batch_inputs,
        lambda engine, items: [r["data"]["result"] for r in engine.evaluate_batch(items)],
        _read_zen,
        needs=("zen",),
        packages=("zen-engine",),
        note="JDM；内部为十进制，进出为浮点",
    ),
    Contender(
        "rule-engine",
        "rule-engine",
        GROUP,
        "record",
        300,
        _rule_engine,
        lambda _state, source: source.records("decimal"),
        _run_rule_engine,
        _read(cents_of_decimals),
        needs=("rule_engine",),
        packages=("rule-engine",),
        note="自带 Decimal 运算",
    ),
    Contender(
        "cel",
        "common-expression-language（CEL）",
        GROUP,
        "record",
        1000,
        _cel,
        _floats,
        _run_cel,
        _read(cents_of_floats),
        needs=("cel",),
        packages=("common-expression-language",),
        exact=False,
        note="双精度浮点",
    ),
    Contender(
        "datalogic",
        "datalogic-py（JSONLogic）",
        GROUP,
        "record",
        4000,
        _datalogic,
        _floats,
        _run_datalogic,
        _read(cents_of_floats),
        needs=("datalogic_py",),
        packages=("datalogic-py",),
        exact=False,
        note="双精度浮点",
    ),
)
