"""Room: a plan as integer arithmetic — the form of each row, and what is made from it."""
