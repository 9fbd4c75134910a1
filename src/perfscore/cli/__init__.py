"""Room: cli — ``perfscore score | check | read | explain``.

Exit status: 0 fine; 1 the input has errors (bad file, unreadable text, error-level finding under ``--strict``); 2 wrong
use. Nothing is written to the output file unless the run succeeded; a user never sees a traceback for a bad file.
"""

from __future__ import annotations

from .main import main

__all__ = ["main"]
