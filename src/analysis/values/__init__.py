"""Which figure is which value: facts, sums, indicators, groups of schemes, norms.

Adds to a book; prints nothing and touches no disk.
May import: the ground, `language`, `definitions`, `book`, `raw`, `tables`, `registers`, `figures`.
"""
