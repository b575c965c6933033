"""The verbs of the command line, a module a verb, and what a failure is told as.

Imports everything. Nothing heavy is imported before a verb needs it.
"""
