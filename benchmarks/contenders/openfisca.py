"""OpenFisca-Core: one entity, a variable for each field and each score; numpy columns of 32-bit floats."""

from __future__ import annotations

from typing import Any

from ..table.data import ROWS, SHARES, TIERS, Row
from .base import Answer, Contender, Source, cents_of_floats, grade_of

__all__ = ["CONTENDERS"]

PERIOD = "2024"


def _system() -> Any:
    from openfisca_core.entities import Entity
    from openfisca_core.indexed_enums import Enum
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    department = Entity("department", "departments", "department", "")
    words = Enum("Words", {f"w{i}": word for i, word in enumerate(TIERS)})
    system = TaxBenefitSystem([department])

    def add(name: str, kind: Any, formula: Any = None, **more: Any) -> None:
        held = {"value_type": kind, "entity": department, "definition_period": DateUnit.YEAR, "label": name, **more}
        system.add_variable(type(name, (Variable,), held | ({"formula": formula} if formula else {})))

    for row in ROWS:
        if row.kind == "words":
            add(f"t_{row.id}", Enum, possible_values=words, default_value=words.w0)
        else:
            add(f"a_{row.id}", float)
            if row.kind in ("budget", "above"):
                add(f"b_{row.id}", float)
        add(row.id, float, _formula(row))
    add("total", float, lambda department, period: sum(department(row.id, period) for row in ROWS))
    return system


def _formula(row: Row) -> Any:
    import numpy as np

    def half_up(x: Any) -> Any:
        return np.floor(x * 100 + 0.5) / 100

    def worded(department: Any, period: Any) -> Any:
        return row.points * (np.array(SHARES) / 100)[np.asarray(department(f"t_{row.id}", period))]

    def figure(department: Any, period: Any) -> Any:
        a = department(f"a_{row.id}", period)
        if row.kind == "most":
            return np.where(a <= row.target, row.points, half_up(row.points * row.target / np.maximum(a, 1)))
        bar = department(f"b_{row.id}", period) if row.kind in ("budget", "above") else float(row.target)
        met = a > bar if row.kind == "above" else a >= bar
        return np.where(met, row.points, np.where(a <= 0, 0, half_up(row.points * a / bar)))

    return worded if row.kind == "words" else figure


def _columns(_system: Any, source: Source) -> Any:
    import numpy as np

    held = {k: np.asarray(v, np.int16 if k.startswith("t_") else np.int64) for k, v in source.columns.items()}
    return {k: v if k.startswith("t_") else v / 100.0 for k, v in held.items()}, source.n


def _simulate(system: Any, columns: Any, n: int) -> Any:
    import numpy as np
    from openfisca_core.simulations import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(system, count=n)
    for key, values in columns.items():
        simulation.set_input(key, PERIOD, values)
    total = simulation.calculate("total", PERIOD)
    scores = [simulation.calculate(row.id, PERIOD) for row in ROWS]
    return scores, total, np.select([total >= 90, total >= 80, total >= 60], ["优", "良", "中"], "差")


def _singles(system: Any, source: Source) -> Any:
    columns, n = _columns(system, source)
    return [{k: v[i : i + 1] for k, v in columns.items()} for i in range(n)]


def _read_columns(raw: Any, _source: Source) -> Answer:
    import numpy as np

    scores = np.rint(np.asarray(raw[0], float).T * 100).astype(np.int64).ravel()
    return Answer(scores, np.rint(np.asarray(raw[1], float) * 100).astype(np.int64), [str(g) for g in raw[2]])


def _read_singles(raw: Any, _source: Source) -> Answer:
    scores = cents_of_floats(float(column[0]) for r in raw for column in r[0])
    totals = [float(r[1][0]) for r in raw]
    return Answer(scores, cents_of_floats(totals), [grade_of(t) for t in totals])


CONTENDERS = (
    Contender(
        "openfisca-one",
        "openfisca-core，一次一张",
        "规则引擎",
        "record",
        60,
        _system,
        _singles,
        lambda system, inputs: [_simulate(system, columns, 1) for columns in inputs],
        _read_singles,
        needs=("openfisca_core", "numpy"),
        packages=("OpenFisca-Core",),
        exact=False,
        note="32 位浮点，没有舍入规则",
    ),
    Contender(
        "openfisca",
        "openfisca-core，十万张一批",
        "规则引擎",
        "batch",
        100_000,
        _system,
        _columns,
        lambda system, inputs: _simulate(system, *inputs),
        _read_columns,
        needs=("openfisca_core", "numpy"),
        packages=("OpenFisca-Core",),
        exact=False,
        note="32 位浮点，没有舍入规则",
    ),
)
