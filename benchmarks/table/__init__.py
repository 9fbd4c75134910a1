"""The table every contender scores: its rules, its data, the expected scores and the floors.

====================  =====================================================================================
``规则.yaml``          the table in perfscore's own language, with its scheme ``办法.yaml``
``data``              the rows and the generator of departments (fixed seed)
``oracle``            the expected scores with ``Fraction``, sharing no code with the library
``floors``            straight-line code with ``Decimal`` (the floor) and with scaled integers
``facts``             one generated record as what perfscore reads
====================  =====================================================================================
"""
