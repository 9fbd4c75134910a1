"""Room: clauses — the language of scoring standards (评分标准)."""
from .reading import read_clause
