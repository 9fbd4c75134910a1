"""A verification in words, for people. Neutral: it says what differs, and what may be the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from ..base.exact import plain
from ..base.width import pad, width
from ..rendering.escaping import one_line
from .comparing import ABSENT, Difference
from .verifying import Verification

__all__ = ["report"]

_SHORT = 30
_SHOWN = 12
_FIELDS = {
    "schema": "格式", "rules.id": "评分办法编号", "rules.title": "评分办法", "rules.year": "年度",
    "rules.digest": "规则摘要", "unit": "单位", "title": "表名", "total": "总分", "full_score": "满分",
    "settled": "全部认定", "grade": "等级", "range.low": "下限", "range.high": "上限", "facts_digest": "填报数据摘要",
    "path": "一级、二级指标", "goal": "总体目标", "name": "名称", "target": "年度指标值", "actual": "实际完成值",
    "max_score": "分值", "score": "得分", "self_score": "自评得分", "computed_score": "系统测算分",
    "review_score": "复核得分", "met": "是否达到目标", "outcome": "结果", "basis": "计分依据", "supporting": "佐证",
    "explanation": "说明", "severity": "轻重", "message": "内容", "text": "内容", "rests_on": "依据",
}  # fmt: skip
_PARTS = {"": "全表", "rows": "指标", "blocks": "部分", "findings": "问题与疑点", "notes": "汇总说明"}
_KINDS = {"added": "现在多出", "removed": "现在没有", "moved": "次序不同"}


def report(item: Verification) -> Iterator[str]:
    """Yield the lines of a report: the outcome, what each digest says, every difference, the likely reasons."""
    yield _outcome(item)
    yield from _identities(item)
    found = sorted(item.differences, key=lambda d: d.part != "")
    for (part, name), group in groupby(found, key=lambda d: (d.part, d.item)):
        yield from _group(part, name, list(group))
    if item.reasons:
        yield ""
        yield "可能的原因"
        for reason in item.reasons:
            yield f"  {reason.code}：{reason.message}"
            yield from (f"    = {hint}" for hint in reason.hints())


def _outcome(item: Verification) -> str:
    rows = f"{len(item.computed.rows)} 行，总分 {plain(item.computed.total)} 分"
    if item.same:
        return f"一致：重算的结果与文件逐项相同（{rows}）"
    if not item.differences:
        return f"不一致：重算的结果与文件逐项相同（{rows}），但文件记载的结果摘要与内容不符"
    tail = "；分数、等级和判断都相同" if item.scores_same else ""
    return f"不一致：有 {len(item.differences)} 处不同{tail}"


def _identities(item: Verification) -> Iterator[str]:
    stored, computed = item.stored, item.computed
    stated = {None: "没有记载", True: "相符", False: "不符"}[stored.intact]
    lines = [
        ("规则摘要", *_sides(stored.rules.digest[:_SHOWN], computed.rules.digest[:_SHOWN])),
        ("填报数据摘要", *_sides(stored.facts_digest[:_SHOWN], computed.facts_digest[:_SHOWN])),
        ("结果摘要", stated, (stored.payload_sha256 or "")[:_SHOWN]),
        ("软件版本", *_sides(stored.version or "没有记载", computed.version)),
    ]
    most = max(width(name) for name, _, _ in lines)
    for name, says, value in lines:
        yield f"  {pad(name, most)}  {pad(says, 8)}  {value}".rstrip()


def _sides(old: str, new: str) -> tuple[str, str]:
    return ("相同", new) if old == new else ("不同", f"{old} → {new}")


def _group(part: str, item: str, found: list[Difference]) -> Iterator[str]:
    yield ""
    first = found[0]
    name = (
        f"{_PARTS[part]}“{one_line(first.name or item)}”"
        if item and part in ("rows", "blocks")
        else f"{_PARTS[part]} {one_line(item)}".rstrip()
    )
    if first.kind != "changed":
        yield f"{_KINDS[first.kind]}：{name}"
        yield from (f"  {line}" for line in _whole(first))
        return
    yield name
    told_by_explanation = any(d.field == "explanation" for d in found)
    for one in found:
        if not (told_by_explanation and one.field.startswith("steps[")):
            yield from _field(one)


def _whole(item: Difference) -> Iterable[str]:
    value = item.old if item.new is ABSENT else item.new
    if item.kind == "moved":
        return (f"旧：{_said(item.old)}", f"新：{_said(item.new)}")
    match value:
        case {"message": message}:
            return (_said(message),)
        case {"score": score, "max_score": points}:
            return (f"分值 {_said(points)}，得分 {_said(score)}",)
        case {"text": text}:
            return (_said(text),)
        case _:
            return ()


def _field(item: Difference) -> Iterator[str]:
    label = _label(item.field)
    old, new = _said(item.old), _said(item.new)
    if width(old) <= _SHORT and width(new) <= _SHORT:
        yield f"  {label}：{old} → {new}"
    else:
        yield f"  {label}"
        yield f"    旧：{old}"
        yield f"    新：{new}"


def _label(path: str) -> str:
    if found := re.match(r"steps\[(\d+)\](?:\.(\w+))?\Z", path):
        return f"第 {int(found[1]) + 1} 步" + (f"的{_FIELDS.get(found[2], found[2])}" if found[2] else "")
    return _FIELDS.get(path) or one_line(path)


def _said(value: Any) -> str:
    match value:
        case _ if value is ABSENT:
            return "（没有）"
        case None:
            return "（空）"
        case bool():
            return "是" if value else "否"
        case list():
            return "、".join(map(_said, value))
        case dict():
            return "；".join(f"{_FIELDS.get(k, k)} {_said(v)}" for k, v in value.items())
        case _:
            return one_line(str(value)) or "（空）"
