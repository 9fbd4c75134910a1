"""The shapes of bodies and answers, as /openapi.json shows them. Nothing is parsed with these: bodies go to an
evaluator as they came, because numbers must not pass through a float on the way."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .requests import MAX_ROWS, MAX_TEXTS, YEARS

__all__ = ["ANSWERS", "BODIES", "ERRORS", "EXAMPLES", "NotReady", "Problems", "Reloaded"]

Severity = Literal["error", "warning", "ask"]
Digits = Field(description="十进制数，写成字符串，没有多余的零", examples=["4.64"])
_ONE_OF: list[Any] = [{"required": [k], "properties": {k: {"type": "string"}}} for k in ("pack", "name", "text")]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SchemeRef(_Asked):
    """规则：pack、name、text 写一个，也只写一个。"""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"oneOf": _ONE_OF})
    pack: str | None = Field(
        None, description="内置办法的编号，见 GET /v1/packs", examples=["national/self-evaluation-2021"]
    )
    name: str | None = Field(None, description="已载入的规则文件，见 GET /v1/rules", examples=["益阳/indicators.yaml"])
    text: str | None = Field(None, description="规则的 YAML 原文；其中提到的文件只在规则文件夹里找")


class TableRef(SchemeRef):
    """规则：pack、name、text 写一个，也只写一个；里面要有指标。"""

    digest: str | None = Field(None, description="所要的规则摘要；现在的规则与它不同时答 409，不计分")


class ScoreBody(_Asked):
    """给一张表计分。"""

    rules: TableRef
    facts: str | dict[str, Any] = Field(description="填报数据：与填报数据文件相同的键，或者文件的 YAML 原文")
    year: int | None = Field(None, ge=YEARS[0], le=YEARS[1], description="按哪一年的办法，默认为自评表的年度")


class ScoreRowsBody(_Asked):
    """给一组行计分：每行的键是印好的表上的栏名。"""

    rows: list[dict[str, Any]] = Field(min_length=1, max_length=MAX_ROWS)
    rules: SchemeRef | None = Field(None, description="评分办法，默认 national/self-evaluation-2021")
    funds: dict[str, Any] | list[dict[str, Any]] | None = Field(
        None, description="资金；给了才计预算执行。数组的第一项是总额", json_schema_extra={"minItems": 1}
    )
    title: str | None = None
    unit: str | None = None
    year: int | None = Field(None, ge=YEARS[0], le=YEARS[1])
    scope: str | None = None


class ScoreRecordsBody(_Asked):
    """给同一张表的许多单位计分：每个单位一条记录，每个指标一个键。"""

    rules: TableRef
    records: list[dict[str, Any]] = Field(
        min_length=1, max_length=MAX_ROWS, description="键同“快算”：三级指标名、…_参照值、…_自评得分、全年预算数……"
    )
    fields: dict[str, str] | None = Field(None, description="记录的键叫别的名字时：键 → 三级指标名等")
    units: dict[str, str] | None = Field(None, description="目标没有单位的指标，数字以什么为单位：指标 → 单位")
    detail: Literal["totals", "range", "rows"] | None = Field(
        None, description="每条答多少：totals 总分和等级（默认），range 加区间，rows 再加各行得分"
    )
    year: int | None = Field(None, ge=YEARS[0], le=YEARS[1], description="按哪一年的办法，默认为自评表的年度")


class CheckBody(_Asked):
    """检查一份规则、填报数据或校验样例的原文。"""

    text: str
    name: str | None = Field(None, description="写在位置里的文件名；不会去打开它")


_TEXTS = Field(min_length=1, max_length=MAX_TEXTS)


class ReadTargetBody(_Asked):
    """试读年度指标值。"""

    kind: Literal["target"] = Field(alias="as")
    texts: list[str] = _TEXTS
    nature: str | None = Field(None, description="分列填写时的指标性质")
    unit: str | None = Field(None, description="分列填写时的度量单位")


class ReadActualBody(_Asked):
    """试读实际完成值。"""

    kind: Literal["actual"] = Field(alias="as")
    texts: list[str] = _TEXTS
    unit: str | None = Field(None, description="栏名里的单位")


class ReadClauseBody(_Asked):
    """试读评分标准。"""

    kind: Literal["clause"] = Field(alias="as")
    texts: list[str] = _TEXTS


class Place(BaseModel):
    """位置：从 1 数起的行和列，end_column 是结束列的下一列。"""

    file: str
    line: int
    column: int
    end_column: int


class ProblemModel(BaseModel):
    """一处错误、疑点或待说明。"""

    code: str = Field(pattern="^[A-Z][0-9]{3}$")
    severity: Severity
    message: str
    span: list[int] | None = Field(description="所读文字里的起止字符")
    place: Place | None = None
    where: str | None = None
    hints: list[str] = []


class Problems(BaseModel):
    """请求没有做成，逐条写明原因。"""

    problems: list[ProblemModel] = Field(min_length=1)


class RulesUsed(BaseModel):
    """所用的规则。"""

    id: str
    title: str
    year: int | None
    digest: str = Field(description="规则摘要（SHA-256）")


class Range(BaseModel):
    """分数的上下限。"""

    low: str = Digits
    high: str = Digits


class StepModel(BaseModel):
    """计算的一步。"""

    name: str
    text: str
    rests_on: str | None = None


class Row(BaseModel):
    """一行的结果。"""

    id: str
    path: list[str]
    goal: str | None
    name: str
    target: str
    actual: str
    max_score: str = Digits
    score: str | None = Field(description="采用得分；待人工认定的为 null")
    self_score: str | None
    computed_score: str | None
    review_score: str | None
    met: bool | None
    outcome: Literal["scored", "pending", "not_applicable"]
    basis: str | None
    supporting: str
    range: Range
    explanation: str
    steps: list[StepModel]


class Block(BaseModel):
    """一级指标的合计。"""

    name: str
    max_score: str = Digits
    score: str = Digits


class Finding(BaseModel):
    """一条核对结果。"""

    code: str
    severity: Severity
    message: str
    where: str | None


class LikelyReason(BaseModel):
    """自评得分与系统测算分不同的可能原因。"""

    row: str | None
    text: str


class Envelope(BaseModel):
    """结果的信封：载荷的校验值，见 docs/结果.md。"""

    schema_name: str = Field(alias="schema", examples=["perfscore/result/1"])
    payload_sha256: str
    likely_reasons: list[LikelyReason] | None = Field(
        default=None, description="自评得分、总分与测算不同的可能原因；没有时省略"
    )


class Evaluation(BaseModel):
    """计分结果。数都写成字符串，与命令 perfscore score --format json 相同。"""

    schema_name: str = Field(alias="schema", examples=["perfscore/evaluation/1"])
    rules: RulesUsed
    unit: str
    title: str
    total: str = Digits
    full_score: str = Digits
    settled: bool
    grade: str | None
    range: Range
    rows: list[Row]
    blocks: list[Block]
    findings: list[Finding]
    notes: list[StepModel]
    facts_digest: str
    version: str
    envelope: Envelope


class RecordRow(BaseModel):
    """一行的得分，不含步骤；步骤用 /v1/score 取。"""

    id: str
    name: str
    score: str | None = Digits
    outcome: Literal["scored", "pending", "not_applicable"]
    basis: str | None
    met: bool | None


class RecordScore(BaseModel):
    """一条记录的结果；数据用不了的，只有 problems。"""

    total: str = Digits
    full_score: str = Digits
    settled: bool
    grade: str | None
    range: Range | None = None
    rows: list[RecordRow] | None = None


class RecordScores(BaseModel):
    """各条记录的结果，与请求里的次序相同。"""

    rules: RulesUsed
    results: list[RecordScore | Problems]


class Checked(BaseModel):
    """检查的结果。"""

    name: str
    kind: Literal["table", "scheme", "facts", "cases", ""] = Field(description="文件的种类；看不出的为空")
    problems: list[ProblemModel]


class Reading(BaseModel):
    """一段文字的读法。"""

    text: str
    canonical: str | None = Field(description="标准写法；读不了的为 null")
    reading: dict[str, Any] = Field(description="读出的内容，problems 里是问题")


class Readings(BaseModel):
    """试读的结果。"""

    kind: Literal["target", "actual", "clause"] = Field(alias="as")
    readings: list[Reading]


class Pack(BaseModel):
    """一个内置办法。"""

    id: str
    kind: Literal["scheme", "table"]
    title: str
    scheme: str
    first_year: int | None
    last_year: int | None


class Packs(BaseModel):
    """全部内置办法。"""

    packs: list[Pack]


class RuleFile(BaseModel):
    """一个已载入的规则文件。"""

    name: str
    kind: Literal["scheme", "table"]
    id: str
    title: str
    year: int | None
    digest: str | None = Field(description="规则摘要；评分办法单独没有")
    sha256: str = Field(description="文件内容的 SHA-256")


class RulesState(BaseModel):
    """现用的规则。state 为 kept 时，规则文件夹里现在的内容用不了，仍用原来的，原因在 problems。"""

    revision: str = Field(description="规则文件夹全部内容的 SHA-256")
    since: str = Field(description="载入时间（UTC）")
    state: Literal["current", "kept"]
    problems: list[ProblemModel]


class LoadedRules(RulesState):
    """现用的规则文件。"""

    rules: list[RuleFile]


class Reloaded(BaseModel):
    """重新载入的结果：loaded 换了新的，unchanged 没有变化，kept 新的用不了、仍用原来的。"""

    state: Literal["loaded", "unchanged", "kept"]
    revision: str
    since: str
    problems: list[ProblemModel]


class Live(BaseModel):
    """进程在运行。"""

    status: Literal["live"]
    version: str


class Ready(BaseModel):
    """可以接受请求。"""

    status: Literal["ready"]
    version: str
    workers: int = Field(description="计分进程的个数")
    busy: int = Field(description="正在计分的进程")
    under_way: int = Field(description="正在接收、排队和计分的请求")
    rules: RulesState


class NotReady(BaseModel):
    """暂时不能接受请求。"""

    status: Literal["not ready"]
    version: str


BODIES: dict[str, tuple[type[BaseModel], ...]] = {
    "score": (ScoreBody,),
    "score-rows": (ScoreRowsBody,),
    "score-records": (ScoreRecordsBody,),
    "check": (CheckBody,),
    "read": (ReadTargetBody, ReadActualBody, ReadClauseBody),
}
"""Operation → the shapes its body may have."""

_TABLE = """格式: perfscore/1
自评表: 某局2024年度项目支出绩效自评表
适用办法: national/self-evaluation-2021
年度: 2024
指标:
  产出指标:
    质量指标:
      - {三级指标: 培训合格率, 年度指标值: ≥95%, 分值: 100}
