"""One module a chapter: its sentences, tables and charts, as notebook 03 prints them.

Beside the chapters stand what they share (`view`, `parts`, `schemes`, `titles`), the letterhead, and the
data of the page. Touches no disk.
May import: every room before it.
"""
