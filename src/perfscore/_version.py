"""The one place where the library's version stands."""

__version__ = "0.1.0"
