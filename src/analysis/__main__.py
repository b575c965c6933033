"""`python -m analysis <verb>`: the verbs of the Makefile for machines without make."""

from __future__ import annotations

import sys

from analysis import stopping

if __name__ == "__main__":
    # before anything else is imported, so that a request to end is obeyed from the start
    stopping.on_request()
    from analysis.commands.main import main, start_in_utf8

    start_in_utf8()
    stopping.run(main, sys.argv[1:])
