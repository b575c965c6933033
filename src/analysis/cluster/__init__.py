"""A batch on many machines: dask.distributed carries files and calls, and the editions are made as everywhere.

A worker shares nothing with the client but the network. It has this program in its own folder, gets what
lies in data/raw and data/issued, and gives back the two folders of an edition; only the client publishes.
May import: every room before it.
"""
