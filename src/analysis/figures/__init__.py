"""From rows and schemes to figures.

Place, period, measure, fund, status and exact value, each with its cells. Imports `raw`,
`registers` and what lies before them. Frames in, frames out; no disk.
"""
