"""DMN and YAML engines: jdmn's runtime, bkflow-dmn and arta.

jdmn generates Python that calls its FEEL library; the decisions here are written in the shape of that code. bkflow-dmn has
no rounding and no Decimal: the caller rounds. arta runs Python functions as actions, which may use Decimal; it reads
input names of letters only, and cuts Chinese literals in a condition, so both are renamed for it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import chain
from math import floor
from typing import Any

from ..table.data import ROWS, SHARES, TIERS, Row
from .base import Answer, Contender, Source, cents_of_decimals, cents_of_floats, grade_of

__all__ = ["CONTENDERS"]

GROUP = "规则引擎"


def _read(cents: Callable[[Any], Any]) -> Callable[[list[Any], Source], Answer]:
    def read(raw: list[Any], _source: Source) -> Answer:
        return Answer(cents(chain.from_iterable(r[0] for r in raw)), cents(r[1] for r in raw), [r[2] for r in raw])

    return read


# --- jdmn ---------------------------------------------------------------------------------------------------------


def _jdmn() -> Any:
    from jdmn.runtime.DefaultDMNBaseDecision import DefaultDMNBaseDecision

    feel = DefaultDMNBaseDecision()
    return feel, [_jdmn_decision(feel, row) for row in ROWS]


def _jdmn_decision(feel: Any, row: Row) -> Callable[[Any], Any]:
    full, nothing, places = feel.number(str(row.points)), feel.number("0"), feel.number("2")
    actual, beside, word = f"a_{row.id}", f"b_{row.id}", f"t_{row.id}"
    if row.kind == "words":
        shares = [(t, feel.number(str(Decimal(row.points) * s / 100))) for t, s in zip(TIERS, SHARES, strict=True)]

        def worded(record: Any) -> Any:
            for tier, points in shares:
                if feel.stringEqual(record[word], tier):
                    return points
            return None

        return worded
    bar = feel.number(str(row.target)) if row.target else None

    def spent(record: Any) -> Any:
        a = record[actual]
        if feel.numericLessEqualThan(a, bar):
            return full
        return feel.roundHalfUp(feel.numericDivide(feel.numericMultiply(full, bar), a), places)

    reached = feel.numericGreaterThan if row.kind == "above" else feel.numericGreaterEqualThan

    def figure(record: Any) -> Any:
        a, t = record[actual], record[beside] if bar is None else bar
        if reached(a, t):
            return full
        if feel.numericLessEqualThan(a, nothing):
            return nothing
        return feel.roundHalfUp(feel.numericDivide(feel.numericMultiply(full, a), t), places)

    return spent if row.kind == "most" else figure


def _run_jdmn(state: Any, records: list[Any]) -> list[Any]:
    feel, decisions = state
    bars = [(feel.number(str(least)), word) for least, word in ((90, "优"), (80, "良"), (60, "中"))]
    out = []
    for record in records:
        scores = [decide(record) for decide in decisions]
        total = scores[0]
        for score in scores[1:]:
            total = feel.numericAdd(total, score)
        grade = next((word for bar, word in bars if feel.numericGreaterEqualThan(total, bar)), "差")
        out.append((scores, total, grade))
    return out


# --- bkflow-dmn ---------------------------------------------------------------------------------------------------


def _bkflow() -> Any:
    from bkflow_dmn.data_model import SingleDecisionTable

    return [SingleDecisionTable(title=row.id, hit_policy="First", **_bkflow_cells(row)) for row in ROWS]


def _bkflow_cells(row: Row) -> dict[str, Any]:
    a, b, full = f"a_{row.id}", f"b_{row.id}", f"{row.points}.0"
    bar = f"{row.target}.0" if row.target else b
    if row.kind == "words":
        column = f"t_{row.id}"
        rows = [([f'"{t}"'], f"{full}*{s / 100}") for t, s in zip(TIERS, SHARES, strict=True)]
    elif row.kind == "most":
        column = a
        rows = [([f"{a}<={bar}"], full), ([f"{a}>{bar}"], f"({full}*{bar})/{a}")]
    else:
        column, sign = a, ">" if row.kind == "above" else ">="
        rows = [([f"{a}{sign}{bar}"], full), ([f"{a}<=0.0"], "0.0"), ([f"{a}>0.0"], f"({full}*{a})/{bar}")]
    return {
        "inputs": {"cols": [{"id": column, "name": column, "desc": ""}], "rows": [r[0] for r in rows]},
        "outputs": {"cols": [{"id": "s", "name": "s", "desc": ""}], "rows": [[r[1]] for r in rows]},
    }


def _half_up(x: float) -> float:
    return floor(x * 100 + 0.5) / 100


def _run_bkflow(tables: Any, records: list[Any]) -> list[Any]:
    out = []
    for record in records:
        scores = [_half_up(table.decide(record)[0]["s"]) for table in tables]
        total = _half_up(sum(scores))
        out.append((scores, total, grade_of(total)))
    return out


# --- arta ---------------------------------------------------------------------------------------------------------

_LATIN = dict(zip(TIERS, "ABCD", strict=True))


def _letters(key: str) -> str:
    """Return a key in letters alone: a_r07 → a_rah."""
    return "".join(chr(97 + int(c)) if c.isdigit() else c for c in key)


def _arta() -> Any:
    import arta

    rules = {row.id: _arta_rules(row) for row in ROWS}
    return arta.RulesEngine(
        config_dict={"actions_source_modules": [f"{__package__}.arta_actions"], "rules": {"default_rule_set": rules}}
    )


def _arta_rules(row: Row) -> dict[str, Any]:
    def give(value: Any) -> dict[str, Any]:
        return {"action": "give", "action_parameters": {"value": str(value)}}

    def share(num: Any, den: Any) -> dict[str, Any]:
        parameters = {"points": row.points, "num": num, "den": den}
        return {"R9": {"simple_condition": None, "action": "share", "action_parameters": parameters}}

    a, b = f"input.{_letters(f'a_{row.id}')}", f"input.{_letters(f'b_{row.id}')}"
    if row.kind == "words":
        t = f"input.{_letters(f't_{row.id}')}"
        return {
            f"R{i}": {"simple_condition": f'{t}=="{_LATIN[word]}"', **give(Decimal(row.points) * part / 100)}
            for i, (word, part) in enumerate(zip(TIERS, SHARES, strict=True))
        }
    bar: Any = row.target or b
    if row.kind == "most":
        return {"R0": {"simple_condition": f"{a}<={bar}", **give(row.points)}} | share(bar, a)
    sign = ">" if row.kind == "above" else ">="
    return {"R0": {"simple_condition": f"{a}{sign}{bar}", **give(row.points)}} | share(a, bar)


def _arta_inputs(_state: Any, source: Source) -> list[Any]:
    return [
        {_letters(k): _LATIN[v] if k.startswith("t_") else v for k, v in record.items()}
        for record in source.records("decimal")
    ]


def _run_arta(engine: Any, records: list[Any]) -> list[Any]:
    out = []
    for record in records:
        given = engine.apply_rules(record)
        scores = [given[row.id] for row in ROWS]
        total = sum(scores)
        out.append((scores, total, grade_of(total)))
    return out


CONTENDERS = (
    Contender(
        "jdmn",
        "jdmn-python-runtime（FEEL）",
        GROUP,
        "record",
        500,
        _jdmn,
        lambda _state, source: source.records("decimal"),
        _run_jdmn,
        _read(cents_of_decimals),
        needs=("jdmn",),
        packages=("jdmn-python-runtime",),
        note="34 位 Decimal；判定表照它生成的代码手写",
    ),
    Contender(
        "arta",
        "arta（YAML 规则，动作用 Decimal 写）",
        GROUP,
        "record",
        100,
        _arta,
        _arta_inputs,
        _run_arta,
        _read(cents_of_decimals),
        needs=("arta",),
        packages=("arta",),
        note="动作是自己写的 Python 函数",
    ),
    Contender(
        "bkflow-dmn",
        "bkflow-dmn（DMN/FEEL）",
        GROUP,
        "record",
        12,
        _bkflow,
        lambda _state, source: source.records("float"),
        _run_bkflow,
        _read(cents_of_floats),
        needs=("bkflow_dmn",),
        packages=("bkflow-dmn",),
        exact=False,
        note="浮点；没有舍入函数，由调用方舍入",
    ),
)
