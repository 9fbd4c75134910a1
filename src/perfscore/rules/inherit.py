"""基于: a scheme takes everything of its parent and says only what differs.

Mappings merge by key, lists replace unless the items of both carry 编号 (then they merge by it), and a removal is
written: ``删除: [键或编号]``. Nodes keep their places, so every resolved leaf knows which file it came from.
"""

from __future__ import annotations

from ..base.problem import Problem, problem
from ..source import Mapping, Node, Scalar, Sequence
from .cells import names, text_of

__all__ = ["merge"]

_REMOVE = "删除"
_OWN = frozenset({"格式", "评分办法", "自评表", "绩效目标表", "评价体系", "编号", "基于", "说明"})


def merge(parent: Mapping, child: Mapping, problems: list[Problem], *, top: bool = True) -> Mapping:
    """Return ``child`` laid over ``parent``; adds a problem for a removal that removes nothing.

    At the top level a file's own words (its title, 编号, 基于, 说明) are never inherited.
    """
    removed = names(child.get(_REMOVE))
    keep = {k.text: (k, v) for k, v in parent.entries if not (top and k.text in _OWN)}
    for name in removed:
        if keep.pop(name, None) is None:
            place = child.get(_REMOVE)
            problems.append(problem("R611", place=place.place if place else None, name=name))
    for key, value in child.entries:
        if key.text == _REMOVE:
            continue
        before = keep.get(key.text)
        keep[key.text] = (key, value if before is None else _merge_node(before[1], value, problems))
    return Mapping(tuple(keep.values()), child.place)


def _merge_node(parent: Node, child: Node, problems: list[Problem]) -> Node:
    if isinstance(parent, Mapping) and isinstance(child, Mapping):
        return merge(parent, child, problems, top=False)
    if isinstance(parent, Sequence) and isinstance(child, Sequence) and _numbered(parent) and _numbered(child):
        return _merge_lists(parent, child, problems)
    return child


def _number(node: Node) -> str:
    return text_of(node.get("编号")) if isinstance(node, Mapping) else ""


def _numbered(node: Sequence) -> bool:
    return bool(node.items) and all(_number(i) for i in node.items)


def _merge_lists(parent: Sequence, child: Sequence, problems: list[Problem]) -> Sequence:
    items: dict[str, Node] = {_number(i): i for i in parent.items}
    for item in child.items:
        number = _number(item)
        removal = item.get(_REMOVE) if isinstance(item, Mapping) else None
        if isinstance(removal, Scalar) and removal.text.strip() == "是":
            if items.pop(number, None) is None:
                problems.append(problem("R611", place=item.place, name=number))
        else:
            items[number] = _merge_node(items[number], item, problems) if number in items else item
    return Sequence(tuple(items.values()), child.place)
