"""What results in waiting have in common: they equal, hash and are pickled as ones that were built whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from attrs import fields

__all__ = ["Waiting"]


class Waiting:
    """Mixed in before the attrs class whose values are worked out on first use."""

    __slots__ = ()
    _whole: ClassVar[type]

    def __init_subclass__(cls) -> None:
        """Remember which class the values belong to: the attrs class that stands behind this one."""
        cls._whole = next(base for base in cls.__mro__[1:] if hasattr(base, "__attrs_attrs__"))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, self._whole):
            return NotImplemented
        return all(getattr(self, f.name) == getattr(other, f.name) for f in fields(self._whole) if f.eq)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        make, parts = self.__reduce__()
        return hash(make(*parts))

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._whole, tuple(getattr(self, f.name) for f in fields(self._whole))
