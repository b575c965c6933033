"""A run: its steps, what is kept, hashes, lock, kernels, and the exchange that publishes.

Imports everything before it. Writes below `.build`, then exchanges whole folders.
"""
