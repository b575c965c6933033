"""The layout that Nghị định 30/2020/NĐ-CP wants, held against a finished DOCX or PDF of any origin.

A file becomes lines with their form, the lines become the parts of an official document, the parts are held
against the rules of `rules.toml`. Knows nothing of the reports that this program makes.
May import: the ground, `language`.
"""
