"""Finding addresses: one response → candidates, each with what the source says of it."""
