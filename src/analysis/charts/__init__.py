"""Charts with matplotlib: plain values in, a figure out, and its SVG made fit for a strict page.

Imports the ground and `language`. Knows no report; `bars.write_figure` writes what it is told to
write.
"""
