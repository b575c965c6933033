"""Memory of issued editions: records, what may change in them, and a comparison by causes.

Imports `checks` and what lies before it. `shelf` reads the folder of records; only the command
that issues writes there.
"""
