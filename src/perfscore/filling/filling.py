"""The bureau's own document with what was scored written into it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from attrs import frozen

from ..base.problem import PerfscoreError, Problem, problem
from ..documents import document_of_bytes
from ..documents.markup import attribute, child, children
from ..documents.model import Document
from ..documents.package import Package, open_package
from ..documents.words import compact
from ..evaluation.values import Evaluation
from ..rendering.escaping import printable
from ..rules.facts import Facts
from .entries import Entry
from .in_docx import WordTables
from .in_xlsx import Sheet, recalculated
from .matching import match_entries
from .offsets import Change, changed

__all__ = ["DOUBTS", "Filled", "Written", "fill"]

DOUBTS = frozenset(("I927", "I928", "I929"))
"""What the reader of documents says of the file as a whole; its other remarks are about taking tables in."""


@frozen
class Written:
    """A cell that was written: where it stands, of which row and column it is, what stood there and what does now."""

    where: str
    row: str
    column: str
    old: str
    new: str


@frozen
class Filled:
    """The document, the cells written in order, and what was not written or not found, with the reason."""

    content: bytes
    written: tuple[Written, ...]
    problems: tuple[Problem, ...]


def fill(data: bytes, name: str, evaluation: Evaluation, facts: Facts | None = None, *, force: bool = False) -> Filled:
    """Write actuals, scores and reasons of ``evaluation`` (money and goals' outcome of ``facts``) into a form.

    ``data`` are the bytes of a .docx or .xlsx and ``name`` what messages call it. Rows are matched by 三级指标, columns
    by heading. A cell that holds something else is left alone unless ``force``; a cell that computes its value always
    is. The same input gives the same bytes.

    Raises :class:`PerfscoreError` where the document is of another kind, cannot be opened, or has no table to fill.
    """
    document = document_of_bytes(data, name)
    if document.kind not in ("docx", "xlsx"):
        raise PerfscoreError([problem("I912", name=document.name, kind=document.kind)])
    package = open_package(data, name)
    main = package.main()
    found = match_entries(document, evaluation, facts or Facts())
    if not found.tables:
        raise PerfscoreError([problem("I913", name=document.name)])
    doubts = [p for p in document.problems if p.code in DOUBTS]
    entries, kept = _to_write(document, found.entries, force=force)
    write = _word if document.kind == "docx" else _excel
    parts, written, refused = write(package, main, document, entries)
    content = _packed(package, parts) if parts else data
    return Filled(content, tuple(written), (*doubts, *found.problems, *kept, *refused))


def _to_write(document: Document, entries: list[Entry], *, force: bool) -> tuple[list[Entry], list[Problem]]:
    """Return the entries whose cell is blank (or may be overwritten), and a problem for each that is not."""
    todo, kept = [], []
    for entry in entries:
        grid = document.grids[entry.grid]
        cell = grid.at(entry.row, entry.column)
        old = "" if cell is None else cell.text
        if _same(old, entry):
            continue
        if old.strip() and not force:
            where = grid.where(entry.row, entry.column)
            kept.append(
                problem("I914", where=where, row=entry.row_name, what=entry.what, old=old[:60], new=entry.text[:60])
            )
            continue
        todo.append(entry)
    return todo, kept


def _same(old: str, entry: Entry) -> bool:
    """Tell whether a cell holds the value already; a figure is the same whatever its zeros or 分 behind it."""
    if isinstance(entry.value, str):
        return compact(old) == compact(entry.value)
    text = compact(old).removesuffix("分").replace(",", "")
    try:
        return bool(text) and text.replace(".", "").replace("-", "").isdigit() and Decimal(text) == entry.value
    except ArithmeticError:
        return False


def _note(document: Document, entry: Entry) -> Written:
    grid = document.grids[entry.grid]
    cell = grid.at(entry.row, entry.column)
    old = "" if cell is None else cell.text
    return Written(grid.where(entry.row, entry.column), entry.row_name, entry.what, old, entry.text)


def _refused(document: Document, entry: Entry, why: str, why_en: str) -> Problem:
    where = document.grids[entry.grid].where(entry.row, entry.column)
    return problem("I917", where=where, why=why, why_en=why_en)


def _utf8(package: Package, part: str) -> bytes:
    """Return a part; one that is not in UTF-8 cannot be changed in place."""
    data = package.read(part)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (b"encoding=" in data[:100] and b"utf-8" not in data[:100].lower()):
        raise PerfscoreError([problem("I923", name=package.name, reason=f"{part} 不是 UTF-8 编码")])
    return data


Result = tuple[dict[str, bytes], list[Written], list[Problem]]


def _word(package: Package, main: str, document: Document, entries: list[Entry]) -> Result:
    data = _utf8(package, main)
    tables = WordTables(data)
    changes: list[Change] = []
    written, refused = [], []
    for entry in entries:
        made = tables.write(entry.grid, entry.row, entry.column, printable(entry.text))
        if made is None:
            refused.append(_refused(document, entry, "这一行没有这一格", "the row has no such cell"))
            continue
        changes += made
        written.append(_note(document, entry))
    return ({main: changed(data, changes)} if changes else {}), written, refused


def _excel(package: Package, main: str, document: Document, entries: list[Entry]) -> Result:
    parts: dict[str, bytes] = {}
    written, refused, computes = [], [], False
    for number, part in enumerate(_sheets(package, main)):
        data = _utf8(package, part)
        sheet = Sheet(data)
        computes = computes or sheet.computes
        values: dict[tuple[int, int], str | Decimal] = {}
        noted = []
        for entry in entries:
            if entry.grid != number:
                continue
            if sheet.holds_formula(entry.row, entry.column):
                refused.append(_refused(document, entry, "单元格是公式", "the cell is a formula"))
                continue
            value = entry.value if isinstance(entry.value, Decimal) else printable(entry.value)
            values[entry.row, entry.column] = value
            noted.append(_note(document, entry))
        if values and (changes := sheet.write(values)) is not None:
            parts[part] = changed(data, changes)
            written += noted
    if parts and computes:
        parts[main] = recalculated(_utf8(package, main))
    return parts, written, refused


def _sheets(package: Package, main: str) -> list[str]:
    """Return the parts of the visible sheets, in the order the reader of documents gives their tables."""
    links = package.links(main)
    found = []
    for sheet in children(child(package.xml(main), "sheets"), "sheet"):
        kind, target = links.get(attribute(sheet, "id"), ("", ""))
        if attribute(sheet, "state", "visible") == "visible" and kind == "worksheet":
            found.append(target)
    return found


def _packed(package: Package, parts: dict[str, bytes]) -> bytes:
    """Return the package with some of its parts replaced; every entry keeps its name, time, order and attributes."""
    out = BytesIO()
    with ZipFile(out, "w") as new:
        for info in package.zip.infolist():
            entry = ZipInfo(info.filename, info.date_time)
            entry.compress_type = info.compress_type if info.compress_type == ZIP_STORED else ZIP_DEFLATED
            entry.external_attr, entry.create_system = info.external_attr, info.create_system
            data = parts.get(info.filename)
            new.writestr(entry, package.read(info.filename) if data is None else data)
    return out.getvalue()
