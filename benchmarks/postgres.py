"""A PostgreSQL server of our own for tests and measurements: a new folder, a free port, stopped and removed at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["ServerFailed", "binaries", "server"]


class ServerFailed(Exception):
    """The server's programs are there but did not start it."""


def binaries() -> Path | None:
    """Return where the programs of the newest installed server are; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        return None
    return found[-1].parent if found else Path(str(on_path)).parent


def _as_server(command: list[str]) -> list[str]:
    """Return the command as the user the server's package made: it refuses to run as root."""
    if os.getuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def server(*settings: str) -> Iterator[str]:
    """Start a server and give how to reach it. Raises :class:`ServerFailed`."""
    programs = binaries()
    if programs is None:
        raise ServerFailed("no initdb found")
    folder = Path(tempfile.mkdtemp(prefix="perfscore-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}

    def call(*command: str) -> None:
        log = folder / "calls"
        with log.open("wb") as out:
            done = subprocess.run(
                _as_server(list(command)), cwd=folder, env=environment, stdout=out, stderr=out, check=False
            )
        if done.returncode != 0:
            raise ServerFailed(f"{Path(command[0]).name}: {log.read_text('utf-8', 'replace')[-2000:]}")

    try:
        call(str(programs / "initdb"), "-D", str(data), "-U", "perfscore", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", "fsync=off"]
        says = " ".join(f"-c {option}" for option in (*options, *settings))
        call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", says, "start")
        try:
            yield f"host=127.0.0.1 port={port} user=perfscore dbname=postgres"
        finally:
            call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
