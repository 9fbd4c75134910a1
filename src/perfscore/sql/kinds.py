"""Types of columns: what a declared SQL type means for exact arithmetic, and how big its values can get."""

from __future__ import annotations

import re

from attrs import frozen

__all__ = ["FLAG", "NUMBER", "TEXT", "Kind", "read_kind"]

NUMBER, TEXT, FLAG = "number", "text", "flag"

_WHOLE = {
    "TINYINT": 8, "INT1": 8, "SMALLINT": 16, "INT2": 16, "INTEGER": 32, "INT": 32, "INT4": 32,
    "BIGINT": 64, "INT8": 64, "LONG": 64, "HUGEINT": 128, "INT128": 128,
}  # fmt: skip
_NAMES = {8: "TINYINT", 16: "SMALLINT", 32: "INTEGER", 64: "BIGINT", 128: "HUGEINT"}
_TEXTS = frozenset(("TEXT", "VARCHAR", "CHAR", "CHARACTER VARYING", "STRING", "BPCHAR"))
_DECIMAL = re.compile(r"(?:DECIMAL|NUMERIC|DEC)\s*\(\s*([0-9]{1,4})\s*(?:,\s*([0-9]{1,4})\s*)?\)\Z")
_STEP = re.compile(r"(\w+)\s*\*\s*0\.(0*)1\Z")
_SIZED = re.compile(r"\s*\(\s*[0-9]+\s*\)\Z")


@frozen
class Kind:
    """A column's type.

    ``what`` is :data:`NUMBER`, :data:`TEXT` or :data:`FLAG`. A number is a whole number of ``10^-scale``, at least
    ``low`` and at most ``high`` of them; ``stored`` says that the column itself holds that whole number (``BIGINT*0.01``:
    分 for 元) and not the decimal. ``name`` is the type as SQL spells it.
    """

    what: str
    name: str
    scale: int = 0
    low: int = 0
    high: int = 0
    stored: bool = False

    @property
    def precision(self) -> int:
        """Digits of a decimal in all."""
        return len(str(self.high))


def decimal_kind(precision: int, scale: int) -> Kind:
    """Return DECIMAL(precision, scale)."""
    most = 10**precision - 1
    return Kind(NUMBER, f"DECIMAL({precision}, {scale})", scale, -most, most)


def read_kind(text: str) -> Kind | None:
    """Return what a declared type means, or None for one that is not known or holds no exact numbers (DOUBLE)."""
    says = " ".join(text.upper().split())
    if (found := _DECIMAL.match(says)) is not None:
        precision, scale = int(found[1]), int(found[2] or 0)
        return decimal_kind(precision, scale) if precision > 0 and scale <= precision else None
    if (found := _STEP.match(says)) is not None:
        kind = _whole(found[1])
        scale = len(found[2]) + 1
        return None if kind is None else Kind(NUMBER, kind.name, scale, kind.low, kind.high, True)
    if (whole := _whole(says)) is not None:
        return whole
    if _SIZED.sub("", says) in _TEXTS:
        return Kind(TEXT, "TEXT")
    return Kind(FLAG, "BOOLEAN") if says in ("BOOLEAN", "BOOL") else None


def _whole(name: str) -> Kind | None:
    bits = _WHOLE.get(name)
    return None if bits is None else Kind(NUMBER, _NAMES[bits], 0, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
