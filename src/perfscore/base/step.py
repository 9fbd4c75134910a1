"""One step of an explanation: what was done, with the numbers put in."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Step"]


@frozen
class Step:
    """A step on the way from the inputs of a row to its score.

    ``name`` says which stage speaks (``目标``, ``实际``, ``参照``, ``换算``, ``度量``, ``计分``, ``舍入``, ``调整``,
    ``采用``, ``汇总``); ``text`` is the Chinese sentence or formula with its figures, ``rests_on`` names the choice,
    clause or source it rests on, where there is one.
    """

    name: str
    text: str
    rests_on: str | None = None

    def to_dict(self) -> dict[str, str]:
        """Return plain JSON types; ``rests_on`` only where given."""
        out = {"name": self.name, "text": self.text}
        if self.rests_on is not None:
            out["rests_on"] = self.rests_on
        return out
