"""Vietnamese text to meaning and back: numbers, formulas, marks of a sentence, directions.

Text goes in, an exact value or a fault comes out. Knows no file, no frame and no figure.
May import: the ground.
"""
