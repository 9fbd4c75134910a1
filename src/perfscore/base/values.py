"""The decorators of our values: those of attrs, with three methods shared where attrs writes one for every class.

attrs writes ``__init__``, ``__eq__``, ``__hash__`` and ``__repr__`` of a class as source and compiles it when the class
is made. There are some two hundred classes on the way to a first score, and most are never compared or shown: making
all four took a quarter of that time. Here only ``__init__`` is written; the others look at the fields when they are
called. They mean the same, and to everybody else the classes are attrs classes.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["define", "frozen"]


def _decorator(is_frozen: bool) -> Callable[..., Any]:
    def decorate(cls: type | None = None, **options: Any) -> Any:
        if cls is None:
            return lambda cls: decorate(cls, **options)
        if options:
            return attrs.define(cls, frozen=is_frozen, **options)
        own = dict(cls.__dict__)
        made: Any = attrs.define(cls, frozen=is_frozen, eq=False, repr=False)
        if "__repr__" not in own:
            made.__repr__ = _repr
        if "__eq__" not in own:
            made.__eq__, hashed = _comparing(_key(attrs.fields(made)))
            made.__hash__ = own.get("__hash__", hashed if is_frozen else None)
        return made

    return decorate


def _key(fields: tuple[Any, ...]) -> Callable[[Any], object]:
    """Return what gives the fields of an instance that count."""
    counted = [f for f in fields if f.eq]
    if not counted or any(f.eq_key for f in counted):
        return lambda one: tuple((f.eq_key or _same)(getattr(one, f.name)) for f in counted)
    return attrgetter(*(f.name for f in counted))


def _same(value: object) -> object:
    return value


def _comparing(key: Callable[[Any], object]) -> tuple[Callable[[Any, object], Any], Callable[[Any], int]]:
    def equal(self: Any, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash((self.__class__, key(self)))

    return equal, hashed


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in attrs.fields(self.__class__) if f.repr)
    return f"{self.__class__.__qualname__.rsplit('>.', 1)[-1]}({', '.join(shown)})"


if TYPE_CHECKING:
    from attrs import define, frozen
else:
    define, frozen = _decorator(False), _decorator(True)
