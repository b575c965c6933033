"""`data/raw` as rows of text with their cells: files, small tables, corrections, notes.

`folder` is the one module that opens raw files; nothing here writes.
May import: the ground, `language`, `definitions`, `book`.
"""
