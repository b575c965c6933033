"""What is computed, what the law says, what a province is: `indicators`, `law`, `provinces`, `forms`, `summary`.

Reads and checks the tables that lie beside it and nothing else.
May import: the ground, `language`.
"""
