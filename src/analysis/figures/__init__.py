"""From rows and schemes to figures: place, period, measure, fund, status and exact value.

Each figure has its cells. Frames in, frames out; no disk.
May import: the ground, `language`, `definitions`, `book`, `raw`, `tables`, `registers`, `adopting`.
"""
