"""R01 to R20.

What must meet, what is plausible, what became of every row; and the waivers that excuse a
difference. Imports `values`, `document` and what lies before them. A check adds its residuals to
the book and says what it found.
"""
