"""One module a chapter: its sentences, tables and charts, as notebook 03 prints them.

Beside the chapters stand what they share (`view`, `parts`, `schemes`), the letterhead, and what
is written for the rendering (`content`, `page`). Touches no disk but there.
May import: every room before it.
"""
