"""How much of the published ways of scoring the clause language hosts. Run: python benchmarks/methods_report.py [clauses.tsv]

Prints at which stage each of the 71 published methods is hosted, which of them run from the text of a clause alone, which
computed examples are reproduced, and what becomes of a list of published clause texts: read, left to a person, refused.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.clauses.cases import Case, Method, arithmetic, methods, table

from perfscore.clauses import Binding, Clause, Judgement, read_clause

STAGES = {
    "reduce": "归并（多个数并成一个）", "measure": "度量", "curve": "度量与曲线", "band": "文字与区间", "adjust": "本行调整",
    "aggregate": "汇总", "classify": "等级与封顶", "check": "核对",
}  # fmt: skip
DOUBTED = {
    "control_rate_ratio": "“按比例”在越低越好的指标里有两种读法；例子取目标÷实际（4.00），1-超出比例得 3.75，本库按前者并提醒",
    "interval_target": "高于上限的一侧也有两种读法；例子取 1-超出比例（9.00），上限÷实际得 9.09，本库按前者并提醒",
    "pefa_m2": "n=4 的换算表是凭记忆写的，来源自己也存疑；不属于评分标准",
}


def main() -> None:
    found = methods()
    _stages(found)
    _examples(found)
    print("\n存疑的例子：")
    for name, why in DOUBTED.items():
        print(f"  {name}: {why}")
    _wordings()
    if len(sys.argv) > 1:
        _texts(Path(sys.argv[1]))


def _stages(found: list[Method]) -> None:
    print("71 种方法各在哪一步：")
    by_stage: dict[str, list[str]] = {}
    for method in found:
        names = by_stage.setdefault(method.stage, [])
        if method.id not in names:
            names.append(method.id)
    for stage, says in STAGES.items():
        names = by_stage.get(stage, [])
        print(f"  {says} {len(names)}: {'、'.join(names)}")
    alone = {m.id for m in found if m.case is not None and m.case.expected != "note"}
    notes = {m.id for m in found if m.case is not None and m.case.expected == "note"}
    print(
        f"只凭评分标准的文字就能运行: {len(alone)}；作为整张表的说明识别出来: {len(notes)}（{'、'.join(sorted(notes))}）"
    )


def _examples(found: list[Method]) -> None:
    cases = [(m.id, m.case) for m in found if m.case is not None and m.case.expected != "note"]
    wrong = [name for name, case in cases if not _right(case)]
    print(f"算过的例子: {len(cases)}，重现: {len(cases) - len(wrong)}，没有重现: {wrong or '无'}")


def _right(case: Case) -> bool:
    outcome = case.outcome()
    if case.expected in ("ask", "refused"):
        return outcome.pending is not None
    return outcome.pending is None and outcome.points == arithmetic(case.expected)


def _wordings() -> None:
    cases = table("wordings.tsv")
    right = sum(_right(c) for c in cases)
    print(f"\n自编的写法: {len(cases)} 例（{len({c.clause for c in cases})} 条评分标准），符合预期 {right}")


def _texts(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()[1:]
    kinds = Counter(_kind(read_clause(line)) for line in lines)
    print(f"\n{path.name} 共 {len(lines)} 条：")
    for kind in ("读懂", "读懂，由人认定", "说的不是本行得分", "拒读"):
        print(f"  {kind} {kinds[kind]}（{kinds[kind] * 100 // max(len(lines), 1)}%）")


def _kind(clause: Clause) -> str:
    if not clause.readable:
        return "拒读"
    if not clause.rules and not clause.items:
        return "说的不是本行得分"
    by_person = any(p.code == "C489" for p in clause.problems)
    return "读懂，由人认定" if by_person or _left_to_a_person(clause) else "读懂"


def _left_to_a_person(clause: Clause) -> bool:
    """Say whether the clause, bound to a row of its own maximum, leaves everything to a person."""
    from decimal import Decimal

    given = [r.award.value for r in clause.rules if type(r.award).__name__ == "Points"]
    points = clause.stated or (sum(i.points for i in clause.items) if clause.items else max(given, default=None)) or 10
    return isinstance(clause.bind(Binding(Decimal(str(float(points))))), Judgement)


if __name__ == "__main__":
    main()
