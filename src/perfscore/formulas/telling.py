"""Say how a value came about: the formula with the figures put in."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from ..base.step import Step
from .amounts import Amount, Missing
from .measured import Measured, figure_text, text_of
from .tree import Expr, Name, print_expr, print_name
from .working import Work

__all__ = ["inputs", "put_in", "side", "verdict"]


def inputs(work: Work) -> list[Step]:
    """Each operand whose source is known, then each conversion, once."""
    out = [
        Step("实际", f"{amount.label or name}：{figure_text(amount)}", amount.rests_on)
        for name, amount in work.quantities.items()
        if isinstance(amount, Amount) and amount.rests_on is not None
    ]
    return [*out, *(Step("换算", text) for text in work.conversions)]


def put_in(work: Work, expr: Expr, value: Measured | None) -> str:
    """Return ``57人 ÷ 57人 × 100% = 100%``; a value that does not end stands behind ``≈``."""

    def figure(name: str) -> str:
        match work.quantities.get(name):
            case Amount() as amount:
                text = figure_text(amount)
                return f"({text})" if amount.value < 0 else text
            case Missing():
                return f"{print_name(name)}（未填）"
            case _:
                return print_name(name)

    def members(name: str) -> str:
        group = work.group(name)
        if group is None or not group.members:
            return print_name(name)
        return "，".join("（未填）" if isinstance(m, Missing) else figure_text(m) for m in group.members)

    figures = print_expr(expr, figure, members)
    if value is None:
        return f"{figures}，算不出"
    text = text_of(value)
    if text.startswith("≈"):
        return figures if text == figures else f"{figures} ≈ {text[1:]}"
    return figures if text == figures else f"{figures} = {text}"


def side(where: str, work: Work, expr: Expr, value: Measured | None) -> str:
    """Return one side of a comparison: ``左边：三公经费 = 43.41万元``."""
    head = f"{print_name(expr.text)} = " if isinstance(expr, Name) and value is not None else ""
    return f"{where}：{head}{put_in(work, expr, value)}"


def verdict(left: Measured, op: str, right: Measured, holds: bool, tolerance: Fraction) -> str:
    """Return ``43.41万元 ≤ 44万元：成立，相差 0.59万元``; both sides in one unit."""
    percent = left.percent or right.percent
    a, b = evolve(left, percent=percent), evolve(right, percent=percent)
    gap = abs(a.value - b.value)
    apart = f"，相差 {text_of(evolve(a, value=gap))}" if gap else ""
    allowed = f"（容差 {text_of(evolve(a, value=tolerance))}）" if tolerance else ""
    return f"{text_of(a)} {op} {text_of(b)}：{'成立' if holds else '不成立'}{apart}{allowed}"
