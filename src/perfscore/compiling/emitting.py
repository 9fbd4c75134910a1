"""From forms to straight-line Python over :class:`~decimal.Decimal`: one function a row, one for the whole record.

The code counts in units of the last place (hundredths of a 分): ``(a·K + C) // M`` is the rounded score, one division
that is exact or refused — it runs under a context that traps every inexact operation. What the code does not cover
(texts it has not seen, figures outside the windows, what waits for a person) it leaves to the interpreter by raising
:class:`Elsewhere`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from .writing import Elsewhere, Emitted, RowCode, Writer

__all__ = ["compiled", "emit"]


Grades = tuple[tuple[str, Decimal], ...]


def emit(rows: tuple[RowCode, ...], grades: Grades | None, count: int) -> Emitted:
    """Write ``rowN`` for rows that have a form, ``score(record)`` and ``rows(values, scores)``.

    A record has ``count`` values. ``grades`` are the bands, high to low, with their limits in units of the last place;
    None where the grade is not a matter of the total alone.
    """
    w = Writer()
    formed: set[int] = set()
    for code in rows:
        start = len(w.lines)
        w.add(0, f"def row{code.number}({', '.join(code.names)}):  # {code.title}")
        if not w.row(code, 1, "s"):
            del w.lines[start:]
            continue
        for depth, text in ((1, "return s"), (0, ""), (0, "")):
            w.add(depth, text)
        formed.add(code.number)
    _record(w, rows, formed, grades, count)
    _rows(w, rows, formed, count)
    return w.emitted()


def _record(w: Writer, rows: tuple[RowCode, ...], formed: set[int], grades: Grades | None, count: int) -> None:
    w.add(0, "def score(record):")
    w.add(1, "outside = getcontext()")
    w.add(1, "setcontext(EXACT)")
    w.add(1, "try:")
    w.add(2, "if len(record) != FIELDS:")
    w.add(3, "raise Elsewhere")
    w.add(2, "values = fetch(record)")
    w.add(2, f"{_names('v', range(count))} = values")
    for code in rows:
        for position in code.quiet:
            w.add(2, f"if v{position}.__class__ not in PLAIN:")
            w.add(3, "raise Elsewhere")
    for code in rows:
        _row_of_record(w, code, code.number in formed)
    w.add(2, f"total = {_total(rows, formed)}")
    if grades is None:
        w.add(2, "grade = None")
    else:
        for word, (name, limit) in zip(["if"] + ["elif"] * len(grades), grades, strict=False):
            w.add(2, f"{word} total >= {w.constant(limit)}:")
            w.add(3, f"grade = {name!r}")
        w.add(2, "else:")
        w.add(3, "grade = None")
    w.add(2, "result = new(Deferred)")
    w.add(2, f"put(result, (scorer, values, total, grade, ({_names('s', (c.number for c in rows))})))")
    w.add(1, "except LEFT:")
    w.add(2, "result = None")
    w.add(1, "finally:")
    w.add(2, "setcontext(outside)")
    w.add(1, "return general(record) if result is None else result")


def _total(rows: tuple[RowCode, ...], formed: set[int]) -> str:
    """Write the sum; rows without a form come as whole numbers where they can, which are quicker to add."""
    figures = " + ".join(f"s{code.number}" for code in rows if code.number in formed)
    others = " + ".join(f"s{code.number}" for code in rows if code.number not in formed)
    zero = "" if figures else "Decimal(0) + "
    return f"{zero}{figures} + ({others})" if figures and others else f"{zero}{figures}{others}"


def _row_of_record(w: Writer, code: RowCode, formed: bool) -> None:
    n, out = code.number, f"s{code.number}"
    key = code.names[0] if len(code.names) == 1 else f"({', '.join(code.names)})"
    w.add(2, f"# {code.title}")
    if formed:
        w.add(2, "if " + " and ".join(f"{name}.__class__ is Decimal" for name in code.names) + ":")
        w.row(code, 3, out)
        w.add(2, "else:")
        w.add(3, f"{out} = seen{n}.get({key})")
        w.add(3, f"if {out} is None:")
        w.add(4, f"{out} = read{n}({', '.join(code.names)})")
        return
    w.add(2, f"{out} = seen{n}[{key}]")


def _rows(w: Writer, rows: tuple[RowCode, ...], formed: set[int], count: int) -> None:
    """Write how the rows are made of a record whose scores are known."""
    for depth, text in ((0, ""), (0, ""), (0, "def rows(values, scores):")):
        w.add(depth, text)
    w.add(1, f"{_names('v', range(count))} = values")
    w.add(1, f"{_names('s', (c.number for c in rows))} = scores")
    for code in rows:
        n, own = code.number, f"({_names('v', code.own)})"
        key = own if len(code.own) != 1 else f"v{code.own[0]}"
        w.add(1, f"# {code.title}")
        if n not in formed:
            w.add(1, f"r{n} = kept{n}.get({key}) or make{n}({own})")
            continue
        w.add(1, "if " + " and ".join(f"{name}.__class__ is Decimal" for name in code.names) + ":")
        w.add(2, f"r{n} = new(DeferredRow)")
        w.add(2, f"put_row(r{n}, [say{n}, {own}, s{n}, None, maker{n}])")
        w.add(1, "else:")
        w.add(2, f"r{n} = kept{n}.get({key}) or make{n}({own})")
    w.add(1, f"return ({_names('r', (c.number for c in rows))})")


def _names(letter: str, numbers: Iterable[int]) -> str:
    """Return names as the inside of a tuple."""
    return "".join(f"{letter}{n}, " for n in numbers).rstrip()


def compiled(emitted: Emitted, names: Mapping[str, Any]) -> dict[str, Any]:
    """Run the generated source with its constants and the names it uses; the functions by name."""
    space: dict[str, Any] = {**names, **emitted.constants, "Decimal": Decimal, "Elsewhere": Elsewhere}
    exec(compile(emitted.source, "<perfscore plan>", "exec"), space)
    return space
