"""Located nodes → :class:`CaseFile`. Rows of a case hold what a table row and a filing hold, side by side."""

from __future__ import annotations

from attrs import evolve

from ..base.problem import Problem, problem
from ..source import Mapping, Node, Scalar, Sequence, Taken, take
from . import shapes
from .cases import Case, CaseFile, Expected
from .cells import names, points_of, read_year, text_of

__all__ = ["EXPECTED", "read_cases"]

WORDS = ("待人工认定", "不适用")
"""What a row may be expected to be instead of a number of points."""
EXPECTED: dict[str, str] = {
    "总分": "points",
    "满分": "points",
    "最低": "points",
    "最高": "points",
    "等级": "text",
    "得分": "rows",
    "一级": "blocks",
    "计分依据": "texts",
    "核对": "names",
    "不核对": "names",
    "错误": "names",
}
"""Keys of 期望 and what they hold: points, a text, points by row or block, texts by row, or codes."""

_TABLE_KEYS = ("年度总体目标", "评价范围", "预算执行")
_FACTS_KEYS = (
    "资金",
    "基础数据",
    "参照值",
    "报告陈述",
    "加减分",
    "一票否决",
    "下级填报",
    "取自结果",
    "总体目标完成情况",
)


def read_cases(node: Node, problems: list[Problem]) -> CaseFile | None:
    """Read a file of cases; None where there is nothing to go on. Every problem found is added to ``problems``."""
    taken = take(node, shapes.CASES, problems)
    if taken is None:
        return None
    rules = taken.text("适用办法") or taken.text("自评表") or ""
    cases: list[Case] = []
    items = taken.node("样例")
    for item in items.items if isinstance(items, Sequence) else ():
        inner = take(item, shapes.CASE, problems)
        case = None if inner is None else _case(inner, rules, problems)
        if case is None:
            continue
        first = next((c for c in cases if c.name == case.name), None)
        if first is not None and case.place is not None:
            also = [first.place] if first.place else []
            problems.append(problem("R656", place=case.place, also=also, key="样例", name=case.name))
        cases.append(case)
    return CaseFile(taken.text("校验样例") or "", tuple(cases), taken.place("校验样例"))


def _case(taken: Taken, default: str, problems: list[Problem]) -> Case | None:
    rules = taken.text("适用办法") or taken.text("自评表") or default
    if not rules:
        problems.append(problem("R669", place=taken.place("名称")))
        return None
    case = Case(
        name=taken.text("名称") or "",
        rules=rules,
        expected=_expected(taken.node("期望"), problems),
        changes=_mapping(taken.node("改动")),
        year=read_year(taken, "年度", problems),
        basis=taken.text("依据") or "",
        place=taken.place("名称"),
    )
    given = [key for key in ("行", "逐值", "填报数据") if taken.node(key) is not None]
    if len(given) > 1:
        problems.append(problem("R670", place=taken.place(given[1]), keys="、".join(given)))
        return None
    case = _with_facts(case, taken) if given in ([], ["填报数据"]) else _with_rows(case, taken, problems)
    if not case.expected:
        problems.append(problem("R671", place=case.place, name=case.name))
    return case


def _mapping(node: Node | None) -> Mapping | None:
    return node if isinstance(node, Mapping) else None


# --- what is filed ------------------------------------------------------------------------------------------------


def _scalar(text: str, like: Node) -> Scalar:
    return Scalar(text, "", like.place)


def _with_facts(case: Case, taken: Taken) -> Case:
    """A whole table: facts in a file of their own, or written here as a facts file would have them."""
    node = taken.node("填报数据")
    if isinstance(node, Scalar):
        return evolve(case, facts_file=node.text.strip())
    given = list(node.entries) if isinstance(node, Mapping) else []
    given += [e for key in _FACTS_KEYS if (e := _entry(taken, key)) is not None]
    return evolve(case, facts=_facts_node(taken, given))


def _entry(taken: Taken, key: str) -> tuple[Scalar, Node] | None:
    """Return a key of the case as written, its heading with the unit: 资金（万元）."""
    found = taken.found.get(key)
    return None if found is None or found[1] is None else (found[0], found[1])


def _facts_node(taken: Taken, entries: list[tuple[Scalar, Node]]) -> Mapping:
    like = taken.mapping
    head = [(_scalar("格式", like), _scalar(shapes.FORMAT, like)), (_scalar("填报数据", like), _scalar("样例", like))]
    return Mapping((*head, *((k, v) for k, v in entries if k.text.strip() not in ("格式", "填报数据"))), like.place)


