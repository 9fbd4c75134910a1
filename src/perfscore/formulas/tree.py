"""What a formula is once read: a closed union of frozen nodes, each with its place, and one canonical print.

Sums and products are flat (``a - b + c`` is one node), so that no text however long makes a deep tree: depth comes
from brackets only, and those are limited. Places are silent cargo: equality ignores them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from attrs import field

from ..base.exact import plain
from ..base.problem import Problem
from ..base.values import frozen
from .names import prints_bare

__all__ = [
    "Call",
    "Expr",
    "Formula",
    "Name",
    "Negative",
    "Number",
    "Product",
    "Span",
    "Sum",
    "print_expr",
    "print_name",
    "walk_names",
]

Span = tuple[int, int]


@frozen
class Name:
    """A quantity by its name, as the resolver knows it."""

    text: str
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Number:
    """A figure written in the formula; ``unit`` is ``%`` (100 % = 1), a unit such as 万元, or None."""

    figure: Decimal
    unit: str | None = None
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Negative:
    """A minus sign in front of a name, a number or a bracket."""

    of: Expr
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Sum:
    """Terms with their signs ``+`` or ``-``; the first sign is always ``+``."""

    terms: tuple[tuple[str, Expr], ...]
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Product:
    """Factors with their signs ``×`` or ``÷``; the first sign is always ``×``."""

    factors: tuple[tuple[str, Expr], ...]
    span: Span = field(default=(0, 0), eq=False, repr=False)


@frozen
class Call:
    """One of 合计, 最大, 最小, 平均 (of a group, or of several values) and 绝对值."""

    function: str
    arguments: tuple[Expr, ...]
    span: Span = field(default=(0, 0), eq=False, repr=False)


Expr = Name | Number | Negative | Sum | Product | Call
Printer = Callable[[str], str]


@frozen
class Formula:
    """A formula as read.

    ``名 = 式`` is a definition: ``name`` and ``expr``, no ``op``. A comparison has ``expr`` on its left, ``op`` (one
    of ``≤ ≥ = < > ≠``) and ``right``. ``expr`` is None where the text could not be read; ``problems`` then says why.
    ``text`` is what was read, ``problems`` what was found on the way; equality ignores both.
    """

    name: str | None
    expr: Expr | None
    op: str | None = None
    right: Expr | None = None
    text: str = field(default="", eq=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    name_span: Span | None = field(default=None, eq=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names the value rests on, each once, in order of appearance; the name defined is not among them."""
        sides = [side for side in (self.expr, self.right) if side is not None]
        return tuple(dict.fromkeys(name.text for side in sides for name in walk_names(side)))

    @property
    def readable(self) -> bool:
        """Whether there is something to compute."""
        return self.expr is not None

    def __str__(self) -> str:
        """The one canonical form; the text as written where it could not be read."""
        if self.expr is None:
            return self.text
        body = print_expr(self.expr)
        if self.op is not None and self.right is not None:
            return f"{body} {self.op} {print_expr(self.right)}"
        return body if self.name is None else f"{print_name(self.name)} = {body}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types; keys without a value are null."""
        return {
            "kind": "unclear" if self.expr is None else "formula" if self.op is None else "comparison",
            "text": str(self),
            "name": self.name,
            "op": self.op,
            "expr": None if self.expr is None else _plain(self.expr),
            "right": None if self.right is None else _plain(self.right),
            "names": list(self.names),
            "problems": [p.to_dict() for p in self.problems],
        }


def print_name(name: str) -> str:
    """Return ``name`` as the reader takes it for one name: bare where it can stand so, else in 「」."""
    return name if prints_bare(name) else f"「{name}」"


def print_expr(expr: Expr, name: Printer = print_name, group: Printer | None = None) -> str:
    """Return the canonical text of an expression, with no bracket that changes nothing.

    ``name`` prints a name (an explanation puts the figure there), ``group`` the members of a group.
    """

    def inside(part: Expr, *bracketed: type) -> str:
        text = print_expr(part, name, group)
        return f"({text})" if isinstance(part, bracketed) else text

    def chain(parts: tuple[tuple[str, Expr], ...], *bracketed: type) -> str:
        (_, first), *rest = parts
        return inside(first, *bracketed[1:]) + "".join(f" {s} {inside(e, Negative, *bracketed)}" for s, e in rest)

    match expr:
        case Name(text):
            return name(text)
        case Number(figure, unit):
            return plain(figure) + (unit or "")
        case Negative(of):
            return f"-{inside(of, Sum, Product, Negative)}"
        case Sum(terms):
            return chain(terms, Sum)
        case Product(factors):
            return chain(factors, Product, Sum)
        case Call(function, (Name(text),)) if group is not None and function != "绝对值":
            return f"{function}({group(text)})"
        case Call(function, arguments):
            return f"{function}({'，'.join(inside(part) for part in arguments)})"


def walk_names(expr: Expr) -> Iterator[Name]:
    """Yield every name of an expression in order of appearance."""
    match expr:
        case Name():
            yield expr
        case Number():
            return
        case Negative(of):
            yield from walk_names(of)
        case Sum(parts) | Product(parts):
            for _, part in parts:
                yield from walk_names(part)
        case Call(_, arguments):
            for part in arguments:
                yield from walk_names(part)


def _plain(expr: Expr) -> dict[str, Any]:
    match expr:
        case Name(text):
            return {"name": text}
        case Number(figure, unit):
            return {"number": plain(figure), "unit": unit}
        case Negative(of):
            return {"negative": _plain(of)}
        case Sum(parts):
            return {"sum": [[sign, _plain(part)] for sign, part in parts]}
        case Product(parts):
            return {"product": [[sign, _plain(part)] for sign, part in parts]}
        case Call(function, arguments):
            return {"call": function, "arguments": [_plain(part) for part in arguments]}
