"""Line charts on two logarithmic axes as a small SVG file; nothing but text is written, so a diff shows what changed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

__all__ = ["Line", "Panel", "draw"]

COLOURS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b9770e", "#34495e", "#d35484")
MARKS = ("circle", "square", "diamond")
WIDTH, HEIGHT = 460, 330
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 34, 44
FONT = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"


class Line(NamedTuple):
    """One series: its name, and points (x, y) with both above 0."""

    label: str
    points: Sequence[tuple[float, float]]


class Panel(NamedTuple):
    """One chart with its title and the names of its axes."""

    title: str
    x: str
    y: str
    lines: Sequence[Line]


def draw(panels: Sequence[Panel], across: int = 2) -> str:
    """Return an SVG document with the panels in rows of ``across``, one legend for all below."""
    names = list(dict.fromkeys(line.label for panel in panels for line in panel.lines))
    down = -(-len(panels) // across)
    legend = 22 * -(-len(names) // across) + 14
    width, height = WIDTH * across, HEIGHT * down + legend
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" font-size="12" fill="#222">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for n, panel in enumerate(panels):
        out.append(f'<g transform="translate({WIDTH * (n % across)},{HEIGHT * (n // across)})">')
        out += _panel(panel, names)
        out.append("</g>")
    for n, name in enumerate(names):
        x, y = WIDTH * (n % across) + LEFT, HEIGHT * down + 18 + 22 * (n // across)
        out.append(f'<path d="M{x} {y}h26" stroke="{_colour(n)}" stroke-width="2" fill="none"{_dash(n)}/>')
        out += [_mark(n, x + 13, y), f'<text x="{x + 34}" y="{y + 4}">{escape(name)}</text>']
    return "\n".join([*out, "</svg>"]) + "\n"


def _panel(panel: Panel, names: Sequence[str]) -> list[str]:
    xs = [p[0] for line in panel.lines for p in line.points] or [1.0]
    ys = [p[1] for line in panel.lines for p in line.points] or [1.0]
    x_low, x_high = _decades(xs)
    y_low, y_high = _decades(ys)

    def at(x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - x_low) / (x_high - x_low)
        up = (log10(y) - y_low) / (y_high - y_low)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    out = [f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{escape(panel.title)}</text>']
    for power in range(x_low, x_high + 1):
        x, _ = at(10.0**power, 10.0**y_low)
        out.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        out.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{_tick(power)}</text>')
    for power in range(y_low, y_high + 1):
        _, y = at(10.0**x_low, 10.0**power)
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_tick(power)}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    out.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(panel.x)}</text>')
    turn = f"rotate(-90 14 {HEIGHT / 2})"
    out.append(f'<text x="14" y="{HEIGHT / 2}" text-anchor="middle" transform="{turn}">{escape(panel.y)}</text>')
    for line in panel.lines:
        n = names.index(line.label)
        places = [at(x, y) for x, y in line.points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        out.append(f'<path d="M{path}" stroke="{_colour(n)}" stroke-width="2" fill="none"{_dash(n)}/>')
        out += [_mark(n, x, y) for x, y in places]
    return out


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values)) + 1e-9), ceil(log10(max(values)) - 1e-9)
    return low, max(high, low + 1)


def _tick(power: int) -> str:
    if power >= 4:
        return {4: "1万", 5: "10万", 6: "100万", 7: "1000万", 8: "1亿"}.get(power, f"10^{power}")
    return f"{10.0**power:g}"


def _colour(n: int) -> str:
    return COLOURS[n % len(COLOURS)]


def _dash(n: int) -> str:
    return ' stroke-dasharray="6 3"' if n >= len(COLOURS) else ""


def _mark(n: int, x: float, y: float) -> str:
    match MARKS[n % len(MARKS)]:
        case "circle":
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_colour(n)}"/>'
        case "square":
            return f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="{_colour(n)}"/>'
        case _:
            return f'<path d="M{x:.1f} {y - 4.5:.1f}l4.5 4.5-4.5 4.5-4.5-4.5z" fill="{_colour(n)}"/>'
