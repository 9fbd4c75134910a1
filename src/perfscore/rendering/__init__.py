"""Room: rendering."""
