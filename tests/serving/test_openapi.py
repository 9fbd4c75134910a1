"""/openapi.json is honest: schemathesis finds no answer it does not tell of, and every status it tells of is met."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.seed import CASE, FACTS, TABLE
from tests.serving.running import NEVER, SCORE, Server, codes, server

httpx = pytest.importorskip("httpx", reason="httpx is not installed: pip install httpx")
schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install schemathesis")
jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed: pip install jsonschema")

EXAMPLES = 40
RECORDS: dict[str, Any] = {
    "rules": {"name": "indicators.yaml"},
    "records": [{"三公经费支出": "43.41万元"}, {"三公经费": 1}],
    "detail": "rows",
}


@pytest.fixture(scope="module")
def here() -> Iterator[Server]:
    with server("--workers", "1", "--max-body", "200000", "--body-time", "2") as running:
        yield running


@pytest.fixture(scope="module")
def told(here: Server) -> dict[str, Any]:
    return dict(here.client.get("/openapi.json").json())


@pytest.fixture(scope="module")
def api(here: Server) -> Any:
    config = schemathesis.Config.from_dict(
        {
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ["2XX", 409, 422]},
                "negative_data_rejection": {"expected-statuses": [400, 404, 405, 408, 411, 415, 422]},
            }
        }
    )
    return schemathesis.openapi.from_url(f"http://127.0.0.1:{here.port}/openapi.json", config=config)


OPERATIONS = [
    ("POST", "/v1/score"), ("POST", "/v1/score-rows"), ("POST", "/v1/score-records"), ("POST", "/v1/check"),
    ("POST", "/v1/read"),
    ("GET", "/v1/packs"), ("GET", "/v1/rules"), ("POST", "/v1/reload"), ("GET", "/healthz"), ("GET", "/readyz"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [(m, p, "POSITIVE") for m, p in OPERATIONS] + [(m, p, "NEGATIVE") for m, p in OPERATIONS[:5]],
)
def test_no_answer_is_other_than_told(api: Any, method: str, path: str, mode: str) -> None:
    operation = api[path][method]
    cases = operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode])
    answered = []

    @settings(
        max_examples=EXAMPLES if path in BODIES else 2,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def run(case: Any) -> None:
        answered.append(case.call_and_validate().status_code)

    run()
    assert answered
    assert max(answered) < 500


def validator(told: dict[str, Any], name: str) -> Any:
    return jsonschema.Draft202012Validator({**told, "$ref": f"#/components/schemas/{name}"})


def test_an_evaluation_is_as_told_and_nothing_is_left_untold(here: Server, told: dict[str, Any]) -> None:
    answer = here.post("/v1/score", SCORE).json()
    assert list(validator(told, "Evaluation").iter_errors(answer)) == []
    assert untold(answer, {"$ref": "#/components/schemas/Evaluation"}, told, "") == []


def test_records_are_as_told_and_nothing_is_left_untold(here: Server, told: dict[str, Any]) -> None:
    answer = here.post("/v1/score-records", RECORDS).json()
    assert [sorted(r) for r in answer["results"]][1] == ["problems"]
    assert list(validator(told, "RecordScores").iter_errors(answer)) == []
    assert untold(answer, {"$ref": "#/components/schemas/RecordScores"}, told, "") == []


def untold(value: Any, schema: dict[str, Any], told: dict[str, Any], path: str) -> list[str]:
    """Return the keys of an answer that the document does not name."""
    if "$ref" in schema:
        schema = told["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        return min((untold(value, s, told, path) for s in schema["anyOf"] if s.get("type") != "null"), key=len)
    if isinstance(value, list):
        return [u for item in value for u in untold(item, schema.get("items", {}), told, path + "[]")]
    if not isinstance(value, dict):
        return []
    known = schema.get("properties", {})
    found = [f"{path}/{k}" for k in value if k not in known]
    return found + [u for k, v in value.items() if k in known for u in untold(v, known[k], told, f"{path}/{k}")]


def test_the_document_is_of_openapi_3_1(told: dict[str, Any]) -> None:
    assert told["openapi"].startswith("3.1")
    assert {(m.upper(), p) for p, methods in told["paths"].items() for m in methods} == set(OPERATIONS)
    for schema in told["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


BODIES: dict[str, dict[int, Any]] = {
    "/v1/score": {
        200: SCORE,
        400: {},
        409: {**SCORE, "rules": {"name": "indicators.yaml", "digest": "0"}},
        422: {"rules": {"pack": "none/none"}, "facts": {}},
    },
    "/v1/score-rows": {200: {"rows": [{"三级指标": "甲"}]}, 400: {"rows": 1}, 422: {"rows": [{"分值": "1"}]}},
    "/v1/score-records": {
        200: RECORDS,
        400: {},
        409: {**RECORDS, "rules": {"name": "indicators.yaml", "digest": "0"}},
        422: {**RECORDS, "rules": {"pack": "none/none"}},
    },
    "/v1/check": {200: {"text": TABLE.read_text("utf-8")}, 400: {"texts": ""}, 422: None},
    "/v1/read": {200: {"as": "actual", "texts": ["5家"]}, 400: {"as": "target"}, 422: None},
}


@pytest.mark.parametrize("path", BODIES)
def test_every_status_told_of_is_met(here: Server, told: dict[str, Any], path: str) -> None:
    """422 of check and read, and 503, are met below."""
    for status, body in BODIES[path].items():
        if body is not None:
            assert here.post(path, body).status_code == status
    assert here.post(path, b" " * 200_001).status_code == 413
    assert here.post(path, b"", **{"content-type": "text/plain"}).status_code == 415
    with here.raw() as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(12) == b"HTTP/1.1 408"
    met = {*map(str, BODIES[path]), "408", "413", "415", "503"}
    assert set(told["paths"][path]["post"]["responses"]) == met


def test_a_server_without_time_tells_so_everywhere() -> None:
    with server("--workers", "1", "--time-limit", "0.0001") as running:
        for path in BODIES:
            got = running.post(path, BODIES[path][200])
            assert (got.status_code, codes(got)) == (422, ["H020"])
        assert running.client.get("/v1/packs").status_code == 422


def test_a_server_that_is_full_tells_so_everywhere() -> None:
    with server("--workers", "1", "--time-limit", "1.5", "--queue", "1", "--wait-limit", "0.05") as running:
        slow = running.later("/v1/check", {"text": NEVER})
        running.until(busy=1)
        got = [running.post(path, {}) for path in BODIES]
        got.append(running.client.get("/v1/packs"))
        assert [(g.status_code, g.headers["retry-after"], codes(g)) for g in got] == [(503, "1", ["H019"])] * len(got)
        assert slow.result().status_code == 422


def test_a_server_that_is_not_ready_tells_so_everywhere(told: dict[str, Any]) -> None:
    from perfscore.serving import create_app
    from perfscore.serving.settings import Settings

    async def ask(method: str, path: str) -> httpx.Response:
        transport = httpx.ASGITransport(create_app(Settings(rules=CASE)))
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            return await client.request(method, path, content=b"{}", headers={"content-type": "application/json"})

    for method, path in OPERATIONS:
        got = asyncio.run(ask(method, path))
        assert got.status_code == (200 if path == "/healthz" else 503), path
        name = told["paths"][path][method.lower()]["responses"][str(got.status_code)]
        schema = name["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        assert list(validator(told, schema).iter_errors(got.json())) == []


@pytest.mark.parametrize("path", BODIES)
def test_the_examples_are_answered(here: Server, told: dict[str, Any], path: str) -> None:
    content = told["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    (example,) = [e["value"] for e in content["examples"].values()]
    whole = jsonschema.Draft202012Validator({**told, **content["schema"]})
    assert list(whole.iter_errors(example)) == []
    got = here.post(path, example)
    assert got.status_code == 200
    assert not [p for p in got.json().get("problems", []) if p["severity"] == "error"]


@pytest.mark.parametrize("text", [FACTS.read_text("utf-8")])
def test_problems_are_as_told(here: Server, told: dict[str, Any], text: str) -> None:
    answer = here.post("/v1/check", {"text": text.replace("完成情况:", "完成:"), "name": "a.yaml"}).json()
    assert answer["problems"]
    assert list(validator(told, "Checked").iter_errors(answer)) == []
    for problem in answer["problems"]:
        assert untold(problem, {"$ref": "#/components/schemas/ProblemModel"}, told, "") == []
