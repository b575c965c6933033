"""One room a chapter.

Its sentences, tables and charts, in the order in which notebook 03 prints them. Imports
everything before it, never `rendering`. Builds blocks of a document; `content` alone writes them
for rendering.
"""
