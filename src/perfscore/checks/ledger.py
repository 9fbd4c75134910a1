"""Every figure of the base data and of the report's text as one flat list of lines, each knowing where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from ..base.problem import Place
from ..base.values import frozen
from ..rules.facts import BaseEntry, Facts, Figure, Split, Statement
from .figures import Book, Quantity
from .words import Role, key, role_of, years_in

__all__ = ["Ledger", "Line", "Node", "ledger_of", "walk"]


@frozen
class Line:
    """One figure: of ``item`` under ``column`` (a column of the base data, an aspect of the text).

    ``name`` is the item for comparing, spelling apart. ``role`` says what the column states; ``year`` is the year it is of (the table's own where it does not say), None
    where neither is known. ``parents`` are the items it is a part of, outermost first.
    """

    item: str
    name: str
    column: str
    role: Role
    year: int | None
    quantity: Quantity
    source: str
    stated: bool
    parents: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The cell in words."""
        head = "报告陈述" if self.stated else "基础数据"
        return "/".join((head, *self.parents, self.item, self.column))

    @property
    def place(self) -> Place | None:
        """Where the figure stands in the file."""
        return self.quantity.place


@frozen
class Node:
    """A total with its splits: an entry of the base data, or a statement that falls into parts."""

    item: str
    values: tuple[tuple[str, Figure], ...]
    splits: tuple[Split, ...]
    source: str
    stated: bool
    parents: tuple[str, ...]

    def where(self, column: str) -> str:
        """The cell in words."""
        head = "报告陈述" if self.stated else "基础数据"
        return "/".join((head, *self.parents, self.item, column))


@frozen
class Ledger:
    """All lines, base data first, each in the order of the file; ``nodes`` are the totals that have splits."""

    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]

    @cached_property
    def _by_item(self) -> dict[str, tuple[Line, ...]]:
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.name].append(line)
        return {name: tuple(lines) for name, lines in found.items()}

    @cached_property
    def _by_role(self) -> dict[tuple[str, Role], tuple[Line, ...]]:
        found: dict[tuple[str, Role], list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.name, line.role].append(line)
        return {name: tuple(lines) for name, lines in found.items()}

    def of(self, item: str) -> tuple[Line, ...]:
        """Return every line of an item, spelling apart."""
        return self._by_item.get(key(item), ())

    def find(
        self, item: str, role: Role | tuple[Role, ...], *, year: int | None = None, stated: bool | None = None
    ) -> Line | None:
        """Return the first line of an item (spelling apart) with that role (the first of them), of ``year`` if given."""
        roles = (role,) if isinstance(role, str) else role
        name = key(item)
        for wanted in roles:
            for line in self._by_role.get((name, wanted), ()):
                if (year is None or line.year is None or line.year == year) and stated in (None, line.stated):
                    return line
        return None

    def budgets(self) -> tuple[Line, ...]:
        """Return every line that states a budget."""
        return tuple(line for line in self.lines if line.role in ("initial", "adjusted", "budget"))


def walk(entries: tuple[BaseEntry, ...]) -> Iterator[BaseEntry]:
    """Yield every entry of the base data with its parts, at any depth."""
    for entry in entries:
        yield entry
        for split in entry.splits:
            yield from walk(split.parts)


def ledger_of(facts: Facts, book: Book, year: int | None) -> Ledger:
    """Flatten base data and statements; what is no definite figure makes no line."""
    lines: list[Line] = []
    nodes: list[Node] = []
    for entry in facts.base_data:
        _entry(entry, (), entry.source, False, year, book, lines, nodes)
    stated: list[Line] = []
    parts: list[Line] = []
    for statement in facts.statements:
        _statement(statement, year, book, stated, parts, nodes)
    return Ledger((*lines, *stated, *parts), tuple(nodes))


def _line(
    item: str,
    column: str,
    figure: Figure,
    source: str,
    stated: bool,
    year: int | None,
    book: Book,
    parents: tuple[str, ...],
) -> Iterator[Line]:
    quantity = book.read(figure)
    if quantity is not None:
        yield Line(item, key(item), column, role_of(column), _year(column, year), quantity, source, stated, parents)


def _year(column: str, year: int | None) -> int | None:
    named = years_in(column)
    if named:
        return named[0]
    if year is not None and any(w in column for w in ("上年", "去年")):
        return year - 1
    return year


def _entry(
    entry: BaseEntry,
    parents: tuple[str, ...],
    source: str,
    stated: bool,
    year: int | None,
    book: Book,
    lines: list[Line],
    nodes: list[Node],
) -> None:
    source = entry.source or source
    for column, figure in entry.values:
        lines += _line(entry.name, column, figure, source, stated, year, book, parents)
    if entry.splits:
        nodes.append(Node(entry.name, entry.values, entry.splits, source, stated, parents))
    for split in entry.splits:
        for part in split.parts:
            _entry(part, (*parents, entry.name), source, stated, year, book, lines, nodes)


def _statement(
    item: Statement, year: int | None, book: Book, stated: list[Line], parts: list[Line], nodes: list[Node]
) -> None:
    stated += _line(item.item, item.aspect, item.value, item.source, True, year, book, ())
    if item.splits:
        nodes.append(Node(item.item, ((item.aspect, item.value),), item.splits, item.source, True, ()))
    for split in item.splits:
        for part in split.parts:
            _entry(part, (item.item,), item.source, True, year, book, parts, nodes)
