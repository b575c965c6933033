"""What notebook 03 hands to the rendering: the blocks that it shows, with the sources below them.

Writes to the folder of the content, and to no other.
May import: every room before it.
"""
