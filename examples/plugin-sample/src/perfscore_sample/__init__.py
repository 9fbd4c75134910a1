"""A sample plug-in of perfscore. Each module gives one kind; the entry points in pyproject.toml name the values."""
