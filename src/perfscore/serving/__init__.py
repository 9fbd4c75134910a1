"""Room: serving — the HTTP service for systems written in other languages (extra ``server``).

One process speaks HTTP (FastAPI, uvicorn) and never computes. It hands each body, as it came, to one of several
evaluator processes, which read, score and write JSON; one that takes too long or too much memory is ended and another
takes its place. All of them hold the same snapshot of the folder of rules, so that a request never sees half a change.

=================  ==================================================================================
``settings``       what the operator chooses
``snapshot``       the folder of rules, read once into memory
``book``           rules by pack id, by name or as text → plans, kept by digest  (evaluator)
``exactjson``      JSON without binary floats                                    (evaluator)
``requests``       bodies → what is asked for                                    (evaluator)
``desk``           what is asked for → the answer; the one place that scores     (evaluator)
``evaluator``      the loop of an evaluator process
``wire``           frames between the processes
``pool``           evaluator processes with limits on time, memory and waiting
``hub``            the rules in force, and their reload: whole or not at all
``app``            routes, limits on bodies, log lines
``running``        uvicorn, signals, graceful stop
=================  ==================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from .settings import Settings

__all__ = ["create_app", "serve"]


def create_app(settings: Settings) -> FastAPI:
    """Return the service as an ASGI application, for servers other than ours; its lifespan starts the evaluators.

    Raises :class:`~perfscore.PerfscoreError` where the extra ``server`` is not installed.
    """
    from .needs import demand_extra

    demand_extra()
    from .app import create_app as create

    return create(settings)


def serve(settings: Settings) -> int:
    """Run the service until SIGTERM or SIGINT; returns the exit status.

    Raises :class:`~perfscore.PerfscoreError` where the extra is missing, the rules cannot be used or the port is taken.
    """
    from .needs import demand_extra

    demand_extra()
    from .running import run

    return run(settings)
