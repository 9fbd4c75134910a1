"""Clauses and units of a plug-in in the compiled scorer and in columns: every part what ``evaluate`` gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.test_sample import ROOT, TABLE, installed

__all__ = ["installed"]
pytest.importorskip("pyarrow", reason="columns need the extra arrow")

CODE = """
import json, random, sys
from decimal import Decimal
import perfscore
from perfscore.columns.derived import derived_of
from tests.columns.cases import SHOW, differences

plan = perfscore.load(sys.argv[1]).plan()
dice = random.Random(6)
sizes = {"货物周转量": (Decimal("1.2"), "亿吨公里"), "集装箱吞吐量": (Decimal(5), "万标准箱"),
         "补助发放及时率": (Decimal(100), "%"), "社会物流总费用占比": (Decimal(14), "%"), "运输企业满意度": (Decimal(90), "%")}
shares = [Decimal(k) / 1000 for k in (0, 300, 599, 600, 650, 699, 700, 750, 800, 850, 899, 900, 950, 999, 1000, 1035, 1099,
                                      1100, 1101, 1400)]

def figure(name, text):
    size, unit = sizes[name]
    value = size * dice.choice(shares)
    if dice.random() < 0.1:
        return None
    return f"{value:f}{unit}" if text else value

records = []
for k in range(300):
    own = {"全年预算数": Decimal(800), "全年执行数": Decimal(dice.randrange(0, 900))}
    records.append(own | {name: figure(name, k >= 150) for name in sizes})
score = perfscore.scorer(plan)
wrong = [k for k, r in enumerate(records) if score(r).to_dict() != perfscore.evaluate(plan, score.facts(r)).to_dict()]
cells = 0
for part in (records[:150], records[150:], records):
    scored = perfscore.score_table(plan, {key: [r[key] for r in part] for key in records[0]}, show=SHOW)
    cells += len(differences(scored))
works = derived_of(plan).works(scored.fields)
forms = {plan.rows[w.index].indicator.name: w.form is not None for w in works}
print(json.dumps({"records": len(records), "wrong": wrong, "cells": cells, "forms": forms}, ensure_ascii=False))
"""


def test_every_part_is_what_evaluate_gives(installed: Path) -> None:
    path = os.pathsep.join([str(installed), str(ROOT / "src"), str(ROOT)])
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(ROOT / TABLE)], env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)
    assert (got["records"], got["wrong"], got["cells"]) == (300, [], 0)
    assert all(got["forms"].values()), "clauses of a plug-in are compiled like any other"
