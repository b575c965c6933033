"""What a workbook keeps in a cell beside its value: places, runs of text with their fonts, formulas.

May import: the ground, `language`.
"""
