"""Where two payloads differ: by row and field, old → new. Values only; sentences are made elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import frozen

__all__ = ["ABSENT", "Difference", "compare_payloads"]

Kind = Literal["changed", "added", "removed", "moved"]


class _Absent:
    """Stands where one side has nothing; not the same as null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@frozen
class Difference:
    """One place in which two payloads differ.

    ``part`` is the part of the result (``rows``, ``blocks``, ``findings``, ``notes``, or empty for the table itself),
    ``item`` the row's id, the block's name, the finding's code, or the number of the note; ``field`` the path of the
    key inside it (``score``, ``range.low``, ``steps[2].text``), empty where the whole item was added, removed, or
    stands in another place. ``name`` is what people call the item. ``old`` and ``new`` are JSON values, or
    :data:`ABSENT`.
    """

    kind: Kind
    part: str
    item: str
    field: str
    old: Any
    new: Any
    name: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types; a side that has nothing has no key."""
        out: dict[str, Any] = {"kind": self.kind, "part": self.part, "item": self.item, "field": self.field}
        if self.name:
            out["name"] = self.name
        out |= {key: value for key, value in (("old", self.old), ("new", self.new)) if value is not ABSENT}
        return out


def compare_payloads(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return where two payloads differ, in the order of the new one. Rows are matched by id, not by place."""
    found: list[Difference] = []
    lists = {"rows": _row_key, "blocks": _block_key, "findings": _finding_key, "notes": None}
    for key in _keys(old, new):
        one, other = old.get(key, ABSENT), new.get(key, ABSENT)
        if key in lists and isinstance(one, list) and isinstance(other, list):
            found += _items(key, one, other, lists[key])
        else:
            found += _fields(one, other, key, Difference("changed", "", "", key, None, None))
    return tuple(found)


def _keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    return iter(dict.fromkeys([*new, *old]))


def _row_key(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item["id"]), str(item["name"])


def _block_key(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item["name"]), str(item["name"])


def _finding_key(item: Mapping[str, Any]) -> tuple[str, str]:
    return f"{item['code']} {item['where'] or ''}".rstrip(), str(item["where"] or "")


Key = Callable[[Mapping[str, Any]], tuple[str, str]]
Entry = tuple[str, str, Mapping[str, Any]]


def _entries(items: Sequence[Mapping[str, Any]], key: Key | None) -> dict[tuple[str, int], Entry]:
    """Return items by what names them; the second of one name is another item."""
    seen: Counter[str] = Counter()
    out = {}
    for number, item in enumerate(items, 1):
        name, shown = key(item) if key is not None else (str(number), str(item.get("name", "")))
        out[name, seen[name]] = (name, shown, item)
        seen[name] += 1
    return out


def _items(part: str, old: list[Any], new: list[Any], key: Key | None) -> Iterator[Difference]:
    before, after = _entries(old, key), _entries(new, key)
    for entry, (item, shown, value) in after.items():
        if entry not in before:
            yield Difference("added", part, item, "", ABSENT, value, shown)
        else:
            yield from _fields(before[entry][2], value, "", Difference("changed", part, item, "", None, None, shown))
    for entry, (item, shown, value) in before.items():
        if entry not in after:
            yield Difference("removed", part, item, "", value, ABSENT, shown)
    yield from _moved(part, [e for e in before if e in after], [e for e in after if e in before], before)


def _moved(part: str, old: list[Any], new: list[Any], known: Mapping[Any, Entry]) -> Iterator[Difference]:
    """One difference where the items both sides have stand in another order."""
    if old != new:
        names = [[known[entry][0] for entry in side] for side in (old, new)]
        yield Difference("moved", part, "", "", names[0], names[1])


def _fields(old: Any, new: Any, path: str, like: Difference) -> Iterator[Difference]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in _keys(old, new):
            inner = f"{path}.{key}" if path else key
            yield from _fields(old.get(key, ABSENT), new.get(key, ABSENT), inner, like)
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(x, Mapping) for x in (*old, *new)):
        for number in range(max(len(old), len(new))):
            one, other = (side[number] if number < len(side) else ABSENT for side in (old, new))
            yield from _fields(one, other, f"{path}[{number}]", like)
    elif old is ABSENT or new is ABSENT or type(old) is not type(new) or old != new:
        yield Difference(like.kind, like.part, like.item, path, old, new, like.name)
