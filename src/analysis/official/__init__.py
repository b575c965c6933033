"""The official forms of an edition, filled from its registers.

Bytes of a workbook come from schemes; it touches no disk, and reads neither `data/raw` nor the report.
May import: the ground, `language`, `definitions`, `filled`, `tables`, `figures`, `values`.
"""
