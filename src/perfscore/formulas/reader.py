"""Read the text of a formula. Nothing here raises: what cannot be read comes back with its problems."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import mutable

from ..base.problem import Problem, problem
from ..base.values import frozen
from .amounts import UnitBook
from .lexer import Token, tokens
from .marks import MAX_DEPTH, MAX_LENGTH, MAX_TERMS, OPENERS, shown
from .names import Names, nearest
from .tree import Call, Expr, Formula, Name, Negative, Number, Product, Sum, walk_names

__all__ = ["read_formula"]

_MOST_SUGGESTIONS = 8
_SINGLE = frozenset({"绝对值"})


class _Refused(Exception):
    """Carries the problem that ended a reading up to :func:`read_formula`; never leaves this module."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found)
        self.found = found


def read_formula(text: str, *, known: Iterable[str] = (), units: UnitBook | None = None) -> Formula:
    """Read ``名 = 式``, a bare expression, or a comparison (``≤ ≥ = < > ≠``).

    ``known`` are the names that exist: a name among them may hold operators (the longest match wins), spellings that
    differ only in width or quotation marks are taken for the known one, and any other name is a problem with the
    nearest known name beside it. ``units`` lets figures carry a unit (``49万元``). Never raises on text; a formula
    that cannot be read has ``expr`` None, and its ``problems`` have spans in ``text``.
    """
    body = text.rstrip().rstrip("。；;").rstrip()
    if len(body) > MAX_LENGTH:
        found = problem("F565", span=(MAX_LENGTH, len(body)), length=len(body), limit=MAX_LENGTH)
        return Formula(None, None, text=text, problems=(found,))
    names = Names.of(known)
    cut, problems = tokens(body, names, units)
    try:
        formula = _Parser(body, cut).formula()
    except _Refused as refused:
        formula = Formula(None, None, problems=(refused.found,) if not _errors(problems) else ())
    problems = (*problems, *formula.problems, *_unknown(formula, names), *_hundredfold(formula))
    if any(p.severity == "error" and p.code != "F552" for p in problems):
        formula = Formula(None, None)
    ordered = tuple(sorted(problems, key=lambda p: p.span or (0, 0)))
    return Formula(formula.name, formula.expr, formula.op, formula.right, text, ordered, formula.name_span)


def _errors(problems: Iterable[Problem]) -> bool:
    return any(p.severity == "error" for p in problems)


def _unknown(formula: Formula, names: Names) -> list[Problem]:
    """Every name that is not known, once, with the nearest known one for the first few."""
    if not names:
        return []
    out: dict[str, Problem] = {}
    for side in (formula.expr, formula.right):
        for name in walk_names(side) if side is not None else ():
            if name.text in out or names.spelled(name.text) is not None:
                continue
            near = nearest(name.text, names.all()) if len(out) < _MOST_SUGGESTIONS else ""
            out[name.text] = problem("F552", span=name.span, name=shown(name.text), near=shown(near))
    return list(out.values())


def _hundredfold(formula: Formula) -> list[Problem]:
    """``甲 ÷ 乙 × 100`` without ``%`` makes 95 out of 0.95: most likely a percent sign was forgotten."""
    match formula.expr:
        case Product(factors) if any(sign == "÷" for sign, _ in factors):
            last = factors[-1]
        case _:
            return []
    match last:
        case ("×", Number(figure, None, span)) if figure == 100:
            return [problem("F572", span=span)]
    return []


@frozen
class _Opened:
    """A bracket that waits for its partner."""

    text: str
    span: tuple[int, int]


