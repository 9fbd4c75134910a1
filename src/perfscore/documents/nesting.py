"""Which line of a base-data table is a part of which: 其中, numbering, indentation, and the rows the form itself prints.

Only what one of these says is read as a part. Where they leave it open, the line is kept as an entry of its own and
reported with its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, field, frozen

from ..base.problem import Problem, problem
from .words import compact

__all__ = ["Branch", "Line", "marks_of", "nested"]

_NUMBERS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_OF = re.compile(r"其中[:：、,，]?")
_MARKS = (
    ("一、", re.compile(rf"([{_NUMBERS}]{{1,3}})[、.．]")),
    ("（一）", re.compile(rf"[(（]([{_NUMBERS}]{{1,3}})[)）]、?")),
    ("（1）", re.compile(r"[(（]([0-9]{1,2})[)）]、?")),
    ("1）", re.compile(r"([0-9]{1,2})[)）]")),
    ("1、", re.compile(r"([0-9]{1,2})(?:[、．]|\.(?![0-9]))")),
    ("①", re.compile(rf"([{_CIRCLED}])、?")),
)
_DEEPER = 2
"""A blank or less is no indentation: people hit the bar by accident."""

_WHOLES = frozenset(
    (
        "三公经费", "项目支出", "公用经费", "基本支出", "人员经费", "政府采购金额", "部门基本支出预算调整", "部门整体支出预算调整", "部门预算调整",
        "楼堂馆所控制情况", "厉行节约保障措施", "会议费、培训费支出", "部门整体支出",
    )
)  # fmt: skip
"""Rows that the published forms of this table print as items of their own."""
_PARTS = {
    "公用经费": frozenset(
        ("办公费", "办公经费", "水费、电费、差旅费", "水费、电费", "差旅费", "会议费、培训费", "会议费", "培训费")
    ),
    "三公经费": frozenset(("公务接待", "公务接待费", "出国经费", "因公出国（境）费用", "公务用车购置和维护经费")),
}
"""Rows that the published forms print below one of those."""


@frozen
class Line:
    """A line with figures: ``style`` and ``ordinal`` of its number, ``of`` where it begins with 其中.

    ``lists`` says that its name ends in a colon; ``indent`` is in half-width cells; ``scope`` names the merged cell to
    its left that it stands beside (-1 for none).
    """

    row: int
    name: str
    style: str = ""
    ordinal: int = 0
    of: bool = False
    lists: bool = False
    indent: int = 0
    scope: int = -1


@define(eq=False)
class Branch:
    """A line and the lists of its parts, each one way in which it falls into parts."""

    line: Line
    splits: list[list[Branch]] = field(factory=list)


@define(eq=False)
class _List:
    """An open list: what a further line may belong to."""

    style: str
    owner: Branch | None
    items: list[Branch]
    indent: int
    ordinal: int = 0
    deeper: bool = False
    """Whether a further item of the list is set in more than the one with 其中."""


def marks_of(text: str) -> tuple[str, str, int, bool, bool]:
    """Return name, style and ordinal of its number, whether 其中 stands before it, and whether it ends in a colon."""
    rest, of, style, ordinal = " ".join(text.split()), False, "", 0
    for _ in range(3):
        if not of and (found := _OF.match(rest)) and (found.end() > 2 or len(rest) == 2):
            of, rest = True, rest[found.end() :].lstrip()
            continue
        for name, mark in _MARKS if not style else ():
            if (number := mark.match(rest)) and number.end() < len(rest):
                style, ordinal, rest = name, _ordinal(number[1]), rest[number.end() :].lstrip()
                break
        else:
            break
    bare = rest.rstrip(":： ")
    return bare, style, ordinal, of, bare != rest and bool(bare)


def _ordinal(text: str) -> int:
    if text.isascii():
        return int(text)
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMBERS.index(text) + 1 if len(text) == 1 else 0
    return 10 * (_NUMBERS.index(tens[:1]) + 1 if tens else 1) + (_NUMBERS.index(ones[:1]) + 1 if ones else 0)


def nested(lines: Sequence[Line], where: Sequence[str]) -> tuple[list[Branch], list[Problem]]:
    """Return the lines as entries with their parts; ``where`` names the place of each for what is doubtful."""
    reading = _Nesting(lines, where)
    for at in range(len(lines)):
        reading.line(at)
    return reading.roots, reading.problems


@define
class _Nesting:
    lines: Sequence[Line]
    where: Sequence[str]
    roots: list[Branch] = field(factory=list)
    stack: list[_List] = field(factory=list)
    last: Branch | None = None
    problems: list[Problem] = field(factory=list)

    def line(self, at: int) -> None:
        line = self.lines[at]
        branch = Branch(line)
        if self.last is not None and self.last.line.scope != line.scope:
            self.stack = []
        if line.of:
            self._of(at, branch)
        elif line.style:
            self._numbered(at, branch)
        else:
            self._plain(at, branch)
        if line.lists:
            self._open("：", branch, [], line.indent)
        self.last = branch

    # --- where a line may go ----------------------------------------------------------------------------------------

    def _root(self, branch: Branch) -> None:
        self.stack = []
        self.roots.append(branch)

    def _doubt(self, at: int, branch: Branch) -> None:
        """Keep a line as an entry of its own, and say that it may be a part."""
        inner = self.stack[-1].owner if self.stack else self.last
        above = inner if inner is not None else self.last
        name = above.line.name if above is not None else ""
        self.problems.append(problem("I951", where=self.where[at], name=branch.line.name, above=name))
        self._root(branch)

    def _join(self, found: _List, branch: Branch) -> None:
        while self.stack[-1] is not found:
            self.stack.pop()
        found.items.append(branch)
        found.ordinal = branch.line.ordinal or found.ordinal

    def _open(self, style: str, owner: Branch | None, first: list[Branch], indent: int, ordinal: int = 0) -> None:
        if owner is None:
            self.roots += first
            self.stack = [_List(style, None, self.roots, indent, ordinal)]
            return
        if style == "：" or not (self.stack and self.stack[-1].style == "：" and self.stack[-1].owner is owner):
            owner.splits.append(first)
        else:
            self.stack.pop()
            owner.splits[-1] += first
        self.stack.append(_List(style, owner, owner.splits[-1], indent, ordinal))

    # --- 其中 -------------------------------------------------------------------------------------------------------

    def _of(self, at: int, branch: Branch) -> None:
        line = branch.line
        beside = next((x for x in reversed(self.stack) if x.style == "其中" and x.indent == line.indent), None)
        if self.last is None:
            self._doubt(at, branch)
        elif beside is not None and line.indent >= _DEEPER and beside.owner is not None:
            while self.stack.pop() is not beside:
                pass
            self._open("其中", beside.owner, [branch], line.indent)
        elif beside is not None:
            self._doubt(at, branch)
        else:
            self._open("其中", self.last, [branch], line.indent)
            if line.style:
                self.stack[-1].style, self.stack[-1].ordinal = line.style, line.ordinal

    # --- numbers ----------------------------------------------------------------------------------------------------

    def _numbered(self, at: int, branch: Branch) -> None:
        line = branch.line
        same = [x for x in self.stack if x.style == line.style]
        if line.ordinal != 1:
            found = next((x for x in reversed(same) if x.ordinal == line.ordinal - 1), same[-1] if same else None)
            if found is None:
                self._doubt(at, branch)
            else:
                self._join(found, branch)
        elif self.last is None:
            self._open(line.style, None, [branch], line.indent, 1)
        elif self._begins_parts(line, same[-1] if same else None, self.last.line):
            self._open(line.style, self.last, [branch], line.indent, 1)
        else:
            self._doubt(at, branch)

    def _begins_parts(self, line: Line, same: _List | None, above: Line) -> bool:
        """Tell whether a list that begins with 1 divides the line above; ``same`` is an open list so numbered."""
        if same is not None:
            return line.indent >= same.indent + _DEEPER
        return not self._in_plain_list() or line.indent > above.indent

    def _in_plain_list(self) -> bool:
        """Whether the line above is an item without a number of a list: a number behind it may be its part or not."""
        return bool(self.stack) and self.stack[-1].style in ("其中", "：") and self.stack[-1].items[-1:] == [self.last]

    # --- neither ----------------------------------------------------------------------------------------------------

    def _plain(self, at: int, branch: Branch) -> None:
        line = branch.line
        if not self.stack:
            above = self.last
            if above is not None and above.line.scope == line.scope and line.indent >= above.line.indent + _DEEPER:
                self._open("其中", above, [branch], line.indent)
            else:
                self._root(branch)
            return
        if line.indent < _DEEPER and _known(line.name) in _WHOLES:
            self._root(branch)
            return
        match self.stack[-1]:
            case _List(style="其中"):
                self._after_of(at, branch)
            case _List(style="："):
                self.stack[-1].items.append(branch)
            case inner if line.indent >= inner.indent + _DEEPER and self.last is not None:
                self._open("其中", self.last, [branch], line.indent)
            case inner if self._goes_on(at, inner):
                self._doubt(at, branch)
            case inner:
                self._behind(at, branch, inner)

    def _after_of(self, at: int, branch: Branch) -> None:
        """A line without a mark while a list that began with 其中 is open."""
        line, inner = branch.line, self.stack[-1]
        if line.indent >= _DEEPER:
            found = next((x for x in reversed(self.stack) if x.style == "其中" and x.indent <= line.indent), None)
            if found is None:
                self._doubt(at, branch)
                return
            self._join(found, branch)
            found.deeper = found.deeper or line.indent > found.indent
            return
        if inner.deeper or inner.indent >= _DEEPER:
            self._behind(at, branch, inner)
            return
        enclosing = next((x for x in reversed(self.stack) if x.style not in ("其中", "：")), None)
        part = inner.owner is not None and _known(line.name) in _PARTS.get(_known(inner.owner.line.name), ())
        if part or (enclosing is not None and self._goes_on(at, enclosing)):
            inner.items.append(branch)
        else:
            self._doubt(at, branch)

    def _behind(self, at: int, branch: Branch, inner: _List) -> None:
        """The list is over: the line stands beside what the list divides."""
        self.stack.pop()
        if not self.stack or inner.owner is None:
            self._root(branch)
        else:
            self._plain(at, branch)

    def _goes_on(self, at: int, numbered: _List) -> bool:
        """Tell whether a numbered list goes on below a line, which then lies inside it."""
        for line in self.lines[at + 1 :]:
            if line.style == numbered.style:
                return line.ordinal == numbered.ordinal + 1
            if not line.style and not line.of and line.indent < _DEEPER and _known(line.name) in _WHOLES:
                return False
        return False


def _known(name: str) -> str:
    return re.sub(r"[“”\"'\s]", "", compact(name).replace("(", "（").replace(")", "）").replace(",", "、"))
