"""``python -m perfscore``."""

from .cli import main

raise SystemExit(main())
