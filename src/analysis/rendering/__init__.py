"""From blocks to HTML, PDF and DOCX, and the finished files read back.

Imports `report` and what lies before it. Works in the folder that it is given.
"""
