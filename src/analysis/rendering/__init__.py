"""From blocks to HTML, PDF and DOCX, a module a format; the finished files read back.

Reads `templates/` and works in the folder that it is given.
May import: the ground, `document`.
"""
