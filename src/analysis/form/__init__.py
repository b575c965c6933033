"""The empty register workbook that `make template` writes.

`workbook` writes the one file.
May import: the ground, `tables`, `running`.
"""
