"""What is computed and what the law says: `indicators.toml`, `norms.toml`, `legal.toml`.

Reads and checks the three files that lie beside it and nothing else.
May import: the ground, `language`.
"""
