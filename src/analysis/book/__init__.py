"""The book of an edition.

Every value with its formula and its raw cells, what bounds do to a result, and the book as
records. Imports `language` and the ground. Knows values, not which figure they come from, and
touches no disk.
"""
