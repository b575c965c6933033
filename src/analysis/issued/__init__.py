"""Memory of issued editions: records, what may change in them, a comparison by causes.

`shelf` and `files` read the folder of records; only the verb `freeze` writes there.
May import: every room before it.
"""
