"""Room for columns out of Arrow's own pool."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

__all__ = ["memory"]


def memory(size: int, kind: Any) -> NDArray[Any]:
    """Return room for ``size`` values: pages that were used before need not be asked of the system again."""
    whole = np.dtype(kind).itemsize * size
    return np.frombuffer(pa.allocate_buffer(whole), kind) if size else np.empty(0, kind)
