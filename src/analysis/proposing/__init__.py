"""What a register would have to be told to be read: the look at a file, proposals, and their text.

Nothing is read by a proposal until somebody accepts it.
May import: the ground, `language`, `definitions`, `raw`, `sheets`, `tables`, `around`, `registers`, `adopting`.
"""
