"""基础数据表: the entries as they were filed, group by group, parts set in below what they are parts of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from ..base.exact import decimal_of
from ..rules.cells import unit_in_heading
from .escaping import one_line, printable
from .grid import Cell
from .labels import Labels

if TYPE_CHECKING:
    from ..rules.facts import BaseEntry, Figure

__all__ = ["base_data"]


def base_data(entries: tuple[BaseEntry, ...], width: int, names: int, labels: Labels) -> list[list[Cell]]:
    """Return the rows of the table on a grid of ``width`` columns, the first ``names`` of which hold the names.

    A group's figures share the other columns; an entry without figures shows its remark. Without entries one row
    says that none were filed.
    """
    lines: list[list[Cell]] = []
    for (group, figures), items in groupby(entries, key=lambda entry: (entry.group, bool(_columns([entry])))):
        found = list(items)
        if not figures:
            lines += [
                [_name(one_line(entry.name), names), _rest(printable(entry.note).strip(), names, width)]
                for entry in found
            ]
            continue
        columns = _columns(found)
        if len(columns) > width - names:
            lines += [line for entry in found for line in _in_words(entry, names, width, labels, 0)]
            continue
        places = _shares(width - names, len(columns))
        shared = unit_in_heading(group)[1]
        own = _own_units(found, columns, shared)
        heads = [
            Cell(0, names + x, one_line(f"{c}（{own[c]}）" if own.get(c) else c), "head", 1, n)
            for c, (x, n) in zip(columns, places, strict=True)
        ]
        lines.append([Cell(0, 0, one_line(group) or labels.entry, "head", 1, names), *heads])
        for entry in found:
            lines += _entry(entry, columns, places, names, {**dict.fromkeys(columns, shared), **own}, 0, "")
    if not lines:
        lines.append([Cell(0, 0, labels.no_base_data, "label", 1, width)])
    return [[_at(cell, row) for cell in line] for row, line in enumerate(lines)]


def _at(cell: Cell, row: int) -> Cell:
    from attrs import evolve

    return evolve(cell, row=row)


def _columns(entries: list[BaseEntry]) -> list[str]:
    """Return the columns that the entries and their parts have, in the order they first occur."""
    found: dict[str, None] = {}
    for entry in entries:
        found |= dict.fromkeys(name for name, _ in entry.values)
        for split in entry.splits:
            found |= dict.fromkeys(_columns(list(split.parts)))
    return list(found)


def _own_units(entries: list[BaseEntry], columns: list[str], shared: str) -> dict[str, str]:
    """Return the units that stand in the headings of columns: where a line's figures are of different units."""
    units: dict[str, set[str]] = {c: set() for c in columns}
    mixed = False
    for entry in walk(entries):
        mixed = mixed or len({figure.unit for _, figure in entry.values}) > 1
        for column, figure in entry.values:
            units[column].add(figure.unit)
    if not mixed or any(len(found) > 1 for found in units.values()):
        return {}
    return {c: unit for c, found in units.items() for unit in found if unit and unit != shared}


def walk(entries: Iterable[BaseEntry]) -> Iterator[BaseEntry]:
    """Yield entries with their parts, at any depth."""
    for entry in entries:
        yield entry
        for split in entry.splits:
            yield from walk(split.parts)


def _shares(width: int, count: int) -> list[tuple[int, int]]:
    """Divide ``width`` grid columns among ``count``, which is not more: the first column (from 0) and how many."""
    edges = [width * i // count for i in range(count + 1)]
    return [(a, b - a) for a, b in pairwise(edges)]


def _entry(
    entry: BaseEntry,
    columns: list[str],
    places: list[tuple[int, int]],
    names: int,
    told: dict[str, str],
    depth: int,
    lead: str,
) -> Iterator[list[Cell]]:
    values = dict(entry.values)
    units = {figure.unit for column, figure in values.items() if figure.unit and figure.unit != told[column]}
    unit = f"（{one_line('、'.join(sorted(units)))}）" if units else ""
    name = _name(f"{'　' * depth}{lead}{one_line(entry.name)}{unit}", names)
    cells = [_figure(values.get(c), names + x, n) for c, (x, n) in zip(columns, places, strict=True)]
    yield [name, *cells]
    for split in entry.splits:
        for index, part in enumerate(split.parts):
            yield from _entry(part, columns, places, names, told, depth + 1, "其中：" if index == 0 else "")


def _in_words(entry: BaseEntry, names: int, width: int, labels: Labels, depth: int) -> Iterator[list[Cell]]:
    """Yield an entry with more figures than the layout has columns: name and figures in one cell."""
    said = labels.comma.join(
        f"{one_line(name)} {one_line(figure.text)}{one_line(figure.unit)}" for name, figure in entry.values
    )
    yield [_name(f"{'　' * depth}{one_line(entry.name)}", names), _rest(said, names, width)]
    for split in entry.splits:
        for part in split.parts:
            yield from _in_words(part, names, width, labels, depth + 1)


def _name(text: str, names: int) -> Cell:
    return Cell(0, 0, text, "text", 1, names)


def _rest(text: str, names: int, width: int) -> Cell:
    return Cell(0, names, text, "text", 1, width - names)


def _figure(figure: Figure | None, column: int, columns: int) -> Cell:
    text = "" if figure is None else one_line(figure.text)
    try:
        return Cell(0, column, "", "figure", 1, columns, decimal_of(text))
    except ValueError:
        return Cell(0, column, text, "figure", 1, columns)
