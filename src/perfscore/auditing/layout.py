"""What stands in a written result: the payload ``perfscore/evaluation/1`` and the envelope ``perfscore/result/1``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..evaluation.envelope import ENVELOPE_SCHEMA
from ..evaluation.values import BASES, OUTCOMES, SCHEMA, SUPPORTING
from .shapes import Digest, Exactly, FileName, Items, Record, Score, Shape, Text, Texts, Truth, Word, Year

__all__ = ["ENVELOPE", "EVALUATION", "RESULT", "flat"]

SEVERITIES = {"error": "错误", "warning": "疑点", "ask": "待说明"}


def _words(known: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), says) for name, says in known.items())


def _range(low: str) -> Record:
    return Record(fields=(("low", Score(says=low)), ("high", Score(says="上限"))))


def _steps(names: str) -> Items:
    rests_on = Text(says="这一步依据的约定、标准或来源；没有时省略", required=False)
    text = Text(says="这一步的话，数字已代入")
    return Items(item=Record(fields=(("name", Text(says=names)), ("text", text), ("rests_on", rests_on))))


_RULES = Record(
    fields=(
        ("id", Text(says="评分办法的编号")),
        ("title", Text(says="评分办法的名称")),
        ("year", Year(says="年度", nullable=True)),
        ("digest", Digest(says="整套规则（按该表、该年度解析之后）的 SHA-256")),
    )
)
_ROW = Record(
    fields=(
        ("id", Text(says="指标的编号，没有编号时是路径")),
        ("path", Items(item=Text(says="一级、二级指标"))),
        ("goal", Text(says="对应的年度总体目标", nullable=True)),
        ("name", Text(says="三级指标")),
        ("target", Text(says="年度指标值，原文")),
        ("actual", Text(says="实际完成值，原文")),
        ("max_score", Score(says="分值")),
        ("score", Score(says="采用得分；待人工认定、不适用时为 null", nullable=True)),
        ("self_score", Score(says="自评得分", nullable=True)),
        ("computed_score", Score(says="系统测算分", nullable=True)),
        ("review_score", Score(says="复核得分", nullable=True)),
        ("met", Truth(says="是否达到目标；不能由数字判断时为 null", nullable=True)),
        ("outcome", Word(known=_words(OUTCOMES))),
        ("basis", Word(known=_words(BASES), nullable=True)),
        ("supporting", Word(known=_words(SUPPORTING))),
        ("range", _range("核实之后该行得分的下限")),
        ("explanation", Text(says="全部步骤连成的一句话")),
        ("steps", _steps("步骤：目标、实际、参照、换算、度量、标准、计分、舍入、调整、采用")),
    )
)
_BLOCK = Record(
    fields=(
        ("name", Text(says="一级指标；预算执行自成一部分")),
        ("max_score", Score(says="分值")),
        ("score", Score(says="已计分各行之和")),
    )
)
_FINDING = Record(
    fields=(
        ("code", Text(says="问题的代码，永不改作他用")),
        ("severity", Word(known=_words(SEVERITIES))),
        ("message", Text(says="中文的一句话")),
        ("where", Text(says="所在的行", nullable=True)),
    )
)

EVALUATION = Record(
    says="计分结果本身；同一年的表用任何版本重算，各键不变",
    fields=(
        ("schema", Exactly(value=SCHEMA, says=f"总是 `{SCHEMA}`")),
        ("rules", _RULES),
        ("unit", Text(says="单位")),
        ("title", Text(says="表名")),
        ("total", Score(says="已计分各行之和")),
        ("full_score", Score(says="满分")),
        ("settled", Truth(says="没有待人工认定的行时为真")),
        ("grade", Text(says="等级；区间跨两个等级、或不评定时为 null", nullable=True)),
        ("range", _range("全部核实之后总分的下限")),
        ("rows", Items(item=_ROW)),
        ("blocks", Items(item=_BLOCK)),
        ("findings", Items(item=_FINDING)),
        ("notes", _steps("汇总的步骤")),
        ("facts_digest", Digest(says="填报数据的 SHA-256")),
    ),
)
"""The payload: what :meth:`Evaluation.to_dict` returns (design.md section 7)."""

_SOURCES = Record(
    required=False,
    fields=(
        ("rules", FileName(says="自评表：相对的文件名，或内置表的编号；没有记载时省略", required=False)),
        ("facts", FileName(says="填报数据：相对的文件名；没有记载时省略", required=False)),
    ),
)
_REASON = Record(
    fields=(
        ("row", Text(says="自评得分与系统测算分不同的行：编号；为填报的总分时为 null", nullable=True)),
        ("text", Text(says="可能的原因；以后的版本可能换一种说法，所以不属于结果本身")),
    )
)
ENVELOPE = Record(
    required=False,
    fields=(
        ("schema", Exactly(value=ENVELOPE_SCHEMA, says=f"总是 `{ENVELOPE_SCHEMA}`")),
        ("payload_sha256", Digest(says="结果本身（去掉 `version` 和 `envelope`）的 SHA-256")),
        ("sources", _SOURCES),
        ("about", Texts(says="写出结果的人另加的说明，键和值都是文字；没有时省略", required=False)),
        ("likely_reasons", Items(item=_REASON, required=False)),
    ),
)
"""What stands around the payload, under the key ``envelope``; results written before it existed do not have it."""

VERSION = Text(says="计算所用的 perfscore 版本；不属于结果本身", required=False)

RESULT = Record(
    says="写成文件的计分结果：结果本身，加上版本和封套",
    fields=(*EVALUATION.fields, ("version", VERSION), ("envelope", ENVELOPE)),
)
"""A written result, whole."""

_KINDS: dict[type[Shape], str] = {
    Text: "文字", FileName: "文件名", Score: "分数", Digest: "摘要", Truth: "真假", Year: "整数", Exactly: "文字",
    Word: "文字", Texts: "映射",
}  # fmt: skip


def flat(shape: Shape, path: str = "") -> list[tuple[str, str, str]]:
    """Return key, kind and meaning of every leaf, for the page: ``("rows[].score", "分数或 null", …)``."""
    match shape:
        case Record():
            return [entry for key, part in shape.fields for entry in flat(part, f"{path}.{key}" if path else key)]
        case Items():
            return flat(shape.item, f"{path}[]")
        case _:
            says = "，".join(f"`{n}` {t}" for n, t in shape.known) if isinstance(shape, Word) else shape.says
            return [(path, _KINDS[type(shape)] + ("或 null" if shape.nullable else ""), says)]
