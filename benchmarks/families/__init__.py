"""One table for each curve family: ten rows of the same clause over columns of their own."""
