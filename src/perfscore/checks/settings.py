"""What a scheme says of the checks (勾稽): off, tuned, another severity, or silent on one row, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction
from functools import cache

from ..base.exact import MAX_DIGITS, decimal_of
from ..base.problem import Problem, Severity, problem
from ..base.values import frozen
from ..rules.cells import fold
from ..rules.scheme import CheckSetting, Scheme
from .values import Family, Parameter, Silenced

__all__ = ["SEVERITIES", "Setting", "read_number", "setting_of", "settings_problems"]

SEVERITIES: dict[str, Severity] = {"错误": "error", "疑点": "warning", "待说明": "ask"}
_NUMBER = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(%?)\s*\Z")


@frozen
class Setting:
    """One family as a scheme has set it: parameters read, exemptions by name."""

    family: Family
    enabled: bool = True
    reason: str = ""
    severity: Severity | None = None
    values: tuple[tuple[str, Fraction | tuple[str, ...]], ...] = ()
    exempt: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The family's name."""
        return self.family.name

    def number(self, name: str) -> Fraction:
        """Return a parameter of kind ratio, amount or count."""
        value = self._value(name)
        assert isinstance(value, Fraction)
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Return a parameter of kind words."""
        value = self._value(name)
        assert isinstance(value, tuple)
        return value

    def _value(self, name: str) -> Fraction | tuple[str, ...]:
        return next(value for known, value in self.values if known == name)

    def spared(self, where: str | None) -> str | None:
        """Return the scheme's reason for leaving a row or cell out, or None.

        An exemption names the whole ``where`` of a finding or one step of it (a row's name, an item, a block).
        """
        if not where or not self.exempt:
            return None
        steps = set(where.split("/")) | {where}
        return next((reason for name, reason in self.exempt if name in steps), None)

    def keep(self, wheres: Iterable[str]) -> tuple[frozenset[str], tuple[Silenced, ...]]:
        """Divide the places of a finding that covers several rows: those that stay, and those the scheme spares."""
        stay, left = set(), []
        for where in wheres:
            reason = self.spared(where)
            if reason is None:
                stay.add(where)
            else:
                left.append(Silenced(self.name, where, reason))
        return frozenset(stay), tuple(left)


def setting_of(family: Family, scheme: Scheme) -> Setting:
    """Return a family as the scheme has set it; what cannot be read keeps its default (see settings_problems)."""
    found = next((s for s in scheme.checks if s.name == family.name), None)
    values = tuple((p.name, _value(p, found)) for p in family.parameters)
    if found is None:
        return Setting(family, values=values)
    return Setting(
        family, found.enabled is not False, found.reason, SEVERITIES.get(found.severity), values,
        tuple((name, reason) for name, reason in found.exempt if reason),
    )  # fmt: skip


def _value(parameter: Parameter, found: CheckSetting | None) -> Fraction | tuple[str, ...]:
    if found is not None:
        text = dict(found.parameters).get(parameter.name)
        value = None if text is None else read_parameter(parameter, text)
        if value is not None:
            return value
    return _default(parameter)


@cache
def _default(parameter: Parameter) -> Fraction | tuple[str, ...]:
    default = read_parameter(parameter, parameter.default)
    assert default is not None
    return default


def read_parameter(parameter: Parameter, text: str) -> Fraction | tuple[str, ...] | None:
    """Read a parameter's text by its kind; None where it is not of that kind."""
    if parameter.kind == "words":
        return tuple(w.strip() for w in text.split("、") if w.strip())
    if "%" in fold(text) and parameter.kind != "ratio":
        return None
    value = read_number(text)
    return None if value is None or (parameter.kind == "count" and value.denominator != 1) else value


def read_number(text: str) -> Fraction | None:
    """Read ``0.01`` or ``5%`` (1/20); None for anything else."""
    found = _NUMBER.match(fold(text))
    if not found or len(found[1]) > MAX_DIGITS:
        return None
    value = Fraction(decimal_of(found[1]))
    return value / 100 if found[2] else value


def settings_problems(scheme: Scheme, families: Iterable[Family]) -> tuple[Problem, ...]:
    """Return what is wrong with a scheme's 勾稽: unknown checks and parameters, exemptions without a reason."""
    by_name = {f.name: f for f in families}
    out: list[Problem] = []
    for item in scheme.checks:
        family = by_name.get(item.name)
        if family is None:
            near = get_close_matches(item.name, by_name, 1, 0.5)
            out.append(
                problem(
                    "K891", place=item.place, name=item.name, near=near[0] if near else "", known="、".join(by_name)
                )
            )
            continue
        out += _parameter_problems(item, family)
        out += (problem("K893", place=item.place, name=item.name, row=n) for n, reason in item.exempt if not reason)
    return tuple(out)


def _parameter_problems(item: CheckSetting, family: Family) -> Iterable[Problem]:
    known = {p.name: p for p in family.parameters}
    for name, text in item.parameters:
        if name not in known:
            listed = "、".join(known) or "无"
            yield problem("K892", place=item.place, name=item.name, parameter=name, known=listed)
        elif read_parameter(known[name], text) is None:
            yield problem(
                "K894", place=item.place, name=item.name, parameter=name, text=text, example=known[name].default
            )
