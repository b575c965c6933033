"""The story of notebooks 01 and 02: open the work place, clean, compute, keep as processed data.

Imports everything before it. `processed` reads and writes `data/processed/<edition>`, and nothing
else is touched.
"""
