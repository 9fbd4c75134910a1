"""评分办法: policy as data. Who issued it, for which years, and every choice a score rests on.

A scheme is read from located nodes; each value knows where it was written (``place``), so that ``explain`` can show
which file — the scheme itself or the one it is based on (基于) — settled it.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import field

from ..base.problem import Place
from ..base.values import frozen
from ..plugins import Named
from .aggregation import Aggregation

__all__ = [
    "SITES",
    "STAGES",
    "CheckFormula",
    "CheckSetting",
    "Choice",
    "Citation",
    "Conventions",
    "DefaultClause",
    "GradeBand",
    "PointsPlan",
    "Rounding",
    "Scheme",
]

SITES = ("三级指标得分", "二级指标得分", "一级指标得分", "总分")
"""舍入环节: where scores are rounded; what lies below the site is carried exactly."""
STAGES = ("目标审核", "监控", "自评", "复核", "部门评价", "财政评价")

UNVERIFIED = "待核"
VERIFIED = "已核"


@frozen
class Citation:
    """依据: the document a rule rests on. ``status`` is 已核 or 待核 (not compared with the official text)."""

    document: str
    number: str = ""
    article: str = ""
    status: str = UNVERIFIED
    note: str = ""

    def __str__(self) -> str:
        head = "".join(p for p in (self.number, self.document) if p)
        tail = f" {self.article}" if self.article else ""
        return f"{head}{tail}" + ("（待核）" if self.status == UNVERIFIED else "")


@frozen
class Choice:
    """One named choice (约定): its value, and what the file says of it."""

    name: str
    value: str
    status: str = ""
    basis: str = ""
    note: str = ""
    place: Place | None = field(default=None, eq=False)
    detail: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """Return a further setting of the choice (``幅度`` of 超额完成, ``限额`` …)."""
        return dict(self.detail).get(name)


@frozen
class Rounding:
    """舍入: the site, the number of decimal places, and the mode of :mod:`perfscore.base.exact`."""

    site: str = "三级指标得分"
    places: int = 2
    mode: str = "四舍五入"
    place: Place | None = field(default=None, eq=False)


@frozen
class GradeBand:
    """One grade: everything from ``low`` 分 (included) up to the next higher band."""

    name: str
    low: Decimal
    place: Place | None = field(default=None, eq=False)


@frozen
class PointsPlan:
    """分值方案: the points of the first-level blocks, 预算执行 among them."""

    name: str
    points: tuple[tuple[str, Decimal], ...]
    basis: str = ""
    place: Place | None = field(default=None, eq=False)

    def get(self, block: str) -> Decimal | None:
        """Return the points of a block (分), or None where the plan does not speak of it."""
        return dict(self.points).get(block)


@frozen
class DefaultClause:
    """默认评分: the clause for all rows of one nature (正向, 反向, 等于, 区间, 定性, 时限, 预算执行 …)."""

    nature: str
    text: str
    basis: str = ""
    status: str = ""
    note: str = ""
    place: Place | None = field(default=None, eq=False)


@frozen
class Conventions:
    """约定: the named choices of a scheme; a choice nobody named is absent, never assumed."""

    items: tuple[Choice, ...] = ()

    def get(self, name: str) -> Choice | None:
        """Return the choice of that name, or None."""
        for item in self.items:
            if item.name == name:
                return item
        return None

    def value(self, name: str) -> str | None:
        """Return the value of the choice of that name, or None."""
        item = self.get(name)
        return item.value if item else None


@frozen
class CheckSetting:
    """勾稽: what a scheme says of one built-in check, by its name.

    ``enabled`` is None where the scheme only tunes it; ``severity`` is 错误, 疑点, 待说明 or empty; ``parameters`` are
    texts by name (容差, 阈值 …), which the check itself reads; ``exempt`` (免除) names rows or cells it leaves out,
    each with the reason.
    """

    name: str
    enabled: bool | None = None
    severity: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    exempt: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    place: Place | None = field(default=None, eq=False)


@frozen
class CheckFormula:
    """勾稽/自定: a cross-check written as a formula, ``tolerance`` (容差) as written, in the unit of its left side."""

    id: str
    formula: str
    tolerance: str = ""
    severity: str = ""
    note: str = ""
    enabled: bool = True
    reason: str = ""
    place: Place | None = field(default=None, eq=False)


@frozen
class Scheme:
    """A scheme, resolved: parents (基于) merged in.

    ``id`` is the pack id (``national/self-evaluation-2021``) or the title of a scheme without one. ``full_score`` in
    分. ``extensions`` (扩展) are the plug-ins it names. ``default_directions`` maps second-level indicators to 正向/反向/等于 for targets written without a sign.
    """

    id: str
    title: str
    citations: tuple[Citation, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    stage: str = "自评"
    full_score: Decimal = Decimal(100)
    rounding: Rounding = Rounding()
    points_plans: tuple[PointsPlan, ...] = ()
    transfer: tuple[tuple[str, str], ...] = ()
    grades: tuple[GradeBand, ...] = ()
    default_clauses: tuple[DefaultClause, ...] = ()
    default_directions: tuple[tuple[str, str], ...] = ()
    conventions: Conventions = Conventions()
    words: tuple[tuple[str, str], ...] = ()
    word_places: tuple[Place, ...] = field(default=(), eq=False, repr=False)
    extensions: tuple[Named, ...] = ()
    checks: tuple[CheckSetting, ...] = ()
    check_formulas: tuple[CheckFormula, ...] = ()
    aggregation: Aggregation = field(factory=Aggregation)
    parents: tuple[str, ...] = ()
    place: Place | None = field(default=None, eq=False)

    def covers(self, year: int) -> bool:
        """Tell whether the scheme holds for ``year`` (适用年度, both ends included)."""
        return (self.first_year is None or self.first_year <= year) and (
            self.last_year is None or year <= self.last_year
        )

    def clause_for(self, nature: str) -> DefaultClause | None:
        """Return the default clause for a nature, or None."""
        for item in self.default_clauses:
            if item.nature == nature:
                return item
        return None

    def direction_for(self, subcategory: str) -> str | None:
        """Return the direction of signless targets under a second-level indicator; 指标 at the end may be missing."""
        table = dict(self.default_directions)
        short = subcategory.removesuffix("指标")
        return table.get(subcategory) or table.get(short) or table.get(short + "指标")

    def grade_of(self, rounded_total: Decimal) -> str | None:
        """Return the grade of a total that has already been rounded; None where no band reaches down to it."""
        for band in self.grades:
            if rounded_total >= band.low:
                return band.name
        return None
