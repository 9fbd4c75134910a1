"""Office documents that come out the same every time: a ZIP whose entries carry no time of writing."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["EPOCH", "timeless"]

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - office documents hold times without a zone
"""The one time a written document carries: the earliest a ZIP can hold."""

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)\b[^<>]*>)[^<>]*(</)")


def timeless(document: bytes) -> bytes:
    """Return ``document`` with every time in it, of its entries and its properties, set to :data:`EPOCH`."""
    out = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", data)
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, data)
    return out.getvalue()
