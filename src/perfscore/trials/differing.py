"""What differs between two schemes or tables: leaf by leaf of the resolved whole (基于 merged in), with both places."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, Literal

from attrs import field, frozen

from ..base.problem import PerfscoreError, Place, Problem, problem
from ..clauses import read_clause
from ..language import default_language
from ..rules.cells import fold, points_of
from ..rules.loading import Document, demand, merged, open_rules
from ..source import Mapping, Node, Scalar, Sequence

__all__ = ["Change", "compare_documents", "compare_rules"]

Kind = Literal["增加", "删除", "修改", "表述", "说明"]
"""表述: worded otherwise, read the same. 说明: only notes and citations, which no score rests on."""

Leaf = tuple[str, Place]
_NAMES = ("编号", "三级指标", "指标名称", "名称", "项目", "事项", "文件", "执行率")
_COLLAPSED = {"约定": "取值", "默认评分": "评分标准"}
_NOTES = frozenset({"说明", "依据", "状态", "可选", "条款", "文号", "版本"})
_OWN = frozenset({"格式", "基于", "删除", "编号"})
_TITLES = frozenset({"评分办法", "自评表", "绩效目标表", "评价体系"})


@frozen
class Change:
    """One leaf that differs; ``old`` or ``new`` is None where it stands in one of the two only."""

    kind: Kind
    path: tuple[str, ...]
    old: str | None
    new: str | None
    old_place: Place | None = field(default=None, eq=False)
    new_place: Place | None = field(default=None, eq=False)

    @property
    def where(self) -> str:
        """The leaf named in full."""
        return "/".join(self.path)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        out: dict[str, Any] = {"kind": self.kind, "path": list(self.path), "old": self.old, "new": self.new}
        for key, place in (("old_place", self.old_place), ("new_place", self.new_place)):
            if place is not None:
                out[key] = str(place)
        return out


def compare_rules(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> tuple[Change, ...]:
    """Return what differs between two rule files or packs. Raises :class:`PerfscoreError` where one cannot be read."""
    return compare_documents(open_rules(old), open_rules(new))


def compare_documents(old: Document, new: Document) -> tuple[Change, ...]:
    """Return what differs between two documents of one kind, in the order of the new one, removals last."""
    problems: list[Problem] = [*old.problems, *new.problems]
    demand(problems)
    if old.kind != new.kind or old.kind not in ("scheme", "table"):
        place = new.node.place if new.node is not None else None
        raise PerfscoreError([problem("R680", place=place, old=_kind(old), new=_kind(new))])
    before, after = _leaves(old, problems), _leaves(new, problems)
    demand(problems)
    out = [_change(path, before.get(path), leaf) for path, leaf in after.items() if not _same(path, before, leaf)]
    out += [
        Change("说明" if _is_note(path) else "删除", path, leaf[0], None, leaf[1])
        for path, leaf in before.items()
        if path not in after
    ]
    return tuple(out)


def _kind(document: Document) -> str:
    return {"scheme": "评分办法", "table": "自评表", "facts": "填报数据", "cases": "校验样例"}.get(
        document.kind, "其他文件"
    )


def _same(path: tuple[str, ...], before: dict[tuple[str, ...], Leaf], leaf: Leaf) -> bool:
    return path in before and before[path][0] == leaf[0]


def _is_note(path: tuple[str, ...]) -> bool:
    if path[0] == "扩展":  # another version of a plug-in may read otherwise
        return path[-1] == "说明"
    return bool(_NOTES & set(path)) or path[-1] in _TITLES


def _change(path: tuple[str, ...], old: Leaf | None, new: Leaf) -> Change:
    if old is None:
        return Change("说明" if _is_note(path) else "增加", path, None, new[0], None, new[1])
    kind: Kind = "说明" if _is_note(path) else "表述" if _reads_the_same(path, old[0], new[0]) else "修改"
    return Change(kind, path, old[0], new[0], old[1], new[1])


def _reads_the_same(path: tuple[str, ...], old: str, new: str) -> bool:
    """Tell two wordings of one thing: the same number, the same target, the same clause."""
    a, b = points_of(old), points_of(new)
    if a is not None and b is not None:
        return a == b
    read = _reader(path)
    return read is not None and _reading(read, old) == _reading(read, new) is not None


def _reader(path: tuple[str, ...]) -> Callable[[str], Any] | None:
    language = default_language()
    if path[-1] in ("评分标准", "评分规则", "计分办法") or "默认评分" in path:
        return lambda text: read_clause(text, language=language)
    if path[-1] in ("年度指标值", "目标值", "批复指标值"):
        return language.read_target
    return None


def _reading(read: Callable[[str], Any], text: str) -> str | None:
    got = read(text)
    return None if any(p.severity == "error" for p in got.problems) else str(got)


# --- leaves -------------------------------------------------------------------------------------------------------


def _leaves(document: Document, problems: list[Problem]) -> dict[tuple[str, ...], Leaf]:
    """Return every leaf of the resolved file by its path; a table brings the leaves of its scheme with it."""
    whole, _ = merged(document, problems)
    if whole is None:
        return {}
    out = dict(_walk(whole, ()))
    named = whole.get("适用办法")
    if document.kind == "table" and isinstance(named, Scalar) and named.text.strip():
        above = _scheme_of(named.text.strip(), document, problems)
        if above is not None:
            out |= {("评分办法", *path): leaf for path, leaf in _walk(above, ())}
    return out


def _scheme_of(name: str, document: Document, problems: list[Problem]) -> Mapping | None:
    """Return the scheme a table names; None for a dated family, whose version only a year settles."""
    from ..rules.packs import family_ids, pack_file

    if family_ids(name) and pack_file(name) is None:
        return None
    source = str(document.folder / name) if name.endswith((".yaml", ".yml")) else name
    try:
        whole, _ = merged(open_rules(source), problems)
    except PerfscoreError as error:
        problems += error.problems
        return None
    return whole


def _walk(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    if isinstance(node, Scalar):
        yield path, (" ".join(fold(node.text).split()) if not node.text.strip() else node.text.strip(), node.place)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            name = key.text.strip()
            if (not path and name in _OWN) or name == "编号":
                continue
            if len(path) == 2 and _COLLAPSED.get(path[0]) == name:
                yield from _walk(value, path)
            else:
                yield from _walk(value, (*path, name))
    else:
        yield from _items(node, path)


def _items(node: Sequence, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    if all(isinstance(i, Scalar) for i in node.items):
        text = "、".join(i.text.strip() for i in node.items if isinstance(i, Scalar))
        yield path, (text, node.place)
        return
    seen: dict[str, int] = {}
    for number, item in enumerate(node.items, 1):
        name = _name(item) or f"第{number}项"
        seen[name] = seen.get(name, 0) + 1
        label = name if seen[name] == 1 else f"{name}（{seen[name]}）"
        own = (*path, label)
        yield from (leaf for leaf in _walk(item, own) if not (leaf[0][:-1] == own and leaf[1][0] == name))


def _name(item: Node) -> str:
    if isinstance(item, Mapping):
        for key in _NAMES:
            value = item.get(key)
            if isinstance(value, Scalar) and value.text.strip():
                return value.text.strip()
    return ""
