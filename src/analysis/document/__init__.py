"""The report as data.

Inlines and blocks that no format has touched yet, and whether a word is true of the values.
Imports `book` and `language`. Knows no chapter and writes nothing.
"""
