"""Room: sql — a plan as one SELECT for a database: whole numbers throughout, the same digits as the interpreter."""
