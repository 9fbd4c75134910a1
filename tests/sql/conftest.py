from __future__ import annotations

from collections.abc import Iterator

import pytest

from .engines import Duck, Engine, Postgres, postgres_server

pytest.importorskip("sqlglot", reason="sqlglot 没有安装")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    yield from postgres_server()


@pytest.fixture(params=["duckdb", "postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    made = Duck() if request.param == "duckdb" else Postgres(request.getfixturevalue("server"))
    yield made
    made.connection.close()
