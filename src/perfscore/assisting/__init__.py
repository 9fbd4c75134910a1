"""Room: assisting — tools for office assistants over the Model Context Protocol (extra ``mcp``).

An assistant asks; the tools score, check, read and explain with the same functions as the command line, and answer in
plain JSON with a Chinese text beside it. What cannot be done comes back as problems, never as a traceback. Files are
opened only inside the folder the operator named (``--root``); without one nothing is read but what was sent and the
packs that ship. Nothing is ever written.

=================  =============================================================================
``files``          texts at hand, packs, and files inside the one folder
``arguments``      what a tool takes: its JSON Schema, and holding a call against it
``explaining``     where each value came from, as plain JSON
``tools``          the tools; knows nothing of the protocol
``offering``       packs as resources, and a prompt
``server``         the protocol (the only module that imports ``mcp``)
=================  =============================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcp.server import Server

__all__ = ["create_server", "serve"]


def create_server(root: Path | None = None) -> Server[Any]:
    """Return the server; ``root`` is the folder whose rule and facts files may be read, None for none.

    Raises :class:`~perfscore.PerfscoreError` where the extra ``mcp`` is not installed or ``root`` is no folder.
    """
    from .files import Shelf
    from .needs import demand_extra

    demand_extra()
    shelf = Shelf.at(root)
    from .server import create

    return create(shelf)


def serve(root: Path | None = None) -> int:
    """Serve one client over standard input and output until it closes them; returns the exit status.

    Raises as :func:`create_server`.
    """
    server = create_server(root)
    from .server import run

    run(server)
    return 0
