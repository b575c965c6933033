"""One table of a register: its columns, its header, its rows, the units of its money, and what a cell says.

Sheets come in as an argument; nothing here touches the disk.
May import: the ground, `language`, `definitions`, `raw`, `sheets`.
"""
