"""Edition memory: records of issued editions, what a later build may change in them, comparison, and verification."""
