"""``data/units.yaml`` → :class:`~perfscore.quantities.units.Units`."""

from __future__ import annotations

from fractions import Fraction
from pkgutil import get_data

from ..source import Mapping, Node, Scalar, Sequence, parse, source_from_text
from .units import Unit, Units

__all__ = ["data_of", "pairs_of", "read_units", "words_of"]

_ONE = Fraction(1)


def data_of(package: str, name: str) -> Mapping:
    """Return the root of a data file of the library; raises :class:`ValueError` where the file is broken."""
    data = get_data(package, f"data/{name}")
    node, problems = parse(source_from_text((data or b"").decode("utf-8"), name))
    if problems or not isinstance(node, Mapping):
        raise ValueError(f"{name}: {'; '.join(map(str, problems))}")
    return node


def words_of(node: Node | None) -> tuple[str, ...]:
    """Return the words of a scalar that lists them with blanks between."""
    return tuple(node.text.split()) if isinstance(node, Scalar) else ()


def pairs_of(node: Node | None) -> tuple[tuple[str, Node], ...]:
    """Return the entries of a mapping with their keys as texts."""
    return tuple((key.text, value) for key, value in node.entries) if isinstance(node, Mapping) else ()


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def read_units() -> Units:
    """Return the unit book that stands in ``data/units.yaml``."""
    root = data_of("perfscore.quantities", "units.yaml")
    known: dict[str, Unit] = {}
    families: dict[str, str] = {}
    rows = root.get("量类")
    for row in rows.items if isinstance(rows, Sequence) else ():
        assert isinstance(row, Mapping)
        family = _text(row.get("名称"))
        families[family] = _text(row.get("依据"))
        for item in words_of(row.get("换算")):
            name, _, factor = item.rpartition("=")
            known.setdefault(name, Unit(name, family, _ONE if factor == "1" else Fraction(factor)))
    for kind, names in pairs_of(root.get("量词")):
        for name in words_of(names):
            known.setdefault(name, Unit(name, name, _ONE, kind == "可通用"))
    return Units(
        known=known,
        spellings={
            word: name for name, words in pairs_of(root.get("折写")) for word in words_of(words) if word != name
        },
        scales={name: int(_text(factor)) for name, factor in pairs_of(root.get("词头"))},
        pers=frozenset(words_of(root.get("每"))),
        families=families,
    )
