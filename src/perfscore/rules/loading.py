"""From a file, a pack id or a text to typed rules: find, read, resolve 基于, collect every problem.

``problems`` are collected; only :func:`demand` raises, and it raises all of them at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from attrs import field

from ..base.problem import PerfscoreError, Place, Problem, problem
from ..base.values import frozen
from ..source import Mapping, Node, Scalar, Sequence, Source, parse, read_source, source_from_text
from . import shapes
from .cells import text_of
from .facts import Facts
from .inherit import merge
from .packs import family_ids, pack_file, pack_ids, read_pack
from .read_facts import read_facts_node
from .read_scheme import read_scheme
from .read_table import read_table
from .scheme import Scheme
from .table import Table

__all__ = [
    "Document",
    "Loaded",
    "demand",
    "kind_of",
    "load_document",
    "load_family",
    "merged",
    "open_rules",
    "pick_version",
    "read_document",
    "read_facts_document",
    "resolve_scheme",
    "scheme_and_table",
    "years_of",
]

MAX_PARENTS = 10
"""A scheme may stand on at most so many others, one on the next (基于)."""


@frozen
class Document:
    """A file that has been read: its kind (a value of :data:`shapes.KINDS`, or empty), nodes and problems."""

    source: Source
    kind: str
    node: Node | None
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    @property
    def folder(self) -> Path:
        """The folder that relative paths inside the file start from."""
        return Path(self.source.name).parent


def demand(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Raise :class:`PerfscoreError` with all of ``problems`` if one of them is an error; else return them."""
    items = tuple(problems)
    if any(p.severity == "error" for p in items):
        raise PerfscoreError(items)
    return items


def kind_of(node: Node | None) -> str:
    """Return the kind of file a tree is: ``scheme``, ``table``, ``facts``, ``cases``, or empty."""
    if isinstance(node, Mapping):
        for key, _ in node.entries:
            if key.text.strip() in shapes.KINDS:
                return shapes.KINDS[key.text.strip()]
    return ""


def read_document(source: Source) -> Document:
    """Parse a source and tell its kind; problems of text, YAML and format are in the document."""
    node, found = parse(source)
    problems = [*source.problems, *found]
    kind = kind_of(node)
    if isinstance(node, Mapping):
        stated = node.get("格式")
        if isinstance(stated, Scalar) and stated.text.strip() != shapes.FORMAT:
            problems.append(problem("R631", place=stated.place, text=stated.text, known=shapes.FORMAT))
    if node is not None and not kind:
        problems.append(problem("R632", place=_first(node), known="、".join(shapes.KINDS)))
    return Document(source, kind, node, tuple(problems))


def _first(node: Node) -> Place:
    return node.entries[0][0].place if isinstance(node, Mapping) and node.entries else node.place


def open_rules(source: str | os.PathLike[str] | Source) -> Document:
    """Find what ``source`` names and read it.

    A source at hand is read as it is. A path-like object or a text ending in ``.yaml``/``.yml`` is a file; a text with a line break is YAML; anything
    else must be the id of a pack and never falls back to the disk. Raises :class:`PerfscoreError`.
    """
    if isinstance(source, Source):
        return read_document(source)
    if isinstance(source, os.PathLike):
        return read_document(read_source(source))
    if not isinstance(source, str):
        raise PerfscoreError([problem("P951", kind=type(source).__name__)])
    if "\n" in source:
        return read_document(source_from_text(source))
    if source.endswith((".yaml", ".yml")):
        return read_document(read_source(source))
    pack = read_pack(source)
    if pack is None:
        raise PerfscoreError([unknown_pack(source)])
    return read_document(pack)


def unknown_pack(name: str, place: Place | None = None) -> Problem:
    """Return the problem that says no such pack ships, with the nearest one that does."""
    from difflib import get_close_matches

    near = get_close_matches(name, pack_ids(), 1, 0.5)
    known = get_close_matches(name, pack_ids(), 5, 0)
    return problem("R633", place=place, name=name, near=near[0] if near else "", known="、".join(known) + "等")


