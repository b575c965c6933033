"""Registers as offices keep them: what the file says outside its cells, and what the office said of it once.

An answer makes the reader of registers read a table as if its own cells said so.
May import: the ground, `language`, `definitions`, `raw`, `sheets`, `tables`, `around`, `registers`.
"""
