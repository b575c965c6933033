"""What a register says around its table: years, a part of a year, the province, statuses, summaries.

Titles, groups, notes, names of sheets and files, and the words beside a scheme; what contradicts its cells is asked.
May import: the ground, `language`, `definitions`, `prose`, `sheets`, `tables`.
"""
