"""Room: batching — the audit of a folder: many tables in parallel processes, one summary.

The only room that starts processes. A run that was cut off goes on where it stopped and ends with the same bytes.
"""

from .inputs import Collected, Item, collect
from .running import Outcome, run_batch
from .tables import Record

__all__ = ["Collected", "Item", "Outcome", "Record", "collect", "run_batch"]
