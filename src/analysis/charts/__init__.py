"""Charts with matplotlib.

A frame in, a figure with axes out, and its SVG made fit for a strict page.

Imports the ground and `language`. Knows no report; `export.write_figure` writes what it is told to
write.
"""
