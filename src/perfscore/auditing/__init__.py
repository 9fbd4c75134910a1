"""Room: auditing — results that were written are read back, checked, and compared with what is computed now.

What a written result may look like stands once, in :mod:`.layout`; the reader, the JSON Schema and the page
``docs/结果.md`` all follow it. Nothing is scored here: the recomputed evaluation is given.
"""

from __future__ import annotations

from .comparing import Difference, compare_payloads
from .finding import named_sources
from .schema import SCHEMAS, schema_text
from .stored import StoredResult, read_result
from .verifying import Verification, verify_result

__all__ = [
    "SCHEMAS",
    "Difference",
    "StoredResult",
    "Verification",
    "compare_payloads",
    "named_sources",
    "read_result",
    "schema_text",
    "verify_result",
]
