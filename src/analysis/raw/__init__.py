"""`data/raw` as rows of text with their cells.

Files opened once, small tables, corrections, notes. Imports `language` and the ground. `folder`
is the one module that opens raw files; nothing here writes.
"""