def _with_rows(case: Case, taken: Taken, problems: list[Problem]) -> Case:
    """Rows that hold what a table row and a filing hold, and what is expected of them (期望得分)."""
    rows = _value_rows(taken, problems) if taken.node("逐值") is not None else _rows(taken)
    blocks: dict[str, dict[str, list[Node]]] = {}
    filings: list[Node] = []
    expected: list[Expected] = []
    for row in rows:
        target, filed, wanted, path, name = _split(row)
        blocks.setdefault(path[0], {}).setdefault(path[1], []).append(target)
        if filed is not None:
            filings.append(filed)
        if wanted is not None:
            expected.append(_points("得分", name, wanted, problems))
    like = taken.mapping
    tree = Mapping(
        tuple(
            (
                _scalar(b, like),
                Mapping(tuple((_scalar(s, like), Sequence(tuple(r), like.place)) for s, r in subs.items()), like.place),
            )
            for b, subs in blocks.items()
        ),
        like.place,
    )
    table = [
        (_scalar("格式", like), _scalar(shapes.FORMAT, like)),
        (_scalar("自评表", like), _scalar("样例", like)),
        (_scalar("适用办法", like), _scalar(case.rules, like)),
        *(e for key in _TABLE_KEYS if (e := _entry(taken, key)) is not None),
        (_scalar("指标", like), tree),
    ]
    given = [e for key in _FACTS_KEYS if (e := _entry(taken, key)) is not None]
    if filings:
        given.append((_scalar("完成情况", like), Sequence(tuple(filings), like.place)))
    return evolve(
        case,
        table=Mapping(tuple(table), like.place),
        facts=_facts_node(taken, given),
        expected=(*expected, *case.expected),
        loose=True,
    )


def _rows(taken: Taken) -> list[Mapping]:
    node = taken.node("行")
    return [i for i in node.items if isinstance(i, Mapping)] if isinstance(node, Sequence) else []


def _value_rows(taken: Taken, problems: list[Problem]) -> list[Mapping]:
    """逐值: one row for every actual value, all with the case's target, points and clause."""
    node = taken.node("逐值")
    common = [e for key in ("年度指标值", "分值", "评分标准", "方向") if (e := _entry(taken, key)) is not None]
    common += [e for key in ("一级指标", "二级指标") if (e := _entry(taken, key)) is not None]
    out = []
    for key, value in node.entries if isinstance(node, Mapping) else ():
        own = (
            (_scalar("三级指标", key), Scalar(f"实际完成值 {key.text.strip()}", "", key.place)),
            (_scalar("实际完成值", key), key),
            (_scalar("期望得分", key), value),
        )
        out.append(Mapping((*own, *common), key.place))
    if not out and node is not None:
        problems.append(problem("R672", place=node.place))
    return out


_FILED = {n for k in shapes.FILING.keys for n in (k.name, *k.aliases)} - {
    "三级指标",
    "指标名称",
    "编号",
    "指标编码",
    "说明",
}


def _split(row: Mapping) -> tuple[Mapping, Mapping | None, Node | None, tuple[str, str], str]:
    """Part a row into the table's part, the filing, what is expected, the path and the name."""
    target: list[tuple[Scalar, Node]] = []
    filed: list[tuple[Scalar, Node]] = []
    wanted: Node | None = None
    path = {"一级指标": "样例", "二级指标": "样例"}
    name = ""
    for key, value in row.entries:
        heading = key.text.strip()
        if heading == "期望得分":
            wanted = value
        elif heading in path:
            path[heading] = text_of(value)
        elif heading in _FILED:
            filed.append((key, value))
        else:
            target.append((key, value))
            if heading in ("三级指标", "指标名称"):
                name = text_of(value)
                filed.append((key, value))
    only_name = len(filed) < 2
    filing = None if only_name else Mapping(tuple(filed), row.place)
    return Mapping(tuple(target), row.place), filing, wanted, (path["一级指标"], path["二级指标"]), name


# --- what is expected ---------------------------------------------------------------------------------------------


def _expected(node: Node | None, problems: list[Problem]) -> tuple[Expected, ...]:
    inner = take(node, shapes.EXPECTATION, problems) if node is not None else None
    if inner is None:
        return ()
    out: list[Expected] = []
    for key, kind in EXPECTED.items():
        value = inner.node(key)
        if value is None:
            continue
        if kind == "names":
            out += [Expected(key, name, "", value.place) for name in names(value)]
        elif kind == "text":
            out.append(Expected(key, "", text_of(value), value.place))
        elif kind == "points":
            out.append(_points(key, "", value, problems))
        else:
            for name, item in value.entries if isinstance(value, Mapping) else ():
                if kind == "texts":
                    out.append(Expected(key, name.text.strip(), text_of(item), item.place))
                else:
                    out.append(_points(key, name.text.strip(), item, problems))
    return tuple(out)


def _points(what: str, name: str, node: Node, problems: list[Problem]) -> Expected:
    text = text_of(node)
    if points_of(text) is None and not (what == "得分" and text in WORDS):
        problems.append(problem("R673", place=node.place, key=name or what, text=text))
    return Expected(what, name, text, node.place)
