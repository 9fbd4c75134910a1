"""Room 0: what every other room speaks — problems, exact numbers, and the width of text.

Imports nothing from the rest of the library.
"""
