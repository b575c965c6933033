"""Charts with matplotlib: a frame in, a figure with axes out, its SVG fit for a strict page.

Knows no report; `export` writes what it is told to write.
May import: the ground, `language`.
"""
