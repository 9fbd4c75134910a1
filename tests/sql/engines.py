"""The two databases, and what the interpreter says to the same records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import pytest
from benchmarks.postgres import binaries, server

from perfscore.compiling.fields import Fields
from perfscore.evaluation.evaluating import evaluate_plan
from perfscore.planning import Plan

__all__ = ["Duck", "Engine", "Postgres", "expected", "postgres_server", "result_of"]

Row = dict[str, Any]


class Engine(Protocol):
    """One database, as the tests use it."""

    dialect: str

    def run(self, sql: str) -> list[Row]: ...
    def fill(self, table: str, types: Mapping[str, str], records: Iterable[Sequence[Any]]) -> None: ...


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _create(table: str, types: Mapping[str, str]) -> str:
    columns = ", ".join(f"{quoted(n)} {t}" for n, t in types.items())
    return f"CREATE TABLE {quoted(table)} ({columns})"


class Duck:
    """DuckDB in this process."""

    dialect = "duckdb"

    def __init__(self) -> None:
        duckdb = pytest.importorskip("duckdb", reason="DuckDB（duckdb）没有安装")
        self.connection = duckdb.connect(config={"threads": 1})

    def run(self, sql: str) -> list[Row]:
        found = self.connection.execute(sql)
        names = [d[0] for d in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def fill(self, table: str, types: Mapping[str, str], records: Iterable[Sequence[Any]]) -> None:
        self.connection.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
        self.connection.execute(_create(table, types))
        rows = [list(r) for r in records]
        if rows:
            self.connection.executemany(f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' * len(types))})", rows)


class Postgres:
    """PostgreSQL, on a server of the tests' own."""

    dialect = "postgres"

    def __init__(self, dsn: str) -> None:
        psycopg = pytest.importorskip("psycopg", reason="PostgreSQL 的客户端（psycopg）没有安装")
        self.connection = psycopg.connect(dsn, autocommit=True)

    def run(self, sql: str) -> list[Row]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            if cursor.description is None:
                return []
            names = [d.name for d in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def fill(self, table: str, types: Mapping[str, str], records: Iterable[Sequence[Any]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {quoted(table)} CASCADE")
            cursor.execute(_create(table, types))
            with cursor.copy(f"COPY {quoted(table)} FROM STDIN") as copy:
                for row in records:
                    copy.write_row(row)


def postgres_server() -> Iterator[str]:
    """Start a server in a folder of its own and give how to reach it; stop it at the end."""
    if binaries() is None:
        pytest.skip("没有 PostgreSQL 服务器（Debian：apt-get install postgresql）")
    with server() as dsn:
        yield dsn


# --- what must come out -------------------------------------------------------------------------------------------


def expected(plan: Plan, fields: Fields, values: Sequence[Any]) -> Row:
    """Return what :func:`perfscore.evaluate` gives a record, in the columns of the result."""
    found = evaluate_plan(plan, fields.facts(values, plan))
    names = [r.name for r in found.rows]
    out: Row = {}
    for row in found.rows:
        name = row.name if names.count(row.name) == 1 else row.id
        out |= {
            f"{name}_得分": row.score,
            f"{name}_结果": row.outcome,
            f"{name}_达标": row.met,
            f"{name}_依据": row.basis,
            f"{name}_最低": row.low,
            f"{name}_最高": row.high,
        }
    return out | {
        "total": found.total,
        "full_score": found.full_score,
        "settled": found.settled,
        "grade": found.grade,
        "low": found.low,
        "high": found.high,
        "unread": 0,
    }


def result_of(row: Row) -> Row:
    """Return a row of the result without the columns that were handed through."""
    return {k: v for k, v in row.items() if k != "编号"}
