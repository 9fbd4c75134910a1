"""Layouts of printed tables, as data; :mod:`perfscore.rendering.template` reads them."""
