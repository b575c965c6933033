"""The report as data: inlines and blocks that no format has touched yet, and what is true.

Knows no chapter and writes nothing.
May import: the ground, `language`, `book`.
"""