@mutable
class _Parser:
    """Recursive descent over the tokens; the depth of the recursion is bounded by :data:`MAX_DEPTH`."""

    text: str
    cut: tuple[Token, ...]
    i: int = 0
    depth: int = 0
    terms: int = 0

    @property
    def here(self) -> Token:
        return self.cut[self.i]

    def _at(self, kind: str, texts: str = "") -> bool:
        return self.here.kind == kind and (not texts or self.here.text in texts)

    def _next(self) -> Token:
        token = self.cut[self.i]
        self.i += 1
        return token

    def _refuse(self, code: str, span: tuple[int, int], **params: object) -> _Refused:
        return _Refused(problem(code, span=span, params=params))

    def formula(self) -> Formula:
        """The whole text."""
        if self._at("end"):
            raise self._refuse("F551", (0, len(self.text)))
        left = self._sum()
        if not self._at("cmp"):
            self._finish()
            return Formula(None, left)
        sign = self._next()
        right = self._sum()
        if self._at("cmp"):
            raise self._refuse("F563", self.here.span, first=sign.text, second=self.here.text)
        self._finish()
        if sign.text == "=" and isinstance(left, Name):
            return Formula(left.text, right, name_span=left.span)
        return Formula(None, left, sign.text, right)

    def _finish(self) -> None:
        token = self.here
        if token.kind == "end":
            return
        if token.kind == "close":
            raise self._refuse("F557", token.span, sign=token.text)
        if token.kind == "comma":
            raise self._refuse("F569", token.span, sign=token.text)
        raise self._missing_operator()

    def _missing_operator(self) -> _Refused:
        before, token = self.cut[self.i - 1], self.here
        left, right = (shown(self.text[s:e]) for s, e in (before.span, token.span))
        names = before.kind == token.kind == "name"
        joined = shown(self.text[before.span[0] : token.span[1]]) if names else ""
        return self._refuse("F555", (before.span[0], token.span[1]), left=left, right=right, joined=joined)

    def _sum(self) -> Expr:
        start = self.here.span[0]
        first = self._product()
        terms: list[tuple[str, Expr]] = list(first.terms) if isinstance(first, Sum) else [("+", first)]
        while self._at("op", "+-"):
            sign = self._next().text
            terms.append((sign, self._product()))
        return terms[0][1] if len(terms) == 1 else Sum(tuple(terms), (start, self._end()))

    def _product(self) -> Expr:
        start = self.here.span[0]
        first = self._unary()
        factors: list[tuple[str, Expr]] = list(first.factors) if isinstance(first, Product) else [("×", first)]
        while self._at("op", "×÷"):
            sign = self._next().text
            factors.append((sign, self._unary()))
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors), (start, self._end()))

    def _end(self) -> int:
        return self.cut[self.i - 1].span[1]

    def _unary(self) -> Expr:
        token = self.here
        if token.kind == "op" and token.text == "-":
            self._next()
            if self.here.kind == "op":
                raise self._refuse("F554", self.here.span, sign=token.text)
            return Negative(self._atom(), (token.span[0], self._end()))
        return self._atom()

    def _atom(self) -> Expr:
        token = self.here
        if token.kind in ("name", "number"):
            self._next()
            self.terms += 1
            if self.terms > MAX_TERMS:
                raise self._refuse("F567", token.span, limit=MAX_TERMS)
            if token.figure is None:
                return Name(token.text, token.span)
            return Number(token.figure, token.unit, token.span)
        if token.kind == "function":
            return self._call()
        if token.kind == "open":
            opened = self._open()
            inner = self._sum()
            self._close(opened)
            return inner
        raise self._no_operand()

    def _no_operand(self) -> _Refused:
        token = self.here
        if self.i == 0:
            return self._refuse("F574", token.span, sign=self.text[slice(*token.span)])
        before = self.cut[self.i - 1]
        sign = self.text[slice(*before.span)]
        if before.kind == "open" and token.kind == "close":
            return self._refuse("F559", (before.span[0], token.span[1]))
        return self._refuse("F554", before.span, sign=sign)

    def _open(self) -> _Opened:
        token = self._next()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._refuse("F566", token.span, limit=MAX_DEPTH)
        return _Opened(token.text, token.span)

    def _close(self, opened: _Opened) -> None:
        token = self.here
        if token.kind == "close" and token.text == OPENERS[opened.text]:
            self._next()
            self.depth -= 1
            return
        if token.kind == "cmp":
            raise self._refuse("F564", token.span, sign=token.text)
        if token.kind == "comma":
            raise self._refuse("F569", token.span, sign=token.text)
        if token.kind in ("close", "end"):
            raise self._refuse("F556", opened.span, sign=opened.text, other=OPENERS[opened.text])
        raise self._missing_operator()

    def _call(self) -> Expr:
        function = self._next()
        opened = self._open()
        arguments = [self._sum()]
        while self._at("comma"):
            self._next()
            arguments.append(self._sum())
        self._close(opened)
        span = (function.span[0], self._end())
        if function.text in _SINGLE and len(arguments) > 1:
            raise self._refuse("F568", span, name=function.text, count=len(arguments))
        return Call(function.text, tuple(arguments), span)
