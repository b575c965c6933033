"""The empty register workbook that `make template` writes.

Imports `registers` and the ground; `workbook` writes the one file.
"""
