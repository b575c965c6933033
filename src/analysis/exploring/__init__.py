"""What the public face gives an analyst's own notebook: tables with their raw cells, and trials that write nothing.

Columns of these tables have the names of the raw tables; money is whole đồng, a number that is not there is
missing and not 0, a plan and a result stand in rows of their own.
May import: every room before it.
"""
