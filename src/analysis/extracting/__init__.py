"""A text of news to quantities with their meaning, and to rows of published figures that a person accepts or drops.

What a word means stands in `rules.toml` of `prose`; the modules say only where a word is looked for. It touches no
disk, writes nothing to `data/raw` and needs no library but those that open PDF and XML: a text is bytes here, what is
made is text.
May import: `language`, `definitions`, `raw`, `prose`, `statuses`.
"""
