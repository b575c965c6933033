"""The verbs of the command line, a module a verb, and what a failure is told as.

Nothing heavy is imported before a verb needs it. `freeze` alone writes `data/issued`.
May import: every room before it.
"""
