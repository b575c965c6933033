"""Vietnamese text to meaning and back.

Numbers, formulas, marks of a sentence, words of direction, what people type. Imports the ground
only. Knows no file, no frame and no figure: text in, exact value or fault out.
"""
