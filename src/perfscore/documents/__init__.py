"""Room: documents — docx, xlsx, html and csv taken in: cells first, then what they mean.

>>> from perfscore.documents import open_document, import_tables
>>> imported = import_tables(open_document("自评表.docx"))          # doctest: +SKIP

:func:`open_document` reads cells with their spans and interprets nothing; :func:`import_tables` finds the tables of
indicators, money and goals in them. What is not understood comes back as problems with their place; nothing is
dropped silently, run, fetched or unpacked to the disk.
"""

from .importing import Imported, has_base_data, import_base_data, import_tables
from .model import Cell, Document, Grid
from .opening import MAX_FILE, SUFFIXES, document_of_bytes, open_document
from .writing import Written, write_base_data, write_yaml

__all__ = [
    "MAX_FILE",
    "SUFFIXES",
    "Cell",
    "Document",
    "Grid",
    "Imported",
    "Written",
    "document_of_bytes",
    "has_base_data",
    "import_base_data",
    "import_tables",
    "open_document",
    "write_base_data",
    "write_yaml",
]
