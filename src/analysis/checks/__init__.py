"""What must meet, what is plausible, what became of every row; waivers (R01 to R21); the day of the document.

A check adds its residuals to the book and says what it found. It mends nothing and touches no disk.
May import: every room before it.
"""
