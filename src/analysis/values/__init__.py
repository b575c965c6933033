"""Which figure is which value of the book.

Facts, sums, indicators, groups of schemes, norms, other readings. Imports `figures`, `book` and
what lies before them. Adds to a book; prints nothing and touches no disk.
"""
