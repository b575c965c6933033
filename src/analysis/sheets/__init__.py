"""A sheet of text cells, and how a workbook's bytes become some: values, runs, formulas, what is hidden.

Bytes come in as an argument; nothing here touches the disk.
May import: the ground, `language`, `raw`.
"""
