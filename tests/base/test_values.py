"""Our decorators make what those of attrs make: held side by side."""

from __future__ import annotations

import pickle
from functools import cached_property
from typing import Any

import attrs
import pytest

from perfscore.base import values


def shapes(frozen: Any, define: Any) -> dict[str, Any]:
    """Make the same classes with a pair of decorators."""

    @frozen
    class Plain:
        first: int
        second: tuple[str, ...] = ()
        place: str = attrs.field(default="", eq=False, repr=False)

    @frozen
    class Single:
        only: str = "x"

    @frozen
    class Nothing:
        pass

    @frozen
    class Keyed:
        why: str | None = attrs.field(default=None, eq=lambda why: why is not None)

    @frozen
    class Own:
        value: int

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    @frozen
    class Derived(Plain):
        third: int = 3

        @cached_property
        def twice(self) -> int:
            return 2 * self.first

    @frozen(eq=False)
    class Itself:
        value: int

    @define
    class Open:
        items: list[int] = attrs.field(factory=list)

    return {c.__name__: c for c in (Plain, Single, Nothing, Keyed, Own, Derived, Itself, Open)}


OURS, THEIRS = shapes(values.frozen, values.define), shapes(attrs.frozen, attrs.define)
ARGUMENTS: dict[str, list[tuple[Any, ...]]] = {
    "Plain": [(1,), (1, (), "here"), (2, ("a",))],
    "Single": [(), ("y",)],
    "Nothing": [()],
    "Keyed": [(), ("a",), ("b",)],
    "Own": [(1,), (2,)],
    "Derived": [(1,), (1, (), "", 4)],
    "Itself": [(1,), (1,)],
    "Open": [(), ([1],)],
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_equality_hash_and_text_are_those_of_attrs(name: str) -> None:
    ours = [OURS[name](*given) for given in ARGUMENTS[name]]
    theirs = [THEIRS[name](*given) for given in ARGUMENTS[name]]
    for i in range(len(ours)):
        assert repr(ours[i]) == repr(theirs[i])
        assert (ours[i] == 1, ours[i] != 1) == (theirs[i] == 1, theirs[i] != 1)
        for j in range(len(ours)):
            assert (ours[i] == ours[j], ours[i] != ours[j]) == (theirs[i] == theirs[j], theirs[i] != theirs[j])
            if ours[i] == ours[j] and name != "Open":
                assert hash(ours[i]) == hash(ours[j])


def test_a_derived_value_is_another() -> None:
    assert OURS["Plain"](1) != OURS["Derived"](1)
    assert OURS["Derived"](1).twice == 2


def test_what_can_change_has_no_hash_and_what_cannot_is_closed() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(OURS["Open"]())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        OURS["Plain"](1).first = 2


def test_the_classes_are_attrs_classes() -> None:
    for name, ours in OURS.items():
        assert [(f.name, f.eq, f.repr, f.init) for f in attrs.fields(ours)] == [
            (f.name, f.eq, f.repr, f.init) for f in attrs.fields(THEIRS[name])
        ]
        assert getattr(ours, "__match_args__", None) == getattr(THEIRS[name], "__match_args__", None)
    assert attrs.evolve(OURS["Plain"](1), first=2) == OURS["Plain"](2)
    assert attrs.asdict(OURS["Plain"](1)) == {"first": 1, "second": (), "place": ""}


def test_values_of_the_library_travel() -> None:
    from perfscore.rules.facts import Figure

    figure = Figure("5", "万元")
    assert pickle.loads(pickle.dumps(figure)) == figure
    assert repr(figure) == "Figure(text='5', unit='万元', place=None)"
    assert {figure: 1}[Figure("5", "万元")] == 1
    assert figure != Figure("5")
