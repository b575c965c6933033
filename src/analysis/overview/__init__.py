"""All published editions on one page, `reports/index.html`: what each says of itself, and what may be compared.

It is given what was read of the editions and gives text; `running.index_file` reads and writes.
May import: the ground, `language`, `definitions`, `book`, `registers`, `figures`, `issued`, `rendering`.
"""
