"""Room 2: units as data, families, exact conversion.

>>> from fractions import Fraction
>>> units = default_units()
>>> units.convert(Fraction("1.2"), "亿元", "万元")
Fraction(12000, 1)
>>> units.convert(Fraction(5), "个百分点", "%") is None
True
"""

from .units import Unit, Units, default_units

__all__ = ["Unit", "Units", "default_units"]
