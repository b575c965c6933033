"""The book of an edition: every value with its formula and its raw cells, and what bounds do.

Knows values, not which figure they come from, and touches no disk.
May import: the ground, `language`, `definitions`.
"""
