"""Helpers of these tests: sections of a golden file, trees as plain data, places of a tree."""

from __future__ import annotations

from pathlib import Path

from perfscore.base.frames import frames
from perfscore.base.problem import Place, Problem
from perfscore.source import Mapping, Node, Scalar, Sequence, parse, source_from_text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
YAML_FILES = sorted([*(ROOT / "examples").rglob("*.yaml"), *(ROOT / "rules").rglob("*.yaml")])


def sections(name: str) -> list[tuple[str, str, str]]:
    """Read a golden file: ``##### title``, the YAML, ``-----``, the messages."""
    out = []
    for part in (HERE / name).read_text("utf-8").split("##### ")[1:]:
        title, rest = part.split("\n", 1)
        text, said = rest.split("\n-----\n", 1)
        out.append((title, text.replace("␉", "\t").replace("⍽", "\u00a0"), said.strip("\n")))
    return out


def said(text: str, loader: str = "auto") -> str:
    """Parse and return all messages framed."""
    return frames(parse(source_from_text(text, "表.yaml"), loader=loader)[1])


def found(text: str) -> tuple[object, list[Problem]]:
    """Parse and return plain data and the problems."""
    node, problems = parse(source_from_text(text, "表.yaml"))
    return (None if node is None else plain(node)), list(problems)


def plain(node: Node) -> object:
    """Return a tree as dicts, lists and texts (of two equal keys the last)."""
    match node:
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain(i) for i in items]
        case Mapping(entries):
            return {k.text: plain(v) for k, v in entries}


def everything(node: Node | None) -> list[tuple[str, str, str, Place]]:
    """Return kind, text, style and place of every node, keys included."""
    match node:
        case None:
            return []
        case Scalar():
            return [("scalar" + str(node.is_empty), node.text, node.style, node.place)]
        case Sequence():
            return [("seq", "", "", node.place), *(row for i in node.items for row in everything(i))]
        case Mapping():
            rows = [("map", "", "", node.place)]
            for k, v in node.entries:
                rows += everything(k) + everything(v)
            return rows
