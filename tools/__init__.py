"""Tools of the repository: what `make` calls, and what tests and benchmarks borrow."""
