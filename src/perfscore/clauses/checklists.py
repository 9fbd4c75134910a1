"""Checklists: enumerated items, each with its points (①…，1分；②…，1分)."""

from __future__ import annotations

from .atoms import Atom
from .cursor import Cursor
from .draft import Draft
from .phrases import CUES, trim
from .values import Item, Points, Rule

__all__ = ["checklist"]


def checklist(c: Cursor, found: tuple[Atom, ...]) -> Draft | None:
    """Return the items of an enumerated list whose every item states its points, else None."""
    heads = [i for i, a in enumerate(found) if a.kind == "enum"]
    if len(heads) < 2 or any(a.kind == "words" and trim(a.text) and CUES.search(a.text) for a in found[: heads[0]]):
        return None
    draft = Draft()
    for a in found[: heads[0]]:
        if a.kind == "stated":
            draft.stated = a.value
        elif a.kind not in ("words", "comma", "colon", "stop", "pause", "open", "close"):
            return None
    for first, last in zip(heads, [*heads[1:], len(found)], strict=True):
        if not _item(c, found[first + 1 : last], draft):
            return None
    return draft if len(draft.items) == len(heads) else None


def _item(c: Cursor, part: tuple[Atom, ...], draft: Draft) -> bool:
    marks = [i for i, a in enumerate(part) if a.kind in ("award", "stated")]
    if len(marks) != 1:
        return False
    at = marks[0]
    given = part[at].value
    points = given if part[at].kind == "stated" else given.value if isinstance(given, Points) else None
    if points is None or at == 0 or any(a.kind in ("equation", "otherwise", "steps") for a in part[:at]):
        return False
    for a in part[at + 1 :]:
        if a.kind in ("comma", "stop", "close", "pause", "open"):
            continue
        if a.kind == "exhaust":
            draft.exhaust = True
        elif a.kind == "steps" and a.value.way in ("each", "down"):
            draft.rules.append(Rule(None, a.value, (a.start, a.end)))
        else:
            return False
    text = trim(c.line.text[part[0].start : part[at].start])
    if not text:
        return False
    draft.items.append(Item(text, points))
    return True
