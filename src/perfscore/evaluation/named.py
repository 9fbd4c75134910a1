"""The figures of a facts file by name, for formulas: 资金 and 基础数据, each with the names it goes by.

A figure of the base data stands in a row and a column. It is called ``三公经费（2024年决算数）``; the column's name alone
(``编制数``) where only one row has it, the row's name alone where it has one column. A name that fits several figures
is not settled by guessing: it comes back as missing, with the full names to choose from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..base.exact import as_fraction
from ..base.values import frozen
from ..formulas import Amount, Group, Missing
from ..language import Language
from ..rules.facts import BaseEntry, Facts, Figure

__all__ = ["NamedFigures", "named_figures"]


@frozen
class _Held:
    """A figure with its full name."""

    full: str
    figure: Figure
    source: str


@frozen
class NamedFigures:
    """Answers the names of formulas. ``known`` lists the names that settle, full ones first, for suggestions."""

    by_name: dict[str, tuple[_Held, ...]]
    members: dict[str, tuple[_Held, ...]]
    language: Language
    known: tuple[str, ...]

    def resolve(self, name: str) -> Amount | Missing | None:
        """Return the figure of a name; None where nobody knows it."""
        found = self.by_name.get(_bare(name))
        if not found:
            return None
        if len(found) > 1:
            return Missing(name, f"“{name}”对应 {len(found)} 个数，请写明是哪一个：{'、'.join(h.full for h in found)}")
        return self._read(found[0])

    def group(self, name: str) -> Group | None:
        """Return the parts (其中) of a figure; None where it has none."""
        found = self.members.get(_bare(name))
        return None if not found else Group([self._read(h) for h in found], name)

    def _read(self, held: _Held) -> Amount | Missing:
        read = self.language.read_actual(held.figure.text, unit=held.figure.unit or None)
        if read.missing:
            return Missing(held.full)
        if read.value is None or read.sign is not None or any(p.severity == "error" for p in read.problems):
            return Missing(held.full, f"“{held.full}”写作“{held.figure.text}”，不是一个数")
        return Amount(as_fraction(read.value), read.unit or held.figure.unit or None, held.full, held.source or None)


def _bare(name: str) -> str:
    return "".join(name.split()).replace("(", "（").replace(")", "）")


def named_figures(facts: Facts, language: Language) -> NamedFigures:
    """Collect the figures of a facts file."""
    held: dict[str, list[_Held]] = defaultdict(list)
    members: dict[str, tuple[_Held, ...]] = {}
    known: list[str] = []
    columns: dict[str, list[_Held]] = defaultdict(list)
    for entry in _walk(facts.base_data):
        for column, figure in entry.values:
            item = _Held(f"{entry.name}（{column}）", figure, entry.source)
            known.append(item.full)
            held[_bare(item.full)].append(item)
            columns[_bare(column)].append(item)
            if len(entry.values) == 1:
                held[_bare(entry.name)].append(item)
            parts = _parts(entry, column)
            if parts:
                members.setdefault(_bare(item.full), parts)
        if len(entry.values) > 1:
            held[_bare(entry.name)] += [_Held(f"{entry.name}（{c}）", f, entry.source) for c, f in entry.values]
    for name, item in _funds(facts):
        known.append(name)
        held[_bare(name)].append(item)
    for name, found in columns.items():
        if name not in held and len(found) == 1:
            held[name] = found
    known += [name for name, found in held.items() if len(found) == 1]
    return NamedFigures({k: tuple(v) for k, v in held.items()}, members, language, tuple(dict.fromkeys(known)))


def _walk(entries: tuple[BaseEntry, ...]) -> Iterator[BaseEntry]:
    for entry in entries:
        yield entry
        for split in entry.splits:
            yield from _walk(split.parts)


def _parts(entry: BaseEntry, column: str) -> tuple[_Held, ...]:
    """Return the parts of one split only: two splits of one total are never added."""
    for split in entry.splits:
        found = [(p, p.get(column)) for p in split.parts]
        parts = tuple(_Held(f"{p.name}（{column}）", f, p.source) for p, f in found if f is not None)
        if parts:
            return parts
    return ()


def _funds(facts: Facts) -> Iterator[tuple[str, _Held]]:
    if facts.funds is None:
        return
    columns = (("年初预算数", "initial"), ("全年预算数", "adjusted"), ("全年执行数", "executed"))
    for row in (facts.funds.total, *facts.funds.rows):
        for name, attribute in columns:
            figure: Figure = getattr(row, attribute)
            if figure:
                full = name if row is facts.funds.total else f"{row.name}（{name}）"
                yield full, _Held(full, figure, facts.funds.source)
    for _, parts in facts.funds.splits:
        for name, figure in parts:
            if figure:
                yield name, _Held(name, figure, facts.funds.source)
