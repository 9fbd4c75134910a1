"""What an actual value (实际完成值) is read into: one frozen value, most of whose fields are empty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from attrs import field, fields

from ..base.exact import plain
from ..base.problem import Problem
from ..base.values import frozen
from .readings import BASE_WORDS, OPS, Change, Op, Rank, Sense, date_words, problem_dict

__all__ = ["Actual", "Claim", "plain_actual"]

Claim = Literal["achieved", "partial", "missed"]

_CLAIM_WORDS = {"achieved": "达成预期指标", "partial": "部分达成预期指标", "missed": "未达成预期指标"}


@frozen(slots=False)
class Actual:
    """An actual value.

    ``value`` is in ``unit`` as written (``43.41万元``: 43.41 and 万元; None where no unit is written). ``sign`` is a sign
    written in the text, which makes it a statement and not a figure. ``rank`` is a place in a ranking, ``claim`` a
    statement of how far the target was reached, ``words`` a text without figures, ``date`` ``2024-12-05`` (without a
    year ``--12-05``), ``period`` months from and to, ``low`` and ``high`` a range, ``sense`` and ``base`` those of a growth
    or fall, ``level`` says that the figure is where a rise or fall ended (降至93%), ``change`` a growth beside a value, ``parts`` several figures of which none was picked. ``missing`` says
    that nothing was filled in, ``unclear`` why the text cannot be read. ``text`` is the text as written; it,
    ``problems`` and ``remarks`` do not count when two readings are compared.
    """

    value: Decimal | None = None
    unit: str | None = None
    sign: Op | None = None
    rank: Rank | None = None
    claim: Claim | None = None
    words: str | None = None
    date: str | None = None
    period: tuple[str, str] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    sense: Sense | None = None
    base: str | None = None
    approx: bool = False
    change: Change | None = None
    parts: tuple[Actual, ...] = ()
    missing: bool = False
    unclear: str | None = field(default=None, eq=lambda why: why is not None)
    level: bool = field(default=False, eq=False)
    text: str = field(default="", eq=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    remarks: tuple[str, ...] = field(default=(), eq=False)

    def in_unit(self, unit: str) -> Actual:
        """Return the same figure, written without a unit, in the unit of its column's heading."""
        out = _new(Actual)
        out.__dict__.update(self.__dict__, unit=unit, remarks=(*self.remarks, f"单位“{unit}”取自表头"))
        return out

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that apply as plain JSON types, numbers as decimal strings, with ``problems``."""
        return {**self._fields(), "problems": [problem_dict(p) for p in self.problems]}

    def _fields(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if self.value is not None:
            out |= {"value": plain(self.value), "unit": self.unit}
        if self.low is not None and self.high is not None:
            out |= {"low": plain(self.low), "high": plain(self.high), "unit": self.unit}
        if self.rank is not None:
            out["rank"] = {"value": plain(self.rank.value), "scope": self.rank.scope}
            if self.rank.op is not None:
                out["rank"]["sign"] = self.rank.op
        named = (("sign", self.sign), ("claim", self.claim), ("text", self.words), ("date", self.date))
        out |= {key: value for key, value in named if value is not None}
        if self.sense is not None:
            out |= {"sense": self.sense, "base": self.base}
        if self.period is not None:
            out["period"] = {"start": self.period[0], "end": self.period[1]}
        if self.approx:
            out["approx"] = True
        if self.change is not None:
            change = self.change.to_dict()
            out["change"] = {key: change[key] for key in ("value", "unit", "sense", "base")}
        if self.parts:
            out["parts"] = [p._fields() for p in self.parts]
        if self.missing:
            out["missing"] = True
        if self.unclear is not None:
            out["unclear"] = self.unclear
        return out

    def __str__(self) -> str:
        if self.unclear is not None or self.words is not None:
            return self.words if self.words is not None else self.text
        if self.parts:
            return "；".join(map(str, self.parts))
        rank = "" if self.rank is None else str(self.rank)
        limit = {"<=": "前", ">=": "以后"}.get(self.sign or "", "") if self.value is None else ""
        said = [
            self._figure(),
            *([date_words(self.date) + limit] if self.date else []),
            *([str(self.change)] if self.change else []),
        ]
        if self.period is not None:
            said.append(f"{date_words(self.period[0])}至{date_words(self.period[1])}")
        out = "；".join(s for s in said if s)
        if rank:
            out = f"{out}（排名{rank}）" if out else rank
        claim = "" if self.claim is None else _CLAIM_WORDS[self.claim]
        return "，".join(s for s in (out, claim) if s)

    def _figure(self) -> str:
        unit = self.unit or ""
        if self.low is not None and self.high is not None:
            return f"{plain(self.low)}~{plain(self.high)}{unit}"
        if self.value is None:
            return ""
        head = ""
        if self.sense is not None:
            base = "" if self.base is None else BASE_WORDS.get(self.base, f"较{self.base}")
            head = base + ("增长" if self.sense == "increase" else "下降")
        return f"{'约' if self.approx else ''}{head}{OPS[self.sign]}{plain(self.value)}{unit}"


for _field in fields(Actual):
    # A plain figure then needs three entries of its own; the rest are these (see plain_actual).
    setattr(Actual, _field.name, _field.default)
_new = object.__new__


def plain_actual(value: Decimal, unit: str | None, text: str) -> Actual:
    """Return the reading of a plain figure, made without the cost of twenty fields."""
    out = _new(Actual)
    own = out.__dict__
    own["value"] = value
    own["unit"] = unit
    own["text"] = text
    return out
