"""What is computed and what the law says.

`indicators.toml`, `norms.toml` and `legal.toml`, read and checked. Imports `language` and the
ground. Reads the three files that lie beside it and nothing else.
"""
