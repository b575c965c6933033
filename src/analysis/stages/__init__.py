"""The story of notebooks 01 and 02: name the edition, open the work place, clean, compute, keep.

`processed` reads and writes `data/processed/<edition>`, and nothing else is touched.
May import: every room before it.
"""
