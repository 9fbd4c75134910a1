"""``python -m perfscore.cli``."""

from . import main

raise SystemExit(main())
