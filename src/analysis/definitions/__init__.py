"""What is computed, what the law says, what a province is: `indicators`, `norms`, `legal`, `provinces`.

Reads and checks the four files that lie beside it and nothing else.
May import: the ground, `language`.
"""
