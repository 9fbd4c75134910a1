"""A clause that says what an actual below 0 gives: its form says the same as the interpreter."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.table.facts import RULES

import perfscore
from perfscore.compiling.deriving import derive
from perfscore.compiling.fields import fields_of
from perfscore.compiling.forms import at

ABOVE = ("工业投资增长", "工业投资增长_参照值")


def test_a_rate_below_zero_has_the_points_the_clause_names() -> None:
    plan = perfscore.load(RULES).plan()
    index = next(n for n, row in enumerate(plan.rows) if row.indicator.name == ABOVE[0])
    form = derive(plan.rows[index], plan)
    assert form is not None
    fields = fields_of(plan, ABOVE)
    for actual, reference in ((-3, 5), (-3, -5), (-6, -5), (0, 5), (-3, 0)):
        row = perfscore.evaluate(plan, fields.facts((actual, reference), plan)).rows[index]
        _, points, met = at(form, Fraction(actual), Fraction(reference))
        assert (points, met) == (row.exact, row.met), (actual, reference)
