"""Digits with their unit, read from the bytes of a whole column of texts at once: ``7.7%``, ``43.41万元``, ``-0.5``.

Only plain ones: an optional minus, no leading zeros, at most one point with digits on both sides, at most 18 digits, and
just this unit behind them. Everything else is no number here and is left to the readers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .kernel import BLOCK, Bools, Longs
from .pages import memory

__all__ = ["DECIMALS", "read"]

DIGITS, DECIMALS = 18, 9
LONGEST = DIGITS + 2
_TENS = np.array([10**k for k in range(DIGITS + 1)], np.int64)
Bytes = NDArray[np.uint8]


def read(array: Any, unit: str) -> tuple[Longs, int, Bools]:
    """Return the figures of a ``string`` or ``large_string`` array as whole numbers of ``10^-scale``, the scale, and where they are."""
    kind = np.int64 if pa.types.is_large_string(array.type) else np.int32
    _, begin, data = array.buffers()
    n = len(array)
    offsets = np.frombuffer(begin, kind)[array.offset : array.offset + n + 1]
    held = np.zeros(1, np.uint8) if data is None or not data.size else np.frombuffer(data, np.uint8)
    values, good, places = memory(n, np.int64), np.empty(n, np.bool_), np.empty(n, np.uint8)
    tail = unit.encode()
    for start in range(0, n, BLOCK):
        here = slice(start, min(start + BLOCK, n))
        edges = offsets[here.start : here.stop + 1].astype(np.intp)
        _block(held, edges[:-1], edges[1:] - len(tail), tail, not unit, values[here], good[here], places[here])
    if array.null_count:
        good &= array.is_valid().to_numpy(zero_copy_only=False)
    scale = int(places[good].max()) if good.any() else 0
    return _scaled(values, good, places, scale), scale, good


def _scaled(values: Longs, good: Bools, places: Bytes, scale: int) -> Longs:
    """Bring all figures to the same scale; those that would need more digits than fit are none."""
    if not scale:
        return values
    more = np.where(good, scale - places.astype(np.int8), 0)
    np.logical_and(good, np.abs(values) < _TENS[DIGITS - more], out=good)
    return np.multiply(values, _TENS[np.where(good, more, 0)], out=values)


def _block(
    held: Bytes,
    begin: NDArray[np.intp],
    end: NDArray[np.intp],
    tail: bytes,
    bare: bool,
    values: Longs,
    good: Bools,
    places: Bytes,
) -> None:
    """Read one block: the digits from left to right, a byte of all texts at a time."""
    np.greater(end, begin, out=good)
    for k, byte in enumerate(tail):
        np.logical_and(good, held.take(end + k, mode="clip") == byte, out=good)
    first = held.take(begin, mode="clip")
    minus = first == 45
    at = begin + minus
    length = np.where(good, end - at, 0)
    np.logical_and(good, (length > 0) & (length <= LONGEST), out=good)
    length = np.where(good, length, 0).astype(np.uint8)
    places[:] = 0
    values[:] = 0
    dots, leading = np.zeros(len(good), np.uint8), None
    for k in range(int(length.max(initial=0))):
        byte = held.take(at + k, mode="clip")
        inside = length > k
        digit = byte - np.uint8(48)
        is_digit = (digit <= 9) & inside
        if leading is None:
            leading = byte == 48
        np.logical_and(good, is_digit | ((byte == 46) | ~inside), out=good)
        dots += (byte == 46) & inside
        places += is_digit & (dots > 0)
        np.multiply(values, 10, out=values, where=is_digit)
        np.add(values, digit, out=values, where=is_digit)
    count = length - dots
    before = count - places
    good &= (dots <= 1) & (before >= 1) & ((dots == 0) | (places >= 1))
    good &= (count <= DIGITS) & (places <= DECIMALS)
    if leading is not None:
        good &= ~leading | (before == 1)
    if bare:
        good &= ~((dots == 0) & (count >= 4) & ~minus)
    np.negative(values, out=values, where=minus)
