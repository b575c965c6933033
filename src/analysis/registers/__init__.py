"""One register of schemes: the bytes of a CSV or XLSX to a row a scheme in whole đồng.

What it cannot read is a fault that names the cell. Bytes come in as an argument; nothing here
touches the disk.
May import: the ground, `language`, `definitions`, `book`, `raw`, `sheets`,
`tables`, `around`, `filled`.
"""