"""
EXAMPLES: dict[str, dict[str, Any]] = {
    "score": {
        "rules": {"text": _TABLE},
        "facts": {"年度": 2024, "完成情况": [{"三级指标": "培训合格率", "实际完成值": "93%", "自评得分": "98"}]},
    },
    "score-rows": {
        "year": 2024,
        "rows": [{"三级指标": "培训合格率", "年度指标值": "≥95%", "实际完成值": "93%", "分值": "10", "得分": "10"}],
    },
    "score-records": {
        "rules": {"text": _TABLE},
        "records": [{"培训合格率": "93%", "培训合格率_自评得分": "98"}, {"培训合格率": "96%"}],
        "detail": "rows",
    },
    "check": {"text": _TABLE, "name": "某局.yaml"},
    "read": {"as": "target", "texts": ["不低于95%", "11月底前"]},
}
"""Operation → a body that is answered with 200."""

ANSWERS: dict[str, type[BaseModel]] = {
    "score": Evaluation,
    "score-rows": Evaluation,
    "score-records": RecordScores,
    "check": Checked,
    "read": Readings,
    "packs": Packs,
    "rules": LoadedRules,
    "reload": Reloaded,
    "live": Live,
    "ready": Ready,
}
"""Operation → the shape of its answer, status 200."""

ERRORS: dict[int, str] = {
    400: "请求体不合格式",
    408: "请求体没有按时发完",
    409: "规则与 rules.digest 不同",
    413: "请求体太大",
    415: "请求体不是 JSON，或者是压缩的",
    422: "规则或数据用不了，或者没有在限制之内算完",
    503: "太忙，或者正在启动、停止；过 Retry-After 秒再试",
}
"""Statuses that answer with :class:`Problems`."""