def merged(document: Document, problems: list[Problem]) -> tuple[Mapping | None, tuple[str, ...]]:
    """Lay a file over what it is based on (基于); returns the whole and the names of the parents.

    None where a parent cannot be read, is of another kind, or the chain is a circle; the problem is added.
    """
    node = document.node
    if not isinstance(node, Mapping):
        return None, ()
    chain = [document.source.name]
    parents: list[str] = []
    current, whole = document, node
    while True:
        base = current.node.get("基于") if isinstance(current.node, Mapping) else None
        if not isinstance(base, Scalar) or not base.text.strip():
            return whole, tuple(parents)
        above = _parent(base, current.source, problems)
        if above is None:
            return None, ()
        if above.source.name in chain or len(chain) > MAX_PARENTS:
            problems.append(problem("R634", place=base.place, circle=" → ".join([*chain, above.source.name])))
            return None, ()
        problems += above.problems
        if not isinstance(above.node, Mapping) or above.kind != document.kind:
            code = "R635" if document.kind == "scheme" else "R649"
            problems.append(problem(code, place=base.place, name=base.text))
            return None, ()
        chain.append(above.source.name)
        parents.append(base.text.strip())
        whole = merge(above.node, whole, problems)
        current = above


def resolve_scheme(document: Document, problems: list[Problem]) -> Scheme | None:
    """Merge the parents of a scheme file into it and read the whole; every problem is added to ``problems``."""
    node, parents = merged(document, problems)
    return None if node is None else read_scheme(node, problems, parents=parents)


def _parent(base: Scalar, source: Source, problems: list[Problem]) -> Document | None:
    name = base.text.strip()
    try:
        if name.endswith((".yaml", ".yml")):
            return read_document(source.beside(name))
        pack = read_pack(name)
        if pack is None:
            problems.append(unknown_pack(name, base.place))
            return None
        return read_document(pack)
    except PerfscoreError as error:
        problems += [p if p.place else p.at(base.place) for p in error.problems]
        return None


@frozen
class Loaded:
    """Rules as loaded. ``versions`` are all schemes of a dated family, where the rules name one; else empty."""

    scheme: Scheme | None = None
    table: Table | None = None
    versions: tuple[Scheme, ...] = ()


def scheme_and_table(document: Document, problems: list[Problem]) -> tuple[Scheme | None, Table | None]:
    """Read a scheme, or an indicator table with its scheme; every problem is added to ``problems``."""
    got = load_document(document, problems)
    return got.scheme, got.table


def load_document(document: Document, problems: list[Problem]) -> Loaded:
    """Read a scheme, a family of dated schemes, or an indicator table with its scheme.

    Where a family is named, the year of the table picks the version; a family alone stands for its newest version
    until a year is given. Every problem is added to ``problems``.
    """
    problems += document.problems
    if document.node is None:
        return Loaded()
    if document.kind == "scheme":
        return _newest(_schemes(document, problems))
    if document.kind != "table":
        if document.kind:
            problems.append(problem("R636", place=_first(document.node), kind=_named(document.node)))
        return Loaded()
    whole, _ = merged(document, problems)
    if whole is None:
        return Loaded()
    table = read_table(whole, problems)
    node = whole.get("适用办法")
    if table is None or not isinstance(node, Scalar) or not node.text.strip():
        return Loaded(table=table)
    schemes = _named_schemes(node, document.source, problems)
    if len(schemes) < 2:
        return Loaded(schemes[0] if schemes else None, table)
    return Loaded(pick_version(schemes, table.year, node.place, problems), table, schemes)


def load_family(name: str, problems: list[Problem]) -> Loaded | None:
    """Read all versions of a pack family (``national/self-evaluation``); None where ``name`` is no family."""
    ids = family_ids(name)
    documents = [d for i in ids if (p := read_pack(i)) is not None and (d := read_document(p)).kind == "scheme"]
    if not documents:
        return None
    return _newest(_versions(documents, None, problems))


