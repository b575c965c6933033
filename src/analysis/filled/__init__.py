"""Official forms as offices fill them: a sheet to lines with exact numbers, or faults that name the cell.

It touches no disk and knows no edition.
May import: the ground, `language`, `definitions`, `book`, `prose`, `sheets`, `tables`, `around`.
"""
