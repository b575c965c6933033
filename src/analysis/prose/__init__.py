"""A text of news as rules look at it: folded, parted into sentences, its numbers with their units, periods and words.

What a word means stands in `rules.toml`; `scopes` says where words about a quantity stand. What they make of it is for
`extracting`. Touches no disk.
May import: `language`, `definitions`.
"""