def _newest(schemes: tuple[Scheme, ...]) -> Loaded:
    last = max(schemes, key=lambda s: s.first_year or 0, default=None)
    return Loaded(last, versions=schemes if len(schemes) > 1 else ())


def _named_schemes(node: Scalar, source: Source, problems: list[Problem]) -> tuple[Scheme, ...]:
    """Read the scheme, or the versions of the family, that a table names under 适用办法."""
    name = node.text.strip()
    if pack_file(name) is None and family_ids(name):
        family = load_family(name, problems)
        if family is not None:
            return family.versions or ((family.scheme,) if family.scheme else ())
    above = _parent(node, source, problems)
    if above is None:
        return ()
    problems += above.problems
    if above.kind != "scheme":
        problems.append(problem("R635", place=node.place, name=node.text))
        return ()
    return _schemes(above, problems)


def _schemes(document: Document, problems: list[Problem]) -> tuple[Scheme, ...]:
    """Read a scheme file; one that lists 版本 stands for the schemes it lists."""
    listed = document.node.get("版本") if isinstance(document.node, Mapping) else None
    if listed is None:
        scheme = resolve_scheme(document, problems)
        return () if scheme is None else (scheme,)
    documents = []
    for item in listed.items if isinstance(listed, Sequence) else ():
        if not isinstance(item, Scalar) or not item.text.strip():
            continue
        one = _parent(item, document.source, problems)
        if one is None:
            continue
        problems += one.problems
        if one.kind != "scheme" or (isinstance(one.node, Mapping) and one.node.get("版本") is not None):
            problems.append(problem("R635", place=item.place, name=item.text))
            continue
        documents.append(one)
    if not documents:
        problems.append(problem("R677", place=listed.place))
    return _versions(documents, listed.place, problems)


def _versions(documents: list[Document], place: Place | None, problems: list[Problem]) -> tuple[Scheme, ...]:
    """Resolve the versions of a family, by their first years; two for one year are a problem that names both."""
    found = [s for d in documents if (s := resolve_scheme(d, problems)) is not None]
    schemes = tuple(sorted(found, key=lambda s: (s.first_year or 0, s.id)))
    for early, late in combinations(schemes, 2):
        year = max(early.first_year or 0, late.first_year or 0)
        if early.covers(year) and late.covers(year):
            params = {"year": year or "任一", "one": early.id, "other": late.id}
            params |= {"one_years": years_of(early), "other_years": years_of(late)}
            also = [p for p in (late.place, place) if p is not None]
            problems.append(problem("R674", place=early.place, also=also, params=params))
    return schemes


def years_of(scheme: Scheme) -> str:
    """Return the years a scheme holds for, in words."""
    first = f"{scheme.first_year}年起" if scheme.first_year is not None else ""
    last = f"至{scheme.last_year}年" if scheme.last_year is not None else ""
    return first + last or "所有年度"


def pick_version(
    schemes: tuple[Scheme, ...], year: int | None, place: Place | None, problems: list[Problem]
) -> Scheme | None:
    """Return the version that holds for ``year``; a missing year, or one no version holds for, is a problem."""
    known = "；".join(f"{s.id}（{years_of(s)}）" for s in schemes)
    if year is None:
        problems.append(problem("R676", place=place, known=known))
        return None
    found = [s for s in schemes if s.covers(year)]
    if not found:
        problems.append(problem("R675", place=place, year=year, known=known))
        return None
    return found[-1]


def _named(node: Node) -> str:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text.strip() in shapes.KINDS:
                return f"{key.text.strip()}：{text_of(value)}"
    return ""


def read_facts_document(document: Document, problems: list[Problem]) -> Facts | None:
    """Read a facts file; every problem is added to ``problems``."""
    problems += document.problems
    if document.node is None:
        return None
    if document.kind != "facts":
        if document.kind:
            problems.append(problem("D702", place=_first(document.node), kind=_named(document.node)))
        return None
    return read_facts_node(document.node, problems)
