"""The likely reason of a printed score that differs from the computed one: what it is, and how it is said.

It belongs to no payload (``to_dict``): ways of computing may be added, and an old year recomputed must give the
same payload. It is worked out when asked for.
"""

from __future__ import annotations

from ..base.values import frozen

__all__ = ["Reason"]


@frozen
class Reason:
    """Why a printed score (or total) may differ from the computed one.

    ``ways`` names the ways of computing that give the printed figure to the digit, the nearest to the rule first;
    empty where none of those known does. ``zh`` and ``en`` say it in a sentence, neutrally and with the figures.
    """

    zh: str
    en: str
    ways: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether some way of computing gives the printed figure exactly."""
        return bool(self.ways)

    def text(self, lang: str = "zh") -> str:
        """Return the sentence; ``lang`` is ``zh`` or ``en``."""
        return self.en if lang == "en" else self.zh
