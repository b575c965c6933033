"""One register of schemes, from the bytes of a CSV or XLSX to one row a scheme in whole đồng, or faults that name the cell..

Imports `raw` and `language`. Bytes come in as an argument; nothing here touches the disk.
"""
