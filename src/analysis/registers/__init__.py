"""One register of schemes: the bytes of a CSV or XLSX to a row a scheme in whole đồng, or faults.

Each fault names its cell.
Imports `raw` and `language`. Bytes come in as an argument; nothing here touches the disk.
"""
