"""A run: its steps, what is kept, hashes, lock, forks, and the exchange that publishes.

Writes below `.build`, then exchanges the folders of the edition in `reports/` and in
`data/processed/`, to which it adds what was printed.
May import: every room before it.
"""
